"""What is printed around a table belongs to it: its title and its unit, above the table or in its first rows."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index.reading.content import Content
from index.records import Grid

_UNIT = re.compile(r"(?:金额)?单\s*位\s*[:：]?\s*(?:人民币)?\s*[（(]?\s*(亿元|百万元|万元|千元|元|人|%)")
_TITLE = re.compile(r"(?:表|表格|名录|清单|情况)(?:[（(][^（）()]{1,20}[）)])?$")
_NUMBER = re.compile(r"^(?:附?表\d{1,2}[、.．:：]?|附?表[一二三四五六七八九十]{1,3}[、.．:：]|[一二三四五六七八九十\d]{1,3}[、.．])\s*")
_SHEET = re.compile(r"(?:财决)?公开\s*\d{1,2}(?:-\d{1,2})?\s*表|(?:部门|单位)(?:名称|\(公章\)|（公章）)?\s*[:：]|编制单位|^\s*$")
_REACH = 240
_LINES_ABOVE = 6


def unit_of(line: str) -> str:
    """Return the unit that a line above a table names, "" where it names none."""
    found = _UNIT.search(line)
    return found.group(1) if found else ""


def is_sheet_line(line: str) -> bool:
    """Whether a line belongs to a table's head though it stands on page after page: 单位：万元, 公开05表, 部门：某某局."""
    return bool(line.strip()) and bool(_UNIT.match(re.sub(r"\s+", "", line)) or _SHEET.search(line))


def caption(lines: Iterable[str]) -> tuple[str, str]:
    """Return title and unit from the lines above a table, the nearest line first."""
    unit = ""
    for line in lines:
        text = re.sub(r"\s+|[#*]", "", line)
        unit = unit or unit_of(line)
        if _SHEET.search(line) or _UNIT.match(text):
            continue
        title = _NUMBER.sub("", re.sub(r"(?:金额)?单位[:：].*$", "", text))
        return (title if len(title) <= 50 and _TITLE.search(title) else ""), unit
    return "", unit


def furniture(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the head of a table are no part of it: its title, its unit, who made it, blanks."""
    count = 0
    for row in rows:
        filled = [re.sub(r"\s+", "", text) for text in row if text.strip()]
        if not all(_is_furniture(text, alone=len(filled) == 1) for text in filled):
            break
        count += 1
    return count if count < len(rows) else 0


def _is_furniture(text: str, *, alone: bool) -> bool:
    return bool(_SHEET.search(text) or _UNIT.match(text)) or (alone and len(text) <= 50 and bool(_TITLE.search(text)))


def trimmed(text: str, grid: Grid) -> Grid:
    """Return *grid* without the furniture in its first rows, which becomes its title and unit; the text stays."""
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(text[cell.start : cell.end])
    count = furniture(rows)
    if not count:
        return grid
    title, unit = caption([line for row in reversed(rows[:count]) for line in reversed(row) if line.strip()])
    cells = tuple(replace(cell, row=cell.row - count) for cell in grid.cells if cell.row >= count)
    start = min((cell.start for cell in cells), default=grid.start)
    return replace(grid, start=start, rows=grid.rows - count, cells=cells, title=title or grid.title, unit=unit or grid.unit)


def caption_from_text(text: str, grid: Grid, floor: int) -> tuple[str, str]:
    """Return title and unit of *grid* from the lines that stand above it, not reaching back before *floor*."""
    end = text.rfind("\n", 0, grid.start) + 1
    above = text[max(floor, end - _REACH) : end].split("\n")
    return caption([line for line in reversed(above) if line.strip()][:_LINES_ABOVE])


def with_captions(content: Content, find: Callable[[str, Grid, int], tuple[str, str]]) -> Content:
    """Give every grid without a title or unit what *find* sees above it."""
    grids, floor = list[Grid](), 0
    for grid in (trimmed(content.text, raw) for raw in content.grids):
        title, unit = find(content.text, grid, floor)
        grids.append(replace(grid, title=grid.title or title, unit=grid.unit or unit))
        floor = grid.end
    return replace(content, grids=tuple(grids))
