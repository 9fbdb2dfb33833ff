"""The one door to everything that was read: add, remove, reports, facts, search.

SQLite through SQLAlchemy Core is the one source of truth; vectors and words are derived and can be rebuilt from it.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid5

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Select, Table, and_, delete, func, insert, or_, select, update
from sqlalchemy.exc import DatabaseError, OperationalError

from index import lexical, rows, store
from index.errors import LibraryBusy, LibraryError
from index.records import Basis, Fact, Identity, Line, Measure, Passage, Place, Reading, Report, Scope, Section, Unrecognised, locate

READER = 1
"""The version of the reading road; raise it when the same file gives other facts, and adding it again re-reads it."""

_PATIENCE = 10.0  # seconds that a writer waits for another one
_NAMESPACE = UUID("6f0d2a52-6f1c-5c55-9c37-5d6f8b8f5f7a")


class Outcome(Enum):
    """What adding a report did."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with the score that ranked it."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class _Held:
    """What is kept of a report between questions: its text and its printed lines."""

    text: str
    lines: tuple[Line, ...]


def report_id(identity: Identity) -> str:
    """Return the id that every version of the same report has."""
    key = (identity.region, identity.org, str(identity.year), identity.kind.value, identity.level.value, identity.part)
    return hashlib.sha256("\n".join(key).encode()).hexdigest()[:12]


