"""What a model has said, kept by the hash of what it was asked, in the library's own database."""

import hashlib
from datetime import datetime

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, create_engine, delete, func, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from index.errors import LibraryError
from index.library import Library
from index.store import DATABASE

_METADATA = MetaData()
_SAID = Table(
    "model_cache",
    _METADATA,
    Column("hash", String, primary_key=True),
    Column("model", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("at", String, nullable=False),
)


class Cache:
    """The answers of models that a library keeps. One that cannot be written to just keeps nothing."""

    def __init__(self, library: Library) -> None:
        self._engine: Engine = create_engine(f"sqlite:///{library.folder / DATABASE}", connect_args={"timeout": 5})

    def get(self, model: str, question: str) -> str | None:
        """Return what *model* said to *question*, None where it was not asked."""
        try:
            with self._engine.connect() as connection:
                return connection.execute(select(_SAID.c.text).where(_SAID.c.hash == key(model, question))).scalar()
        except OperationalError:  # no such table yet, or the folder went away: as good as not asked
            return None

    def put(self, model: str, question: str, text: str, tokens: int) -> None:
        """Keep what *model* said to *question*."""
        row = {
            "hash": key(model, question), "model": model, "text": text, "tokens": tokens,
            "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        }  # fmt: skip
        try:
            _METADATA.create_all(self._engine)
            with self._engine.begin() as connection:
                connection.execute(insert(_SAID).prefix_with("OR REPLACE"), row)
        except OperationalError:  # a library that is only read, or is being written: the answer stands without it
            return

    def clear(self) -> int:
        """Forget everything; return how many answers there were."""
        try:
            _METADATA.create_all(self._engine)
            with self._engine.begin() as connection:
                kept = connection.execute(select(func.count()).select_from(_SAID)).scalar_one()
                connection.execute(delete(_SAID))
        except OperationalError as error:
            raise LibraryError(f"缓存没有清掉：{error.orig}") from None
        return int(kept)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def key(model: str, question: str) -> str:
    """The name under which an answer is kept."""
    return hashlib.sha256(f"{model}\n{question}".encode()).hexdigest()
