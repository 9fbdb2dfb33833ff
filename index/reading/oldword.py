"""Old Word (.doc): through LibreOffice where it is installed, else straight from the file's piece table.

The piece table holds every character; it also checks LibreOffice, which opens damaged files with half of their text.
"""

import io
import re
import struct
from collections import Counter
from collections.abc import Iterator, Sequence

import olefile

from index.reading import limits
from index.reading.captions import caption_from_text, with_captions
from index.reading.content import Content, Slot, Unreadable, Writer
from index.reading.html import join_cell
from index.reading.office import convert, office
from index.reading.plain import looks_like_text
from index.reading.word import read_docx

_MAGIC = 0xA5EC
_ENCRYPTED = 0x0100
_TABLE_1 = 0x0200
_COMPRESSED = 0x40000000
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*\x14([^\x13\x14\x15]*)\x15")
_FIELD_CODE = re.compile(r"\x13[^\x13\x15]*\x15")
_UNPRINTED = re.compile(r"[\x00-\x06\x08\x0e-\x1f]")
_NUMBER = re.compile(r"\d[\d,.]*")
_CELL = "\x07"
_RUN = re.compile(rf"([^\r{_CELL}]*{_CELL}(?:[^{_CELL}]*{_CELL})*)")
_WIDEST = 40
_LEAST_SHARE = 0.95


def read_doc(data: bytes) -> Content:
    """Return the text and the tables of an old Word document."""
    raw = piece_text(data)
    if not raw.strip():
        raise Unreadable("文件里没有文字")
    if not looks_like_text(raw.replace(_CELL, "\t")):
        raise Unreadable("文件已损坏，文字读出来是乱码")
    if office() is None:
        return _from_pieces(raw)
    content = read_docx(convert(data, ".doc", "docx"))
    if _letters(content.text) < _LEAST_SHARE * _letters(raw):
        raise Unreadable("文件已损坏，只能读出一部分文字")
    return _from_pieces(raw) if _runs_together(raw, content.text) else content


def _runs_together(raw: str, text: str) -> bool:
    """Whether numbers that Word keeps apart stand as one in *text*: LibreOffice loses a table at a document's very end."""
    apart, read = Counter(_NUMBER.findall(raw)), Counter(_NUMBER.findall(text))
    missing, extra = apart - read, read - apart
    return any(longer.startswith(number) and longer != number for longer in extra for number in missing)


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def piece_text(data: bytes) -> str:
    """Return the main text as Word stores it: \\r ends a paragraph, \\x07 a cell or a row; field codes left out."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            document = ole.openstream("WordDocument").read()
            magic, flags = struct.unpack_from("<H", document, 0)[0], struct.unpack_from("<H", document, 0x0A)[0]
            if magic != _MAGIC:
                raise Unreadable("文件已损坏，或是 Word 95 以前的格式")
            if flags & _ENCRYPTED:
                raise Unreadable("文件有密码，请去掉密码后再加入")
            table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
        length = struct.unpack_from("<i", document, 0x4C)[0]
        text = "".join(_pieces(document, table))
    except (struct.error, OSError, ValueError, IndexError, TypeError):
        raise Unreadable("文件已损坏，内容读不全") from None
    if len(text) < length:
        raise Unreadable("文件已损坏，只能读出一部分文字")
    text = text[:length]
    while _FIELD.search(text):
        text = _FIELD.sub(r"\1", text)
    return _FIELD_CODE.sub("", text)


def _pieces(document: bytes, table: bytes) -> Iterator[str]:
    """Yield the text of each piece, in order."""
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
    for piece in range(count):
        offset = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * piece + 2)[0]
        length = positions[piece + 1] - positions[piece]
        if not 0 <= length <= limits.CHARACTERS:
            raise Unreadable("文件已损坏，正文长度不合理")
        yield _piece(document, offset, length)


def _piece(document: bytes, offset: int, length: int) -> str:
    if offset & _COMPRESSED:
        offset = (offset & ~_COMPRESSED) // 2
        raw, encoding = document[offset : offset + length], "cp1252"
    else:
        raw, encoding = document[offset : offset + 2 * length], "utf-16-le"
    if len(raw) < length * (1 if encoding == "cp1252" else 2):
        raise Unreadable("文件已损坏，只能读出一部分文字")
    return raw.decode(encoding, "replace")


def _from_pieces(raw: str) -> Content:
    """Build paragraphs and tables from Word's own marks, which tell nothing of merged cells."""
    writer = Writer()
    text = raw.replace("\x0b", "\r").replace("\x0c", "\r").replace("\x1e", "-").replace("\x1f", "")
    text = _UNPRINTED.sub("", text)
    for block in _RUN.split(text):
        if _CELL in block:
            _tables(block[:-1].split(_CELL), writer)
        else:
            _paragraphs(block, writer)
    return with_captions(writer.content(), caption_from_text)


def _tables(marks: Sequence[str], writer: Writer) -> None:
    """Part a run of cells where prose comes between two tables: behind a row's end, in front of the next cell."""
    first = 0
    for number in range(1, len(marks) + 1):
        between = number < len(marks) and not marks[number - 1] and "\r" in marks[number]
        if between or number == len(marks):
            prose, _, cell = marks[first].rpartition("\r")
            _paragraphs(prose, writer)
            _table([cell, *marks[first + 1 : number]], writer)
            first = number


def _paragraphs(text: str, writer: Writer) -> None:
    for line in text.split("\r"):
        if line.strip():
            writer.paragraph(line.strip(" "))


def _table(marks: Sequence[str], writer: Writer) -> None:
    """Write a table whose rows have equally many cells as a grid; of others, with merged cells, keep the text alone."""
    width = next((w for w in range(2, _WIDEST) if len(marks) >= 2 * (w + 1) and len(marks) % (w + 1) == 0 and _fits(marks, w)), None)
    cells = [join_cell(text.split("\r")) for text in marks]
    if width is None:
        for row in "\t".join(cells).split("\t\t"):
            _paragraphs(row, writer)
        return
    rows = [cells[i : i + width] for i in range(0, len(cells), width + 1)]
    writer.table(Slot(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))


def _fits(marks: Sequence[str], width: int) -> bool:
    return not any(marks[i] for i in range(width, len(marks), width + 1))
