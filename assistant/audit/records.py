"""What an audit says: findings, and which checks ran at all.

Silence is never a pass: every check reports its outcome, also where it had nothing to check.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from assistant.answer import Citation, number_json
from index.quantity import Quantity
from index.records import Fact


class Severity(Enum):
    """How much a finding weighs."""

    ERROR = "error"  # cannot both be right
    SUSPECT = "suspect"  # looks wrong, may have an explanation outside the report
    ROUNDING = "rounding"  # 尾差: printing alone explains it
    INFO = "info"


class Outcome(Enum):
    """What became of one check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"  # the report has nothing of the kind
    NOT_ENOUGH_DATA = "not_enough_data"  # it has, but an operand is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """What a check found: words, the value that follows from the other figures, the printed one, and all places."""

    severity: Severity
    text: str
    facts: tuple[Fact, ...] = ()
    expected: Quantity | None = None
    found: Quantity | None = None
    difference: Decimal | None = None
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One check's outcome over a report: how many relations it could test, how many it could not, and its mismatches."""

    tested: int = 0
    untested: int = 0
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Failed when anything but 尾差 was found; passed only when something was really tested."""
        if any(found.severity in (Severity.ERROR, Severity.SUSPECT) for found in self.mismatches):
            return Outcome.FAILED
        if self.tested:
            return Outcome.PASSED
        return Outcome.NOT_ENOUGH_DATA if self.untested else Outcome.NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A mismatch as readers see it."""

    code: str
    check: str
    severity: Severity
    text: str
    expected: Quantity | None
    found: Quantity | None
    difference: str | None
    citations: tuple[Citation, ...]

    def to_json(self) -> dict[str, Any]:
        """The finding as the contract prints it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "text": self.text,
            "check": self.check,
            "expected": number_json(self.expected) if self.expected else None,
            "found": number_json(self.found) if self.found else None,
            "difference": self.difference,
            "citations": [citation.to_json() for citation in self.citations],
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that ran, with its outcome and how many relations it tested."""

    code: str
    name: str
    outcome: Outcome
    tested: int
    untested: int

    def to_json(self) -> dict[str, Any]:
        """The check as the contract prints it."""
        return {
            "code": self.code,
            "check": self.name,
            "outcome": self.outcome.value,
            "tested": self.tested,
            "untested": self.untested,
        }


@dataclass(frozen=True, slots=True)
class Audit:
    """All that the checks say of one report."""

    report: str
    title: str
    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...]

    def to_json(self) -> dict[str, Any]:
        """The audit as the contract prints it."""
        return {
            "report": self.report,
            "title": self.title,
            "findings": [finding.to_json() for finding in self.findings],
            "checked": [checked.to_json() for checked in self.checked],
        }
