"""A grid as rows of squares: which rows are its caption, its heading and its body, and what each column is for.

Knows nothing of budgets beyond the words that stand over columns of codes, names and line numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from index.normalize import view
from index.records import Cell, Grid, Source

CODE = re.compile(r"[1-6]\d{2}(?:\d{2}(?:\d{2})?)?")
_DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)"
AMOUNT = re.compile(rf"[-−△▲]?{_DIGITS}(?:\.\d+)?|[(（]{_DIGITS}\.\d+[)）]")
"""A number; below zero with a minus, a triangle or, as bookkeepers print it, in brackets with its decimals."""

_RUNNING = re.compile(r"[(（]?(\d{1,2})[)）]?(?:[=＝][\d+＋(（）)－-]+)?")
_LETTER = re.compile(r"[甲乙丙丁A-D]|栏次|列次")
_CODE_HEAD = re.compile(r"编码|代码|编号")
_CODE_PART = frozenset("类款项")
_ORDER_HEAD = re.compile(r"行次|栏次|序号|(?:单位|部门)[)）]?(?:编码|代码)")
_LABEL_HEAD = re.compile(r"项目(?:[(（].*[)）])?|.*名称|.*科目|功能分类|经济分类|.*指标|.*内容|类别|单位|部门")
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_OF_ITS_OWN = re.compile(r"(?:子?项目|(?:预算|二级)?单位|部门(?:[(（]单位[)）])?)名称")
"""Heads of names that are no subject's: what a row is about, though a subject's code stands in it."""

_CAPTION = re.compile(r"(?:单位|部门)(?:名称)?[:：]|公开\d{1,2}表|\d{4}年度?$")
_BARE_YEAR = re.compile(r"\d{4}年度?")


class Role(Enum):
    """What a column holds."""

    CODE = "code"
    LABEL = "label"
    ORDER = "order"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Square:
    """One place of the grid: the cell that covers it and its text without blanks."""

    cell: Cell
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role, the headings over it from the top down, and the block of columns that it shares a label with."""

    index: int
    role: Role
    heads: tuple[str, ...]
    block: int


