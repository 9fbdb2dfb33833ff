"""Ruled tables of a page: cells with their spans and the glyphs in them, stitched where a page break cuts a table.

Spans come from where a cell's edges fall among all edges of its table; a repeated header is printed once.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index.reading.glyphs import Glyph, PrintedLine, printed_lines
from index.records import Box

_EDGE = 2.0  # points within which two edges are one
_PADDING = 0.6  # of the type size: what a cell keeps free at its edge
_COLUMN = 3.0  # points within which the columns of two pages are the same
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell: its place and span, its box, its printed lines (of both pages where a break cut its row)."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[PrintedLine, ...] = ()

    @property
    def text(self) -> str:
        """The cell's text, its lines joined."""
        return "".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on one page or more; ``columns`` are the edges between columns, ``page`` is its first page."""

    page: int
    last_page: int
    box: Box
    columns: tuple[float, ...]
    rows: int
    cells: tuple[RuledCell, ...]

    @property
    def is_frame(self) -> bool:
        """Whether it is too small for a table by itself: one row of two cells."""
        return self.rows == 1 and len(self.columns) < 4

    def row(self, number: int) -> tuple[str, ...]:
        """Return the texts of the cells that start in a row."""
        return tuple(cell.text for cell in self.cells if cell.row == number)


def ruled_table(boxes: Sequence[Box], glyphs: Sequence[Glyph], page: int, edge: float = _EDGE) -> tuple[RuledTable, set[int]] | None:
    """Build a table from the boxes of its cells; also return which glyphs (by index) it took. None for a box around text.

    Edges within *edge* of one another are one: a scan's rules are as thick as they were printed.
    """
    xs = _edges(chain.from_iterable((box[0], box[2]) for box in boxes), edge)
    ys = _edges(chain.from_iterable((box[1], box[3]) for box in boxes), edge)
    if len(xs) < 3:
        return None
    placed = [(_nearest(ys, box[1]), _nearest(xs, box[0]), _nearest(ys, box[3]), _nearest(xs, box[2]), box) for box in boxes]
    inside: dict[int, list[Glyph]] = {}
    taken: set[int] = set()
    owner = {(r, c): i for i, (top, left, bottom, right, _) in enumerate(placed) for r in range(top, bottom) for c in range(left, right)}
    for number, glyph in enumerate(glyphs):
        cell = owner.get((_slot(ys, glyph.middle), _slot(xs, (glyph.x0 + glyph.x1) / 2)))
        if cell is not None:
            inside.setdefault(cell, []).append(glyph)
            taken.add(number)
    cells = [
        RuledCell(top, left, max(1, bottom - top), max(1, right - left), box, tuple(printed_lines(inside.get(i, ()), page)))
        for i, (top, left, bottom, right, box) in enumerate(placed)
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable(page, page, (xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), len(ys) - 1, tuple(cells)), taken


def _edges(values: Iterable[float], within: float) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= within:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _slot(edges: Sequence[float], value: float) -> int:
    return next((i - 1 for i, edge in enumerate(edges) if value < edge), len(edges))


def continuation(upper: RuledTable, lower: RuledTable) -> RuledTable | None:
    """Return *lower*, at the head of the next page, in the columns of *upper* where it is the rest of it, else None.

    A rest of merged rows alone (合计) lacks some of the columns' edges; its outer edges must agree.
    """
    if lower.page != upper.last_page + 1 or len(lower.columns) > len(upper.columns):
        return None
    places = [_nearest(upper.columns, edge) for edge in lower.columns]
    if any(abs(upper.columns[place] - edge) >= _COLUMN for place, edge in zip(places, lower.columns, strict=True)):
        return None
    if places[0] != 0 or places[-1] != len(upper.columns) - 1:
        return None
    cells = tuple(
        replace(cell, column=places[cell.column], column_span=places[cell.column + cell.column_span] - places[cell.column])
        for cell in lower.cells
    )
    return replace(lower, columns=upper.columns, cells=cells)


def stitch(upper: RuledTable, lower: RuledTable) -> RuledTable:
    """Join a table and its rest: a repeated header is left out, a row that the break cut is made whole."""
    skip = 0
    while skip < min(lower.rows, upper.rows) and any(lower.row(skip)) and lower.row(skip) == upper.row(skip):
        skip += 1
    rest = [replace(cell, row=cell.row - skip) for cell in lower.cells if cell.row >= skip]
    cells = list(upper.cells)
    shift = upper.rows
    if rest and _is_cut_row(cells, [cell for cell in rest if cell.row == 0], upper.rows - 1):
        cells = [_glued(cell, rest) if cell.row == upper.rows - 1 else cell for cell in cells]
        rest = [cell for cell in rest if cell.row > 0]
        shift -= 1
    cells += [replace(cell, row=cell.row + shift) for cell in rest]
    return replace(upper, last_page=lower.last_page, rows=shift + lower.rows - skip, cells=tuple(cells))


def _is_cut_row(cells: Sequence[RuledCell], head: Sequence[RuledCell], last: int) -> bool:
    """Whether the row at the head of a page is the tail of the row before.

    It holds no number; each of its texts goes on from a line that is full, or from a cell of several lines.
    """
    tails = [cell for cell in head if cell.text]
    above = {cell.column: cell for cell in cells if cell.row == last}
    if not tails or any(_NUMBER.fullmatch(cell.text) for cell in tails):
        return False
    if not any(_NUMBER.fullmatch(cell.text) for cell in above.values()):
        return False
    over = [above.get(cell.column) for cell in tails]
    full = [cell is not None and _is_full(cell, tail) for cell, tail in zip(over, tails, strict=True)]
    return any(full) and all(fits or (cell is not None and len(cell.lines) > 1) for fits, cell in zip(full, over, strict=True))


def _is_full(cell: RuledCell, tail: RuledCell) -> bool:
    """Whether a cell's last line leaves no room for the first word of *tail*."""
    if not cell.lines:
        return False
    line = cell.lines[-1]
    return cell.box[2] - line.box[2] < tail.lines[0].first_word + _PADDING * line.size


def _glued(cell: RuledCell, rest: Sequence[RuledCell]) -> RuledCell:
    tail = next((other for other in rest if other.row == 0 and other.column == cell.column), None)
    return replace(cell, lines=cell.lines + tail.lines) if tail else cell
