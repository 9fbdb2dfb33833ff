"""What an answer must not leave unsaid: a premise of the question that does not hold, a unit that looks mistyped."""

from collections import Counter
from dataclasses import replace

from assistant.answer import Verdict
from assistant.compute.bounds import BOUNDS, borne_out
from assistant.compute.desk import Desk
from assistant.compute.finding import Finding
from assistant.compute.naming import labels
from assistant.compute.outcome import Outcome
from assistant.inquiry import Operation, Relation
from assistant.plan import Notice
from index.quantity import Dimension, Quantity
from index.records import Fact, Measure

_MOVES = (Operation.CHANGE, Operation.CHANGE_RATE)
_JUDGED = (Operation.VERIFY, Operation.REASON)
_RATES = (Operation.SHARE, Operation.CHANGE_RATE, Operation.COMPLETION)
_ABSURD = 1000
"""Percent of a whole that no part of it reaches."""
_NEAR = 80
"""How many characters apart two figures of one sentence may stand."""


def noted(desk: Desk, found: Finding) -> Finding:
    """The finding with what stands beside it."""
    return replace(
        found,
        notices=(
            *found.notices,
            *_wrong_direction(desk, found),
            *_wrong_figure(desk, found),
            *_wrong_result(desk, found),
            *_slips(desk, found),
        ),
    )


def _wrong_direction(desk: Desk, found: Finding) -> tuple[Notice, ...]:
    direction = desk.plan.question.claimed_direction
    if direction is None or desk.plan.question.operation not in _MOVES or not found.outcomes:
        return ()
    outcome = found.outcomes[0]
    if outcome.quantity.number * direction > 0:
        return ()
    name = labels([replace(outcome.facts[0], measure=Measure.AMOUNT)])[0]
    word = "增加" if direction > 0 else "减少"
    real = "持平" if outcome.quantity.number == 0 else "减少" if direction > 0 else "增加"
    return (Notice("premise", (f"问题说{name}{word}，报告的数字是{real}",)),)


def _wrong_figure(desk: Desk, found: Finding) -> tuple[Notice, ...]:
    """A figure that the question only mentions, and that no reading of its item bears out."""
    question = desk.plan.question
    if (
        question.claimed is None
        or question.operation in _JUDGED
        or question.relation in BOUNDS
        or not question.items
        or not desk.plan.subjects
    ):
        return ()
    asked = question.items[0]
    readings = desk.readings(asked, desk.subject(asked))
    alike = [pick.fact for pick in readings if pick.fact.quantity.comparable(question.claimed)]
    if not alike or any(_may_be(question.claimed, fact.quantity) for fact in alike):
        return ()
    if any(_may_be(question.claimed, outcome.quantity) for outcome in found.outcomes):
        return ()
    return (Notice("premise", (f"问题里说的{labels([alike[0]])[0]}与报告不符，报告写的是",), (alike[0],)),)


def _wrong_result(desk: Desk, found: Finding) -> tuple[Notice, ...]:
    """A share or a rate that the question takes for granted (怎么项目支出占了八成) and that comes out otherwise."""
    question, outcome = desk.plan.question, found.outcomes[0] if found.outcomes else None
    if question.claimed is None or question.operation not in _RATES or outcome is None or outcome.operation is not question.operation:
        return ()
    size = replace(outcome.quantity, number=abs(outcome.quantity.number))
    if not size.comparable(question.claimed) or borne_out(question.relation or Relation.EQUAL, question.claimed, size) is not Verdict.FALSE:
        return ()
    return (Notice("premise", ("问题里说的比例与报告的数字不符",)),)


def _may_be(claimed: Quantity, found: Quantity) -> bool:
    return borne_out(Relation.EQUAL, claimed, found) is not Verdict.FALSE


def _slips(desk: Desk, found: Finding) -> tuple[Notice, ...]:
    """Figures beside which one of the same digits stands in another money unit: 214.12元 of a 214.12万元 total."""
    facts = dict.fromkeys(fact for outcome in found.outcomes for fact in outcome.facts if fact.quantity.unit.dimension is Dimension.MONEY)
    slips = ((fact, _neighbour(desk, fact)) for fact in facts)
    alike = tuple(Notice("unit_suspect", (), (fact, other)) for fact, other in slips if other is not None)
    return alike or tuple(Notice("unit_suspect", (), pair) for outcome in found.outcomes if (pair := _outgrown(outcome)))


def _outgrown(outcome: Outcome) -> tuple[Fact, ...]:
    """Whole and part of a share far above the whole that are printed in two money units: one unit is a slip."""
    operands = [operand.fact for step in outcome.steps for operand in step.operands]
    if outcome.operation is not Operation.SHARE or len(operands) != 2 or outcome.quantity.number <= _ABSURD:
        return ()
    part, whole = operands
    return (whole, part) if part and whole and part.quantity.unit.power != whole.quantity.unit.power else ()


def _neighbour(desk: Desk, fact: Fact) -> Fact | None:
    """A figure of the sentence with these digits in another money unit, one that the sentence uses no less often."""
    if not fact.quantity.number:
        return None
    everything = desk.evidence.stated_in(fact.report)
    near = (other for other in everything if abs(other.start - fact.start) < _NEAR and other.section == fact.section)
    money = [other for other in near if other.quantity.comparable(fact.quantity)]
    same = (other for other in money if other.quantity.number == fact.quantity.number and other.quantity.unit != fact.quantity.unit)
    other = next(same, None)
    written = Counter(each.quantity.unit.symbol for each in money)
    return other if other is not None and written[fact.quantity.unit.symbol] <= written[other.quantity.unit.symbol] else None
