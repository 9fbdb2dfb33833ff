"""Scanned pages and images → the same lines and tables as born-digital ones, read by RapidOCR from its own wheel's models.

A line that runs over a rule is read again cell by cell; amounts in cells that break the grammar of amounts in one known
way (a stray stop, a comma for the point) are mended and recorded.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from statistics import median
from typing import Any

import cv2
import numpy as np
from PIL import Image as Pictures
from PIL import UnidentifiedImageError

from index.reading import limits
from index.reading.content import Content, Scanned, Unreadable
from index.reading.flow import PageItems, flow
from index.reading.glyphs import Glyph, printed_lines
from index.reading.recognised import Ocr
from index.reading.ruled import RuledTable, ruled_table
from index.reading.ruling import Image, column_gaps, ruled_cells, skew, turned
from index.reading.turning import Turn
from index.records import Box

DOTS = 200
"""Dots an inch at which pages are read; at 150 two of nine tables lost their rules."""

_MEDIAN = 3
_RULE_INCHES = 0.045
_PAD = 12
_RIM = 2
_INK = 140
_LINE_GAP = 3
_PAPER = 12
_LEAST_INK = 14  # pixels: more than a speck, less than a 一
_SAME_SIZE = 0.3
_TYPE = 0.8  # a line's box is a little higher than its type
_SURE = 0.5
_TALL, _TALL_SHARE, _FEWEST_TALL = 1.5, 0.6, 3
_QUARTERS = {Turn.UP: -1, Turn.DOWN: 1}  # turns to the left that make a page upright
_EDGE_STOPS = re.compile(r"^[.:,;]+(?=\d)|(?<=\d)[.:,;]+$")
_WRONG_POINT = re.compile(r"(?<=\d)[:,](?=\d\d$)")
_WRONG_COMMA = re.compile(r"(?<=\d)\.(?=\d{3}(?:[.,]\d{3})*\.\d\d$)")
_STRAY_STOP = re.compile(r"(?<=\.\d\d)\.(?=[万元%])")
_DEPARTMENT = re.compile(r"部内(?=决算|预算|收[入支]|支出|整体|概况|职[责能]|名称)|(?<=年度)部(?=决算|预算)|(?<=年)部(?=决算|预算)")
"""What the model makes of 部门 in bold type: no report says 部内决算."""

_AMOUNT = re.compile(r"-?\d{1,3}(?:,?\d{3})*\.\d\d")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A recognised text and where it stands, in pixels of the straight page."""

    text: str
    box: Box


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "critical",
        }
    )


def read_image(data: bytes, ocr: Ocr | None) -> Content:
    """Return the text and the tables of a picture, or of the pages of a TIFF."""
    if ocr is None:
        raise Scanned(1)
    pages, removed = list[PageItems](), list[tuple[str, str]]()
    frames = _frames(data)
    for number, frame in enumerate(frames, 1):
        page, mended = ocr.page(number, partial(scanned_page, frame, number, 1.0))
        pages.append(page)
        removed += mended
        ocr.report(number, len(frames))
    content = flow(pages)
    if not content.text.strip():
        raise Unreadable("图片里认不出文字")
    return Content(content.text, content.pages, content.lines, content.grids, (*content.removed, *removed))


def _frames(data: bytes) -> list[Image]:
    try:
        with Pictures.open(io.BytesIO(data)) as picture:
            count = getattr(picture, "n_frames", 1)
            if count > limits.OCR_PAGES or picture.width * picture.height > limits.PIXELS:
                raise Unreadable(f"图片超过 {limits.OCR_PAGES} 页或 {limits.PIXELS // 1_000_000} 百万像素")
            frames = []
            for number in range(count):
                picture.seek(number)
                frames.append(np.asarray(picture.convert("RGB"))[:, :, ::-1].copy())
            return frames
    except Pictures.DecompressionBombError:
        raise Unreadable(f"图片超过 {limits.PIXELS // 1_000_000} 百万像素") from None
    except (UnidentifiedImageError, OSError, ValueError):
        raise Unreadable("图片已损坏，打不开") from None


