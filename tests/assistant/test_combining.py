"""Several figures in one result, asked in one question or over several turns."""

import pytest

from assistant.answer import Reason
from assistant.ask import converse
from index.library import Library
from tests.assistant.putting import value
from tests.assistant.soundness import assert_sound

BUREAU = "青河县水务局2021年"

# 2021: 支出 700 of which 基本 300 and 项目 400; 收入 800 of which 财政拨款 600; 农林水 450 and 教育 0.5 of 600;
# “三公” 6.00 of 9.00 planned.
TALKS = (
    (("农林水支出多少", "教育支出呢", "这两项合计是多少"), "450.50万元"),
    (("农林水支出多少", "教育支出呢", "这两项加起来", "占一般公共预算财政拨款支出多少"), "75.08%"),
    (("基本支出多少", "项目支出呢", "两个加一起"), "700.00万元"),
    (("基本支出多少", "项目支出呢", "这两个一共占总支出百分之几"), "100.00%"),
    (("基本支出多少", "项目支出呢", "后者是前者的几倍"), "1.33倍"),
    (("基本支出多少", "项目支出呢", "两者差多少", "前者占总支出多少"), "42.86%"),
    (("基本支出多少", "项目支出呢", "后者是前者的几倍", "前者占总支出多少"), "42.86%"),
    (("教育支出比农林水支出少百分之几",), "-99.89%"),
    (("机关运行经费比预算多花了几倍",), "0.17倍"),
    (("平均每月支出多少",), "58.33万元/月"),
    (("三公经费日均多少",), "164.38元/天"),
    (("每个月平均花多少万元",), "58.33万元/月"),
    (("公务接待费平均每批多少钱",), "1000.00元/批次"),
    (("国内公务接待平均每批多少人次",), "8.00人次/批次"),
    (("一般公共预算财政拨款支出多少", "农林水支出呢", "教育支出占后者多少"), "0.11%"),
    (("公务接待费和因公出国费加起来多少", "再加上公务用车购置及运行维护费呢"), "6.00万元"),
    (("三公经费多少", "比预算少了多少", "少了百分之几"), "-33.33%"),
    (("三公经费是预算的几倍",), "0.67倍"),
    (("机关运行经费超预算百分之多少",), "16.67%"),
    (("机关运行经费超出年初预算百分之几",), "16.67%"),
    (("机关运行经费高于年初预算百分之几",), "16.67%"),
    (("机关运行经费是年初预算的百分之几",), "116.67%"),
    (("项目支出要占到总支出的几成，给个百分比",), "57.14%"),
    (("财政拨款收入占比",), "75.00%"),
    (("其他收入占总收入的多少",), "25.00%"),
    (("项目支出占比与基本支出占比差多少",), "14.28个百分点"),
    (("项目支出占比减去基本支出占比是多少",), "14.28个百分点"),
    (("项目支出比基本支出多百分之几",), "33.33%"),
    (("基本支出、项目支出两类支出合计多少",), "700.00万元"),
)


@pytest.mark.parametrize(("turns", "expected"), TALKS)
def test_what_is_put_together_is_what_was_spoken_of(turns: tuple[str, ...], expected: str, library: Library) -> None:
    first, *others = turns
    replies = converse([BUREAU + first, *others], library)
    assert_sound(replies[-1], library)
    assert value(replies[-1]) == expected, replies[-1].text


def test_the_year_in_which_more_was_spent_is_named(library: Library) -> None:
    (reply,) = converse(["青河县水务局2021年和2022年哪年的三公经费更少"], library)
    assert value(reply) == "5.00万元", reply.text
    assert "最低的是2022年" in reply.text


@pytest.mark.parametrize("asked", ["近五年三公经费一共多少", "近五年三公经费加起来是多少", "近五年三公经费最低的是哪年"])
def test_years_that_are_not_there_are_not_left_out_of_a_sum(asked: str, library: Library) -> None:
    (reply,) = converse(["青河县水务局" + asked], library)
    assert reply.refusal is not None, reply.text
    assert reply.refusal.reason is Reason.NO_YEAR


def test_of_those_as_large_as_is_said_no_other_is_named(library: Library) -> None:
    (spent,) = converse([BUREAU + "有几项支出超过100万元"], library)
    assert value(spent) == "2项", spent.text
    (none,) = converse([BUREAU + "哪几项支出超过1000万元"], library)
    assert value(none) == "0项", none.text
    (orgs,) = converse(["2021年三公经费低于7万元的单位有哪些"], library)
    assert value(orgs) == "6.00万元", orgs.text
    assert "林业局" not in orgs.text
