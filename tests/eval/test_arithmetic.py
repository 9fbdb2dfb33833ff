"""Recomputing formulas, independently of the product."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.arithmetic import NoExpression, evaluate, exact, in_words, rounded
from index.quantity import Quantity

numbers = st.decimals(min_value=-(10**8), max_value=10**8, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("formula", "labels", "expression"),
    [
        ("项目支出 ÷ 本年支出合计", ["项目支出", "本年支出合计"], "v0 / v1"),
        ("（2020年收入 － 2019年收入）÷ 2019年收入", ["2020年收入", "2019年收入"], "(v0 - v1)/ v1"),
        ("支出 + 财政拨款支出", ["支出", "财政拨款支出"], "v0 + v1"),  # the longer label is found first
        ("甲 ÷ 乙 × 100%", ["甲", "乙"], "v0 / v1 * 1"),
        ("最大（甲，乙）", ["甲", "乙"], "largest(v0,v1)"),
        ("计数（甲，乙）", ["甲", "乙"], "count(v0,v1)"),
        ("收入 − 收入", ["收入", "收入"], "v0 - v1"),  # one label twice: its operands in order
    ],
)
def test_words_become_an_expression(formula: str, labels: list[str], expression: str) -> None:
    assert in_words(formula, labels) == expression


@pytest.mark.parametrize("formula", ["a/", "a.b", "__import__('os')", "a if b else a", "c", "largest()", "largest(*a)", "a**9", "'a'"])
def test_what_is_no_arithmetic_is_refused(formula: str) -> None:
    with pytest.raises(NoExpression):
        evaluate(formula, {"a": Fraction(1), "b": Fraction(2)})


def test_counting_nothing_is_zero() -> None:
    assert evaluate("count()", {}) == 0


@given(numbers, numbers)
def test_arithmetic_is_exact(one: Decimal, other: Decimal) -> None:
    values = {"a": Fraction(one), "b": Fraction(other)}
    assert evaluate("(a-b)+b", values) == Fraction(one)


@pytest.mark.parametrize(
    ("value", "unit", "places", "printed"),
    [
        (Fraction(1, 8), "%", 2, "12.50%"),
        (Fraction(-1, 8), "%", 1, "-12.5%"),
        (Fraction(125, 100000), "%", 2, "0.13%"),  # half goes up, away from zero
        (Fraction(-125, 100000), "%", 2, "-0.13%"),
        (Fraction(3, 100), "个百分点", 2, "3.00个百分点"),
        (Fraction(446, 9), "元/人次", 2, "49.56元/人次"),
        (exact(Quantity.of("4.46", "万元")), "元", 0, "44600元"),
    ],
)
def test_a_result_is_rounded_half_up_in_its_unit(value: Fraction, unit: str, places: int, printed: str) -> None:
    assert str(rounded(value, unit, places)) == printed
