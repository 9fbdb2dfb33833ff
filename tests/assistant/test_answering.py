"""From a question's slots to a reply: the right figure, of the right year, basis and 口径, cited, or the right refusal."""

from typing import Any

import pytest

from assistant.answer import Diagnosis, Reason, Reply, Status, Verdict
from assistant.inquiry import Asked, Condition, Correction, Operation, OrgChoice, Relation
from index.library import Library
from index.quantity import Quantity
from index.records import Against, Basis, Measure, ReportKind, ReportLevel, Scope
from tests.assistant.conftest import FOREST, STREAM
from tests.assistant.putting import Put, codes, putting, quotes, value


@pytest.fixture
def put(library: Library) -> Put:
    return putting(library, STREAM, 2021)


def refused(reply: Reply, reason: Reason) -> None:
    assert reply.refusal is not None, reply.text
    assert reply.refusal.reason is reason, reply.text
    assert reply.figure is None


# ---- look-up ----------------------------------------------------------------------------------------------------------


def test_a_figure_is_looked_up_and_cited(put: Put) -> None:
    reply = put(Operation.LOOKUP, "项目支出")
    assert value(reply) == "400.00万元"
    assert reply.text == "青河县水务局2021年项目支出为400.00万元[1]。"
    assert quotes(reply) == ["项目支出400.00万元"]
    assert reply.citations[0].section == ("第三部分 2021年度部门决算情况说明", "三、支出决算情况说明")


def test_two_readings_are_both_told_all_funds_first(put: Put) -> None:
    reply = put(Operation.LOOKUP, "基本支出")
    assert value(reply) == "300.00万元"
    assert [str(figure.quantity) for figure in reply.figures] == ["250.00万元"]
    assert "全口径为300.00万元[1]；一般公共预算财政拨款为250.00万元[2]" in reply.text


@pytest.mark.parametrize(
    ("scope", "expected"),
    [(Scope.ALL, "300.00万元"), (Scope.GENERAL_PUBLIC_BUDGET, "250.00万元"), (Scope.FISCAL_APPROPRIATION, "250.00万元")],
)
def test_a_named_scope_decides(put: Put, scope: Scope, expected: str) -> None:
    assert value(put(Operation.LOOKUP, "基本支出", scope=scope)) == expected


def test_no_scope_stands_for_another_fund(put: Put) -> None:
    refused(put(Operation.LOOKUP, "基本支出", scope=Scope.GOVERNMENT_FUND), Reason.NOT_DISCLOSED)


def test_the_standard_section_speaks_and_the_annex_contradicts(put: Put) -> None:
    reply = put(Operation.LOOKUP, "“三公”经费")
    assert value(reply) == "6.00万元"
    assert codes(reply) == ["conflict"]
    assert "7.50万元" in reply.warnings[0].text
    assert len(reply.warnings[0].citations) == 2


def test_a_budget_is_asked_for_and_called_one(put: Put) -> None:
    reply = put(Operation.LOOKUP, "“三公”经费", basis=Basis.BUDGET)
    assert value(reply) == "9.00万元"
    assert "年初预算数" in reply.text


def test_a_budget_that_is_not_printed_is_not_replaced_by_what_was_spent(put: Put) -> None:
    reply = put(Operation.LOOKUP, "项目支出", basis=Basis.BUDGET)
    refused(reply, Reason.NOT_DISCLOSED)
    assert reply.refusal is not None
    assert reply.refusal.available == ("2021年项目支出决算数（全口径）", "2021年项目支出占比（全口径）")


def test_open_figures_keep_their_hedge(put: Put) -> None:
    reply = put(Operation.LOOKUP, Asked(item="水费收缴率", said="水费收缴率", known=False))
    assert "95%以上" in reply.text
    assert codes(reply) == ["approximate"]


def test_a_functional_item_by_its_last_name(put: Put) -> None:
    assert value(put(Operation.LOOKUP, "防汛")) == "110.00万元"


