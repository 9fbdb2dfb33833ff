"""A table written as text, printed as a web page, a workbook, a Word file and a PDF: one layout, every format.

A layout is the lines above the table and the table, a row a line and cells parted by ``|``; ``合计<3x2>`` spans three
columns and two rows. What it says stands under ``====``, a figure a line: item, 口径, basis, year, number and unit.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import openpyxl
from docx import Document

from tests.index.reading.paper import Sheet, pdf

_SPAN = re.compile(r"<(\d+)x(\d+)>$")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: text, row, column, how many columns and rows it spans."""

    text: str
    row: int
    column: int
    wide: int
    high: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines above a table, its cells, the lines under it."""

    above: tuple[str, ...]
    places: tuple[Place, ...]
    below: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return max(place.row + place.high for place in self.places)

    @property
    def columns(self) -> int:
        return max(place.column + place.wide for place in self.places)


def layout(text: str) -> Layout:
    """Read a layout; empty lines part nothing."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    ruled = [number for number, line in enumerate(lines) if line.startswith("|")]
    places = tuple(_places([lines[number].removeprefix("|").removesuffix("|").split("|") for number in ruled]))
    return Layout(tuple(lines[: ruled[0]]), places, tuple(lines[ruled[-1] + 1 :]))


def _places(rows: list[list[str]]) -> Iterator[Place]:
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            found = _SPAN.search(cell.strip())
            wide, high = (int(found[1]), int(found[2])) if found else (1, 1)
            taken |= {(row + r, column + c) for r in range(high) for c in range(wide)}
            yield Place(_SPAN.sub("", cell.strip()), row, column, wide, high)
            column += wide


def as_html(title: str, layouts: list[Layout]) -> bytes:
    body = [f"<h1>{title}</h1>"]
    for each in layouts:
        body += [f"<p>{escape(line)}</p>" for line in each.above]
        cells: list[list[str]] = [[] for _ in range(each.rows)]
        for place in each.places:
            cells[place.row].append(f"<td colspan={place.wide} rowspan={place.high}>{escape(place.text)}</td>")
        body.append("<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in cells) + "</table>")
        body += [f"<p>{escape(line)}</p>" for line in each.below]
    return f"<html><meta charset=utf-8><body>{''.join(body)}</body></html>".encode()


def as_xlsx(title: str, layouts: list[Layout]) -> bytes:
    """A cover sheet and a sheet a table, amounts as numbers, everything else as text."""
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "封面"
    cover["C5"] = title
    for number, each in enumerate(layouts, 1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row, line in enumerate(each.above, 1):
            sheet.cell(row, 1, line)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=each.columns)
        top = len(each.above) + 1
        for place in each.places:
            value = float(place.text.replace(",", "")) if _NUMBER.fullmatch(place.text) else place.text or None
            sheet.cell(top + place.row, place.column + 1, value)
            if (place.wide, place.high) != (1, 1):
                sheet.merge_cells(
                    start_row=top + place.row, end_row=top + place.row + place.high - 1,
                    start_column=place.column + 1, end_column=place.column + place.wide,
                )  # fmt: skip
        for row, line in enumerate(each.below, top + each.rows):
            sheet.cell(row, 1, line)
    return _saved(book)


def as_docx(title: str, layouts: list[Layout]) -> bytes:
    document = Document()
    document.add_paragraph(title)
    for each in layouts:
        for line in each.above:
            document.add_paragraph(line)
        table = document.add_table(each.rows, each.columns)
        for place in each.places:
            cell = table.cell(place.row, place.column)
            if (place.wide, place.high) != (1, 1):
                cell = cell.merge(table.cell(place.row + place.high - 1, place.column + place.wide - 1))
            cell.text = place.text
        for line in each.below:
            document.add_paragraph(line)
    return _saved(document)


def as_pdf(title: str, layouts: list[Layout], *, ruled: bool = True) -> bytes:
    """A page a table, columns as wide as their longest text; without rules only the columns' places tell the cells."""
    sheets = [Sheet().text(150, 300, title, 18)]
    for each in layouts:
        widths = [width + (0 if ruled else 10) for width in _widths(each)]
        width = max(595, 40 + sum(widths) + 40)
        sheet = Sheet(width=int(width))
        for number, line in enumerate(each.above):
            sheet.text(width / 2 - 6 * len(line) if number == 0 else 60, 50 + 24 * number, line)
        top = 60 + 24 * len(each.above)
        _draw(sheet, each, widths, top, ruled=ruled)
        for number, line in enumerate(each.below):
            sheet.text(60, top + 20 * each.rows + 20 + 24 * number, line)
        sheets.append(sheet)
    return pdf(sheets)


def _draw(sheet: Sheet, each: Layout, widths: list[float], top: float, *, ruled: bool) -> None:
    edges = [40.0]
    for width in widths:
        edges.append(edges[-1] + width)
    for place in each.places:
        left, right = edges[place.column], edges[place.column + place.wide]
        upper, lower = top + 20 * place.row, top + 20 * (place.row + place.high)
        if ruled:
            for line in (
                (left, upper, right, upper),
                (left, lower, right, lower),
                (left, upper, left, lower),
                (right, upper, right, lower),
            ):
                sheet.rule(*line)
        long = sum(5 if char.isascii() else 10 for char in place.text)
        pad = 4 if ruled else 12
        x = right - pad - long if _NUMBER.fullmatch(place.text) else (left + right - long) / 2 if place.wide > 1 else left + 4
        if place.text:
            sheet.text(x, (upper + lower) / 2 - 5, place.text, 10)


def _widths(each: Layout) -> list[float]:
    widths = [30.0] * each.columns
    for place in each.places:
        need = sum(5 if char.isascii() else 10 for char in place.text) + 12
        have = sum(widths[place.column : place.column + place.wide])
        if need > have:
            for column in range(place.column, place.column + place.wide):
                widths[column] += (need - have) / place.wide
    return widths


def _saved(made: object) -> bytes:
    out = io.BytesIO()
    made.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
