"""Workbooks as offices publish them: covers, hidden sheets, formulas, numbers as text, several tables on a sheet, 元 and 万元."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from index.identity import identify
from index.outline import outline
from index.reading import read
from index.records import Source
from index.tables import read_tables

Fill = Callable[[openpyxl.Workbook], None]
HEAD = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")


def written(path: Path, fill: Fill) -> Path:
    book = openpyxl.Workbook()
    cover = book.active
    assert isinstance(cover, Worksheet)
    cover.title = "封面"
    cover["B3"] = "清河县水务局2022年度部门决算公开表"
    fill(book)
    book.save(path)
    return path


def spent(sheet: Worksheet, *rows: tuple[object, ...], title: str = "支出决算表", unit: str = "万元") -> None:
    sheet.append([title])
    sheet.append(["部门：清河县水务局", None, None, None, f"金额单位：{unit}"])
    sheet.append(list(HEAD))
    for row in rows:
        sheet.append(list(row))


def amounts(source: Source) -> dict[str, str]:
    facts, _ = read_tables(source, outline(source), identify(source), "r1")
    return {fact.item: str(fact.quantity) for fact in facts if fact.known}


TOTAL = ("合计", None, 1200.0, 800.0, 400.0)
WATER = ("213", "农林水支出", 1150.0, 760.0, 390.0)


def test_a_cover_and_a_list_of_tables_hide_no_table(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        contents = book.create_sheet("目录")
        contents.append(["序号", "表名"])
        for number, name in enumerate(("收入支出决算总表", "支出决算表"), 1):
            contents.append([number, name])
        spent(book.create_sheet("GK03"), TOTAL, WATER)

    source = read(written(tmp_path / "a.xlsx", fill))
    assert amounts(source) == {
        "本年支出合计": "1200.00万元", "基本支出": "800.00万元", "项目支出": "400.00万元", "农林水支出": "1150.00万元"
    }  # fmt: skip


def test_numbers_typed_as_text_and_codes_as_numbers(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        spent(book.create_sheet("表"), ("合计", None, "1,200.00", " 800.00 ", "400"), (213, "农林水支出", "1150.00", "760", "390.00"))

    assert amounts(read(written(tmp_path / "a.xlsx", fill)))["农林水支出"] == "1150.00万元"
    assert amounts(read(written(tmp_path / "a.xlsx", fill)))["项目支出"] == "400万元"


def test_a_formula_gives_the_value_that_was_saved_with_it(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        spent(book.create_sheet("表"), ("合计", None, "=D4+E4", 800.0, 400.0), WATER)

    path = written(tmp_path / "a.xlsx", fill)
    held = {"本年支出合计"} & set(amounts(read(path)))
    assert not held, "no program calculated the sheet: there is no value to read"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name, data in parts.items() if b"<f>D4+E4</f>" in data)
    parts[name] = (
        parts[name].replace(b"<f>D4+E4</f><v></v>", b"<f>D4+E4</f><v>1200</v>").replace(b"<f>D4+E4</f><v />", b"<f>D4+E4</f><v>1200</v>")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    path.write_bytes(out.getvalue())
    assert amounts(read(path))["本年支出合计"] == "1200.00万元"


def test_hidden_sheets_and_rows_are_no_part_of_what_is_published(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        spent(book.create_sheet("表"), TOTAL, WATER)
        draft = book.create_sheet("草稿")
        spent(draft, ("合计", None, 9999.0, 9999.0, 0.0))
        draft.sheet_state = "hidden"

    source = read(written(tmp_path / "a.xlsx", fill))
    assert "9,999" not in source.text
    assert ("草稿", "隐藏的工作表") in source.removed


def test_two_tables_on_one_sheet_keep_their_titles_and_units(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("表")
        spent(sheet, TOTAL, WATER)
        sheet.append([])
        sheet.append(["政府采购支出情况表"])
        sheet.append([None, None, None, "金额单位：元"])
        sheet.append(["项目", "合计", "货物", "工程", "服务"])
        sheet.append(["合计", 2141200.0, 141200.0, 0, 2000000.0])

    source = read(written(tmp_path / "a.xlsx", fill))
    assert [(grid.title, grid.unit) for grid in source.grids] == [("支出决算表", "万元"), ("政府采购支出情况表", "元")]
    found = amounts(source)
    assert found["本年支出合计"] == "1200.00万元"
    assert found["政府采购服务支出"].startswith("2000000")
    assert found["政府采购服务支出"].endswith("元")


def test_dates_and_empty_columns_at_the_right_do_no_harm(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("表")
        spent(sheet, TOTAL, WATER)
        sheet["A9"] = "填报日期"
        sheet["B9"] = datetime.date(2023, 9, 1)
        sheet["Z2"] = " "

    source = read(written(tmp_path / "a.xlsx", fill))
    assert amounts(source)["农林水支出"] == "1150.00万元"
    assert "2023-09-01" in source.text


@pytest.mark.parametrize("name", ["支出决算表", "3 支出决算表", "GK03支出决算表"])
def test_a_sheet_without_a_title_line_has_its_tab_s_name(name: str, tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet(name)
        sheet.append(["部门：清河县水务局", None, None, None, "单位：万元"])
        for row in (HEAD, TOTAL, WATER):
            sheet.append(list(row))

    assert amounts(read(written(tmp_path / "a.xlsx", fill)))["本年支出合计"] == "1200.00万元"


def test_a_sheet_of_sentences_is_text(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("说明")
        for line in ("一、支出决算情况", "本年支出合计1200.00万元。", "其中：基本支出800.00万元。"):
            sheet.append([line])

    source = read(written(tmp_path / "a.xlsx", fill))
    assert "本年支出合计1200.00万元。" in source.text.splitlines()
    assert source.grids == ()