def test_paths_of_one_name_are_all_told_by_their_paths(put: Put) -> None:
    asked = Asked(item="支出", said="这几项", paths=("农林水支出/水利/防汛", "农林水支出/水利/抗旱", "农林水支出/水利/水文"))
    reply = put(Operation.LOOKUP, asked)
    assert [str(figure.quantity) for figure in (reply.figure, *reply.figures) if figure] == ["110.00万元", "50.00万元"]
    refused(put(Operation.SHARE, asked), Reason.AMBIGUOUS)


def test_several_items_in_one_question(put: Put) -> None:
    reply = put(Operation.LOOKUP, "项目支出", "公务接待费")
    assert reply.text == "青河县水务局2021年项目支出为400.00万元[1]；公务接待费为2.00万元[2]。"


def test_a_figure_in_the_unit_asked_for(put: Put) -> None:
    reply = put(Operation.LOOKUP, "项目支出", unit="元")
    assert value(reply) == "4000000元"
    assert "400.00万元[1]" in reply.text


def test_what_two_reports_say_of_one_year_is_told_apart(put: Put) -> None:
    reply = put(Operation.LOOKUP, "本年支出合计")
    assert value(reply) == "700.00万元"
    assert codes(reply) == ["restated"]


def test_only_the_next_report_states_or_implies_last_year(put: Put) -> None:
    reply = put(Operation.LOOKUP, "“三公”经费", years=(2020,))
    assert value(reply) == "8.00万元"
    assert "turned_back" in codes(reply)


# ---- refusals -----------------------------------------------------------------------------------------------------------


def test_each_gap_has_its_reason(put: Put) -> None:
    refused(put(Operation.LOOKUP, "项目支出", orgs=(), org_choices=(OrgChoice("青河县教育局", ()),)), Reason.NO_REPORT)
    refused(put(Operation.LOOKUP, "项目支出", years=(2015,)), Reason.NO_YEAR)
    refused(put(Operation.LOOKUP, "项目支出", years=(2020,)), Reason.NO_YEAR)
    refused(put(Operation.LOOKUP, "培训费"), Reason.NOT_DISCLOSED)
    refused(put(Operation.LOOKUP, Asked(item="机票", said="机票", known=False)), Reason.NO_ITEM)
    refused(put(Operation.COMPLETION, "“三公”经费", orgs=(FOREST,)), Reason.UNDEFINED)
    refused(put(Operation.NONE), Reason.OUT_OF_SCOPE)


def test_a_zero_base_is_cited_where_it_makes_a_rate_undefined(put: Put) -> None:
    reply = put(Operation.COMPLETION, "“三公”经费", orgs=(FOREST,))
    assert reply.text == "青河县林业局2021年“三公”经费年初预算数为0万元[1]，以它为基数，完成率无定义。"


def test_a_missing_year_is_asked_for_and_a_missing_org_too(put: Put) -> None:
    for slots in ({"years": ()}, {"orgs": ()}):
        reply = put(Operation.LOOKUP, "项目支出", **slots)
        assert reply.status is Status.CLARIFY
        assert reply.refusal is not None
        assert len(reply.refusal.available) == 2


def test_the_one_choice_that_the_library_leaves_is_taken_and_said(put: Put) -> None:
    reply = put(Operation.LOOKUP, "项目支出", orgs=(), years=(2022,))
    assert value(reply) == "520.00万元"
    assert "按库中符合的青河县水务局回答" in reply.text
    reply = put(Operation.LOOKUP, "项目支出", orgs=(FOREST,), years=())
    assert "按库中仅有的2021年报告回答" in reply.text


def test_a_name_that_fits_several_is_asked_back_whatever_the_year(put: Put) -> None:
    reply = put(Operation.LOOKUP, "项目支出", orgs=(), years=(2022,), org_choices=(OrgChoice("青河县", (STREAM, FOREST)),))
    refused(reply, Reason.AMBIGUOUS)


