"""Figures that no report prints but that follow from printed ones: last year's from this year's and its change, the budget from
the final figure and its difference from it, what was left at a year's end from what the next year started with.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant import calculator
from assistant.answer import Reason
from assistant.calculator import Computed
from assistant.compute.desk import Desk, Readings, matched, notices_of
from assistant.compute.naming import BASIS_NAMES, labels, prefix, short
from assistant.compute.outcome import Outcome, Step
from assistant.compute.steps import AGAINST_BASIS, OPENINGS, no_base, operand, printed_of, stated, worked
from assistant.errors import CannotAnswer
from assistant.evidence import Pick
from assistant.inquiry import Asked, Operation
from assistant.plan import Notice
from assistant.shelf import Subject
from index.records import Against, Basis, Measure

_SPENT = re.compile(r"执行数|决算数|实际")
"""What a budget may be compared with that is no budget: 比上年预算执行数减少."""
_AGAINST = {basis: against for against, basis in AGAINST_BASIS.items()}


def turned(desk: Desk, asked: Asked, subject: Subject) -> Outcome:
    """A figure that no report prints, from those that it follows from; refused where there are none."""
    missing = desk.missing(asked, subject, desk.basis(asked))
    for way in WAYS:
        found = way(desk, asked, subject)
        if found is not None:
            return found
    raise missing


def opening(desk: Desk, asked: Asked, subject: Subject) -> Readings:
    """What *subject*'s year started with, where *asked* is what the year before ended with."""
    start = OPENINGS.get(asked.item)
    return desk.readings(replace(asked, item=start, code=None), subject, basis=Basis.FINAL) if start else ()


def _from_opening(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    following = desk.plan.shelf.subject(subject.org, subject.year + 1)
    found = opening(desk, asked, following) if following.own else ()
    if not found:
        return None
    notice = Notice("opening", (str(subject.year), short(asked.item), str(following.year)))
    outcome = stated(Operation.LOOKUP, found[0], labels([found[0].fact]))
    return replace(outcome, notices=(*outcome.notices, notice))


def _budget(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """The budget from the final figure and by how much it is over or under it."""
    basis = desk.basis(asked)
    if basis not in _AGAINST:
        return None
    final = desk.readings(asked, subject, basis=Basis.FINAL)
    changes = desk.readings(asked, subject, measures=(Measure.CHANGE,), basis=Basis.FINAL, against=_AGAINST[basis])
    found = matched(final, changes)
    if found is None or not found[0].fact.quantity.comparable(found[1].fact.quantity):
        return None
    outcome = worked(Operation.REVERSE, "{0} − {1}", found, calculator.subtract)
    if outcome.quantity.number < 0:
        return None
    name = short(asked.item) + BASIS_NAMES[basis]
    return replace(outcome, prefix=prefix([found[0].fact]), names=(name,), notices=(*outcome.notices, Notice("from_change")))


def _from_next_year(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """A year that no report states, from the next year's figure and its change."""
    following = desk.plan.shelf.subject(subject.org, subject.year + 1)
    if following.own is None:
        return None
    this = desk.readings(asked, following)
    changes = printed_of(desk, asked, following, Measure.CHANGE, Against.LAST_YEAR)
    if matched(this, changes) is None or (desk.basis(asked) is not Basis.FINAL and any(_SPENT.search(pick.fact.quote) for pick in changes)):
        return None
    outcome = reverse(desk, asked, following)
    return replace(outcome, notices=(*outcome.notices, Notice("turned_back", (str(following.year),))))


WAYS: tuple[Callable[[Desk, Asked, Subject], Outcome | None], ...] = (_from_opening, _budget, _from_next_year)


def reverse(desk: Desk, asked: Asked, subject: Subject) -> Outcome:
    """Last year's figure: as the reports print it, else this year's less the change."""
    before = desk.readings(asked, subject, year=subject.year - 1)
    changes = printed_of(desk, asked, subject, Measure.CHANGE, Against.LAST_YEAR)
    this = desk.required(asked, subject)
    pair = matched(this, changes)
    if pair is None or not pair[0].fact.quantity.comparable(pair[1].fact.quantity):
        if before:
            return stated(Operation.LOOKUP, before[0], labels([before[0].fact]))
        raise no_base(desk, asked, subject, Against.LAST_YEAR, this)
    now = pair[0].fact
    outcome = worked(Operation.REVERSE, "{0} − {1}", pair, calculator.subtract)
    steps = (replace(outcome.steps[0], reported=before[0].fact),) if before else outcome.steps
    name = short(now.item) + (BASIS_NAMES[now.basis] if now.basis is not Basis.FINAL else "")
    return replace(outcome, prefix=now.org + f"{now.year - 1}年", names=(name,), steps=steps)


def rate_from_change(now: Pick, moved: Pick) -> Outcome:
    """The rate from a figure and its change: the change over the figure less the change."""
    names = labels([now.fact, moved.fact])
    before = calculator.subtract(now.fact.quantity, moved.fact.quantity)
    if before.quantity.number <= 0:
        raise CannotAnswer(Reason.UNDEFINED, "{0}，变动为{1}，由此推算的基数不是正数，增减率无定义", (), (now.fact, moved.fact))
    result = calculator.growth(before.quantity, now.fact.quantity)
    return _over_base(Operation.CHANGE_RATE, "{1} ÷ （{0} − {1}）", (now, moved), names, result)


def completion_from_change(now: Pick, moved: Pick) -> Outcome:
    """The completion from the final figure and its difference from the budget."""
    names = labels([now.fact, moved.fact])
    planned = calculator.subtract(now.fact.quantity, moved.fact.quantity)
    if planned.quantity.number <= 0:
        raise CannotAnswer(Reason.UNDEFINED, "{0}，比预算增减{1}，由此推算的预算数不是正数，完成率无定义", (), (now.fact, moved.fact))
    result = calculator.share(now.fact.quantity, planned.quantity)
    return _over_base(Operation.COMPLETION, "{0} ÷ （{0} − {1}）", (now, moved), names, result)


def _over_base(operation: Operation, template: str, picks: tuple[Pick, Pick], names: tuple[str, ...], result: Computed) -> Outcome:
    step = Step(template=template, operands=tuple(map(operand, names, picks)), result=result)
    return Outcome(
        operation=operation, prefix=prefix([picks[0].fact]), names=names, quantity=result.quantity,
        steps=(step,), notices=notices_of(picks),
    )  # fmt: skip
