"""Old Word (.doc): through LibreOffice where it is installed, else straight from the file's own marks.

The file's own text also checks LibreOffice, which opens damaged files with half of their text and loses a table that
ends a document.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.reading.captions import caption_from_text, with_captions
from index.reading.content import Content, Slot, Unreadable, Writer
from index.reading.html import join_cell
from index.reading.office import convert, office
from index.reading.plain import looks_like_text
from index.reading.word import read_docx
from index.reading.wordbinary import RowShape, WordText, word_text

_FIELD = re.compile(r"\x13[^\x13\x14\x15]*\x14([^\x13\x14\x15]*)\x15")
_FIELD_CODE = re.compile(r"\x13[^\x13\x15]*\x15")
_UNPRINTED = re.compile(r"[\x00-\x06\x08\x0e-\x1d\x1f]")
_NUMBER = re.compile(r"\d[\d,.]*")
_CELL = "\x07"
_LEAST_SHARE = 0.95
_EDGE = 30  # twentieths of a point within which two edges are one

_Row = tuple[list[str], RowShape]


def read_doc(data: bytes) -> Content:
    """Return the text and the tables of an old Word document."""
    raw = word_text(data)
    plain = printed(raw.text).replace(_CELL, "\t")
    if not plain.strip():
        raise Unreadable("文件里没有文字")
    if not looks_like_text(plain):
        raise Unreadable("文件已损坏，文字读出来是乱码")
    if office() is None:
        return from_marks(raw)
    try:
        content = read_docx(convert(data, ".doc", "docx"))
    except Unreadable:
        return from_marks(raw)
    short = _letters(content.text) < _LEAST_SHARE * _letters(plain)
    return from_marks(raw) if short or _runs_together(plain, content.text) else content


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _runs_together(raw: str, text: str) -> bool:
    """Whether numbers that Word keeps apart stand as one in *text*."""
    apart, read = Counter(_NUMBER.findall(raw)), Counter(_NUMBER.findall(text))
    missing, extra = apart - read, read - apart
    return any(longer.startswith(number) and longer != number for longer in extra for number in missing)


def printed(text: str) -> str:
    """Return Word's text without field codes and marks that print nothing; \\r and \\x07 stay."""
    while _FIELD.search(text):
        text = _FIELD.sub(r"\1", text)
    text = _FIELD_CODE.sub("", text).replace("\x0b", "\r").replace("\x0c", "\r").replace("\x1e", "-")
    return _UNPRINTED.sub("", text)


def from_marks(raw: WordText) -> Content:
    """Build paragraphs and tables from Word's own marks."""
    writer, rows = Writer(), list[_Row]()
    cells, parts = list[str](), list[str]()
    for start, mark in _segments(raw.text):
        text = raw.text[start:mark]
        shape = raw.rows.get(mark) if raw.text[mark : mark + 1] == _CELL else None
        if shape is not None and len(cells) == len(shape.continued):
            rows.append((cells, shape))
            cells = []
        elif raw.text[mark : mark + 1] == _CELL:
            cells.append(join_cell(printed("\r".join([*parts, text])).split("\r")))
            parts = []
        elif mark in raw.inside:
            parts.append(text)
        else:
            _write_table(rows, writer)
            rows = []
            _write_lines([*cells, text], writer)
            cells = []
    _write_table(rows, writer)
    _write_lines(cells, writer)
    return with_captions(writer.content(), caption_from_text)


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph or cell starts, and where its mark stands."""
    start = 0
    for mark in re.finditer(rf"[\r\x0c{_CELL}]", text):
        yield start, mark.start()
        start = mark.end()
    if start < len(text):
        yield start, len(text)


def _write_lines(texts: Sequence[str], writer: Writer) -> None:
    for line in "\r".join(printed(text) for text in texts).split("\r"):
        if line.strip():
            writer.paragraph(line.strip(" "))


def _write_table(rows: Sequence[_Row], writer: Writer) -> None:
    if len(rows) == 1 and len(rows[0][0]) == 1:
        _write_lines(rows[0][0], writer)
    elif rows:
        writer.table(_slots(rows))


def _slots(rows: Sequence[_Row]) -> list[Slot]:
    """Return the cells: columns from the edges of all rows, rows joined where a cell goes on from the one above."""
    edges = _merged(edge for _, shape in rows for edge in shape.edges)
    slots: list[Slot] = []
    open_: dict[int, int] = {}
    for number, (texts, shape) in enumerate(rows):
        for text, left, right, goes_on in zip(texts, shape.edges, shape.edges[1:], shape.continued, strict=False):
            column = _nearest(edges, left)
            if goes_on and column in open_:
                above = slots[open_[column]]
                slots[open_[column]] = Slot(above.row, column, above.text + text, number - above.row + 1, above.column_span)
            else:
                open_[column] = len(slots)
                slots.append(Slot(number, column, text, 1, max(1, _nearest(edges, right) - column)))
    return slots


def _merged(values: Iterator[int]) -> list[int]:
    edges: list[int] = []
    for value in sorted(set(values)):
        if not edges or value - edges[-1] > _EDGE:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[int], value: int) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))
