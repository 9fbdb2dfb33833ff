"""Bars start at zero and keep their proportions."""

from decimal import Decimal

from assistant.web.charts import Row, chart
from index.quantity import Quantity


def row(label: str, number: str, unit: str = "万元") -> Row:
    return Row(label, Quantity.of(number, unit))


def percent(text: str) -> Decimal:
    return Decimal(text.removesuffix("%"))


def test_bars_start_at_zero_and_are_in_proportion() -> None:
    made = chart("支出", [row("基本", "25"), row("项目", "100")])
    assert made is not None
    assert made.zero == "0.00%"
    assert [bar.left for bar in made.bars] == ["0.00%", "0.00%"]
    assert [percent(bar.width) for bar in made.bars] == [25, 100]


def test_falls_stand_left_of_zero() -> None:
    made = chart("变化", [row("甲", "-50"), row("乙", "150")])
    assert made is not None
    assert percent(made.zero) == 25
    assert [percent(made.bars[0].left), percent(made.bars[0].width)] == [0, 25]
    assert [percent(made.bars[1].left), percent(made.bars[1].width)] == [25, 75]


def test_units_are_brought_to_one_scale_exactly() -> None:
    made = chart("支出", [row("甲", "1", "亿元"), row("乙", "5000", "万元")])
    assert made is not None
    assert made.unit == "亿元"
    assert made.bars[1].value == Decimal("0.5")


def test_nothing_is_drawn_that_cannot_be_compared() -> None:
    assert chart("混", [row("甲", "1"), row("乙", "1", "人")]) is None
    assert chart("一个", [row("甲", "1")]) is None
    assert chart("零", [row("甲", "0"), row("乙", "0")]) is None
