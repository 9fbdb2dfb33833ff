"""An expression of quantities, read and worked out: “（1201.55万元-1689.49万元）/1689.49万元”.

Comes in: numbers with units, + − × ÷, brackets, half or full width. Goes out: a Calculation, or one Chinese line that
says what is wrong. Units are carried along: 亿元 and 万元 add up, 万元 ÷ 人次 is 元/人次, 万元 ÷ 万元 a bare ratio, 80% − 75%
is 百分点. The result is rounded once, half up: to two places where something was multiplied or divided, else at the
finest printed place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

from assistant.answer import Calculation, Figure, Reason
from assistant.calculator import PLACES, round_to
from assistant.errors import CannotAnswer
from index.errors import QuantityError
from index.quantity import Dimension, Quantity, Unit

LONGEST = 4000
DEEPEST = 50

_EXACT = Context(prec=60)
_NARROW = str.maketrans("（）［］【】＋－—–−＊×✕·／÷∕％，．０１２３４５６７８９", "()[][]+----****///%,.0123456789")
_BRACKETS = str.maketrans("[]", "()")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>[^\s\d+\-*/()=.,]+(?:/[^\s\d+\-*/()=.,]+)?)?"
    r"|(?P<sign>[+\-*/()]))"
)
_PURE = "1"
"""The base of everything without a dimension: bare numbers, %, 倍."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A number in its base unit, exact as typed, and the scale to print it in. ``unit`` is None for a bare number."""

    number: Decimal
    base: str
    unit: Unit | None
    places: int
    rounds: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """A number with its unit, or a sign."""

    text: str
    value: _Value | None = None


def evaluate(expression: str, unit: str | None = None) -> Calculation:
    """Work out *expression*, in *unit* where one is given.

    >>> str(evaluate("（1201.55万元-1689.49万元）/1689.49万元", "%").result)
    '-28.88%'
    >>> str(evaluate("7.2亿元 + 560万元").result), str(evaluate("4.46万元÷900人次").result)
    ('72560万元', '49.56元/人次')
    """
    tokens = tuple(_tokens(expression))
    parser = _Parser(tokens)
    value = parser.sum()
    if parser.at < len(tokens):
        raise QuantityError(f"算式在“{tokens[parser.at].text}”处读不下去")
    return Calculation(
        formula=" ".join(token.text for token in tokens),
        operands=tuple(Figure(token.text, _operand(token.value)) for token in tokens if token.value is not None),
        result=_printed(value, unit),
    )


def _tokens(expression: str) -> Iterator[_Token]:
    text = expression.translate(_NARROW).translate(_BRACKETS).strip().removesuffix("=").rstrip()
    if not text:
        raise QuantityError("算式是空的")
    if len(text) > LONGEST:
        raise QuantityError(f"算式太长，最多{LONGEST}个字符")
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise QuantityError(f"算式里读不懂“{text[at : at + 10].strip()}”")
        at = found.end()
        if found["sign"]:
            yield _Token(found["sign"])
        else:
            number = found["number"].replace(",", "")
            yield _Token(number + (found["unit"] or ""), _read(number, found["unit"]))


def _read(number: str, symbol: str | None) -> _Value:
    if symbol is None:
        return _Value(Decimal(number), _PURE, None, len(number.partition(".")[2]))
    quantity = Quantity.of(number, symbol)
    unit, dimension = quantity.unit, quantity.unit.dimension
    if dimension is Dimension.POINT:
        return _Value(quantity.number.scaleb(-2), _PURE, unit, quantity.places)
    base = _PURE if dimension in (Dimension.RATIO, Dimension.TIMES) else unit.base
    return _Value(quantity.in_base, base, unit, quantity.places)


class _Parser:
    """Sums of products of signed numbers and brackets; products bind tighter, equals from left to right."""

    def __init__(self, tokens: tuple[_Token, ...]) -> None:
        self._tokens, self.at, self._depth = tokens, 0, 0

    def sum(self) -> _Value:
        """Read terms joined by + and −."""
        value = self._product()
        while (sign := self._next("+", "-")) is not None:
            value = _added(value, self._product(), sign)
        return value

    def _product(self) -> _Value:
        value = self._factor()
        while (sign := self._next("*", "/")) is not None:
            value = _multiplied(value, self._factor()) if sign == "*" else _divided(value, self._factor())
        return value

    def _factor(self) -> _Value:
        negative = False
        while (sign := self._next("+", "-")) is not None:
            negative ^= sign == "-"
        value = self._bracket() if self._next("(") else self._number()
        return _Value(-value.number, value.base, value.unit, value.places, value.rounds) if negative else value

    def _bracket(self) -> _Value:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QuantityError(f"括号套得太深，最多{DEEPEST}层")
        value = self.sum()
        if self._next(")") is None:
            raise QuantityError("算式里括号没有配对")
        self._depth -= 1
        return value

    def _number(self) -> _Value:
        if self.at >= len(self._tokens):
            raise QuantityError("算式没有写完")
        token = self._tokens[self.at]
        if token.value is None:
            raise QuantityError(f"算式在“{token.text}”处缺少数字")
        self.at += 1
        return token.value

    def _next(self, *signs: str) -> str | None:
        if self.at < len(self._tokens) and self._tokens[self.at].text in signs:
            self.at += 1
            return self._tokens[self.at - 1].text
        return None


