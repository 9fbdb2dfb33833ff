"""An audit: one report's figures checked against one another.

Comes in: a report of the library. Goes out: findings and the outcome of every check. Never asks a model, never opens a file.
To add a check: one function over a Ledger, one row of CHECKS, one fixture in ``tests/assistant/audit``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.answer import Citation, plain
from assistant.audit.ledger import Ledger
from assistant.audit.lists import listed_entries
from assistant.audit.ratios import change_rates, changes, completion_rates, directions, shares
from assistant.audit.records import Audit, Checked, Finding, Mismatch, Outcome, Result, Severity
from assistant.audit.statements import contradictions, listed_twice, other_scopes, unfinished_words, unit_slips
from assistant.audit.sums import (
    carried_forward,
    funds_of_appropriation,
    income_equals_expenditure,
    levels_of_classification,
    totals_of_parts,
)
from index.library import Library
from index.records import Report

__all__ = ["CHECKS", "Audit", "Check", "Checked", "Finding", "Outcome", "Severity", "audit"]


@dataclass(frozen=True, slots=True)
class Check:
    """A check with the code and the name that readers see."""

    code: str
    name: str
    run: Callable[[Ledger], Result]


CHECKS = (
    Check("E101", "合计与分项之和", totals_of_parts),
    Check("E102", "收入总计等于支出总计", income_equals_expenditure),
    Check("E103", "总计等于本年合计加结转", carried_forward),
    Check("E104", "财政拨款等于三类拨款之和", funds_of_appropriation),
    Check("E105", "表内类、款、项逐级相加", levels_of_classification),
    Check("E106", "正文逐项列出的科目与总数", listed_entries),
    Check("E201", "增减额与两期数字", changes),
    Check("E202", "增减率与两期数字", change_rates),
    Check("E203", "占比与部分、整体", shares),
    Check("E204", "完成率与预算数、决算数", completion_rates),
    Check("E205", "增减额与增减率方向", directions),
    Check("W301", "同一指标前后一致", contradictions),
    Check("W302", "“三公”经费口径", other_scopes),
    Check("W303", "金额单位前后一致", unit_slips),
    Check("W305", "同一科目是否重复列出", listed_twice),
    Check("W304", "模板文字与缺失、残缺的数字", unfinished_words),
)

_ORDER = tuple(Severity)


def audit(library: Library, report: str) -> Audit:
    """Check the figures of *report* (its id or the start of it) against one another."""
    subject = library.report(report)
    ledger = Ledger.of(subject.year, library.facts(reports=(subject.id,)), library.unrecognised(subject.id))
    results = [(check, check.run(ledger)) for check in CHECKS]
    findings = [_finding(library, subject, check, found) for check, result in results for found in result.mismatches]
    findings.sort(key=lambda finding: _ORDER.index(finding.severity))
    checked = tuple(Checked(check.code, check.name, result.outcome, result.tested, result.untested) for check, result in results)
    return Audit(subject.id, subject.title, tuple(findings), checked)


def _finding(library: Library, report: Report, check: Check, found: Mismatch) -> Finding:
    spans = [(fact.start, fact.end, fact.section) for fact in found.facts]
    spans += [(start, end, ()) for start, end in found.spans]
    citations = tuple(_cite(library, report, n, start, end, section) for n, (start, end, section) in enumerate(spans, 1))
    return Finding(
        code=check.code,
        check=check.name,
        severity=found.severity,
        text=found.text,
        expected=found.expected,
        found=found.found,
        difference=plain(found.difference) if found.difference is not None else None,
        citations=citations,
    )


def _cite(library: Library, report: Report, n: int, start: int, end: int, section: tuple[str, ...]) -> Citation:
    return Citation.of(n, report, library.text(report.id, start, end), library.place(report.id, start, end), section)
