"""Tables of plain text whose columns are aligned by blanks, as text copied from a page has them: grids over the text.

A line's characters stand where a fixed-width page would print them; what makes columns of them is the reading of pages.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from index.reading.glyphs import Glyph, PrintedLine
from index.reading.ruled import RuledTable
from index.reading.unruled import unruled_tables
from index.records import Cell, Grid

_EM = 2.0  # columns that a Chinese character takes
_GAP = 2  # blanks that part two cells
_FEWEST_LINES = 3
_MOST_LINES = 400
_LONGEST_LINE = 400

_Span = tuple[int, int]


def aligned_tables(text: str) -> list[Grid]:
    """Return the grids of the tables that *text* holds as columns between blanks."""
    return [grid for block in _blocks(text) for grid in _grids(text, block)]


def _blocks(text: str) -> Iterator[list[_Span]]:
    """Yield runs of lines that have wide blanks in them, an empty line between them or none."""
    block: list[_Span] = []
    at = empty = 0
    for line in text.split("\n"):
        span = (at, at + len(line))
        at += len(line) + 1
        if not line.strip():
            empty += 1
            continue
        if not _is_parted(line) or empty > 1:
            if _FEWEST_LINES <= len(block) <= _MOST_LINES:
                yield block
            block = []
        if _is_parted(line):
            block.append(span)
        empty = 0
    if _FEWEST_LINES <= len(block) <= _MOST_LINES:
        yield block


def _is_parted(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and "\t" not in line and "|" not in line and (" " * _GAP in line.strip() or "　" in line.strip())


def _grids(text: str, block: Sequence[_Span]) -> Iterator[Grid]:
    lines, places = list[PrintedLine](), dict[tuple[float, float], int]()
    for number, (start, end) in enumerate(block):
        glyphs = tuple(_glyphs(text[start:end], number))
        lines.append(PrintedLine(0, glyphs))
        shown = (at for at in range(start, end) if not text[at].isspace())
        places.update(((glyph.top, glyph.x0), at) for glyph, at in zip(glyphs, shown, strict=True))
    for table in unruled_tables(lines)[0]:
        yield _grid(table, places)


def _glyphs(line: str, number: int) -> Iterator[Glyph]:
    x, top = 0.0, number * _EM
    for char in line:
        wide = _EM if unicodedata.east_asian_width(char) in "WFA" else 1.0
        if not char.isspace():
            yield Glyph(char, x, x + wide, top, top + _EM, _EM)
        x += wide


def _grid(table: RuledTable, places: dict[tuple[float, float], int]) -> Grid:
    cells = []
    for cell in table.cells:
        ends = [places[glyph.top, glyph.x0] for line in cell.lines for glyph in line.glyphs]
        cells.append(Cell(cell.row, cell.column, min(ends), max(ends) + 1, cell.row_span, cell.column_span))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    return Grid(start, end, table.rows, len(table.columns) - 1, tuple(cells))
