"""Checks a model's sentence against the passages that it cites, before anyone sees it.

Comes in: a sentence with ``[n]`` marks and the numbered passages. Goes out: whether every clause of it is the passages'
own. Strict on purpose: a clause with any numeral, direction or negation must stand word for word in a cited passage.
"""

import re
from collections.abc import Mapping

_MARK = re.compile(r"\[(\d{1,3})\]")
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n]")
_QUOTED = re.compile(r"[“「『\"]([^”」』\"]+)[”」』\"]")
_NUMERAL = re.compile(r"[0-9０-９一二三四五六七八九十百千万亿两零〇半成倍％%‰壹贰叁肆伍陆柒捌玖拾佰仟]")
_TURN = re.compile(r"增|减|升|降|涨|跌|压|超|高|低|大于|小于|多|少|翻|持平|一致|相同|不|未|没|无|非|否|最|唯一|全部|所有|仅|只有|首|第")
_BODY = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:局|委员会|办公室|办事处|厅|法院|检察院|中心|街道|镇|乡|区|县|市|省|公司|学校)")
_FOREIGN = re.compile(r"[<>{}$`\\]|https?:|www\.|[A-Za-z]{4,}")
_SILENT = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069*#>\-]+")
_SUPPORT = 0.7
"""Share of a clause's pairs of characters that a cited passage must hold, where the clause states no figure."""
_GLUE = frozenset("的了和与及在为是对等其中以并将从由于而也还就这该")


def cited(sentence: str) -> tuple[int, ...]:
    """The numbers that a sentence cites, in order.

    >>> cited("负责就业工作[2]，并开展培训[3]。")
    (2, 3)
    """
    return tuple(dict.fromkeys(int(number) for number in _MARK.findall(sentence)))


def holds(sentence: str, passages: Mapping[int, str], names: tuple[str, ...] = ()) -> bool:
    """Whether *sentence* may be shown: it cites passages that are there, and says nothing that they don't.

    >>> passages = {1: "全年受理投诉256起，比上年减少12起。"}
    >>> holds("全年受理投诉256起[1]。", passages), holds("全年受理投诉265起[1]。", passages)
    (True, False)
    >>> holds("比上年增加12起[1]。", passages), holds("全年受理投诉256起。", passages)
    (False, False)
    """
    numbers = cited(sentence)
    if not numbers or any(number not in passages for number in numbers) or _FOREIGN.search(sentence):
        return False
    ground = "。".join(squeezed(passages[number]) for number in numbers)
    if any(squeezed(quote) not in ground for quote in _QUOTED.findall(sentence)):
        return False
    clauses = [clause for clause in _CLAUSE.split(_MARK.sub("", sentence)) if squeezed(clause)]
    return bool(clauses) and all(_clause_holds(squeezed(clause), ground, names) for clause in clauses)


def squeezed(text: str) -> str:
    """A text without blanks, list marks and characters that cannot be seen."""
    return _SILENT.sub("", text)


def _clause_holds(clause: str, ground: str, names: tuple[str, ...]) -> bool:
    if clause in ground:
        return True
    if _NUMERAL.search(clause) or _TURN.search(clause):
        return False
    bodies = _BODY.findall(clause)
    if any(body not in ground and not any(body in name for name in names) for body in bodies):
        return False
    return _support(clause, ground) >= _SUPPORT and not _TURN.search(_nearest(clause, ground))


def _nearest(clause: str, ground: str) -> str:
    """The passages' clause that shares most with *clause*: a negation dropped from it must not pass."""
    return max(_CLAUSE.split(ground), key=lambda other: _support(clause, other), default="")


def _support(clause: str, ground: str) -> float:
    pairs = [clause[at : at + 2] for at in range(len(clause) - 1) if not _GLUE & set(clause[at : at + 2])]
    if not pairs:
        return 0.0
    return sum(pair in ground for pair in pairs) / len(pairs)
