"""The one door to everything that was read: add, remove, reports, facts, search.

SQLite through SQLAlchemy Core is the one source of truth; vectors and words are derived and can be rebuilt from it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import chain
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from filelock import FileLock, Timeout
from platformdirs import user_cache_path
from sqlalchemy import Connection, Select, and_, or_, select
from sqlalchemy.exc import DatabaseError, OperationalError

from index import rows, stock, store
from index.embedding import embedding as embedding_named
from index.errors import LibraryBusy, LibraryError
from index.kept import Kept
from index.originals import Originals
from index.records import Basis, Fact, Line, Measure, Passage, Place, Reading, Report, Scope, Section, Unrecognised, locate
from index.reranking import Reranker
from index.searching import Finder
from index.stock import READER, report_id
from index.vectors import VectorStore

__all__ = ["READER", "Hit", "Library", "Outcome", "report_id"]

_PATIENCE = 10.0  # seconds that a writer waits for another one
_FEW = 16  # reports whose figures are kept in memory when all of them are asked for


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
class _Page:
    """A report's text and where its lines stand."""

    text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    """All figures of a report, in the order of their places."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All reports in their order."""

    reports: tuple[Report, ...]


class Library:
    """A folder with one library. Readers never block; one writer at a time."""

    def __init__(self, folder: Path, *, writable: bool, embedding: str, reranker: str, cache: Path) -> None:
        self.folder, self.writable = folder, writable
        self._engine = store.open_engine(folder, writable=writable)
        self._lock = FileLock(folder / "writer.lock", thread_local=False)
        self._turn = Lock()  # the file lock parts processes, not the threads that share this object
        self._kept = Kept()
        self._originals = Originals(folder)
        chosen = embedding_named(embedding, cache)
        self._vectors = VectorStore(folder, chosen) if chosen else None
        self._finder = Finder(self._vectors, self._kept, Reranker(reranker) if reranker else None)

    @classmethod
    def open(cls, folder: Path, *, writable: bool = False, embedding: str = "", reranker: str = "", cache: Path | None = None) -> Self:
        """Open the library in *folder*; a writable one is made where there is none.

        *embedding* is "" for the built-in model, "off" for words alone, or a sentence-transformers model by name or path;
        *reranker* is "" for none, or a CrossEncoder; *cache* is where models are kept. Nothing is loaded before it is needed.
        """
        cache = cache or user_cache_path("juesuan", appauthor=False)
        return cls(Path(folder), writable=writable, embedding=embedding, reranker=reranker, cache=cache)

    def close(self) -> None:
        """Let go of the files; the library can't be used after."""
        if self._vectors is not None:
            self._vectors.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # writing

    def add(self, reading: Reading, *, original: Path | None = None) -> tuple[Outcome, Report]:
        """Store a reading in one transaction, replacing an older version of the same report; keep a copy of *original*."""
        report = stock.report_of(reading)
        with self._writing() as connection:
            held = connection.execute(select(store.REPORT).where(store.REPORT.c.id == report.id)).mappings().first()
            if held is not None and held["sha256"] == report.sha256 and held["reader"] == READER:
                return Outcome.UNCHANGED, rows.report_of(held)
            copy = self._originals.keep(original, report.sha256) if original else None
            if held is not None:
                stock.drop(connection, report.id)
            stock.put(connection, report, reading, copy)
            store.count_up(connection, store.CHANGES)
        if held is None:
            return Outcome.ADDED, report
        with suppress(LibraryBusy):  # the report is stored; what is left over goes when the library is tidied
            self._drop_original(held["original"])
        return Outcome.REPLACED, report

    def remove(self, report: str) -> Report:
        """Take a report out, for good; *report* is its id or the start of it."""
        with self._writing() as connection:
            gone = _find(connection, report)
            original = connection.scalar(select(store.REPORT.c.original).where(store.REPORT.c.id == gone.id))
            stock.drop(connection, gone.id)
            stock.forget_traces(connection)
            store.count_up(connection, store.CHANGES)
        with suppress(LibraryBusy):  # the report is gone; what is left over goes when the library is tidied and embedded
            self._drop_original(original)
            if self._vectors is not None:
                with self._writing() as connection:
                    self._vectors.mend(connection)
            store.shorten_log(self._engine)
        return gone

    def embed(self, tell: Callable[[int, int], None] | None = None) -> int:
        """Bring the vectors in step with the passages and return how many were missing; *tell* hears (done, total).

        Safe to kill and to call again at any time. The lock is held only while vectors are written.
        """
        if self._vectors is None:
            return 0
        with self._writing() as connection:
            self._vectors.mend(connection)
        done, total = 0, self.without_vectors()
        while total and (batch := self._unembedded()):
            vectors = self._vectors.embedding.passages([piece.embedded for piece in batch], of=total)
            with self._writing() as connection:
                self._vectors.write(connection, batch, vectors)
            done += len(batch)
            if tell is not None:
                tell(done, max(total, done))
        return done

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if not self.writable:
            raise LibraryError(f"资料库 {self.folder} 以只读方式打开，不能写入")
        try:
            with self._turn, self._lock.acquire(timeout=_PATIENCE), self._engine.execution_options(writes=True).begin() as connection:
                yield connection
        except Timeout:
            raise LibraryBusy(f"另一个程序正在写入资料库 {self.folder}，请稍后再试") from None
        except OperationalError as error:
            raise LibraryError(f"写不进资料库 {self.folder}：{error.orig}") from None

    def _drop_original(self, name: str | None) -> None:
        """Delete a copy that no report needs any more."""
        if name is not None:
            with self._writing() as connection:
                needed = select(store.REPORT.c.id).where(store.REPORT.c.original == name).limit(1)
                if connection.scalar(needed) is None:
                    self._originals.drop(name)

    def tidy(self) -> None:
        """Delete what writers left behind that were killed: copies of files, recognised pages that nobody went on with."""
        from index.reading.recognised import forget_stale

        forget_stale(self.folder)
        with self._writing() as connection:
            self._originals.drop_all_but(set(connection.scalars(select(store.REPORT.c.original))))

    # reading

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
            return store.counter(connection, store.CHANGES)

    def reports(self) -> tuple[Report, ...]:
        """Return every report, by organisation and year."""
        with self._reading() as connection:
            changes = store.counter(connection, store.CHANGES)
            return self._kept.get(changes, _Shelf, "", lambda: _shelf(connection)).reports

    def report(self, report: str) -> Report:
        """Return the report with this id, or the one whose id starts so."""
        with self._reading() as connection:
            return _find(connection, report)

    def holding(self, sha256: str) -> Report | None:
        """Return the report that was read from exactly this file by the present reading road."""
        wanted = select(store.REPORT).where(and_(store.REPORT.c.sha256 == sha256, store.REPORT.c.reader == READER))
        with self._reading() as connection:
            row = connection.execute(wanted).mappings().first()
        return rows.report_of(row) if row else None

    def original(self, report: str) -> Path | None:
        """Return the copy of the file that a report was read from, None where none was kept."""
        with self._reading() as connection:
            name = connection.scalar(select(store.REPORT.c.original).where(store.REPORT.c.id == _find(connection, report).id))
        return self._originals.find(name)

    def text(self, report: str, start: int = 0, end: int | None = None) -> str:
        """Return the stored text of a report, or a part of it."""
        return self._page(report).text[start:end]

    def place(self, report: str, start: int, end: int) -> Place:
        """Return page and box of a span."""
        return locate(self._page(report).lines, start, end)

    def sections(self, report: str) -> tuple[Section, ...]:
        """Return the outline in order."""
        wanted = select(store.SECTION).where(store.SECTION.c.report == report).order_by(store.SECTION.c.number)
        with self._reading() as connection:
            return tuple(map(rows.section_of, connection.execute(wanted).mappings()))

    def passages(self, report: str) -> tuple[Passage, ...]:
        """Return the passages in order."""
        with self._reading() as connection:
            return self._finder.passages(connection, report)

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
        others = (years, items, measures, bases, scopes)
        if reports is not None and len(reports) <= _FEW and not any(slot is not None for slot in others):
            return self._whole_reports(reports)
        fact, report = store.FACT.c, store.REPORT.c
        slots: tuple[tuple[Any, Sequence[Any] | None], ...] = (
            (fact.report, _values(reports)),
            (fact.year, _values(years)),
            (fact.item, _values(items)),
            (fact.measure, _values(measures)),
            (fact.basis, _values(bases)),
        )
        wanted = select(store.FACT).join(store.REPORT, report.id == fact.report)
        for column, values in slots:
            if values is not None:
                wanted = wanted.where(column.in_(values))
        if scopes is not None:
            named = fact.scope.in_(_values([scope for scope in scopes if scope is not None]) or ())
            wanted = wanted.where(or_(named, fact.scope.is_(None)) if None in scopes else named)
        wanted = wanted.order_by(report.org, report.year, report.id, fact.start, fact.number)
        with self._reading() as connection:
            return tuple(map(rows.fact_of, connection.execute(wanted).all()))

    def _whole_reports(self, reports: Collection[str]) -> tuple[Fact, ...]:
        order = {report.id: place for place, report in enumerate(self.reports())}
        named = sorted((report for report in set(reports) if report in order), key=order.__getitem__)
        with self._reading() as connection:
            changes = store.counter(connection, store.CHANGES)
            held = [self._kept.get(changes, _Facts, report, partial(_facts_of, connection, report)) for report in named]
        return tuple(chain.from_iterable(facts.facts for facts in held))

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
        table = store.UNRECOGNISED.c
        wanted = select(table.start, table.end, table.text, table.reason).where(table.report == report)
        with self._reading() as connection:
            return tuple(Unrecognised(*row) for row in connection.execute(wanted.order_by(table.start, table.number)))

    def search(self, query: str, *, reports: Collection[str] | None = None, k: int = 10) -> tuple[Hit, ...]:
        """Return the passages nearest to *query*, best first, fused from words and vectors.

        Words alone where a report in question has no vectors yet: what has some must not outrank what has none.
        """
        with self._reading() as connection:
            return tuple(Hit(passage, score) for passage, score in self._finder.search(connection, query, reports, k))

    def without_vectors(self) -> int:
        """Return how many passages are still to be embedded; 0 where there is no embedding."""
        if self._vectors is None:
            return 0
        with self._reading() as connection:
            return self._vectors.missing(connection)

    @property
    def embedding(self) -> str | None:
        """The name of the embedding, None where words alone are searched."""
        return self._vectors.embedding.name if self._vectors else None

    def _unembedded(self) -> Any:
        assert self._vectors is not None
        with self._reading() as connection:
            return self._vectors.next_batch(connection, lambda report: self._finder.pieces(connection, report))

    def _page(self, report: str) -> _Page:
        with self._reading() as connection:
            changes = store.counter(connection, store.CHANGES)
            return self._kept.get(changes, _Page, report, lambda: _open_page(connection, report))


