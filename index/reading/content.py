"""What a reader hands back: text with its lines and tables, before it has a file name.

``Writer`` puts paragraphs and tables one after the other into one text and keeps every offset; each reader fills one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from index.errors import FinalAccountsError
from index.records import Cell, Grid, Line

Report = Callable[[int, int], None]
"""Hears how many of how many pages are done."""


class Unreadable(FinalAccountsError):
    """Bytes cannot become a report; *reason* is one Chinese line. ``read`` adds the file's name."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Scanned(Unreadable):
    """Pages hold pictures of text, which only OCR reads."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        super().__init__(f"有 {pages} 页是扫描件或乱码，要先安装文字识别组件：pip install 'juesuan[ocr]'")


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file with what stands where."""

    text: str
    pages: int | None = None
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell that has a text but no place in the report's text yet."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Writer:
    """Collects a report's text, one block a line, and the grids in it."""

    parts: list[str] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    length: int = 0

    def write(self, text: str) -> int:
        """Append *text* as it is; return where it starts."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start

    def paragraph(self, text: str) -> int:
        """Append *text* as a line of its own; return where it starts."""
        start = self.write(text)
        self.write("\n")
        return start

    def table(self, slots: Iterable[Slot], *, title: str = "", unit: str = "", page: int | None = None) -> Grid:
        """Append a table, one row a line and cells parted by tabs, and note where each cell's text stands."""
        by_row: dict[int, list[Slot]] = {}
        for slot in slots:
            by_row.setdefault(slot.row, []).append(slot)
        rows = max((s.row + s.row_span for row in by_row.values() for s in row), default=0)
        columns = max((s.column + s.column_span for row in by_row.values() for s in row), default=0)
        start, cells = self.length, list[Cell]()
        for row in range(rows):
            cells.extend(self._row(sorted(by_row.get(row, ()), key=lambda slot: slot.column), columns))
            self.write("\n")
        grid = Grid(start, self.length, rows, columns, tuple(cells), title, unit, page)
        self.grids.append(grid)
        return grid

    def _row(self, slots: Sequence[Slot], columns: int) -> Iterable[Cell]:
        at = 0
        for slot in slots:
            self.write("\t" * (slot.column - at))
            at = slot.column
            start = self.write(slot.text)
            yield Cell(slot.row, slot.column, start, self.length, slot.row_span, slot.column_span)
        self.write("\t" * (columns - 1 - at))

    def content(self) -> Content:
        """Return what was collected, for formats that have no pages."""
        return Content("".join(self.parts), grids=tuple(self.grids))
