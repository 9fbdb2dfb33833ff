"""Facts against gold: which figures of a report were read, with every slot right.

A gold fact and a read fact meet where their values stand on the same characters. Jointly right means value, unit, year, item,
basis, scope and measure; against (last year, budget) is counted apart.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.quantity import Quantity
from index.records import Fact, Measure

SLOTS = ("value", "unit", "year", "item", "basis", "scope", "measure")
ALIKE = {"财政拨款收入总计": "收入总计", "财政拨款支出总计": "支出总计"}
"""Items that the scope tells apart, so that the longer name says nothing more."""

_SCOPED = re.compile(r"^(?:一般公共预算)?(?:财政拨款)?(?=(?:基本|项目)支出$)")
_FEE = re.compile(r"费用$")
_SILENT = re.compile(r"[“”\"'‘’（）()、，\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFact:
    """One figure as a reader reads it. Where several items or scopes are right, all are listed. ``open``: no glossary item."""

    file: str
    start: int
    end: int
    quantity: Quantity
    year: int
    items: tuple[str, ...]
    basis: str
    scopes: tuple[str | None, ...]
    measure: str
    against: str | None = None
    open: bool = False
    slices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A gold fact and the read fact that comes nearest, with the slots that are wrong ("missing" where nothing was read there)."""

    gold: GoldFact
    fact: Fact | None
    wrong: tuple[str, ...]

    @property
    def scale(self) -> bool:
        """Right digits at another power of ten."""
        return (
            self.fact is not None
            and _digits(self.fact.quantity) == _digits(self.gold.quantity)
            and _off_scale(self.fact.quantity, self.gold.quantity)
        )

    @property
    def sign(self) -> bool:
        """Right size, opposite direction."""
        return self.fact is not None and self.gold.quantity.number != 0 and self.fact.quantity.in_base == -self.gold.quantity.in_base


@dataclass(frozen=True, slots=True)
class Spurious:
    """A read fact that no gold bears out, where the gold is complete."""

    fact: Fact
    start: int
    end: int


def match(gold: Sequence[GoldFact], facts: Sequence[Fact]) -> tuple[Match, ...]:
    """Pair every gold fact with the read fact at its place that has the fewest wrong slots."""
    places = sorted(((start, end, fact) for fact in facts for start, end in value_places(fact)), key=lambda place: place[:2])
    return tuple(_best(fact, [found for start, end, found in places if start < fact.end and fact.start < end]) for fact in gold)


def spurious(gold: Sequence[GoldFact], facts: Sequence[Fact], complete: Sequence[tuple[int, int]]) -> tuple[tuple[Spurious, ...], int]:
    """Read facts inside *complete* that match no gold fact at their place, and how many were looked at. Zeros said in words are let be."""
    wrong, seen = [], 0
    for fact in facts:
        for start, end in value_places(fact):
            if not any(low <= start and end <= high for low, high in complete):
                continue
            here = [golden for golden in gold if start < golden.end and golden.start < end]
            if not here and not fact.quantity.number:
                continue
            seen += 1
            if not any(not wrong_slots(golden, fact) for golden in here):
                wrong.append(Spurious(fact, start, end))
    return tuple(wrong), seen


def wrong_slots(gold: GoldFact, fact: Fact) -> tuple[str, ...]:
    """Return the names of the slots that differ."""
    checks = {
        "value": fact.quantity.comparable(gold.quantity) and fact.quantity.in_base == gold.quantity.in_base,
        "unit": fact.quantity.unit.base == gold.quantity.unit.base,
        "year": fact.year == gold.year,
        "item": any(_same_item(fact, name, open_=gold.open) for name in gold.items),
        "basis": fact.basis.value == gold.basis,
        "scope": (fact.scope.value if fact.scope else None) in gold.scopes or gold.open,
        "measure": _same_measure(fact.measure.value, gold.measure) or gold.open,
    }
    return tuple(name for name in SLOTS if not checks[name])


def value_places(fact: Fact) -> Iterator[tuple[int, int]]:
    """Where a fact's value stands: its own place, and the places that say it again (label and value together)."""
    yield fact.value_start, fact.value_end
    yield from ((place.start, place.end) for place in fact.also)


def to_json(fact: Fact | None) -> dict[str, Any]:
    """What was read, for the report."""
    if fact is None:
        return {}
    return {
        "item": fact.item, "year": fact.year, "value": str(fact.quantity), "basis": fact.basis.value,
        "scope": fact.scope.value if fact.scope else None, "measure": fact.measure.value,
        "against": fact.against.value if fact.against else None, "quote": fact.quote,
    }  # fmt: skip


def canonical(item: str) -> str:
    """An item's name without what different tables print differently: brackets, quotes, the ending 支出, a scope before 基本支出."""
    steps = [_SILENT.sub("", unicodedata.normalize("NFKC", step)) for step in ALIKE.get(item, item).split("/")]
    return "/".join(_FEE.sub("费", _SCOPED.sub("", step).removesuffix("支出")) for step in steps)


def _same_item(fact: Fact, name: str, *, open_: bool) -> bool:
    one, other = canonical(fact.item), canonical(name)
    return one == other or (open_ and bool(one) and (one in other or other in one))


def _same_measure(one: str, other: str) -> bool:
    counts = {Measure.AMOUNT.value, Measure.COUNT.value}
    return one == other or {one, other} == counts


def _best(gold: GoldFact, here: Sequence[Fact]) -> Match:
    ranked = sorted(((len(wrong_slots(gold, fact)), number, fact) for number, fact in enumerate(here)), key=lambda rank: rank[:2])
    if not ranked:
        return Match(gold, None, ("missing",))
    return Match(gold, ranked[0][2], wrong_slots(gold, ranked[0][2]))


def _digits(quantity: Quantity) -> str:
    return "".join(map(str, quantity.number.normalize().as_tuple().digits))


def _off_scale(one: Quantity, other: Quantity) -> bool:
    return bool(one.number) and abs(one.in_base) != abs(other.in_base)
