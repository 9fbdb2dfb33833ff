"""Checks a model's sentence against the passages that it cites, before anyone sees it.

Comes in: a sentence with ``[n]`` marks and the numbered passages. Goes out: whether every clause of it is the passages'
own. Strict on purpose: a clause with any numeral, direction or negation must stand word for word in a cited passage.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

_MARK = re.compile(r"\[(\d{1,3})\]")
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n]")
_QUOTED = re.compile(r"[“「『\"]([^”」』\"]+)[”」』\"]")
_NUMERAL = re.compile(r"[0-9０-９一二三四五六七八九十百千万亿两零〇半成倍％%‰壹贰叁肆伍陆柒捌玖拾佰仟]")
_TURN = re.compile(r"增|减|升|降|涨|跌|压|超|高|低|大于|小于|多|少|翻|持平|一致|相同|不|未|没|无|非|否|最|唯一|全部|所有|仅|只有|首|第")
_BODY = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:局|委员会|办公室|办事处|厅|法院|检察院|中心|街道|镇|乡|区|县|市|省|公司|学校)")
_FOREIGN = re.compile(r"[<>{}$`\\]|https?:|www\.|[A-Za-z]{4,}")
_SILENT = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069*#>\-]+")
_ELLIPTIC = re.compile(r"(?:与|和|同|比|较|环比|增|减|上升|下降|提高|降低|占|完成|为|达|约|仅|共|合计|其中|分别|主要|均|各|累计|以)")
_LISTED = re.compile(r"^(?:第?[一二三四五六七八九十]+[是、]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])")
_SUPPORT = 0.8
"""Share of a clause's characters that one clause of a cited passage must hold in the same order, where it states no figure."""
_COVERED = 0.85
"""Share of a passage that its wording must hold to stand alone; else the passage itself is given too."""


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
    source = _Source.of((passages[number] for number in numbers), names)
    clauses = [squeezed(clause) for clause in _CLAUSE.split(_MARK.sub("", sentence)) if squeezed(clause)]
    return bool(clauses) and all(_clause_holds(clause, before, source) for before, clause in zip(["", *clauses], clauses, strict=False))


def covers(wording: str, passage: str) -> bool:
    """Whether a wording leaves next to nothing of a passage out.

    >>> covers("负责就业工作[1]。", "负责就业工作。"), covers("负责就业工作[1]。", "负责就业工作，开展培训，受理投诉。")
    (True, False)
    """
    said = squeezed(_MARK.sub("", wording))
    clauses = [squeezed(clause) for clause in _CLAUSE.split(passage) if squeezed(clause)]
    kept = sum(len(clause) for clause in clauses if clause in said)
    return kept >= _COVERED * sum(map(len, clauses))


def squeezed(text: str) -> str:
    """A text without blanks, list marks and characters that cannot be seen."""
    return _SILENT.sub("", text)


def _clause_holds(clause: str, before: str, source: "_Source") -> bool:
    stated = bool(_NUMERAL.search(clause) or _TURN.search(clause))
    for number, other in enumerate(source.clauses):
        if clause == other or (clause in other and _harmless(other, clause)):
            if not stated or not _ELLIPTIC.match(clause):
                return True
            if number and squeezed(before) == source.clauses[number - 1]:  # 比上年减少12起 says nothing without its subject
                return True
    return not stated and _retold(clause, source)


def _harmless(whole: str, part: str) -> bool:
    """Whether what a clause leaves out of the report's own changes nothing: 未完成 is not 完成, 3.8%以内 is not 3.8%."""
    at = whole.index(part)
    before, behind = _LISTED.sub("", whole[:at]), whole[at + len(part) :]
    return not behind and not _NUMERAL.search(before) and not _TURN.search(before)


def _retold(clause: str, source: "_Source") -> bool:
    """Whether a clause without figures says, in the same order, what one clause of the report says without any turn."""
    bodies = _BODY.findall(clause)
    if any(body not in source.text and not any(body in name for name in source.names) for body in bodies):
        return False
    shared = {other: LCSseq.similarity(clause, other) for other in source.clauses}
    nearest = max(shared, key=lambda other: shared[other], default="")
    return bool(nearest) and shared[nearest] >= _SUPPORT * len(clause) and not _TURN.search(nearest)


@dataclass(frozen=True, slots=True)
class _Source:
    """The cited passages, clause by clause."""

    text: str
    clauses: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, passages: Iterable[str], names: tuple[str, ...]) -> "_Source":
        cut = tuple(squeezed(clause) for passage in passages for clause in _CLAUSE.split(passage))
        return cls("。".join(cut), tuple(clause for clause in cut if clause), names)
