"""What a report remarks of itself: what went wrong, what will be done about it, what money was used for.

Comes in: a desk whose question is to be answered in words. Goes out: the report's own sentences, those that say it and no more.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

from assistant.compute.desk import Desk
from assistant.excerpts import CONTENTS, Excerpt, once, opening, section_paragraphs
from assistant.question import tables
from assistant.shelf import Subject
from index.records import Fact, Measure

_LEVELS = (Measure.AMOUNT, Measure.COUNT)
_NUMBERED = re.compile(r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[、.．])")
_SHORT = 700
"""Up to how many characters a section is told whole; of a longer one what is numbered begins to tell."""
_MANY, _LEAST = 5, 6
"""How many paragraphs are told at most, and how many characters say something."""
_STOP = re.compile(r"\n|$")
_GENERAL = re.compile(
    r"(?:管理|预算|绩效|自评|评价|工作|执行|方面|采取|采用|存在|发现|暴露|主要|相关|具体|部门|单位|自己|解决|改进|整改|措施|问题|打算|支出|整体|项目|情况|资金|查|出|了|的"
    r"|提出|针对|反映|指出|准备|今后|进行|开展|实施|推进|落实|制定|制订|出台|完善|办法|建议|对策|哪些|什么|有)+.?"
)
"""Words of a question that name no topic of their own."""
_LETTERS = re.compile(r"\W")
_DOES = re.compile(r"(?:主要|工作)*(?:职责|职能|任务)(?:是|为|有|包括)?(?:\*\*\s*)?[:：\s]\s*|(?:主要|工作)*(?:职责|职能|任务)(?:\*\*)\s*")
"""Behind what a report that has no section of its own for them tells its duties."""
_PIECE = re.compile(r"[^；;\n\s*·-][^；;\n]*[；;]?")
_LIST_END = re.compile(r"。|\n\s*\n(?!\s*[-*·])|\*\*|$")
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_SENTENCE_END = re.compile(r"[。；;\n]|$")
_NEAR = 120
"""How many characters behind an amount its use may begin."""
_NEXT_FIGURE = re.compile(r"\d\s*(?:万|亿)?元")


@dataclass(frozen=True, slots=True)
class _Kind:
    asked: re.Pattern[str]
    cue: re.Pattern[str]
    title: re.Pattern[str] | None = None
    holds: re.Pattern[str] | None = None


@cache
def _kinds() -> dict[str, _Kind]:
    rows = tables.data("remarks.toml", package="assistant.compute")
    return {name: _Kind(**{slot: re.compile(form) for slot, form in row.items()}) for name, row in rows.items()}


def remarked(desk: Desk, subject: Subject) -> tuple[Excerpt, ...]:
    """The sentences that a question about problems, measures or uses wants; none where it wants something else or nothing is said."""
    name = _wanted(desk.plan.question.text)
    if name == "uses":
        return _used(desk, subject)
    return _of_topic(desk, _titled(desk, subject, name) or _inside(desk, subject, name)) if name else ()


def _wanted(text: str) -> str | None:
    """Which of them a question wants."""
    return next((name for name, kind in _kinds().items() if kind.asked.search(text)), None)


def answering(text: str, found: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """Of sentences found elsewhere those that may answer: that one names an item and its amount says nothing of its use."""
    name = _wanted(text)
    holds = _kinds()[name].holds if name else None
    return tuple(excerpt for excerpt in found if holds is None or holds.search(excerpt.flowing))


def _of_topic(desk: Desk, found: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
    """Those that speak of what the question names beside 问题 and 措施: all of them where it names nothing."""
    question = desk.plan.question
    words = [word for word in (*(item.said for item in question.items), *question.leftover) if not _GENERAL.fullmatch(word)]
    topic = [word for word in words if len(word) > 1]
    return tuple(one for one in found if any(shared_run(word, _LETTERS.sub("", one.text)) > 1 for word in topic)) if topic else found


def shared_run(word: str, text: str) -> int:
    """How many characters of a word stand in a text in one run: 残疾人证 of 办残疾人证."""
    return SequenceMatcher(None, word, text, autojunk=False).find_longest_match().size


def _titled(desk: Desk, subject: Subject, name: str) -> tuple[Excerpt, ...]:
    """What stands under a heading of its own; of a long list the headings."""
    title = _kinds()[name].title
    own = subject.own
    if own is None or title is None:
        return ()
    found = section_paragraphs(desk.evidence.library, own.id, title)
    if sum(len(one.flowing) for one in found) <= _SHORT:
        return found
    numbered = tuple(opening(one) for one in found if _NUMBERED.match(one.flowing))
    return numbered if len(numbered) > 1 else found[:_MANY]


def _inside(desk: Desk, subject: Subject, name: str) -> tuple[Excerpt, ...]:
    """What a paragraph says behind its cue, up to the end or to where the other begins."""
    other = _kinds()["problems" if name == "measures" else "measures"].cue
    own = subject.own
    found = []
    for passage in desk.evidence.library.passages(own.id) if own else ():
        if CONTENTS in passage.section:
            continue
        whole = Excerpt(passage.report, passage.section, passage.start, passage.end, passage.text)
        for cue in _kinds()[name].cue.finditer(passage.text):
            end = _STOP.search(passage.text, cue.end()).start()  # type: ignore[union-attr]
            turn = other.search(passage.text, cue.end(), end)
            text = passage.text[cue.start() : turn.start() if turn else end].rstrip("；;，, ")
            if len(text) - (cue.end() - cue.start()) >= _LEAST:
                found.append(_cut(whole, cue.start(), text))
    return once(found)[:_MANY]


def _cut(whole: Excerpt, at: int, text: str) -> Excerpt:
    return replace(whole, start=whole.start + at, end=whole.start + at + len(text), text=text)


def _used(desk: Desk, subject: Subject) -> tuple[Excerpt, ...]:
    """The clause behind an item's amount that says what it was used for, before the next amount."""
    asked = desk.plan.question.items
    facts = [fact for item in asked for fact in desk.evidence.facts(subject, item.item) if _may_tell(fact, subject)]
    return once(clause for fact in sorted(facts, key=lambda fact: fact.start) if (clause := _use_of(desk, fact)))[:1]


