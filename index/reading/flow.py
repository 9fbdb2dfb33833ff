"""Printed lines and tables of all pages → one text: running heads out, paragraphs joined over lines and pages.

A line goes on in the next where the next line's first word would not have fitted on it: that, not punctuation, is how
type wraps.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from index.reading.captions import caption, is_sheet_line, trimmed
from index.reading.content import Content, Writer
from index.reading.continued import joined
from index.reading.glyphs import PrintedLine
from index.reading.newspaper import side_by_side
from index.reading.ruled import RuledCell, RuledTable
from index.reading.turning import Turn, printed
from index.reading.unruled import unruled_tables
from index.records import Cell, Grid, Line

_PAGE_NUMBER = re.compile(r"[\s\-—–―·~]*(?:第\s*)?(?:\d{1,4}|[ivxⅠ-ⅻ]{1,5})(?:\s*页)?(?:\s*[/／共,，]\s*共?\s*\d{1,4}\s*页?)?[\s\-—–―·~]*")
_START = re.compile(
    r"第[一二三四五六七八九十]{1,3}(?:部分|章)|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}(?:[、．]|[.](?!\d)|[.](?=20\d\d年|\d{3}[^\d.,]))|[（(]\d{1,2}[）)]|[①-⑳]|附件|附表|注[:：]"
)
_BULLET = re.compile(r"[\uf000-\uf0ff•●◆■▪○➢]|-\s")
_TITLE_END = re.compile(r"(?:表|目录|说明|情况|概况|解释|附件|部分|报告|决算|预算|职能|职责)$")
_TITLE_SIZE = 1.15
_MARGIN = 0.08
_RUNNING = 0.4
_INDENT = 0.9
_COLUMN_GAP = 1.5  # of the type size


@dataclass(slots=True)
class PageItems:
    """What stands on one page, or in one of its columns; places and size are those of the page turned to be read."""

    number: int
    width: float
    height: float
    lines: list[PrintedLine]
    tables: list[RuledTable] = field(default_factory=list)
    turn: Turn = Turn.NONE


@dataclass(slots=True)
class _Paragraph:
    lines: list[PrintedLine]


@dataclass(frozen=True, slots=True)
class _Measure:
    """The left and right edge of the type area, and the size of body type."""

    left: float
    right: float
    size: float


_Block = _Paragraph | RuledTable


def flow(pages: Sequence[PageItems]) -> Content:
    """Put the pages into one text with lines, grids and a record of what was left out."""
    removed = _take_running_lines(pages)
    parts = [part for page in pages for part in _columns(page)]
    for part in parts:
        found, part.lines = unruled_tables(part.lines)
        part.tables += found
    measures = _measures(parts)
    blocks: list[_Block] = []
    for page in parts:
        removed += _gather(page, measures[_geometry(page)], blocks)
    writer, lines = Writer(), list[Line]()
    for number, block in enumerate(blocks):
        if isinstance(block, RuledTable):
            _write_table(block, _captions(blocks, number), writer, lines)
        else:
            _write_paragraph(block, writer, lines)
    text = "".join(writer.parts)
    grids = tuple(trimmed(text, grid) for grid in writer.grids)
    return Content(text, len(pages), _as_printed(lines, pages), grids, tuple(removed))


def _columns(page: PageItems) -> list[PageItems]:
    """Return a page that is set in two columns as its parts in reading order."""
    if page.tables:
        return [page]
    return [replace(page, width=width, lines=lines) for width, lines in side_by_side(page.lines, page.width)]


def _as_printed(lines: Sequence[Line], pages: Sequence[PageItems]) -> tuple[Line, ...]:
    """Put lines of pages that were turned back where they are printed; a turned line is cited whole."""
    turned = {page.number: page for page in pages if page.turn is not Turn.NONE}
    return tuple(_turned_back(line, turned[line.page]) if line.page in turned else line for line in lines)


def _turned_back(line: Line, page: PageItems) -> Line:
    x0, top, x1, bottom = printed(line.box, page.turn, page.height, page.width)
    return replace(line, box=(round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)), edges=())


def _take_running_lines(pages: Sequence[PageItems]) -> list[tuple[str, str]]:
    """Take page numbers and repeated heads and feet out of the pages; return them with the reason."""
    seen = Counter(key for page in pages for key in {_folded(line) for line in page.lines if _in_margin(page, line)})
    often = max(3, _RUNNING * len(pages))
    removed = list[tuple[str, str]]()
    for page in pages:
        kept = list[PrintedLine]()
        for line in page.lines:
            if _in_margin(page, line) and _PAGE_NUMBER.fullmatch(line.text):
                removed.append((line.text, f"第{page.number}页页码"))
            elif _in_margin(page, line) and seen[_folded(line)] >= often and not is_sheet_line(line.text):
                removed.append((line.text, f"第{page.number}页{'页眉' if line.box[1] < page.height / 2 else '页脚'}"))
            else:
                kept.append(line)
        page.lines = kept
    return removed


def _folded(line: PrintedLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _in_margin(page: PageItems, line: PrintedLine) -> bool:
    return line.box[1] < _MARGIN * page.height or line.box[3] > (1 - _MARGIN) * page.height


def _geometry(page: PageItems) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _measures(pages: Sequence[PageItems]) -> dict[tuple[int, int], _Measure]:
    """Return the type area of each page geometry, from its long lines."""
    edges: dict[tuple[int, int], tuple[list[float], list[float]]] = {}
    sizes = [line.size for page in pages for line in page.lines for _ in range(len(line.glyphs) // 10 + 1)]
    size = median(sizes) if sizes else 0.0
    for page in pages:
        left, right = edges.setdefault(_geometry(page), ([], []))
        long = [line for line in page.lines if line.box[2] - line.box[0] > 0.5 * page.width]
        left.extend(line.box[0] for line in long)
        right.extend(line.box[2] for line in long)
    return {
        geometry: _Measure(_percentile(left, 0.05), _percentile(right, 0.95), size) if left else _Measure(0.0, float(geometry[0]), size)
        for geometry, (left, right) in edges.items()
    }


def _percentile(values: list[float], share: float) -> float:
    values.sort()
    return values[min(len(values) - 1, int(share * len(values)))]


def _gather(page: PageItems, measure: _Measure, blocks: list[_Block]) -> list[tuple[str, str]]:
    """Append a page's lines and tables from top to bottom, going on with what the page before left open.

    Return what a table that goes on printed above itself once more.
    """
    removed = list[tuple[str, str]]()
    items: list[PrintedLine | RuledTable] = [*page.lines, *page.tables]
    for item in sorted(items, key=lambda item: item.box[1]):
        last = blocks[-1] if blocks else None
        if isinstance(item, RuledTable):
            removed += _append_table(item, blocks)
        elif isinstance(last, _Paragraph) and _goes_on(last, item, measure):
            last.lines.append(item)
        else:
            blocks.append(_Paragraph([item]))
    return removed


def _append_table(table: RuledTable, blocks: list[_Block]) -> list[tuple[str, str]]:
    number = next((n for n in range(len(blocks) - 1, -1, -1) if isinstance(blocks[n], RuledTable)), -1)
    upper = blocks[number] if number >= 0 else None
    between = ["".join(line.text for line in block.lines) for block in blocks[number + 1 :] if isinstance(block, _Paragraph)]
    whole = joined(upper, _captions(blocks, number)[0], between, table) if isinstance(upper, RuledTable) else None
    if whole is not None:
        blocks[number:] = [whole]
        return [(text, f"第{table.page}页续表表头") for text in between]
    if table.is_frame:
        blocks.extend(_Paragraph([line]) for cell in table.cells for line in cell.lines)
    else:
        blocks.append(table)
    return []


def _goes_on(paragraph: _Paragraph, line: PrintedLine, measure: _Measure) -> bool:
    before = paragraph.lines[-1]
    if _START.match(line.text) or _BULLET.match(line.text) or abs(line.size - before.size) > 0.12 * before.size:
        return False
    if before.text.endswith(("…", "..")) or _is_row(before) or _is_row(line):
        return False
    if _is_centred(before, measure) and _is_centred(line, measure):
        return _is_one_title(before, line, measure)
    if line.box[0] > measure.left + _INDENT * line.size and not _is_set_in(before, line):
        return False
    return before.box[2] + line.first_word >= measure.right - 0.3 * before.size


def _is_row(line: PrintedLine) -> bool:
    """Whether a line is a row of something set in columns: texts parted by wide blanks, a figure among them."""
    gaps = [(left, right) for left, right in pairwise(line.glyphs) if right.x0 - left.x1 > _COLUMN_GAP * max(left.size, right.size)]
    return len(gaps) > 1 or any(left.text[-1].isdigit() or right.text[0].isdigit() for left, right in gaps)


def _is_set_in(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether both lines are set in alike, as all lines of an indented block are."""
    return abs(line.box[0] - before.box[0]) < 0.3 * line.size and before.text[-1] not in "。；：！？"


