"""A citation on its page: the page as printed, the box where the words stand."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from PIL import Image, ImageChops

from index.errors import ReadingError
from index.reading import read
from index.reading.office import convert, office
from index.reading.pictures import page_png, quote_png
from tests.index.reading.paper import Sheet, pdf
from tests.index.tables import printing


def coloured(png: bytes) -> tuple[int, int, int, int] | None:
    """Return the box of what is neither white nor grey, in hundredths of the picture."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    red, _, blue = image.split()
    found = ImageChops.difference(red, blue).point(lambda value: 255 if value > 40 else 0).getbbox()
    if found is None:
        return None
    left, top, right, bottom = found
    return left * 100 // image.width, top * 100 // image.height, right * 100 // image.width, bottom * 100 // image.height


def test_the_box_stands_where_the_words_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([Sheet().text(90, 90, "封面"), Sheet().text(297.5, 421, "4.46万元")]))
    source = read(path)
    start = source.text.index("4.46")
    place = source.place(start, start + 4)
    assert place.box is not None
    picture = page_png(path, 2, [place.box])
    assert coloured(picture.png) is not None
    left, top, right, bottom = coloured(picture.png) or (0, 0, 0, 0)
    assert (left, top) == (49, 49)
    assert right <= 56
    assert bottom <= 53
    assert coloured(page_png(path, 2).png) is None


def test_an_image_is_its_own_page(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (400, 300), "white").save(path)
    assert coloured(page_png(path, 1, [(200, 150, 240, 170)]).png) is not None


@pytest.mark.parametrize("page", [0, 3])
def test_a_page_that_is_not_there_is_a_reason(page: int, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([Sheet().text(90, 90, "封面")]))
    with pytest.raises(ReadingError, match=f"没有第 {page} 页"):
        page_png(path, page)


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_a_word_report_is_shown_on_a_converted_page(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = Document()
    for number in range(120):
        document.add_paragraph(f"第{number}项支出为{number}.50万元，与上年持平。")
    document.save(str(path))
    source = read(path)
    start = source.text.index("110.50万元")
    picture = quote_png(path, source.text, start, start + 8)
    assert picture.converted
    assert picture.page > 2
    assert coloured(picture.png) is not None


LAYOUT = printing.layout("支出决算表\n单位：万元\n|科目名称|本年支出合计|\n|合计|1,200.00|\n|农林水支出|1,150.00|")
MADE: dict[str, Callable[[], bytes]] = {
    "docx": lambda: printing.as_docx("清河县水务局2022年度部门决算", [LAYOUT]),
    "doc": lambda: convert(MADE["docx"](), ".docx", "doc"),
    "rtf": lambda: convert(MADE["docx"](), ".docx", "rtf"),
    "xlsx": lambda: printing.as_xlsx("清河县水务局2022年度部门决算", [LAYOUT]),
    "xls": lambda: convert(MADE["xlsx"](), ".xlsx", "xls"),
}


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", MADE)
def test_a_cell_of_every_office_format_is_marked_on_its_converted_page(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(MADE[suffix]())
    source = read(path)
    start = source.text.index("1,150.00")
    picture = quote_png(path, source.text, start, start + len("1,150.00"))
    assert picture.converted
    left, top, right, bottom = coloured(picture.png) or (0, 0, 0, 0)
    assert 0 < right - left < 20
    assert 0 < bottom - top < 8


def test_a_page_without_pages_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(printing.as_html("清河县水务局2022年度部门决算", [LAYOUT]))
    with pytest.raises(ReadingError, match="没有页面可看"):
        quote_png(path, "1,150.00", 0, 8)
