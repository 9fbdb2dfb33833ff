"""What the scorers look up: the texts of the reports under test and the figures that were read from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eval.cases import Evidence, Turn
from index.library import Library
from index.quantity import Quantity
from index.records import Report, Section

Span = tuple[str, int, int]
"""A report's id, start and end."""


@dataclass(frozen=True, slots=True)
class Read:
    """One figure as the product read it: whose report, where, how much."""

    report: str
    start: int
    end: int
    item: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Shelf:
    """Texts by report id, report ids by file name, and the figures read, by report id."""

    texts: Mapping[str, str]
    files: Mapping[str, str]
    pages: Mapping[str, int | None] = field(default_factory=dict)
    sections: Mapping[str, tuple[Section, ...]] = field(default_factory=dict)
    facts: Mapping[str, tuple[Read, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library) -> "Shelf":
        """Read everything from a library once."""
        reports = library.reports()
        facts: dict[str, list[Read]] = {report.id: [] for report in reports}
        for fact in library.facts():
            for start, end in [(fact.start, fact.end), *((place.start, place.end) for place in fact.also)]:
                facts[fact.report].append(Read(fact.report, start, end, fact.item, fact.quantity))
        return cls(
            texts={report.id: library.text(report.id) for report in reports},
            files=_by_file(reports),
            pages={report.id: report.pages for report in reports},
            sections={report.id: library.sections(report.id) for report in reports},
            facts={report: tuple(reads) for report, reads in facts.items()},
        )

    def find(self, evidence: Evidence) -> Span | None:
        """Return where a piece of evidence stands, None where its report or its words are not there."""
        report = self.files.get(evidence.file)
        span = evidence.find(self.texts[report]) if report is not None else None
        return (report, span.start, span.end) if report is not None and span is not None else None

    def places(self, turn: Turn) -> dict[str, list[Span]]:
        """Return the places that prove each operand of a turn, by the operand's name."""
        found: dict[str, list[Span]] = {}
        for evidence in turn.evidence:
            place = self.find(evidence)
            if place is not None:
                found.setdefault(evidence.operand, []).append(place)
        return found


def _by_file(reports: tuple[Report, ...]) -> dict[str, str]:
    return {report.file.replace("\\", "/").rsplit("/", 1)[-1]: report.id for report in reports}


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character of one report."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
