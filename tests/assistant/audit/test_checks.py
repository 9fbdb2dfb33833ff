"""Every check: a report that breaks it, the same report mended, and a report that has nothing of the kind."""

from dataclasses import replace

import pytest

from assistant.audit import CHECKS, Outcome, Severity
from assistant.audit.ledger import Ledger
from assistant.audit.records import Result
from index.quantity import Quantity
from index.records import Against, Basis, Fact, Measure, Scope, Unrecognised

RUN = {check.code: check.run for check in CHECKS}


def fact(item: str, number: str, unit: str = "万元", **slots: object) -> Fact:
    """A final amount of all funds in 2020, with only what matters said."""
    value = f"{number}{unit}"
    base = Fact(
        report="r", org="甲县教育局", year=2020, item=item, item_as_printed=item, known=True, basis=Basis.FINAL,
        scope=Scope.ALL, measure=Measure.AMOUNT, quantity=Quantity.of(number, unit), value_as_printed=value,
        quote=value, start=0, end=len(value), value_start=0, value_end=len(value), section=("第三部分",),
    )  # fmt: skip
    return replace(base, **slots)


def run(code: str, *facts: Fact, unrecognised: tuple[Unrecognised, ...] = ()) -> Result:
    return RUN[code](Ledger.of(2020, facts, unrecognised))


def severities(result: Result) -> list[Severity]:
    return [found.severity for found in result.mismatches]


def spending(basic: str, project: str, total: str) -> tuple[Fact, ...]:
    others = ("上缴上级支出", "经营支出", "对附属单位补助支出")
    return (
        fact("本年支出合计", total), fact("基本支出", basic), fact("项目支出", project),
        *(fact(item, "0") for item in others),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("total", "expected"),
    [("100.00", []), ("100.01", [Severity.ROUNDING]), ("110.00", [Severity.ERROR])],
)
def test_a_total_is_the_sum_of_its_parts(total: str, expected: list[Severity]) -> None:
    result = run("E101", *spending("60.00", "40.00", total))
    assert severities(result) == expected
    assert result.tested == 1


def test_a_missing_part_is_not_zero() -> None:
    result = run("E101", fact("本年支出合计", "100"), fact("基本支出", "60"))
    assert result.outcome is Outcome.NOT_ENOUGH_DATA


def test_parts_in_another_unit_add_up() -> None:
    facts = (fact("公务用车购置及运行维护费", "3"), fact("公务用车购置费", "10000", "元"), fact("公务用车运行维护费", "20000", "元"))
    assert run("E101", *facts).outcome is Outcome.PASSED


def test_whole_yuan_beside_cents_are_rounded() -> None:
    parts = (fact("公务用车购置费", "20000.20", "元"), fact("公务用车运行维护费", "10000.14", "元"))
    assert severities(run("E101", fact("公务用车购置及运行维护费", "30000", "元"), *parts)) == [Severity.ROUNDING]


def test_a_total_in_another_unit_is_compared_at_its_own_places() -> None:
    parts = (fact("公务用车购置费", "20011", "元"), fact("公务用车运行维护费", "10011", "元"))
    assert severities(run("E101", fact("公务用车购置及运行维护费", "3.00"), *parts)) == []


def test_whole_ten_thousands_beside_decimals_are_exact() -> None:
    parts = (fact("公务用车购置费", "2.20"), fact("公务用车运行维护费", "1.14"))
    assert severities(run("E101", fact("公务用车购置及运行维护费", "3"), *parts)) == [Severity.ERROR]


def test_income_and_expenditure_balance() -> None:
    assert run("E102", fact("收入总计", "5"), fact("支出总计", "5")).outcome is Outcome.PASSED
    assert run("E102", fact("收入总计", "5.00"), fact("支出总计", "6.00")).outcome is Outcome.FAILED


def test_a_total_carries_last_years_balance() -> None:
    facts = (fact("收入总计", "6400.90"), fact("本年收入合计", "4711.41"), fact("年初结转和结余", "1689.49"))
    assert run("E103", *facts).outcome is Outcome.PASSED
    assert run("E103", facts[0], facts[1], fact("年初结转和结余", "1600.00")).outcome is Outcome.FAILED


def test_appropriation_is_the_sum_of_three_funds() -> None:
    funds = (Scope.GENERAL_PUBLIC_BUDGET, Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL)
    parts = [fact("本年支出合计", "1.00", scope=scope) for scope in funds]
    assert run("E104", fact("本年支出合计", "3", scope=Scope.FISCAL_APPROPRIATION), *parts).outcome is Outcome.PASSED
    assert run("E104", fact("本年支出合计", "4", scope=Scope.FISCAL_APPROPRIATION), *parts).outcome is Outcome.FAILED


