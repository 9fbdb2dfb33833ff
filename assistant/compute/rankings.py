"""What is computed over a group: order, extremes, sums, counts, figures side by side."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assistant import calculator
from assistant.answer import Reason
from assistant.calculator import Computed
from assistant.compute.bounds import bounded, within
from assistant.compute.combine import RELATIVE, combine, difference, terms, total
from assistant.compute.desk import Desk
from assistant.compute.finding import Finding
from assistant.compute.groups import ACROSS, LEVEL_DEPTHS, Member, Subtotals, budget_of, held, members, subtotals
from assistant.compute.measures import evaluate
from assistant.compute.naming import labels, prefix
from assistant.compute.outcome import Outcome, Step
from assistant.compute.steps import operand, stated
from assistant.errors import CannotAnswer
from assistant.evidence import Pick
from assistant.inquiry import Asked, Condition, Operation
from assistant.plan import Notice
from assistant.shelf import Subject
from index.errors import UnitMismatch
from index.quantity import Quantity, Unit
from index.records import Measure

_NOTHING = Asked(item="", said="")
_EACH = re.compile(r"各(?!项|类|种|级|单位|部门|地|区|县|市|镇|街)|分别")
_COUNTER = re.compile(r"(?:几|多少)个?大?([类款项种])(?!目)")
"""What the members of a group are counted in where the question says so: 分成几类."""
MOST = 12
"""How many figures of a long ranking are shown."""


def ranking(desk: Desk) -> Finding:
    """The group in order of size; the largest (or smallest) is the figure."""
    question = desk.plan.question
    if desk.measure(question.items[0] if question.items else _NOTHING) not in (None, Measure.AMOUNT, Measure.COUNT):
        return _ranked_results(desk)
    sums = subtotals(desk) if question.group in LEVEL_DEPTHS and not bounded(question) else ()
    if sums:
        return _ranked_sums(desk, sums)
    found = _comparable(members(desk))
    if not found:
        return count(desk)
    ordered = sorted(found, key=lambda member: member[1].fact.quantity.in_base, reverse=question.descending)
    shown = ordered[question.nth - 1 : question.nth] if question.nth else ordered[: question.top or MOST]
    if not shown:
        raise CannotAnswer(Reason.NOT_DISCLOSED, "可以比较的项目没有这么多")
    outcomes = [stated(Operation.RANKING, pick, (name,)) for name, pick in shown]
    if len(found) > 1 and not question.nth:
        outcomes[0] = replace(outcomes[0], steps=(_order_step(question.descending, ordered),))
    more = (Notice("partial", ("项目较多，只列出前面的",)),) if not (question.top or question.nth) and len(ordered) > MOST else ()
    return Finding(outcomes=tuple(outcomes), notices=(*more, *_left_out(desk, held(desk))))


def described_sum(desk: Desk) -> Outcome:
    """The sum of named items, or of a described group without counting anything twice."""
    question = desk.plan.question
    if question.top is not None and question.group is not None:
        return _largest_together(desk, question.top)
    if question.group is None and question.condition is Condition.ANY:
        return total(desk)
    if question.group in ("orgs", "years") and len(question.items) != 1:
        return total(desk)
    found = members(desk)
    if not found:
        raise CannotAnswer(Reason.NOT_DISCLOSED, "没有符合条件的项目，无从合计")
    if question.condition in _MISSED and _BY_HOW_MUCH.search(question.text):
        return _missed_by(desk, found)
    outcome = combine(Operation.SUM, found, " + ".join(f"{{{n}}}" for n in range(len(found))), calculator.add)
    return replace(outcome, notices=(*outcome.notices, *(_left_out(desk, held(desk)) if question.group in ACROSS else ())))


_APART = re.compile(r"离|相差|差距|偏离")
"""How far from the budget, whichever way."""
_MISSED = (Condition.UNDER_BUDGET, Condition.OVER_BUDGET)
_BY_HOW_MUCH = re.compile(
    r"(?:[多少][花用支]|超支?|差|省|节约|结余|剩|没[花用]完?)(?:了|出|下)?的?(?:钱|预算|资金)?(?:一共|合计|总共|是|有)*(?:多少|几)"
)


def _missed_by(desk: Desk, found: tuple[Member, ...]) -> Outcome:
    """By how much the members of a group stay below their budgets, or go beyond them, all together."""
    under, subject = desk.plan.question.condition is Condition.UNDER_BUDGET, desk.subject()
    pairs = [(name, pick, budget_of(desk, pick.fact, subject)) for name, pick in found]
    both = [(pick, Pick(budget)) for _, pick, budget in pairs if budget is not None]
    ordered = [(budget, pick) if under else (pick, budget) for pick, budget in both]
    picks = [pick for pair in ordered for pick in pair]
    template = " + ".join(f"（{{{n}}} − {{{n + 1}}}）" for n in range(0, len(picks), 2))
    names = labels([pick.fact for pick in picks])

    def missed(*figures: Quantity) -> Computed:
        return calculator.add(*(calculator.subtract(*figures[n : n + 2]).quantity for n in range(0, len(figures), 2)))

    outcome = combine(Operation.SUM, tuple(zip(names, picks, strict=True)), template, missed)
    return replace(outcome, names=tuple(f"{name}{'少花' if under else '超支'}数" for name, _, _ in pairs))


def _largest_together(desk: Desk, top: int) -> Outcome:
    """The first few of a group added up: 支出最多的三类合计."""
    question = desk.plan.question
    found = sorted(_comparable(members(desk)), key=lambda member: member[1].fact.quantity.in_base, reverse=question.descending)
    if len(found) < top:
        raise CannotAnswer(Reason.NOT_DISCLOSED, "可以比较的项目没有这么多")
    return combine(Operation.SUM, tuple(found[:top]), " + ".join(f"{{{n}}}" for n in range(top)), calculator.add)


def count(desk: Desk) -> Finding:
    """How many members of the group meet the condition, and which."""
    claimed, compared = desk.plan.question.claimed, held(desk)
    if bounded(desk.plan.question) and claimed and compared and not compared[0][1].fact.quantity.comparable(claimed):
        raise CannotAnswer(Reason.AMBIGUOUS, "请改问“……的有哪些”，再数有几项")
    found = members(desk)
    shown = found or members(_unconditioned(desk))
    if not shown:
        raise CannotAnswer(Reason.NOT_DISCLOSED, "没有可以比较的项目")
    counter = _COUNTER.search(desk.plan.question.text)
    unit = {"orgs": "个", "years": "年"}.get(desk.plan.question.group or "", counter.group(1) if counter else "项")
    result = Quantity(Decimal(len(found)), Unit.of(unit))
    step = Step(
        template="计数（" + "，".join(f"{{{n}}}" for n in range(len(found))) + "）",
        operands=tuple(operand(name, pick) for name, pick in found),
        result=Computed(result, result.number, Decimal(0)),
    )
    counted = Outcome(
        operation=Operation.COUNT_OF, prefix=prefix([pick.fact for _, pick in shown]), names=("符合条件的项目",),
        quantity=result, steps=(step,),
    )  # fmt: skip
    return Finding(outcomes=(counted,), notices=_left_out(desk, held(desk)), sources=tuple(pick.fact for _, pick in shown[:MOST]))


def compare(desk: Desk) -> Finding:
    """Figures side by side, and their difference where there are two."""
    question = desk.plan.question
    if question.items and desk.measure(question.items[0]) in RELATIVE:
        pairs = terms(desk)
        outcomes = [evaluate(desk, asked, subject) for asked, subject in pairs]
        return Finding(outcomes=_in_order(desk, outcomes, len(pairs)))
    found = _side_by_side(desk)
    outcomes = [replace(stated(Operation.COMPARE, pick, (name,)), prefix="") for name, pick in found]
    head = prefix([pick.fact for _, pick in found])
    outcomes[0] = replace(outcomes[0], prefix=head)
    return Finding(outcomes=_in_order(desk, outcomes, len(found)), notices=_left_out(desk, found))


def _in_order(desk: Desk, outcomes: list[Outcome], count: int) -> tuple[Outcome, ...]:
    """The difference of two figures goes before them, unless each of them was asked for."""
    gap = _difference(desk, count)
    return (*outcomes, *gap) if _EACH.search(desk.plan.question.text) else (*gap, *outcomes)


def _unconditioned(desk: Desk) -> Desk:
    """The same desk, its group without the condition."""
    plan = replace(desk.plan, question=replace(desk.plan.question, condition=Condition.ANY, claimed=None))
    return Desk(plan, desk.evidence)


def _side_by_side(desk: Desk) -> tuple[Member, ...]:
    question = desk.plan.question
    if len(question.items) == 1 and not question.items[0].org and not question.items[0].year:
        found = members(Desk(replace(desk.plan, question=replace(question, group="years")), desk.evidence))
    else:
        found = members(desk)
    if len(found) < 2:
        names = "、".join(f"{subject.org}{subject.year}年" for subject in desk.plan.subjects)
        raise CannotAnswer(Reason.NOT_DISCLOSED, f"只找到一处数字，无从比较（{names}）")
    return found


def _difference(desk: Desk, count: int) -> tuple[Outcome, ...]:
    return (difference(desk),) if count == 2 and len(terms(desk)) == 2 else ()


def _ranked_results(desk: Desk) -> Finding:
    """Shares, rates and changes in order."""
    found = []
    for asked, subject in _measured(desk):
        try:
            found.append(evaluate(desk, asked, subject))
        except CannotAnswer as gap:
            if gap.reason not in (Reason.NOT_DISCLOSED, Reason.UNDEFINED, Reason.NO_YEAR):
                raise
    if not found:
        raise CannotAnswer(Reason.NOT_DISCLOSED, "报告没有公布可以比较的数字")
    question = desk.plan.question
    way = question.claimed_direction if question.of in (Operation.CHANGE, Operation.CHANGE_RATE) else None
    moved = [outcome for outcome in found if way is None or outcome.quantity.number * way > 0]
    moved = [outcome for outcome in moved if within(question, outcome.quantity)]
    if not moved:
        raise CannotAnswer(Reason.NOT_DISCLOSED, "可以比较的数字里没有符合条件的")
    either = way is None and _APART.search(question.text)
    ordered = sorted(
        moved, key=lambda one: abs(one.quantity.in_base) if either else one.quantity.in_base * (way or 1), reverse=question.descending
    )
    kept = ordered[question.nth - 1 : question.nth] if question.nth else ordered[: question.top or MOST]
    several = len(desk.plan.subjects) > 1
    ranked = (replace(one, operation=Operation.RANKING, names=(one.prefix + one.names[0],) if several else one.names) for one in kept)
    return Finding(outcomes=tuple(ranked), notices=_left_out(desk, found))


def _measured(desk: Desk) -> tuple[tuple[Asked, Subject], ...]:
    """The items whose results are put in order: those named, or those of the described group."""
    question = desk.plan.question
    grouped = question.group not in (None, *ACROSS)
    if not grouped and question.items:
        return terms(desk)
    subject = desk.subject()
    return tuple((Asked(item=pick.fact.item, said=name), subject) for name, pick in held(desk))


def _ranked_sums(desk: Desk, sums: Subtotals) -> Finding:
    """A level that the report does not sum up itself: each of its items added up from the level below, then put in order."""
    question = desk.plan.question
    outcomes = [
        replace(combine(Operation.SUM, parts, " + ".join(f"{{{n}}}" for n in range(len(parts))), calculator.add), names=(name,))
        for name, parts in sums
    ]
    ordered = sorted(outcomes, key=lambda outcome: outcome.quantity.in_base, reverse=question.descending)
    kept = ordered[question.nth - 1 : question.nth] if question.nth else ordered[: question.top or MOST]
    shown = [replace(outcome, operation=Operation.RANKING) for outcome in kept]
    return Finding(outcomes=tuple(shown), notices=(Notice("summed_up"),))


def _comparable(found: tuple[Member, ...]) -> tuple[Member, ...]:
    """Refuse to order what is not measured alike."""
    for _, pick in found[1:]:
        if not pick.fact.quantity.comparable(found[0][1].fact.quantity):
            raise UnitMismatch("compare", found[0][1].fact.quantity.unit.symbol, pick.fact.quantity.unit.symbol)
    return found


def _order_step(descending: bool, ordered: list[Member]) -> Step:
    word = "最大" if descending else "最小"
    first = ordered[0][1].fact.quantity
    slots = "，".join(f"{{{number}}}" for number in range(len(ordered)))
    return Step(
        template=f"{word}（{slots}）",
        operands=tuple(operand(name, pick) for name, pick in ordered),
        result=Computed(first, first.number, Decimal(0)),
    )


def _left_out(desk: Desk, found: Iterable[Outcome | Member]) -> tuple[Notice, ...]:
    """Say which organisations or years disclose nothing, so that a ranking is not taken for complete."""
    if len(desk.plan.subjects) < 2:
        return ()
    facts = (one.facts[0] if isinstance(one, Outcome) else one[1].fact for one in found)
    there = {(fact.org, fact.year) for fact in facts}
    gone = [f"{subject.org}{subject.year}年" for subject in desk.plan.subjects if (subject.org, subject.year) not in there]
    return (Notice("partial", (f"没有公布这一项、未参加比较：{'、'.join(gone[:MOST])}",)),) if gone else ()
