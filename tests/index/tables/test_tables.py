"""The public tables and their variants: which figure a cell is, with 口径, basis, year and unit; and cells that are none."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.outline import outline
from index.reading import read
from index.records import Basis, Fact, Identity, Measure, ReportKind, ReportLevel, Scope, Unrecognised
from index.tables import read_tables

FINAL = Identity(
    org="云溪县教育局",
    region="云溪县",
    year=2021,
    kind=ReportKind.FINAL,
    level=ReportLevel.DEPARTMENT,
    title="云溪县教育局2021年度部门决算",
)
BUDGET = Identity(
    org="云溪县教育局", region="云溪县", year=2022, kind=ReportKind.BUDGET, level=ReportLevel.DEPARTMENT, title="云溪县教育局2022年部门预算"
)
Rows = Sequence[Sequence[str]]


def cell(text: str) -> str:
    """A cell of the test tables: ``合计|2x1`` spans two columns and one row."""
    content, _, span = text.partition("|")
    columns, _, rows = span.partition("x")
    return f"<td colspan='{columns or 1}' rowspan='{rows or 1}'>{content}</td>"


def tables(folder: Path, *parts: tuple[str, Rows], identity: Identity = FINAL) -> tuple[tuple[Fact, ...], tuple[Unrecognised, ...]]:
    """Read tables that stand under the given lines of text."""
    body = "".join(
        "".join(f"<p>{line}</p>" for line in lines.split("\n"))
        + "<table>"
        + "".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in rows)
        + "</table>"
        for lines, rows in parts
    )
    path = folder / "report.html"
    path.write_text(f"<html><body><p>{identity.title}</p>{body}</body></html>", "utf-8")
    source = read(path)
    facts, left = read_tables(source, outline(source), identity, "r1")
    for fact in facts:
        assert fact.quote == source.text[fact.start : fact.end]
        assert source.text[fact.value_start : fact.value_end].strip() == fact.value_as_printed
    return facts, left


def figures(facts: Sequence[Fact], scope: Scope | None = Scope.ALL) -> dict[str, str]:
    """Final amounts of one 口径 by item."""
    found = [fact for fact in facts if fact.scope is scope and fact.basis is Basis.FINAL and fact.measure is not Measure.SCORE]
    assert len({fact.item for fact in found}) == len(found), "an item stands twice"
    return {fact.item: str(fact.quantity) for fact in found}


TOTALS: Rows = [
    ["收入|3x1", "支出|3x1"],
    ["项目", "行次", "金额", "项目", "行次", "金额"],
    ["栏次", "", "1", "栏次", "", "2"],
    ["一、一般公共预算财政拨款收入", "1", "1,200.50", "一、一般公共服务支出", "32", ""],
    ["二、政府性基金预算财政拨款收入", "2", "", "五、教育支出", "36", "1,190.00"],
    ["五、事业收入", "5", "80.00", "二十三、其他支出", "55", "6.00"],
    ["八、其他收入", "8", "0.00", "", "56", ""],
    ["本年收入合计", "27", "1,280.50", "本年支出合计", "58", "1,196.00"],
    ["使用非财政拨款结余", "28", "", "结余分配", "59", ""],
    ["年初结转和结余", "29", "15.50", "年末结转和结余", "60", "100.00"],
    ["总计", "31", "1,296.00", "总计", "62", "1,296.00"],
]


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


SPENT: Rows = [
    ["项目|4x1", "本年支出合计|1x3", "基本支出|1x3", "项目支出|1x3", "上缴上级支出|1x3"],
    ["支出功能分类科目编码|3x1", "科目名称|1x2"],
    ["类", "款", "项"],
    ["栏次|4x1", "1", "2", "3", "4"],
    ["合计|4x1", "1,196.00", "900.00", "296.00", ""],
    ["205", "", "", "教育支出", "1,190.00", "894.00", "296.00", ""],
    ["205", "02", "", "普通教育", "1,190.00", "894.00", "296.00", ""],
    ["205", "2", "2", "小学教育", "1,190.00", "894.00", "296.00", "0"],
    ["208", "99", "88", "某新设事务", "6.00", "6.00", "—", ""],
]


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


GENERAL: Rows = [
    ["项目|2x1", "本年支出|3x1"],
    ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"],
    ["栏次|2x1", "1", "2", "3"],
    ["合计|2x1", "1,190.00", "894.00", "296.00"],
    ["205", "教育支出", "1,190.00", "894.00", "296.00"],
    ["20502", "普通教育", "1,190.00", "894.00", "296.00"],
    ["2050202", "小学教育", "1,190.00", "894.00", "296.00"],
]


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


THREE_WIDE: Rows = [
    ["预算数|6x1", "决算数|6x1"],
    ["合计|1x2", "因公出国（境）费|1x2", "公务用车购置及运行维护费|3x1", "公务接待费|1x2"] * 2,
    ["小计", "公务用车购置费", "公务用车运行维护费"] * 2,
    [str(number) for number in range(1, 13)],
    ["7.00", "0", "4.00", "", "4.00", "3.00", "5.60", "0.00", "3.10", "", "3.10", "2.50"],
]


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


def test_years_bases_and_rates_by_heading(tmp_path: Path) -> None:
    rows: Rows = [
        ["功能分类科目编码", "科目名称", "上年决算数", "年初预算数", "全年预算数", "决算数", "完成预算%", "比上年增减%"],
        ["205", "教育支出", "900.00", "1,000.00", "1,100.00", "1,045.00", "95.00", "16.11%"],
    ]
    facts, left = tables(tmp_path, ("支出决算表\n金额单位：万元", rows))
    found = {(fact.year, fact.basis, fact.measure): str(fact.quantity) for fact in facts}
    assert found == {
        (2020, Basis.FINAL, Measure.AMOUNT): "900.00万元",
        (2021, Basis.BUDGET, Measure.AMOUNT): "1000.00万元",
        (2021, Basis.ADJUSTED_BUDGET, Measure.AMOUNT): "1100.00万元",
        (2021, Basis.FINAL, Measure.AMOUNT): "1045.00万元",
        (2021, Basis.FINAL, Measure.COMPLETION_RATE): "95.00%",
        (2021, Basis.FINAL, Measure.CHANGE_RATE): "16.11%",
    }
    assert not left


def test_a_table_without_a_title_is_known_by_its_headings(tmp_path: Path) -> None:
    facts, _ = tables(tmp_path, ("金额单位：万元", THREE_WIDE))
    assert {fact.item for fact in facts} >= {"“三公”经费", "公务接待费"}


def test_headings_repeated_on_the_next_page_are_no_rows(tmp_path: Path) -> None:
    facts, left = tables(
        tmp_path, ("一般公共预算财政拨款支出决算表\n单位：万元", [*GENERAL, *GENERAL[:3], ["221", "住房保障支出", "9.00", "9.00", ""]])
    )
    assert figures(facts, Scope.GENERAL_PUBLIC_BUDGET)["住房保障支出"] == "9.00万元"
    assert not left


def test_without_a_unit_nothing_is_read(tmp_path: Path) -> None:
    facts, left = tables(tmp_path, ("一般公共预算财政拨款支出决算表", GENERAL))
    assert facts == ()
    assert {each.reason for each in left} == {"no_unit"}


def test_damaged_cells_are_left_unread(tmp_path: Path) -> None:
    rows: Rows = [*GENERAL[:4], ["205", "教育支出", "1,190.00 894.00", ",867.48", "296.00"]]
    facts, left = tables(tmp_path, ("一般公共预算财政拨款支出决算表\n单位：万元", rows))
    assert {fact.item for fact in facts if fact.code == "205"} == {"教育支出·项目支出"}
    assert [each.reason for each in left] == ["damaged", "damaged"]


def test_the_blank_template_gives_no_figure(tmp_path: Path) -> None:
    blank = [[text if not any(digit.isdigit() for digit in text.partition("|")[0]) else "" for text in row] for row in TOTALS]
    facts, left = tables(tmp_path, ("收入支出决算总表\n单位：万元", blank), ("支出决算表\n单位：万元", SPENT[:4]))
    assert (facts, left) == ((), ())


SCORES: Rows = [
    ["一级指标", "二级指标", "三级指标", "分值", "自评分", "指标说明"],
    ["投入（20分）", "目标设定", "绩效目标合理性（2分）", "2", "2", "评价要点：①是否符合"],
    ["过程", "预算管理", "管理制度健全性", "2", "2", "50万元以上"],
    ["", "资产管理", "管理制度健全性", "2", "1.5", "100分"],
    ["总分", "", "", "100", "98", ""],
]


def test_score_tables(tmp_path: Path) -> None:
    facts, _ = tables(tmp_path, ("2021年度部门整体支出绩效自评指标计分表", SCORES))
    assert {fact.item: str(fact.quantity) for fact in facts} == {
        "绩效目标合理性": "2分",
        "预算管理·管理制度健全性": "2分",
        "资产管理·管理制度健全性": "1.5分",
        "绩效自评得分": "98分",
    }
    assert {fact.measure for fact in facts} == {Measure.SCORE}


def test_forms_of_one_project_are_left_alone(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "校舍维修", "", "", ""],
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值"],
        ["年度资金总额", "100", "120", "110", "10"],
        ["当年财政拨款", "100", "120", "110", "—"],
    ]
    facts, left = tables(tmp_path, ("项目支出绩效自评表\n单位：万元", rows))
    assert facts == ()
    assert {each.reason for each in left} == {"form"}


def test_other_tables_keep_their_own_labels(tmp_path: Path) -> None:
    rows: Rows = [["学校", "在校学生（人）", "教师（人）"], ["第一小学", "1200", "66"], ["第二小学", "800", "45"]]
    facts, _ = tables(tmp_path, ("学校情况表", rows))
    assert {fact.item: (str(fact.quantity), fact.known) for fact in facts} == {
        "第一小学·在校学生": ("1200人", False),
        "第一小学·教师": ("66人", False),
        "第二小学·在校学生": ("800人", False),
        "第二小学·教师": ("45人", False),
    }


def test_running_numbers_of_a_list_are_no_figures(tmp_path: Path) -> None:
    rows: Rows = [["序号", "单位名称", "备注"], ["1", "局本级", ""], ["2", "第一小学", ""]]
    assert tables(tmp_path, ("决算单位构成", rows)) == ((), ())


def test_assets_in_one_row(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目", "资产总额", "流动资产", "固定资产", "车辆（辆）"],
        ["合计", "3,200.00", "1,100.00", "2,100.00", "12"],
    ]
    facts, _ = tables(tmp_path, ("国有资产占用情况表\n金额单位：万元", rows))
    assert {fact.item: (str(fact.quantity), fact.known) for fact in facts} == {
        "资产总额": ("3200.00万元", True),
        "流动资产": ("1100.00万元", True),
        "固定资产": ("2100.00万元", True),
        "车辆": ("12辆", True),
    }


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
