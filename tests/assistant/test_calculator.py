"""Arithmetic on printed figures: exact, rounded half up once, refused where there is no base."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import calculator
from assistant.answer import Reason
from assistant.errors import CannotAnswer
from index.errors import UnitMismatch
from index.quantity import Hedge, Quantity

Q = Quantity.of
MONEY = st.decimals(min_value="0.01", max_value="99999999", places=2)


def test_a_sum_keeps_the_finest_printed_precision() -> None:
    assert str(calculator.add(Q("1.20", "万元"), Q("3", "万元")).quantity) == "4.20万元"


def test_scales_of_one_unit_add_up_in_the_finest() -> None:
    assert str(calculator.add(Q("7.2", "亿元"), Q("560", "万元"), Q("102.1", "万元")).quantity) == "72662.1万元"
    assert str(calculator.subtract(Q("2328.4326", "万元"), Q("23284326", "元")).quantity) == "0元"


def test_a_difference_of_shares_is_in_percentage_points() -> None:
    assert str(calculator.subtract(Q("80.02", "%"), Q("23.80", "%")).quantity) == "56.22个百分点"
    assert str(calculator.subtract(Q("12", "‰"), Q("2", "‰")).quantity) == "1.0个百分点"


def test_a_sum_of_shares_stays_a_share() -> None:
    assert str(calculator.add(Q("19.98", "%"), Q("80.02", "%")).quantity) == "100.00%"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("4160.35", "5199.35", "80.02%"),
        ("952.15", "6400.90", "14.88%"),
        ("255.87", "1075.27", "23.80%"),
        ("0", "5", "0.00%"),
        ("1", "800", "0.13%"),  # 0.125 rounds up, not to even
    ],
)
def test_shares(part: str, whole: str, expected: str) -> None:
    assert str(calculator.share(Q(part, "万元"), Q(whole, "万元")).quantity) == expected


def test_growth_and_fall() -> None:
    assert str(calculator.growth(Q("1277.73", "万元"), Q("5199.35", "万元")).quantity) == "306.92%"
    assert str(calculator.growth(Q("15.02", "万元"), Q("4.46", "万元")).quantity) == "-70.31%"


def test_multiple_and_times_more_differ_by_one() -> None:
    assert str(calculator.multiple(Q("300", "万元"), Q("100", "万元")).quantity) == "3.00倍"
    assert str(calculator.times_more(Q("300", "万元"), Q("100", "万元")).quantity) == "2.00倍"


def test_money_per_count_is_in_yuan_unless_another_scale_is_asked_for() -> None:
    assert str(calculator.per(Q("4.46", "万元"), Q("900", "人次")).quantity) == "49.56元/人次"
    assert str(calculator.per(Q("332.28", "万元"), Q("50", "人"), "万元").quantity) == "6.65万元/人"
    assert str(calculator.per(Q("900", "人次"), Q("100", "批次")).quantity) == "9.00人次/批次"


def test_a_count_of_single_things_is_exact_and_a_count_in_ten_thousands_is_not() -> None:
    exact = calculator.per(Q("10000", "元"), Q("100", "人"))
    rough = calculator.per(Q("10000", "元"), Q("2.8", "万人"))
    assert exact.slack == Decimal("0.005")  # only the half yuan of the amount
    assert rough.slack > Decimal("0.5") / 28000


@pytest.mark.parametrize("base", ["0", "-5"])
def test_no_rate_over_a_base_that_is_not_positive(base: str) -> None:
    for work in (
        lambda: calculator.share(Q("1", "万元"), Q(base, "万元")),
        lambda: calculator.growth(Q(base, "万元"), Q("1", "万元")),
        lambda: calculator.multiple(Q("1", "万元"), Q(base, "万元")),
        lambda: calculator.per(Q("1", "万元"), Q(base, "人")),
    ):
        with pytest.raises(CannotAnswer) as refused:
            work()
        assert refused.value.reason is Reason.UNDEFINED


def test_different_things_do_not_combine() -> None:
    with pytest.raises(UnitMismatch):
        calculator.add(Q("1", "万元"), Q("2", "人"))
    with pytest.raises(UnitMismatch):
        calculator.share(Q("1", "辆"), Q("2", "人"))
    with pytest.raises(UnitMismatch):
        calculator.per(Q("1", "万元"), Q("2", "万元"))
    with pytest.raises(UnitMismatch):
        calculator.growth(Q("1", "%"), Q("2", "万元"))


def test_what_comes_from_an_approximate_figure_is_approximate() -> None:
    about = Q("57.2", "万元", Hedge.ABOUT)
    assert calculator.add(about, Q("1", "万元")).quantity.hedge is Hedge.ABOUT
    assert calculator.share(Q("1", "万元"), about).quantity.hedge is Hedge.ABOUT


def test_agreement_rounds_the_exact_result_to_the_printed_places() -> None:
    completed = calculator.share(Q("836.78", "万元"), Q("775.19", "万元"))  # 107.945…
    assert str(completed.quantity) == "107.95%"
    assert completed.agrees_with(Q("108", "%"))
    assert not completed.agrees_with(Q("107", "%"))
    assert not completed.agrees_with(Q("107.95", "万元"))
    assert completed.agrees_with(Q("1079.5", "‰"))


def test_printed_precision_explains_a_last_place_and_no_more() -> None:
    total = calculator.add(Q("4028.76", "万元"), Q("841.99", "万元"))
    assert total.explains(Q("4870.74", "万元"))
    assert not total.explains(Q("4870.70", "万元"))
    assert not total.explains(Q("4870.75", "人"))


@given(MONEY, MONEY)
def test_addition_is_undone_by_subtraction(first: Decimal, second: Decimal) -> None:
    total = calculator.add(Q(first, "万元"), Q(second, "元"))
    assert calculator.subtract(total.quantity, Q(second, "元")).exact == first.scaleb(4)


@given(MONEY, MONEY)
def test_a_share_is_the_exact_quotient_rounded_once(part: Decimal, whole: Decimal) -> None:
    shown = calculator.share(Q(part, "万元"), Q(whole, "万元")).quantity.number
    exact = Fraction(part) / Fraction(whole) * 100
    assert abs(Fraction(shown) - exact) <= Fraction(1, 200)


@given(MONEY, MONEY)
def test_the_result_always_agrees_with_itself(before: Decimal, after: Decimal) -> None:
    result = calculator.growth(Q(before, "万元"), Q(after, "万元"))
    assert result.agrees_with(result.quantity)
    assert result.explains(result.quantity)
