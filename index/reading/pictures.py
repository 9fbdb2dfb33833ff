"""A citation on its page, as PNG with its box: the page itself for PDF and images, LibreOffice's page for the rest.

A converted page shows what the report says, but its page number is the conversion's; the picture says so.
"""

import ctypes
import io
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from index.errors import ReadingError
from index.reading import limits
from index.reading.content import Unreadable
from index.reading.office import convert
from index.reading.sniff import Format, sniff
from index.records import Box

_WIDTH = 1100
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FILL = (255, 214, 0, 70)
_EDGE = (214, 69, 0, 255)
_MARGIN = 2.0
_CONTEXTS = (40, 15, 0)
_SUFFIXES = {Format.DOCX: ".docx", Format.DOC: ".doc", Format.XLSX: ".xlsx", Format.XLS: ".xls", Format.RTF: ".rtf"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG; ``converted`` tells that LibreOffice laid it out and its number may differ from Word's."""

    png: bytes
    page: int
    converted: bool = False


def page_png(path: Path, page: int, boxes: Sequence[Box] = ()) -> Picture:
    """Return a page (from 1) of a PDF or of an image with *boxes* marked on it."""
    data = path.read_bytes()
    try:
        kind = sniff(data)
        if kind is Format.IMAGE:
            return Picture(_frame(data, page, boxes), page)
        if kind is not Format.PDF:
            raise Unreadable("这种格式没有固定的页面")
        return Picture(_page(data, page, boxes), page)
    except Unreadable as error:
        raise ReadingError(path, error.reason) from None


def quote_png(path: Path, text: str, start: int, end: int) -> Picture:
    """Return the converted page on which ``text[start:end]`` of a Word or Excel report stands, the quote marked."""
    try:
        data = _as_pdf(path, path.stat().st_mtime_ns)
        found = _find(data, text, start, end)
        if found is None:
            raise Unreadable("转换成的页面上找不到这段文字")
        page, boxes = found
        return Picture(_page(data, page, boxes), page, converted=True)
    except Unreadable as error:
        raise ReadingError(path, error.reason) from None


def _frame(data: bytes, number: int, boxes: Sequence[Box]) -> bytes:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.seek(number - 1)
            return _png(_marked(picture.convert("RGB"), boxes, 1.0))
    except (EOFError, OSError):
        raise Unreadable(f"没有第 {number} 页") from None


@lru_cache(maxsize=4)
def _as_pdf(path: Path, _changed: int) -> bytes:
    data = path.read_bytes()
    suffix = _SUFFIXES.get(sniff(data))
    if suffix is None:
        raise Unreadable("这种格式没有页面可看")
    return convert(data, suffix, "pdf")


def _page(data: bytes, number: int, boxes: Sequence[Box]) -> bytes:
    try:
        with pypdfium2.PdfDocument(data) as document:
            if not 1 <= number <= len(document):
                raise Unreadable(f"没有第 {number} 页")
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(_WIDTH / max(width, 1), (limits.PIXELS / max(width * height, 1)) ** 0.5)
            image = page.render(scale=scale).to_pil().convert("RGB")
    except pypdfium2.PdfiumError:
        raise Unreadable("页面画不出来，文件可能已损坏") from None
    return _png(_marked(image, boxes, scale))


def _marked(image: Image.Image, boxes: Sequence[Box], scale: float) -> Image.Image:
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for x0, top, x1, bottom in boxes:
        corners = ((x0 - _MARGIN) * scale, (top - _MARGIN) * scale, (x1 + _MARGIN) * scale, (bottom + _MARGIN) * scale)
        pen.rectangle(corners, fill=_FILL, outline=_EDGE, width=2)
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _find(data: bytes, text: str, start: int, end: int) -> tuple[int, tuple[Box, ...]] | None:
    """Return page and boxes of a quote in a converted PDF; of several like it, the one that stands as far down."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [_letters(page.get_textpage()) for page in document]
        starts = [sum(len(letters) for letters, _ in pages[:n]) for n in range(len(pages))]
        whole = "".join(letters for letters, _ in pages)
        before, quote, after = _compact(text[:start]), _compact(text[start:end]), _compact(text[end : end + 200])
        share = len(before) / max(1, len(_compact(text)))
        at = _nearest(whole, before, quote, after, share)
        if at is None:
            before, quote, after = map(_as_typed, (text[:start], text[start:end], text[end : end + 200]))
            at = _nearest(whole, before, quote, after, share)
        if at is None:
            return None
        number = bisect_right(starts, at) - 1
        _, indices = pages[number]
        page = document[number]
        first = at - starts[number]
        return number + 1, _boxes(page, indices[first : first + len(quote)])


def _nearest(whole: str, before: str, quote: str, after: str, share: float) -> int | None:
    for reach in _CONTEXTS:
        lead = before[-reach:] if reach else ""
        needle = lead + quote + after[:reach]
        places, at = list[int](), whole.find(needle)
        while at >= 0 and needle:
            places.append(at + len(lead))
            at = whole.find(needle, at + 1)
        if places:
            return min(places, key=lambda place: abs(place / max(1, len(whole)) - share))
    return None


def _as_typed(text: str) -> str:
    """Return *text* without blanks, its numbers as a sheet without a number format prints them: 1150 for 1,150.00."""
    return _compact(_NUMBER.sub(lambda found: f"{Decimal(found.group().replace(',', '')).normalize():f}", text))


def _compact(text: str) -> str:
    return "".join(text.split())


def _letters(page: pypdfium2.PdfTextPage) -> tuple[str, list[int]]:
    """Return a page's text without blanks, and the index of each of its characters on the page."""
    letters, indices = list[str](), list[int]()
    for index in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, index)
        char = chr(code) if 0 < code < 0x110000 else ""
        if char.strip() and char not in "\ufffe\uffff":
            letters.append(char)
            indices.append(index)
    return "".join(letters), indices


def _boxes(page: pypdfium2.PdfPage, indices: Sequence[int]) -> tuple[Box, ...]:
    """Return a box for each line that the characters stand on, from the top left corner."""
    height = page.get_height()
    text = page.get_textpage()
    boxes: list[Box] = []
    for index in indices:
        left, bottom, right, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        box = (left.value, height - top.value, right.value, height - bottom.value)
        if boxes and abs((boxes[-1][1] + boxes[-1][3]) - (box[1] + box[3])) < 2 * (box[3] - box[1] + 1) and box[0] >= boxes[-1][0]:
            last = boxes[-1]
            boxes[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            boxes.append(box)
    return tuple(boxes)
