"""How a body is set up: its offices and the units below it, as the report lists them.

Comes in: paragraphs of a report and what is asked. Goes out: those that name the offices or the units, each list whole.
"""

import re

from assistant.compute.desk import Desk
from assistant.excerpts import CONTENTS, Excerpt, sentences
from assistant.shelf import Subject

_OFFICES_ASKED = re.compile(r"科室|股室|处室|内设")
_UNITS_ASKED = re.compile(r"下属|二级|所属|单位|下辖|几家")
_OFFICES = re.compile(r"内设|科室|股室|处室|[科股处室]、|设[^。]{0,40}[科股处室]")
_UNITS = re.compile(
    r"下属|下辖|下设|(?<![局委厅府院部])所属|二级|编制范围|纳入|汇编范围|[预决]算(?:单位|是?由?包括|汇总)|单位(?:名称|构成|共|\d|包括|有)|独立核算"
)
_LIST_HEAD = re.compile(r"(?:[:：]|包括|如下|序号.*)\s*$|[:：]\s*[（(]?[1１一][)）、.．]")
"""A paragraph that opens a list, its first entry perhaps with it."""
_LISTED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．\s]|[①-⑳]|[-*·•])")
_SETS_UP = re.compile(r"(?:内设|下设|设有|机关设|局设|下辖|下属|所属)[^。；]*(?:[科股室处队所站馆]|中心|机构|单位)")


def bodies_told(paragraphs: tuple[Excerpt, ...], text: str, topic: tuple[str, ...]) -> tuple[Excerpt, ...]:
    """The paragraphs that name what is asked for; behind one that opens a list the whole list."""
    naming = tuple(one for one in paragraphs if any(word in one.flowing for word in topic))
    kind = _OFFICES if _OFFICES_ASKED.search(text) else _UNITS if _UNITS_ASKED.search(text) else None
    fitting = tuple(one for one in paragraphs if kind is not None and kind.search(one.flowing)) or naming
    special = tuple(one for one in naming if _LISTED.match(one.flowing) and not _LIST_HEAD.search(one.flowing))
    if special and any(_LISTED.match(one.flowing) and one not in special for one in paragraphs):
        return special  # 参公的是哪家: of a list the entries that say so
    return _with_lists(paragraphs, fitting) if fitting or kind is not None else paragraphs


def _with_lists(paragraphs: tuple[Excerpt, ...], fitting: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
    kept: list[Excerpt] = []
    inside = False
    for paragraph in paragraphs:
        inside = inside and bool(_LISTED.match(paragraph.flowing))
        if paragraph in fitting or inside:
            kept.append(paragraph)
        inside = inside or (paragraph in kept and bool(_LIST_HEAD.search(paragraph.flowing)))
    return tuple(kept)


def told_bodies(desk: Desk, subject: Subject) -> tuple[Excerpt, ...]:
    """The sentences that say which offices and units there are, where no section has that title."""
    own = subject.own
    passages = desk.evidence.library.passages(own.id) if own else ()
    wholes = (Excerpt(one.report, one.section, one.start, one.end, one.text) for one in passages if CONTENTS not in one.section)
    told = tuple(sentence for whole in wholes for sentence in sentences(whole) if _SETS_UP.search(sentence.flowing))
    text = desk.plan.question.text
    kind = _OFFICES if _OFFICES_ASKED.search(text) else _UNITS
    return tuple(one for one in told if kind.search(one.flowing))[:1]