Row = tuple[Square | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A grid taken apart: all its rows, and of them the numbered ones that hold figures.

    ``caption`` are the lines inside the grid over its heading (sheets keep the title there).
    """

    grid: Grid
    rows: tuple[Row, ...]
    caption: tuple[str, ...]
    columns: tuple[Column, ...]
    body: tuple[tuple[int, Row], ...]

    def values(self) -> tuple[Column, ...]:
        """The columns that hold figures."""
        return tuple(column for column in self.columns if column.role is Role.VALUE)

    def heads(self, column: Column) -> tuple[str, ...]:
        """The headings of one column without those that stand over its whole block, names included (人员经费, 收入)."""
        names = {head for each in self.columns if each.block == column.block and each.role is not Role.VALUE for head in each.heads}
        return tuple(head for head in column.heads if head not in names)

    def runs_over_years(self) -> bool:
        """Whether the columns of figures are of several years and of nothing else: 指标, 2022年, 2023年, 2024年."""
        heads = {head for column in self.values() for head in column.heads}
        return len(heads) > 1 and all(_BARE_YEAR.match(head) for head in heads)

    def label(self, row: Row, column: Column) -> Square | None:
        """The name that a figure in *column* stands under, of the same block or else the nearest to its left."""
        own = [each for each in self.columns if each.block == column.block and each.role in (Role.LABEL, Role.CODE)]
        for each in reversed(own):
            square = row[each.index]
            if square is not None and square.text and not is_number(square.text):
                return square
        return None if any(_text(row[each.index]) for each in own) else _nearest(row, column.index)

    def is_of_its_own(self, row: Row, column: Column) -> bool:
        """Whether the row's name is a project's or a unit's, which a subject's code beside it only classes."""
        named = [each for each in self.columns if each.block == column.block and each.role is Role.LABEL and _text(row[each.index])]
        return bool(named) and self.is_list_of_its_own(named[-1])

    def is_list_of_its_own(self, column: Column) -> bool:
        """Whether a column holds the names of projects or units."""
        return column.role is Role.LABEL and bool(column.heads) and bool(_OF_ITS_OWN.fullmatch(column.heads[-1]))

    def code(self, row: Row, column: Column) -> tuple[str, ...]:
        """The subject's code in the row's block as printed: one text, or those of the columns 类, 款 and 项."""
        return tuple(_text(row[each.index]) for each in self.columns if each.block == column.block and each.role is Role.CODE)


def take_apart(grid: Grid, source: Source) -> Table:
    """Split a grid into caption, heading and body, and tell its columns' roles."""
    rows = _rows(grid, source)
    top = _caption_height(rows)
    height = _heading_height(rows[top:])
    heading = [row for row in rows[top : top + height] if not _counts_columns(row)]
    columns = _columns(heading, rows[top + height :], grid.columns)
    printed = {_signature(row) for row in heading}
    body = tuple(
        (number, row)
        for number, row in enumerate(rows[top + height :], top + height)
        if not _counts_columns(row) and _signature(row) not in printed
    )
    caption = tuple(dict.fromkeys(square.text for row in rows[:top] for square in row if square and square.text))
    return Table(grid, tuple(rows), caption, columns, body)


def is_number(text: str) -> bool:
    """Whether a square's whole text is a number."""
    return bool(AMOUNT.fullmatch(text.rstrip("%")))


def _rows(grid: Grid, source: Source) -> list[Row]:
    places: list[list[Square | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        square = Square(cell, re.sub(r"\s+", "", view(source.text[cell.start : cell.end]).text))
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                places[row][column] = square
    return [tuple(row) for row in places]


def _caption_height(rows: Sequence[Row]) -> int:
    """How many rows at the top are title, 公开01表, 部门：… rather than heading."""
    height = 0
    for number, row in enumerate(rows[:6]):
        texts = {square.text for square in row if square and square.text}
        if any(_CAPTION.search(text) for text in texts) and not _compares_years(texts):
            height = number + 1
        elif len(texts) > 1:
            break
        elif len(texts) == 1 and len(next(iter(texts))) > 5 and len({id(square) for square in row if square}) == 1:
            height = number + 1
    return height


def _compares_years(texts: set[str]) -> bool:
    """Whether years stand over columns or beside figures: no year of a title."""
    years = [text for text in texts if _BARE_YEAR.fullmatch(text)]
    return len(years) > 1 or (bool(years) and any(map(is_number, texts)))


def _heading_height(rows: Sequence[Row]) -> int:
    for number, row in enumerate(rows):
        if _is_body(row):
            return number
    return len(rows)


def _is_body(row: Row) -> bool:
    if _counts_columns(row):
        return False
    texts = [square.text for square in row if square and square.text]
    if texts and set(texts) == {"合计"}:
        return True
    return any(is_number(text) or CODE.fullmatch(text) for text in texts) or bool(texts and _ENUMERATED.match(texts[0]))


def _counts_columns(row: Row) -> bool:
    """Whether a row numbers the columns (栏次 1 2 3 …): such numbers are no figures."""
    squares = list({id(square): square for square in row if square and square.text}.values())
    numbers = [int(found[1]) for square in squares if (found := _RUNNING.fullmatch(square.text))]
    words = [square.text for square in squares if not _RUNNING.fullmatch(square.text)]
    if any("栏次" in word for word in words):
        return True
    running = bool(numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2
    return running and all(map(_LETTER.fullmatch, words)) and len(numbers) + 2 * len(words) >= 3


def _columns(heading: Sequence[Row], body: Sequence[Row], count: int) -> tuple[Column, ...]:
    columns: list[Column] = []
    block = 0
    for index in range(count):
        heads = tuple(dict.fromkeys(square.text for row in heading if (square := row[index]) and square.text))
        role = _role(heads, body, index)
        if columns and columns[-1].role is Role.VALUE and role in (Role.CODE, Role.LABEL):
            block += 1
        columns.append(Column(index, role, heads, block))
    return tuple(columns)


def _role(heads: tuple[str, ...], body: Sequence[Row], index: int) -> Role:
    deepest = heads[-1] if heads else ""
    if _ORDER_HEAD.search(deepest):
        return Role.ORDER
    if deepest in _CODE_PART or _CODE_HEAD.search(deepest):
        return Role.CODE
    if _LABEL_HEAD.fullmatch(deepest):
        return Role.LABEL
    texts = [text for row in body if (text := _text(row[index]))]
    numbers = sum(is_number(text) for text in texts)
    if texts and numbers * 2 < len(texts):
        return Role.LABEL
    if not heads and texts and all(CODE.fullmatch(text) for text in texts):
        return Role.CODE
    return Role.VALUE


def _nearest(row: Row, index: int) -> Square | None:
    for square in reversed(row[:index]):
        if square is not None and square.text:
            return None if is_number(square.text) else square
    return None


def _signature(row: Row) -> tuple[str, ...]:
    return tuple(_text(square) for square in row)


def _text(square: Square | None) -> str:
    return square.text if square else ""
