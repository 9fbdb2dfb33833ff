"""One item's figure in each measure: as it stands, its share, its change, its completion, last year's turned back to.

Each function returns an Outcome: computed where the operands are printed, with the report's own result beside it;
as printed where only the result is.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from assistant import calculator
from assistant.answer import Reason
from assistant.calculator import Computed
from assistant.compute.desk import Desk, Readings, align, listed_twice, matched, notices_of
from assistant.compute.naming import BASIS_NAMES, labels, prefix, short
from assistant.compute.outcome import Operand, Outcome, Step
from assistant.errors import CannotAnswer
from assistant.evidence import Pick, rank
from assistant.inquiry import Asked, Operation
from assistant.plan import Notice
from assistant.shelf import Subject
from index.glossary import find
from index.quantity import Quantity
from index.records import Against, Basis, Fact, Measure

Work = Callable[[Quantity, Quantity], Computed]

_SPENT = re.compile(r"执行数|决算数|实际")
"""What a budget may be compared with that is no budget: 比上年预算执行数减少."""

AGAINST_BASIS = MappingProxyType({Against.BUDGET: Basis.BUDGET, Against.ADJUSTED_BUDGET: Basis.ADJUSTED_BUDGET})


def lookup(desk: Desk, asked: Asked, subject: Subject) -> tuple[Outcome, ...]:
    """The item's figure as printed, once for each 口径 in which it differs."""
    found = desk.readings(asked, subject) or (() if asked.known else desk.readings(asked, subject, measures=tuple(Measure)))
    if not found:
        return (_from_next_year(desk, asked, subject),)
    kept: list[Pick] = []
    for pick in found:
        alike = [n for n, other in enumerate(kept) if pick.fact.quantity.agrees_with(other.fact.quantity)]
        if not alike:
            kept.extend(listed_twice(pick))
        elif kept[alike[0]].fact.table and not pick.fact.table:
            kept[alike[0]] = pick  # a sentence can be read without its table
    names = labels([pick.fact for pick in kept])
    return tuple(stated(Operation.LOOKUP, pick, (name,)) for pick, name in zip(kept, names, strict=True))


def stated(operation: Operation, pick: Pick, names: tuple[str, ...]) -> Outcome:
    """A figure that stands as the report prints it."""
    fact = pick.fact
    return Outcome(operation=operation, prefix=prefix([fact]), names=names, quantity=fact.quantity, fact=fact, notices=notices_of([pick]))


def share(desk: Desk, asked: Asked, subject: Subject, whole: Asked | None = None) -> Outcome:
    """The part in percent of the whole, both of one 口径."""
    basis = desk.basis(asked)
    parts = desk.readings(asked, subject)
    printed = _printed(desk, asked, subject, Measure.SHARE)
    name = whole.item if whole else _default_whole(asked, printed)
    if name is None:
        desk.required(asked, subject)
        raise CannotAnswer(Reason.AMBIGUOUS, f"请问“{short(asked.item)}”要算占哪一项的比重？")
    wholes = desk.whole(name, subject, basis) if whole is None else desk.readings(whole, subject)
    if not (parts and wholes):
        told = [pick for pick in printed if whole is None or pick.fact.whole in (None, name)]
        if told:
            return stated(Operation.SHARE, told[0], (short(asked.item), short(told[0].fact.whole or name)))
        raise desk.missing(asked if not parts else Asked(item=name, said=name), subject, basis)
    (part, base), mixed = align((parts, wholes))
    if part.fact is base.fact:
        raise CannotAnswer(Reason.AMBIGUOUS, f"请问“{short(asked.item)}”要算占哪一项的比重？")
    outcome = _pair(Operation.SHARE, "{0} ÷ {1}", (part, base), calculator.share)
    return _beside(_warned(outcome, part, base) if mixed else outcome, printed, part.fact, whole=base.fact.item)


def change(desk: Desk, asked: Asked, subject: Subject, against: Against) -> Outcome:
    """How much more (less: negative) than last year or than the budget."""
    this, base = _this_and_base(desk, asked, subject, against)
    printed = _printed(desk, asked, subject, Measure.CHANGE, against)
    pair = matched(this, base)
    if pair:
        now, before = pair
        outcome = _pair(Operation.CHANGE, "{0} − {1}", (now, before), calculator.subtract)
        return _named(_beside(outcome, printed, now.fact), against)
    if printed:
        return _named(stated(Operation.CHANGE, printed[0], ()), against)
    raise _no_base(desk, asked, subject, against, this)