def _values(slot: Collection[Any] | None) -> list[Any] | None:
    """What the database holds for a slot's values."""
    return None if slot is None else [value.value if isinstance(value, Enum) else value for value in slot]


def _facts_of(connection: Connection, report: str) -> _Facts:
    wanted = select(store.FACT).where(store.FACT.c.report == report).order_by(store.FACT.c.start, store.FACT.c.number)
    return _Facts(tuple(map(rows.fact_of, connection.execute(wanted).all())))


def _shelf(connection: Connection) -> _Shelf:
    report = store.REPORT.c
    found = connection.execute(select(store.REPORT).order_by(report.org, report.year, report.id)).mappings()
    return _Shelf(tuple(map(rows.report_of, found)))


def _open_page(connection: Connection, report: str) -> _Page:
    row = connection.execute(select(store.TEXT).where(store.TEXT.c.report == report)).mappings().first()
    if row is None:
        raise LibraryError(f"没有这份报告：{report}")
    return _Page(rows.unpack_text(row["content"]), rows.unpack_lines(row["lines"]))


def _find(connection: Connection, report: str) -> Report:
    wanted = select(store.REPORT).where(store.REPORT.c.id.startswith(report, autoescape=True)).order_by(store.REPORT.c.id).limit(2)
    found = connection.execute(wanted).mappings().all()
    if not found or not report:
        raise LibraryError(f"没有这份报告：{report}")
    if len(found) > 1 and found[0]["id"] != report:
        raise LibraryError(f"不止一份报告的编号以 {report} 开头，请多写几位")
    return rows.report_of(found[0])
