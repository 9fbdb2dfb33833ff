"""A figure with its slots becomes a Fact with offsets in the stored text, or an Unrecognised with a reason."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from index.facts.figures import Mark
from index.facts.labels import Subject, localised
from index.facts.setting import Setting
from index.normalize import View
from index.quantity import Hedge, Quantity
from index.records import Against, Basis, Fact, Measure, Place, Scope, Unrecognised


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a clause says: the subject, the quantity with its sign, and the slots."""

    subject: Subject
    quantity: Quantity
    measure: Measure
    basis: Basis
    year: int
    scope: Scope | None
    start: int
    end: int
    value_start: int
    value_end: int
    against: Against | None = None
    whole: str | None = None


@dataclass(slots=True)
class Ledger:
    """The facts and the lost figures of one report."""

    report: str
    org: str
    view: View
    facts: list[Fact] = field(default_factory=list)
    lost: list[Unrecognised] = field(default_factory=list)
    entries: dict[tuple[object, ...], int] = field(default_factory=dict)

    def state(self, stated: Stated, setting: Setting) -> None:
        """Record *stated*; a label that names two items (收、支总计) gives two facts."""
        subject = localised(stated.subject, setting)
        names = [subject.item] if subject.twin is None else [subject.item, subject.twin]
        for name in names:
            self._add(self._fact(stated, subject, name, setting), subject.start)

    def _add(self, fact: Fact, entry: int) -> None:
        """One entry of a list that states a figure twice states one fact."""
        key = (fact.slot, fact.quantity, entry)
        at = self.entries.get(key) if "/" in fact.item else None
        if at is None:
            self.entries[key] = len(self.facts)
            self.facts.append(fact)
        else:
            first = self.facts[at]
            self.facts[at] = replace(first, also=(*first.also, Place(fact.start, fact.end)))

    def lose(self, start: int, end: int, reason: str) -> None:
        """Record a number that became no fact."""
        first, last = self.view.span(start, end)
        self.lost.append(Unrecognised(first, last, self.view.original[first:last], reason))

    def _fact(self, stated: Stated, subject: Subject, name: str, setting: Setting) -> Fact:
        text = self.view.original
        start, end = self.view.span(min(stated.start, stated.value_start), max(stated.end, stated.value_end))
        if text[end : end + 1] in ("）", ")") and re.search(r"[（(][^（()）]*$", text[start:end]):
            end += 1
        value_start, value_end = self.view.span(stated.value_start, stated.value_end)
        return Fact(
            report=self.report, org=self.org, year=stated.year, item=setting.part + name, item_as_printed=subject.printed,
            known=subject.known and not setting.part,
            basis=stated.basis, scope=stated.scope, measure=stated.measure, quantity=stated.quantity,
            value_as_printed=text[value_start:value_end], quote=text[start:end], start=start, end=end,
            value_start=value_start, value_end=value_end, section=setting.section,
            code=None if setting.part else subject.code,
            against=stated.against, whole=stated.whole and setting.part + stated.whole,
        )  # fmt: skip


def signed(mark: Mark, sign: int, quantity: Quantity | None = None) -> Quantity:
    """The mark's quantity with the direction that its verb gives."""
    quantity = quantity or mark.quantity
    assert quantity is not None
    number = quantity.number
    return Quantity(number.copy_negate() if sign < 0 and number else number, quantity.unit, quantity.hedge)


def nothing(unit: str, hedge: Hedge = Hedge.EXACT) -> Quantity:
    """Zero, stated in words."""
    return Quantity.of(Decimal(0), unit, hedge)
