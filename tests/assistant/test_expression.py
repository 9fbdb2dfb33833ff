"""The calculator's front: any expression of printed figures, units carried along, one-line errors."""

import pytest

from assistant.answer import Reason
from assistant.errors import CannotAnswer
from assistant.expression import DEEPEST, LONGEST, evaluate
from index.errors import QuantityError


@pytest.mark.parametrize(
    ("expression", "unit", "expected"),
    [
        ("（1201.55万元-1689.49万元）/1689.49万元", "%", "-28.88%"),
        ("4160.35万元÷5199.35万元", "%", "80.02%"),
        ("4160.35万元÷5199.35万元", None, "0.80"),
        ("4160.35万元 ／ 1039.00万元", "倍", "4.00倍"),
        ("7.2亿元＋560万元", None, "72560万元"),
        ("7.2亿元+560万元", "亿元", "7.2560亿元"),
        ("4.46万元/900人次", None, "49.56元/人次"),
        ("4.46万元/900人次", "元/人次", "49.56元/人次"),
        ("4.46万元/900人次", "元", "49.56元/人次"),
        ("49.56元/人次×900人次", "万元", "4.46万元"),
        ("900人次×49.56元/人次", None, "44604.00元"),
        ("4.46万元/49.56元/人次", None, "899.92人次"),
        ("80.02%-23.80%", None, "56.22个百分点"),
        ("12.5个百分点+1个百分点", None, "13.5个百分点"),
        ("80%+2个百分点", None, "82%"),
        ("5%+3%", None, "8%"),
        ("2.5‰+1%", None, "12.5‰"),
        ("1,055.4%-1", None, "955.4%"),
        ("(1+2)×3", None, "9.00"),
        ("2×3.5-1", None, "6.00"),
        ("-5万元+3万元", None, "-2万元"),
        ("--5万元", None, "5万元"),
        ("5万元×20%", None, "1.00万元"),
        ("1.5倍×2万元", None, "3.00万元"),
        ("2万元×1.5", None, "3.00万元"),
        ("6万元/3", None, "2.00万元"),
        ("23284326元", "万元", "2328.4326万元"),
        ("4160.35万元", "元", "41603500元"),
        ("１２３．５万元－２３．５万元", None, "100.0万元"),
        ("[1+2]*(3)", None, "9.00"),
        ("1万元+2万元=", None, "3万元"),
        ("（5199.35万元-1277.73万元）/1277.73万元*100%", None, "306.92%"),
        ("900人次/100批次", None, "9.00人次/批次"),
        ("98人/100人", "%", "98.00%"),
        ("0.125%+0%", None, "0.125%"),
    ],
)
def test_results(expression: str, unit: str | None, expected: str) -> None:
    assert str(evaluate(expression, unit).result) == expected


@pytest.mark.parametrize(
    ("expression", "unit", "message"),
    [
        ("", None, "算式是空的"),
        ("   ", None, "算式是空的"),
        ("3万元+2人", None, "以元计的数和以人计的数不是同一种量，不能相加"),
        ("3万元-2", None, "以元计的数和没有单位的数不是同一种量，不能相减"),
        ("3万元×2万元", None, "以元计的数乘以以元计的数没有意义"),
        ("3/2万元", None, "没有单位的数除以以元计的数没有意义"),
        ("((3)", None, "算式里括号没有配对"),
        ("3)", None, "算式在“)”处读不下去"),
        ("3 4", None, "算式在“4”处读不下去"),
        ("3+", None, "算式没有写完"),
        ("3+*4", None, "算式在“*”处缺少数字"),
        ("import os", None, "算式里读不懂“import os”"),
        ("1万元", "人", "结果是以元计的数，不能换算成人"),
        ("1万元", "%", "结果是以元计的数，不能换算成%"),
        ("1+" * LONGEST + "1", None, f"算式太长，最多{LONGEST}个字符"),
        ("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1), None, f"括号套得太深，最多{DEEPEST}层"),
    ],
)
def test_one_line_says_what_is_wrong(expression: str, unit: str | None, message: str) -> None:
    with pytest.raises(QuantityError) as wrong:
        evaluate(expression, unit)
    assert str(wrong.value) == message


def test_division_by_zero_is_undefined() -> None:
    with pytest.raises(CannotAnswer) as refused:
        evaluate("100万元/0元")
    assert refused.value.reason is Reason.UNDEFINED


def test_operands_keep_their_printed_form_and_are_exact() -> None:
    step = evaluate("（1201.55万元-1689.49万元）/1689.49万元", "%")
    assert [str(operand.quantity) for operand in step.operands] == ["1201.55万元", "1689.49万元", "1689.49万元"]
    assert step.formula == "( 1201.55万元 - 1689.49万元 ) / 1689.49万元"
    assert step.note == ""