def test_levels_add_up_inside_one_table() -> None:
    rows = [fact("教育支出", "9", table="支出决算表"), fact("教育支出/普通教育", "5", table="支出决算表")]
    right = [*rows, fact("教育支出/职业教育", "4", table="支出决算表")]
    assert run("E105", *right).outcome is Outcome.PASSED
    assert run("E105", *rows).outcome is Outcome.FAILED
    assert run("E105", *(replace(row, table=None) for row in rows)).outcome is Outcome.NOT_APPLICABLE


def derived(item: str, number: str, unit: str, measure: Measure, **slots: object) -> Fact:
    return fact(item, number, unit, measure=measure, **slots)


@pytest.mark.parametrize(("printed", "expected"), [("20", []), ("25", [Severity.ERROR]), ("-20", [Severity.ERROR])])
def test_a_change_follows_from_both_years(printed: str, expected: list[Severity]) -> None:
    change = derived("项目支出", printed, "万元", Measure.CHANGE, against=Against.LAST_YEAR)
    result = run("E201", fact("项目支出", "100"), fact("项目支出", "80", year=2019), change)
    assert severities(result) == expected


def test_the_wrong_direction_is_named() -> None:
    change = derived("项目支出", "20", "万元", Measure.CHANGE, against=Against.LAST_YEAR)
    result = run("E201", fact("项目支出", "80"), fact("项目支出", "100", year=2019), change)
    assert "方向相反" in result.mismatches[0].text


def entries(*rows: tuple[str, str], total: tuple[str, str]) -> tuple[Fact, ...]:
    """A total and the entries after it, each with its budget and its final figure, in the order of a text."""
    names = ("教育支出/普通教育/小学教育", "教育支出/普通教育/初中教育", "教育支出/教育管理事务/行政运行")
    told = [("财政拨款支出", total), *zip(names, rows, strict=False)]
    return tuple(
        fact(item, number, basis=basis, scope=Scope.FISCAL_APPROPRIATION, start=100 * n + 10 * m, end=100 * n + 10 * m + 5)
        for n, (item, numbers) in enumerate(told)
        for m, (basis, number) in enumerate(zip((Basis.BUDGET, Basis.FINAL), numbers, strict=True))
    )


@pytest.mark.parametrize(
    ("total", "expected", "outcome"),
    [
        (("60", "66"), [], Outcome.PASSED),
        (("75", "66"), [Severity.SUSPECT], Outcome.FAILED),  # the final figures show that the list is complete
        (("75", "88"), [], Outcome.NOT_ENOUGH_DATA),  # it may be a choice
        (("75", "50"), [Severity.SUSPECT], Outcome.FAILED),  # no choice is more than everything
    ],
)
def test_listed_entries_make_up_their_total(total: tuple[str, str], expected: list[Severity], outcome: Outcome) -> None:
    result = run("E106", *entries(("10", "11"), ("20", "22"), ("30", "33"), total=total))
    assert severities(result) == expected
    assert result.outcome is outcome


def test_entries_belong_to_the_total_that_they_fit() -> None:
    listed = entries(("10", "11"), ("20", "22"), ("30", "33"), total=("60", "66"))
    zero = fact("国有资本经营预算财政拨款支出", "0", scope=Scope.STATE_CAPITAL, start=50, end=55)
    assert run("E106", *listed, zero).outcome is Outcome.PASSED


@pytest.mark.parametrize(("printed", "expected"), [("25", []), ("25.00", []), ("52", [Severity.ERROR])])
def test_a_rate_follows_from_both_years(printed: str, expected: list[Severity]) -> None:
    rate = derived("项目支出", printed, "%", Measure.CHANGE_RATE, against=Against.LAST_YEAR)
    result = run("E202", fact("项目支出", "100"), fact("项目支出", "80", year=2019), rate)
    assert severities(result) == expected


@pytest.mark.parametrize(("printed", "expected"), [("25.00", []), ("27.1", [Severity.ERROR])])
def test_a_rate_follows_from_the_printed_change(printed: str, expected: list[Severity]) -> None:
    change = derived("项目支出", "20", "万元", Measure.CHANGE, against=Against.LAST_YEAR)
    rate = derived("项目支出", printed, "%", Measure.CHANGE_RATE, against=Against.LAST_YEAR)
    assert severities(run("E202", fact("项目支出", "100"), change, rate)) == expected


