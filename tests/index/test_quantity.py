"""Figures as printed: exact, with their places, their unit and their hedge."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuantityError, UnitMismatch
from index.facts.figures import scan
from index.quantity import Dimension, Hedge, Quantity, Unit

UNITS = ("元", "万元", "亿元", "%", "‰", "个百分点", "人", "万人", "人次", "辆", "台（套）", "批次", "倍", "分", "元/人", "平方米")
numbers = st.decimals(min_value=Decimal("-99999999"), max_value=Decimal("99999999"), places=2).map(lambda n: f"{n:f}")


@given(numbers, st.sampled_from(UNITS))
def test_printing_then_parsing_changes_nothing(number: str, unit: str) -> None:
    figure = Quantity.of(number, unit)
    again = Quantity.parse(str(figure))
    assert str(again) == str(figure)
    assert again.unit == figure.unit


@given(st.integers(min_value=1000, max_value=10**12), st.integers(min_value=0, max_value=99))
def test_thousands_separators_change_nothing(whole: int, cents: int) -> None:
    assert Quantity.parse(f"{whole:,}.{cents:02}元") == Quantity.parse(f"{whole}.{cents:02}元")


@given(numbers, st.sampled_from(["元", "千元", "万元", "亿元"]), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_conversion_is_exact_both_ways(number: str, there: str, back: str) -> None:
    figure = Quantity.of(number, there)
    assert figure.to(back).in_base == figure.in_base
    assert figure.to(back).to(there).number == figure.number


@given(numbers, st.sampled_from(UNITS))
def test_a_figure_printed_in_a_sentence_is_read_as_it_was(number: str, unit: str) -> None:
    printed = Quantity.of(number, unit)
    (mark,) = scan(f"数值为{printed}。")
    assert mark.quantity == printed


@given(st.integers(min_value=11, max_value=10**9), st.sampled_from(["元", "人次", "辆"]))
def test_chinese_numerals_are_read_as_they_are_spelt(number: int, unit: str) -> None:
    (mark,) = scan(f"共有{cn2an.an2cn(number)}{unit}，")
    assert mark.quantity is not None
    assert mark.quantity.in_base == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("四万四千六百元", "44600"),
        ("三百二十一点五万元", "3215000"),
        ("负3.2万元", "-32000"),
        ("百分之十二点五", "0.125"),
        ("两百零五人次", "205"),
    ],
)
def test_figures_in_words(text: str, value: str) -> None:
    (mark,) = scan(f"为{text}。")
    assert mark.quantity is not None
    assert mark.quantity.in_base == Decimal(value)


@pytest.mark.parametrize(
    ("text", "number", "symbol", "hedge"),
    [
        ("57.2万余元", "57.2", "万元", Hedge.ABOUT),
        ("800余人", "800", "人", Hedge.ABOUT),
        ("近30万条", "30", "万条", Hedge.ABOUT),
        ("4.5%以内", "4.5", "%", Hedge.AT_MOST),
        ("不超过30万元", "30", "万元", Hedge.AT_MOST),
        ("５０万元以上", "50", "万元", Hedge.AT_LEAST),
        ("10％左右", "10", "%", Hedge.ABOUT),
        ("1,055.4%", "1055.4", "%", Hedge.EXACT),
        ("-12.50万元", "-12.50", "万元", Hedge.EXACT),
        ("8成", "8", "成", Hedge.EXACT),
        ("8.5折", "8.5", "折", Hedge.EXACT),
    ],
)
def test_forms_of_print(text: str, number: str, symbol: str, hedge: Hedge) -> None:
    figure = Quantity.parse(text)
    assert (f"{figure.number:f}", figure.unit.symbol, figure.hedge) == (number, symbol, hedge)


@pytest.mark.parametrize("text", ["", "万元", "约", "12,34万元", "1.2.3元", "公开07表"])
def test_what_is_no_figure_raises(text: str) -> None:
    with pytest.raises(QuantityError):
        Quantity.parse(text)


def test_units_of_two_kinds_do_not_convert() -> None:
    with pytest.raises(UnitMismatch):
        Quantity.of("5", "人").to("万元")


@pytest.mark.parametrize(
    ("symbol", "base", "power", "dimension"),
    [
        ("万元", "元", 4, Dimension.MONEY),
        ("百万元", "元", 6, Dimension.MONEY),
        ("万人次", "人次", 4, Dimension.COUNT),
        ("％", "1", -2, Dimension.RATIO),
        ("百分点", "个百分点", 0, Dimension.POINT),
        ("成", "1", -1, Dimension.RATIO),
        ("折", "1", -1, Dimension.RATIO),
        ("万元/人", "元/人", 4, Dimension.RATE),
        ("台（套）", "台（套）", 0, Dimension.COUNT),
    ],
)
def test_units(symbol: str, base: str, power: int, dimension: Dimension) -> None:
    unit = Unit.of(symbol)
    assert (unit.base, unit.power, unit.dimension) == (base, power, dimension)


def test_slack_is_half_of_the_last_printed_place() -> None:
    assert Quantity.of("214.12", "万元").slack == Decimal("50")
    assert Quantity.of("3", "万元").slack == Decimal("5000")


def test_printings_of_one_value_agree() -> None:
    assert Quantity.of("214.12", "万元").agrees_with(Quantity.of("2141234.56", "元"))
    assert not Quantity.of("214.12", "万元").agrees_with(Quantity.of("214.12", "元"))