def change_rate(desk: Desk, asked: Asked, subject: Subject, against: Against) -> Outcome:
    """The change in percent of last year's figure or of the budget; a fall is negative."""
    this, base = _this_and_base(desk, asked, subject, against)
    printed = _printed(desk, asked, subject, Measure.CHANGE_RATE, against)
    pair = matched(this, base)
    if pair:
        now, before = pair
        _refuse_zero(before, "增减率")
        outcome = _pair(Operation.CHANGE_RATE, "（{0} − {1}） ÷ {1}", (now, before), _growth)
        return _named(_beside(outcome, printed, now.fact), against)
    changes = _printed(desk, asked, subject, Measure.CHANGE, against)
    pair = matched(this, changes)
    if pair and pair[0].fact.quantity.comparable(pair[1].fact.quantity):
        now, moved = pair
        return _named(_beside(_turned_back(now, moved), printed, now.fact), against)
    if printed:
        return _named(stated(Operation.CHANGE_RATE, printed[0], ()), against)
    raise _no_base(desk, asked, subject, against, this)


def completion(desk: Desk, asked: Asked, subject: Subject, against: Against | None = None) -> Outcome:
    """Final accounts in percent of the budget, the initial one unless the adjusted one is asked for or is all there is."""
    final = desk.readings(asked, subject, basis=Basis.FINAL)
    order = (against,) if against and against in AGAINST_BASIS else (Against.BUDGET, Against.ADJUSTED_BUDGET)
    for base in order:
        budget = desk.readings(asked, subject, basis=AGAINST_BASIS[base])
        printed = _printed(desk, asked, subject, Measure.COMPLETION_RATE, base)
        pair = matched(final, budget)
        if pair:
            done, planned = pair
            _refuse_zero(planned, "完成率")
            outcome = _pair(Operation.COMPLETION, "{0} ÷ {1}", (done, planned), calculator.share)
            return _named(_beside(outcome, printed, done.fact), base)
        if printed:
            return _named(stated(Operation.COMPLETION, printed[0], ()), base)
    raise desk.missing(asked, subject, Basis.FINAL if not final else AGAINST_BASIS[order[0]])


def _from_next_year(desk: Desk, asked: Asked, subject: Subject) -> Outcome:
    """A year that no report states: turned back to from the next year's figure and its change, or refused."""
    missing = desk.missing(asked, subject, desk.basis(asked))
    following = desk.plan.shelf.subject(subject.org, subject.year + 1)
    if following.own is None:
        raise missing
    this = desk.readings(asked, following)
    changes = _printed(desk, asked, following, Measure.CHANGE, Against.LAST_YEAR)
    if matched(this, changes) is None or (desk.basis(asked) is not Basis.FINAL and any(_SPENT.search(pick.fact.quote) for pick in changes)):
        raise missing
    outcome = reverse(desk, asked, following)
    return replace(outcome, notices=(*outcome.notices, Notice("turned_back", (str(following.year),))))


def reverse(desk: Desk, asked: Asked, subject: Subject) -> Outcome:
    """Last year's figure: as the reports print it, else this year's less the change."""
    before = desk.readings(asked, subject, year=subject.year - 1)
    changes = _printed(desk, asked, subject, Measure.CHANGE, Against.LAST_YEAR)
    this = desk.required(asked, subject)
    pair = matched(this, changes)
    if pair is None:
        if before:
            return stated(Operation.LOOKUP, before[0], labels([before[0].fact]))
        raise _no_base(desk, asked, subject, Against.LAST_YEAR, this)
    now, moved = pair
    outcome = _pair(Operation.REVERSE, "{0} − {1}", (now, moved), calculator.subtract)
    steps = outcome.steps
    if before:
        steps = (replace(steps[0], reported=before[0].fact),)
    return replace(outcome, prefix=now.fact.org + f"{now.fact.year - 1}年", names=(short(now.fact.item),), steps=steps)


def evaluate(desk: Desk, asked: Asked, subject: Subject) -> Outcome:
    """The first reading of the item in the measure that was said of it."""
    measure = desk.measure(asked)
    against = desk.plan.question.against or Against.LAST_YEAR
    if measure is Measure.SHARE:
        return share(desk, asked, subject, desk.plan.question.whole)
    if measure is Measure.CHANGE:
        return change(desk, asked, subject, against)
    if measure is Measure.CHANGE_RATE:
        return change_rate(desk, asked, subject, against)
    if measure is Measure.COMPLETION_RATE:
        return completion(desk, asked, subject, desk.plan.question.against)
    return lookup(desk, asked, subject)[0]


def operand(label: str, pick: Pick) -> Operand:
    """A figure of a report as it goes into a step."""
    return Operand(label, pick.fact.quantity, pick.fact)


