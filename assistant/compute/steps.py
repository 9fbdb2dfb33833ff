"""What the computations of one item share: printed figures as outcomes, one step over two of them, the report's own result beside it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from assistant import calculator
from assistant.answer import Reason
from assistant.calculator import Computed
from assistant.compute.desk import Desk, Readings, notices_of
from assistant.compute.naming import BASIS_NAMES, labels, prefix, short
from assistant.compute.outcome import Operand, Outcome, Step
from assistant.errors import CannotAnswer
from assistant.evidence import Pick, rank
from assistant.inquiry import Asked, Operation
from assistant.plan import Notice
from assistant.question import tables
from assistant.shelf import Subject
from index.quantity import Quantity
from index.records import Against, Basis, Fact, Measure

_MIXED = 2
_SET_AGAINST = (Measure.CHANGE, Measure.CHANGE_RATE)
_WAN = 4
"""The power of ten of 万元, which readers expect."""

Work = Callable[..., Computed]

AGAINST_BASIS = MappingProxyType({Against.BUDGET: Basis.BUDGET, Against.ADJUSTED_BUDGET: Basis.ADJUSTED_BUDGET})
OPENINGS = MappingProxyType(tables.names("slots.toml", "openings"))
"""What is left at the end of a year and what the next year starts with."""


def stated(operation: Operation, pick: Pick, names: tuple[str, ...]) -> Outcome:
    """A figure that stands as the report prints it."""
    fact = pick.fact
    return Outcome(operation=operation, prefix=prefix([fact]), names=names, quantity=fact.quantity, fact=fact, notices=notices_of([pick]))


def operand(label: str, pick: Pick) -> Operand:
    """A figure of a report as it goes into a step."""
    return Operand(label, pick.fact.quantity, pick.fact)


def worked(operation: Operation, template: str, picks: Sequence[Pick], work: Work) -> Outcome:
    """One step over printed figures, each called by what tells it from the others."""
    picks = in_one_unit(picks)
    names = labels([pick.fact for pick in picks])
    result = work(*(pick.fact.quantity for pick in picks))
    step = Step(template=template, operands=tuple(map(operand, names, picks)), result=result)
    return Outcome(
        operation=operation, prefix=prefix([pick.fact for pick in picks]), names=names,
        quantity=result.quantity, steps=(step,), notices=notices_of(picks),
    )  # fmt: skip


def in_one_unit(picks: Sequence[Pick]) -> tuple[Pick, ...]:
    """The same figures as the reports print them in one unit, where they do: the text's 万元 beside 万元, not beside a table's 元."""
    powers = [{fact.quantity.unit.power: fact for fact in (*reversed(pick.alike), pick.fact)} for pick in picks]
    common = set(powers[0]).intersection(*powers[1:]) if powers else set()
    tables = _WAN in common and all(pick.fact.table and not found[_WAN].table for pick, found in zip(picks, powers, strict=True))
    if not common or (len({pick.fact.quantity.unit.power for pick in picks}) < _MIXED and not tables):
        return tuple(picks)
    chosen = min(common, key=lambda power: abs(power - _WAN))
    return tuple(replace(pick, fact=found[chosen]) for pick, found in zip(picks, powers, strict=True))


def growth_of(now: Quantity, before: Quantity) -> Computed:
    """The growth, its operands in the order in which they are said."""
    return calculator.growth(before, now)


def printed_of(desk: Desk, asked: Asked, subject: Subject, measure: Measure, against: Against | None = None) -> Readings:
    """The report's own share, change, rate or completion of an item."""
    return desk.readings(asked, subject, measures=(measure,), against=against)


def beside(outcome: Outcome, printed: Readings, fact: Fact, wholes: tuple[str, ...] = ()) -> Outcome:
    """Put the report's own result, of the same 口径, beside the computed one."""
    own = [pick.fact for pick in printed if pick.fact.scope in (fact.scope, None) and (not wholes or pick.fact.whole in (None, *wholes))]
    if not own:
        return outcome
    reported = min(own, key=rank)
    step = replace(outcome.steps[-1], reported=reported)
    notices = outcome.notices
    if step.agrees is False and reported.against is None and reported.measure in _SET_AGAINST:
        return outcome  # the report does not say what its rate is counted from: it may be another base
    if step.agrees is False:
        within = step.result.explains(reported.quantity)
        notices = (*notices, Notice("rounding" if within else "disagrees", (), (reported,)))
        step = replace(step, note="在公布精度造成的误差之内" if within else "")
    return replace(outcome, steps=(*outcome.steps[:-1], step), notices=notices)


def warned(outcome: Outcome, *picks: Pick) -> Outcome:
    """Say that the operands are of several 口径."""
    return replace(outcome, notices=(*outcome.notices, Notice("mixed_scope", (), tuple(pick.fact for pick in picks))))


def named(outcome: Outcome, against: Against) -> Outcome:
    """Name a comparison: the item, and what it is measured against."""
    facts = outcome.facts
    base = _plan(facts, against) if against in AGAINST_BASIS else _before(facts)
    first = replace(facts[0], measure=Measure.AMOUNT)
    return replace(outcome, prefix=prefix([first]), names=(*labels([first]), base))


def _plan(facts: tuple[Fact, ...], against: Against) -> str:
    """The budget as the report calls it: 年初预算 only where some figure's own words do not just say 预算."""
    name = BASIS_NAMES[AGAINST_BASIS[against]].removesuffix("数")
    told = [fact.quote for fact in facts if fact.table is None and (fact.against is against or fact.basis is AGAINST_BASIS[against])]
    return "预算" if against is Against.BUDGET and told and not any("年初" in quote for quote in told) else name


def _before(facts: tuple[Fact, ...]) -> str:
    """What is compared with: the start of the year, the base figure's year where there is one, else the year before."""
    if any(fact.item in OPENINGS.values() for fact in facts[1:]) and facts[0].item in OPENINGS:
        return "年初"
    years = {fact.year for fact in facts}
    return f"{min(years) if len(years) > 1 else facts[0].year - 1}年"


def no_base(desk: Desk, asked: Asked, subject: Subject, against: Against, this: Readings) -> CannotAnswer:
    """Why there is nothing that a change could be counted from."""
    if not this:
        return desk.missing(asked, subject, desk.basis(asked))
    if against in AGAINST_BASIS:
        return desk.missing(asked, subject, AGAINST_BASIS[against])
    name = short(asked.item)
    return CannotAnswer(
        Reason.NOT_DISCLOSED,
        f"报告没有公布{name}的上年数，也没有写它比上年增减多少",
        desk.other_readings(asked, subject),
    )


def refuse_zero(base: Pick, what: str) -> None:
    """Refuse a rate on a base of zero."""
    if base.fact.quantity.number <= 0:
        name = labels([base.fact])[0]
        raise CannotAnswer(Reason.UNDEFINED, f"{prefix([base.fact])}{name}为{{0}}，以它为基数，{what}无定义", (), (base.fact,))
