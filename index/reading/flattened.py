"""Tables that a text holds without rules: pasted with tabs, Markdown's pipes, or commas. Returns grids over the text.

Word pastes each cell as a tab at the start of a line; an empty line before the tab starts a new row, and a cell may run
over several lines, even over empty ones. Excel pastes a row a line with a tab between two cells, and saves CSV with commas,
every row with as many, a cell with a comma in it in quotes.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.reading.aligned import aligned_tables
from index.records import Cell, Grid

_CELL = re.compile(r"^\t", re.MULTILINE)
_NEW_ROW = re.compile(r"\n[ \r]*\n[ \r]*\Z")
_TAB_ROW = re.compile(r"^[^\t\n]*\t[^\n]*$", re.MULTILINE)
_PIPE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*\r?$", re.MULTILINE)
_PIPE_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*\r?")
_COMMA_ROW = re.compile(r"""^(?:[^,"\n\t|。]*|"[^"\n]*")(?:,(?:[^,"\n\t|。]*|"[^"\n]*")){2,}$""", re.MULTILINE)
_COMMA_CELL = re.compile(r"""(?:(?<=[\n,])|\A|^)(?:"[^"\n]*"|[^,"\n]*)(?=,|\r?$)""", re.MULTILINE)
_PROSE = re.compile(r"[，；。：、]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
"""A number whose commas part its thousands, not cells."""
_FEWEST_COMMAS = 2
_LONGEST_CELL = 1500
_FEWEST_ROWS = 3

_Span = tuple[int, int]


def flattened_tables(text: str) -> tuple[Grid, ...]:
    """Return the grids of the tables that *text* holds as tabs or pipes, in order."""
    found = [_grid(rows) for rows in _tab_rows(text)]
    found += [
        grid
        for run in _tab_runs(text)
        if (grid := _tab_grid(text, run)) is not None and not any(grid.start < row.end and row.start < grid.end for row in found)
    ]
    found += [_grid(rows) for rows in _pipe_tables(text)]
    found += [_grid(rows) for rows in _comma_rows(text)]
    found += [grid for grid in aligned_tables(text) if not any(grid.start < other.end and other.start < grid.end for other in found)]
    return tuple(sorted(found, key=lambda grid: grid.start))


def _tab_runs(text: str) -> Iterator[list[int]]:
    """Yield runs of tabs at line starts that stand close enough to be one table."""
    run: list[int] = []
    for mark in _CELL.finditer(text):
        if run and mark.start() - run[-1] > _LONGEST_CELL:
            yield run
            run = []
        run.append(mark.start())
    if run:
        yield run


def _tab_grid(text: str, tabs: Sequence[int]) -> Grid | None:
    rows: list[list[_Span]] = []
    for tab, following in zip(tabs, [*tabs[1:], -1], strict=True):
        if not rows or _NEW_ROW.search(text, max(tab - 9, 0), tab):
            rows.append([])
        end = following if following >= 0 else _last_end(text, tab)
        rows[-1].append(_trim(text, tab + 1, end))
    widest = max(map(len, rows))
    if len(rows) < _FEWEST_ROWS or widest < 2 or all(start == end for row in rows for start, end in row):
        return None
    return _grid(rows)


def _last_end(text: str, tab: int) -> int:
    """The last cell of a table ends with its paragraph: what follows is prose again."""
    blank = text.find("\n\n", tab + 1)
    return min(blank if blank >= 0 else len(text), tab + _LONGEST_CELL)


def _pipe_tables(text: str) -> Iterator[list[list[_Span]]]:
    rows: list[list[_Span]] = []
    ruled, end = False, -1
    for line in _PIPE_ROW.finditer(text):
        if rows and text[end : line.start()].strip(" \t\r") != "\n":
            if ruled and len(rows) > 1:
                yield rows
            rows, ruled = [], False
        end = line.end()
        if _PIPE_RULE.fullmatch(line.group()):
            ruled = True
        else:
            rows.append(_pipe_cells(text, line.start(), line.end()))
    if ruled and len(rows) > 1:
        yield rows


def _tab_rows(text: str) -> Iterator[list[list[_Span]]]:
    """Yield the tables of rows that stand a line each, with at least two columns and two rows; only the first cell fills its row."""
    rows: list[list[_Span]] = []
    end = -1
    for line in _TAB_ROW.finditer(text):
        opens = text[line.start()] != "\t"
        if not rows and not opens:
            continue
        if rows and (text[end : line.start()].strip() or (not opens and not _goes_on(text, line, len(rows[-1]), end))):
            if len(rows) > 1:
                yield rows
            rows = []
            if not opens:
                continue
        end = line.end()
        rows.append(_tab_cells(text, line.start(), line.end()))
    if len(rows) > 1:
        yield rows


def _goes_on(text: str, line: "re.Match[str]", columns: int, end: int) -> bool:
    """Whether a line whose first cells are empty is a row of the table above: right under it, with as many cells."""
    return text[end : line.start()].strip("\r") == "\n" and line.group().count("\t") + 1 == columns


def _comma_rows(text: str) -> Iterator[list[list[_Span]]]:
    """Yield the tables of rows that stand a line each, parted by as many commas: a sentence with commas has none like it."""
    rows: list[list[_Span]] = []
    end = -1
    for line in _COMMA_ROW.finditer(text):
        if _PROSE.search(line.group()) or _THOUSANDS.sub("", line.group()).count(",") < _FEWEST_COMMAS:
            continue
        cells = [_unquoted(text, *cell.span()) for cell in _COMMA_CELL.finditer(text, line.start(), line.end())]
        if rows and (len(cells) != len(rows[0]) or text[end : line.start()].strip("\r") != "\n"):
            if len(rows) >= _FEWEST_ROWS:
                yield rows
            rows = []
        end = line.end()
        rows.append(cells)
    if len(rows) >= _FEWEST_ROWS:
        yield rows


def _unquoted(text: str, start: int, end: int) -> _Span:
    start, end = _trim(text, start, end)
    return (start + 1, end - 1) if end - start > 1 and text[start] == '"' == text[end - 1] else (start, end)


def _tab_cells(text: str, start: int, end: int) -> list[_Span]:
    tabs = [start - 1, *(at for at in range(start, end) if text[at] == "\t"), end]
    return [_trim(text, left + 1, right) for left, right in pairwise(tabs)]


def _pipe_cells(text: str, start: int, end: int) -> list[_Span]:
    pipes = [at for at in range(start, end) if text[at] == "|" and text[at - 1 : at] != "\\"]
    return [_trim(text, left + 1, right) for left, right in pairwise(pipes)]


def _trim(text: str, start: int, end: int) -> _Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _grid(rows: Sequence[Sequence[_Span]]) -> Grid:
    cells = tuple(Cell(r, c, start, end) for r, row in enumerate(rows) for c, (start, end) in enumerate(row))
    return Grid(rows[0][0][0], max(cell.end for cell in cells), len(rows), max(map(len, rows)), cells)
