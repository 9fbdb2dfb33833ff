"""Born-digital PDF → text in reading order with page and box of every character, ruled tables as grids.

Scanned pages go to OCR. A page that cannot be read fails the file: partial text is no success.
"""

import io
import re
from collections.abc import Iterator, Sequence

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from index.reading import limits
from index.reading.content import Content, Unreadable
from index.reading.flow import PageItems, flow
from index.reading.glyphs import Glyph, printed_lines
from index.reading.ruled import RuledTable, ruled_table

_GARBLED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_BULLETS = re.compile(r"[\uf000-\uf0ff]")
_FEWEST_GLYPHS = 20
_IMAGE_SHARE = 0.3
_GARBLED_SHARE = 0.05

_DAMAGE = (PdfminerException, PDFException, PSException, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError)


def check_pdf(data: bytes) -> int:
    """Refuse what is encrypted, broken, too long or too large before it is parsed; return the number of pages."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
            if pages > limits.PAGES:
                raise Unreadable(f"共 {pages} 页，超过 {limits.PAGES} 页")
            if pages == 0:
                raise Unreadable("文件已损坏（没有一页可读）")
            for number in range(pages):
                if max(document.get_page_size(number)) > limits.PAGE_POINTS:
                    raise Unreadable(f"第 {number + 1} 页的尺寸超过 {limits.PAGE_POINTS} 点")
            return pages
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise Unreadable("文件有密码，请去掉密码后再加入" if locked else "文件已损坏，打不开") from None


def read_pdf(data: bytes) -> Content:
    """Return the text of a PDF."""
    expected = check_pdf(data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            pages = list(_pages(document))
    except _DAMAGE:
        raise Unreadable("文件已损坏，内容读不全") from None
    if len(pages) != expected:
        raise Unreadable(f"文件已损坏：共 {expected} 页，只读出 {len(pages)} 页")
    content = flow(pages)
    if not content.text.strip():
        raise Unreadable("文件里没有文字")
    return content


def _pages(document: pdfplumber.PDF) -> Iterator[PageItems]:
    total = 0
    for page in document.pages:
        glyphs = _glyphs(page.chars)
        total += len(glyphs)
        if total > limits.CHARACTERS:
            raise Unreadable(f"文字超过 {limits.CHARACTERS} 字")
        tables, taken = _tables(page, glyphs)
        rest = [glyph for number, glyph in enumerate(glyphs) if number not in taken]
        yield PageItems(page.page_number, float(page.width), float(page.height), printed_lines(rest, page.page_number), tables)
        page.close()


def _glyphs(chars: Sequence[dict[str, object]]) -> list[Glyph]:
    return [
        Glyph(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"])  # type: ignore[arg-type]
        for char in chars
        if char["upright"] and not str(char["text"]).isspace()
    ]


def _tables(page: pdfplumber.page.Page, glyphs: Sequence[Glyph]) -> tuple[list[RuledTable], set[int]]:
    tables, taken = list[RuledTable](), set[int]()
    for found in page.find_tables():
        built = ruled_table(found.cells, glyphs, page.page_number)
        if built is not None:
            tables.append(built[0])
            taken |= built[1]
    return tables, taken
