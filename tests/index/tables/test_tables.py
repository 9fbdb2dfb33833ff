"""The public tables: which figure a cell is, with 口径, basis, year and unit."""

from pathlib import Path

import pytest

from index.records import Basis, Scope
from tests.index.tables.webpage import BUDGET, GENERAL, SPENT, THREE_WIDE, TOTALS, Rows, figures, tables


def test_income_and_expenditure_totals(tmp_path: Path) -> None:
    facts, left = tables(tmp_path, ("收入支出决算总表\n公开01表\n部门：云溪县教育局 金额单位：万元", TOTALS))
    assert figures(facts) == {
        "教育支出": "1190.00万元",
        "其他支出": "6.00万元",
        "事业收入": "80.00万元",
        "其他收入": "0.00万元",
        "本年收入合计": "1280.50万元",
        "本年支出合计": "1196.00万元",
        "年初结转和结余": "15.50万元",
        "年末结转和结余": "100.00万元",
        "收入总计": "1296.00万元",
        "支出总计": "1296.00万元",
    }
    assert figures(facts, Scope.GENERAL_PUBLIC_BUDGET) == {"一般公共预算财政拨款收入": "1200.50万元"}
    assert not left
    fact = next(fact for fact in facts if fact.item == "教育支出")
    assert (fact.table, fact.row, fact.column, fact.code, fact.known) == ("收入支出决算总表", 4, 5, "205", True)
    assert fact.quote.startswith("五、教育支出")
    assert fact.quote.endswith("1,190.00")


def test_without_line_numbers_and_in_yuan(tmp_path: Path) -> None:
    rows: Rows = [
        ["收入|2x1", "支出|2x1"],
        ["项目", "决算数", "项目", "决算数"],
        ["一、一般公共预算财政拨款收入", "12005000", "一、教育支出", "11900000"],
        ["本年收入合计", "12005000", "本年支出合计", "11900000"],
    ]
    facts, _ = tables(tmp_path, ("收入支出决算总表\n单位：元", rows))
    assert figures(facts)["本年支出合计"] == "11900000元"
    assert figures(facts)["教育支出"] == "11900000元"


INCOME: Rows = [
    ["项目|2x1", "本年收入合计|1x2", "财政拨款收入|1x2", "上级补助收入|1x2", "事业收入|2x1", "其他收入|1x2"],
    ["功能分类科目编码", "科目名称", "小计", "其中：教育收费"],
    ["栏次|2x1", "1", "2", "3", "4", "5", "6"],
    ["合计|2x1", "1,280.50", "1,200.50", "", "80.00", "60.00", ""],
    ["205", "教育支出", "1,280.50", "1,200.50", "", "80.00", "60.00", ""],
    ["2050202", "小学教育", "1,280.50", "1,200.50", "", "80.00", "60.00", ""],
]


def test_income_by_subject_is_not_the_subject_s_expenditure(tmp_path: Path) -> None:
    facts, _ = tables(tmp_path, ("收入决算表\n金额单位：万元", INCOME))
    found = figures(facts)
    assert found["本年收入合计"] == "1280.50万元"
    assert found["事业收入"] == "80.00万元"
    assert found["财政专户管理资金收入"] == "60.00万元"
    assert found["教育支出·本年收入合计"] == "1280.50万元"
    assert "教育支出" not in found
    assert figures(facts, Scope.FISCAL_APPROPRIATION) == {"财政拨款收入": "1200.50万元"}


def test_codes_in_three_columns_and_a_lost_zero(tmp_path: Path) -> None:
    facts, left = tables(tmp_path, ("支出决算表\n金额单位：万元", SPENT))
    found = figures(facts)
    assert found["本年支出合计"] == "1196.00万元"
    assert found["基本支出"] == "900.00万元"
    assert found["教育支出/普通教育/小学教育"] == "1190.00万元"
    assert found["教育支出/普通教育/小学教育·项目支出"] == "296.00万元"
    assert found["教育支出/普通教育/小学教育·上缴上级支出"] == "0万元"
    assert found["社会保障和就业支出/其他社会保障和就业支出/某新设事务"] == "6.00万元"
    assert not left
    assert {fact.code for fact in facts if fact.item.endswith("小学教育")} == {"2050202"}


