"""What is in the library: which reports, of whom, of which years."""

from assistant.answer import Reason
from assistant.compute.desk import Desk
from assistant.compute.finding import Finding
from assistant.errors import CannotAnswer
from assistant.plan import SHOWN
from index.records import Report


def corpus(desk: Desk) -> Finding:
    """The reports that fit what was said of them; a refusal names the ones that are there."""
    question = desk.plan.question
    for choice in question.org_choices:
        if not choice.choices:
            raise CannotAnswer(Reason.NO_REPORT, f"资料库里没有“{choice.said}”的报告", _titles(desk.plan.shelf.reports))
    named = {*question.orgs, *(org for choice in question.org_choices for org in choice.choices)}
    of_org = [report for report in desk.plan.shelf.reports if not named or report.org in named]
    fitting = tuple(
        report
        for report in of_org
        if (not question.years or report.year in question.years)
        and question.kind in (None, report.kind)
        and question.level in (None, report.level)
    )
    if not fitting:
        years = "、".join(f"{year}年" for year in question.years)
        whose = "、".join(sorted(named))
        reason = Reason.NO_YEAR if of_org and question.years else Reason.NO_REPORT
        raise CannotAnswer(reason, f"资料库里没有{whose}{years}的这类报告", _titles(tuple(of_org) or desk.plan.shelf.reports))
    return Finding(reports=fitting)


def _titles(reports: tuple[Report, ...]) -> tuple[str, ...]:
    return tuple(report.title for report in reports)[:SHOWN]