@pytest.mark.parametrize(("quote", "said"), [("比2020年预算增加20万元", 1), ("增加20万元", 0)])
def test_a_figure_compared_with_itself_is_said_where_the_report_says_so(quote: str, said: int) -> None:
    change = derived("项目支出", "20", "万元", Measure.CHANGE, against=Against.BUDGET)
    found = run("E201", replace(change, basis=Basis.BUDGET, quote=quote), fact("项目支出", "100", basis=Basis.BUDGET)).mismatches
    assert ["同一个数" in each.text for each in found] == [True] * said


def test_a_rate_is_of_the_figures_beside_it() -> None:
    entry = "社会保障和就业支出/行政事业单位养老支出/行政单位离退休"
    heading = fact(entry, "56.12", basis=Basis.BUDGET, start=0, value_start=20)
    spent = fact(entry, "57.43", year=2019, start=0, value_start=40)
    said = fact(entry, "57.80", basis=Basis.BUDGET, start=0, value_start=60)
    rate = derived(entry, "-2.27", "%", Measure.CHANGE_RATE, against=Against.LAST_YEAR, value_start=80, basis=Basis.BUDGET)
    rate = replace(rate, quote="比2019年预算执行数减少2.27%")
    assert [str(found.expected) for found in run("E202", heading, spent, said, rate).mismatches] == ["0.64%"]
    assert len(run("W301", heading, spent, said).mismatches) == 1
    assert run("W305", heading, spent, said).outcome is Outcome.PASSED


def test_counted_things_are_not_rounded() -> None:
    kinds = ("机要通信用车", "应急保障用车")
    cars = [fact(kind, "7", "辆", measure=Measure.COUNT, scope=None) for kind in kinds]
    assert run("E101", fact("车辆", "15", "辆", measure=Measure.COUNT, scope=None), *cars).outcome is Outcome.NOT_ENOUGH_DATA


def test_a_cut_last_place_is_no_contradiction() -> None:
    share = derived("一般公共预算财政拨款支出", "99.86", "%", Measure.SHARE, whole="本年支出合计")
    result = run("E203", fact("一般公共预算财政拨款支出", "9746.50"), fact("本年支出合计", "9759.38"), share)
    assert severities(result) == [Severity.ROUNDING]


def test_a_rate_without_a_base_is_not_tested() -> None:
    rate = derived("项目支出", "25", "%", Measure.CHANGE_RATE, against=Against.LAST_YEAR)
    zero = fact("项目支出", "0", year=2019)
    assert run("E202", fact("项目支出", "100"), zero, rate).outcome is Outcome.NOT_ENOUGH_DATA


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("80.02", []), ("80", []), ("80.03", [Severity.ERROR]), ("80.2", [Severity.ERROR])],
)
def test_a_share_follows_from_part_and_whole(printed: str, expected: list[Severity]) -> None:
    share = derived("项目支出", printed, "%", Measure.SHARE, whole="本年支出合计")
    result = run("E203", fact("项目支出", "4160.35"), fact("本年支出合计", "5199.35"), share)
    assert severities(result) == expected


def test_coarse_operands_leave_room_for_a_share() -> None:
    share = derived("公务接待费", "33.00", "%", Measure.SHARE, whole="“三公”经费")
    result = run("E203", fact("公务接待费", "0.1"), fact("“三公”经费", "0.3"), share)
    assert severities(result) == [Severity.ROUNDING]


def test_a_change_and_its_rate_go_the_same_way() -> None:
    change = derived("项目支出", "-20", "万元", Measure.CHANGE, against=Against.LAST_YEAR)
    rate = derived("项目支出", "25", "%", Measure.CHANGE_RATE, against=Against.LAST_YEAR)
    assert run("E205", change, rate).outcome is Outcome.FAILED
    assert run("E205", replace(change, quantity=Quantity.of("20", "万元")), rate).outcome is Outcome.PASSED
    assert run("E205", change).outcome is Outcome.NOT_APPLICABLE


def test_a_share_may_be_of_either_total() -> None:
    share = derived("其他收入", "50.00", "%", Measure.SHARE, whole="收入总计")
    facts = (fact("其他收入", "1.00"), fact("收入总计", "4.00"), fact("本年收入合计", "2.00"))
    assert run("E203", *facts, share).outcome is Outcome.PASSED
    assert run("E203", *facts[:2], share).outcome is Outcome.FAILED


def test_a_share_of_a_total_may_be_of_another_total_of_its_side() -> None:
    share = derived("教育支出", "81.78", "%", Measure.SHARE, whole="一般公共预算财政拨款收入")
    income, outgo = fact("一般公共预算财政拨款收入", "48216.37"), fact("一般公共预算财政拨款支出", "48756.15")
    part = fact("教育支出", "39871.20")
    assert run("E203", part, income, outgo, share).outcome is Outcome.PASSED
    assert severities(run("E203", part, income, share)) == [Severity.ERROR]


