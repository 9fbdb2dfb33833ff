"""Tables printed without rules: rows of texts that stand in columns, told by the blanks between them.

Only what is plain becomes a table: figures in at least three rows, each text in one column. Anything else stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.reading.captions import is_sheet_line
from index.reading.glyphs import Glyph, PrintedLine
from index.reading.ruled import RuledCell, RuledTable
from index.records import Box

_GAP = 0.8  # of the type size: what parts two columns
_FIGURE_GAP = 0.4  # of the type size: what parts two figures
_LEADING = 3.2  # of the type size: how far apart the rows of one table may be
_FEWEST_ROWS = 3
_FEWEST_AMOUNTS = 3
_HEADER_ROWS = 4
_AMOUNT = re.compile(r"[-−－△▲]?\d{1,3}(?:,?\d{3})*(?:\.\d+)?%?|[(（]\d[\d,]*\.\d+[)）]|[-—–]+")
_ORDINAL = re.compile(r"\d{1,2}|栏次|列次|[甲乙丙]")
_FIGURE_STARTS = frozenset("0123456789-−－△▲(（")
_DECIMAL = re.compile(r"[-−－△▲]?\d[\d,]*\.\d+%?|[-−－△▲]?\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line as its parts between wide blanks."""

    line: PrintedLine
    parts: tuple[PrintedLine, ...]

    @property
    def amounts(self) -> int:
        return sum(bool(_AMOUNT.fullmatch(_text(part))) for part in self.parts)

    @property
    def counts_columns(self) -> bool:
        """Whether the row numbers the columns; it is set otherwise than the figures under it."""
        texts = [_text(part) for part in self.parts]
        return len(texts) > 2 and all(map(_ORDINAL.fullmatch, texts)) and any(text.isdigit() for text in texts)

    @property
    def holds_figures(self) -> bool:
        return len(self.parts) > 1 and self.amounts > 0


def unruled_tables(lines: Sequence[PrintedLine]) -> tuple[list[RuledTable], list[PrintedLine]]:
    """Return the tables among the lines of a page, in their order from top to bottom, and the lines that are in none."""
    rows = [_Row(line, _parts(line)) for line in lines]
    tables, taken = list[RuledTable](), set[int]()
    for first, last in _runs(rows):
        top = _with_heading(rows, first)
        built = _table(rows[top:first], rows[first:last])
        if built is not None:
            tables.append(built)
            taken.update(range(top, last))
    return tables, [line for number, line in enumerate(lines) if number not in taken]


def _parts(line: PrintedLine) -> tuple[PrintedLine, ...]:
    """The line's texts between wide blanks; 收　　入, a word spread wide, is one."""
    groups: list[list[Glyph]] = [[line.glyphs[0]]]
    for left, right in pairwise(line.glyphs):
        if _is_gap(left, right) and not (len(groups[-1]) == 1 and _is_spread(line.glyphs, right)):
            groups.append([])
        groups[-1].append(right)
    return tuple(PrintedLine(line.page, tuple(group)) for group in groups)


def _is_gap(left: Glyph, right: Glyph) -> bool:
    figures = left.text[-1].isdigit() and right.text[0] in _FIGURE_STARTS
    return right.x0 - left.x1 > (_FIGURE_GAP if figures else _GAP) * max(left.size, right.size)


def _is_spread(glyphs: Sequence[Glyph], last: Glyph) -> bool:
    """Whether a Chinese character stands by itself between wide blanks, as the last of two or three of a word do."""
    at = glyphs.index(last)
    alone = at + 1 == len(glyphs) or _is_gap(last, glyphs[at + 1])
    return alone and not last.text.isascii() and not glyphs[at - 1].text.isascii()


