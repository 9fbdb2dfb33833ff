"""Suite of formats: is the text of every format right, its headings, its tables cell by cell, its places, its failures?

Truth is the plain text that the files were made from, the nine tables' cells, and the characters that PDFium finds at a
box, which is another reader than ours.
"""

import json
import random
import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.errors import ReadingError
from index.outline import outline
from index.reading import read
from index.records import Grid, Source

_TEXTS = {
    "赫山": (
        "hs.docx",
        "hs.doc",
        "hs_flat.doc",
        "hs_gbk.txt",
        "hs_gov_gb.html",
        "hs_gov.html",
        "hs_full.docx",
        "hs_full.doc",
        "hs_full.pdf",
    ),
    "芦淞": ("ls.docx", "ls.pdf", "bad_ext.doc"),
}
_SCANNED_TEXT = ("芦淞", "ls_scan150.pdf")
_TABLES = ("nine.pdf", "nine.xls", "nine.xlsx", "hs_full.pdf", "hs_full.docx", "hs_full.doc", "hs_gov.html")
_SCANNED_TABLES = "nine_scan200.pdf"
_HEADINGS = {"赫山": "hs.docx", "芦淞": "ls.docx"}
_PLACED = ("hs_full.pdf", "nine.pdf", "ls.pdf")
_SAMPLE = 200
_SLOW_SECONDS = 60.0
_MARKUP = re.compile(r"\*\*|^- |[\uf000-\uf0ff•●·]|^附件：\S+\.xlsx?$", re.MULTILINE)  # the page's own link is no part of the report
_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d\d")
_NUMBER = re.compile(r"\d[\d,]*\.\d+%?|\d{3,}")


def run(shared: Path, *, scans: bool = True) -> dict[str, Any]:
    """Measure every format on the files in *shared*; OCR, which takes minutes, only with *scans*."""
    files, truths = shared / "files", {name: _truth(shared, name) for name in _TEXTS}
    read_files = {name: read(files / name) for names in (*_TEXTS.values(), _TABLES, _PLACED) for name in names}
    reports = {path.name: read(path) for path in sorted((shared / "reports").glob("*.pdf"))}
    result: dict[str, Any] = {
        "characters": {name: error_rate(truths[key], _body(read_files[name])) for key, names in _TEXTS.items() for name in names},
        "headings": {name: _headings(files, key, read_files[name]) for key, names in _TEXTS.items() for name in names},
        "rows": {name: rows_exact(_nine(files), read_files[name]) for name in _TABLES},
        "places": {path.name: places_right(path, source) for path, source in _placed(shared, read_files, reports)},
        "bad": {path.name: _outcome(path) for path in sorted((files / "bad").iterdir())},
        "speed": {name: _speed(shared / "reports" / name) for name in reports},
    }
    if scans:
        key, name = _SCANNED_TEXT
        text = read(files / name).text
        result["scan_characters"] = {"raw": error_rate(truths[key], text), "folded": error_rate(_fold(truths[key]), _fold(text))}
        result["scan_amounts"] = amounts_exact(_nine(files), read(files / _SCANNED_TABLES))
    return result


def _truth(shared: Path, key: str) -> str:
    path = next(path for path in sorted((shared / "reports").glob("*.txt")) if path.name.startswith(key))
    return path.read_text(encoding="utf-8")


def _nine(files: Path) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = json.loads((files / "nine_truth.json").read_text(encoding="utf-8"))
    return tables


def _body(source: Source) -> str:
    """Return the text before the nine tables, which the plain reports leave out."""
    first = next((grid for grid in source.grids if grid.title == "收入支出决算总表"), None)
    if first is None:
        return source.text
    return source.text[: source.text.rfind("收入支出决算总表", 0, first.start)]


def _compact(text: str) -> str:
    return re.sub(r"\s", "", _MARKUP.sub("", text))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(str.maketrans("，：；（）。“”", ',:;().""'))


def error_rate(truth: str, text: str) -> float:
    """Return the edits that turn *text* into *truth* a character of truth, blanks and markup aside."""
    from rapidfuzz.distance import Levenshtein

    wanted = _compact(truth)
    return Levenshtein.distance(wanted, _compact(text)) / len(wanted)


def _headings(files: Path, key: str, source: Source) -> tuple[int, int]:
    """Return how many of the headings that the Word file styles as such the outline found, and how many there are."""
    from docx import Document

    paragraphs = _after_contents(Document(str(files / _HEADINGS[key])).paragraphs)
    styled = [p.text for p in paragraphs if p.style is not None and (p.style.name or "").startswith("Heading")]
    found = "\n".join(_key(title) for section in outline(source) for title in section.path[-1:])
    wanted = [_key(text) for text in styled if text.strip()]
    return sum(text in found for text in wanted), len(wanted)


