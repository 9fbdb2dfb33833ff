"""Recognised pages of a scan, kept until its report is in the library: OCR takes seconds a page, and a kill must not cost them again.

A file a page, under the scan's hash and the version of what recognised it; each is whole or not there.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from index.reading.content import Report
from index.reading.flow import PageItems
from index.reading.glyphs import Glyph, PrintedLine
from index.reading.ruled import RuledCell, RuledTable
from index.reading.turning import Turn

READER = 1
"""Goes up when a page would be read otherwise than before."""

_FOLDER = "recognised"
_STALE_SECONDS = 30 * 24 * 3600

Page = tuple[PageItems, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Ocr:
    """Who hears of the pages done, and where they are kept: None where nobody resumes."""

    report: Report
    folder: Path | None = None

    def page(self, number: int, recognise: Callable[[], Page]) -> Page:
        """Return page *number*, as it was kept or recognised now."""
        file = self.folder / f"{number}.json" if self.folder is not None else None
        kept = _read(file) if file is not None else None
        if kept is not None:
            return kept
        page = recognise()
        if file is not None:
            _write(file, page)
        return page


def folder_for(home: Path, data: bytes) -> Path:
    """Return where the pages of a scan with these bytes are kept under *home*."""
    try:
        engine = version("rapidocr")
    except PackageNotFoundError:
        engine = "none"
    return home / _FOLDER / f"{hashlib.sha256(data).hexdigest()}-{engine}-{READER}"


def forget(home: Path, sha256: str) -> None:
    """Delete the kept pages of one scan."""
    for folder in (home / _FOLDER).glob(f"{sha256}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def forget_stale(home: Path) -> None:
    """Delete the kept pages of scans that nobody went on with for a month."""
    for folder in (home / _FOLDER).glob("*"):
        if folder.stat().st_mtime < time.time() - _STALE_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _read(file: Path) -> Page | None:
    try:
        return _page(json.loads(file.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(file: Path, page: Page) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    making = file.with_suffix(".making")
    making.write_text(json.dumps(_plain(page), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    making.replace(file)


def _plain(page: Page) -> dict[str, Any]:
    items, mended = page
    return {
        "page": (items.number, items.width, items.height, items.turn.value),
        "lines": [_line(line) for line in items.lines],
        "tables": [
            {
                "table": (table.page, table.last_page, table.box, table.columns, table.rows),
                "cells": [
                    (cell.row, cell.column, cell.row_span, cell.column_span, cell.box, [_line(line) for line in cell.lines])
                    for cell in table.cells
                ],
            }
            for table in items.tables
        ],
        "mended": mended,
    }


def _line(line: PrintedLine) -> tuple[int, list[tuple[object, ...]]]:
    return line.page, [tuple(glyph) for glyph in line.glyphs]


def _page(plain: dict[str, Any]) -> Page:
    number, width, height, turn = plain["page"]
    tables = [_table(each) for each in plain["tables"]]
    lines = [_printed(each) for each in plain["lines"]]
    return PageItems(number, width, height, lines, tables, Turn(turn)), [(was, why) for was, why in plain["mended"]]


def _table(plain: dict[str, Any]) -> RuledTable:
    page, last, box, columns, rows = plain["table"]
    cells = tuple(
        RuledCell(row, column, high, wide, tuple(place), tuple(_printed(line) for line in lines))
        for row, column, high, wide, place, lines in plain["cells"]
    )
    return RuledTable(page, last, tuple(box), tuple(columns), rows, cells)


def _printed(plain: tuple[int, list[Any]]) -> PrintedLine:
    page, glyphs = plain
    return PrintedLine(page, tuple(Glyph(*glyph) for glyph in glyphs))
