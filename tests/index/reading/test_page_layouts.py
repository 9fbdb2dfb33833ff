"""Pages that are set otherwise: sideways, in two columns, without rules; what stands where on the printed page."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from index.reading import read
from index.reading.pdf import read_pdf
from index.reading.pictures import page_png
from index.records import locate
from tests.index.reading.paper import SIZE, Sheet, pdf

ROWS = (("科目名称", "合计", "基本支出"), ("教育支出", "1,190.00", "894.00"), ("其他支出", "6.00", "6.00"))
MATRICES = {"up": "0 1 -1 0 595 0", "down": "0 -1 1 0 0 842"}


def sideways(way: str) -> bytes:
    """A landscape page with a table, printed up or down a portrait page."""
    wide = Sheet(width=842, height=595)
    wide.text(300, 60, "支出决算表").text(650, 85, "单位：万元", 10)
    wide.table(105, (60, 360, 560, 760), ROWS)
    commands = [f"q {MATRICES[way]} cm", *wide.commands, "Q"]
    return pdf([Sheet().text(90, 90, "封面"), Sheet(commands=commands)])


@pytest.mark.parametrize("way", MATRICES)
def test_a_sideways_page_is_read_upright_and_cited_where_it_is_printed(way: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(sideways(way))
    source = read(path)
    (grid,) = source.grids
    texts = [source.text[cell.start : cell.end] for cell in grid.cells]
    assert texts == [text for row in ROWS for text in row]
    assert (grid.title, grid.unit, grid.page) == ("支出决算表", "万元", 2)
    start = source.text.index("1,190.00")
    place = source.place(start, start + 8)
    assert place.page == 2
    assert place.box is not None
    marked, plain = (Image.open(io.BytesIO(page_png(path, 2, boxes).png)).convert("L") for boxes in ([place.box], []))
    left, top, right, bottom = ImageChops.difference(marked, plain).getbbox() or (0, 0, 0, 0)
    inked = plain.crop((left, top, right, bottom)).point(lambda value: 255 if value < 128 else 0).getbbox()
    assert inked is not None
    assert bottom - top > right - left, "the figure runs along the page's side"


def test_a_stamp_across_the_page_is_no_text() -> None:
    sheet = Sheet().text(90, 100, "本年支出合计1234.50万元。").text(90, 140, "其中基本支出900.00万元。")
    sheet.commands.append("q 0.7 0.7 -0.7 0.7 300 300 cm BT /F1 40 Tf 0 0 Td <516c5f00> Tj ET Q")
    content = read_pdf(pdf([sheet]))
    assert content.text == "本年支出合计1234.50万元。\n其中基本支出900.00万元。\n"
    assert content.removed == (("公开", "第1页斜排或侧排的文字"),)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "本年收入合计一千二百万元，其中财政拨",
        "款收入占绝大部分，其他收入很少，主要",
        "来自利息和上级单位拨来的专项工作经费",
        "均已按规定纳入预算管理，没有账外的收",
        "支，也没有截留挪用。",
    ]
    right = [
        "支出合计比上年略有减少，减少的原因是",
        "落实过紧日子的要求，压减了一般性支出",
        "同时有两个跨年度的项目已经完工并通过",
        "验收，今年不再安排资金，结余的部分已",
        "按规定上缴国库。",
    ]
    sheet = Sheet().text(200, 60, "某某局决算情况说明", 16)
    left, right = left * 2, right * 2
    for number, (a, b) in enumerate(zip(left, right, strict=True)):
        sheet.text(60, 110 + 24 * number, a).text(320, 110 + 24 * number, b)
    text = read_pdf(pdf([sheet])).text
    assert text.replace("\n", "") == "某某局决算情况说明" + "".join(left) + "".join(right)


def test_rows_set_in_columns_never_run_into_one_another() -> None:
    sheet = Sheet()
    for number, row in enumerate((("合计", "1,190.00", "296.00"), ("205教育支出", "1,190.00", "296.00"))):
        for x, text in zip((60, 400, 515), row, strict=True):
            sheet.text(x, 100 + 24 * number, text)
    assert read_pdf(pdf([sheet])).text.splitlines() == ["合计 1,190.00 296.00", "205教育支出 1,190.00 296.00"]


def test_a_table_without_rules_has_cells_with_their_places() -> None:
    sheet = Sheet().text(240, 60, "支出决算表").text(430, 85, "单位：万元", 10)
    for number, row in enumerate((*ROWS, ("合计", "1,196.00", "900.00"))):
        for x, text in zip((90, 280, 420), row, strict=True):
            sheet.text(x, 110 + 22 * number, text)
    content = read_pdf(pdf([sheet]))
    (grid,) = content.grids
    assert (grid.title, grid.unit, grid.rows, grid.columns) == ("支出决算表", "万元", 4, 3)
    cell = next(cell for cell in grid.cells if content.text[cell.start : cell.end] == "894.00")
    assert (cell.row, cell.column) == (1, 2)
    box = locate(content.lines, cell.start, cell.end).box
    assert box is not None
    assert box[0] == pytest.approx(420, abs=1)
    assert box[2] - box[0] == pytest.approx(6 * SIZE / 2, abs=2)
