"""What stands over a table: its title and the unit of its amounts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.normalize import view
from index.records import Grid, Source

_UNIT = re.compile(r"(?:单位|金额)[:：]?(?:人民币)?(万元|千元|百万元|亿元|元)|[(（](万元|千元|亿元|元)[)）]")
_TITLE = re.compile(r"表$|表[(（].*[)）]$|[一二三四五六七八九十]、.{4,}表$|三公")
_FURNITURE = re.compile(r"详见|见附|如下|^(?:财决)?公开\s*\d{1,2}\s*表$|(?:单位|部门)(?:名称)?[:：]|^\d+$|^第\d+页")
_NUMBERING = re.compile(
    r"^(?:附表|附件|表)?[一二三四五六七八九十\d]{1,3}[、.．:：]\s*|^(?:附表|附件|表)\s*\d{1,2}(?:-\d)?[:：.、]?\s*|^20\d\d年(?:度)?(?:部门|预算单位|单位)?"
)
_REACH = 260
_LINES = 5


@dataclass(frozen=True, slots=True)
class Caption:
    """The title without its number, "" where none is printed; the unit's symbol, "" where none is."""

    title: str
    unit: str


def read_caption(grid: Grid, inside: Sequence[str], source: Source) -> Caption:
    """Read title and unit from the grid's own record, the rows inside it over the heading, and the lines above it."""
    above = _lines_above(grid, source)
    lines = [grid.title, *inside, *above]
    units = [grid.unit, *inside, *above]
    return Caption(
        next((_bare(line) for line in lines if _is_title(line)), ""), next((unit for line in units if (unit := _unit(line))), "")
    )


def _lines_above(grid: Grid, source: Source) -> list[str]:
    """The lines right above, the nearest first, down from the end of the table before."""
    floor = max([other.end for other in source.grids if other.end <= grid.start], default=0)
    text = source.text[max(floor, grid.start - _REACH) : grid.start]
    lines = [re.sub(r"\s+", "", view(line).text) for line in reversed(text.split("\n"))]
    return [line for line in lines if line][:_LINES]


def _is_title(line: str) -> bool:
    return bool(line) and len(line) <= 60 and "。" not in line and not _FURNITURE.search(line) and bool(_TITLE.search(line.strip("*#")))


def _bare(line: str) -> str:
    return _NUMBERING.sub("", _NUMBERING.sub("", line.strip("*# ")))


def _unit(line: str) -> str:
    if line in ("元", "万元", "千元", "亿元"):
        return line
    found = _UNIT.search(line)
    return (found.group(1) or found.group(2)) if found else ""