def test_asking_back_is_in_vain_for_an_item_that_no_report_has(put: Put) -> None:
    refused(put(Operation.LOOKUP, Asked(item="办公电话", said="办公电话", known=False), years=()), Reason.NO_ITEM)


def test_corrections_are_said_and_doubtful_ones_asked(put: Put) -> None:
    reply = put(Operation.LOOKUP, "项目支出", corrections=(Correction("清河县", "青河县"),))
    assert reply.text.startswith("“清河县”按“青河县”理解。")
    assert codes(reply) == ["corrected"]
    refused(put(Operation.LOOKUP, "项目支出", corrections=(Correction("清河县", "青河县", certain=False),)), Reason.AMBIGUOUS)


def test_a_level_or_kind_that_is_not_there_is_refused(put: Put) -> None:
    refused(put(Operation.LOOKUP, "项目支出", level=ReportLevel.UNIT), Reason.NO_REPORT)
    refused(put(Operation.LOOKUP, "项目支出", kind=ReportKind.BUDGET), Reason.NO_REPORT)


# ---- computed measures --------------------------------------------------------------------------------------------------


def test_a_share_is_computed_and_compared_with_the_printed_one(put: Put) -> None:
    reply = put(Operation.SHARE, "基本支出")
    assert value(reply) == "42.86%"
    assert reply.calculation[0].formula == "基本支出 ÷ 本年支出合计"
    assert reply.calculation[0].agrees is True
    assert reply.text == "青河县水务局2021年基本支出占本年支出合计的42.86%（300.00万元[1] ÷ 700.00万元[2]），与报告自己写的42.86%[3]一致。"


def test_a_printed_share_that_its_operands_do_not_give_is_pointed_out(put: Put) -> None:
    reply = put(Operation.SHARE, "项目支出")
    assert value(reply) == "57.14%"
    assert reply.calculation[0].agrees is False
    assert "disagrees" in codes(reply)


def test_part_and_whole_are_of_one_scope(put: Put) -> None:
    assert value(put(Operation.SHARE, "人员经费")) == "72.00%"  # of 250.00, not of 300.00
    reply = put(Operation.SHARE, "农林水支出")
    assert reply.calculation[0].formula == "农林水支出 ÷ 一般公共预算财政拨款支出"


def test_a_named_whole_is_kept_though_scopes_differ_and_that_is_said(put: Put) -> None:
    reply = put(Operation.SHARE, "人员经费", whole=Asked(item="本年支出合计", said="总支出"))
    assert value(reply) == "25.71%"
    assert "mixed_scope" in codes(reply)


def test_an_appropriation_of_all_spending_is_not_divided_by_itself(put: Put) -> None:
    whole = Asked(item="本年支出合计", said="总支出")
    reply = put(Operation.SHARE, "一般公共预算财政拨款支出", whole=whole, scope=Scope.GENERAL_PUBLIC_BUDGET)
    assert value(reply) == "85.71%"


def test_changes_are_signed_and_need_only_the_printed_change(put: Put) -> None:
    assert value(put(Operation.CHANGE, "“三公”经费")) == "-2.00万元"
    reply = put(Operation.CHANGE_RATE, "“三公”经费")
    assert value(reply) == "-25.00%"
    assert "下降25.00%" in reply.text
    assert reply.calculation[0].agrees is True


def test_each_years_own_report_speaks_for_its_year(put: Put) -> None:
    reply = put(Operation.CHANGE_RATE, "本年支出合计", years=(2022,))
    assert value(reply) == "20.00%"  # of 700.00 in the 2021 report, not of the 701.00 that the 2022 report recalls
    assert "restated" in codes(reply)


def test_a_change_between_two_named_years(put: Put) -> None:
    assert value(put(Operation.CHANGE, "“三公”经费", years=(2021, 2022))) == "-1.00万元"


