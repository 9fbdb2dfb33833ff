"""What readers say of answers, kept in the library's own database, in a table of its own."""

import json
from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, create_engine, insert, select
from sqlalchemy.exc import OperationalError

from index.errors import LibraryError
from index.library import Library
from index.store import DATABASE

_METADATA = MetaData()
_FEEDBACK = Table(
    "feedback",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("turns", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("reason", String, nullable=False),
    Column("note", Text, nullable=False),
)


class FeedbackReason(Enum):
    """What a reader can say of an answer."""

    GOOD = "good"
    WRONG_FIGURE = "wrong_figure"
    WRONG_CITATION = "wrong_citation"
    MISUNDERSTOOD = "misunderstood"
    OTHER = "other"


def store_feedback(library: Library, turns: Sequence[str], answer: str, reason: FeedbackReason, note: str) -> None:
    """Keep one reader's word with the questions and the answer that it is about."""
    row = {
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "turns": json.dumps(list(turns), ensure_ascii=False),
        "answer": answer,
        "reason": reason.value,
        "note": note,
    }
    engine = create_engine(f"sqlite:///{library.folder / DATABASE}", connect_args={"timeout": 10})
    try:
        _METADATA.create_all(engine)
        with engine.begin() as connection:
            connection.execute(insert(_FEEDBACK), row)
    except OperationalError as error:
        raise LibraryError(f"反馈没有存下来：{error.orig}") from None
    finally:
        engine.dispose()


def stored_feedback(library: Library) -> tuple[dict[str, str], ...]:
    """Return what readers have said, oldest first."""
    engine = create_engine(f"sqlite:///{library.folder / DATABASE}", connect_args={"timeout": 10})
    try:
        _METADATA.create_all(engine)
        with engine.connect() as connection:
            found = connection.execute(select(_FEEDBACK).order_by(_FEEDBACK.c.id)).mappings()
            return tuple({name: str(value) for name, value in row.items()} for row in found)
    finally:
        engine.dispose()
