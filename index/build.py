"""The reading road: a file becomes a report in the library.

Comes in: paths. Goes out: what became of each. One file's failure never touches another.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import FinalAccountsError, LibraryError, ReadingError
from index.library import Library, Outcome, report_id
from index.records import Fact, Identity, Reading, Report, Source

Tell = Callable[[int, int], None]

SUFFIXES = frozenset(
    (".txt", ".md", ".markdown", ".text", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".pdf", ".doc", ".docx", ".wps", ".rtf",
     ".xls", ".xlsx", ".et", ".xml", ".csv", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
)  # fmt: skip
"""What is taken from a folder. A file that is named itself is always tried, whatever its name."""

_SAME_LENGTH = 1.02
"""A text longer than this times another's says more than it."""

_TABLES_ONLY = 10
"""Fewer full stops than this outside all grids, and a file with grids is an annex of tables, not a narrative."""


@dataclass(frozen=True, slots=True)
class FileStatus:
    """What became of one file: ``added``, ``unchanged``, ``replaced``, ``skipped`` (not a report's kind of file) or ``failed``."""

    file: Path
    status: str
    report: Report | None = None
    reason: str = ""


def build(
    path: Path, library: Library, *, org: str | None = None, year: int | None = None, tell: Tell | None = None
) -> tuple[Outcome, Report]:
    """Read one file into the library; a poorer copy of a report that is there leaves it as it is."""
    outcome, report, _ = _put(path, library, org=org, year=year, tell=tell)
    return outcome, report


def _put(path: Path, library: Library, *, org: str | None, year: int | None, tell: Tell | None) -> tuple[Outcome, Report, str]:
    """Read one file into the library; also say what became of the version that was there."""
    from index.reading.recognised import forget

    reading = read_report(path, org=org, year=year, tell=tell, home=library.folder)
    forget(library.folder, reading.source.sha256)
    held = next((report for report in library.reports() if report.id == report_id(reading.identity)), None)
    if held is not None and held.sha256 != reading.source.sha256 and _is_poorer(reading, held, library):
        more = held.facts - len(reading.facts)
        return Outcome.UNCHANGED, held, f"已有的《{held.file}》含这份文件的全部数字，还多 {more} 个，没有替换；要替换请先移除它"
    outcome, report = library.add(reading, original=path)
    return outcome, report, f"替换了《{held.file}》" if held is not None and outcome is Outcome.REPLACED else ""


def _is_poorer(reading: Reading, held: Report, library: Library) -> bool:
    """Whether a file holds only a part of what a report in the library does: the page's text without the tables.

    Corrected figures, or words that the other lacks, make it a version of its own.
    """
    if library.holding(held.sha256) is None or len(reading.source.text) > _SAME_LENGTH * held.characters:
        return False
    there = {_figure(fact) for fact in library.facts(reports=[held.id])}
    return {_figure(fact) for fact in reading.facts} < there


def _figure(fact: Fact) -> tuple[object, ...]:
    return (*fact.slot, fact.quantity)


def read_report(
    path: Path, *, org: str | None = None, year: int | None = None, tell: Tell | None = None, home: Path | None = None
) -> Reading:
    """Read one file; *org* and *year* are given where the file does not say them itself.

    *tell* hears (done, total) of a scan's pages, which take seconds each; *home* keeps them until the report is added.
    """
    from index import facts, identity, outline, passages, reading, tables

    source = reading.read(path, tell, home)
    named = _with_part(identity.identify(source, org=org, year=year), source)
    report = report_id(named)
    sections = outline.outline(source)
    told, unread = facts.read_facts(source, sections, named, report)
    tabled, unread_cells = tables.read_tables(source, sections, named, report)
    merged = facts.merge((*told, *tabled))
    _refuse_mere_listing(path, source, merged)
    pieces = passages.cut(source, sections, named, report)
    left = (*unread, *unread_cells)
    return Reading(source=source, identity=named, sections=sections, passages=pieces, facts=merged, unrecognised=left)


def build_all(paths: Iterable[Path], library: Library, *, org: str | None = None, year: int | None = None) -> Iterator[FileStatus]:
    """Read files and folders, yielding what became of each file. Only the library's own errors end it early."""
    for file, reason in expand_all(paths):
        yield FileStatus(file, "skipped", None, reason) if reason else build_one(file, library, org=org, year=year)


def expand_all(paths: Iterable[Path]) -> tuple[tuple[Path, str], ...]:
    """Return the files to read under *paths* with, for those that are not tried, the reason.

    A file stands for itself, a folder for the files in it; hidden ones and office lock files are left out without a word.
    """
    return tuple(pair for path in paths for pair in (_inside(path) if path.is_dir() else [(path, "")]))


def _inside(folder: Path) -> list[tuple[Path, str]]:
    found = [file for file in sorted(folder.rglob("*")) if file.is_file() and not _hidden(file.relative_to(folder))]
    return [(file, "" if file.suffix.lower() in SUFFIXES else f"不是报告的文件类型（{file.suffix or '没有扩展名'}）") for file in found]


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in path.parts)


def build_one(file: Path, library: Library, *, org: str | None = None, year: int | None = None, tell: Tell | None = None) -> FileStatus:
    """Read one file, whatever happens to it: what went wrong becomes its status."""
    try:
        held = library.holding(_sha256(file)) if org is None and year is None else None
        if held is not None:
            return FileStatus(file, Outcome.UNCHANGED.value, held)
        outcome, report, reason = _put(file, library, org=org, year=year, tell=tell)
        return FileStatus(file, outcome.value, report, reason)
    except ReadingError as error:
        return FileStatus(file, "failed", None, error.reason)
    except LibraryError:
        raise
    except FileNotFoundError:
        return FileStatus(file, "failed", None, "没有这个文件")
    except OSError as error:
        return FileStatus(file, "failed", None, f"打不开：{error.strerror}")
    except (FinalAccountsError, ValueError, LookupError, ArithmeticError, RecursionError) as error:
        # a text that some stage did not expect must not keep the other files out
        return FileStatus(file, "failed", None, f"读取时出错：{type(error).__name__}: {error}")


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _refuse_mere_listing(path: Path, source: Source, found: Sequence[Fact]) -> None:
    """A table of contents, an index of files: grids without one figure are no annex of a report."""
    if not found and tables_only(source):
        raise ReadingError(path, "只有表格，而表格里没有一个数字能读成决算数据")


def _with_part(identity: Identity, source: Source) -> Identity:
    return replace(identity, part="表" if tables_only(source) else "")


def tables_only(source: Source) -> bool:
    """Whether a file holds tables and hardly a sentence: an annex beside the narrative report."""
    at, outside = 0, []
    for grid in sorted(source.grids, key=lambda grid: grid.start):
        outside.append(source.text[at : max(at, grid.start)])
        at = max(at, grid.end)
    outside.append(source.text[at:])
    lines = (line.strip() for line in "".join(outside).splitlines())
    sentences = sum(line.count("。") for line in lines if not line.startswith("注"))
    return bool(source.grids) and sentences < _TABLES_ONLY
