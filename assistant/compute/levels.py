"""A 款's amount where the report prints only its 类 and its 项: the 项 added up.

Only where all the 项 that the report lists of the 类 add up to the printed 类 to the last place: then none is left out.
"""

from collections import defaultdict
from fractions import Fraction

from assistant import calculator
from assistant.compute.combine import combine
from assistant.compute.desk import Desk
from assistant.compute.naming import labels
from assistant.compute.outcome import Outcome
from assistant.evidence import Pick
from assistant.inquiry import Asked, Operation
from assistant.shelf import Subject
from index.records import Fact, Measure

_COLUMN = "·"
"""Parts a functional item from the column of a table: 行政运行·基本支出."""


def added_up(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """The sum of what stands below *asked*; None where it is no 款 or what is listed may be incomplete."""
    if asked.item.count("/") != 1:
        return None
    lists: dict[object, list[Fact]] = defaultdict(list)
    for fact in _amounts(desk, asked, subject):
        lists[fact.scope, fact.report].append(fact)
    for facts in lists.values():
        found = _complete(asked.item, facts)
        if found:
            picks = [Pick(fact) for fact in found]
            template = " + ".join(f"{{{n}}}" for n in range(len(picks)))
            return combine(Operation.SUM, tuple(zip(labels(found), picks, strict=True)), template, calculator.add)
    return None


def _amounts(desk: Desk, asked: Asked, subject: Subject) -> list[Fact]:
    """The 类 of the 款 and all its 项, in the basis and 口径 asked for, each place once."""
    top = asked.item.split("/")[0]
    basis, scope = desk.basis(asked), desk.scope(asked)
    return [
        fact
        for fact in desk.evidence.everything(subject)
        if (fact.item == top or (fact.item.startswith(top + "/") and fact.item.count("/") == 2))
        and _COLUMN not in fact.item
        and fact.year == subject.year
        and fact.measure is Measure.AMOUNT
        and fact.basis is basis
        and scope in (None, fact.scope)
    ]


def _complete(item: str, facts: list[Fact]) -> tuple[Fact, ...]:
    """The 项 of *item*, if the 项 of its 类 are all there."""
    tops = {Fraction(fact.quantity.in_base) for fact in facts if "/" not in fact.item}
    below = [fact for fact in facts if "/" in fact.item]
    everything = sum((Fraction(fact.quantity.in_base) for fact in below), Fraction(0))
    mine = tuple(fact for fact in below if fact.item.startswith(item + "/"))
    return mine if len(tops) == 1 and everything in tops else ()
