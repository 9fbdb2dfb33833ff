"""Records to database rows and back, exactly.

Figures travel as decimal text; positions are packed as hundredths of a point and compressed.
"""

import json
import zlib
from array import array
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, RowMapping

from index.quantity import Hedge, Quantity, Unit
from index.records import (
    Against,
    Basis,
    Box,
    Fact,
    Line,
    Measure,
    Passage,
    Place,
    Reading,
    Report,
    ReportKind,
    ReportLevel,
    Scope,
    Section,
    Unrecognised,
)

Values = dict[str, Any]

_BASES = {basis.value: basis for basis in Basis}
_SCOPES = {scope.value: scope for scope in Scope}
_MEASURES = {measure.value: measure for measure in Measure}
_AGAINST = {against.value: against for against in Against}
_HEDGES = {hedge.value: hedge for hedge in Hedge}
_LINE = 8  # start, end, page, four box sides, number of edges


def pack_text(text: str) -> bytes:
    """Compress a report's text."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpack_text(content: bytes) -> str:
    """Return a report's text."""
    return zlib.decompress(content).decode("utf-8", "surrogatepass")


def pack_lines(lines: Sequence[Line]) -> bytes:
    """Compress where each printed line stands; b"" where the format has no positions."""
    if not lines:
        return b""
    numbers = array("i")
    for line in lines:
        numbers.extend((line.start, line.end, line.page, *map(_hundredths, line.box), len(line.edges)))
        numbers.extend(map(_hundredths, line.edges))
    return zlib.compress(numbers.tobytes())


def unpack_lines(packed: bytes) -> tuple[Line, ...]:
    """Return every printed line."""
    if not packed:
        return ()
    numbers = array("i")
    numbers.frombytes(zlib.decompress(packed))
    return tuple(_each_line(numbers))


def _each_line(numbers: Sequence[int]) -> Iterator[Line]:
    at = 0
    while at < len(numbers):
        start, end, page, x0, y0, x1, y1, count = numbers[at : at + _LINE]
        at += _LINE
        edges = tuple(edge / 100 for edge in numbers[at : at + count])
        at += count
        yield Line(start, end, page, (x0 / 100, y0 / 100, x1 / 100, y1 / 100), edges)


def _hundredths(points: float) -> int:
    return round(points * 100)


def report_row(report: Report, **more: Any) -> Values:
    """A report as a row; *more* are the columns that records do not know."""
    return {
        "id": report.id, "title": report.title, "org": report.org, "region": report.region, "year": report.year,
        "kind": report.kind.value, "level": report.level.value, "part": report.part, "file": report.file,
        "sha256": report.sha256, "format": report.format, "pages": report.pages, "passages": report.passages,
        "facts": report.facts, "unrecognised": report.unrecognised, "added": report.added,
        "characters": report.characters, **more,
    }  # fmt: skip


def report_of(row: RowMapping) -> Report:
    """A row as a report."""
    return Report(
        id=row["id"], title=row["title"], org=row["org"], region=row["region"], year=row["year"],
        kind=ReportKind(row["kind"]), level=ReportLevel(row["level"]), part=row["part"], file=row["file"],
        sha256=row["sha256"], format=row["format"], pages=row["pages"], passages=row["passages"], facts=row["facts"],
        unrecognised=row["unrecognised"], added=row["added"], characters=row["characters"],
    )  # fmt: skip


def section_row(report: str, number: int, section: Section) -> Values:
    """A section as a row."""
    return {
        "report": report, "number": number, "path": _list(section.path), "level": section.level,
        "start": section.start, "end": section.end, "title_end": section.title_end,
    }  # fmt: skip


def section_of(row: RowMapping) -> Section:
    """A row as a section."""
    return Section(_path(row["path"]), row["level"], row["start"], row["end"], row["title_end"])


def passage_row(passage: Passage, reading: Reading, vector: str) -> Values:
    """A passage as a row; its text is left out where the report's own text has it."""
    same = reading.source.text[passage.start : passage.end] == passage.text
    return {
        "report": passage.report, "number": passage.number, "section": _list(passage.section), "header": passage.header,
        "text": None if same else passage.text, "start": passage.start, "end": passage.end, "vector": vector,
    }  # fmt: skip


def passage_of(row: RowMapping, text: str) -> Passage:
    """A row as a passage; *text* is the whole report's."""
    own = row["text"]
    return Passage(
        report=row["report"], number=row["number"], section=_path(row["section"]), header=row["header"],
        text=text[row["start"] : row["end"]] if own is None else own, start=row["start"], end=row["end"],
    )  # fmt: skip


def fact_row(report: str, number: int, fact: Fact) -> Values:
    """A fact as a row."""
    return {
        "report": report, "number": number, "org": fact.org, "year": fact.year, "item": fact.item,
        "item_as_printed": fact.item_as_printed, "known": fact.known, "basis": fact.basis.value,
        "scope": fact.scope.value if fact.scope else None, "measure": fact.measure.value,
        "value": str(fact.quantity.number), "unit": fact.quantity.unit.symbol, "hedge": fact.quantity.hedge.value,
        "value_as_printed": fact.value_as_printed, "quote": fact.quote, "start": fact.start, "end": fact.end,
        "value_start": fact.value_start, "value_end": fact.value_end, "section": _list(fact.section),
        "code": fact.code, "page": fact.page, "box": _sides(fact.box), "table": fact.table, "row": fact.row,
        "column": fact.column, "against": fact.against.value if fact.against else None, "whole": fact.whole,
        "also": _json([[place.start, place.end, place.page, place.box, place.table, place.column] for place in fact.also] or None),
    }  # fmt: skip


def fact_of(row: Row[Any]) -> Fact:
    """A row (every column, in the table's order) as a fact."""
    (report, _, org, year, item, printed, known, basis, scope, measure, value, unit, hedge, value_as_printed, quote,
     start, end, value_start, value_end, section, code, page, box, table, row_, column, against, whole, also) = row  # fmt: skip
    return Fact(
        report=report, org=org, year=year, item=item, item_as_printed=printed, known=known, basis=_BASES[basis],
        scope=_SCOPES[scope] if scope else None, measure=_MEASURES[measure],
        quantity=Quantity(Decimal(value), _unit(unit), _HEDGES[hedge]), value_as_printed=value_as_printed, quote=quote,
        start=start, end=end, value_start=value_start, value_end=value_end, section=_path(section), code=code,
        page=page, box=_box(box), table=table, row=row_, column=column, against=_AGAINST[against] if against else None,
        whole=whole, also=_places(also),
    )  # fmt: skip


def unrecognised_row(report: str, number: int, left: Unrecognised) -> Values:
    """A number that became no fact as a row."""
    return {"report": report, "number": number, "start": left.start, "end": left.end, "text": left.text, "reason": left.reason}


@lru_cache(maxsize=1024)
def _unit(symbol: str) -> Unit:
    return Unit.of(symbol)


@lru_cache(maxsize=8192)
def _path(packed: str) -> tuple[str, ...]:
    return tuple(json.loads(packed))


def _list(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _sides(box: Box | None) -> str | None:
    return None if box is None else " ".join(map(repr, box))


def _box(packed: str | None) -> Box | None:
    if packed is None:
        return None
    x0, y0, x1, y1 = map(float, packed.split())
    return (x0, y0, x1, y1)


def _places(packed: str | None) -> tuple[Place, ...]:
    if packed is None:
        return ()
    return tuple(Place(start, end, page, tuple(box) if box else None, *cell) for start, end, page, box, *cell in json.loads(packed))