def test_a_change_against_the_budget(put: Put) -> None:
    assert value(put(Operation.CHANGE, "一般公共预算财政拨款支出", against=Against.BUDGET)) == "100.00万元"
    assert value(put(Operation.CHANGE, "机关运行经费", against=Against.BUDGET)) == "10.00万元"
    assert value(put(Operation.CHANGE_RATE, "“三公”经费", against=Against.BUDGET)) == "-33.33%"


def test_a_change_that_nothing_tells_is_not_disclosed(put: Put) -> None:
    refused(put(Operation.CHANGE, "公务接待费"), Reason.NOT_DISCLOSED)
    refused(put(Operation.CHANGE_RATE, "项目支出", against=Against.BUDGET), Reason.NOT_DISCLOSED)


def test_completion(put: Put) -> None:
    reply = put(Operation.COMPLETION, "“三公”经费")
    assert value(reply) == "66.67%"
    assert reply.calculation[0].formula == "“三公”经费决算数 ÷ “三公”经费年初预算数"


def test_turning_back_to_last_year(put: Put) -> None:
    reply = put(Operation.REVERSE, "支出总计")
    assert value(reply) == "800.00万元"
    assert "2020年支出总计倒推为800.00万元" in reply.text


# ---- several figures ----------------------------------------------------------------------------------------------------


def test_combinations(put: Put) -> None:
    assert value(put(Operation.DIFFERENCE, "项目支出", "基本支出")) == "100.00万元"
    assert value(put(Operation.DIFFERENCE, "项目支出", years=(2021, 2022))) == "120.00万元"
    assert value(put(Operation.DIFFERENCE, "本年支出合计", orgs=(STREAM, FOREST))) == "-500.00万元"
    assert value(put(Operation.SUM, "公务接待费", "机关运行经费")) == "72.00万元"
    assert value(put(Operation.SUM, "本年支出合计", years=(2021, 2022))) == "1540.00万元"
    assert value(put(Operation.MULTIPLE, "项目支出", "基本支出")) == "1.33倍"
    assert value(put(Operation.TIMES_MORE, "项目支出", "基本支出")) == "0.33倍"
    assert value(put(Operation.PER_UNIT, "公务接待费", "国内公务接待人次")) == "125.00元/人次"
    assert value(put(Operation.REMAINDER, "本年支出合计", "基本支出")) == "400.00万元"


def test_a_difference_of_shares_shows_both_shares(put: Put) -> None:
    reply = put(Operation.DIFFERENCE, "项目支出", years=(2021, 2022), of=Operation.SHARE)
    assert value(reply) == "4.76个百分点"
    assert len(reply.calculation) == 3


def test_items_may_have_organisations_and_years_of_their_own(put: Put) -> None:
    items = (Asked(item="项目支出", said="项目支出", org=STREAM, year=2022), Asked(item="项目支出", said="项目支出", org=FOREST, year=2021))
    assert value(put(Operation.DIFFERENCE, *items)) == "20.00万元"


def test_what_cannot_be_combined_is_refused(put: Put) -> None:
    refused(put(Operation.SUM, "公务接待费", "国内公务接待人次"), Reason.OUT_OF_SCOPE)
    refused(put(Operation.DIFFERENCE, "项目支出"), Reason.AMBIGUOUS)
    refused(put(Operation.SUM), Reason.AMBIGUOUS)
    refused(put(Operation.REMAINDER, "项目支出"), Reason.AMBIGUOUS)
    refused(put(Operation.LOOKUP), Reason.AMBIGUOUS)


def test_rankings(put: Put) -> None:
    assert value(put(Operation.RANKING, group="项", top=1)) == "290.00万元"
    reply = put(Operation.RANKING, group="类")
    assert value(reply) == "450.00万元"
    assert [str(figure.quantity) for figure in reply.figures] == ["0.5万元"]
    reply = put(Operation.RANKING, group="款", top=1)
    assert value(reply) == "450.00万元"  # 290 + 110 + 50, which the report does not add up itself
    assert codes(reply) == ["summed_up"]
    assert value(put(Operation.RANKING, group="项", nth=2)) == "110.00万元"
    refused(put(Operation.RANKING, group="项", nth=9), Reason.NOT_DISCLOSED)
    assert value(put(Operation.RANKING, group="“三公”经费", descending=False, top=1)) == "0万元"
    assert value(put(Operation.RANKING, "本年支出合计", group="orgs", orgs=())) == "0.12亿元"
    assert value(put(Operation.RANKING, "本年支出合计", group="years", years=())) == "840.00万元"


