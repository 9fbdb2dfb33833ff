"""What a figure is a part of where no whole is named: what was spoken of before, or what the report's own sentence counts it among.

Comes in: a part that no glossary has a whole for. Goes out: the whole, or nothing.
Never takes a whole that is smaller, or counted in something else.
"""

import re

from assistant.compute.desk import Desk
from assistant.inquiry import Asked
from assistant.shelf import Subject
from index.glossary import find
from index.records import Fact

_NEAR = 160
_STOP = re.compile(r"。|\n\s*\n")
_AMONG = re.compile(r"其中|包括|分别为")
_APART = re.compile(r"[；;]|另有|此外|另外|同时")
"""What ends an enumeration of parts."""


def whole_of(desk: Desk, part: Asked, subject: Subject) -> Asked | None:
    """The whole of *part*: an item that earlier turns asked for where the part stands in it, else what it is counted among."""
    readings = desk.readings(part, subject)
    if not readings:
        return None
    fact = readings[0].fact
    for asked in desk.plan.question.spoken:
        if asked.item == part.item:
            continue
        others = [pick.fact for pick in desk.readings(asked, subject) if _holds(pick.fact, fact)]
        if others and (_belongs(part, asked) or any(_together(desk, other, fact) for other in others) or _named(desk, asked, fact)):
            return asked
    return _enumerated(desk, fact)


def _holds(whole: Fact, part: Fact) -> bool:
    """Whether the one figure may be the whole of the other."""
    return whole is not part and whole.quantity.comparable(part.quantity) and whole.quantity.in_base >= part.quantity.in_base


def _belongs(part: Asked, whole: Asked) -> bool:
    known = find(part.item)
    return known is not None and known.whole == whole.item


def _together(desk: Desk, whole: Fact, part: Fact) -> bool:
    """Whether the part stands behind its whole in one sentence."""
    near = whole.report == part.report and 0 <= part.value_start - whole.value_end <= _NEAR
    return near and not _STOP.search(desk.evidence.library.text(part.report, whole.value_end, part.value_start))


def _named(desk: Desk, whole: Asked, part: Fact) -> bool:
    """Whether the part's own sentence says whose part it is: 事业收入包括学费."""
    return whole.known and whole.item in desk.evidence.sentence(part)


def _enumerated(desk: Desk, part: Fact) -> Asked | None:
    """引进人才314人，其中本科170人: the figure that 其中 stands behind."""
    before = desk.evidence.library.text(part.report, max(0, part.value_start - _NEAR), part.value_start)
    among = list(_AMONG.finditer(before))
    if not among or _STOP.search(before, among[-1].end()) or _APART.search(before, among[-1].end()):
        return None
    at = part.value_start - len(before) + among[-1].start()
    ahead = [
        fact for fact in desk.evidence.stated_in(part.report) if fact.year == part.year and fact.table is None and fact.value_end <= at
    ]
    nearest = max((fact.value_end for fact in ahead), default=0)
    last = [fact for fact in ahead if fact.value_end == nearest and fact.measure is part.measure and _holds(fact, part)]
    if not last or at - nearest > _GAP or _STOP.search(desk.evidence.library.text(part.report, nearest, at)):
        return None
    return Asked(item=last[0].item, said=last[0].item, known=last[0].known, code=last[0].code)


_GAP = 12
"""How far before 其中 its whole's figure ends at most."""
