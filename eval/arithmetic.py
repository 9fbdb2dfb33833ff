"""Recomputing: an expression over named quantities, exactly, independently of the product's calculator.

Used to check a case's gold against its operands and a reply's calculation against its own formula.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from index.quantity import Dimension, Quantity, Unit

SIGNS = str.maketrans("＋－−–×÷（），、／＝", "+---*/(),,/=")
WORDS = {"最大": "largest", "最小": "smallest", "平均": "mean", "计数": "count"}

CALLS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "largest": max,
    "smallest": min,
    "count": lambda values: Fraction(len(values)),
    "mean": lambda values: sum(values, Fraction(0)) / len(values),
}


class NoExpression(ValueError):
    """A formula cannot be read as arithmetic over its operands."""


def evaluate(expression: str, values: Mapping[str, Fraction]) -> Fraction:
    """Return the exact value of *expression*; ZeroDivisionError passes on.

    >>> evaluate("(a-b)/b", {"a": Fraction(90), "b": Fraction(80)})
    Fraction(1, 8)
    """
    try:
        tree = ast.parse(expression, mode="eval")
    except SyntaxError:
        raise NoExpression(expression) from None
    return _value(tree.body, values)


def _value(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.BinOp(left, operator, right):
            return _combine(operator, _value(left, values), _value(right, values))
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand, values)
        case ast.Constant(int() | float() as number):
            return Fraction(str(number))
        case ast.Name(name) if name in values:
            return values[name]
        case ast.Call(ast.Name(name), arguments, []) if name in CALLS and (arguments or name == "count"):
            return CALLS[name]([_value(argument, values) for argument in arguments])
    raise NoExpression(ast.unparse(node))


def _combine(operator: ast.operator, left: Fraction, right: Fraction) -> Fraction:
    match operator:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
    raise NoExpression(type(operator).__name__)


def in_words(formula: str, labels: Sequence[str]) -> str:
    """Turn a formula in words into an expression over v0, v1, … in the order of *labels*.

    A label that stands several times in *labels* takes its operands in order.

    >>> in_words("项目支出 ÷ 本年支出合计", ["项目支出", "本年支出合计"])
    'v0 / v1'
    """
    text = formula
    slots: list[tuple[int, int, str]] = []
    for number in sorted(range(len(labels)), key=lambda i: (-len(labels[i]), i)):
        at = _free(text, labels[number], slots)
        while at >= 0:
            slots.append((at, at + len(labels[number]), f"v{number}"))
            at = -1 if labels.count(labels[number]) > 1 else _free(text, labels[number], slots)
    for start, end, name in sorted(slots, reverse=True):
        text = text[:start] + name + text[end:]
    for word, name in WORDS.items():
        text = text.replace(word, name)
    return text.translate(SIGNS).replace("100%", "1").strip()


def _free(text: str, label: str, slots: Sequence[tuple[int, int, str]]) -> int:
    at = text.find(label) if label else -1
    while at >= 0 and any(start < at + len(label) and at < end for start, end, _ in slots):
        at = text.find(label, at + 1)
    return at


def exact(quantity: Quantity) -> Fraction:
    """A quantity in its base unit as a fraction: 元, 1 for ratios, 人 for 万人."""
    return Fraction(quantity.in_base)


def rounded(value: Fraction, unit: str, places: int) -> Quantity:
    """Express a value in base units in *unit*, rounded half up; a difference of two ratios may become 百分点.

    >>> str(rounded(Fraction(1, 8), "%", 2))
    '12.50%'
    """
    scale = Unit.of(unit)
    factor = Fraction(10) ** -scale.power * (100 if scale.dimension is Dimension.POINT else 1)
    scaled = value * factor * 10**places
    sign = -1 if scaled < 0 else 1
    whole = int(abs(scaled) + Fraction(1, 2)) * sign
    return Quantity(Decimal(whole).scaleb(-places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), scale)
