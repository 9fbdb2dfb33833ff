"""Text → passages: pieces of one section, two to three hundred characters, cut between sentences and list items.

Goes out: passages with a header (单位·年度·类型·章节) that indexes put in front. A passage never crosses a heading.
"""

import re
from collections.abc import Iterator, Sequence

from index.normalize import View, view
from index.outline import CONTENTS
from index.records import Grid, Identity, Passage, Section, Source

_TARGET = 240
_MOST = 320
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W_]")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]*[”’）)]*")
_CLAUSE = re.compile(r"[^，、,。；！？]+[，、,。；！？]*")

_Span = tuple[int, int]


def cut(source: Source, sections: Sequence[Section], identity: Identity, report_id: str) -> tuple[Passage, ...]:
    """Return the passages of a report in order; the table of contents gives none."""
    passages: list[Passage] = []
    seen = view(source.text)
    for path, start, end in _bodies(source, sections):
        for low, high in _pieces(source, seen, start, end):
            passages.append(
                Passage(
                    report=report_id,
                    number=len(passages),
                    section=path,
                    header=_header(identity, path),
                    text=source.text[low:high],
                    start=low,
                    end=high,
                )
            )
    return tuple(passages)


def _header(identity: Identity, path: Sequence[str]) -> str:
    return "·".join((identity.org, f"{identity.year}年度", f"{identity.level.value}{identity.kind.value}", *path))


def _bodies(source: Source, sections: Sequence[Section]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    first = sections[0].start if sections else len(source.text)
    yield (), 0, first
    for section in sections:
        if section.path != (CONTENTS,):
            yield section.path, section.title_end, section.end


def _pieces(source: Source, seen: View, start: int, end: int) -> Iterator[_Span]:
    """Join the units of a section's body up to the target length; a table and the prose around it stay apart."""
    low = high = -1
    for unit_start, unit_end in _units(source, seen, start, end):
        if low >= 0 and (unit_end - low > _MOST or (high - low >= _TARGET and unit_end - high > 1)):
            yield low, high
            low = -1
        low, high = (unit_start if low < 0 else low), unit_end
    if low >= 0:
        yield low, high


def _units(source: Source, seen: View, start: int, end: int) -> Iterator[_Span]:
    at = start
    for grid in source.grids:
        if grid.end <= start or grid.start >= end:
            continue
        yield from _prose(seen, at, max(at, grid.start))
        yield from _rows(grid)
        at = min(grid.end, end)
    yield from _prose(seen, at, end)


def _prose(seen: View, start: int, end: int) -> Iterator[_Span]:
    """Yield paragraphs, long ones sentence by sentence; soft line breaks inside a paragraph do not part it."""
    for line in _LINE.finditer(seen.text, seen.position(start), seen.position(end)):
        for low, high in _sentences(seen.text, line.start(), line.end()):
            first, last = seen.span(low, high)
            if _WORD.search(seen.original, first, last):
                yield max(first, start), min(last, end)


def _sentences(text: str, start: int, end: int) -> Iterator[_Span]:
    if end - start <= _TARGET:
        yield start, end
        return
    for sentence in _SENTENCE.finditer(text, start, end):
        if sentence.end() - sentence.start() <= _MOST:
            yield sentence.span()
        else:
            yield from _clauses(text, *sentence.span())


def _clauses(text: str, start: int, end: int) -> Iterator[_Span]:
    low = start
    for clause in _CLAUSE.finditer(text, start, end):
        if clause.end() - low > _MOST and clause.start() > low:
            yield low, clause.start()
            low = clause.start()
        while clause.end() - low > _MOST:
            yield low, low + _MOST
            low += _MOST
    if low < end:
        yield low, end


def _rows(grid: Grid) -> Iterator[_Span]:
    """Yield each row of a table that holds something."""
    rows: dict[int, list[_Span]] = {}
    for cell in grid.cells:
        if cell.end > cell.start:
            rows.setdefault(cell.row, []).append((cell.start, cell.end))
    for row in sorted(rows):
        yield min(start for start, _ in rows[row]), max(end for _, end in rows[row])
