"""From a plan and the evidence to a finding: one function an operation, listed at the end.

Nothing here words a sentence or reads a file; every number is a figure of a report or computed by the calculator.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from assistant.answer import Reason
from assistant.compute import claim, combine, indicators, measures, rankings, turning, words
from assistant.compute.assertions import asserted, denied
from assistant.compute.beside import noted
from assistant.compute.corpus import corpus
from assistant.compute.desk import Desk
from assistant.compute.finding import Finding
from assistant.compute.lookups import look_up
from assistant.compute.operands import settled
from assistant.compute.outcome import Outcome, in_unit
from assistant.compute.rates import rated, task
from assistant.compute.shares import share
from assistant.compute.steps import AGAINST_BASIS
from assistant.errors import CannotAnswer
from assistant.evidence import Evidence
from assistant.inquiry import Asked, Operation
from assistant.plan import Plan
from assistant.shelf import Subject
from index.errors import UnitMismatch
from index.records import Against

_TOGETHER = re.compile(r"加起来|加在一起|合计|合起来|一共|总共|之和|加总|相加|[这两三四]者|[这两三四][个项]一?共")


def compute(plan: Plan, evidence: Evidence) -> Finding:
    """Carry out the plan's operation, with the reports' own labels in place of names that nobody knows."""
    desk = settled(Desk(plan, evidence))
    found = computed(desk)
    return replace(found, notices=(*desk.plan.notices[len(plan.notices) :], *found.notices))


def computed(desk: Desk) -> Finding:
    """Carry out the operation of a desk on which every name is settled."""
    question = desk.plan.question
    try:
        found = noted(desk, OPERATIONS[question.operation](desk))
        return replace(found, outcomes=tuple(in_unit(outcome, question.unit) for outcome in found.outcomes))
    except UnitMismatch as mismatch:
        raise CannotAnswer(Reason.OUT_OF_SCOPE, f"{mismatch.left}和{mismatch.right}不是同一种量，不能这样计算") from None


def _lookup(desk: Desk) -> Finding:
    question = desk.plan.question
    if question.against in AGAINST_BASIS and not any((question.basis, *(asked.basis for asked in question.items))):
        raise CannotAnswer(Reason.AMBIGUOUS, "问题提到了预算，请说明是要查预算数，还是要与预算相比")
    return look_up(desk, _each(desk))


def _share(desk: Desk) -> Finding:
    items, whole = desk.plan.question.items, desk.plan.question.whole
    if whole is not None and len(items) > 1 and _TOGETHER.search(desk.plan.question.text):
        return _in_whole(combine.total)(desk)
    return Finding(outcomes=tuple(share(desk, asked, subject, whole) for asked, subject in _each(desk, items)))


def _change(desk: Desk) -> Finding:
    against = desk.plan.question.against or Against.LAST_YEAR
    return Finding(outcomes=tuple(measures.change(desk, asked, subject, against) for asked, subject in _latest(desk, against)))


def _change_rate(desk: Desk) -> Finding:
    against = desk.plan.question.against or Against.LAST_YEAR
    return Finding(outcomes=tuple(measures.change_rate(desk, asked, subject, against) for asked, subject in _latest(desk, against)))


def _completion(desk: Desk) -> Finding:
    against = desk.plan.question.against
    return Finding(outcomes=tuple(measures.completion(desk, asked, subject, against) for asked, subject in _each(desk)))


def _reverse(desk: Desk) -> Finding:
    return Finding(outcomes=tuple(turning.reverse(desk, asked, subject) for asked, subject in _each(desk)))


def _indicator(desk: Desk) -> Finding:
    name = desk.plan.question.indicator
    asked = Asked(item=name, said=name) if name else None
    found = tuple((asked, subject) for subject in desk.plan.subjects) if asked else _each(desk)
    return Finding(outcomes=tuple(indicators.named(desk, each, subject) for each, subject in found))


def _verify(desk: Desk) -> Finding:
    """Work out what the claim is about, then judge it."""
    desk = rated(claim.ordered(claim.counted(desk)))
    found = asserted(desk) or task(desk)
    if found is not None:
        return found
    question = replace(desk.plan.question, operation=desk.plan.question.of or claim.about(desk))
    working = Desk(replace(desk.plan, question=question), desk.evidence)
    try:
        return claim.judge(desk, OPERATIONS[question.operation](working))
    except CannotAnswer as gap:
        if gap.reason is not Reason.NOT_DISCLOSED:
            raise
        found = claim.by_rate(working) if question.operation is Operation.CHANGE else denied(desk)
        if found is None:
            raise
        return found if found.judged else claim.judge(desk, found)


def _each(desk: Desk, items: tuple[Asked, ...] = ()) -> tuple[tuple[Asked, Subject], ...]:
    """Every item asked of every organisation and year, or of its own."""
    asked_for = items or desk.plan.question.items
    if not asked_for:
        raise CannotAnswer(Reason.AMBIGUOUS, "请问要查哪一项？")
    return tuple(
        (asked, subject) for asked in asked_for for subject in ((desk.subject(asked),) if asked.org or asked.year else desk.plan.subjects)
    )


def _latest(desk: Desk, against: Against) -> tuple[tuple[Asked, Subject], ...]:
    """For a change between two years, the later one of each organisation."""
    pairs = _each(desk)
    if against is not Against.LAST_YEAR or len(desk.plan.question.years) < 2:
        return pairs
    last = max(desk.plan.question.years)
    return tuple((asked, subject) for asked, subject in pairs if subject.year == last)


def _in_whole(work: Callable[[Desk], Outcome]) -> Callable[[Desk], Finding]:
    """What is worked out, and its share where a whole was named."""
    return lambda desk: Finding(outcomes=(combine.as_share(desk, work(desk)),))


def _one(work: Callable[[Desk], Outcome]) -> Callable[[Desk], Finding]:
    return lambda desk: Finding(outcomes=(work(desk),))


OPERATIONS: MappingProxyType[Operation, Callable[[Desk], Finding]] = MappingProxyType(
    {
        Operation.LOOKUP: _lookup,
        Operation.SHARE: _share,
        Operation.CHANGE: _change,
        Operation.CHANGE_RATE: _change_rate,
        Operation.COMPLETION: _completion,
        Operation.REVERSE: _reverse,
        Operation.DIFFERENCE: _one(combine.difference),
        Operation.SUM: _in_whole(rankings.described_sum),
        Operation.MULTIPLE: _one(combine.multiple),
        Operation.TIMES_MORE: _one(combine.times_more),
        Operation.PER_UNIT: _one(combine.per_unit),
        Operation.REMAINDER: _in_whole(combine.remainder),
        Operation.RANKING: rankings.ranking,
        Operation.COMPARE: rankings.compare,
        Operation.COUNT_OF: rankings.count,
        Operation.INDICATOR: _indicator,
        Operation.VERIFY: _verify,
        Operation.DEFINITION: words.definition,
        Operation.DUTIES: words.duties,
        Operation.COMPOSITION: words.composition,
        Operation.REASON: words.reason,
        Operation.PASSAGE: words.passage,
        Operation.CORPUS: corpus,
    }
)