def test_a_share_of_named_funds_is_not_compared_with_all_funds() -> None:
    share = derived("绩效目标管理资金", "100", "%", Measure.SHARE, whole="项目支出", quote="9312.27万元，占一般公共预算项目支出总额的100%")
    facts = (fact("绩效目标管理资金", "9312.27"), fact("项目支出", "11496.20"), share)
    assert run("E203", *facts).outcome is Outcome.NOT_ENOUGH_DATA


def test_an_item_listed_twice_is_said() -> None:
    item = "一般公共服务支出/人力资源事务/引进人才费用"
    assert run("W305", fact(item, "25.96"), fact(item, "25.96", start=9)).outcome is Outcome.FAILED
    assert run("W305", fact(item, "25.96"), fact(item, "25.96", section=("第五部分",))).outcome is Outcome.PASSED


def test_parts_that_make_up_the_whole_need_no_others() -> None:
    two = (fact("基本支出", "60.00"), fact("项目支出", "40.01"))
    assert severities(run("E101", fact("本年支出合计", "100.00"), *two)) == [Severity.ROUNDING]
    assert severities(run("E101", fact("本年支出合计", "90.00"), *two)) == [Severity.ERROR]
    assert run("E101", fact("本年支出合计", "120.00"), *two).outcome is Outcome.NOT_ENOUGH_DATA


def test_completion_is_measured_against_its_own_base() -> None:
    rate = derived("公务接待费", "14", "%", Measure.COMPLETION_RATE, against=Against.BUDGET)
    final, budget = fact("公务接待费", "0.07"), fact("公务接待费", "0.5", basis=Basis.BUDGET)
    assert run("E204", final, budget, rate).outcome is Outcome.PASSED
    adjusted = replace(budget, basis=Basis.ADJUSTED_BUDGET)
    assert run("E204", final, adjusted, rate).outcome is Outcome.NOT_ENOUGH_DATA


def test_two_values_of_one_slot_contradict_each_other() -> None:
    result = run("W301", fact("会议费", "4.46"), fact("会议费", "11.01"))
    assert result.outcome is Outcome.FAILED
    assert run("W301", fact("会议费", "4.46"), fact("会议费", "4.5")).outcome is Outcome.PASSED


def test_an_open_label_may_name_several_things_in_one_section() -> None:
    facts = [fact("年中调整增加", number, known=False) for number in ("141.00", "10.20")]
    assert run("W301", *facts).outcome is Outcome.PASSED
    elsewhere = replace(facts[1], section=("第五部分",))
    assert run("W301", facts[0], elsewhere).outcome is Outcome.FAILED


def test_a_last_place_that_differs_by_one_is_rounding() -> None:
    assert severities(run("W301", fact("会议费", "4.46"), fact("会议费", "4.47"))) == [Severity.ROUNDING]


def test_a_factor_of_ten_thousand_is_called_a_slip_of_the_unit() -> None:
    result = run("W301", fact("会议费", "214.12"), fact("会议费", "214.12", "元"))
    assert "单位写错" in result.mismatches[0].text


def test_the_three_public_expenses_may_have_two_scopes() -> None:
    stated = fact("“三公”经费", "4.46", scope=Scope.GENERAL_PUBLIC_BUDGET)
    assert run("W302", stated, fact("“三公”经费", "11.01", scope=None)).outcome is Outcome.FAILED
    assert run("W302", stated, fact("“三公”经费", "4.46", scope=None)).outcome is Outcome.PASSED
    assert run("W302", stated).outcome is Outcome.NOT_APPLICABLE


def test_the_same_digits_in_another_unit_are_suspect() -> None:
    facts = (fact("授予中小企业合同金额", "214.12", "元"), fact("授予小微企业合同金额", "214.12"))
    assert run("W303", *facts).outcome is Outcome.FAILED
    assert run("W303", facts[1], facts[1]).outcome is Outcome.PASSED


def test_leftovers_of_the_template_are_found() -> None:
    left = Unrecognised(3, 9, "大于（小于）", "template_residue")
    result = run("W304", unrecognised=(left,))
    assert result.outcome is Outcome.FAILED
    assert result.mismatches[0].spans == ((3, 9),)
    assert run("W304", unrecognised=(replace(left, reason="no_label"),)).outcome is Outcome.PASSED


def test_nothing_to_check_is_not_a_pass() -> None:
    outcomes = {check.code: run(check.code).outcome for check in CHECKS}
    assert all(outcome is Outcome.NOT_APPLICABLE for code, outcome in outcomes.items() if code.startswith("E"))
