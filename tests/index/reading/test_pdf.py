"""PDF: paragraphs over lines and pages, tables as cells, places, and what must not be read."""

import pytest

from index.reading.content import Unreadable
from index.reading.pdf import read_pdf
from index.records import Grid, locate
from tests.index.reading.paper import MERGED, Sheet, pdf, wrapped

LONG = (
    "本年收入合计一千二百万元，其中：财政拨款收入占全部收入的绝大部分，其他收入很少，主要来自利息收入和上级单位拨来的专项工作经费，"
    "均已按规定纳入预算管理。"
)
LATER = "支出合计比上年略有减少，减少的原因是落实过紧日子的要求，压减了一般性支出，同时有两个跨年度项目已经完工并通过验收，不再安排资金。"


def rows(text: str, grid: Grid) -> list[list[str]]:
    table = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.column] = text[cell.start : cell.end]
    return table


def test_a_paragraph_is_one_line_over_lines_and_pages_without_heads_and_page_numbers() -> None:
    sheets = [Sheet().text(200, 40, "某某局2022年度部门决算").text(290, 800, f"-{n}-") for n in (1, 2, 3)]
    parted = wrapped(LATER)
    sheets[0].prose(90, ["一、收入情况", LONG])
    sheets[0].lines(700, parted[:2])
    sheets[1].lines(90, parted[2:])
    sheets[2].prose(90, ["二、支出情况", LATER])
    content = read_pdf(pdf(sheets))
    assert content.text.splitlines() == ["一、收入情况", LONG, LATER, "二、支出情况", LATER]
    assert content.removed[:2] == (("某某局2022年度部门决算", "第1页页眉"), ("-1-", "第1页页码"))
    assert len(content.removed) == 6


def test_short_lines_and_lines_set_in_start_paragraphs_of_their_own() -> None:
    sheet = Sheet()
    sheet.prose(90, [LONG, "无因公出国（境）费支出；", "无公务用车支出。", LONG])
    assert read_pdf(pdf([sheet])).text.splitlines() == [LONG, "无因公出国（境）费支出；", "无公务用车支出。", LONG]


def test_a_value_printed_before_its_label_is_read_where_it_stands() -> None:
    sheet = Sheet().text(300, 100, "4160.35万元").text(90, 100, "项目支出")
    assert read_pdf(pdf([sheet])).text == "项目支出 4160.35万元\n"


def test_text_printed_twice_to_look_bold_counts_once() -> None:
    sheet = Sheet().text(90, 100, "部门概况").text(90.4, 100, "部门概况")
    assert read_pdf(pdf([sheet])).text == "部门概况\n"


def test_every_character_has_its_page_and_a_tight_box() -> None:
    sheet = Sheet().text(90, 100, "支出决算为4.46万元")
    content = read_pdf(pdf([Sheet().text(90, 90, "封面标题"), sheet]))
    start = content.text.index("4.46")
    place = locate(content.lines, start, start + 4)
    assert place.page == 2
    assert place.box is not None
    assert place.box[0] == pytest.approx(90 + 5 * 12, abs=0.5)
    assert place.box[2] == pytest.approx(90 + 5 * 12 + 4 * 6, abs=0.5)
    assert place.box[1] == pytest.approx(100, abs=3)


def test_a_table_becomes_cells_with_spans_title_and_unit() -> None:
    sheet = Sheet().text(250, 60, "收入支出决算总表").text(430, 85, "单位：万元", 10)
    sheet.table(
        105,
        (60, 220, 300, 460, 540),
        [["收入", MERGED, "支出", MERGED], ["项目", "金额", "项目", "金额"], ["事业收入", "12.30", "教育支出", "9.80"]],
    )
    content = read_pdf(pdf([sheet]))
    (grid,) = content.grids
    assert (grid.title, grid.unit, grid.page) == ("收入支出决算总表", "万元", 1)
    assert rows(content.text, grid) == [
        ["收入", "", "支出", ""],
        ["项目", "金额", "项目", "金额"],
        ["事业收入", "12.30", "教育支出", "9.80"],
    ]
    assert [(cell.column, cell.column_span) for cell in grid.cells if cell.row == 0] == [(0, 2), (2, 2)]
    assert content.text.splitlines()[-1] == "事业收入\t12.30\t教育支出\t9.80"


COLUMNS = (60.0, 160.0, 400.0, 500.0)
HEAD = ["科目编码", "科目名称", "合计"]


