"""A square of a table as a Fact: number, unit, quote and place."""

import re
from dataclasses import dataclass
from decimal import Decimal

from index.parts import part_named
from index.quantity import Quantity, Unit
from index.records import Against, Basis, Fact, Identity, Measure, ReportKind, Scope, Source, Unrecognised
from index.tables.caption import Caption
from index.tables.headings import COUNT_UNIT, Meaning
from index.tables.layout import AMOUNT, Square

_RATES = frozenset((Measure.CHANGE_RATE, Measure.SHARE, Measure.COMPLETION_RATE))
_LONGEST_QUOTE = 160
_PLAIN = str.maketrans({",": "", "，": "", "−": "-", "△": "-", "▲": "-", "(": "-", "（": "-", ")": "", "）": ""})
_BLANK = re.compile(r"[-—–－/\\.…·*]*|无|空")


@dataclass(frozen=True, slots=True)
class Slots:
    """What a figure is of."""

    item: str
    known: bool
    basis: Basis
    measure: Measure
    scope: Scope | None
    year: int
    code: str | None = None
    against: Against | None = None


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the facts of one table's squares."""

    source: Source
    identity: Identity
    report: str
    section: tuple[str, ...]

    @property
    def part(self) -> str:
        """The part of the department that the table is about, "" where it is about the whole."""
        return part_named(self.section, self.identity)

    @property
    def basis(self) -> Basis:
        """What a figure is whose heading does not say: 预算 in a budget, else 决算."""
        return Basis.BUDGET if self.identity.kind is ReportKind.BUDGET else Basis.FINAL

    def fact(self, slots: Slots, value: Square, unit: str, label: Square | None, table: str) -> Fact:
        """Build the fact of one square; the quote runs from the row's label to the value where both stand close."""
        start, end = self._tight(value)
        quoted = (
            self._tight(label)[0] if label is not None and label.cell.start < start and end - label.cell.start <= _LONGEST_QUOTE else start
        )
        place = self.source.place(quoted, end)
        return Fact(
            report=self.report,
            org=self.identity.org,
            year=slots.year,
            item=self.part + slots.item,
            item_as_printed=label.text if label is not None else slots.item,
            known=slots.known and not self.part,
            basis=slots.basis,
            scope=slots.scope,
            measure=slots.measure,
            quantity=Quantity(number(value.text), Unit.of(unit)),
            value_as_printed=value.text,
            quote=self.source.text[quoted:end],
            start=quoted,
            end=end,
            value_start=start,
            value_end=end,
            section=self.section,
            code=None if self.part else slots.code,
            page=place.page,
            box=place.box,
            table=table,
            row=value.cell.row,
            column=value.cell.column,
            against=slots.against,
        )

    def unread(self, square: Square, reason: str) -> Unrecognised:
        """Record a number that became no fact."""
        start, end = self._tight(square)
        return Unrecognised(start, end, square.text, reason)

    def _tight(self, square: Square) -> tuple[int, int]:
        """The square's span without the blanks around it."""
        text = self.source.text[square.cell.start : square.cell.end]
        return square.cell.start + len(text) - len(text.lstrip()), square.cell.end - len(text) + len(text.rstrip())


def number(text: str) -> Decimal:
    """The number of a square whose whole text is one.

    >>> number("1,190.00"), number("△6.00"), number("（3.00）")
    (Decimal('1190.00'), Decimal('-6.00'), Decimal('-3.00'))
    """
    digits = text.rstrip("%").translate(_PLAIN)
    return Decimal(digits)


def unit_of(meaning: Meaning, label: Square | None, caption: Caption, counted: str = "") -> str:
    """The unit of a cell: % for a rate, else what stands in the row's name or the heading, else the table's.

    *counted* is what the rows count that this one is a part of (车辆数合计（辆） over 其他用车); a column of money counts money.
    """
    if meaning.measure in _RATES:
        return "%"
    if meaning.money:
        return meaning.unit or caption.unit
    printed = COUNT_UNIT.search(label.text) if label is not None else None
    return (printed.group(1) if printed else "") or meaning.unit or counted or caption.unit


def is_figure(text: str, measure: Measure) -> bool:
    """Whether a square's text is a figure; a % may stand behind a rate only."""
    return is_amount(text.rstrip("%") if measure in _RATES else text)


def is_amount(text: str) -> bool:
    """Whether a square's text is a figure."""
    return bool(AMOUNT.fullmatch(text))


def is_blank(text: str) -> bool:
    """Whether a square says nothing: empty, a dash, 无. None of them is zero."""
    return bool(_BLANK.fullmatch(text))