def _pair(operation: Operation, template: str, picks: tuple[Pick, Pick], work: Work) -> Outcome:
    names = labels([pick.fact for pick in picks])
    result = work(picks[0].fact.quantity, picks[1].fact.quantity)
    step = Step(template=template, operands=tuple(map(operand, names, picks)), result=result)
    return Outcome(
        operation=operation, prefix=prefix([pick.fact for pick in picks]), names=names,
        quantity=result.quantity, steps=(step,), notices=notices_of(picks),
    )  # fmt: skip


def _growth(now: Quantity, before: Quantity) -> Computed:
    return calculator.growth(before, now)


def _turned_back(now: Pick, moved: Pick) -> Outcome:
    """The rate from this year's figure and the change: the change over the figure less the change."""
    names = labels([now.fact, moved.fact])
    before = calculator.subtract(now.fact.quantity, moved.fact.quantity)
    if before.quantity.number <= 0:
        raise CannotAnswer(Reason.UNDEFINED, "{0}，变动为{1}，由此推算的基数不是正数，增减率无定义", (), (now.fact, moved.fact))
    result = calculator.growth(before.quantity, now.fact.quantity)
    step = Step(template="{1} ÷ （{0} − {1}）", operands=tuple(map(operand, names, (now, moved))), result=result)
    return Outcome(
        operation=Operation.CHANGE_RATE, prefix=prefix([now.fact]), names=names, quantity=result.quantity,
        steps=(step,), notices=notices_of((now, moved)),
    )  # fmt: skip


def _printed(desk: Desk, asked: Asked, subject: Subject, measure: Measure, against: Against | None = None) -> Readings:
    return desk.readings(asked, subject, measures=(measure,), against=against)


def _beside(outcome: Outcome, printed: Readings, fact: Fact, whole: str | None = None) -> Outcome:
    """Put the report's own result, of the same 口径, beside the computed one."""
    own = [pick.fact for pick in printed if pick.fact.scope in (fact.scope, None) and (whole is None or pick.fact.whole in (None, whole))]
    if not own:
        return outcome
    reported = min(own, key=rank)
    step = replace(outcome.steps[-1], reported=reported)
    notices = outcome.notices
    if step.agrees is False:
        within = step.result.explains(reported.quantity)
        notices = (*notices, Notice("rounding" if within else "disagrees", (), (reported,)))
        step = replace(step, note="在公布精度造成的误差之内" if within else "")
    return replace(outcome, steps=(*outcome.steps[:-1], step), notices=notices)


def _warned(outcome: Outcome, *picks: Pick) -> Outcome:
    return replace(outcome, notices=(*outcome.notices, Notice("mixed_scope", (), tuple(pick.fact for pick in picks))))


def _this_and_base(desk: Desk, asked: Asked, subject: Subject, against: Against) -> tuple[Readings, Readings]:
    if against in AGAINST_BASIS:
        return desk.readings(asked, subject, basis=Basis.FINAL), desk.readings(asked, subject, basis=AGAINST_BASIS[against])
    earlier = desk.plan.shelf.subject(subject.org, desk.base_year(subject))
    return desk.readings(asked, subject), desk.readings(asked, earlier)


def _default_whole(asked: Asked, printed: Readings) -> str | None:
    known = find(asked.item)
    if known is not None and known.whole:
        return known.whole
    return next((pick.fact.whole for pick in printed if pick.fact.whole), None)


def _named(outcome: Outcome, against: Against) -> Outcome:
    """Name a comparison: the item, and what it is measured against."""
    facts = outcome.facts
    base = BASIS_NAMES[AGAINST_BASIS[against]].removesuffix("数") if against in AGAINST_BASIS else f"{_before(facts)}年"
    first = replace(facts[0], measure=Measure.AMOUNT)
    return replace(outcome, prefix=prefix([first]), names=(*labels([first]), base))


def _before(facts: tuple[Fact, ...]) -> int:
    """The year compared with: the base figure's where there is one, else the year before."""
    years = {fact.year for fact in facts}
    return min(years) if len(years) > 1 else facts[0].year - 1


def _no_base(desk: Desk, asked: Asked, subject: Subject, against: Against, this: Readings) -> CannotAnswer:
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


def _refuse_zero(base: Pick, what: str) -> None:
    if base.fact.quantity.number <= 0:
        name = labels([base.fact])[0]
        raise CannotAnswer(Reason.UNDEFINED, f"{prefix([base.fact])}{name}为{{0}}，以它为基数，{what}无定义", (), (base.fact,))
