"""Questions that may follow an answer: only such as the library can answer.

Comes in: a plan that was carried out and its evidence. Goes out: two to four questions, each tried before it is offered.
"""

from collections.abc import Callable

from assistant.compute.desk import Desk
from assistant.compute.measures import change_rate, completion, lookup
from assistant.compute.naming import short
from assistant.compute.shares import share
from assistant.errors import CannotAnswer
from assistant.evidence import Evidence
from assistant.excerpts import reason
from assistant.inquiry import Asked, Operation
from assistant.plan import Plan
from assistant.shelf import Subject
from index.errors import UnitMismatch
from index.records import Against, Basis, Measure, ReportKind

MOST = 4
_ENOUGH = 2
_COMMON = ("“三公”经费", "项目支出", "机关运行经费", "本年支出合计")


def suggest(plan: Plan, evidence: Evidence) -> tuple[str, ...]:
    """Questions about the same item, then about others that the report states."""
    question = plan.question
    if not plan.subjects or question.language != "zh":
        return ()
    desk = Desk(plan, evidence)
    subject = plan.subjects[0]
    found: list[str] = []
    for asked in question.items[:1]:
        if asked.known and not asked.paths:
            found.extend(_about(desk, asked, subject))
    for item in _COMMON:
        if len(found) >= _ENOUGH:
            break
        if item not in {other.item for other in question.items} and _stated(desk, item, subject):
            found.append(f"{_who(subject)}{item}是多少？")
    return tuple(found[:MOST])


def _about(desk: Desk, asked: Asked, subject: Subject) -> list[str]:
    """The item's other measures and its reason, as far as the reports give them."""
    name, who = short(asked.item), _who(subject)
    operation = desk.plan.question.operation
    trials: tuple[tuple[Operation, str, Callable[[], object]], ...] = (
        (Operation.SHARE, f"{who}{name}占比是多少？", lambda: share(desk, asked, subject)),
        (Operation.CHANGE_RATE, f"{who}{name}比上年增长多少？", lambda: change_rate(desk, asked, subject, Against.LAST_YEAR)),
        (Operation.COMPLETION, f"{who}{name}完成年初预算的多少？", lambda: completion(desk, asked, subject)),
        (Operation.REASON, f"{who}{name}变化的原因是什么？", lambda: _reason(desk, asked, subject)),
        (Operation.LOOKUP, f"{who}{name}是多少？", lambda: lookup(desk, asked, subject)),
    )
    return [text for kind, text, trial in trials if kind is not operation and _works(trial)]


def _stated(desk: Desk, item: str, subject: Subject) -> bool:
    return bool(desk.readings(Asked(item=item, said=item), subject))


def _reason(desk: Desk, asked: Asked, subject: Subject) -> None:
    facts = [fact for fact in desk.evidence.facts(subject, asked.item) if fact.year == subject.year]
    moves = [fact for fact in facts if fact.measure in (Measure.CHANGE, Measure.CHANGE_RATE) and fact.basis is Basis.FINAL]
    if not any(reason(desk.evidence.library, fact) for fact in moves):
        raise desk.missing(asked, subject, Basis.FINAL)


def _works(trial: Callable[[], object]) -> bool:
    try:
        trial()
    except (CannotAnswer, UnitMismatch):
        return False
    return True


def _who(subject: Subject) -> str:
    kind = "预算" if subject.own is not None and subject.own.kind is ReportKind.BUDGET else ""
    return f"{subject.org}{subject.year}年{kind}"
