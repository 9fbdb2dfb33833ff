"""What the library holds, as far as a question can name it: organisations, years, kinds of report, open labels.

Comes in: a library, or rows by hand. Goes out: plain frozen data with its indexes. Never holds a figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from assistant.question.orgindex import OrgIndex
from assistant.question.terms import Terms
from index.records import ReportKind, ReportLevel

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One report of the library: whose, of which year and kind."""

    org: str
    year: int
    region: str = ""
    kind: ReportKind = ReportKind.FINAL
    level: ReportLevel = ReportLevel.DEPARTMENT


@dataclass(frozen=True)
class Catalog:
    """The reports, and the open labels (items that the glossary doesn't know) of their facts.

    >>> Catalog.listing(("赫山区人力资源和社会保障局", 2020)).orgs
    ('赫山区人力资源和社会保障局',)
    """

    reports: tuple[Listed, ...]
    labels: tuple[str, ...] = ()

    @classmethod
    def of(cls, library: "Library") -> "Catalog":
        """The catalog of *library*, made once for each of its states."""
        return _catalog(library)

    @classmethod
    def listing(cls, *rows: tuple[str, int], labels: Iterable[str] = ()) -> "Catalog":
        """A catalog of final accounts, for each row the organisation and the year."""
        return cls(tuple(Listed(org=org, year=year) for org, year in rows), tuple(labels))

    @cached_property
    def orgs(self) -> tuple[str, ...]:
        """Every organisation once, in the order of the reports."""
        return tuple(dict.fromkeys(report.org for report in self.reports))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every fiscal year, oldest first."""
        return tuple(sorted({report.year for report in self.reports}))

    @cached_property
    def index(self) -> OrgIndex:
        """The organisations by the ways to name them."""
        return OrgIndex((report.org, report.region) for report in self.reports)

    @cached_property
    def terms(self) -> Terms:
        """The items by their labels."""
        return Terms(self.labels)

    def years_of(self, orgs: Iterable[str]) -> tuple[int, ...]:
        """The years that the library has of any of *orgs* (of all where none is named), oldest first."""
        wanted = set(orgs)
        return tuple(sorted({report.year for report in self.reports if not wanted or report.org in wanted}))


_MADE: WeakKeyDictionary["Library", tuple[int, Catalog]] = WeakKeyDictionary()
"""The catalog last made for each open library, with the library's number of changes then."""


def _catalog(library: "Library") -> Catalog:
    changes = library.changes()
    made = _MADE.get(library)
    if made is None or made[0] != changes:
        made = (changes, _read(library))
        _MADE[library] = made
    return made[1]


def _read(library: "Library") -> Catalog:
    listed = tuple(
        Listed(org=report.org, year=report.year, region=report.region, kind=report.kind, level=report.level) for report in library.reports()
    )
    return Catalog(listed, tuple(label for label, known in library.labels() if not known))
