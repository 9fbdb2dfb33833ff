"""Reports written for these tests: two years of one department, and one whose words try to be code."""

from pathlib import Path

from index.build import build
from index.library import Library
from tests.index.reading.paper import Sheet, pdf

REPORT = """云岭县水务局{year}年度部门决算

第一部分 云岭县水务局概况
一、部门职责
云岭县水务局负责全县供水、排水和防汛工作。
联系人𠮷先生，办公地点在𣲗河路😀一号。
二、机构设置
本部门内设办公室、供水股、防汛股三个股室。

第二部分 {year}年度部门决算情况说明
一、收入支出决算总体情况说明
{year}年度收入总计{total}万元，支出总计{total}万元。
二、收入决算情况说明
本年收入合计{income}万元，其中：财政拨款收入{grant}万元，其他收入{other}万元。
三、支出决算情况说明
本年支出合计{spent}万元，其中：基本支出{basic}万元，占{basic_share}%；项目支出{project}万元，占{project_share}%。
四、一般公共预算财政拨款“三公”经费支出决算情况说明
{year}年度“三公”经费支出预算为3.00万元，支出决算为{three}万元，其中：因公出国（境）费0万元，公务用车购置及运行维护费1.20万元，公务接待费{reception}万元。
五、机关运行经费支出说明
本部门{year}年度机关运行经费支出66.00万元。

第三部分 附件
部门整体支出绩效评价报告
{annex}
"""
FIGURES = {
    2021: {"total": "900.00", "income": "820.00", "grant": "700.00", "other": "120.00", "spent": "800.00", "basic": "300.00",
           "basic_share": "37.50", "project": "500.00", "project_share": "62.50", "three": "2.50", "reception": "1.30",
           "annex": "{year}年度“三公”经费支出5.75万元。"},
    2020: {"total": "700.00", "income": "640.00", "grant": "600.00", "other": "40.00", "spent": "640.00", "basic": "320.00",
           "basic_share": "50.00", "project": "320.00", "project_share": "50.00", "three": "2.80", "reception": "1.60",
           "annex": "本年度绩效目标全部完成。"},
}  # fmt: skip

HOSTILE = (
    "<script>window.pwned = 'script'</script>",
    "<img src=x onerror=\"window.pwned = 'img'\">",
    "<form action='https://example.com/'><input name=key></form>",
    "${window.pwned = 'template'}",
    "{{window.pwned = 'handlebars'}}",
    "{% for x in y %}",
    "[点这里](javascript:window.pwned='link')",
    "<svg onload=window.pwned='svg'>",
    "$\\\\href{javascript:window.pwned='latex'}{x}$",
    "\u202e右到左\u202c",
)


def report_text(year: int) -> str:
    """One of the reports of 云岭县水务局."""
    figures = FIGURES[year]
    return REPORT.format(year=year, **{**figures, "annex": figures["annex"].format(year=year)})


def hostile_text() -> str:
    """A report whose words try to be markup, template or link."""
    text = report_text(2021).replace("云岭县水务局", "云岭县林业局")
    return text.replace("负责全县供水、排水和防汛工作。", f"负责{'，'.join(HOSTILE)}等工作。")


def printed_library(folder: Path) -> Path:
    """Make a library of one report, printed as a PDF of two pages."""
    lines = [line for line in report_text(2021).splitlines() if line]
    half = len(lines) // 2
    sheets = [Sheet(), Sheet()]
    for sheet, part in zip(sheets, (lines[:half], lines[half:]), strict=True):
        sheet.prose(70, part)
    path = folder / "水务局2021.pdf"
    path.write_bytes(pdf(sheets))
    with Library.open(folder / "library", writable=True) as library:
        build(path, library)
    return folder / "library"
