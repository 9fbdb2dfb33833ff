"""The reports of the library by organisation and year: which of them may speak for one organisation in one year.

Comes in: the library's reports. Goes out: Subjects. Departments and units of one name are never taken for one another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.answer import Reason
from assistant.errors import CannotAnswer
from index.records import Report, ReportKind, ReportLevel


@dataclass(frozen=True, slots=True)
class _Held:
    """A library's reports, sorted once and not for each of a question's look-ups."""

    reports: tuple[Report, ...]
    by_org: Mapping[str, tuple[Report, ...]]
    by_id: Mapping[str, Report]


_HELD: dict[int, _Held] = {}
"""The last libraries' reports."""
_MOST_HELD = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """One organisation in one year. ``reports`` holds the year's own report first, then later ones that may state the year."""

    org: str
    year: int
    reports: tuple[Report, ...]

    @property
    def own(self) -> Report | None:
        """The report of the year itself."""
        return self.reports[0] if self.reports and self.reports[0].year == self.year else None

    @property
    def report_ids(self) -> tuple[str, ...]:
        """The ids, own report first."""
        return tuple(report.id for report in self.reports)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports that the question may be answered from: of the kind and the level that it names, None for any."""

    library: tuple[Report, ...]
    kind: ReportKind | None = None
    level: ReportLevel | None = None

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report that fits."""
        return tuple(filter(self._fits, self.library))

    @property
    def empty(self) -> bool:
        """Whether no report fits."""
        return not any(map(self._fits, self.library))

    @property
    def orgs(self) -> tuple[str, ...]:
        """Every organisation, once, in order."""
        return tuple(org for org in _by_org(self.library) if self.of(org))

    def of(self, org: str) -> tuple[Report, ...]:
        """The reports of one organisation, oldest first."""
        return tuple(filter(self._fits, _by_org(self.library).get(org, ())))

    def years(self, orgs: Iterable[str]) -> tuple[int, ...]:
        """The years in which any of the organisations has a report."""
        return tuple(sorted({report.year for org in set(orgs) for report in self.of(org)}))

    def _fits(self, report: Report) -> bool:
        return self.kind in (None, report.kind) and self.level in (None, report.level)

    def subject(self, org: str, year: int, *, in_words: bool = False) -> Subject:
        """Return *org* in *year*: its final accounts, its budget, next year's report, or those of years after that.

        Where department and unit have a report each, the department's speaks *in_words*; of figures the reader must choose.
        """
        mine = self._of_one_level(org, year, in_words=in_words)
        later = self._like(mine[0], year + 1) if mine else self._of_one_level(org, year + 1, in_words=in_words)
        if not mine and not later and not in_words:
            later = self._looking_back(org, year)
        return Subject(org, year, (*mine, *later))

    def _looking_back(self, org: str, year: int) -> tuple[Report, ...]:
        """The final accounts of later years, which may tell of several years; none where department and unit both have some."""
        later = tuple(report for report in self.of(org) if report.year > year and report.kind is ReportKind.FINAL)
        return later if len({report.level for report in later}) == 1 else ()

    def _of_one_level(self, org: str, year: int, *, in_words: bool) -> tuple[Report, ...]:
        """The reports of a year, final accounts first; department and unit of one name are never taken for one another."""
        found = [report for report in self.of(org) if report.year == year]
        first = [report for report in found if report.kind is ReportKind.FINAL] or found
        if in_words:
            first = [report for report in first if report.level is ReportLevel.DEPARTMENT] or first
        if len({report.level for report in first}) > 1:
            titles = tuple(report.title for report in first)
            raise CannotAnswer(Reason.AMBIGUOUS, f"{org}{year}年有不止一份报告，数字不同，请说明要哪一份", titles)
        alike = [report for report in found if report.level is first[0].level]
        return tuple(sorted(alike, key=lambda report: (report.kind is ReportKind.BUDGET, report.part)))

    def _like(self, own: Report, year: int) -> tuple[Report, ...]:
        return tuple(r for r in self.of(own.org) if r.year == year and r.kind is own.kind and r.level is own.level)


def by_id(reports: tuple[Report, ...]) -> Mapping[str, Report]:
    """Reports by their ids; kept for as long as the same tuple is asked about."""
    return _held(reports).by_id


def _by_org(reports: tuple[Report, ...]) -> Mapping[str, tuple[Report, ...]]:
    """The reports of each organisation, oldest first."""
    return _held(reports).by_org


def _held(reports: tuple[Report, ...]) -> _Held:
    held = _HELD.get(id(reports))
    if held is not None and held.reports is reports:
        return held
    found: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda report: report.year):
        found.setdefault(report.org, []).append(report)
    by_org = {org: tuple(found[org]) for org in dict.fromkeys(report.org for report in reports)}
    while len(_HELD) >= _MOST_HELD:
        _HELD.pop(next(iter(_HELD)))
    _HELD[id(reports)] = held = _Held(reports, by_org, {report.id: report for report in reports})
    return held
