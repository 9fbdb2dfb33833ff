"""The same figure stated twice is one fact with two places; different values for one slot stay apart."""

from collections.abc import Iterable
from dataclasses import replace

from index.records import Fact, Place


def merge(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Join facts of one slot and one value; the further places go into ``also``, in order.

    Two entries of one functional item in the same list stay two statements: the report printed them twice on purpose.
    """
    merged: list[Fact] = []
    further: dict[int, list[Place]] = {}
    places: dict[tuple[object, ...], int] = {}
    for fact in facts:
        key = (fact.slot, fact.quantity.in_base, fact.quantity.hedge, fact.quantity.unit.base)
        at = places.get(key)
        if at is None or _own_entry(merged[at], fact):
            places[key] = len(merged)
            merged.append(fact)
        elif not _overlaps(merged[at], fact):
            place = Place(fact.start, fact.end, fact.page, fact.box, fact.table, fact.column)
            further.setdefault(at, []).extend((place, *fact.also))
    return tuple(replace(fact, also=(*fact.also, *further[at])) if at in further else fact for at, fact in enumerate(merged))


def _own_entry(first: Fact, second: Fact) -> bool:
    """Whether both are entries of one printed list of functional items."""
    return "/" in first.item and first.table is None and second.table is None and first.section == second.section


def _overlaps(first: Fact, second: Fact) -> bool:
    return first.value_start == second.value_start and first.value_end == second.value_end