class Library:
    """A folder with one library. Readers never block; one writer at a time."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self.folder, self.writable = folder, writable
        self._engine = store.open_engine(folder, writable=writable)
        self._lock = FileLock(folder / "writer.lock", thread_local=False)
        self._kept: dict[tuple[str, str], Any] = {}
        self._kept_at = -1

    @classmethod
    def open(cls, folder: Path, *, writable: bool = False) -> Self:
        """Open the library in *folder*; a writable one is made where there is none."""
        return cls(Path(folder), writable=writable)

    def close(self) -> None:
        """Let go of the database; the library can't be used after."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # -- writing ------------------------------------------------------------------------------------------------------

    def add(self, reading: Reading, *, original: Path | None = None) -> tuple[Outcome, Report]:
        """Store a reading in one transaction, replacing an older version of the same report; keep a copy of *original*."""
        report = _report(reading)
        with self._writing() as connection:
            held = connection.execute(select(store.REPORT).where(store.REPORT.c.id == report.id)).mappings().first()
            if held is not None and held["sha256"] == report.sha256 and held["reader"] == READER:
                return Outcome.UNCHANGED, rows.report_of(held)
            copy = self._keep_original(original, report.sha256) if original else None
            if held is not None:
                self._delete(connection, report.id)
            self._insert(connection, report, reading, copy)
            _count_change(connection)
        self._drop_orphans()
        return Outcome.ADDED if held is None else Outcome.REPLACED, report

    def remove(self, report: str) -> Report:
        """Take a report out, for good; *report* is its id or the start of it."""
        with self._writing() as connection:
            gone = self._find(connection, report)
            self._delete(connection, gone.id)
            lexical.tidy(connection)
            _count_change(connection)
        self._drop_orphans()
        with self._engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
        return gone

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if not self.writable:
            raise LibraryError(f"资料库 {self.folder} 以只读方式打开，不能写入")
        try:
            with self._lock.acquire(timeout=_PATIENCE), self._engine.execution_options(writes=True).begin() as connection:
                yield connection
        except Timeout:
            raise LibraryBusy(f"另一个程序正在写入资料库 {self.folder}，请稍后再试") from None
        except OperationalError as error:
            raise LibraryError(f"写不进资料库 {self.folder}：{error.orig}") from None

    def _insert(self, connection: Connection, report: Report, reading: Reading, original: str | None) -> None:
        source = reading.source
        connection.execute(insert(store.REPORT), rows.report_row(report, reader=READER, original=original))
        content = {"report": report.id, "content": rows.pack_text(source.text), "lines": rows.pack_lines(source.lines)}
        connection.execute(insert(store.TEXT), content)
        _insert_all(connection, store.SECTION, [rows.section_row(report.id, n, s) for n, s in enumerate(reading.sections)])
        _insert_all(connection, store.PASSAGE, [rows.passage_row(p, reading, vector_id(p)) for p in reading.passages])
        kept = select(store.PASSAGE.c.vector).where(store.PASSAGE.c.report == report.id)
        connection.execute(delete(store.STALE).where(store.STALE.c.vector.in_(kept)))
        _insert_all(connection, store.FACT, [rows.fact_row(report.id, n, f) for n, f in enumerate(reading.facts)])
        numbers = [
            {"report": report.id, "number": n, "start": u.start, "end": u.end, "text": u.text, "reason": u.reason}
            for n, u in enumerate(reading.unrecognised)
        ]
        _insert_all(connection, store.UNRECOGNISED, numbers)
        _count_labels(connection, report.id, 1)
        lexical.store(connection, self._words(connection, report.id, source.text))

    def _delete(self, connection: Connection, report: str) -> None:
        text = self._load(connection, report).text
        lexical.forget(connection, self._words(connection, report, text))
        _count_labels(connection, report, -1)
        gone = select(store.PASSAGE.c.vector).where(store.PASSAGE.c.report == report)
        connection.execute(insert(store.STALE).from_select(["vector"], gone))
        for table in store.OF_REPORT:
            connection.execute(delete(table).where(table.c.report == report))
        connection.execute(delete(store.REPORT).where(store.REPORT.c.id == report))

    def _words(self, connection: Connection, report: str, text: str) -> Iterator[tuple[int, str]]:
        found = connection.execute(select(store.PASSAGE).where(store.PASSAGE.c.report == report)).mappings()
        for row in found:
            passage = rows.passage_of(row, text)
            yield row["id"], f"{passage.header}\n{passage.text}"

    def _keep_original(self, path: Path, sha256: str) -> str:
        folder = self.folder / "originals"
        folder.mkdir(exist_ok=True)
        name = sha256 + path.suffix.lower()
        if not (folder / name).exists():
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy, path.open("rb") as file:
                shutil.copyfileobj(file, copy)
            Path(copy.name).replace(folder / name)
        return name

    def _drop_orphans(self) -> None:
        """Delete copies of files that no report needs: of replaced and removed reports, and of writers that were killed."""
        folder = self.folder / "originals"
        if not folder.is_dir():
            return
        with self._lock.acquire(timeout=_PATIENCE), self._engine.connect() as connection:
            needed = set(connection.scalars(select(store.REPORT.c.original)))
            for path in folder.iterdir():
                if path.name not in needed:
                    path.unlink(missing_ok=True)

    # -- reading ------------------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise LibraryError(f"读不了资料库 {self.folder}：{error.orig}") from None

    def changes(self) -> int:
        """Return how often the library was written to; what was derived from it holds while this stays the same."""
        with self._reading() as connection:
            return _changes(connection)

    def reports(self) -> tuple[Report, ...]:
        """Return every report, by organisation and year."""
        with self._reading() as connection:
            kept: tuple[Report, ...] = self._keep(connection, ("reports", ""), lambda: _all_reports(connection))
            return kept

    def report(self, report: str) -> Report:
        """Return the report with this id, or the one whose id starts so."""
        with self._reading() as connection:
            return self._find(connection, report)

    def original(self, report: str) -> Path | None:
        """Return the copy of the file that a report was read from, None where none was kept."""
        with self._reading() as connection:
            found = self._find(connection, report)
            name = connection.scalar(select(store.REPORT.c.original).where(store.REPORT.c.id == found.id))
        path = self.folder / "originals" / name if name else None
        return path if path is not None and path.exists() else None

    def holding(self, sha256: str) -> Report | None:
        """Return the report that was read from exactly this file by the present reading road."""
        wanted = select(store.REPORT).where(and_(store.REPORT.c.sha256 == sha256, store.REPORT.c.reader == READER))
        with self._reading() as connection:
            row = connection.execute(wanted).mappings().first()
        return rows.report_of(row) if row else None

    def text(self, report: str, start: int = 0, end: int | None = None) -> str:
        """Return the stored text of a report, or a part of it."""
        with self._reading() as connection:
            return self._load(connection, report).text[start:end]

    def place(self, report: str, start: int, end: int) -> Place:
        """Return page and box of a span."""
        with self._reading() as connection:
            return locate(self._load(connection, report).lines, start, end)

    def sections(self, report: str) -> tuple[Section, ...]:
        """Return the outline in order."""
        wanted = select(store.SECTION).where(store.SECTION.c.report == report).order_by(store.SECTION.c.number)
        with self._reading() as connection:
            return tuple(map(rows.section_of, connection.execute(wanted).mappings()))

    def passages(self, report: str) -> tuple[Passage, ...]:
        """Return the passages in order."""
        with self._reading() as connection:
            return tuple(passage for _, passage in self._passages(connection, report))

    def facts(
        self,
        *,
        reports: Collection[str] | None = None,
        years: Collection[int] | None = None,
        items: Collection[str] | None = None,
        measures: Collection[Measure] | None = None,
        bases: Collection[Basis] | None = None,
        scopes: Collection[Scope | None] | None = None,
    ) -> tuple[Fact, ...]:
        """Return the figures that fit every given slot, in the order of their reports and places."""
        fact, report = store.FACT.c, store.REPORT.c
        slots = (
            (fact.report, reports),
            (fact.year, years),
            (fact.item, items),
            (fact.measure, measures and [measure.value for measure in measures]),
            (fact.basis, bases and [basis.value for basis in bases]),
        )
        wanted = select(store.FACT)
        for column, values in slots:
            if values is not None:
                wanted = wanted.where(column.in_(list(values)))
        if scopes is not None:
            named = [scope.value for scope in scopes if scope is not None]
            wanted = wanted.where(or_(fact.scope.in_(named), fact.scope.is_(None)) if None in scopes else fact.scope.in_(named))
        wanted = wanted.join(store.REPORT, report.id == fact.report)
        wanted = wanted.order_by(report.org, report.year, report.id, fact.start, fact.number)
        with self._reading() as connection:
            return tuple(map(rows.fact_of, connection.execute(wanted)))

    def labels(self, reports: Collection[str] | None = None) -> tuple[tuple[str, bool], ...]:
        """Return the distinct (item, known) of the facts, to match a question's words against."""
        wanted: Select[Any] = select(store.LABEL.c.item, store.LABEL.c.known).order_by(store.LABEL.c.item)
        if reports is not None:
            fact = store.FACT.c
            wanted = select(fact.item, fact.known).where(fact.report.in_(list(reports))).distinct().order_by(fact.item)
        with self._reading() as connection:
            return tuple((item, bool(known)) for item, known in connection.execute(wanted))

    def unrecognised(self, report: str) -> tuple[Unrecognised, ...]:
        """Return the numbers that became no fact, in order."""
        table = store.UNRECOGNISED
        wanted = select(table.c.start, table.c.end, table.c.text, table.c.reason)
        with self._reading() as connection:
            found = connection.execute(wanted.where(table.c.report == report).order_by(table.c.start, table.c.number))
            return tuple(Unrecognised(*row) for row in found)

    def search(self, query: str, *, reports: Collection[str] | None = None, k: int = 10) -> tuple[Hit, ...]:
        """Return the passages nearest to *query*, best first, fused from words and vectors."""
        with self._reading() as connection:
            if reports is None:
                return tuple(Hit(self._passage(connection, row), score) for row, score in lexical.find(connection, query, k))
            held = [pair for report in sorted(set(reports)) for pair in self._passages(connection, report)]
            bags = [bag for report in sorted(set(reports)) for bag in self._bags(connection, report)]
            return tuple(Hit(held[at][1], score) for at, score in lexical.rank(query, bags)[:k])

    # -- what is kept between questions ---------------------------------------------------------------------------------

    def _keep(self, connection: Connection, key: tuple[str, str], make: Any) -> Any:
        changes = _changes(connection)
        if changes != self._kept_at:
            self._kept, self._kept_at = {}, changes
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def _load(self, connection: Connection, report: str) -> _Held:
        def load() -> _Held:
            row = connection.execute(select(store.TEXT).where(store.TEXT.c.report == report)).mappings().first()
            if row is None:
                raise LibraryError(f"没有这份报告：{report}")
            return _Held(rows.unpack_text(row["content"]), rows.unpack_lines(row["lines"]))

        held: _Held = self._keep(connection, ("text", report), load)
        return held

    def _passages(self, connection: Connection, report: str) -> tuple[tuple[int, Passage], ...]:
        def load() -> tuple[tuple[int, Passage], ...]:
            text = self._load(connection, report).text
            wanted = select(store.PASSAGE).where(store.PASSAGE.c.report == report).order_by(store.PASSAGE.c.number)
            return tuple((row["id"], rows.passage_of(row, text)) for row in connection.execute(wanted).mappings())

        held: tuple[tuple[int, Passage], ...] = self._keep(connection, ("passages", report), load)
        return held

    def _bags(self, connection: Connection, report: str) -> tuple[lexical.Bag, ...]:
        def load() -> tuple[lexical.Bag, ...]:
            held = self._passages(connection, report)
            return tuple(lexical.Bag.of(f"{passage.header}\n{passage.text}") for _, passage in held)

        held: tuple[lexical.Bag, ...] = self._keep(connection, ("bags", report), load)
        return held

    def _passage(self, connection: Connection, row: int) -> Passage:
        found = connection.execute(select(store.PASSAGE).where(store.PASSAGE.c.id == row)).mappings().one()
        return rows.passage_of(found, self._load(connection, found["report"]).text)

    def _find(self, connection: Connection, report: str) -> Report:
        start = report.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        wanted = select(store.REPORT).where(store.REPORT.c.id.like(f"{start}%", escape="\\")).limit(3)
        found = connection.execute(wanted).mappings().all()
        exact = [row for row in found if row["id"] == report]
        if not found or not report:
            raise LibraryError(f"没有这份报告：{report}")
        if len(found) > 1 and not exact:
            raise LibraryError(f"不止一份报告的编号以 {report} 开头，请多写几位")
        return rows.report_of((exact or found)[0])


