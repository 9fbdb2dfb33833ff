"""The one door: formats told by content, one report from every format, every hostile file a reason in one line."""

import io
import os
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from openpyxl.styles import Alignment

from index.errors import ReadingError
from index.reading import child, read
from index.reading.office import convert, office
from index.records import Source
from tests.index.reading.paper import Sheet, pdf

TITLE = "某某区水务局2022年度部门决算"
PARAGRAPHS = (
    TITLE,
    "第一部分情况说明",
    "一、收入决算情况说明",
    "本年收入合计1,234.50万元，其中：财政拨款收入1,200.00万元，占97.21%；其他收入34.50万元，占2.79%。",
    "二、“三公”经费情况说明",
    "公务接待费支出决算为0.46万元，完成预算的23.00%，比上年减少0.04万元。",
)
CAPTION = ("收入决算表", "单位：万元")
TABLE = (("科目名称", "本年收入合计", "其他收入"), ("合计", "1,234.50", "34.50"), ("农林水支出", "1,200.00", ""))


def as_text(encoding: str) -> bytes:
    return "\n".join([*PARAGRAPHS, *CAPTION, *("\t".join(row) for row in TABLE), ""]).encode(encoding)


def as_html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in TABLE)
    prose = "".join(f"<p>{text.replace('234', '<span>23</span><span>4</span>')}</p>" for text in (*PARAGRAPHS, *CAPTION))
    menu = "<div class='nav'><a href='/'>首页</a><a href='/x'>政务公开</a></div>"
    head = "<head><meta charset='gb2312'><style>p{}</style></head>"
    body = f"<body>{menu}<script>var a=1;</script><div id='zoom'>{prose}<table>{rows}</table></div></body>"
    return f"<html>{head}{body}</html>".encode("gb18030")


def as_docx() -> bytes:
    document = Document()
    for text in (*PARAGRAPHS, *CAPTION):
        document.add_paragraph(text)
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for row, texts in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf() -> bytes:
    sheet = Sheet()
    end = sheet.prose(80, PARAGRAPHS)
    sheet.text(250, end + 20, CAPTION[0]).text(430, end + 45, CAPTION[1])
    sheet.table(end + 70, (90, 230, 370, 500), TABLE)
    return pdf([sheet])


FORMATS: dict[str, Callable[[], bytes]] = {
    "a.txt": lambda: as_text("utf-8"),
    "bom.txt": lambda: as_text("utf-8-sig"),
    "wide.txt": lambda: as_text("utf-16"),
    "gb.md": lambda: as_text("gb18030"),
    "page.html": as_html,
    "html.xls": as_html,
    "html.doc": as_html,
    "a.docx": as_docx,
    "wrong.pdf": as_docx,
    "a.pdf": as_pdf,
}


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def cells(source: Source) -> list[list[str]]:
    (grid,) = source.grids
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = source.text[cell.start : cell.end]
    return rows


def check_the_report(source: Source) -> None:
    for paragraph in PARAGRAPHS:
        assert paragraph in source.text.splitlines()
    assert cells(source) == [list(row) for row in TABLE]
    assert (source.grids[0].title, source.grids[0].unit) == ("收入决算表", "万元")
    assert "首页" not in source.text
    assert "var a" not in source.text


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_report(name: str, tmp_path: Path) -> None:
    check_the_report(read(written(tmp_path, name, FORMATS[name]())))


@pytest.mark.parametrize("encoding", ["utf-16-be", "gb18030"])
def test_text_of_rare_encodings_and_characters(encoding: str, tmp_path: Path) -> None:
    text = "某某区水务局2022年度部门决算\n本年支出合计1,234.50万元，其中䶮镇、㐂村和𠮷庄12.00万元。\n"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert read(written(tmp_path, "a.txt", mark + text.encode(encoding))).text == text