def scanned_page(image: Image, number: int, scale: float) -> tuple[PageItems, list[tuple[str, str]]]:
    """Read a page's picture; *scale* turns pixels into the page's units. Also return what was mended.

    A page that was scanned askew is set straight first; boxes are those of the straight page. One that was scanned sideways is
    turned to be read.
    """
    straight = turned(image, skew(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)))
    found = _recognised(straight)
    turn = _sideways(straight) if _is_tall(found) else Turn.NONE
    if turn is not Turn.NONE:
        straight = np.rot90(straight, _QUARTERS[turn]).copy()
        found = _recognised(straight)
    cells = ruled_cells(cv2.cvtColor(straight, cv2.COLOR_BGR2GRAY), DOTS)
    pieces, mended = _read(straight, found, [cell for table in cells for cell in table])
    size = _type_size(pieces)
    glyphs = [glyph for piece in pieces for glyph in _glyphs(piece, scale, size)]
    tables, taken = list[RuledTable](), set[int]()
    for boxes in cells:
        built = ruled_table([_scaled(box, scale) for box in boxes], glyphs, number, _RULE_INCHES * DOTS * scale)
        if built is not None:
            tables.append(built[0])
            taken |= built[1]
    rest = [glyph for index, glyph in enumerate(glyphs) if index not in taken]
    height, width = straight.shape[:2]
    return PageItems(number, width * scale, height * scale, printed_lines(rest, number), tables, turn), mended


def _recognised(image: Image) -> Any:
    return _engine()(cv2.medianBlur(image, _MEDIAN), return_word_box=False, use_cls=False)


def _is_tall(found: Any) -> bool:
    """Whether the texts of a page stand on end: it was put into the scanner sideways."""
    boxes = [_bounds(corners) for corners in (found.boxes if found.boxes is not None else ())]
    tall = sum(box[3] - box[1] > _TALL * (box[2] - box[0]) for box in boxes)
    return len(boxes) >= _FEWEST_TALL and tall > _TALL_SHARE * len(boxes)


def _sideways(image: Image) -> Turn:
    """Return which way the text of a sideways page runs: the way in which it is read with more certainty."""
    return max((Turn.UP, Turn.DOWN), key=lambda turn: _certainty(np.rot90(image, _QUARTERS[turn]).copy()))


def _certainty(image: Image) -> float:
    found = _recognised(image)
    return float(sum(score * len(text) for text, score in zip(found.txts or (), found.scores or (), strict=True)))


def _read(image: Image, found: Any, cells: Sequence[Box]) -> tuple[list[_Piece], list[tuple[str, str]]]:
    """Take what was recognised, and read again the cells of lines that ran over a rule, and cells with ink that no line covers."""
    image = cv2.medianBlur(image, _MEDIAN)
    pieces, again = list[_Piece](), dict[Box, None]()
    for corners, text in zip(found.boxes if found.boxes is not None else (), found.txts or (), strict=True):
        box = _bounds(corners)
        touched = column_gaps(cells, box)
        if len(touched) > 1:
            again.update(dict.fromkeys(touched))
        else:
            pieces.append(_Piece(text, _clipped(box, touched[0]) if touched else box))
    again.update(dict.fromkeys(_unread(image, pieces, [cell for cell in cells if cell not in again])))
    pieces = [piece for piece in pieces if not any(_inside(piece.box, cell) for cell in again)]
    pieces += _reread(image, list(again))
    return _mended(pieces, cells)


def _unread(image: Image, pieces: Sequence[_Piece], cells: Sequence[Box]) -> Iterator[Box]:
    """Yield the cells in which ink stands beside what was recognised: a thin 一 in front, a lone digit."""
    ink = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < _INK
    for piece in pieces:
        left, top, right, bottom = (int(value) for value in piece.box)
        ink[max(0, top - _RIM) : bottom + _RIM, max(0, left - _RIM) : right + _RIM] = False
    for cell in cells:
        left, top, right, bottom = (int(value) for value in cell)
        if int(ink[top + 2 * _RIM : bottom - 2 * _RIM, left + 2 * _RIM : right - 2 * _RIM].sum()) >= _LEAST_INK:
            yield cell


def _clipped(box: Box, cell: Box) -> Box:
    return (max(box[0], cell[0]), max(box[1], cell[1]), min(box[2], cell[2]), min(box[3], cell[3]))