def test_of_two_bodies_none_is_first_where_one_does_not_tell(put: Put) -> None:
    reply = put(Operation.RANKING, "机关运行经费", group="orgs", orgs=())
    assert reply.refusal is not None
    assert FOREST in reply.text


def test_side_by_side(put: Put) -> None:
    reply = put(Operation.COMPARE, "项目支出", years=(2021, 2022))
    assert value(reply) == "120.00万元"
    assert [str(figure.quantity) for figure in reply.figures] == ["400.00万元", "520.00万元"]


def test_described_groups(put: Put) -> None:
    assert value(put(Operation.SUM, group="项", condition=Condition.OVER_BUDGET)) == "160.00万元"
    assert value(put(Operation.SUM, condition=Condition.NO_BUDGET)) == "110.00万元"
    assert value(put(Operation.SUM, group="项")) == "450.50万元"  # no 类 beside its own 项
    reply = put(Operation.COUNT_OF, group="项", condition=Condition.UNDER_BUDGET)
    assert value(reply) == "2项"
    assert "行政运行290.00万元[1]、培训支出0.50万元[2]" in reply.text
    listed = put(Operation.RANKING, group="项", condition=Condition.UNDER_BUDGET)
    assert "符合条件的有：行政运行290.00万元[1]、培训支出0.50万元[2]。" in listed.text
    refused(put(Operation.COUNT_OF, group="项", condition=Condition.INCREASED), Reason.NOT_DISCLOSED)
    none = put(Operation.COUNT_OF, group="项", condition=Condition.ZERO)
    assert value(none) == "0项"
    assert none.citations


# ---- indicators ---------------------------------------------------------------------------------------------------------


def test_indicators_are_computed_from_what_is_disclosed(put: Put) -> None:
    reply = put(Operation.INDICATOR, indicator="预算执行率")
    assert value(reply) == "120.00%"
    assert reply.calculation[0].agrees is True
    assert value(put(Operation.INDICATOR, indicator="三公经费控制率")) == "66.67%"


def test_an_indicator_names_what_is_not_disclosed(put: Put) -> None:
    reply = put(Operation.INDICATOR, indicator="在职人员控制率")
    refused(reply, Reason.NOT_DISCLOSED)
    assert "没有公布在职人员数、编制数" in reply.text
    refused(put(Operation.INDICATOR, indicator="三公经费控制率", orgs=(FOREST,)), Reason.UNDEFINED)
    refused(put(Operation.INDICATOR, indicator="幸福率"), Reason.NO_ITEM)


# ---- claims -------------------------------------------------------------------------------------------------------------

Q = Quantity.of


