"""What is printed around a table belongs to it: its title and its unit, above the table or in its first rows."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index.reading.content import Content
from index.records import Grid

_MONEY = "亿元|百万元|万元|千元|元"
_UNIT = re.compile(rf"(?:金额)?单\s*位\s*[:：]?\s*(?:人民币)?\s*[（(]?\s*({_MONEY}|人|%)|[（(]\s*({_MONEY})\s*[）)]")
_TITLE = re.compile(r"(?:表|表格|名录|清单|情况)(?:[（(][^（）()]{1,20}[）)])?$")
_SHEET = re.compile(
    r"(?:财决|部门|单位)?(?:公开|批复|预算|决算){1,2}\s*(?:表\s*\d{1,2}|\d{1,2}(?:-\d{1,2})?\s*表)"
    r"|(?:部门|单位)(?:名称|\(公章\)|（公章）)?\s*[:：]|编制单位|^\s*$"
)
_ASIDE = (
    re.compile(rf"[（(]?(?:金额)?单位[:：]?(?:人民币)?[（(]?(?:{_MONEY})[）)]?[）)]?|[（(](?:{_MONEY})[）)]"),
    re.compile(r"[（(]?(?:财决|部门|单位)?(?:公开|批复|预算|决算){1,2}(?:表\d{1,2}(?:-\d{1,2})?(?!月|年)|\d{1,2}(?:-\d{1,2})?表)[）)]?"),
    re.compile(r"(?:填报|编制|公开|预算|编报|主管)?(?:部门|单位)(?:名称|全称|[（(](?:公章|盖章)[）)])?[:：].*$|编制(?:单位|日期).*$"),
    re.compile(r"^(?:20\d\d年度?|\d{4}-\d{2}-\d{2}.*)$"),
)
"""What stands beside a title on its line, or on a line of its own between title and table."""

_NUMBER = re.compile(
    r"^(?:附件\d{0,2}[-—、.．:：]?\d{0,2}|附?表(?:\d{1,2}(?:-\d{1,2})?(?!年)|[一二三四五六七八九十]{1,3}(?!般))[、.．:：]?"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d))"
)
_CHAPTER = re.compile(
    r"(?:第.{1,3}部分|附件\d{0,2})?[:：]?(?:20\d\d年度?)?(?:部门|单位|本级|本部门|本单位)?(?:决算|预算|决算信息)?(?:公开)?(?:报|附|表格)?表"
)
_FUND = re.compile(r"一般公共预算|政府性基金|国有资本经营|财政拨款|三公")
_LONGEST_TITLE = 50
_LONGEST_FRAGMENT = 30
_FEWEST_LETTERS = 6
_REACH = 240
_LINES_ABOVE = 6


def unit_of(line: str) -> str:
    """Return the unit that a line above a table names, "" where it names none."""
    found = _UNIT.search(line)
    return (found.group(1) or found.group(2)) if found else ""


def is_sheet_line(line: str) -> bool:
    """Whether a line belongs to a table's head though it stands on page after page: 单位：万元, 公开05表, 部门：某某局."""
    return bool(line.strip()) and bool(_UNIT.match(re.sub(r"\s+", "", line)) or _SHEET.search(line))


def bare_title(line: str) -> str:
    """Return what a line above a table says beside its number, unit and maker; "" where it says no more.

    >>> bare_title("公开03表　支出决算表　单位：元"), bare_title("表三 部门支出总表"), bare_title("部门：某某局 （万元）")
    ('支出决算表', '部门支出总表', '')
    """
    text = re.sub(r"\s+|[#*]", "", line)
    for aside in _ASIDE:
        text = aside.sub("", text)
    return _NUMBER.sub("", _NUMBER.sub("", text))


def is_title(text: str) -> bool:
    """Whether a bare line is a table's title, and not the name of a chapter of tables (2021年度部门决算表)."""
    return len(text) <= _LONGEST_TITLE and "。" not in text and bool(_TITLE.search(text)) and not _CHAPTER.fullmatch(text)


def caption(lines: Iterable[str]) -> tuple[str, str]:
    """Return title and unit from the lines above a table, the nearest line first."""
    unit, above = "", list(lines)
    for number, line in enumerate(above):
        unit = unit or unit_of(line)
        text = bare_title(line)
        if text:
            return (_whole(text, above[number + 1 :]) if is_title(text) else ""), unit
    return "", unit


def _whole(title: str, above: Sequence[str]) -> str:
    """Return a title with its first line in front where it was broken over two: 一般公共预算财政拨款 / 支出决算表."""
    first = bare_title(above[0]) if above else ""
    fragment = len(first) <= _LONGEST_FRAGMENT and _FUND.search(first) and not re.search(r"[。；：，]", first)
    return first + title if fragment and not _TITLE.search(first) and not _FUND.search(title) else title


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
    if not bare_title(text) or _SHEET.search(text):
        return True
    return alone and len(text) <= _LONGEST_TITLE and (len(text) >= _FEWEST_LETTERS or bool(_TITLE.search(text)))


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