def vector_id(passage: Passage) -> str:
    """Return the id of a passage's vector: the same passage always has the same, another text never does."""
    return str(uuid5(_NAMESPACE, f"{passage.report}\n{passage.number}\n{passage.header}\n{passage.text}"))


def _report(reading: Reading) -> Report:
    source, identity = reading.source, reading.identity
    return Report(
        id=report_id(identity), title=identity.title, org=identity.org, region=identity.region, year=identity.year,
        kind=identity.kind, level=identity.level, part=identity.part, file=source.file, sha256=source.sha256,
        format=source.format, pages=source.pages, passages=len(reading.passages), facts=len(reading.facts),
        unrecognised=len(reading.unrecognised), added=datetime.now().astimezone().isoformat(timespec="seconds"),
        characters=len(source.text),
    )  # fmt: skip


def _all_reports(connection: Connection) -> tuple[Report, ...]:
    report = store.REPORT.c
    found = connection.execute(select(store.REPORT).order_by(report.org, report.year, report.id)).mappings()
    return tuple(map(rows.report_of, found))


def _insert_all(connection: Connection, table: Table, values: Sequence[rows.Values]) -> None:
    if values:
        connection.execute(insert(table), list(values))


def _count_labels(connection: Connection, report: str, sign: int) -> None:
    fact, label = store.FACT.c, store.LABEL.c
    counted = select(fact.item, fact.known, func.count()).where(fact.report == report).group_by(fact.item, fact.known)
    for item, known, count in connection.execute(counted).all():
        same = and_(label.item == item, label.known == known)
        changed = connection.execute(update(store.LABEL).where(same).values(facts=label.facts + sign * count))
        if not changed.rowcount:
            connection.execute(insert(store.LABEL).values(item=item, known=known, facts=count))
    connection.execute(delete(store.LABEL).where(label.facts <= 0))


def _changes(connection: Connection) -> int:
    return int(connection.scalar(select(store.META.c.value).where(store.META.c.key == "changes")) or 0)


def _count_change(connection: Connection) -> None:
    connection.execute(update(store.META).where(store.META.c.key == "changes").values(value=str(_changes(connection) + 1)))
