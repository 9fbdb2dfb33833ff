"""The reply that a reader, a journalist or a harness receives, and its JSON (the project's public contract).

Comes in: finished values. Goes out: one Reply. Never computes, never words anything.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from index.quantity import Quantity
from index.records import Basis, Box, Fact, Place, Report, Scope


class Status(Enum):
    """How a question ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    CLARIFY = "clarify"


class Reason(Enum):
    """Why a question is not answered."""

    NO_REPORT = "no_report"  # no report of this organisation
    NO_YEAR = "no_year"  # the organisation is there, this year is not
    NO_ITEM = "no_item"  # the report does not know such an item
    NOT_DISCLOSED = "not_disclosed"  # the item is known, its figure is not printed
    UNDEFINED = "undefined"  # a zero base: there is no rate
    OUT_OF_SCOPE = "out_of_scope"  # nothing that final accounts answer
    AMBIGUOUS = "ambiguous"  # several readings, the reader must choose


class Verdict(Enum):
    """What the reports say of a claim."""

    TRUE = "true"
    FALSE = "false"
    UNVERIFIABLE = "unverifiable"


class Diagnosis(Enum):
    """What is wrong with a claimed figure."""

    UNIT = "unit"
    YEAR = "year"
    ORG = "org"
    BASIS = "basis"
    SCOPE = "scope"
    DIRECTION = "direction"
    ROUNDING = "rounding"
    ARITHMETIC = "arithmetic"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The span of one report that a reader can open and check. ``quote`` is the report's text, character for character."""

    n: int
    report: str
    title: str
    org: str
    year: int
    section: tuple[str, ...]
    start: int
    end: int
    quote: str
    page: int | None = None
    box: Box | None = None

    @classmethod
    def of(cls, n: int, report: Report, quote: str, place: Place | Fact, section: tuple[str, ...]) -> "Citation":
        """The citation of *quote*, which stands at *place* of *report*."""
        return cls(
            n=n, report=report.id, title=report.title, org=report.org, year=report.year, section=section,
            start=place.start, end=place.end, quote=quote, page=place.page, box=place.box,
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The citation as the contract prints it."""
        return {
            "n": self.n, "report": self.report, "title": self.title, "org": self.org, "year": self.year,
            "section": list(self.section), "page": self.page, "start": self.start, "end": self.end,
            "quote": self.quote, "box": list(self.box) if self.box else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the words that say what it is. ``citation`` is the source's number, None for a computed one."""

    label: str
    quantity: Quantity
    citation: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Value as a decimal string, unit and label."""
        return {**number_json(self.quantity), "label": self.label}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """One computed result: the formula in words, the operands with their citations, and the report's own result."""

    formula: str
    operands: tuple[Figure, ...]
    result: Quantity
    reported: Figure | None = None
    agrees: bool | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The calculation as the contract prints it."""
        reported = None
        if self.reported is not None:
            reported = {**number_json(self.reported.quantity), "citation": self.reported.citation}
        return {
            "formula": self.formula,
            "operands": [{**figure.to_json(), "citation": figure.citation} for figure in self.operands],
            "result": number_json(self.result), "reported": reported, "agrees": self.agrees, "note": self.note,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something the reader should know before quoting: a conflict, a correction of the question, an approximation."""

    code: str
    text: str
    citations: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Code, words and the sources' numbers."""
        return {"code": self.code, "text": self.text, "citations": list(self.citations)}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, and what there is instead."""

    reason: Reason
    available: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Reason code and what is available."""
        return {"reason": self.reason.value, "available": list(self.available)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The question's slots as they were understood."""

    orgs: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    items: tuple[str, ...] = ()
    basis: Basis | None = None
    scope: Scope | None = None
    operation: str = "lookup"

    def to_json(self) -> dict[str, Any]:
        """The slots as the contract prints them."""
        return {
            "orgs": list(self.orgs), "years": list(self.years), "items": list(self.items),
            "basis": self.basis.value if self.basis else None, "scope": self.scope.value if self.scope else None,
            "operation": self.operation,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claimed figure and what the reports say of it."""

    text: str
    verdict: Verdict
    stated: Figure
    reported: Figure | None = None
    diagnosis: Diagnosis | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Verdict, stated and reported figure, diagnosis."""
        reported = None
        if self.reported is not None:
            reported = {**self.reported.to_json(), "citation": self.reported.citation}
        return {
            "text": self.text, "verdict": self.verdict.value, "stated": self.stated.to_json(), "reported": reported,
            "diagnosis": self.diagnosis.value if self.diagnosis else None, "note": self.note,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelUse:
    """One thing that a language model did for a reply: which part, and what it took; ``cached`` where it was not asked again."""

    part: str
    tokens: int
    seconds: float
    cached: bool = False

    def to_json(self) -> dict[str, Any]:
        """Part, tokens and seconds."""
        return {"part": self.part, "tokens": self.tokens, "seconds": round(self.seconds, 3), "cached": self.cached}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the reader receives.

    ``text`` marks each figure's source with ``[n]`` right behind it; a computed figure has the calculation instead.
    """

    question: str
    status: Status
    text: str
    figure: Figure | None = None
    figures: tuple[Figure, ...] = ()
    calculation: tuple[Calculation, ...] = ()
    citations: tuple[Citation, ...] = ()
    verdict: Verdict | None = None
    warnings: tuple[Caveat, ...] = ()
    refusal: Refusal | None = None
    understood: Understood = field(default_factory=Understood)
    followups: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    model: tuple[ModelUse, ...] = ()

    def __post_init__(self) -> None:
        if self.figure is not None and not self.citations:
            raise ValueError(f"{self.figure.quantity} is stated without a citation")

    def to_json(self) -> dict[str, Any]:
        """The reply as the contract prints it."""
        reply: dict[str, Any] = {
            "question": self.question, "status": self.status.value, "text": self.text,
            "figure": self.figure.to_json() if self.figure else None,
            "figures": [figure.to_json() for figure in self.figures],
            "calculation": [calculation.to_json() for calculation in self.calculation],
            "citations": [citation.to_json() for citation in self.citations],
            "verdict": self.verdict.value if self.verdict else None,
            "warnings": [warning.to_json() for warning in self.warnings],
            "refusal": self.refusal.to_json() if self.refusal else None,
            "understood": self.understood.to_json(), "followups": list(self.followups),
        }  # fmt: skip
        if self.claims:
            reply["claims"] = [claim.to_json() for claim in self.claims]
        if self.model:
            reply["model"] = [use.to_json() for use in self.model]
        return reply


def number_json(quantity: Quantity) -> dict[str, str]:
    """A quantity as the contract prints it: a decimal string and the unit's symbol."""
    return {"value": plain(quantity.number), "unit": quantity.unit.symbol}


def plain(number: Decimal) -> str:
    """A decimal without an exponent, with the places it has."""
    return f"{number:f}"
