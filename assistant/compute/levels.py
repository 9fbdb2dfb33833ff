"""A functional item's amount where the report prints only what stands above and below it: the 项 added up.

Only where all the 项 that the report lists of the 类 add up to the printed 类 to the last place: then none is left out.
"""

from collections import Counter, defaultdict
from fractions import Fraction

from assistant.compute.desk import Desk
from assistant.evidence import Pick
from assistant.inquiry import Asked
from assistant.shelf import Subject
from index.glossary import FUNCTIONAL, find
from index.records import Basis, Fact, Measure

_COLUMN = "·"
"""Parts a functional item from the column of a table: 行政运行·基本支出."""
_DEEPEST = 2
"""Slashes in the path of an 项."""


def entries(desk: Desk, asked: Asked, subject: Subject, basis: Basis) -> tuple[Pick, ...]:
    """The 项 below *asked* in one basis, all of them and of one 口径; empty where what is listed may be incomplete."""
    known = find(asked.item)
    depth = asked.item.count("/")
    if depth >= _DEEPEST or (not depth and (known is None or known.group != FUNCTIONAL)):
        return ()
    for facts in _lists(desk, asked, subject, Basis.FINAL):
        spent = _complete(asked.item, facts)
        if not spent:
            continue
        found = spent if basis is Basis.FINAL else _planned(desk, asked, subject, basis, spent)
        if found:
            return tuple(map(Pick, found))
    return ()


def _lists(desk: Desk, asked: Asked, subject: Subject, basis: Basis) -> tuple[list[Fact], ...]:
    """The 类 of the item and all its 项, in each 口径 that fits, each place once."""
    top = asked.item.split("/")[0]
    scope = desk.scope(asked)
    lists: dict[object, list[Fact]] = defaultdict(list)
    for fact in desk.evidence.everything(subject):
        within = fact.item == top or (fact.item.startswith(top + "/") and fact.item.count("/") == _DEEPEST and _COLUMN not in fact.item)
        amount = fact.year == subject.year and fact.measure is Measure.AMOUNT and fact.basis is basis
        if within and amount and scope in (None, fact.scope):
            lists[fact.scope, fact.report].append(fact)
    return tuple(lists.values())


def _complete(item: str, facts: list[Fact]) -> tuple[Fact, ...]:
    """The 项 of *item*, if the 项 of its 类 are all there."""
    tops = {Fraction(fact.quantity.in_base) for fact in facts if "/" not in fact.item}
    below = [fact for fact in facts if "/" in fact.item]
    everything = sum((Fraction(fact.quantity.in_base) for fact in below), Fraction(0))
    mine = tuple(fact for fact in below if fact.item.startswith(item + "/"))
    return mine if len(tops) == 1 and everything in tops else ()


def _planned(desk: Desk, asked: Asked, subject: Subject, basis: Basis, spent: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The budgets of the same 项, one for each that was spent on at least."""
    found = [
        fact
        for facts in _lists(desk, asked, subject, basis)
        for fact in facts
        if fact.item.startswith(asked.item + "/") and (fact.scope, fact.report) == (spent[0].scope, spent[0].report)
    ]
    needed, there = Counter(fact.item for fact in spent), Counter(fact.item for fact in found)
    return tuple(sorted(found, key=lambda fact: fact.start)) if all(there[item] == times for item, times in needed.items()) else ()
