"""A synthetic report as a file: the text alone (txt), or the text with its nine tables (html, docx, pdf), or the tables alone (xlsx)."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from eval.synth.style import Style
from eval.synth.tables import Amount, Entry, Sheet, sheets

if TYPE_CHECKING:
    from eval.synth import Synthetic

_FONT = "STSong-Light"
"""One that every reader of PDF knows by name: no font file is needed."""


def write_file(report: "Synthetic", folder: Path, suffix: str) -> Path:
    """Write *report* in the format of *suffix* and return its path."""
    path = folder / f"{report.stem}.{suffix}"
    WRITERS[suffix](report, path)
    return path


def printed(entry: Entry, style: Style) -> str:
    """An entry as the tables print it: thousands separated, two decimals, in the style's unit."""
    if isinstance(entry, str):
        return entry
    return f"{table_number(entry, style):,f}"


def table_number(amount: Amount, style: Style) -> Decimal:
    """An amount in the style's unit."""
    number = amount.yuan.scaleb(-4) if style.unit == "万元" else amount.yuan
    return number.quantize(Decimal("0.01"))


def _text(report: "Synthetic", path: Path) -> None:
    path.write_text(report.text, encoding="utf-8")


def _html(report: "Synthetic", path: Path) -> None:
    body = "\n".join(f"<p>{escape(line)}</p>" for line in report.text.splitlines())
    tables = "\n".join(_html_table(report, sheet) for sheet in sheets(report.ledger))
    head = f'<meta charset="utf-8"><title>{escape(report.stem)}</title>'
    page = f"<!doctype html><html><head>{head}</head><body>\n{body}\n{tables}\n</body></html>\n"
    path.write_text(page, encoding="utf-8")


def _html_table(report: "Synthetic", sheet: Sheet) -> str:
    rows = "".join(_html_row(row) for row in _rows(report, sheet))
    return f"{''.join(f'<p>{escape(line)}</p>' for line in _caption(report, sheet))}<table>{rows}</table>"


def _html_row(row: tuple[str, ...]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"


def _docx(report: "Synthetic", path: Path) -> None:
    from docx import Document

    document = Document()
    for line in report.text.splitlines():
        document.add_paragraph(line)
    for sheet in sheets(report.ledger):
        for line in _caption(report, sheet):
            document.add_paragraph(line)
        rows = list(_rows(report, sheet))
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.save(str(path))


def _xlsx(report: "Synthetic", path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets(report.ledger), 1):
        page = book.create_sheet(f"公开{number:02d}表")
        for line in _caption(report, sheet):
            page.append([line])
        for row in _rows(report, sheet):
            page.append(list(row))
    book.save(path)


def _pdf(report: "Synthetic", path: Path) -> None:
    """Pages of text, then a table a page in a type small enough for its columns; the same bytes every time."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    registerFont(UnicodeCIDFont(_FONT))
    prose = ParagraphStyle("prose", fontName=_FONT, fontSize=10.5, leading=18, firstLineIndent=21, wordWrap="CJK")
    ruled = TableStyle([("FONT", (0, 0), (-1, -1), _FONT, 6, 8), ("GRID", (0, 0), (-1, -1), 0.4, "black")])
    story = [Paragraph(escape(line), prose) for line in report.text.splitlines() if line.strip()]
    for sheet in sheets(report.ledger):
        caption = [Paragraph(escape(line), prose) for line in _caption(report, sheet)]
        story += [PageBreak(), *caption, Table(list(_rows(report, sheet)), style=ruled, repeatRows=len(sheet.head))]
    SimpleDocTemplate(str(path), pagesize=landscape(A4), leftMargin=36, rightMargin=36, title=report.stem, invariant=1).build(story)


WRITERS: Mapping[str, Callable[["Synthetic", Path], None]] = MappingProxyType(
    {"txt": _text, "html": _html, "docx": _docx, "pdf": _pdf, "xlsx": _xlsx}
)


def _caption(report: "Synthetic", sheet: Sheet) -> tuple[str, ...]:
    return (sheet.title, sheet.number, f"部门：{report.org.name}　{report.year}年度　金额单位：{report.style.unit}")


def _rows(report: "Synthetic", sheet: Sheet) -> Iterator[tuple[str, ...]]:
    yield from sheet.head
    for row in sheet.body:
        yield tuple(printed(entry, report.style) for entry in row)
