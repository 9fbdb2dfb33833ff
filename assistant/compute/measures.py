"""One item's figure in each measure: as it stands, its change, its completion, its share.

Each function returns an Outcome: computed where the operands are printed, with the report's own result beside it;
as printed where only the result is.
"""

from dataclasses import replace

from assistant import calculator
from assistant.compute.desk import Desk, Readings, listed_twice, matched
from assistant.compute.levels import entries
from assistant.compute.naming import labels
from assistant.compute.outcome import Outcome
from assistant.compute.shares import share
from assistant.compute.steps import AGAINST_BASIS, OPENINGS, beside, growth_of, named, no_base, printed_of, refuse_zero, stated, worked
from assistant.compute.turning import completion_from_change, opening, rate_from_change, spent_instead, turned
from assistant.evidence import Pick
from assistant.inquiry import Asked, Operation
from assistant.shelf import Subject
from index.quantity import Quantity
from index.records import Against, Basis, Measure

_CLOSINGS = {start: end for end, start in OPENINGS.items()}
"""What a change of the year's beginning is counted to: its end."""


def lookup(desk: Desk, asked: Asked, subject: Subject) -> tuple[Outcome, ...]:
    """The item's figure as printed, once for each 口径 in which it differs; added up or turned back to where it is not."""
    found = desk.readings(asked, subject) or (() if asked.known else desk.readings(asked, subject, measures=tuple(Measure)))
    if not found:
        return (_added_up(desk, asked, subject) or turned(desk, asked, subject),)
    kept: list[Pick] = []
    for pick in found:
        alike = [n for n, other in enumerate(kept) if pick.fact.quantity.agrees_with(other.fact.quantity)]
        if not alike:
            kept.extend(listed_twice(pick))
        elif kept[alike[0]].fact.table and not pick.fact.table:
            kept[alike[0]] = pick  # a sentence can be read without its table
    kept = [_in_asked_unit(pick, desk.plan.question.unit) for pick in kept]
    names = labels([pick.fact for pick in kept])
    return tuple(stated(Operation.LOOKUP, pick, (name,)) for pick, name in zip(kept, names, strict=True))


def _in_asked_unit(pick: Pick, symbol: str | None) -> Pick:
    """The same figure where the report prints it in the unit asked for: to the 元 of a table, not of a rounded 万元."""
    same = [fact for fact in pick.alike if fact.quantity.unit.symbol == symbol]
    return replace(pick, fact=same[0], alike=()) if same and pick.fact.quantity.unit.symbol != symbol else pick


