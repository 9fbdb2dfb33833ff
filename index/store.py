"""The tables of a library and the engine over its database file.

SQLite now; the tables use nothing that PostgreSQL lacks, the word index (``lexical``) alone is SQLite's own.
"""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from index.errors import LibraryError, LibraryTooNew

SCHEMA = 1
DATABASE = "library.sqlite3"

metadata = MetaData()

META = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

REPORT = Table(
    "report",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("org", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("level", String, nullable=False),
    Column("part", String, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("format", String, nullable=False),
    Column("pages", Integer),
    Column("passages", Integer, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("unrecognised", Integer, nullable=False),
    Column("added", String, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("reader", Integer, nullable=False),
    Column("original", String),
)


def _of_report(primary: bool = True) -> Column[str]:
    return Column("report", String, ForeignKey("report.id"), primary_key=primary, nullable=False)


TEXT = Table(
    "text",
    metadata,
    _of_report(),
    Column("content", LargeBinary, nullable=False),
    Column("lines", LargeBinary, nullable=False),
)

SECTION = Table(
    "section",
    metadata,
    _of_report(),
    Column("number", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("title_end", Integer, nullable=False),
)

PASSAGE = Table(
    "passage",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _of_report(primary=False),
    Column("number", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("header", Text, nullable=False),
    Column("text", Text),  # null where it is exactly the report's text from start to end
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("vector", String, nullable=False, unique=True),
    Index("passage_of_report", "report", "number", unique=True),
    sqlite_autoincrement=True,
)

FACT = Table(
    "fact",
    metadata,
    _of_report(),
    Column("number", Integer, primary_key=True),
    Column("org", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("item", Text, nullable=False),
    Column("item_as_printed", Text, nullable=False),
    Column("known", Boolean, nullable=False),
    Column("basis", String, nullable=False),
    Column("scope", String),
    Column("measure", String, nullable=False),
    Column("value", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("hedge", String, nullable=False),
    Column("value_as_printed", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("value_start", Integer, nullable=False),
    Column("value_end", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("code", String),
    Column("page", Integer),
    Column("box", String),
    Column("table", Text),
    Column("row", Integer),
    Column("column", Integer),
    Column("against", String),
    Column("whole", Text),
    Column("also", Text),
    Index("fact_of_item", "item", "year", "report"),
    Index("fact_of_report", "report", "item"),
)

UNRECOGNISED = Table(
    "unrecognised",
    metadata,
    _of_report(),
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("reason", String, nullable=False),
)

LABEL = Table(
    "label",
    metadata,
    Column("item", Text, primary_key=True),
    Column("known", Boolean, primary_key=True),
    Column("facts", Integer, nullable=False),
)
"""Every distinct item of the whole library with its number of facts, kept in step by add and remove."""

EMBEDDED = Table("embedded", metadata, Column("model", String, primary_key=True), _of_report())
"""The reports whose passages all have vectors in a model's collection; written after the vectors are."""

STALE = Table("stale", metadata, Column("vector", String, primary_key=True))
"""Vectors of passages that are gone, still to be taken out of the collections."""

CHANGES, VECTORS = "changes", "vectors"
"""Counters of META: how often reports, and how often vectors, were written."""

OF_REPORT = (TEXT, SECTION, PASSAGE, FACT, UNRECOGNISED, EMBEDDED)
"""The tables whose rows go with their report."""


def open_engine(folder: Path, *, writable: bool) -> Engine:
    """Return an engine over the folder's database, checked for its version; a writable one is made where there is none."""
    path = folder / DATABASE
    if not writable and not path.exists():
        raise LibraryError(f"{folder} 里没有资料库，请先用 juesuan add 读入报告")
    if writable:
        _make_folder(folder)
    engine = _engine(path, writable=writable)
    try:
        _check_schema(engine, path, writable=writable)
    except OperationalError as error:
        engine.dispose()
        raise LibraryError(f"打不开资料库 {path}：{error.orig}") from None
    except DatabaseError as error:
        engine.dispose()
        raise LibraryError(f"{path} 不是资料库，或已损坏：{error.orig}") from None
    except LibraryError:
        engine.dispose()
        raise
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"不能建立资料库文件夹 {folder}：{error.strerror}") from None
    database = folder / DATABASE
    if not os.access(folder, os.W_OK) or (database.exists() and not os.access(database, os.W_OK)):
        raise LibraryError(f"资料库 {folder} 是只读的，不能写入")


def _engine(path: Path, *, writable: bool) -> Engine:
    mode = "rwc" if writable else _reading_mode(path)
    uri = f"{path.resolve().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=30, check_same_thread=False, isolation_level=None)
        if writable:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA secure_delete=ON")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=32)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _reading_mode(path: Path) -> str:
    """A folder that nobody can write to holds no live log unless the file is there: read the database as it lies."""
    log = path.with_name(path.name + "-wal")
    return "ro" if os.access(path.parent, os.W_OK) or log.exists() else "ro&immutable=1"


def _check_schema(engine: Engine, path: Path, *, writable: bool) -> None:
    with engine.begin() as connection:
        found = _schema(connection)
    if found is None and writable:
        with engine.execution_options(writes=True).begin() as connection:
            found = _schema(connection) or _create(connection)  # another process may have been first
    if found is None:
        raise LibraryError(f"{path} 不是资料库，或还没有建成")
    if found > SCHEMA:
        raise LibraryTooNew(f"资料库 {path.parent} 由更新的版本建立（格式 {found}，本版本只认到 {SCHEMA}），请升级 juesuan")


def _schema(connection: Connection) -> int | None:
    if not connection.dialect.has_table(connection, META.name):
        return None
    value = connection.scalar(select(META.c.value).where(META.c.key == "schema"))
    return int(value) if value is not None else None


def _create(connection: Connection) -> int:
    from index.lexical import CREATE_WORDS

    metadata.create_all(connection)
    connection.execute(text(CREATE_WORDS))
    values = {"schema": str(SCHEMA), CHANGES: "0", VECTORS: "0"}
    connection.execute(insert(META), [{"key": key, "value": value} for key, value in values.items()])
    return SCHEMA


def counter(connection: Connection, name: str) -> int:
    """Return one of the counters."""
    return int(connection.scalar(select(META.c.value).where(META.c.key == name)) or 0)


def count_up(connection: Connection, name: str) -> int:
    """Count one of the counters up and return it."""
    value = counter(connection, name) + 1
    connection.execute(update(META).where(META.c.key == name).values(value=str(value)))
    return value


def shorten_log(engine: Engine) -> None:
    """Write the log into the database, so that nothing removed stays in it."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