def _is_centred(line: PrintedLine, measure: _Measure) -> bool:
    """Whether a line stands in the middle: set in on both sides, or in the larger type of a title."""
    off = abs((line.box[0] + line.box[2] - measure.left - measure.right) / 2)
    set_in = line.box[0] > measure.left + 1.5 * line.size
    return off < line.size and (set_in or line.size > _TITLE_SIZE * measure.size)


def _is_one_title(before: PrintedLine, line: PrintedLine, measure: _Measure) -> bool:
    """Whether two centred lines are one title: near, and the first either full or no title by itself."""
    if before.page != line.page or line.box[1] - before.box[3] > 1.3 * line.size or before.text[-1] in "。；：，":
        return False
    full = before.box[2] - before.box[0] + line.first_word >= measure.right - measure.left - before.size
    return full or not _TITLE_END.search(before.text.replace(" ", ""))


def _captions(blocks: Sequence[_Block], number: int) -> tuple[str, str]:
    return caption(_lines_above(blocks, number))


def _lines_above(blocks: Sequence[_Block], number: int) -> Iterator[str]:
    for block in reversed(blocks[max(0, number - 6) : number]):
        if isinstance(block, RuledTable):
            return
        yield "".join(line.text for line in block.lines)


def _write_paragraph(paragraph: _Paragraph, writer: Writer, lines: list[Line]) -> None:
    before = ""
    for line in paragraph.lines:
        if before.isascii() and before.isalnum() and line.text[0].isascii() and line.text[0].isalpha() and before.isalpha():
            writer.write(" ")
        lines.append(line.write(writer))
        before = line.text[-1]
    writer.write("\n")


def _write_table(table: RuledTable, captions: tuple[str, str], writer: Writer, lines: list[Line]) -> None:
    title, unit = captions
    start, cells = writer.length, list[Cell]()
    count = len(table.columns) - 1
    for row in range(table.rows):
        at = 0
        for cell in (cell for cell in table.cells if cell.row == row):
            writer.write("\t" * (cell.column - at))
            at = cell.column
            cells.append(_write_cell(cell, writer, lines))
        writer.write("\t" * (count - 1 - at) + "\n")
    writer.grids.append(Grid(start, writer.length, table.rows, count, tuple(cells), title, unit, table.page))


def _write_cell(cell: RuledCell, writer: Writer, lines: list[Line]) -> Cell:
    start = writer.length
    lines.extend(line.write(writer) for line in cell.lines)
    return Cell(cell.row, cell.column, start, writer.length, cell.row_span, cell.column_span)
