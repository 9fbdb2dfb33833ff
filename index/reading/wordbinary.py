"""The binary Word format (97–2003) as far as text and tables need it: the piece table and the ends of table rows.

Everything is checked against the file's own lengths: a text that comes out short is damage, not a shorter text.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from index.reading import limits
from index.reading.content import Unreadable

_MAGIC = 0xA5EC
_ENCRYPTED = 0x0100
_TABLE_1 = 0x0200
_COMPRESSED = 0x40000000
_PAGE = 512
_IN_TABLE, _ROW_END, _ROW_SHAPE = 0x2416, 0x2417, 0xD608
_CELL_BYTES = 20
_GOES_ON, _STARTS = 0x20, 0x40
_ELSEWHERE = frozenset((0x6645, 0x6646))
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}


@dataclass(frozen=True, slots=True)
class RowShape:
    """The edges of a row's cells, in twentieths of a point, and which cells go on from the row above."""

    edges: tuple[int, ...]
    continued: tuple[bool, ...]


_Known = tuple[bool, RowShape | None]


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class WordText:
    """The main text with Word's own marks (\\r ends a paragraph, \\x07 a cell or a row) and what is known at marks."""

    text: str
    rows: dict[int, RowShape] = field(default_factory=dict)
    inside: frozenset[int] = frozenset()


def word_text(data: bytes) -> WordText:
    """Read a .doc file; Unreadable when it is encrypted, damaged or older."""
    try:
        document, table, huge = _streams(data)
        length = struct.unpack_from("<i", document, 0x4C)[0]
        pieces = list(_pieces(document, table))
        text = "".join(_decoded(document, piece) for piece in pieces)
        if len(text) < length:
            raise Unreadable("文件已损坏，只能读出一部分文字")
        ends = dict(_paragraph_ends(document, table, huge, pieces))
    except (struct.error, OSError, ValueError, IndexError, TypeError):
        raise Unreadable("文件已损坏，内容读不全") from None
    rows = {mark: shape for mark, (_, shape) in ends.items() if shape is not None}
    return WordText(text[:length], rows, frozenset(mark for mark, (is_inside, _) in ends.items() if is_inside))


def _streams(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the main stream, the table stream and the one that holds properties too long for their page."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        document = ole.openstream("WordDocument").read()
        magic, flags = struct.unpack_from("<H", document, 0)[0], struct.unpack_from("<H", document, 0x0A)[0]
        if magic != _MAGIC:
            raise Unreadable("文件已损坏，或是 Word 95 以前的格式")
        if flags & _ENCRYPTED:
            raise Unreadable("文件有密码，请去掉密码后再加入")
        table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
        return document, table, ole.openstream("Data").read() if ole.exists("Data") else b""


def _pieces(document: bytes, table: bytes) -> Iterator[_Piece]:
    start, size = struct.unpack_from("<II", document, 0x01A2)
    clx, at = table[start : start + size], 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise Unreadable("文件已损坏，找不到正文")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plan = clx[at + 5 : at + 5 + size]
    count = (size - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", plan, 0)
    for number in range(count):
        offset = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * number + 2)[0]
        if not 0 <= positions[number + 1] - positions[number] <= limits.CHARACTERS:
            raise Unreadable("文件已损坏，正文长度不合理")
        packed = bool(offset & _COMPRESSED)
        yield _Piece(positions[number], positions[number + 1], (offset & ~_COMPRESSED) // (2 if packed else 1), 1 if packed else 2)


def _decoded(document: bytes, piece: _Piece) -> str:
    size = (piece.end - piece.start) * piece.width
    raw = document[piece.offset : piece.offset + size]
    if len(raw) < size:
        raise Unreadable("文件已损坏，只能读出一部分文字")
    return raw.decode("cp1252" if piece.width == 1 else "utf-16-le", "replace")


def _paragraph_ends(document: bytes, table: bytes, huge: bytes, pieces: list[_Piece]) -> Iterator[tuple[int, _Known]]:
    """Yield for each paragraph's last character whether it is in a table, and the row's shape where it ends a row."""
    start, size = struct.unpack_from("<II", document, 0x0102)
    count = (size - 4) // 8
    for number in range(count):
        at = struct.unpack_from("<I", table, start + 4 * (count + 1) + 4 * number)[0] & 0x3FFFFF
        page = document[at * _PAGE : (at + 1) * _PAGE]
        for end, grouped in _runs(page):
            mark = _position(end, pieces)
            if mark is not None:
                yield mark, _properties(grouped, huge)


def _runs(page: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the file offset behind each paragraph of a page of properties, and its properties."""
    count = page[_PAGE - 1]
    for number in range(count):
        end = struct.unpack_from("<I", page, 4 * (number + 1))[0]
        at = 2 * page[4 * (count + 1) + 13 * number]
        if at:
            long = page[at] == 0
            size = 2 * page[at + 1] if long else 2 * page[at] - 1
            yield end, page[at + (2 if long else 1) :][:size][2:]


def _position(end: int, pieces: list[_Piece]) -> int | None:
    """Return which character of the text stands right before a file offset."""
    for piece in pieces:
        last = end - piece.width
        if piece.offset <= last < piece.offset + (piece.end - piece.start) * piece.width:
            return piece.start + (last - piece.offset) // piece.width
    return None


def _properties(grouped: bytes, huge: bytes) -> _Known:
    inside = ends = False
    shape: RowShape | None = None
    at = 0
    while at + 2 < len(grouped):
        code = struct.unpack_from("<H", grouped, at)[0]
        at += 2
        if code in _ELSEWHERE:
            place = struct.unpack_from("<I", grouped, at)[0]
            size = struct.unpack_from("<H", huge, place)[0]
            return _properties(huge[place + 2 : place + 2 + size], b"")
        if code == _ROW_SHAPE:
            size = struct.unpack_from("<H", grouped, at)[0] + 1
            shape = _shape(grouped[at + 2 : at + size])
        else:
            size = _OPERANDS.get(code >> 13, grouped[at] + 1)
        inside = inside or (code == _IN_TABLE and grouped[at] == 1)
        ends = ends or (code == _ROW_END and grouped[at] == 1)
        at += size
    return inside, shape if ends else None


def _shape(operand: bytes) -> RowShape:
    count = operand[0]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    cells = operand[1 + 2 * (count + 1) :]
    flags = [struct.unpack_from("<H", cells, _CELL_BYTES * n)[0] if _CELL_BYTES * n + 2 <= len(cells) else 0 for n in range(count)]
    return RowShape(edges, tuple(bool(flag & _GOES_ON) and not flag & _STARTS for flag in flags))