def test_parts_with_paths_out_of_the_archive_write_nothing(tmp_path: Path) -> None:
    out = io.BytesIO(as_docx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../escaped.txt", b"x")
    check_the_report(read(written(tmp_path, "slip.docx", out.getvalue())))
    assert not list(tmp_path.parent.glob("escaped.txt"))


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_old_word_and_rtf_give_the_same_report(suffix: str, tmp_path: Path) -> None:
    path = written(tmp_path, "old.bin", convert(as_docx(), ".docx", suffix))
    source = read(path)
    assert source.format == suffix
    check_the_report(source)


def test_text_is_stored_character_for_character(tmp_path: Path) -> None:
    text = "﻿第一部分\r\n\r\n\t**2022**　年度\n  支出 １．２万元 \n"
    assert read(written(tmp_path, "a.txt", text.encode())).text == text.removeprefix("\ufeff")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["收入支出决算总表"])
    sheet.append(["部门：某某局", None, None, "单位：万元"])
    sheet.append(["收入", None, "支出", None])
    sheet.append(["项目", "行次", "金额", None])
    sheet.append(["一、财政拨款收入", 1, 1200, 3.5])
    sheet.append(["总计", 2, 1234.5, None])
    sheet.append(["注：本表反映总收支情况。"])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:B3")
    sheet["A1"].alignment = Alignment(horizontal="center")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_prints_amounts_and_row_numbers_as_sheets_do(tmp_path: Path) -> None:
    source = read(written(tmp_path, "a.xlsx", workbook()))
    assert cells(source) == [
        ["收入", "", "支出", ""],
        ["项目", "行次", "金额", ""],
        ["一、财政拨款收入", "1", "1,200.00", "3.50"],
        ["总计", "2", "1,234.50", ""],
    ]
    assert (source.grids[0].title, source.grids[0].unit) == ("收入支出决算总表", "万元")
    assert [cell.column_span for cell in source.grids[0].cells if cell.row == 0] == [2, 1, 1]
    assert source.text.splitlines()[-1] == "注：本表反映总收支情况。"


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def packed_twice(data: bytes) -> bytes:
    """A page whose content is packed twice, so that the first unpacking looks harmless."""
    packed = zlib.compress(zlib.compress(data))
    whole = pdf([Sheet().text(90, 90, "x")])
    start, end = whole.rindex(b"<< /Filter"), whole.rindex(b"endstream")
    head = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(packed)
    return whole[:start] + head + packed + b"\n" + whole[end:]


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
HOSTILE = {
    "empty.txt": (b"", "空"),
    "blank.pdf": (b"\0\0 \n", "空"),
    "noise.txt": (bytes(range(256)) * 40, "二进制|不是文本"),
    "picture.txt": (b"\x7fELF" + b"\0" * 99, "程序文件"),
    "cut.docx": (as_docx()[:900], "损坏"),
    "cut.pdf": (as_pdf()[:700], "损坏"),
    "bomb.docx": (zipped({"word/document.xml": b" " * 160_000_000}), "炸弹|MB"),
    "laughs.xlsx": (zipped({"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"}), "实体"),
    "sparse.xlsx": (zipped({"xl/worksheets/sheet1.xml": SHEET % b'<row><c r="A1"/><c r="XFD1048576"/></row>'}), "20000 行"),
    "other.zip": (zipped({"readme.txt": b"hello"}), "压缩包"),
    "deep.html": (b"<html><body>" + b"<div>" * 200_000, "没有文字"),
    "wide.html": (b"<table>" + b"<tr>" + b"<td rowspan=400 colspan=99>a</td><td>b</td>" * 90 + b"</table>", "格"),
    "laughs.docx": (
        zipped({"word/document.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")}),
        "实体",
    ),
    "parts.docx": (zipped({f"word/{number}.xml": b"<a/>" for number in range(3001)}), "3000 个文件"),
    "nested.docx": (zipped({"word/document.xml": b"<w:tbl>" * 20_000}), "损坏"),
    "wide.xlsx": (zipped({"xl/worksheets/sheet1.xml": SHEET % b'<row><c r="NTP1"/></row>'}), "256 列"),
    "twice.pdf": (packed_twice(b"q " * 60_000_000), "炸弹"),
    "loop.pdf": (pdf([Sheet().text(90, 90, "x")]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"), "损坏|没有"),
    "cut.html": (as_html()[: as_html().index(b"</table>") + 3], "不完整"),
    "attributes.html": (b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">x</p>", "长标签"),
    "nested.mhtml": (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a0\n\n"
        + b"".join(b"--a%d\nContent-Type: multipart/related; boundary=a%d\n\n" % (n, n + 1) for n in range(3000)),
        "过深",
    ),
    "empty.mhtml": (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\xff\n\nnothing", "没有网页"),
    "zeros.txt": (b"\0".join(bytes([letter]) for letter in as_text("utf-8")), "二进制"),
    "utf32.txt": (as_text("utf-32"), "不是文本"),
    "ole.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000, "损坏"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_report_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    data, reason = HOSTILE[name]
    with pytest.raises(ReadingError, match=reason) as caught:
        read(written(tmp_path, name, data))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(name)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="打不开"):
        read(tmp_path / "none.pdf")


def test_a_child_that_hangs_is_ended_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(child, "_START", "import time; time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(child.Unreadable, match="超过 1 秒"):
        child._attempt(as_pdf(), 0, 1.0, None)
    assert time.monotonic() - began < 20
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
@pytest.mark.parametrize(
    ("code", "reason"), [("bytearray(8 << 30)", "崩溃|内存"), ("import os; os.kill(os.getpid(), 9)", "内存"), ("1/0", "崩溃")]
)
def test_a_child_that_bloats_or_crashes_is_a_reason(code: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limited = f"import sys; sys.path.insert(0, {{root!r}}); from index.reading import child; child._limit(0); {code}"
    monkeypatch.setattr(child, "_START", limited)
    with pytest.raises(child.Unreadable, match=reason):
        child._attempt(as_pdf(), 0, 60.0, None)


SHARED = Path(os.environ.get("JUESUAN_SHARED", Path(__file__).parents[4] / "shared")) / "files" / "bad"  # noqa: TID251


@pytest.mark.skipif(not SHARED.is_dir(), reason="the hostile files of development are not here")
@pytest.mark.parametrize(
    "name", ["flip_hs.pdf", "flip_hs.doc", "trunc_hs.docx", "enc_user.pdf", "flatebomb.pdf", "bomb.docx", "sparse.xlsx", "flip_nine.xls"]
)
def test_the_hostile_files_end_with_a_reason(name: str) -> None:
    began = time.monotonic()
    with pytest.raises(ReadingError):
        read(SHARED / name)
    assert time.monotonic() - began < 60