FISCAL: Rows = [
    ["收入|2x1", "支出|5x1"],
    ["项目", "金额", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
    ["一、一般公共预算财政拨款", "1,200.50", "一、教育支出", "1,190.00", "1,190.00", "", ""],
    ["二、政府性基金预算财政拨款", "6.00", "二、其他支出", "6.00", "", "6.00", ""],
    ["本年收入合计", "1,206.50", "本年支出合计", "1,196.00", "1,190.00", "6.00", ""],
    ["年初财政拨款结转和结余", "15.50", "年末财政拨款结转和结余", "26.00", "26.00", "", ""],
    ["一、一般公共预算财政拨款", "15.50", "", "", "", "", ""],
    ["二、政府性基金预算财政拨款", "", "", "", "", "", ""],
    ["总计", "1,222.00", "总计", "1,222.00", "1,216.00", "6.00", ""],
]


def test_fiscal_appropriation_totals_by_fund(tmp_path: Path) -> None:
    facts, _ = tables(tmp_path, ("四、财政拨款收入支出决算总表\n金额单位：万元", FISCAL))
    assert figures(facts, Scope.FISCAL_APPROPRIATION) == {
        "财政拨款收入": "1206.50万元",
        "年初财政拨款结转和结余": "15.50万元",
        "财政拨款收入总计": "1222.00万元",
        "教育支出": "1190.00万元",
        "其他支出": "6.00万元",
        "财政拨款支出": "1196.00万元",
        "年末财政拨款结转和结余": "26.00万元",
        "财政拨款支出总计": "1222.00万元",
    }
    assert figures(facts, Scope.GENERAL_PUBLIC_BUDGET) == {
        "一般公共预算财政拨款收入": "1200.50万元",
        "年初财政拨款结转和结余": "15.50万元",
        "教育支出": "1190.00万元",
        "一般公共预算财政拨款支出": "1190.00万元",
        "年末财政拨款结转和结余": "26.00万元",
        "财政拨款支出总计": "1216.00万元",
    }
    assert figures(facts, Scope.GOVERNMENT_FUND)["政府性基金预算财政拨款支出"] == "6.00万元"


@pytest.mark.parametrize(
    "title",
    [
        "一般公共预算财政拨款支出决算表",
        "五、一般公共预算财政拨款支出决算表",
        "表5 一般公共预算财政拨款支出决算表",
        "附表5：一般公共预算财政拨款支出情况表",
    ],
)
def test_general_public_budget_expenditure(tmp_path: Path, title: str) -> None:
    facts, _ = tables(tmp_path, (f"{title}\n单位：万元", GENERAL))
    found = figures(facts, Scope.GENERAL_PUBLIC_BUDGET)
    assert found["一般公共预算财政拨款支出"] == "1190.00万元"
    assert found["基本支出"] == "894.00万元"
    assert found["教育支出/普通教育"] == "1190.00万元"
    assert found["教育支出/普通教育/小学教育·基本支出"] == "894.00万元"
    assert figures(facts) == {}


def test_basic_expenditure_by_economic_subject(tmp_path: Path) -> None:
    rows: Rows = [
        ["人员经费|3x1", "公用经费|6x1"],
        ["科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额"],
        ["301", "工资福利支出", "700.00", "302", "商品和服务支出", "90.00", "310", "资本性支出", "4.00"],
        ["30101", "基本工资", "300.00", "30217", "公务接待费", "1.00", "31002", "办公设备购置", "4.00"],
        ["303", "对个人和家庭的补助", "100.00", "30201", "办公费", "", "", "", ""],
        ["人员经费合计|2x1", "800.00", "公用经费合计|5x1", "94.00"],
    ]
    facts, _ = tables(tmp_path, ("一般公共预算财政拨款基本支出决算表\n金额单位：万元", rows))
    assert figures(facts, Scope.GENERAL_PUBLIC_BUDGET) == {
        "工资福利支出": "700.00万元",
        "基本工资": "300.00万元",
        "对个人和家庭的补助": "100.00万元",
        "商品和服务支出": "90.00万元",
        "公务接待费（经济分类）": "1.00万元",
        "资本性支出": "4.00万元",
        "办公设备购置": "4.00万元",
        "人员经费": "800.00万元",
        "公用经费": "94.00万元",
    }


def test_a_table_of_basic_expenditure_alone_gives_parts_of_the_subjects(tmp_path: Path) -> None:
    rows: Rows = [
        ["功能分类科目编码", "科目名称", "合计", "工资福利支出"],
        ["合计|2x1", "900.00", "700.00"],
        ["205", "教育支出", "894.00", "695.00"],
    ]
    facts, _ = tables(tmp_path, ("基本支出决算明细表\n金额单位：万元", rows))
    found = figures(facts)
    assert found["基本支出"] == "900.00万元"
    assert found["教育支出·基本支出"] == "894.00万元"
    assert "教育支出" not in found
    assert "本年支出合计" not in found


def test_three_public_expenses_in_twelve_columns(tmp_path: Path) -> None:
    facts, left = tables(tmp_path, ("一般公共预算财政拨款“三公”经费支出决算表\n金额单位：万元", THREE_WIDE))
    assert figures(facts, Scope.GENERAL_PUBLIC_BUDGET) == {
        "“三公”经费": "5.60万元",
        "因公出国（境）费": "0.00万元",
        "公务用车购置及运行维护费": "3.10万元",
        "公务用车运行维护费": "3.10万元",
        "公务接待费": "2.50万元",
    }
    planned = {fact.item: str(fact.quantity) for fact in facts if fact.basis is Basis.BUDGET}
    assert planned == {
        "“三公”经费": "7.00万元",
        "因公出国（境）费": "0万元",
        "公务用车购置及运行维护费": "4.00万元",
        "公务用车运行维护费": "4.00万元",
        "公务接待费": "3.00万元",
    }
    assert not left


def test_three_public_expenses_with_both_bases_under_each_item(tmp_path: Path) -> None:
    rows: Rows = [
        ["合计|2x1", "公务用车购置及运行费|4x1", "公务接待费|2x1"],
        ["预算数|1x2", "决算数|1x2", "小计|2x1", "运行费|2x1", "预算数|1x2", "决算数|1x2"],
        ["预算数", "决算数", "预算数", "决算数"],
        ["7.00", "5.60", "4.00", "3.10", "4.00", "3.10", "3.00", "2.50"],
    ]
    facts, _ = tables(tmp_path, ("七、财政拨款“三公”经费支出决算表\n单位：万元", rows))
    assert figures(facts, Scope.FISCAL_APPROPRIATION) == {
        "“三公”经费": "5.60万元",
        "公务用车购置及运行维护费": "3.10万元",
        "公务用车运行维护费": "3.10万元",
        "公务接待费": "2.50万元",
    }


def test_three_public_expenses_as_a_list_with_counts(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目", "行次", "预算数", "决算数"],
        ["栏次", "", "1", "2"],
        ["一、“三公”经费支出", "1", "—", "—"],
        ["（一）支出合计", "2", "7.00", "5.60"],
        ["1．因公出国（境）费", "3", "0.00", "0.00"],
        ["2．公务用车购置及运行维护费", "4", "4.00", "3.10"],
        ["（2）公务用车运行维护费", "6", "4.00", "3.10"],
        ["3．公务接待费", "7", "3.00", "2.50"],
        ["（二）相关统计数", "11", "—", "—"],
        ["4．公务用车保有量（辆）", "15", "—", "3"],
        ["5．国内公务接待批次（个）", "16", "—", "21"],
        ["6．国内公务接待人次（人）", "17", "—", "188"],
    ]
    facts, left = tables(tmp_path, ("一般公共预算财政拨款“三公”经费支出决算表\n金额单位：万元", rows))
    assert figures(facts, Scope.GENERAL_PUBLIC_BUDGET) == {
        "“三公”经费": "5.60万元",
        "因公出国（境）费": "0.00万元",
        "公务用车购置及运行维护费": "3.10万元",
        "公务用车运行维护费": "3.10万元",
        "公务接待费": "2.50万元",
    }
    assert figures(facts, None) == {"公务用车保有量": "3辆", "国内公务接待批次": "21个", "国内公务接待人次": "188人"}
    assert not left


def test_government_fund(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目|2x1", "年初结转和结余|1x2", "本年收入|1x2", "本年支出|3x1", "年末结转和结余|1x2"],
        ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"],
        ["栏次|2x1", "1", "2", "3", "4", "5", "6"],
        ["合计|2x1", "", "6.00", "6.00", "", "6.00", "0.00"],
        ["229", "其他支出", "", "6.00", "6.00", "", "6.00", ""],
    ]
    facts, _ = tables(tmp_path, ("政府性基金预算财政拨款收入支出决算表\n金额单位：万元", rows))
    found = figures(facts, Scope.GOVERNMENT_FUND)
    assert found["政府性基金预算财政拨款收入"] == "6.00万元"
    assert found["政府性基金预算财政拨款支出"] == "6.00万元"
    assert found["项目支出"] == "6.00万元"
    assert found["年末结转和结余"] == "0.00万元"
    assert found["其他支出"] == "6.00万元"


def test_a_budget_s_tables(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目|4x1", "一般公共预算支出|3x1"],
        ["功能分类科目编码|3x1", "功能分类科目名称|1x2", "合计|1x2", "基本支出|1x2", "项目支出|1x2"],
        ["类", "款", "项"],
        ["205", "02", "02", "小学教育", "11,900,000", "8,940,000", "2,960,000"],
        ["合计|4x1", "11,900,000", "8,940,000", "2,960,000"],
    ]
    three: Rows = [
        ["2022年“三公”经费预算数|4x1", "2022年机关运行经费预算数|1x3"],
        ["合计|1x2", "公务接待费|1x2", "公务用车购置及运行费|2x1"],
        ["小计", "运行费"],
        ["47.91", "1.35", "46.56", "46.56", "443.18"],
    ]
    facts, _ = tables(
        tmp_path,
        ("2022年部门一般公共预算支出功能分类预算表\n编制部门：云溪县教育局 单位：元", rows),
        ("2022年部门“三公”经费和机关运行经费预算表\n单位：万元", three),
        identity=BUDGET,
    )
    assert {fact.basis for fact in facts} == {Basis.BUDGET}
    found = {(fact.item, fact.scope): str(fact.quantity) for fact in facts}
    assert found["一般公共预算财政拨款支出", Scope.GENERAL_PUBLIC_BUDGET] == "11900000元"
    assert found["教育支出/普通教育/小学教育", Scope.GENERAL_PUBLIC_BUDGET] == "11900000元"
    assert found["“三公”经费", None] == "47.91万元"
    assert found["机关运行经费", None] == "443.18万元"
    assert found["公务用车运行维护费", None] == "46.56万元"


def test_a_budget_s_fiscal_table_with_carried_over_funds(tmp_path: Path) -> None:
    rows: Rows = [
        ["收入|2x1", "支出|3x1"],
        ["项目", "预算数", "项目", "合计", "一般公共预算"],
        ["一、本年收入", "1,206.50", "一、本年支出", "1,222.00", "1,216.00"],
        ["（一）一般公共预算拨款", "1,200.50", "（一）教育支出", "1,216.00", "1,216.00"],
        ["（二）政府性基金预算拨款", "6.00", "（二）其他支出", "6.00", ""],
        ["二、上年结转", "15.50", "二、结转下年", "0.00", "0.00"],
        ["（一）一般公共预算拨款", "15.50", "", "", ""],
        ["收入总计", "1,222.00", "支出总计", "1,222.00", "1,216.00"],
    ]
    facts, left = tables(tmp_path, ("2022年财政拨款收支总表\n单位：万元", rows), identity=BUDGET)
    found = {(fact.item, fact.scope): str(fact.quantity) for fact in facts}
    assert len(found) == len(facts)
    assert found["财政拨款收入", Scope.FISCAL_APPROPRIATION] == "1206.50万元"
    assert found["一般公共预算财政拨款收入", Scope.GENERAL_PUBLIC_BUDGET] == "1200.50万元"
    assert found["年初财政拨款结转和结余", Scope.FISCAL_APPROPRIATION] == "15.50万元"
    assert found["年初财政拨款结转和结余", Scope.GENERAL_PUBLIC_BUDGET] == "15.50万元"
    assert found["财政拨款支出", Scope.FISCAL_APPROPRIATION] == "1222.00万元"
    assert found["一般公共预算财政拨款支出", Scope.GENERAL_PUBLIC_BUDGET] == "1216.00万元"
    assert found["教育支出", Scope.GENERAL_PUBLIC_BUDGET] == "1216.00万元"
    assert found["年末财政拨款结转和结余", Scope.FISCAL_APPROPRIATION] == "0.00万元"
    assert found["财政拨款支出总计", Scope.FISCAL_APPROPRIATION] == "1222.00万元"
    assert not left