def _added_up(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """A functional item that is not printed itself, from all that stands below it."""
    below = entries(desk, asked, subject, desk.basis(asked))
    template = " + ".join(f"{{{n}}}" for n in range(len(below)))
    return worked(Operation.SUM, template, below, calculator.add) if below else None


def change(desk: Desk, asked: Asked, subject: Subject, against: Against) -> Outcome:
    """How much more (less: negative) than last year or than the budget."""
    this, base = _this_and_base(desk, asked, subject, against)
    printed = _printed(desk, asked, subject, Measure.CHANGE, against)
    pair = matched(this, base)
    if pair:
        outcome = worked(Operation.CHANGE, "{0} − {1}", pair, calculator.subtract)
        return named(beside(outcome, printed, pair[0].fact), against)
    if printed:
        return named(stated(Operation.CHANGE, printed[0], ()), against)
    spent = spent_instead(asked)
    if spent is not None:
        return change(desk, spent, subject, against)
    raise no_base(desk, asked, subject, against, this)


def change_rate(desk: Desk, asked: Asked, subject: Subject, against: Against) -> Outcome:
    """The change in percent of last year's figure or of the budget; a fall is negative."""
    this, base = _this_and_base(desk, asked, subject, against)
    printed = _printed(desk, asked, subject, Measure.CHANGE_RATE, against)
    pair = matched(this, base)
    if pair:
        refuse_zero(pair[1], "增减率")
        outcome = worked(Operation.CHANGE_RATE, "（{0} − {1}） ÷ {1}", pair, growth_of)
        return named(beside(outcome, printed, pair[0].fact), against)
    pair = matched(this, _printed(desk, asked, subject, Measure.CHANGE, against))
    if pair and pair[0].fact.quantity.comparable(pair[1].fact.quantity):
        return named(beside(rate_from_change(*pair), printed, pair[0].fact), against)
    if printed:
        return named(stated(Operation.CHANGE_RATE, printed[0], ()), against)
    spent = spent_instead(asked)
    if spent is not None:
        return change_rate(desk, spent, subject, against)
    raise no_base(desk, asked, subject, against, this)


def _printed(desk: Desk, asked: Asked, subject: Subject, measure: Measure, against: Against) -> Readings:
    """The report's own change; it counts from the year before, whatever earlier year is asked about."""
    earlier = against is Against.LAST_YEAR and desk.base_year(subject) != subject.year - 1
    return () if earlier else printed_of(desk, asked, subject, measure, against)


def completion(desk: Desk, asked: Asked, subject: Subject, against: Against | None = None) -> Outcome:
    """Final accounts in percent of the budget, the initial one unless the adjusted one is asked for or is all there is."""
    final = desk.readings(asked, subject, basis=Basis.FINAL)
    order = (against,) if against and against in AGAINST_BASIS else (Against.BUDGET, Against.ADJUSTED_BUDGET)
    for base in order:
        budget = desk.readings(asked, subject, basis=AGAINST_BASIS[base])
        printed = printed_of(desk, asked, subject, Measure.COMPLETION_RATE, base)
        pair = matched(final, budget)
        if pair:
            refuse_zero(pair[1], "完成率")
            outcome = worked(Operation.COMPLETION, "{0} ÷ {1}", pair, calculator.share)
            return named(beside(outcome, printed, pair[0].fact), base)
        if printed:
            return named(stated(Operation.COMPLETION, printed[0], ()), base)
        implied = _implied(desk, asked, subject, base, final)
        if implied is not None:
            return implied
    raise desk.missing(asked, subject, Basis.FINAL if not final else AGAINST_BASIS[order[0]])


def _implied(desk: Desk, asked: Asked, subject: Subject, base: Against, final: Readings) -> Outcome | None:
    """The completion of a budget that is not printed: added up from the items below, or told by how far it was missed."""
    planned = entries(desk, asked, subject, AGAINST_BASIS[base])
    fitting = [pick for pick in final if planned and pick.fact.scope is planned[0].fact.scope]
    if fitting and any(pick.fact.quantity.number for pick in planned):
        slots = " + ".join(f"{{{n}}}" for n in range(1, len(planned) + 1))
        template = f"{{0}} ÷ （{slots}）" if len(planned) > 1 else "{0} ÷ {1}"
        return named(worked(Operation.COMPLETION, template, (fitting[0], *planned), _share_of_sum), base)
    pair = matched(final, desk.readings(asked, subject, measures=(Measure.CHANGE,), basis=Basis.FINAL, against=base))
    if pair and pair[0].fact.quantity.comparable(pair[1].fact.quantity):
        return named(completion_from_change(*pair), base)
    return None


def _share_of_sum(part: Quantity, *wholes: Quantity) -> calculator.Computed:
    return calculator.share(part, calculator.add(*wholes).quantity)


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


def _this_and_base(desk: Desk, asked: Asked, subject: Subject, against: Against) -> tuple[Readings, Readings]:
    """The figure and what it is compared with; last year's end is this year's beginning where no report prints it otherwise."""
    if against in AGAINST_BASIS:
        return desk.readings(asked, subject, basis=Basis.FINAL), desk.readings(asked, subject, basis=AGAINST_BASIS[against])
    asked = replace(asked, item=_CLOSINGS.get(asked.item, asked.item))
    year = desk.base_year(subject)
    before = desk.readings(asked, desk.plan.shelf.subject(subject.org, year))
    return desk.readings(asked, subject), before or (opening(desk, asked, subject) if year == subject.year - 1 else ())
