"""DOCX → text and tables in the order of the document, with the numbers that Word prints before paragraphs.

Deleted text, field codes and the second copies of text boxes stay out. Pages are Word's own business: none are known.
"""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from index.reading.archive import check_archive
from index.reading.captions import caption_from_text, with_captions
from index.reading.content import Content, Slot, Unreadable, Writer
from index.reading.html import join_cell
from index.reading.numbering import Numbering
from index.reading.sniff import Format

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}delText",
        f"{_W}pPr",
        f"{_W}rPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_CONTAINERS = frozenset((f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"))
_BOX = f"{_W}txbxContent"

_DAMAGE = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    etree.XMLSyntaxError,
    EOFError,
    OSError,
)

_Element = etree._Element


def read_docx(data: bytes) -> Content:
    """Return the text and the tables of a Word document."""
    check_archive(data, Format.DOCX)
    try:
        document = Document(io.BytesIO(data))
        writer = Writer()
        _blocks(document.element.body, writer, Numbering.of(document))
    except _DAMAGE:
        raise Unreadable("文件已损坏，内容读不全") from None
    content = writer.content()
    if not content.text.strip():
        raise Unreadable("文件里没有文字")
    return with_captions(content, caption_from_text)


def _blocks(parent: _Element, writer: Writer, numbering: Numbering) -> None:
    for child in parent:
        if child.tag == f"{_W}p":
            _paragraph(child, writer, numbering)
        elif child.tag == f"{_W}tbl":
            _table(child, writer, numbering)
        elif child.tag in _CONTAINERS:
            _blocks(child, writer, numbering)


def _paragraph(paragraph: _Element, writer: Writer, numbering: Numbering) -> None:
    for box in paragraph.iter(_BOX):
        if not any(ancestor.tag in _SKIPPED for ancestor in box.iterancestors()):
            _blocks(box, writer, numbering)
    text = paragraph_text(paragraph)
    if text.strip():
        for line in (numbering.label(paragraph) + text).split("\n"):
            writer.paragraph(line.strip(" "))


def paragraph_text(paragraph: _Element) -> str:
    """Return a paragraph's own text as printed."""
    return "".join(_texts(paragraph))


def _texts(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SKIPPED and child.tag != _BOX:
            yield from _texts(child)


def _table(table: _Element, writer: Writer, numbering: Numbering) -> None:
    rows = [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table]
    if sum(1 for row in rows for _ in _cells(row)) <= 1:
        for row in rows:
            for cell in _cells(row):
                _blocks(cell, writer, numbering)
        return
    writer.table(_slots(rows, numbering))


def _slots(rows: list[_Element], numbering: Numbering) -> list[Slot]:
    """Return the cells; one that goes on vertically grows downwards."""
    slots: list[Slot] = []
    open_: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = _offset(row)
        for cell in _cells(row):
            wide = _number(cell, "gridSpan", 1)
            if _goes_on(cell) and column in open_:
                above = slots[open_[column]]
                slots[open_[column]] = Slot(above.row, above.column, above.text, number - above.row + 1, above.column_span)
            else:
                open_[column] = len(slots)
                slots.append(Slot(number, column, _cell_text(cell, numbering), 1, wide))
            column += wide
    return slots


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _cells(child)


def _cell_text(cell: _Element, numbering: Numbering) -> str:
    pieces = (numbering.label(paragraph) + paragraph_text(paragraph) for paragraph in cell.iter(f"{_W}p"))
    return join_cell(line for piece in pieces for line in piece.replace("\t", " ").split("\n"))


def _goes_on(cell: _Element) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _number(cell: _Element, name: str, default: int) -> int:
    found = cell.find(f"{_W}tcPr/{_W}{name}")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return min(int(value), 256) if value.isdecimal() else default


def _offset(row: _Element) -> int:
    """How many grid columns a row leaves out at its left."""
    found = row.find(f"{_W}trPr/{_W}gridBefore")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return min(int(value), 256) if value.isdecimal() else 0
