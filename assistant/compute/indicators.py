"""The named indicators: computed from whatever figures a report discloses, refused by the name of what it does not."""

import re
from dataclasses import replace

from assistant import calculator
from assistant.answer import Reason
from assistant.calculator import Computed
from assistant.compute.desk import Desk, Readings, align, notices_of
from assistant.compute.naming import labels, prefix
from assistant.compute.outcome import Outcome, Step
from assistant.compute.steps import operand, stated
from assistant.errors import CannotAnswer
from assistant.evidence import Pick, Want
from assistant.formulas import Case, Indicator, Term, indicator
from assistant.inquiry import Asked, Operation
from assistant.plan import Notice
from assistant.shelf import Subject
from index.errors import UnitMismatch
from index.quantity import Quantity
from index.records import Against, Basis, Measure

_GROWTH = "（{0} − {1}） ÷ {1}"


def named(desk: Desk, asked: Asked, subject: Subject) -> Outcome:
    """Compute the indicator that *asked* names."""
    found = indicator(asked.item)
    if found is None:
        raise CannotAnswer(Reason.NO_ITEM, f"没有名为“{asked.said}”的指标")
    printed = _printed(desk, found, subject)
    for case in found.cases:
        readings = [_readings(desk, term, subject) for term in case.operands]
        kinds = _kinds(desk, case.operands[-1], subject) if all(readings[:-1]) and not readings[-1] else ()
        if kinds:
            slots = " + ".join(f"{{{n}}}" for n in range(1, len(kinds) + 1))
            case = replace(case, template=case.template.replace("{1}", f"（{slots}）" if len(kinds) > 1 else "{1}"))
            readings = [*readings[:-1], *((pick,) for pick in kinds)]
        if all(readings):
            return _computed(desk, found, case, readings, printed)
    if printed:
        return stated(Operation.INDICATOR, printed[0], (found.name,))
    raise _undisclosed(desk, found, subject)


def _printed(desk: Desk, found: Indicator, subject: Subject) -> Readings:
    """The report's own value of the indicator, where it prints one; a score is none."""
    rates = (Measure.SHARE, Measure.COMPLETION_RATE, Measure.CHANGE_RATE, Measure.AMOUNT, Measure.COUNT)
    return tuple(
        pick
        for name in (found.name, *found.aliases)
        for pick in desk.evidence.picks(subject, Want(item=name, year=subject.year, measures=rates))
    )


def _readings(desk: Desk, term: Term, subject: Subject) -> Readings:
    where = desk.plan.shelf.subject(subject.org, subject.year - 1) if term.last else subject
    want = Want(item=term.item, year=where.year, basis=term.basis, scope=term.scope or desk.plan.question.scope)
    return desk.evidence.picks(where, want)


def _kinds(desk: Desk, term: Term, subject: Subject) -> tuple[Pick, ...]:
    """The kinds of what the report has no total of: all that one sentence counts."""
    if not term.kinds or subject.own is None:
        return ()
    ending = re.compile(f".*(?:{term.kinds})")
    facts = [fact for fact in desk.evidence.stated_in(subject.own.id) if fact.table is None and ending.fullmatch(fact.item)]
    if not all(re.fullmatch(term.kinds, fact.item) for fact in facts):
        return ()  # 含工勤编制1名 is counted in another kind
    facts = sorted((fact for fact in facts if fact.year == subject.year and fact.measure is Measure.COUNT), key=lambda fact: fact.start)
    text = desk.evidence.library.text(subject.own.id, facts[0].end, facts[-1].start) if len(facts) > 1 else ""
    apart = len({fact.item for fact in facts}) < len(facts) or "。" in text
    return () if apart else tuple(Pick(fact) for fact in facts)


def _completions(desk: Desk, case: Case, picks: tuple[Pick, ...], subject: Subject) -> Readings:
    """The completion rate that a report prints for the very figures an indicator sets against one another."""
    done, planned = picks[0].fact, picks[-1].fact
    if case.template == _GROWTH or done.item != planned.item or planned.basis is Basis.FINAL:
        return ()
    against = Against.BUDGET if planned.basis is Basis.BUDGET else Against.ADJUSTED_BUDGET
    want = Want(item=done.item, year=done.year, measures=(Measure.COMPLETION_RATE,), scope=done.scope, against=against)
    return desk.evidence.picks(subject, want)


def _computed(desk: Desk, found: Indicator, case: Case, readings: list[Readings], printed: Readings) -> Outcome:
    picks, mixed = align(readings)
    base = picks[-1]
    if base.fact.quantity.number <= 0:
        name = labels([base.fact])[0]
        raise CannotAnswer(Reason.UNDEFINED, f"{prefix([base.fact])}{name}为{{0}}，以它为分母，{found.name}无定义", (), (base.fact,))
    names = labels([pick.fact for pick in picks])
    subject = desk.plan.shelf.subject(picks[0].fact.org, picks[0].fact.year)
    result = _work(case.template, picks)
    step = Step(template=case.template, operands=tuple(map(operand, names, picks)), result=result)
    reported = [pick.fact for pick in (*printed, *_completions(desk, case, picks, subject))]
    if reported:
        step = replace(step, reported=reported[0])
    notices = notices_of(picks)
    if mixed:
        notices = (*notices, Notice("mixed_scope", (), tuple(pick.fact for pick in picks)))
    if step.agrees is False and step.reported:
        notices = (*notices, Notice("disagrees", (), (step.reported,)))
    first = picks[0].fact
    return Outcome(
        operation=Operation.INDICATOR, prefix=f"{first.org}{first.year}年", names=(found.name,), quantity=result.quantity,
        steps=(step,), notices=notices,
    )  # fmt: skip


def _work(template: str, picks: tuple[Pick, ...]) -> Computed:
    first, *bases = (pick.fact.quantity for pick in picks)
    base = calculator.add(*bases).quantity
    try:
        return calculator.growth(base, first) if template == _GROWTH else calculator.share(first, base)
    except UnitMismatch:
        return calculator.share(_bare(first), _bare(base))


def _bare(quantity: Quantity) -> Quantity:
    """A count without what it counts: 98人 of 100名."""
    return Quantity.of(quantity.in_base, "人", quantity.hedge)


def _undisclosed(desk: Desk, found: Indicator, subject: Subject) -> CannotAnswer:
    case = found.cases[0]
    gone = [term.say for term in case.operands if not _readings(desk, term, subject)]
    formula = case.template.format(*(term.say for term in case.operands))
    title = subject.own.title if subject.own else f"{subject.org}{subject.year}年"
    there = tuple(term.say for term in case.operands if term.say not in gone)
    return CannotAnswer(Reason.NOT_DISCLOSED, f"{found.name} = {formula}；{title}没有公布{'、'.join(gone)}，无法计算", there)
