"""A claim that the grammar of reports does not read, put as a question: 不到总支出的两成 → 基本支出不到总支出的两成，对吗.

Comes in: a Statement with its clause. Goes out: a Judgement that names the verdict, or None where the question is not settled.
"""

import re

from assistant.claims.judgement import Judgement
from assistant.claims.statements import NO_YEAR, Statement, orgs_of
from assistant.compute import compute
from assistant.compute.finding import Finding
from assistant.compute.naming import short
from assistant.compute.steps import OPENINGS
from assistant.errors import CannotAnswer
from assistant.evidence import Evidence
from assistant.inquiry import Operation, Question
from assistant.plan import make_plan
from assistant.question import Catalog, understand
from index.library import Library

_LEAD = re.compile(r"^(?:其中|而且|并且?|且|也|同时|另外|此外|但是?|这)[,，:：]?")
_GOES_ON = re.compile(
    r"(?:同比|[约近仅只均全共已]|大约|将近|接近|几乎|不[到足超]|超过?|占|是|[比较与和同]|为|达|相当|完成|翻|增|减|下降|上升|高出|低于|平均|人均|按|没有超)"
)
"""How a clause begins that says more of the item before it."""
_OF_ITEM = re.compile(r"占|是|没有超|[比较]|完成|翻|增|减|下降|上升|高出|低于|达|相当")
"""How one begins that makes no sense without it."""


def by_asking(statement: Statement, library: Library) -> Judgement | None:
    """Ask whether the clause is true, of the organisation, year and item that the text speaks of."""
    nameless = statement.item is None and _OF_ITEM.match(_LEAD.sub("", statement.clause))
    if statement.org is None or statement.fact.year == NO_YEAR or nameless:
        return None
    catalog = Catalog.of(library)
    asked = understand(_as_question(statement, catalog), catalog)
    found = [question for question in asked if question.operation is Operation.VERIFY and _same_figure(question, statement)]
    if len(asked) != 1 or not found or any(not correction.certain for correction in found[0].corrections):
        return None
    try:
        finding = compute(make_plan(found[0], library.reports()), Evidence(library))
    except CannotAnswer:  # the question is not settled by the reports: neither is the claim
        return None
    return _judgement(statement, finding)


def _as_question(statement: Statement, catalog: Catalog) -> str:
    """The clause with the organisation, year and item that it leaves to the words before it."""
    clause = _LEAD.sub("", statement.clause)
    item = statement.item if statement.item and _GOES_ON.match(clause) else ""
    if item in OPENINGS:  # what is left at a year's end is compared with its beginning: with what the year before left
        clause = clause.replace("比年初", "比上年")
    named = orgs_of(clause, catalog) != ((), "") and not item
    years = any(str(year) in clause for year in catalog.years) and not item
    who = "" if named else statement.org or ""
    return f"{who}{'' if years else f'{statement.fact.year}年'}{short(item)}{clause}，对吗"


def _same_figure(question: Question, statement: Statement) -> bool:
    """Whether the question asks about the very figure; 没有 and 全部 are figures that it holds in words."""
    return question.claimed is None or question.claimed.number == statement.fact.quantity.number


def _judgement(statement: Statement, finding: Finding) -> Judgement | None:
    judged = finding.judged
    if judged is None or not finding.outcomes:
        return None
    outcome = finding.outcomes[0]
    other = (judged.nearest,) if judged.nearest is not None and judged.nearest not in outcome.facts else ()
    return Judgement(
        statement=statement,
        verdict=judged.verdict,
        fact=None if outcome.steps else outcome.fact,
        outcome=outcome if outcome.steps or outcome.fact is None else None,
        diagnosis=judged.mistook,
        others=other,
    )
