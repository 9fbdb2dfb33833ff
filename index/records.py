"""What a report is made of: frozen values that every stage passes on.

Offsets are sacred: every ``start``/``end`` counts characters of the report's stored text, which is never edited.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from index.quantity import Quantity

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 on the page, in points from the top left corner."""


class Basis(Enum):
    """Which of an item's figures: what was spent, what was planned, what the plan became."""

    FINAL = "final"  # 决算数
    BUDGET = "budget"  # 年初预算数
    ADJUSTED_BUDGET = "adjusted_budget"  # 调整预算数, 全年预算数


class Scope(Enum):
    """口径: whose money a figure covers."""

    ALL = "all"  # 全口径
    FISCAL_APPROPRIATION = "fiscal_appropriation"  # 财政拨款
    GENERAL_PUBLIC_BUDGET = "general_public_budget"  # 一般公共预算财政拨款
    GOVERNMENT_FUND = "government_fund"  # 政府性基金预算财政拨款
    STATE_CAPITAL = "state_capital"  # 国有资本经营预算财政拨款


class Measure(Enum):
    """What a figure says of its item."""

    AMOUNT = "amount"
    CHANGE = "change"
    CHANGE_RATE = "change_rate"
    SHARE = "share"
    COMPLETION_RATE = "completion_rate"
    COUNT = "count"
    SCORE = "score"


class Against(Enum):
    """What a change, a rate or a completion is measured against."""

    LAST_YEAR = "last_year"
    BUDGET = "budget"
    ADJUSTED_BUDGET = "adjusted_budget"


class ReportKind(Enum):
    """Final accounts or budget; the value is the word that readers see."""

    FINAL = "决算"
    BUDGET = "预算"


class ReportLevel(Enum):
    """Whether a report covers a department with its units, one unit, or the department's own office."""

    DEPARTMENT = "部门"
    UNIT = "单位"
    OFFICE = "本级"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a report's stored text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader finds a span: its offsets and, where the format has them, its page (from 1) and box.

    ``table`` and ``column`` tell where in a table it stands, None outside tables.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    table: str | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its characters in the text, its page and box, and the x of each character's left edge."""

    start: int
    end: int
    page: int
    box: Box
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its place in the grid and its characters in the stored text (start == end when empty)."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as read: cells with spans. ``title`` and ``unit`` are what is printed above it, "" where nothing is."""

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    title: str = ""
    unit: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as read: its text and, where the format has them, tables, lines with boxes and a page count.

    ``removed`` lists what was left out of the text on purpose (running heads, page numbers), with the reason.
    """

    file: str
    sha256: str
    format: str
    text: str
    pages: int | None = None
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()

    def place(self, start: int, end: int) -> Place:
        """Return the page and the box of a span; a span over several lines gets the first page's joint box."""
        return locate(self.lines, start, end)


def locate(lines: Sequence[Line], start: int, end: int) -> Place:
    """Return where ``start``..``end`` stands on its page, tight where the lines know their characters' edges.

    *lines* are in the order of the text.
    """
    first = bisect_right(lines, start, key=lambda line: line.end)
    touched = lines[first : bisect_left(lines, end, lo=first, key=lambda line: line.start)]
    if not touched:
        return Place(start, end)
    page = touched[0].page
    boxes = [_part(line, start, end) for line in touched if line.page == page]
    left, top, right, bottom = zip(*boxes, strict=True)
    return Place(start, end, page, (min(left), min(top), max(right), max(bottom)))


def _part(line: Line, start: int, end: int) -> Box:
    x0, y0, x1, y1 = line.box
    if line.edges:
        first, last = max(start - line.start, 0), end - line.start
        x0 = line.edges[first] if first < len(line.edges) else x0
        x1 = line.edges[last] if last < len(line.edges) else x1
    return (x0, y0, x1, y1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which report a text is. ``year`` is the fiscal year; ``region`` is the district or city as printed, "" if none.

    ``part`` is "表" for an annex that holds only tables: it stands beside the narrative report and does not replace it.
    """

    org: str
    region: str
    year: int
    kind: ReportKind
    level: ReportLevel
    title: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text under it. ``path`` holds the titles from the top down, its own last."""

    path: tuple[str, ...]
    level: int
    start: int
    end: int
    title_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a report that is searched and quoted whole. ``header`` (单位·年度·类型·章节) goes before it in indexes."""

    report: str
    number: int
    section: tuple[str, ...]
    header: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure that a report states: of whom, of what, of which year, how much, and where.

    ``item`` is the glossary's name, or the printed label where the glossary has none (then ``known`` is false).
    Functional items are named by their path, 类/款/项 joined with "/". ``year`` is the year the figure is about.
    A ``change`` or ``change_rate`` that falls is negative. ``scope`` is None where the item has no 口径.
    ``quote`` is text[start:end], tight around label and value; ``value_start``/``value_end`` hold number and unit.
    ``also`` are further places that state the same figure.
    """

    report: str
    org: str
    year: int
    item: str
    item_as_printed: str
    known: bool
    basis: Basis
    scope: Scope | None
    measure: Measure
    quantity: Quantity
    value_as_printed: str
    quote: str
    start: int
    end: int
    value_start: int
    value_end: int
    section: tuple[str, ...]
    code: str | None = None
    page: int | None = None
    box: Box | None = None
    table: str | None = None
    row: int | None = None
    column: int | None = None
    against: Against | None = None
    whole: str | None = None
    also: tuple[Place, ...] = ()

    @property
    def slot(self) -> tuple[object, ...]:
        """What makes two figures figures of the same thing; equal slots with different values are a conflict."""
        return (self.org, self.year, self.item, self.code, self.basis, self.scope, self.measure, self.against, self.whole)


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A number in a report that became no fact, with the reason: template_residue, missing_number, damaged, no_label …"""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in the library. ``id`` is stable over new versions of the same report."""

    id: str
    title: str
    org: str
    region: str
    year: int
    kind: ReportKind
    level: ReportLevel
    file: str
    sha256: str
    format: str
    pages: int | None
    passages: int
    facts: int
    unrecognised: int
    added: str
    characters: int = 0
    part: str = ""

    @property
    def kind_name(self) -> str:
        """部门决算, 单位预算, 本级决算: level and kind as readers say them."""
        return f"{self.level.value}{self.kind.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that one file gave: what the library stores in one transaction."""

    source: Source
    identity: Identity
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    unrecognised: tuple[Unrecognised, ...] = field(default=())
