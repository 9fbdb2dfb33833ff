"""Born-digital PDF → text in reading order with page and box of every character, ruled tables as grids.

Scanned pages go to OCR. A page that cannot be read fails the file: partial text is no success.
"""

import io
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from index.reading import limits
from index.reading.content import Content, Scanned, Unreadable
from index.reading.flow import PageItems, flow
from index.reading.glyphs import Glyph, printed_lines
from index.reading.recognised import Ocr, Page
from index.reading.ruled import RuledTable, ruled_table
from index.reading.turning import Turn, upright

_GARBLED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uefff\uf100-\uf8ff]")
_HAN = re.compile(r"[一-鿿]")
_CHINESE = re.compile(r"[\u2000-\u33ff㐀-鿿豈-\ufaff\uff00-\uffef\uf000-\uf0ff·×÷°±§]")
_STREAM = re.compile(rb"stream\r?\n(?=x)")  # Flate data starts with x
_DICTIONARY = 400
_FEWEST_GLYPHS = 20
_FEWEST_HAN = 4
_FEWEST_FOREIGN = 100
_CHINESE_SHARE = 0.3
_IMAGE_SHARE = 0.3
_GARBLED_SHARE = 0.05
_ASLANT = 0.1

_DAMAGE = (
    MalformedPDFException,
    PdfminerException,
    PDFException,
    PSException,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    OSError,
    struct.error,
    zlib.error,
)


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


def _check_streams(data: bytes) -> None:
    """Refuse a page or font stream that unpacks to far more than any report holds; pictures may be large."""
    for found in _STREAM.finditer(data):
        if b"/Image" in data[max(0, found.start() - _DICTIONARY) : found.start()]:
            continue
        start = data[max(0, found.start() - _DICTIONARY) : found.start()]
        layers = max(1, start[start.rfind(b"obj") + 1 :].count(b"FlateDecode"))
        try:
            _check_size(data[found.end() : data.find(b"endstream", found.end())], layers)
        except zlib.error:
            continue


def _check_size(packed: bytes, layers: int) -> None:
    """Unpack a stream piece by piece, and what it holds where it was packed several times over."""
    if not layers:
        return
    unpacker, total, inner = zlib.decompressobj(), 0, bytearray()
    while packed and not unpacker.eof:
        piece = unpacker.decompress(packed, limits.MB)
        packed, total = unpacker.unconsumed_tail, total + len(piece)
        if total > limits.PDF_STREAM_BYTES:
            raise Unreadable("解压后大得不合理，疑似压缩炸弹")
        if layers > 1:
            inner += piece
    _check_size(bytes(inner), layers - 1)


def read_pdf(data: bytes, ocr: Ocr | None = None) -> Content:
    """Return the text of a PDF; scanned pages are read only where *ocr* is given, which hears of each page done."""
    expected = check_pdf(data)
    _check_streams(data)
    aside = list[tuple[str, str]]()
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            pages = list(_pages(document, aside))
    except _DAMAGE:
        raise Unreadable("文件已损坏，内容读不全") from None
    if len(pages) != expected:
        raise Unreadable(f"文件已损坏：共 {expected} 页，只读出 {len(pages)} 页")
    scanned = [number for number, (_, is_scanned) in enumerate(pages) if is_scanned]
    items = [page for page, _ in pages]
    mended = list[tuple[str, str]]()
    if scanned:
        if ocr is None:
            raise Scanned(len(scanned))
        mended = _recognise(data, items, scanned, ocr)
    content = flow(items)
    if not content.text.strip():
        raise Unreadable("文件里没有文字")
    return replace(content, removed=(*content.removed, *aside, *mended))


def _recognise(data: bytes, pages: list[PageItems], scanned: Sequence[int], ocr: Ocr) -> list[tuple[str, str]]:
    """Put what OCR reads in place of the scanned pages; return what it mended."""
    changes = list[tuple[str, str]]()
    with pypdfium2.PdfDocument(data) as document:
        for done, number in enumerate(scanned, 1):
            pages[number], mended = ocr.page(number + 1, partial(_scanned_page, document, number))
            changes += mended
            ocr.report(done, len(scanned))
    return changes


