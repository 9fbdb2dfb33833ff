"""Honest bar charts: every bar starts at zero, all bars of a chart share one scale and one unit, each has its figure and source.

Comes in: labelled quantities. Goes out: values for ``chart.html``, a table whose middle column is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from markupsafe import Markup

from index.quantity import Quantity

_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure to draw: what it is, how much, its source's link ("" where it is computed), its series (0 or 1)."""

    label: str
    quantity: Quantity
    source: Markup = field(default_factory=Markup)
    series: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A row with its bar: where it starts and how long it is, in percent of the drawing's width."""

    row: Row
    value: Decimal
    left: str
    width: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over one scale. ``zero`` is where nought stands; ``legend`` names the series, if there are two."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    zero: str
    legend: tuple[str, ...] = ()


def chart(title: str, rows: Sequence[Row], legend: tuple[str, ...] = ()) -> Chart | None:
    """Draw rows that measure the same thing; None where there are fewer than two or they cannot share a scale."""
    if len(rows) < 2 or not all(row.quantity.comparable(rows[0].quantity) for row in rows):
        return None
    unit = rows[0].quantity.unit.symbol
    values = [row.quantity.to(unit).number if row.quantity.unit.symbol != unit else row.quantity.number for row in rows]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    if low == high:
        return None
    scale = _FULL / (high - low)
    bars = tuple(
        Bar(row, value, _percent((min(value, Decimal(0)) - low) * scale), _percent(abs(value) * scale))
        for row, value in zip(rows, values, strict=True)
    )
    return Chart(title, unit, bars, _percent(-low * scale), legend)


def _percent(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.01')):f}%"