@pytest.mark.parametrize(
    ("items", "slots", "verdict", "said"),
    [
        (("项目支出",), {"claimed": Q("400", "万元")}, Verdict.TRUE, "是的"),
        (("项目支出",), {"claimed": Q("0.04", "亿元")}, Verdict.TRUE, "是的"),
        (("基本支出",), {"claimed": Q("250", "万元")}, Verdict.TRUE, "一般公共预算财政拨款"),
        (("项目支出",), {"claimed": Q("400", "元")}, Verdict.FALSE, "单位不同"),
        (("项目支出",), {"claimed": Q("520", "万元")}, Verdict.FALSE, "另一年"),
        (("项目支出",), {"claimed": Q("500", "万元")}, Verdict.FALSE, "另一个单位"),
        (("“三公”经费",), {"claimed": Q("9", "万元")}, Verdict.FALSE, "预算与决算"),
        (("“三公”经费",), {"claimed": Q("7.5", "万元")}, Verdict.TRUE, "写法不一"),
        (("公务用车购置及运行维护费",), {"claimed": Q("2", "辆")}, Verdict.TRUE, "公务用车保有量为2辆"),
        (("公务用车购置及运行维护费",), {"claimed": Q("3", "辆")}, Verdict.FALSE, "公务用车保有量为2辆"),
        (("“三公”经费",), {"claimed": Q("5", "万元"), "relation": Relation.MORE}, Verdict.TRUE, "是的"),
        (("“三公”经费",), {"claimed": Q("6", "万元"), "relation": Relation.LESS}, Verdict.FALSE, "不是"),
        (("“三公”经费",), {"claimed": Q("6", "万元"), "relation": Relation.AT_MOST}, Verdict.TRUE, "是的"),
        (("“三公”经费",), {"claimed": Q("2", "万元"), "claimed_direction": -1, "of": Operation.CHANGE}, Verdict.TRUE, "是的"),
        (("“三公”经费",), {"claimed": Q("25", "%"), "claimed_direction": 1, "of": Operation.CHANGE_RATE}, Verdict.FALSE, "方向相反"),
        (("“三公”经费",), {"claimed_direction": 1}, Verdict.FALSE, "方向相反"),
        (("项目支出", "基本支出"), {"claimed_direction": 1}, Verdict.TRUE, "是的"),
        (("因公出国（境）费",), {"relation": Relation.ANY}, Verdict.FALSE, "0万元"),
        (("公务接待费",), {"relation": Relation.ANY}, Verdict.TRUE, "2.00万元"),
        (("因公出国（境）费",), {"relation": Relation.NONE}, Verdict.TRUE, "0万元"),
        (("公务接待费",), {"relation": Relation.NONE}, Verdict.FALSE, "2.00万元"),
        (("基本支出",), {"claimed": Q("43", "%"), "of": Operation.SHARE}, Verdict.TRUE, "42.86%"),
    ],
)
def test_claims(put: Put, items: tuple[str, ...], slots: dict[str, Any], verdict: Verdict, said: str) -> None:
    reply = put(Operation.VERIFY, *items, **slots)
    assert reply.verdict is verdict, reply.text
    assert said in reply.text


def test_every_diagnosis_has_words() -> None:
    from assistant.compose.chinese import MISTAKEN

    assert set(MISTAKEN) == set(Diagnosis)


# ---- in the report's words ----------------------------------------------------------------------------------------------


def test_definitions_are_the_reports_entries(put: Put) -> None:
    reply = put(Operation.DEFINITION, "“三公”经费")
    assert quotes(reply) == ["“三公”经费：指用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。"]
    refused(put(Operation.DEFINITION, "项目支出"), Reason.NOT_DISCLOSED)


def test_duties_stand_once_and_may_be_narrowed(put: Put) -> None:
    assert len(put(Operation.DUTIES).citations) == 3
    assert quotes(put(Operation.DUTIES, topic=("防汛",))) == ["（三）负责防汛抗旱的日常工作。"]


def test_composition(put: Put) -> None:
    assert quotes(put(Operation.COMPOSITION)) == ["内设机构包括：办公室、财务股、河湖管理股。"]
    reply = put(Operation.COMPOSITION, "“三公”经费")
    assert [str(figure.quantity) for figure in (reply.figure, *reply.figures) if figure] == ["0万元", "4.00万元", "2.00万元"]


def test_a_reason_is_the_clause_not_the_paragraph(put: Put) -> None:
    reply = put(Operation.REASON, "支出总计")
    assert quotes(reply) == ["主要原因是新建了两座泵站。"]
    assert reply.figure is None
    assert reply.text == "青河县水务局2021年支出总计，报告写的原因：“主要原因是新建了两座泵站。”[1]"
    assert quotes(put(Operation.REASON, "农林水支出/水利/防汛"))[-1] == "主要原因是年中追加防汛资金。"
    refused(put(Operation.REASON, "公务接待费"), Reason.NOT_DISCLOSED)


