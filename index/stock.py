"""What one writing transaction does: put a reading in, take a report out.

Works on an open connection and never commits: the library decides when.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import Connection, Select, Table, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from index import lexical, rows, store
from index.records import Identity, Passage, Reading, Report

READER = 2
"""The version of the reading road; raise it when the same file gives other facts, and adding it again re-reads it."""

_NAMESPACE = UUID("6f0d2a52-6f1c-5c55-9c37-5d6f8b8f5f7a")


def report_id(identity: Identity) -> str:
    """Return the id that every version of the same report has."""
    key = (identity.region, identity.org, str(identity.year), identity.kind.value, identity.level.value, identity.part)
    return hashlib.sha256("\n".join(key).encode()).hexdigest()[:12]


def vector_id(passage: Passage) -> str:
    """Return the id of a passage's vector: the same passage always has the same, another text never does."""
    return str(uuid5(_NAMESPACE, f"{passage.report}\n{passage.number}\n{passage.header}\n{passage.text}"))


def report_of(reading: Reading) -> Report:
    """Return the report that a reading becomes."""
    source, identity = reading.source, reading.identity
    return Report(
        id=report_id(identity), title=identity.title, org=identity.org, region=identity.region, year=identity.year,
        kind=identity.kind, level=identity.level, part=identity.part, file=source.file, sha256=source.sha256,
        format=source.format, pages=source.pages, passages=len(reading.passages), facts=len(reading.facts),
        unrecognised=len(reading.unrecognised), added=datetime.now().astimezone().isoformat(timespec="seconds"),
        characters=len(source.text),
    )  # fmt: skip


def put(connection: Connection, report: Report, reading: Reading, original: str | None) -> None:
    """Insert everything of a report that is not there."""
    source = reading.source
    connection.execute(insert(store.REPORT), rows.report_row(report, reader=READER, original=original))
    content = {"report": report.id, "content": rows.pack_text(source.text), "lines": rows.pack_lines(source.lines)}
    connection.execute(insert(store.TEXT), content)
    _insert(connection, store.SECTION, [rows.section_row(report.id, n, section) for n, section in enumerate(reading.sections)])
    _insert(connection, store.PASSAGE, [rows.passage_row(piece, reading, vector_id(piece)) for piece in reading.passages])
    _insert(connection, store.FACT, [rows.fact_row(report.id, n, fact) for n, fact in enumerate(reading.facts)])
    left = [rows.unrecognised_row(report.id, n, number) for n, number in enumerate(reading.unrecognised)]
    _insert(connection, store.UNRECOGNISED, left)
    connection.execute(delete(store.STALE).where(store.STALE.c.vector.in_(_vectors(report.id))))
    _count_labels(connection, report.id, 1)
    lexical.store(connection, _indexed(connection, report.id, source.text))


def drop(connection: Connection, report: str) -> None:
    """Delete everything of a report; its vectors are noted for removal."""
    content = connection.scalars(select(store.TEXT.c.content).where(store.TEXT.c.report == report)).one()
    lexical.forget(connection, _indexed(connection, report, rows.unpack_text(content)))
    _count_labels(connection, report, -1)
    connection.execute(insert(store.STALE).from_select(["vector"], _vectors(report)))
    for table in store.OF_REPORT:
        connection.execute(delete(table).where(table.c.report == report))
    connection.execute(delete(store.REPORT).where(store.REPORT.c.id == report))


def forget_traces(connection: Connection) -> None:
    """Leave nothing of dropped reports in the word index's file."""
    lexical.tidy(connection)


def _vectors(report: str) -> Select[tuple[str]]:
    return select(store.PASSAGE.c.vector).where(store.PASSAGE.c.report == report)


def _indexed(connection: Connection, report: str, text: str) -> Iterator[tuple[int, str]]:
    found = connection.execute(select(store.PASSAGE).where(store.PASSAGE.c.report == report)).mappings()
    return ((row["id"], lexical.indexed_text(rows.passage_of(row, text))) for row in found)


def _insert(connection: Connection, table: Table, values: Sequence[rows.Values]) -> None:
    if values:
        connection.execute(insert(table), list(values))


def _count_labels(connection: Connection, report: str, sign: int) -> None:
    fact, label = store.FACT.c, store.LABEL.c
    counted = select(fact.item, fact.known, func.count()).where(fact.report == report).group_by(fact.item, fact.known)
    values = [{"item": item, "known": known, "facts": sign * count} for item, known, count in connection.execute(counted).all()]
    if values:
        added = sqlite_insert(store.LABEL)
        total = {"facts": label.facts + added.excluded.facts}
        connection.execute(added.on_conflict_do_update(index_elements=["item", "known"], set_=total), values)
    connection.execute(delete(store.LABEL).where(label.facts <= 0))