def _runs(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """Return from where to where rows of figures follow one another, subject lines without a figure between them included."""
    runs, number = list[tuple[int, int]](), 0
    while number < len(rows):
        if not rows[number].holds_figures:
            number += 1
            continue
        end = last = number + 1
        while end < len(rows) and _is_near(rows[end - 1], rows[end]) and (rows[end].holds_figures or _is_label(rows[end], rows[number])):
            end += 1
            last = end if rows[end - 1].holds_figures else last
        runs.append((number, last))
        number = last
    return [run for run in runs if _is_enough(rows[slice(*run)])]


def _is_enough(rows: Sequence[_Row]) -> bool:
    decimals = sum(bool(_DECIMAL.fullmatch(_text(part))) for row in rows for part in row.parts)
    return sum(row.holds_figures for row in rows) >= _FEWEST_ROWS and decimals >= _FEWEST_AMOUNTS


def _is_near(upper: _Row, lower: _Row) -> bool:
    return lower.line.box[1] - upper.line.box[3] < _LEADING * lower.line.size


def _is_label(row: _Row, first: _Row) -> bool:
    """Whether a row without figures names something in the table's own columns: a subject with nothing spent."""
    starts = [part.box[0] for part in first.parts]
    size = row.line.size
    return not _text(row.parts[-1]).endswith(("。", "；", "，")) and any(
        abs(row.parts[0].box[0] - start) < 2 * size for start in starts[:2]
    )


def _with_heading(rows: Sequence[_Row], first: int) -> int:
    """Return the row at which the heading over the figures starts; a unit's or a title's line is none."""
    top = first
    for number in range(first - 1, max(-1, first - 1 - _HEADER_ROWS), -1):
        row = rows[number]
        if is_sheet_line(row.line.text) or not _is_near(row, rows[number + 1]) or len(row.line.text) > 80:
            break
        if len(row.parts) > 1:
            top = number
    return top


def _table(heading: Sequence[_Row], body: Sequence[_Row]) -> RuledTable | None:
    columns = _columns([part.box for row in body if row.holds_figures and not row.counts_columns for part in row.parts])
    for row in heading[-1:]:
        columns = _columns([*columns, *(part.box for part in row.parts if not _over(part, columns))])
    if len(columns) < 2:
        return None
    if not _is_told_apart(heading, body, columns):
        return None
    edges = _edges(columns)
    rows = [*heading, *body]
    heights = [
        min(row.line.box[1] for row in rows),
        *((upper.line.box[3] + lower.line.box[1]) / 2 for upper, lower in pairwise(rows)),
        rows[-1].line.box[3],
    ]
    cells: list[RuledCell] = []
    for number, row in enumerate(rows):
        taken = [_places(part, row, columns) for part in row.parts]
        if any(len(over) != 1 for over in taken) and number >= len(heading):
            return None
        if len({column for over in taken for column in over}) != sum(map(len, taken)):
            return None
        cells += [
            RuledCell(number, over[0], 1, len(over), (edges[over[0]], heights[number], edges[over[-1] + 1], heights[number + 1]), (part,))
            for part, over in zip(row.parts, taken, strict=True)
            if over
        ]
    box = (edges[0], heights[0], edges[-1], heights[-1])
    return RuledTable(rows[0].line.page, rows[0].line.page, box, tuple(edges), len(rows), tuple(cells))


def _is_told_apart(heading: Sequence[_Row], body: Sequence[_Row], columns: Sequence[Box]) -> bool:
    """Whether the headings say which column is which, without the rules that would show what stands over what.

    A lowest heading over several columns may be several headings that stand too close; 小计, or 合计 twice, hangs on one above.
    """
    seen: set[tuple[int, tuple[str, ...]]] = set()
    block = 0
    for number in range(len(columns)):
        over = [(places, _text(part)) for row in heading for part in row.parts if number in (places := _places(part, row, columns))]
        if _holds_names(number, body, columns) and number and not _holds_names(number - 1, body, columns):
            block += 1
        heads = tuple(text for places, text in over if len(places) == 1)
        if (over and len(over[-1][0]) > 1) or heads == ("小计",) or (heads and (block, heads) in seen):
            return False
        seen.add((block, heads))
    return True


def _holds_names(column: int, body: Sequence[_Row], columns: Sequence[Box]) -> bool:
    texts = [_text(part) for row in body if not row.counts_columns for part in row.parts if column in _over(part, columns)]
    return sum(bool(_AMOUNT.fullmatch(text)) for text in texts) * 2 < len(texts)


def _columns(boxes: Sequence[Box]) -> list[Box]:
    """Return the columns: texts whose widths overlap stand in one."""
    columns: list[Box] = []
    for box in sorted(boxes):
        if columns and box[0] < columns[-1][2]:
            last = columns[-1]
            columns[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            columns.append(box)
    return columns


def _over(part: PrintedLine, columns: Sequence[Box]) -> list[int]:
    left, _, right, _ = part.box
    return [number for number, column in enumerate(columns) if min(right, column[2]) > max(left, column[0])]


def _places(part: PrintedLine, row: _Row, columns: Sequence[Box]) -> list[int]:
    """The columns that a text stands in; one that stands in none, as centred headings and numbers of columns do, is the nearest's."""
    return ([] if row.counts_columns else _over(part, columns)) or [_nearest(part, columns)]


def _nearest(part: PrintedLine, columns: Sequence[Box]) -> int:
    middle = part.box[0] + part.box[2]
    return min(range(len(columns)), key=lambda number: abs(columns[number][0] + columns[number][2] - middle))


def _edges(columns: Sequence[Box]) -> list[float]:
    inner = [(left[2] + right[0]) / 2 for left, right in pairwise(columns)]
    return [columns[0][0], *inner, columns[-1][2]]


def _text(part: PrintedLine) -> str:
    return part.text.replace(" ", "")
