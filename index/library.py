"""The one door to everything that was read: add, remove, reports, facts, search.

SQLite through SQLAlchemy Core is the one source of truth; vectors and words are derived and can be rebuilt from it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from index.records import Basis, Fact, Measure, Passage, Place, Reading, Report, Scope, Section, Unrecognised


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


class Library:
    """A folder with one library. Readers never block; one writer at a time."""

    @classmethod
    def open(cls, folder: Path, *, writable: bool = False) -> "Library":
        """Open the library in *folder*; a writable one is made where there is none."""
        raise NotImplementedError

    def add(self, reading: Reading) -> tuple[Outcome, Report]:
        """Store a reading in one transaction, replacing an older version of the same report."""
        raise NotImplementedError

    def remove(self, report: str) -> Report:
        """Take a report out, for good; *report* is its id or the start of it."""
        raise NotImplementedError

    def reports(self) -> tuple[Report, ...]:
        """Return every report, by organisation and year."""
        raise NotImplementedError

    def report(self, report: str) -> Report:
        """Return the report with this id, or the one whose id starts so."""
        raise NotImplementedError

    def text(self, report: str, start: int = 0, end: int | None = None) -> str:
        """Return the stored text of a report, or a part of it."""
        raise NotImplementedError

    def place(self, report: str, start: int, end: int) -> Place:
        """Return page and box of a span."""
        raise NotImplementedError

    def sections(self, report: str) -> tuple[Section, ...]:
        """Return the outline in order."""
        raise NotImplementedError

    def passages(self, report: str) -> tuple[Passage, ...]:
        """Return the passages in order."""
        raise NotImplementedError

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
        raise NotImplementedError

    def labels(self, reports: Collection[str] | None = None) -> tuple[tuple[str, bool], ...]:
        """Return the distinct (item, known) of the facts, to match a question's words against."""
        raise NotImplementedError

    def unrecognised(self, report: str) -> tuple[Unrecognised, ...]:
        """Return the numbers that became no fact, in order."""
        raise NotImplementedError

    def search(self, query: str, *, reports: Collection[str] | None = None, k: int = 10) -> tuple[Hit, ...]:
        """Return the passages nearest to *query*, best first, fused from words and vectors."""
        raise NotImplementedError
