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
from index.glossary import find
from index.quantity import Dimension
from index.records import Against, Basis, Measure

_SPENT = re.compile(r"执行数|决算数|实际")
"""What a budget may be compared with that is no budget: 比上年预算执行数减少."""
_MONEY, _SCORE, _FEWEST = "万元", "分", 2
_STAND_INS = {"公务用车保有量": ("车辆",)}
"""Counts that answer for one another under their own names."""
SIDES = (
    ("财政拨款收入", "财政拨款支出"),
    ("一般公共预算财政拨款收入", "一般公共预算财政拨款支出"),
    ("政府性基金预算财政拨款收入", "政府性基金预算财政拨款支出"),
    ("国有资本经营预算财政拨款收入", "国有资本经营预算财政拨款支出"),
)
"""What came in and what was spent of one purse."""
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


def _rate_turned(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """The budget from the final figure and the completion rate; printed rates are rounded, so is what follows from them."""
    basis = desk.basis(asked)
    if basis not in _AGAINST:
        return None
    rates = desk.readings(asked, subject, measures=(Measure.COMPLETION_RATE,), basis=Basis.FINAL, against=_AGAINST[basis])
    found = matched(desk.readings(asked, subject, basis=Basis.FINAL), rates)
    if found is None or found[1].fact.quantity.number <= 0 or found[1].fact.quantity.unit.dimension is not Dimension.RATIO:
        return None
    outcome = worked(Operation.REVERSE, "{0} ÷ {1}", found, calculator.whole)
    name = short(asked.item) + BASIS_NAMES[basis]
    return replace(outcome, prefix=prefix([found[0].fact]), names=(name,), notices=(*outcome.notices, Notice("from_rate")))


def _last_year_from_rate(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """Last year's figure from this year's and the growth that is printed alone."""
    following = desk.plan.shelf.subject(subject.org, subject.year + 1)
    if following.own is None or desk.basis(asked) is not Basis.FINAL:
        return None
    rates = printed_of(desk, asked, following, Measure.CHANGE_RATE, Against.LAST_YEAR)
    found = matched(desk.readings(asked, following), rates)
    if found is None or found[1].fact.quantity.in_base <= -1 or found[1].fact.quantity.unit.dimension is not Dimension.RATIO:
        return None
    outcome = worked(Operation.REVERSE, "{0} ÷ （1 + {1}）", found, calculator.before_growth)
    now = found[0].fact
    notices = (*outcome.notices, Notice("turned_back", (str(following.year),)), Notice("from_rate"))
    return replace(outcome, prefix=f"{now.org}{subject.year}年", names=(short(now.item),), notices=notices)


def _as_of(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """How many there are is told of the end of the year before in a plan: 截至2023年末，共有车辆7辆."""
    known = find(asked.item)
    if subject.own is None or known is None or known.unit == _MONEY:
        return None
    for name in (asked.item, *_STAND_INS.get(asked.item, ())):
        facts = [fact for fact in desk.evidence.facts(subject, name) if fact.report == subject.own.id and fact.measure is Measure.COUNT]
        years = (subject.year, subject.year - 1) if name == asked.item else (subject.year - 1,)  # final accounts tell the two apart
        none = [fact for fact in facts if not fact.quantity.number and fact.year == subject.year]  # no cars at all are no official cars
        fitting = [fact for fact in facts if fact.year in years] or none
        if fitting:
            first = max(fitting, key=lambda fact: fact.year)
            named = () if name == asked.item else (Notice("open_label", (asked.said, name)),)
            outcome = stated(Operation.LOOKUP, Pick(first), labels([replace(first, basis=Basis.FINAL)]))
            return replace(outcome, notices=(*outcome.notices, *named, Notice("as_of", (str(first.year),))))
    return None


_ONE_PROJECT = re.compile(r"[\u4e00-\u9fff]{4,}(?<!部门|支出|全部|所有|各个)项目")
"""Whose score is that of one project, never the department's: 运维项目自评得分."""


def _only_score(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """The score that a report's text states once, under whatever name: 平均得分99.33分."""
    known = find(asked.item)
    if subject.own is None or known is None or known.unit != _SCORE:
        return None
    told = [fact for fact in desk.evidence.everything(subject) if fact.measure is Measure.SCORE and fact.table is None]
    scores = [fact for fact in told if not _ONE_PROJECT.search(fact.item)]
    if len({fact.quantity for fact in scores}) != 1:
        return None
    outcome = stated(Operation.LOOKUP, Pick(scores[0]), labels([scores[0]]))
    return replace(outcome, notices=(*outcome.notices, Notice("open_label", (asked.said, scores[0].item))))


def spent_instead(asked: Asked) -> Asked | None:
    """What was spent of a purse that was named without a word of income: 政府性基金比上年多了多少."""
    spent = dict(SIDES).get(asked.item)
    return replace(asked, item=spent, code=None) if spent is not None and "收" not in asked.said else None


def _planned_spending(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """A planned income that is not printed: the planned spending of the same purse, called by its own name."""
    spent = dict(SIDES).get(asked.item)
    if spent is None or desk.basis(asked) is Basis.FINAL:
        return None
    found = desk.readings(replace(asked, item=spent, code=None), subject)
    outcome = stated(Operation.LOOKUP, found[0], labels([found[0].fact])) if found else None
    return outcome and replace(outcome, notices=(*outcome.notices, Notice("open_label", (asked.said, spent))))


def _of_parts(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """A whole whose parts are all printed in one 口径: 公务用车购置费 and 公务用车运行维护费."""
    known = find(asked.item)
    if known is None or len(known.parts) < _FEWEST or known.unit != _MONEY:
        return None
    found = matched(*(desk.readings(replace(asked, item=part, code=None), subject) for part in known.parts))
    if found is None or len({pick.fact.quantity.unit.dimension for pick in found}) > 1:
        return None
    outcome = worked(Operation.SUM, " + ".join(f"{{{n}}}" for n in range(len(found))), found, calculator.add)
    name = short(asked.item) + (BASIS_NAMES[desk.basis(asked)] if desk.basis(asked) is not Basis.FINAL else "")
    return replace(outcome, names=(name,), notices=(*outcome.notices, Notice("of_parts")))


WAYS: tuple[Callable[[Desk, Asked, Subject], Outcome | None], ...] = (
    _from_opening, _budget, _from_next_year, _of_parts, _as_of, _only_score, _planned_spending, _rate_turned, _last_year_from_rate,
)  # fmt: skip
"""From the surest to the least sure."""


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
