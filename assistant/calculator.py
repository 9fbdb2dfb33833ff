"""Operations on quantities: exact decimals, one rounding at the end, and how far printing can have moved the result.

Comes in: quantities as printed. Goes out: a Computed with the rounded result, the exact one and the slack carried from
the operands. Percent, multiples and quotients are rounded half up to two places; sums and differences keep the finest
printed precision. Never reads a report, never guesses a unit, never uses a float.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from assistant.answer import Reason
from assistant.errors import CannotAnswer
from index.errors import UnitMismatch
from index.quantity import Dimension, Hedge, Quantity, Unit

PLACES = 2
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Computed:
    """A result. ``exact`` and ``slack`` are in the result's own unit: unrounded, and how far printing can have moved it."""

    quantity: Quantity
    exact: Decimal
    slack: Decimal

    def agrees_with(self, reported: Quantity) -> bool:
        """Whether the exact result, rounded half up to the places of *reported*, is what the report prints."""
        if not self.quantity.comparable(reported) and self.quantity.unit.dimension is not reported.unit.dimension:
            return False
        return round_to(self.in_unit_of(reported), reported.places) == reported.number

    def explains(self, reported: Quantity) -> bool:
        """Whether the printed precision of the operands alone can account for what the report prints."""
        if self.quantity.unit.dimension is not reported.unit.dimension:
            return False
        scale = self.quantity.unit.power - reported.unit.power
        return abs(self.in_unit_of(reported) - reported.number) <= self.slack.scaleb(scale) + Decimal(5).scaleb(-reported.places - 1)

    def in_unit_of(self, other: Quantity) -> Decimal:
        """The exact result on the scale of *other*."""
        return self.exact.scaleb(self.quantity.unit.power - other.unit.power)


def round_to(number: Decimal, places: int) -> Decimal:
    """Round half up, away from zero: 2.345 → 2.35, −2.345 → −2.35.

    >>> str(round_to(Decimal("23.795"), 2)), str(round_to(Decimal("-0.5"), 0))
    ('23.80', '-1')
    """
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)


def add(*terms: Quantity) -> Computed:
    """Sum quantities of one kind, in the finest of their scales.

    >>> str(add(Quantity.of("7.2", "亿元"), Quantity.of("560", "万元")).quantity)
    '72560万元'
    """
    return _combine("add", terms, [1] * len(terms))


def subtract(minuend: Quantity, *subtrahends: Quantity) -> Computed:
    """Take the others from the first; the difference of two percentages is in 百分点.

    >>> str(subtract(Quantity.of("5199.35", "万元"), Quantity.of("1039.00", "万元")).quantity)
    '4160.35万元'
    >>> str(subtract(Quantity.of("80.02", "%"), Quantity.of("23.80", "%")).quantity)
    '56.22个百分点'
    """
    result = _combine("subtract", (minuend, *subtrahends), [1] + [-1] * len(subtrahends))
    if minuend.unit.dimension is not Dimension.RATIO:
        return result
    points = Unit.of("个百分点")
    shift = _to_percent(result.quantity.unit)
    number = result.quantity.number.scaleb(shift)
    return Computed(Quantity(number, points, result.quantity.hedge), result.exact.scaleb(shift), result.slack.scaleb(shift))


def _to_percent(unit: Unit) -> int:
    """The power of ten from a ratio's unit to percent: 0 for %, −1 for ‰, 1 for 成."""
    return unit.power + 2


def share(part: Quantity, whole: Quantity) -> Computed:
    """Return *part* in percent of *whole*.

    >>> str(share(Quantity.of("4160.35", "万元"), Quantity.of("5199.35", "万元")).quantity)
    '80.02%'
    """
    return _ratio(part, whole, Unit.of("%"))


def whole(part: Quantity, ratio: Quantity) -> Computed:
    """Return what *part* is *ratio* of, to the places of the part: approximate, as a printed ratio is rounded.

    >>> str(whole(Quantity.of("3.08", "万元"), Quantity.of("83.24", "%")).quantity)
    '3.70万元'
    """
    return _divided_by(part, ratio.in_base, ratio.slack)


def before_growth(after: Quantity, rate: Quantity) -> Computed:
    """Return what grew by *rate* to *after*, to the places of *after*: approximate.

    >>> str(before_growth(Quantity.of("6.25", "万元"), Quantity.of("-28.3", "%")).quantity)
    '8.72万元'
    """
    return _divided_by(after, 1 + rate.in_base, rate.slack)


def _divided_by(part: Quantity, ratio: Decimal, ratio_slack: Decimal) -> Computed:
    if ratio <= 0:
        raise CannotAnswer(Reason.UNDEFINED, "比率不是正数，无法倒推")
    exact = _divide(part.number, ratio)
    slack = _divide(part.slack.scaleb(-part.unit.power) + abs(exact) * ratio_slack, ratio)
    return Computed(Quantity(round_to(exact, part.places), part.unit, Hedge.ABOUT), exact, slack)


