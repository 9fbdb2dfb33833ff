"""An audit of the sample reports finds the slips that they contain, and nothing in those without."""

import pytest

from assistant.audit import CHECKS, Outcome, Severity, audit
from assistant.audit.words import as_text
from index.library import Library
from index.records import Report


def named(library: Library, part: str, year: int) -> Report:
    return next(report for report in library.reports() if part in report.org and report.year == year)


def test_the_three_public_expenses_of_two_scopes_are_found(samples: Library) -> None:
    found = [one for one in audit(samples, named(samples, "赫山", 2020).id).findings if one.code in ("W301", "W302")]
    values = {(str(one.expected), str(one.found)) for one in found}
    assert ("4.46万元", "11.01万元") in values


def test_a_slip_of_the_unit_is_found_with_both_places(samples: Library) -> None:
    report = named(samples, "芦淞", 2019)
    found = [one for one in audit(samples, report.id).findings if one.code == "W303"]
    assert found
    for citation in found[0].citations:
        assert samples.text(report.id, citation.start, citation.end) == citation.quote
    assert {"214.12万元", "214.12元"} == {str(found[0].expected), str(found[0].found)}


@pytest.mark.parametrize("year", [2021, 2022])
def test_a_consistent_report_has_no_findings(samples: Library, year: int) -> None:
    result = audit(samples, named(samples, "青岚", year).id)
    assert [one for one in result.findings if one.severity in (Severity.ERROR, Severity.SUSPECT)] == []
    assert sum(one.outcome is Outcome.PASSED for one in result.checked) >= 6


def test_every_check_reports_its_outcome(samples: Library) -> None:
    result = audit(samples, named(samples, "芦淞", 2019).id)
    assert [one.code for one in result.checked] == [check.code for check in CHECKS]
    words = as_text(result)
    assert all(check.name in words for check in CHECKS)
    assert all(finding.text in words for finding in result.findings)