def _added(left: _Value, right: _Value, sign: str) -> _Value:
    if left.base != right.base:
        raise QuantityError(f"{_name(left)}和{_name(right)}不是同一种量，不能相{'加' if sign == '+' else '减'}")
    number = _EXACT.add(left.number, right.number if sign == "+" else -right.number)
    unit = _finer(left, right)
    if sign == "-" and left.unit is not None and right.unit is not None:
        both = {left.unit.dimension, right.unit.dimension}
        unit = Unit.of("个百分点") if both == {Dimension.RATIO} else unit
    places = max(_places_in(left, unit), _places_in(right, unit))
    return _Value(number, left.base, unit, places, left.rounds or right.rounds)


def _multiplied(left: _Value, right: _Value) -> _Value:
    number = _EXACT.multiply(left.number, right.number)
    if right.base == _PURE or left.base == _PURE:
        kept = left if right.base == _PURE else right
        unit = _percent(left, right) if left.base == right.base else kept.unit
        return _Value(number, kept.base, unit, PLACES, rounds=True)
    for rate, count in ((left, right), (right, left)):
        top, slash, per = rate.base.partition("/")
        if slash and per == count.base:
            return _Value(number, top, Unit.of(top), PLACES, rounds=True)
    raise QuantityError(f"{_name(left)}乘以{_name(right)}没有意义")


def _percent(left: _Value, right: _Value) -> Unit | None:
    """A ratio times 100% is written in percent; any other product of bare numbers is bare."""
    whole = [value.unit for value in (left, right) if value.number == 1 and value.unit is not None and value.unit.symbol == "%"]
    return whole[0] if whole else None


def _divided(left: _Value, right: _Value) -> _Value:
    if right.number == 0:
        raise CannotAnswer(Reason.UNDEFINED, "除数为零，结果无定义")
    number = _EXACT.divide(left.number, right.number)
    base, unit = _quotient(left, right)
    return _Value(number, base, unit, PLACES, rounds=True)


def _quotient(left: _Value, right: _Value) -> tuple[str, Unit | None]:
    if left.base == right.base:
        return _PURE, None
    if right.base == _PURE:
        return left.base, left.unit
    top, slash, per = right.base.partition("/")
    if slash and top == left.base:
        return per, Unit.of(per)
    if left.base == _PURE or "/" in left.base or slash:
        raise QuantityError(f"{_name(left)}除以{_name(right)}没有意义")
    base = f"{left.base}/{right.base}"
    return base, Unit.of(base)


def _printed(value: _Value, symbol: str | None) -> Quantity:
    """The rounded result in the unit asked for."""
    unit = _target(value, symbol)
    power = -2 if unit.dimension is Dimension.POINT else unit.power
    number = value.number.scaleb(-power, _EXACT)
    places = PLACES if value.rounds else _places_in(value, unit)
    return Quantity(round_to(number, places), unit)


def _target(value: _Value, symbol: str | None) -> Unit:
    if symbol is None:
        return value.unit or Unit.of("")
    unit = Unit.of(symbol)
    if value.base == _PURE and unit.dimension in (Dimension.RATIO, Dimension.POINT, Dimension.TIMES):
        return unit
    if value.base == unit.base:
        return unit
    if value.base.startswith(f"{unit.base}/"):
        return Unit.of(f"{symbol}/{value.base.partition('/')[2]}")
    raise QuantityError(f"结果是{_name(value)}，不能换算成{symbol}")


def _finer(left: _Value, right: _Value) -> Unit | None:
    units = [value.unit for value in (left, right) if value.unit is not None]
    return min(units, key=lambda unit: unit.power, default=None)


def _places_in(value: _Value, unit: Unit | None) -> int:
    """How many places the value's printed precision gives in another scale."""
    own = _power(value.unit)
    return max(0, value.places - own + _power(unit)) if own != _power(unit) else value.places


def _power(unit: Unit | None) -> int:
    if unit is None:
        return 0
    return -2 if unit.dimension is Dimension.POINT else unit.power


def _operand(value: _Value) -> Quantity:
    unit = value.unit or Unit.of("")
    return Quantity(round_to(value.number.scaleb(-_power(value.unit)), value.places), unit)


def _name(value: _Value) -> str:
    if value.base == _PURE:
        return "没有单位的数"
    return f"以{value.base}计的数"
