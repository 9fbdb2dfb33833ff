"""Figures that no report prints but that follow from printed ones, and shares whose two sides are of one kind."""

from pathlib import Path

import pytest

from assistant.answer import Reason
from assistant.inquiry import Asked, Operation
from index.library import Library
from index.quantity import Quantity
from index.records import Against, Basis, Scope
from tests.assistant.drafts import draft, shelve
from tests.assistant.putting import Put, codes, putting, value

HARBOUR = "云溪市港航局"
PROSE = """
#第三部分 2022年度部门决算情况说明
##一、收入支出决算总体情况说明
2022年初结转和结余{80.00万元|年初结转和结余|all}，年末结转和结余{60.00万元|年末结转和结余|all}。
##二、收入决算情况说明
本年收入合计{500.00万元|本年收入合计|all}，其中财政拨款收入{450.00万元|财政拨款收入|fiscal_appropriation}，其他收入{50.00万元|其他收入|all}。
##三、支出决算情况说明
本年支出合计{520.00万元|本年支出合计|all}，其中基本支出{300.00万元|基本支出|all}。
##五、一般公共预算财政拨款支出决算情况说明
财政拨款支出{416.00万元|财政拨款支出|fiscal_appropriation}，一般公共预算财政拨款支出{416.00万元|一般公共预算财政拨款支出|general_public_budget}，其中：
交通运输支出（类）{312.00万元|交通运输支出|general_public_budget|code:214}，占{75.00%|交通运输支出|general_public_budget|share|of:一般公共预算财政拨款支出}；住房保障支出（类）{104.00万元|住房保障支出|general_public_budget|code:221}。
1.交通运输支出（类）公路水路运输（款）行政运行（项）年初预算{150.00万元|交通运输支出/公路水路运输/行政运行|general_public_budget|budget|code:2140101}，决算{200.00万元|交通运输支出/公路水路运输/行政运行|general_public_budget|code:2140101}。
2.交通运输支出（类）公路水路运输（款）公路养护（项）年初预算{50.00万元|交通运输支出/公路水路运输/公路养护|general_public_budget|budget|code:2140106}，决算{112.00万元|交通运输支出/公路水路运输/公路养护|general_public_budget|code:2140106}。
3.住房保障支出（类）住房改革支出（款）住房公积金（项）决算{104.00万元|住房保障支出/住房改革支出/住房公积金|general_public_budget|code:2210201}。
##十、机关运行经费支出说明
机关运行经费{90.00万元|机关运行经费}，比年初预算增加{15.00万元|机关运行经费|change|vs:budget}。
政府采购支出总额{50.00万元|政府采购支出总额}，比上年增加{5.00万元|政府采购支出总额|change|vs:last_year}。
其中政府采购货物支出{30.00万元|政府采购货物支出}，比上年增加{5.00万元|政府采购货物支出|change|vs:last_year}，主要原因是添置了趸船。
政府性基金预算财政拨款支出{7.00万元|政府性基金预算财政拨款支出|government_fund}，比上年减少{1.00万元|政府性基金预算财政拨款支出|government_fund|change|vs:last_year|-}。
##十一、“三公”经费说明
公务接待费{3.08万元|公务接待费}，完成预算的{83.24%|公务接待费|completion_rate|vs:budget}；会议费{6.25万元|会议费}，比上年下降{28.3%|会议费|change_rate|vs:last_year|-}。
公务用车购置费{20.00万元|公务用车购置费}，公务用车运行维护费{5.50万元|公务用车运行维护费}；财政拨款支出年初预算{400.00万元|财政拨款支出|fiscal_appropriation|budget}。
编报绩效目标的项目{8个|绩效目标管理项目数|count}，涉及资金{96.00万元|绩效目标管理资金}；平均得分{97.5分|平均得分|score|open}；上年末共有车辆{4辆|车辆|count|y:2021}。
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return shelve(tmp_path_factory.mktemp("harbour"), draft(HARBOUR, 2022, PROSE))


@pytest.fixture
def put(harbour: Library) -> Put:
    return putting(harbour, HARBOUR, 2022)


def whole(item: str) -> Asked:
    return Asked(item=item, said=item)


def test_income_is_never_a_share_of_spending(put: Put) -> None:
    reply = put(Operation.SHARE, "财政拨款收入", whole=whole("本年支出合计"))
    assert value(reply) == "80.00%"  # 416 of 520 were spent from the appropriation, not 450
    assert codes(reply) == ["other_side"]
    assert "财政拨款支出占本年支出合计" in reply.text


def test_income_without_a_spending_side_is_asked_back(put: Put) -> None:
    reply = put(Operation.SHARE, "其他收入", whole=whole("本年支出合计"))
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.AMBIGUOUS


def test_the_whole_of_another_scope_but_of_the_same_money_needs_no_warning(put: Put) -> None:
    reply = put(Operation.SHARE, "交通运输支出", whole=whole("财政拨款支出"))
    assert value(reply) == "75.00%"
    assert codes(reply) == []
    assert reply.calculation[0].agrees is True  # the report prints 75.00 % of the whole in its own 口径


def test_a_carry_over_is_compared_with_what_the_year_started_with(put: Put) -> None:
    assert value(put(Operation.CHANGE, "年末结转和结余", against=Against.LAST_YEAR)) == "-20.00万元"
    reply = put(Operation.CHANGE_RATE, "年末结转和结余", against=Against.LAST_YEAR)
    assert value(reply) == "-25.00%"
    assert "比年初下降25.00%" in reply.text


def test_last_years_end_is_this_years_beginning(put: Put) -> None:
    reply = put(Operation.LOOKUP, "年末结转和结余", years=(2021,))
    assert value(reply) == "80.00万元"
    assert "opening" in codes(reply)


def test_a_budget_follows_from_the_final_figure_and_its_difference(put: Put) -> None:
    reply = put(Operation.LOOKUP, "机关运行经费", basis=Basis.BUDGET)
    assert value(reply) == "75.00万元"
    assert codes(reply) == ["from_change"]
    assert value(put(Operation.COMPLETION, "机关运行经费")) == "120.00%"


def test_a_class_is_completed_as_all_its_items_are(put: Put) -> None:
    reply = put(Operation.COMPLETION, "交通运输支出")
    assert value(reply) == "156.00%"  # 312 of 150 + 50
    assert value(put(Operation.LOOKUP, "交通运输支出", basis=Basis.BUDGET)) == "200.00万元"


def test_a_class_with_an_item_without_a_budget_has_no_completion(put: Put) -> None:
    reply = put(Operation.COMPLETION, "住房保障支出")
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.NOT_DISCLOSED


def test_another_fund_has_no_budget_of_this_one(put: Put) -> None:
    reply = put(Operation.COMPLETION, "交通运输支出", scope=Scope.GOVERNMENT_FUND)
    assert reply.refusal is not None


def test_a_multiple_of_the_budget_needs_one_item_only(put: Put) -> None:
    assert value(put(Operation.MULTIPLE, "交通运输支出/公路水路运输/公路养护", against=Against.BUDGET)) == "2.24倍"
    assert value(put(Operation.DIFFERENCE, "交通运输支出/公路水路运输/行政运行", against=Against.BUDGET)) == "50.00万元"


def test_the_largest_of_a_group_are_added_up(put: Put) -> None:
    assert value(put(Operation.SUM, group="项", top=2)) == "312.00万元"
    assert value(put(Operation.SUM, group="项", top=2, descending=False)) == "216.00万元"


def test_what_is_added_up_or_left_may_be_a_share(put: Put) -> None:
    reply = put(Operation.SUM, "交通运输支出", "住房保障支出", whole=whole("本年支出合计"))
    assert value(reply) == "80.00%"  # 416 of 520
    assert "（312.00万元[1] + 104.00万元[2]） ÷ 520.00万元[3]" in reply.text
    assert value(put(Operation.REMAINDER, "本年收入合计", "其他收入", whole=whole("本年收入合计"))) == "90.00%"


def test_the_share_of_a_level_that_is_not_printed(put: Put) -> None:
    reply = put(Operation.SHARE, "交通运输支出/公路水路运输", whole=whole("一般公共预算财政拨款支出"))
    assert value(reply) == "75.00%"  # (200 + 112) of 416


def test_what_is_only_told_of_its_kinds_is_asked_back(tmp_path: Path) -> None:
    prose = "#第三部分 情况说明\n##一、培训\n廉政{60人|廉政建设培训人数|count|open}，业务{80人|业务培训人数|count|open}。"
    with shelve(tmp_path, draft(HARBOUR, 2022, prose)) as library:
        reply = putting(library, HARBOUR, 2022)(Operation.LOOKUP, "培训人数")
        assert reply.refusal is not None
        assert reply.refusal.reason is Reason.AMBIGUOUS
        assert reply.refusal.available == ("廉政建设培训人数", "业务培训人数")


def test_a_refusal_shows_where_the_report_names_the_item_with_a_figure(tmp_path: Path) -> None:
    prose = "#第三部分 情况说明\n##一、会议\n会议费方面，先后组织3批调研。本年支出{9.00万元|本年支出合计|all}。"
    with shelve(tmp_path, draft(HARBOUR, 2022, prose)) as library:
        reply = putting(library, HARBOUR, 2022)(Operation.LOOKUP, "会议费")
        assert reply.refusal is not None
        assert "没有读到会议费" in reply.text
        assert [citation.quote for citation in reply.citations] == ["会议费方面，先后组织3批调研。"]


def test_more_than_there_are_cannot_be_added_up(put: Put) -> None:
    reply = put(Operation.SUM, group="项", top=9)
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.NOT_DISCLOSED


def test_a_printed_rate_leads_back_to_an_approximate_figure(put: Put) -> None:
    budget = put(Operation.LOOKUP, "公务接待费", basis=Basis.BUDGET)
    assert value(budget) == "3.70万元"
    assert "约3.70万元" in budget.text
    assert "from_rate" in codes(budget)
    before = put(Operation.LOOKUP, "会议费", years=(2021,))
    assert value(before) == "8.72万元"
    assert before.text.startswith("云溪市港航局2021年")


def test_a_whole_is_the_sum_of_all_its_printed_parts(put: Put) -> None:
    reply = put(Operation.LOOKUP, "公务用车购置及运行维护费")
    assert value(reply) == "25.50万元"
    assert codes(reply) == ["of_parts"]
    missing = put(Operation.LOOKUP, "“三公”经费")  # its trips abroad are not printed
    assert missing.refusal is not None


def test_a_planned_income_is_told_by_the_planned_spending_of_its_purse(put: Put) -> None:
    reply = put(Operation.LOOKUP, "财政拨款收入", basis=Basis.BUDGET)
    assert value(reply) == "400.00万元"
    assert "财政拨款支出年初预算数" in reply.text


def test_a_count_of_the_year_before_says_its_year(put: Put) -> None:
    reply = put(Operation.LOOKUP, "公务用车保有量")
    assert value(reply) == "4辆"
    assert set(codes(reply)) == {"open_label", "as_of"}
    assert "2021年" in reply.text


def test_a_count_alone_finds_the_amount_of_its_kind(put: Put) -> None:
    assert value(put(Operation.PER_UNIT, "绩效目标管理项目数", unit="万元")) == "12.00万元/个"


def test_the_change_of_a_carry_over_is_counted_from_start_to_end(put: Put) -> None:
    assert value(put(Operation.CHANGE, "年初结转和结余", against=Against.LAST_YEAR)) == "-20.00万元"


def test_the_part_that_moved_by_as_much_gives_the_reason(put: Put) -> None:
    reply = put(Operation.REASON, "政府采购支出总额")
    assert "添置了趸船" in reply.text
    assert codes(reply) == ["reason_of"]


def test_a_purse_named_without_income_or_spending_has_a_change(put: Put) -> None:
    fund = Asked(item="政府性基金预算财政拨款收入", said="政府性基金")
    reply = put(Operation.CHANGE, items=(fund,), against=Against.LAST_YEAR)
    assert value(reply) == "-1.00万元"
    assert "政府性基金预算财政拨款支出" in reply.text


def test_a_count_is_no_verdict_on_an_amount(put: Put) -> None:
    reply = put(Operation.VERIFY, "本年支出合计", claimed=Quantity.of("7", "辆"))
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.AMBIGUOUS


def test_the_only_score_of_the_text_is_the_score(put: Put) -> None:
    reply = put(Operation.LOOKUP, "绩效自评得分")
    assert value(reply) == "97.5分"
    assert codes(reply) == ["open_label"]


@pytest.mark.parametrize(("printed", "answered"), [("总支出", "90.00万元"), ("支出总计", None)])
def test_a_total_printed_in_everyday_words_is_what_was_spent(tmp_path: Path, printed: str, answered: str | None) -> None:
    prose = f"#第三部分 2022年度部门决算情况说明\n##一、总体情况\n{printed}{{90.00万元|支出总计|all}}。\n"
    library = shelve(tmp_path, draft(HARBOUR, 2022, prose))
    reply = putting(library, HARBOUR, 2022)(Operation.LOOKUP, "本年支出合计")
    assert (value(reply) if reply.figure else None) == answered