def test_a_table_goes_on_over_the_page_without_its_repeated_header() -> None:
    first, second = Sheet(), Sheet()
    first.text(250, 60, "支出决算表")
    first.table(100, COLUMNS, [HEAD, ["201", "一般公共服务支出", "10.00"]])
    second.table(60, COLUMNS, [HEAD, ["208", "社会保障和就业支出", "20.00"]])
    content = read_pdf(pdf([first, second]))
    (grid,) = content.grids
    assert rows(content.text, grid) == [HEAD, ["201", "一般公共服务支出", "10.00"], ["208", "社会保障和就业支出", "20.00"]]


@pytest.mark.parametrize(
    ("above", "header", "tables"),
    [
        (["支出决算表（续）", "单位：万元"], HEAD, 1),
        (["续表"], ["202", "外交支出", "0.00"], 1),
        (["支出决算表"], HEAD, 1),
        (["单位：万元"], HEAD, 1),
        (["单位：万元"], ["经济科目", "科目名称", "金额"], 2),
        (["收入决算表", "单位：万元"], HEAD, 2),
    ],
)
def test_a_head_printed_again_does_not_part_a_table(above: list[str], header: list[str], tables: int) -> None:
    first, second = Sheet(), Sheet()
    first.text(250, 60, "支出决算表").text(430, 85, "单位：万元", 10)
    first.table(105, COLUMNS, [HEAD, ["201", "一般公共服务支出", "10.00"]])
    for number, line in enumerate(above):
        second.text(250, 90 + 24 * number, line)
    second.table(150, COLUMNS, [header, ["208", "社会保障和就业支出", "20.00"]])
    content = read_pdf(pdf([first, second]))
    assert len(content.grids) == tables
    assert [grid.unit for grid in content.grids] == ["万元"] * tables
    if tables == 1:
        assert {text for text, reason in content.removed if "续表" in reason} == set(above)


def test_a_table_with_another_title_in_its_first_row_is_another_table() -> None:
    first, second = Sheet(), Sheet()
    for sheet, title in ((first, "支出决算表"), (second, "收入决算表")):
        sheet.table(100, COLUMNS, [[title, MERGED, MERGED], HEAD, ["201", "一般公共服务支出", "10.00"]])
    grids = read_pdf(pdf([first, second])).grids
    assert [(grid.title, grid.rows) for grid in grids] == [("支出决算表", 2), ("收入决算表", 2)]


def test_a_total_alone_on_the_next_page_belongs_to_its_table() -> None:
    first, second = Sheet(), Sheet()
    first.table(100, COLUMNS, [HEAD, ["201", "一般公共服务支出", "10.00"]])
    second.table(60, COLUMNS, [["合计", MERGED, "10.00"]])
    content = read_pdf(pdf([first, second]))
    (grid,) = content.grids
    assert rows(content.text, grid)[-1] == ["合计", "", "10.00"]


def test_a_row_that_the_page_break_cuts_is_made_whole_and_a_new_row_is_not_glued() -> None:
    first, second = Sheet(), Sheet()
    narrow = (60.0, 160.0, 244.0, 340.0)
    first.table(100, narrow, [HEAD, ["2080505", "机关事业单位基本", "36.01"]])
    second.table(60, narrow, [["", "养老保险缴费支出", ""], ["2080506", "职业年金缴费", "3.00"], ["", "其他支出", ""]])
    content = read_pdf(pdf([first, second]))
    (grid,) = content.grids
    assert rows(content.text, grid) == [
        HEAD,
        ["2080505", "机关事业单位基本养老保险缴费支出", "36.01"],
        ["2080506", "职业年金缴费", "3.00"],
        ["", "其他支出", ""],
    ]


def test_two_tables_with_a_title_between_stay_two() -> None:
    sheet = Sheet()
    end = sheet.table(100, COLUMNS, [HEAD, ["201", "一般公共服务支出", "10.00"]])
    sheet.text(250, end + 30, "收入决算表")
    sheet.table(end + 60, COLUMNS, [HEAD, ["201", "一般公共服务支出", "11.00"]])
    assert [grid.title for grid in read_pdf(pdf([sheet])).grids] == ["", "收入决算表"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([Sheet().text(90, 90, "文字")])[:400], "损坏"),
        (pdf([Sheet(width=9000).text(90, 90, "文字")]), "尺寸"),
        (pdf([Sheet()]), "没有文字"),
        (pdf([Sheet().text(90, 90, "文字") for _ in range(401)]), "401 页"),
        (pdf([Sheet(commands=["q " * 25_000_000])]), "炸弹"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_pdf(data)
