"""A decimal with its unit, as printed.

Comes in: the text of one figure. Goes out: a Quantity that prints as it was printed and converts exactly.
Never holds a float, never guesses a unit.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache

from index.errors import QuantityError, UnitMismatch


class Dimension(Enum):
    """What kind of thing a unit measures; only quantities of one dimension and one base add up."""

    MONEY = "money"
    RATIO = "ratio"  # % ‰ 成 折
    POINT = "point"  # 百分点: the difference of two ratios
    TIMES = "times"  # 倍
    SCORE = "score"  # 分 of an evaluation
    COUNT = "count"  # 人, 辆, 批次, 件 …
    RATE = "rate"  # 元/人: money per count


_POWERS = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_POWER_WORD = re.compile(r"^(万亿|千万|百万|十万|亿|万|千|百|十)(?=.)")
_RATIO = {"%": -2, "‰": -3, "成": -1, "折": -1, "％": -2}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed (万元, %, 人次), its base (元, 1, 人次) and the power of ten between the two."""

    symbol: str
    base: str
    power: int
    dimension: Dimension

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(symbol: str) -> "Unit":
        """Return the unit that *symbol* names; every unknown word counts itself (户, 台（套）).

        >>> Unit.of("万元").base, Unit.of("万元").power
        ('元', 4)
        >>> Unit.of("万人次").base, Unit.of("万人次").dimension.value
        ('人次', 'count')
        """
        if symbol in _RATIO:
            return Unit("%" if symbol == "％" else symbol, "1", _RATIO[symbol], Dimension.RATIO)
        if symbol in ("个百分点", "百分点"):
            return Unit("个百分点", "个百分点", 0, Dimension.POINT)
        if symbol == "倍":
            return Unit(symbol, "倍", 0, Dimension.TIMES)
        if symbol == "分":
            return Unit(symbol, "分", 0, Dimension.SCORE)
        money, slash, per = symbol.partition("/")
        found = _POWER_WORD.match(money)
        power = _POWERS[found.group(1)] if found else 0
        base = money[found.end() :] if found else money
        if slash:
            return Unit(symbol, f"{base}/{per}", power, Dimension.RATE)
        return Unit(symbol, base, power, Dimension.MONEY if base == "元" else Dimension.COUNT)

    def __str__(self) -> str:
        return self.symbol


class Hedge(Enum):
    """How a report qualifies a figure. The value is the word that readers see."""

    EXACT = ""
    ABOUT = "约"  # 近, 约, 余, 左右
    NEARLY = "近"  # said of a figure that is not quite reached: 将近, 几乎
    JUST_OVER = "多"  # a little more: 七成多, 一倍还多
    AT_LEAST = "以上"
    AT_MOST = "以内"  # 以内, 以下, 不超过


_BOUNDS = {"不超过": Hedge.AT_MOST, "以内": Hedge.AT_MOST, "以下": Hedge.AT_MOST, "不低于": Hedge.AT_LEAST, "以上": Hedge.AT_LEAST}
_FIGURE = re.compile(
    r"(?:(?P<about>约|近|大约)|(?P<limit>不超过|不低于))?"
    r"(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<scale>万亿|千万|百万|十万|[亿万千百十])?(?P<more>[余多])?(?P<base>[^\d\s余多]{1,8}?)?(?:(?P<bound>以内|以下|以上)|(?P<less>左右))?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A finite decimal and its unit. 1.20万元 equals 1.2万元 in value, but each prints as it was printed."""

    number: Decimal
    unit: Unit
    hedge: Hedge = Hedge.EXACT

    def __post_init__(self) -> None:
        if not self.number.is_finite():
            raise QuantityError(f"{self.number} is not a finite number")

    @classmethod
    def parse(cls, text: str) -> "Quantity":
        """Read a text that is one figure and nothing else: separators, full width, 余 and 近 are understood.

        >>> str(Quantity.parse("１,234.50 万元")), Quantity.parse("近30万条").hedge
        ('1234.50万元', <Hedge.ABOUT: '约'>)
        """
        found = _FIGURE.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
        if found is None:
            raise QuantityError(f"{text!r} is not a figure")
        about = found["about"] or found["more"] or found["less"]
        bound = found["bound"] or found["limit"]
        hedge = Hedge.ABOUT if about else _BOUNDS[bound] if bound else Hedge.EXACT
        base = (found["base"] or "").replace("(", "（").replace(")", "）")
        return cls.of(found["number"].replace(",", ""), (found["scale"] or "") + base, hedge)

    @classmethod
    def of(cls, number: str | Decimal | int, unit: str, hedge: Hedge = Hedge.EXACT) -> "Quantity":
        """Build a quantity from a plain decimal and a unit's symbol: ``Quantity.of("4160.35", "万元")``."""
        try:
            return cls(Decimal(number), Unit.of(unit), hedge)
        except InvalidOperation:
            raise QuantityError(f"{number!r} is not a decimal number") from None

    def __str__(self) -> str:
        """The number as printed and its unit, without a hedge: 4160.35万元."""
        return f"{self.number:f}{self.unit.symbol}"

    @property
    def in_base(self) -> Decimal:
        """The number in the unit's base: 元 for money, 1 for ratios, 人 for 万人. Exact."""
        return self.number.scaleb(self.unit.power)

    @property
    def places(self) -> int:
        """How many decimals are printed."""
        exponent = self.number.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0

    @property
    def slack(self) -> Decimal:
        """Half a unit in the last printed place, in the unit's base: how far printing alone can move the figure."""
        return Decimal(5).scaleb(self.unit.power - self.places - 1)

    def comparable(self, other: "Quantity") -> bool:
        """Whether the two measure the same thing in possibly different scales (元 and 万元, 人 and 万人)."""
        return self.unit.dimension is other.unit.dimension and self.unit.base == other.unit.base

    def to(self, symbol: str, places: int | None = None) -> "Quantity":
        """Convert exactly to another scale; round half up only where *places* is given.

        >>> str(Quantity.of("23284326", "元").to("万元"))
        '2328.4326万元'
        """
        unit = Unit.of(symbol)
        if unit.dimension is not self.unit.dimension or unit.base != self.unit.base:
            raise UnitMismatch("convert", self.unit.symbol, unit.symbol)
        number = self.in_base.scaleb(-unit.power)
        if places is not None:
            number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        elif number == number.to_integral():
            number = number.quantize(Decimal(1))
        return Quantity(number, unit, self.hedge)

    def agrees_with(self, other: "Quantity") -> bool:
        """Whether both can be printings of one value: they differ by no more than the coarser one's slack."""
        return self.comparable(other) and abs(self.in_base - other.in_base) <= max(self.slack, other.slack)
