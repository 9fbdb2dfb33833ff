"""Which of several amounts a change is a change of: the one that the base or the rate beside it bears out.

Comes in: the amounts that a paragraph has stated, a change, and what it is measured by. Goes out: a Subject, None where the
figures do not single one out. Never reads a word.
"""

from collections.abc import Collection
from dataclasses import dataclass

from index.facts.labels import Subject
from index.quantity import Quantity

Amounts = Collection[tuple[Subject, Quantity]]


@dataclass(frozen=True, slots=True)
class Growth:
    """A change with the amount that it starts from, the rate that it makes, or both."""

    change: Quantity
    base: Quantity | None = None
    rate: Quantity | None = None

    def ends_at(self, amount: Quantity) -> bool:
        """Whether *amount* is what the growth ends at.

        >>> growth = Growth(Quantity.of("65.64", "万元"), rate=Quantity.of("3.13", "%"))
        >>> growth.ends_at(Quantity.of("2160.74", "万元")), growth.ends_at(Quantity.of("20.00", "万元"))
        (True, False)
        """
        if not self.change.number or not amount.comparable(self.change):
            return False
        before = amount.in_base - self.change.in_base
        slack = amount.slack + self.change.slack
        if self.base is not None:
            return abs(before - self.base.in_base) <= slack + self.base.slack
        if self.rate is None or before <= 0:
            return False
        return abs(self.change.in_base / before - self.rate.in_base) <= 2 * self.rate.slack + self.change.slack / before


def leads_to(change: Quantity, before: Quantity, now: Quantity) -> bool:
    """Whether *change*, an amount or a rate, makes *now* of *before*.

    >>> leads_to(Quantity.of("-25", "%"), Quantity.of("80", "万元"), Quantity.of("60", "万元"))
    True
    """
    moved, slack = now.in_base - before.in_base, now.slack + before.slack
    if change.comparable(now):
        return abs(moved - change.in_base) <= slack + change.slack
    return before.in_base > 0 and abs(moved / before.in_base - change.in_base) <= 2 * change.slack + slack / before.in_base


def grown(inherited: Subject | None, growth: Growth, amounts: Amounts) -> Subject | None:
    """Return the one subject whose amount *growth* ends at; None where *inherited* may fit as well, or not just one does."""
    stated = {subject.item for subject, _ in amounts}
    fitting = {subject.item: subject for subject, amount in amounts if growth.ends_at(amount)}
    if inherited is None or inherited.item not in stated or inherited.item in fitting or len(fitting) != 1:
        return None
    return next(iter(fitting.values()))