def growth(before: Quantity, after: Quantity) -> Computed:
    """Return the change from *before* to *after* in percent of *before*; a fall is negative.

    >>> str(growth(Quantity.of("80", "万元"), Quantity.of("90", "万元")).quantity)
    '12.50%'
    """
    _same_kind("compare", after, before)
    _base(before)
    ratio = _divide(after.in_base - before.in_base, before.in_base)
    slack = _divide(after.slack + abs(_divide(after.in_base, before.in_base)) * before.slack, abs(before.in_base))
    return _computed(ratio, slack, Unit.of("%"), _hedge((before, after)))


def multiple(dividend: Quantity, divisor: Quantity) -> Computed:
    """Return how many times *divisor* goes into *dividend*, in 倍.

    >>> str(multiple(Quantity.of("4160.35", "万元"), Quantity.of("1039.00", "万元")).quantity)
    '4.00倍'
    """
    return _ratio(dividend, divisor, Unit.of("倍"))


def times_more(after: Quantity, before: Quantity) -> Computed:
    """Return by how many times *after* exceeds *before*: one less than the multiple.

    >>> str(times_more(Quantity.of("300", "万元"), Quantity.of("100", "万元")).quantity)
    '2.00倍'
    """
    result = multiple(after, before)
    return Computed(Quantity(result.quantity.number - 1, result.quantity.unit, result.quantity.hedge), result.exact - 1, result.slack)


def per(amount: Quantity, count: Quantity, money: str = "元") -> Computed:
    """Spread *amount* over *count*: 元/人次 for money (or the scale asked for), 人次/批次 for counts.

    >>> str(per(Quantity.of("4.46", "万元"), Quantity.of("900", "人次")).quantity)
    '49.56元/人次'
    """
    _base(count)
    top = money if amount.unit.dimension is Dimension.MONEY else amount.unit.base
    if amount.unit.dimension not in (Dimension.MONEY, Dimension.COUNT) or count.unit.dimension is not Dimension.COUNT:
        raise UnitMismatch("divide", amount.unit.symbol, count.unit.symbol)
    quotient = _divide(amount.in_base, count.in_base)
    slack = _divide(amount.slack + abs(quotient) * _count_slack(count), abs(count.in_base))
    return _computed(quotient, slack, Unit.of(f"{top}/{count.unit.base}"), _hedge((amount, count)))


def _count_slack(count: Quantity) -> Decimal:
    """A count in single persons or visits is exact; 2.8万人 is not."""
    return count.slack if count.unit.power or count.places else Decimal(0)


def _combine(verb: str, terms: Sequence[Quantity], signs: Sequence[int]) -> Computed:
    for term in terms[1:]:
        _same_kind(verb, terms[0], term)
    finest = min(terms, key=lambda term: term.unit.power).unit
    scaled = [term.number.scaleb(term.unit.power - finest.power, _EXACT) for term in terms]
    total = sum((sign * number for sign, number in zip(signs, scaled, strict=True)), Decimal(0))
    places = max(max(-int(number.as_tuple().exponent), 0) for number in scaled)
    slack = sum((term.slack for term in terms), Decimal(0)).scaleb(-finest.power)
    return Computed(Quantity(round_to(total, places), finest, _hedge(terms)), total, slack)


def _ratio(part: Quantity, whole: Quantity, unit: Unit) -> Computed:
    _same_kind("divide", part, whole)
    _base(whole)
    ratio = _divide(part.in_base, whole.in_base)
    slack = _divide(part.slack + abs(ratio) * whole.slack, abs(whole.in_base))
    return _computed(ratio, slack, unit, _hedge((part, whole)))


def _computed(in_base: Decimal, slack: Decimal, unit: Unit, hedge: Hedge) -> Computed:
    exact = in_base.scaleb(-unit.power, _EXACT)
    return Computed(Quantity(round_to(exact, PLACES), unit, hedge), exact, slack.scaleb(-unit.power, _EXACT))


def _divide(dividend: Decimal, divisor: Decimal) -> Decimal:
    return _EXACT.divide(dividend, divisor)


_KIN = (frozenset(["人", "名", "位"]), frozenset(["件", "起", "宗"]))
"""Words that count the same."""


def _same_kind(verb: str, left: Quantity, right: Quantity) -> None:
    if not (left.comparable(right) or any({left.unit.base, right.unit.base} <= kin for kin in _KIN)):
        raise UnitMismatch(verb, left.unit.symbol, right.unit.symbol)


def _base(quantity: Quantity) -> None:
    """Refuse a base that has no rate."""
    if quantity.number <= 0:
        raise CannotAnswer(Reason.UNDEFINED, f"基数为{quantity}，比率无定义")


def _hedge(terms: Sequence[Quantity]) -> Hedge:
    """What is computed from an approximate figure is approximate."""
    return Hedge.EXACT if all(term.hedge is Hedge.EXACT for term in terms) else Hedge.ABOUT