def _after_contents(paragraphs: Sequence[Any]) -> Sequence[Any]:
    """Return the paragraphs from where the first entry of the contents comes again: an entry styled as a heading is none."""
    keys = [_key(paragraph.text) for paragraph in paragraphs]
    opening = keys.index("目录") + 1 if "目录" in keys else 0
    again = (at for at, key in enumerate(keys) if at > opening and len(key) >= len("第一部分") and keys[opening].startswith(key))
    return paragraphs[next(again, 0) :]


def _key(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def _expanded(source: Source, grid: Grid) -> list[list[str]]:
    """Return a grid's texts, a merged cell's in every place that it covers."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        text = re.sub(r"\s", "", source.text[cell.start : cell.end])
        for row in range(cell.row, min(grid.rows, cell.row + cell.row_span)):
            for column in range(cell.column, min(grid.columns, cell.column + cell.column_span)):
                rows[row][column] = text
    return rows


def _matched(tables: Sequence[dict[str, Any]], source: Source) -> Iterator[tuple[list[list[str]], list[list[str]]]]:
    """Yield each true table with the grid that has its title."""
    for table in tables:
        truth = [[re.sub(r"\s", "", text) for text in row] for row in table["grid"]]
        title = re.sub(r"\s", "", table["title"])
        grid = next((grid for grid in source.grids if re.sub(r"\s", "", grid.title) == title), None)
        yield truth, _expanded(source, grid) if grid is not None else []


def rows_exact(tables: Sequence[dict[str, Any]], source: Source) -> tuple[int, int]:
    """Return how many of the true rows that hold something stand in the table of their title, and how many there are."""
    right = total = 0
    for truth, read_rows in _matched(tables, source):
        left = list(read_rows)
        for row in truth:
            if any(row):
                total += 1
                if row in left:
                    left.remove(row)
                    right += 1
    return right, total


def amounts_exact(tables: Sequence[dict[str, Any]], source: Source) -> dict[str, int]:
    """Count the amounts that stand in their own cell, that are missing, and that came out as other digits."""
    counts = {"total": 0, "exact": 0, "missing": 0, "wrong": 0}
    for truth, read_rows in _matched(tables, source):
        for number, row in enumerate(truth):
            for column, text in enumerate(row):
                if _AMOUNT.fullmatch(text):
                    counts["total"] += 1
                    seen = read_rows[number][column] if number < len(read_rows) and column < len(read_rows[number]) else ""
                    counts["exact" if seen == text else "wrong" if re.search(r"\d", seen) else "missing"] += 1
    return counts


def _placed(shared: Path, made: dict[str, Source], reports: dict[str, Source]) -> Iterator[tuple[Path, Source]]:
    yield from ((shared / "files" / name, made[name]) for name in _PLACED)
    yield from ((shared / "reports" / name, source) for name, source in reports.items())


def places_right(path: Path, source: Source) -> tuple[int, int]:
    """Return for how many of a sample of numbers PDFium finds the same characters at our page and box."""
    import pypdfium2

    spans = [found.span() for found in _NUMBER.finditer(source.text)]
    sample = random.Random(7).sample(spans, min(_SAMPLE, len(spans)))
    right = 0
    with pypdfium2.PdfDocument(path) as document:
        for start, end in sample:
            place = source.place(start, end)
            if place.page is not None and place.box is not None:
                page = document[place.page - 1]
                x0, top, x1, bottom = place.box
                height = page.get_height()
                seen = page.get_textpage().get_text_bounded(x0 - 0.3, height - bottom, x1 + 0.3, height - top)
                right += source.text[start:end] in re.sub(r"\s", "", seen)
    return right, len(sample)


def _outcome(path: Path) -> dict[str, Any]:
    """Return how reading a hostile file ended, and how long it took."""
    began = time.perf_counter()
    try:
        source = read(path)
        outcome = f"读出{len(source.text)}字"
    except ReadingError as error:
        outcome = error.reason
    seconds = round(time.perf_counter() - began, 2)
    return {"outcome": outcome, "seconds": seconds, "in_time": seconds < _SLOW_SECONDS}


def _speed(path: Path) -> dict[str, float]:
    """Return the seconds that reading a PDF takes, beside bare text extraction of the same pages in the same run."""
    import pdfplumber

    began = time.perf_counter()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
    bare = time.perf_counter() - began
    began = time.perf_counter()
    read(path)
    ours = time.perf_counter() - began
    return {"bare": round(bare, 2), "read": round(ours, 2), "times": round(ours / bare, 2)}
