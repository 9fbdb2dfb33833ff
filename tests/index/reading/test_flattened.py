"""Tables that plain text holds as tabs or pipes, and the title and unit above them."""

import pytest

from index.reading.flattened import flattened_tables
from index.reading.plain import read_text

WORD = "自评指标计分表\n\n\t一级\n\t二级\n\t分值\n\n\t投入（20分）\n\t目标\n设定\n\t5\n\n\t\n\t预算\n\n配置\n\t4\n\n\t总分\n\t\n\t9\n 附注"
EXCEL = "收入决算表\n单位：万元\n科目\t合计\t其他\n合计\t12.00\t\n教育支出\t9.00\t1.00\n说明文字"
PIPES = "## 支出决算表\n\n单位：元\n\n| 科目 | 合计 |\n| --- | ---: |\n| 教育支出 | 9.00 |\n| 合计 | 9.00 |\n\n后文"


@pytest.mark.parametrize(
    ("text", "title", "unit", "rows"),
    [
        (
            WORD,
            "自评指标计分表",
            "",
            [["一级", "二级", "分值"], ["投入（20分）", "目标\n设定", "5"], ["", "预算\n\n配置", "4"], ["总分", "", "9\n 附注"]],
        ),
        (EXCEL, "收入决算表", "万元", [["科目", "合计", "其他"], ["合计", "12.00", ""], ["教育支出", "9.00", "1.00"]]),
        (PIPES, "支出决算表", "元", [["科目", "合计"], ["教育支出", "9.00"], ["合计", "9.00"]]),
    ],
)
def test_a_flattened_table_becomes_a_grid_over_the_text(text: str, title: str, unit: str, rows: list[list[str]]) -> None:
    content = read_text(text.encode())
    (grid,) = content.grids
    found = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row][cell.column] = content.text[cell.start : cell.end]
    assert found == rows
    assert (grid.title, grid.unit) == (title, unit)


def test_an_indented_paragraph_is_no_table() -> None:
    assert read_text("\t第一段。\n\t第二段。\n\n正文\n".encode()).grids == ()


def test_commas_as_a_sheet_saves_them() -> None:
    text = '支出决算表,,\n科目名称,本年支出合计,基本支出\n合计,"1,200.00",800.00\n农林水支出,"1,150.00",\n收入12,13万元,支出14,15万元。\n'
    (grid,) = flattened_tables(text)
    rows = [[text[cell.start : cell.end] for cell in grid.cells if cell.row == row] for row in range(grid.rows)]
    assert rows[1:4] == [["科目名称", "本年支出合计", "基本支出"], ["合计", "1,200.00", "800.00"], ["农林水支出", "1,150.00", ""]]


def test_sentences_with_commas_are_no_table() -> None:
    assert flattened_tables("收入4125.49,4143.91万元,增加了\n支出12万元,13万元\n甲,乙,丙\n") == ()
