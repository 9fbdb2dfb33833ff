"""The check that the entries which a text lists one by one (1.…（项） 2.…（项）) make up the total said before them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assistant.audit.ledger import Ledger
from assistant.audit.records import Mismatch, Result, Severity
from assistant.audit.sums import compare
from index.glossary import FUNCTIONAL, find
from index.records import Basis, Fact, Measure

_TOTALS = frozenset({"财政拨款支出", "一般公共预算财政拨款支出", "政府性基金预算财政拨款支出", "国有资本经营预算财政拨款支出"})

Column = tuple[int, Basis]
Level = int  # 0 for 类, 1 for 款, 2 for 项


@dataclass(slots=True)
class Listing:
    """Totals and the entries that follow them in the text, by year, basis and level.

    Several totals may be said in a row (财政拨款支出, of it 一般公共预算 …, 政府性基金 …): the entries are of one of them.
    """

    totals: dict[Column, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[tuple[Column, Level], dict[int, Fact]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, column: Column, entry: Fact) -> None:
        """Add an entry; a figure said again, under one label (…350.35万元，…预算安排350.35万元) or further down, counts once."""
        entries = self.entries[column, entry.item.count("/")]
        if not any(one.slot == entry.slot and one.quantity == entry.quantity for one in entries.values()):
            entries.setdefault(entry.start, entry)

    def gaps(self) -> Iterator[tuple[tuple[Level, int], Mismatch | None]]:
        """Yield the level and the number of entries of each column, and how far they are from the total that they fit best."""
        for (column, level), entries in self.entries.items():
            if len(entries) > 1 and column in self.totals:
                gaps = [compare(total, tuple(entries.values())) for total in self.totals[column]]
                yield (level, len(entries)), min(gaps, key=_size)


def _size(gap: Mismatch | None) -> Decimal:
    return abs(gap.difference or Decimal(0)) if gap else Decimal(0)


def listings(ledger: Ledger) -> Iterator[Listing]:
    """Yield every list of entries under totals; a figure of anything else ends it."""
    current = Listing()
    for fact in _in_text_order(ledger):
        column = (fact.year, fact.basis)
        if _of_classification(fact):
            current.add(column, fact)
        else:
            if current.entries or fact.item not in _TOTALS:
                yield current
                current = Listing()
            if fact.item in _TOTALS:
                current.totals[column].append(fact)
    yield current


def _of_classification(fact: Fact) -> bool:
    """Whether a figure is of a 类, 款 or 项."""
    if "/" in fact.item:
        return True
    found = find(fact.item)
    return found is not None and found.group == FUNCTIONAL


def _in_text_order(ledger: Ledger) -> list[Fact]:
    amounts = list(ledger.of_measure(Measure.AMOUNT))
    spans = [(fact.start, fact.end, fact) for fact in amounts if fact.table is None]
    spans += [(place.start, place.end, fact) for fact in amounts for place in fact.also if place.table is None]
    spans.sort(key=lambda span: span[:2])
    return [replace(fact, start=start, end=end) for start, end, fact in spans]


def listed_entries(ledger: Ledger) -> Result:
    """Compare each list with its total.

    A text may list only some entries. It lists all where the entries of one column (决算) make up their total: then as many
    entries of the other column (年初预算) have to make up theirs. More than the total is suspect anyway.
    """
    tested = untested = 0
    found: list[Mismatch] = []
    for listing in listings(ledger):
        gaps = list(listing.gaps())
        complete = {entries for entries, gap in gaps if gap is None or gap.severity is Severity.ROUNDING}
        for entries, gap in gaps:
            if entries in complete or (gap is not None and (gap.difference or 0) < 0):
                tested += 1
                found += [_suspect(gap)] if gap else []
            else:
                untested += 1
    return Result(tested, untested, tuple(found))


def _suspect(gap: Mismatch) -> Mismatch:
    if gap.severity is Severity.ROUNDING:
        return gap
    return replace(gap, severity=Severity.SUSPECT, text=f"{gap.text}（正文逐项列出的科目）")
