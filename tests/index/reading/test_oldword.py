"""Old Word: the file's own marks give text and tables without LibreOffice, and check LibreOffice where it is there.

``old.doc`` was written for these tests: prose, a table of ten columns (its rows' shapes do not fit their page of
properties) with a cell merged over two columns and one over two rows.
"""

from pathlib import Path

import pytest

from index.reading import oldword
from index.reading.content import Content, Unreadable
from index.reading.office import office
from index.reading.oldword import printed, read_doc

DATA = Path(__file__).with_name("old.doc").read_bytes()


def check_the_report(content: Content) -> None:
    assert content.text.splitlines()[3].endswith("其他收入34.50万元，占2.79%。")
    assert content.text.splitlines()[-1] == "注：本表反映收入情况。"
    (grid,) = content.grids
    assert (grid.rows, grid.columns, grid.title, grid.unit) == (4, 10, "收入决算表", "万元")
    found = {(c.row, c.column): (content.text[c.start : c.end], c.row_span, c.column_span) for c in grid.cells}
    assert found[0, 0] == ("项目", 1, 2)
    assert found[0, 2] == ("合计", 2, 1)
    assert found[2, 1] == ("农林水支出", 1, 1)
    assert found[3, 9] == ("0.00", 1, 1)


def test_the_files_own_marks_give_text_and_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oldword, "office", lambda: None)
    check_the_report(read_doc(DATA))


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_libreoffice_gives_the_same() -> None:
    check_the_report(read_doc(DATA))


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_half_a_text_from_libreoffice_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oldword, "read_docx", lambda data: Content("某某区水务局" if data else ""))
    check_the_report(read_doc(DATA))


def test_a_cut_or_overwritten_file_is_refused() -> None:
    noise = bytes((byte * 7 + 13) % 256 for byte in range(2048))
    for data in (DATA[: len(DATA) // 3], DATA[:0x600] + noise + DATA[0x600 + len(noise) :]):
        with pytest.raises(Unreadable):
            read_doc(data)


def test_field_codes_and_marks_that_print_nothing_stay_out() -> None:
    assert printed("目录\x13TOC \\o \x14一、概况\x13PAGEREF _Toc1\x143\x15\x15\x01\x08末") == "目录一、概况3末"
