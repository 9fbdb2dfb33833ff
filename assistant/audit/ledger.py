"""One report's figures, arranged so that checks can ask for an amount by its slots."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.records import Basis, Fact, Measure, Scope, Unrecognised

_TABLED = 1_000_000
"""What is printed in a table is no neighbour of a sentence."""

AMOUNTS = (Measure.AMOUNT, Measure.COUNT)

Key = tuple[int, str, Basis, Scope | None]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The facts of one report, and its amounts by (year, item, basis, scope)."""

    year: int
    facts: tuple[Fact, ...]
    unrecognised: tuple[Unrecognised, ...]
    amounts: dict[Key, tuple[Fact, ...]]

    @classmethod
    def of(cls, year: int, facts: Iterable[Fact], unrecognised: Iterable[Unrecognised] = ()) -> "Ledger":
        """Arrange the facts of one report of *year*."""
        kept = tuple(facts)
        amounts: dict[Key, list[Fact]] = defaultdict(list)
        for fact in kept:
            if fact.measure in AMOUNTS:
                amounts[fact.year, fact.item, fact.basis, fact.scope].append(fact)
        return cls(year, kept, tuple(unrecognised), {key: tuple(found) for key, found in amounts.items()})

    def amount(self, item: str, year: int, basis: Basis, scope: Scope | None, near: Fact | None = None) -> Fact | None:
        """Return the amount of exactly this slot; where there are several the one printed nearest to *near*, else the first."""
        found = self.amounts.get((year, item, basis, scope))
        if not found:
            return None
        return min(found, key=lambda fact: _distance(fact, near)) if near is not None else found[0]

    def of_measure(self, measure: Measure) -> Iterator[Fact]:
        """Return the facts of one measure, in order."""
        return (fact for fact in self.facts if fact.measure is measure)


def _distance(fact: Fact, near: Fact) -> int:
    """How far from *near* the nearest place stands where *fact* is printed; places in tables are far from sentences."""
    places = [(fact.value_start, fact.table), *((place.end, place.table) for place in fact.also)]
    return min(abs(start - near.value_start) + (_TABLED if table != near.table else 0) for start, table in places)
