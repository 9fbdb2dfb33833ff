"""The same figure stated twice is one fact with two places; different values for one slot stay apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.glossary import compact
from index.glossary.store import glossary
from index.records import Fact, Place

_STEP = re.compile(r"[（(]\d*[类款项][)）]|[-—–/]+|\d+")


def merge(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Join facts of one slot and one value; the further places go into ``also``, in order.

    Two entries of one functional item in the same list stay two statements: the report printed them twice on purpose.
    """
    merged: list[Fact] = []
    further: dict[int, list[Place]] = {}
    places: dict[tuple[object, ...], int] = {}
    for fact in _told_apart(tuple(facts)):
        key = (fact.slot, fact.quantity.in_base, fact.quantity.hedge, fact.quantity.unit.base)
        at = places.get(key)
        if at is None or _own_entry(merged[at], fact):
            places[key] = len(merged)
            merged.append(fact)
        elif not _overlaps(merged[at], fact):
            place = Place(fact.start, fact.end, fact.page, fact.box, fact.table, fact.column)
            further.setdefault(at, []).extend((place, *fact.also))
    return tuple(replace(fact, also=(*fact.also, *further[at])) if at in further else fact for at, fact in enumerate(merged))


def _told_apart(facts: Sequence[Fact]) -> Sequence[Fact]:
    """农田建设 beside 耕地建设与利用 in one list are two subjects, though the one was renamed into the other."""
    beside: defaultdict[tuple[object, ...], dict[str, Fact]] = defaultdict(dict)
    named = [(fact, _printed_name(fact) if "/" in fact.item and fact.known else "") for fact in facts]
    for fact, name in named:
        if name:
            beside[fact.slot, fact.section, fact.table].setdefault(name, fact)
    apart = {
        (fact.item, name)
        for entries in beside.values()
        if len({fact.quantity for fact in entries.values()}) == len(entries) > 1
        for name, fact in entries.items()
        if name != _bare(fact.item)
    }
    return [_under(fact, name) if (fact.item, name) in apart else fact for fact, name in named] if apart else facts


def _printed_name(fact: Fact) -> str:
    """The name, the present one or an older one, that a functional subject is printed under, "" where it is another."""
    printed = next((_bare(step) for step in reversed(_STEP.split(fact.item_as_printed)) if step.strip(' “”"')), "")
    return printed if printed in {_bare(name) for name in (fact.item, *glossary().by_name[fact.item].aliases)} else ""


def _bare(name: str) -> str:
    return compact(name.rpartition("/")[2]).removesuffix("支出")


def _under(fact: Fact, name: str) -> Fact:
    return replace(fact, item=f"{fact.item.rpartition('/')[0]}/{name}", known=False, code=None)


def _own_entry(first: Fact, second: Fact) -> bool:
    """Whether both are entries of one printed list of functional items."""
    return "/" in first.item and first.table is None and second.table is None and first.section == second.section


def _overlaps(first: Fact, second: Fact) -> bool:
    return first.value_start == second.value_start and first.value_end == second.value_end
