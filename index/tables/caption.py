"""What stands over a table: its title and the unit of its amounts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.glossary import FUNCTIONAL, find
from index.normalize import view
from index.reading.captions import bare_title, caption, is_title, unit_of
from index.records import Grid, Source
from index.tables.layout import Table

_NO_TITLE = re.compile(r"详见|见附|如下")
_TOLD_OF = re.compile(r"三公")
"""A heading that names no table and yet tells what the table under it is."""

_THROUGHOUT = re.compile(
    r"(?:金额|货币|计量|数据)单位(?:一律|统一|全部|均|都|皆)(?:为|是|采用|用|按|以)?[：:]?(?:人民币)?(元|千元|万元|亿元)"
    r"|(?:以下|下列|本报告|全文|文中|各表|表内|表中)(?:各表)?(?:的)?(?:金额|数据|货币|计量)?单位(?:一律|统一|全部|均|都|皆)?(?:为|是|：|:)?(?:人民币)?(元|千元|万元|亿元)"
)
"""Where the unit of all tables is told."""
_YEAR = re.compile(r"^20\d\d年(?:度)?(?:部门|预算单位|单位)?")
_REACH = 260
_LINES = 5


@dataclass(frozen=True, slots=True)
class Caption:
    """The title without its number, "" where none is printed; the unit's symbol, "" where none is."""

    title: str
    unit: str


def read_caption(grid: Grid, inside: Sequence[str], source: Source) -> Caption:
    """Read title and unit from the grid's own record, the rows inside it over the heading, and the lines above it."""
    lines = [*reversed(inside), *_lines_above(grid, source)]
    units = [grid.unit, *(unit_of(line) for line in lines)]
    return Caption(
        _YEAR.sub("", grid.title or _title(lines)), next(filter(None, units), "") or _unit_below(grid, source) or _unit_of_all(grid, source)
    )


def measured(caption: Caption, table: Table) -> Caption:
    """A table whose columns name one unit of money and no other is in that unit throughout."""
    units = {found for column in table.values() for head in column.heads if (found := unit_of(head))}
    return replace(caption, unit=next(iter(units))) if not caption.unit and len(units) == 1 else caption


def titled(caption: Caption, table: Table, section: Sequence[str]) -> Caption:
    """A table of functional subjects or of “三公” without a title is what the heading above it is about: 四、一般公共预算支出."""
    labels = [label.text for _, row in table.body for column in table.values()[:1] if (label := table.label(row, column))]
    subjects = [label for label in labels if (item := find(label)) is not None and item.group in (FUNCTIONAL, "三公")]
    if caption.title or not section or len(subjects) < 2 or 2 * len(subjects) < len(labels):
        return caption
    return replace(caption, title=bare_title(section[-1]))


def _unit_below(grid: Grid, source: Source) -> str:
    """The unit on the line right under a table, where that line says nothing else."""
    below = source.text[grid.end : grid.end + _REACH].lstrip(" |\n").split("\n")[0]
    return unit_of(below) if not bare_title(below) else ""


def _unit_of_all(grid: Grid, source: Source) -> str:
    """The unit that the report says once for all its amounts: 金额单位一律为元."""
    said = [found.group(1) or found.group(2) for found in _THROUGHOUT.finditer(source.text, 0, grid.start)]
    return said[-1] if said else ""


def _title(lines: Sequence[str]) -> str:
    """The title in the lines, the nearest first; lines of prose between it and the table do not hide it."""
    for number, line in enumerate(lines):
        text = bare_title(line)
        if text and not _NO_TITLE.search(line) and "。" not in text and (is_title(text) or _TOLD_OF.search(text)):
            return caption(lines[number:])[0] or text
    return ""


def _lines_above(grid: Grid, source: Source) -> list[str]:
    """The lines right above, the nearest first, down from the end of the table before."""
    floor = max([other.end for other in source.grids if other.end <= grid.start], default=0)
    text = source.text[max(floor, grid.start - _REACH) : grid.start]
    lines = [re.sub(r"\s+", "", view(line).text) for line in reversed(text.split("\n"))]
    return [line for line in lines if line][:_LINES]