def _scanned_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    from index.reading.scan import DOTS, scanned_page

    page = document[number]
    width, height = page.get_size()
    scale = min(DOTS / 72, (limits.PIXELS / max(width * height, 1)) ** 0.5)
    picture = page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3].copy()
    return scanned_page(picture, number + 1, 1 / scale)


def _pages(document: pdfplumber.PDF, aside: list[tuple[str, str]]) -> Iterator[tuple[PageItems, bool]]:
    """Yield the pages, and whether each is a picture of text; note in *aside* what stands across a page (a watermark, a stamp)."""
    total = 0
    for page in document.pages:
        turn = _turn(page.chars)
        glyphs = _glyphs(page, turn)
        total += len(glyphs)
        if total > limits.CHARACTERS:
            raise Unreadable(f"文字超过 {limits.CHARACTERS} 字")
        tables, taken = _tables(page, glyphs, turn)
        rest = [glyph for number, glyph in enumerate(glyphs) if number not in taken]
        number, width, height = page.page_number, float(page.width), float(page.height)
        size = (width, height) if turn is Turn.NONE else (height, width)
        yield PageItems(number, *size, printed_lines(rest, number), tables, turn), _is_scanned(page, glyphs)
        across = "".join(char["text"] for char in page.chars if _way(char) is not turn).strip()
        if across:
            aside.append((across, f"第{number}页斜排或侧排的文字"))
        page.close()


def _is_scanned(page: pdfplumber.page.Page, glyphs: Sequence[Glyph]) -> bool:
    """Whether a page's text is only in its pictures, or its text layer is garbled."""
    text = "".join(glyph.text for glyph in glyphs)
    if len(text) < _FEWEST_GLYPHS and len(_HAN.findall(text)) < _FEWEST_HAN:
        area = sum((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images)
        return bool(area > _IMAGE_SHARE * float(page.width) * float(page.height))
    foreign = sum(not char.isascii() for char in text)
    if foreign > _FEWEST_FOREIGN and len(_CHINESE.findall(text)) < _CHINESE_SHARE * foreign:
        return True
    return len(_GARBLED.findall(text)) > _GARBLED_SHARE * len(text)


def _turn(chars: Sequence[dict[str, Any]]) -> Turn:
    """Return which way most of a page's text runs; the rest (a stamp, a watermark) is no part of its text."""
    ways = Counter(way for char in chars if (way := _way(char)) is not None)
    return ways.most_common(1)[0][0] if ways else Turn.NONE


def _way(char: dict[str, Any]) -> Turn | None:
    """Which way a character stands, None where it stands aslant."""
    along, up = sorted(map(abs, char["matrix"][:2]), reverse=True)
    if up > _ASLANT * along:
        return None
    if char["upright"]:
        return Turn.NONE
    return Turn.UP if char["matrix"][1] > 0 else Turn.DOWN


def _glyphs(page: pdfplumber.page.Page, turn: Turn) -> list[Glyph]:
    chars = [char for char in page.chars if _way(char) is turn and not str(char["text"]).isspace()]
    if turn is Turn.NONE:
        return [Glyph(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"]) for char in chars]
    size = float(page.width), float(page.height)
    boxes = [upright((char["x0"], char["top"], char["x1"], char["bottom"]), turn, *size) for char in chars]
    return [Glyph(char["text"], x0, x1, top, bottom, bottom - top) for char, (x0, top, x1, bottom) in zip(chars, boxes, strict=True)]


def _tables(page: pdfplumber.page.Page, glyphs: Sequence[Glyph], turn: Turn) -> tuple[list[RuledTable], set[int]]:
    tables, taken = list[RuledTable](), set[int]()
    for found in page.find_tables():
        boxes = [upright(cell, turn, float(page.width), float(page.height)) for cell in found.cells]
        built = ruled_table(boxes, glyphs, page.page_number)
        if built is not None:
            tables.append(built[0])
            taken |= built[1]
    return tables, taken