def test_mainly_is_a_reason_behind_a_change_and_a_use_behind_an_amount(put: Put) -> None:
    assert quotes(put(Operation.REASON, "公务接待费", years=(2022,))) == ["主要是来访批次少了。"]
    refused(put(Operation.REASON, "机关运行经费", years=(2022,)), Reason.NOT_DISCLOSED)


def test_a_total_may_borrow_the_reason_of_its_namesake_and_says_so(put: Put) -> None:
    reply = put(Operation.REASON, "本年支出合计")
    assert "reason_of" in codes(reply)
    assert "主要原因是新建了两座泵站。" in quotes(reply)


def test_a_wrong_premise_is_said_first(put: Put) -> None:
    reply = put(Operation.REASON, "“三公”经费", claimed_direction=1)
    assert reply.text.startswith("问题说“三公”经费增加，报告的数字是减少。")
    assert "主要原因是严格控制接待标准。" in quotes(reply)


def test_passages_by_title_then_by_words(put: Put) -> None:
    assert quotes(put(Operation.PASSAGE, topic=("问题",))) == ["年初预算编得不够细。部分项目进度偏慢。"]
    assert quotes(put(Operation.PASSAGE, topic=("改进措施",))) == ["细化年初预算编制。每季度通报项目进度。"]
    assert "灌溉水有效利用系数保持稳定" in quotes(put(Operation.PASSAGE, topic=("灌溉水",)))[0]
    refused(put(Operation.PASSAGE, topic=("卫星", "发射")), Reason.NOT_DISCLOSED)
    refused(put(Operation.PASSAGE), Reason.OUT_OF_SCOPE)


# ---- the corpus ---------------------------------------------------------------------------------------------------------


def test_what_is_there(put: Put) -> None:
    reply = put(Operation.CORPUS, orgs=(), years=())
    assert "青河县林业局2021年度部门决算" in reply.text
    refused(put(Operation.CORPUS, years=(2019,)), Reason.NO_YEAR)
    refused(put(Operation.CORPUS, orgs=(), org_choices=(OrgChoice("青河县教育局", ()),)), Reason.NO_REPORT)


@pytest.mark.parametrize(
    ("operation", "items", "slots", "text"),
    [
        (Operation.LOOKUP, ("项目支出",), {}, "青河县水务局2021年 project expenditure (项目支出): 400.00万元 (all funds)[1]."),
        (Operation.SHARE, ("基本支出",), {}, "basic expenditure (基本支出) is 42.86% of total expenditure of the year (本年支出合计)"),
        (Operation.CHANGE, ("“三公”经费",), {}, "three public expenses (“三公”经费) fell by 2.00万元 against 2020年"),
        (Operation.DIFFERENCE, ("项目支出", "基本支出"), {}, "is 100.00万元 more than"),
        (Operation.COMPLETION, ("“三公”经费",), {}, "66.67% of 预算 (the budget)"),
        (Operation.SUM, ("公务接待费", "机关运行经费"), {}, "72.00万元"),
        (Operation.MULTIPLE, ("项目支出", "基本支出"), {}, "1.33 times"),
        (Operation.TIMES_MORE, ("项目支出", "基本支出"), {}, "0.33 times"),
        (Operation.PER_UNIT, ("公务接待费", "国内公务接待人次"), {}, "125.00元/人次"),
        (Operation.REMAINDER, ("本年支出合计", "基本支出"), {}, "400.00万元"),
        (Operation.VERIFY, ("项目支出",), {"claimed": Quantity.of("400", "万元")}, "Yes: "),
        (Operation.CORPUS, (), {}, "The library holds: 青河县水务局2021年度部门决算"),
        (Operation.DEFINITION, ("基本支出",), {}, "The report says: “基本支出：指为保障机构正常运转"),
        (Operation.LOOKUP, ("培训费",), {}, "The report does not disclose this."),
        (Operation.LOOKUP, ("项目支出",), {"years": ()}, "Choices: 2021年；2022年"),
    ],
)
def test_english_says_the_same(put: Put, operation: Operation, items: tuple[str, ...], slots: dict[str, Any], text: str) -> None:
    foreign, native = (put(operation, *items, language=language, **slots) for language in ("en", "zh"))
    assert text in foreign.text
    assert foreign.figure == native.figure
    assert foreign.calculation == native.calculation
    assert [warning.code for warning in foreign.warnings] == [warning.code for warning in native.warnings]