def _reread(image: Image, cells: Sequence[Box]) -> Iterator[_Piece]:
    """Recognise cells line by line, each cropped to its ink: in a wide empty crop the model sees digits that are not there."""
    boxes = [box for cell in cells for box in _ink_lines(image, cell)]
    crops = []
    for left, top, right, bottom in boxes:
        crop = image[int(top) : int(bottom), int(left) : int(right)]
        crops.append(cv2.copyMakeBorder(crop, _PAD // 2, _PAD // 2, _PAD, _PAD, cv2.BORDER_CONSTANT, value=(255, 255, 255)))
    if not crops:
        return
    found = _engine().recognize_txt(crops)
    for box, text, score in zip(boxes, found.txts, found.scores, strict=True):
        if text and score > _SURE:
            yield _Piece(text, box)


def _ink_lines(image: Image, cell: Box) -> Iterator[Box]:
    """Yield the box of each line of ink in a cell, with some paper around it."""
    left, top, right, bottom = (int(value) for value in cell)
    inner = image[top + 2 * _RIM : bottom - 2 * _RIM, left + 2 * _RIM : right - 2 * _RIM]
    if not inner.size:
        return
    ink = cv2.cvtColor(inner, cv2.COLOR_BGR2GRAY) < _INK
    lines = list(_runs(ink.any(axis=1).tolist()))
    for number, (first, last) in enumerate(lines):
        columns = np.flatnonzero(ink[first:last].any(axis=0))
        x, y = left + 2 * _RIM, top + 2 * _RIM
        upper = top + _RIM if number == 0 else y + first - _LINE_GAP // 2
        lower = bottom - _RIM if number + 1 == len(lines) else y + last + _LINE_GAP // 2
        if int(ink[first:last].sum()) >= _LEAST_INK:
            yield (
                float(max(left + _RIM, x + columns[0] - _PAPER)), float(upper),
                float(min(right - _RIM, x + columns[-1] + _PAPER)), float(lower),
            )  # fmt: skip


def _runs(inked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield from where to where rows hold ink, bridging gaps inside a character."""
    start: int | None = None
    for row, is_inked in enumerate([*inked, False]):
        if is_inked and start is None:
            start = row
        elif start is not None and not any(inked[row : row + _LINE_GAP]):
            yield start, row
            start = None


def _mended(pieces: Sequence[_Piece], cells: Sequence[Box]) -> tuple[list[_Piece], list[tuple[str, str]]]:
    """Mend amounts; return the pieces and what was changed."""
    kept, changes = list[_Piece](), list[tuple[str, str]]()
    for piece in pieces:
        text = _DEPARTMENT.sub("部门", _STRAY_STOP.sub("", "".join(map(_simplified, piece.text))))
        if any(_inside(piece.box, cell) for cell in cells):
            amount = _WRONG_COMMA.sub(",", _WRONG_POINT.sub(".", _EDGE_STOPS.sub("", text)))
            text = amount if _AMOUNT.fullmatch(amount) else text
        if text != piece.text:
            changes.append((piece.text, f"识别修正为{text}"))
        kept.append(_Piece(text, piece.box))
    return kept, changes


@cache
def _simplified(char: str) -> str:
    """Return the simplified form of a character that no report in simplified script prints: 決 for 决 is a misreading."""
    if not "一" <= char <= "鿿":
        return char
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        import zhconv

        return str(zhconv.convert(char, "zh-hans"))
    return char


def _inside(box: Box, cell: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _bounds(corners: Any) -> Box:
    xs, ys = corners[:, 0], corners[:, 1]
    return (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


def _scaled(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


def _type_size(pieces: Sequence[_Piece]) -> float:
    """Return the height that most printed lines of a page have, in pixels."""
    return median(piece.box[3] - piece.box[1] for piece in pieces) if pieces else 0.0


def _glyphs(piece: _Piece, scale: float, usual: float) -> Iterator[Glyph]:
    """Spread a text over its box: a Chinese character is as wide as two others. Heights near the usual one are noise."""
    left, top, right, bottom = _scaled(piece.box, scale)
    widths = [1.0 if ord(char) > 0x2E7F else 0.5 for char in piece.text]
    height = usual * scale if abs(bottom - top - usual * scale) < _SAME_SIZE * usual * scale else bottom - top
    em = min((right - left) / max(sum(widths), 0.5), 1.2 * height)
    at = left
    for char, width in zip(piece.text, widths, strict=True):
        if not char.isspace():
            yield Glyph(char, at, at + em * width, top, bottom, _TYPE * height)
        at += em * width
