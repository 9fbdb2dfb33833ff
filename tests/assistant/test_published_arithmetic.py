"""332 formulas of the field with operands and results written out, worked out three ways.

The front of the calculator must print each result; its functions must, where the formula is one of theirs; and the table itself
must be right by the harness's own fractions, which share nothing with the product's calculator.
"""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from assistant import calculator
from assistant.calculator import Computed
from assistant.expression import evaluate
from eval import arithmetic
from index.quantity import Quantity, Unit

TABLE = Path(__file__).parents[2] / "eval" / "gold" / "arithmetic.tsv"
ROWS = tuple(tuple(line.split("\t")) for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
INDICATORS = 16
FEWEST = 300
_FIGURE = re.compile(r"\d+(?:\.\d+)?[^\d\s÷×+−（）]*(?:/[^\d\s÷×+−（）]+)?")


def per(a: Quantity, b: Quantity) -> Computed:
    return calculator.per(a, b)


def growth(a: Quantity, b: Quantity) -> Computed:
    return calculator.growth(b, a)


FUNCTIONS: MappingProxyType[tuple[str, str], Callable[..., Computed]] = MappingProxyType(
    {
        ("v÷v", "%"): calculator.share,
        ("v÷v", "倍"): calculator.multiple,
        ("v÷v−1", "倍"): calculator.times_more,
        ("（v−v）÷v", "%"): growth,
        ("v÷v", "元/人次"): per,
        ("v÷v", "元/批次"): per,
        ("v÷v", "元/辆"): per,
        ("v÷v", "元/人"): per,
        ("v÷v", "元/件"): per,
        ("v÷v", "人次/批次"): per,
        ("v+v", "万元"): calculator.add,
        ("v+v+v", "万元"): calculator.add,
        ("v−v", "万元"): calculator.subtract,
        ("v−v−v", "万元"): calculator.subtract,
        ("v−v", "元"): calculator.subtract,
        ("v−v", "个百分点"): calculator.subtract,
    }
)
"""The calculator's functions by the shape of a formula and the unit of its result."""


def figures(formula: str) -> list[Quantity]:
    return [Quantity.parse(found) if not found[-1].isdigit() else Quantity.of(found, "") for found in _FIGURE.findall(formula)]


def test_the_table_is_large_and_holds_every_indicator() -> None:
    assert len({row[3] for row in ROWS}) >= FEWEST
    assert len({row[1] for row in ROWS if row[0] == "财政绩效指标"}) == INDICATORS
    assert min(Counter(row[1] for row in ROWS if row[0] == "财政绩效指标").values()) >= 6


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[3])
def test_the_front_prints_the_result(row: tuple[str, ...]) -> None:
    _, _, _, formula, unit, result = row
    assert str(evaluate(formula, unit).result) == result


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[3])
def test_the_table_is_right_by_fractions(row: tuple[str, ...]) -> None:
    _, _, _, formula, unit, result = row
    names: list[str] = []
    expression = _FIGURE.sub(lambda found: names.append(found.group()) or f"v{len(names) - 1}", formula).translate(arithmetic.SIGNS)
    values = {f"v{number}": arithmetic.exact(quantity) for number, quantity in enumerate(figures(formula))}
    printed = Quantity.of(re.sub(r"[^\d.\-].*", "", result), unit)
    worth = arithmetic.evaluate(expression, values)
    assert str(arithmetic.rounded(worth, unit, printed.places)) == result


def _shape(row: tuple[str, ...]) -> tuple[str, str]:
    return _FIGURE.sub("v", row[3]), row[4]


def _of_a_function(row: tuple[str, ...]) -> bool:
    """Whether the formula is one of the functions'; a saving is counted from the first figure, a growth from the second."""
    return _shape(row) in FUNCTIONS and (_shape(row)[0] != "（v−v）÷v" or figures(row[3])[1] == figures(row[3])[2])


@pytest.mark.parametrize("row", [row for row in ROWS if _of_a_function(row)], ids=lambda row: row[3])
def test_the_functions_give_the_result(row: tuple[str, ...]) -> None:
    operands = figures(row[3])
    taken = 2 if _shape(row)[0] in ("（v−v）÷v", "v÷v−1") else len(operands)
    computed = FUNCTIONS[_shape(row)](*operands[:taken])
    assert Unit.of(row[4]).base == computed.quantity.unit.base
    assert computed.agrees_with(Quantity.of(re.sub(r"[^\d.\-].*", "", row[5]), row[4]))
