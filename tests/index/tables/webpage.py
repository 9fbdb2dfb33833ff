"""Tables on a web page, read as a report's: rows written as lists, a cell ``合计|2x1`` spanning two columns and one row."""

from collections.abc import Sequence
from pathlib import Path

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

GENERAL: Rows = [
    ["项目|2x1", "本年支出|3x1"],
    ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"],
    ["栏次|2x1", "1", "2", "3"],
    ["合计|2x1", "1,190.00", "894.00", "296.00"],
    ["205", "教育支出", "1,190.00", "894.00", "296.00"],
    ["20502", "普通教育", "1,190.00", "894.00", "296.00"],
    ["2050202", "小学教育", "1,190.00", "894.00", "296.00"],
]

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

THREE_WIDE: Rows = [
    ["预算数|6x1", "决算数|6x1"],
    ["合计|1x2", "因公出国（境）费|1x2", "公务用车购置及运行维护费|3x1", "公务接待费|1x2"] * 2,
    ["小计", "公务用车购置费", "公务用车运行维护费"] * 2,
    [str(number) for number in range(1, 13)],
    ["7.00", "0", "4.00", "", "4.00", "3.00", "5.60", "0.00", "3.10", "", "3.10", "2.50"],
]