def test_every_notice_has_english_words() -> None:
    from assistant.compose import english, notices

    assert {*notices.WARNINGS, *notices.SAID} == set(english._NOTICES)


def test_measure_of_one_item_alone(put: Put) -> None:
    asked = Asked(item="“三公”经费", said="三公", measure=Measure.CHANGE_RATE)
    assert value(put(Operation.LOOKUP, asked)) == "-25.00%"


def test_a_premise_in_passing_that_does_not_hold_is_said(put: Put) -> None:
    reply = put(Operation.SHARE, "基本支出", claimed=Quantity.of("310", "万元"))
    assert "premise" in codes(reply)
    assert "报告写的是300.00万元" in reply.text
    assert "premise" not in codes(put(Operation.SHARE, "基本支出", claimed=Quantity.of("300", "万元")))
    assert "premise" in codes(put(Operation.CHANGE, "“三公”经费", claimed_direction=1))
    assert "premise" not in codes(put(Operation.CHANGE, "“三公”经费", claimed_direction=-1))


def test_money_is_not_spread_over_the_visits_of_something_else(put: Put) -> None:
    refused(put(Operation.PER_UNIT, "本年支出合计", "国内公务接待人次"), Reason.AMBIGUOUS)
    assert value(put(Operation.PER_UNIT, "“三公”经费", "国内公务接待人次")) == "375.00元/人次"


def test_nothing_is_reckoned_against_itself(put: Put) -> None:
    refused(put(Operation.DIFFERENCE, "项目支出", "项目支出"), Reason.AMBIGUOUS)


def test_words_that_name_an_open_label_are_taken_for_it_aloud(put: Put) -> None:
    reply = put(Operation.LOOKUP, Asked(item="水窖", said="新建的水窖", known=False))
    assert value(reply) == "120口"
    assert "open_label" in codes(reply)
    assert reply.understood.items == ("新建水窖",)


def test_words_that_were_not_understood_are_not_passed_over(put: Put) -> None:
    refused(put(Operation.LOOKUP, "项目支出", leftover=("无人机航拍",)), Reason.NO_ITEM)
    assert value(put(Operation.LOOKUP, "项目支出", leftover=("东西",))) == "400.00万元"
    assert value(put(Operation.LOOKUP, Asked(item="水费", said="水费"), leftover=("追回了",))) == "3.2万"


def test_the_parts_of_one_fund_are_of_that_fund(put: Put) -> None:
    reply = put(Operation.COMPOSITION, "一般公共预算财政拨款支出")
    assert [str(figure.quantity) for figure in (reply.figure, *reply.figures) if figure] == ["450.00万元", "0.5万元"]


def test_a_budget_spoken_of_and_not_understood_is_asked_back_never_answered_with_what_was_spent(put: Put) -> None:
    refused(put(Operation.LOOKUP, "“三公”经费", against=Against.BUDGET), Reason.AMBIGUOUS)
    assert value(put(Operation.LOOKUP, "“三公”经费", against=Against.BUDGET, basis=Basis.BUDGET)) == "9.00万元"


def test_what_claims_nothing_gets_the_figure_and_no_verdict(put: Put) -> None:
    reply = put(Operation.VERIFY, "机关运行经费")
    assert value(reply) == "70.00万元"
    assert reply.verdict is None
