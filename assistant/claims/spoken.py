"""Figures that people say in words and that no report would print so: 两成, 三分之一, 3.15倍, 翻了一番, 全部, 为零, 持平, 没有超预算.

Comes in: a sentence and the spans of the figures that were read from it. Goes out: the clauses that state what was not read,
put as a question would put them. Never judges.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.question.numbers import find_numbers
from index.quantity import Hedge, Quantity

_CLAUSE = re.compile(r"[^，,；;、。！？!?\n]+")
_DOUBLED = re.compile(
    r"(?:同比|[比较](?P<base>上年|去年|上一年|(?:19|20)\d\d年)(?:同期)?)?(?:已|近|将近|几乎)?"
    r"翻了?(?:(?P<times>[一两二三四]|[1-4])?番|[一1]?倍)(?P<more>还?多)?"
)
_TIMES = {"一": 2, "1": 2, "两": 4, "二": 4, "2": 4, "三": 8, "3": 8, "四": 16, "4": 16}
_NOTHING = re.compile(r"(?<=[^\d.])(?:均?为|是|等于|降[至到]了?)(?:0|零)(?![\d.\u4e00-\u9fff%])")
_ALL = re.compile(r"(?<![不未非])(?:全部(?!支出|收入|经费|预算|资金)|全都|全额|全是)")
_KEPT = re.compile(
    r"(?:并?未|没有?)(?:超(?:出|过|支)?|突破)了?((?:年初|全年)?)预算(?:数)?|(?:控制|保持)?在((?:年初|全年)?)预算(?:数|安排)?(?:之?内|以内|范围之?内)"
)
_NOT_DONE = re.compile(r"(?:并?未|没有?)(?:再|新)?(?:购置|购买|新购|发生|产生|列支|安排|使用|因公出国)(?![^，,]*[\d一二三四五六七八九十])")
"""What a text says was not spent, bought or done: none of it."""
_WHOLE = Quantity.of("100", "%")
_WITHIN = Quantity.of("100", "%", Hedge.AT_MOST)
_ZERO = Quantity.of("0", "万元")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A figure in words: where it stands in the sentence, how much it says, and its clause as one would ask it."""

    start: int
    end: int
    quantity: Quantity
    clause: str


def find_spoken(sentence: str, read: Iterable[tuple[int, int]]) -> tuple[Spoken, ...]:
    """Return what *sentence* states beside the figures at *read*.

    >>> [(str(found.quantity), found.clause) for found in find_spoken("基本支出1039万元，不到总支出的两成", [(4, 10)])]
    [('2成', '不到总支出的两成')]
    >>> [found.clause for found in find_spoken("支出比上年翻了一番", [])]
    ['支出是上年的2倍']
    """
    taken = list(read)
    found = [
        spoken
        for clause in _CLAUSE.finditer(sentence)
        for spoken in _in_clause(clause.group(), clause.start())
        if not any(spoken.start < end and start < spoken.end for start, end in taken)
    ]
    return tuple(sorted(found, key=lambda spoken: spoken.start))


def _in_clause(clause: str, at: int) -> list[Spoken]:
    found: list[Spoken] = []
    for match in _DOUBLED.finditer(clause):
        times = _TIMES[match["times"] or "一"]
        said = f"是{match['base'] or '上年'}的{times}倍{match['more'] or ''}"
        put = clause[: match.start()] + said + clause[match.end() :]
        found.append(Spoken(at + match.start(), at + match.end(), Quantity.of(times, "倍", Hedge.ABOUT), put))
    doubled = [range(one.start - at, one.end - at) for one in found]
    read = (one for one in find_numbers(clause) if not any(one.start in span for span in doubled))
    found += [Spoken(at + one.start, at + one.end, one.quantity, clause) for one in read]
    for match in _NOTHING.finditer(clause):
        found.append(Spoken(at + match.start(), at + match.end(), _ZERO, clause[: match.start()] + "为0万元"))
    for match in _KEPT.finditer(clause):
        put = f"{clause[: match.start()]}没有超{match.group(1) or match.group(2) or ''}预算"
        found.append(Spoken(at + match.start(), at + match.end(), _WITHIN, put))
    for match in _NOT_DONE.finditer(clause):
        found.append(Spoken(at + match.start(), at + match.end(), _ZERO, clause))
    for match in _ALL.finditer(clause):
        found.append(Spoken(at + match.start(), at + match.end(), _WHOLE, clause))
    return found