def _may_tell(fact: Fact, subject: Subject) -> bool:
    return fact.year == subject.year and fact.measure in _LEVELS and bool(fact.quantity.number) and not fact.table


def _use_of(desk: Desk, fact: Fact) -> Excerpt | None:
    window = desk.evidence.library.text(fact.report, fact.end, fact.end + _NEAR * 2).partition("\n")[0]
    cue = _kinds()["uses"].cue.search(window, 0, _NEAR)
    between = _NEXT_FIGURE.search(window, 0, cue.start()) if cue else None
    if cue is None or between:
        return None
    within = window.find("）", cue.end()) if cue.group().startswith(("（", "(")) else -1
    end = within + 1 if within >= 0 else _SENTENCE_END.search(window, cue.end()).end()  # type: ignore[union-attr]
    text = window[cue.start() : end]
    at = fact.end + cue.start()
    return Excerpt(fact.report, fact.section, at, at + len(text), text) if end - cue.end() > 1 else None


def told_duties(desk: Desk, subject: Subject) -> tuple[Excerpt, ...]:
    """The duties that stand inside a paragraph, each by itself: 任务是：保护…；巡查…。"""
    own = subject.own
    for passage in desk.evidence.library.passages(own.id) if own else ():
        cue = _DOES.search(passage.text)
        if cue is None or CONTENTS in passage.section:
            continue
        whole = Excerpt(passage.report, passage.section, passage.start, passage.end, passage.text)
        end = _LIST_END.search(passage.text, cue.end()).start()  # type: ignore[union-attr]
        found = [
            _cut(whole, piece.start(), piece.group())
            for piece in _PIECE.finditer(passage.text, cue.end(), end)
            if _CHINESE.search(piece.group())
        ]
        if found:
            return tuple(found)
    return ()
