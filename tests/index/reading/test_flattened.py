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


def test_a_row_whose_first_cells_are_empty_stays_in_its_table() -> None:
    text = (
        "收入\t预算数\t支出\t预算数\n一、财政拨款\t582.40\t一、教育支出\t568.04\n\t\t二、住房保障支出\t14.36\n总计\t582.40\t总计\t582.40\n"
    )
    (grid,) = flattened_tables(text)
    rows = [[text[cell.start : cell.end] for cell in grid.cells if cell.row == row] for row in range(grid.rows)]
    assert rows[2] == ["", "", "二、住房保障支出", "14.36"]
    assert grid.rows == 4


ALIGNED = """\
                      支出决算表
部门：某某局                                  单位：万元

项    目                合  计      基本支出    项目支出
一、教育支出            1,190.00      894.00      296.00
二、其他支出                6.00        6.00
合    计                1,196.00      900.00      296.00

注：本表反映支出情况。
"""


def test_columns_between_blanks_are_a_table() -> None:
    content = read_text(ALIGNED.encode())
    (grid,) = content.grids
    rows = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = content.text[cell.start : cell.end]
    assert rows == [
        ["项    目", "合  计", "基本支出", "项目支出"],
        ["一、教育支出", "1,190.00", "894.00", "296.00"],
        ["二、其他支出", "6.00", "6.00", ""],
        ["合    计", "1,196.00", "900.00", "296.00"],
    ]
    assert (grid.title, grid.unit) == ("支出决算表", "万元")


def test_prose_with_wide_blanks_is_no_table() -> None:
    assert (
        flattened_tables("一、收入  12.00万元，比上年  增加\n二、支出  13.00万元，比上年  减少\n三、结余  1.00万元，比上年  持平\n") == ()
    )


def test_amounts_with_thousands_in_sentences_are_no_columns() -> None:
    text = "支出64,194,500.00元，主要用于：\n教育支出（类）9,169,500.00元，占14.28%；\n卫生支出（类）9,306,300.00元，占14.50%；\n\n"
    assert flattened_tables(text + "教育支出（类）1,234,500.00\n卫生支出（类）2,306,300.00\n住房支出（类）3,306,300.00\n") == ()
