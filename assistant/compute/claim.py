"""Is it true that …: what the reports say of a figure, a direction or a bound that the question takes for granted.

A claim is true where the reports print it or it rounds from what they print; where it is false, the nearest true figure
and what was probably mistaken are named.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from assistant import calculator
from assistant.answer import Diagnosis, Reason, Verdict
from assistant.compute.desk import Desk
from assistant.compute.finding import Finding, Judged
from assistant.compute.naming import labels
from assistant.compute.outcome import Outcome
from assistant.compute.steps import stated
from assistant.errors import CannotAnswer
from assistant.evidence import Pick
from assistant.inquiry import Asked, Operation, Relation
from assistant.shelf import Subject
from index.glossary import ITEMS, find
from index.quantity import Dimension, Hedge, Quantity, Unit
from index.records import Fact, Measure

_TWO = 2
_CLOSE = 2
"""Units in the last claimed place that still look like a rounding slip."""

_HALF = Decimal("0.5")
"""近一成 is nearer to one 成 than to none."""
_FINE = 40
"""How many times its slack a figure must be, for a small difference to be a matter of rounding."""

_AND_MORE = re.compile(r"[\d一二两三四五六七八九十百千万亿][多余](?!少)|[倍成][多余](?!少)")
_EVEN = re.compile(r"(?<![不未没非])(?:持平|一样|相同|相等|没有变化|没变|无变化|全部(?!支出|收入)|全都|全给|全额|全是)")
"""Words that claim that there is no difference: between two years, or between a part and its whole."""
_NOT_MOVED = re.compile(r"(?:没有?|未|并未|不曾)(?:超|增|涨|减|降|下降|上升|突破)(?!过?多少)")
_MONEY, _STEM = "万元", 4
"""Characters that an amount and its counts begin with: 公务用车, 公务接待, 因公出国."""

_LEVELS = (Measure.AMOUNT, Measure.COUNT, Measure.SCORE)
_MOVES = (Operation.CHANGE, Operation.CHANGE_RATE, Operation.DIFFERENCE)


def about(desk: Desk) -> Operation:
    """What a claim that names no operation is about: by its unit, the items named and what it is measured against."""
    question = desk.plan.question
    claimed = question.claimed
    measure = question.items[0].measure if question.items else None
    if (measure or question.measure) not in (None, *_LEVELS):
        return Operation.LOOKUP
    ratio = claimed is not None and claimed.unit.dimension is Dimension.RATIO
    if ratio and question.whole is not None:
        return Operation.SHARE
    if question.relation in (Relation.ANY, Relation.NONE) and claimed is None:
        return Operation.LOOKUP  # 有没有A和B: of each whether there is any
    if len(question.items) == 2 or len({subject.org for subject in desk.plan.subjects}) == 2:
        return Operation.DIFFERENCE
    if _EVEN.search(question.text) and len(question.items) == 1:
        return Operation.CHANGE
    if question.claimed_direction is not None and question.relation is None:
        return Operation.CHANGE_RATE if ratio else Operation.CHANGE
    return Operation.LOOKUP


def ordered(desk: Desk) -> Desk:
    """A share whose two sides were said the other way round (一半以上的支出是项目支出), and a rate that is no share: 失业率."""
    question = desk.plan.question
    if question.of is Operation.SHARE and question.whole is None and len(question.items) == 1 and _is_rate(desk, question.items[0]):
        return Desk(replace(desk.plan, question=replace(question, of=Operation.LOOKUP)), desk.evidence)
    whole = question.whole or (question.items[1] if len(question.items) == _TWO else None)
    if question.of is not Operation.SHARE or whole is None or not question.items or not _within(whole.item, question.items[0].item):
        return desk
    turned = replace(question, items=(replace(whole, measure=None),), whole=replace(question.items[0], measure=None))
    return Desk(replace(desk.plan, question=turned), desk.evidence)


def _is_rate(desk: Desk, asked: Asked) -> bool:
    found = desk.readings(asked, desk.subject(asked))
    return bool(found) and found[0].fact.quantity.unit.dimension is Dimension.RATIO


def _within(part: str, whole: str) -> bool:
    known = find(part)
    return known is not None and known.whole is not None and (known.whole == whole or _within(known.whole, whole))


def counted(desk: Desk) -> Desk:
    """Where a claim counts (0辆) what the glossary knows as money (公务用车…费), the counts that go with it are meant."""
    question = desk.plan.question
    known = find(question.items[0].item) if len(question.items) == 1 else None
    if question.claimed is None or known is None or question.claimed.unit.dimension is not Dimension.COUNT or known.unit != _MONEY:
        return desk
    subject = desk.subject(question.items[0])
    kin = (other for other in ITEMS if other.group == known.group and known.name[:_STEM] in other.name)
    counts = [other.name for other in kin if other.unit == question.claimed.unit.symbol and desk.evidence.facts(subject, other.name)]
    items = tuple(Asked(item=name, said=question.items[0].said) for name in counts)
    return Desk(replace(desk.plan, question=replace(question, items=items)), desk.evidence) if items else desk


def judge(desk: Desk, found: Finding) -> Finding:
    """Compare what was worked out with what was claimed; what claims nothing that could be compared gets no verdict."""
    question = desk.plan.question
    if not found.outcomes:
        raise CannotAnswer(Reason.AMBIGUOUS, "请说明要核对的是哪一项")
    if question.claimed is None:
        if _EVEN.search(question.text) and found.outcomes[0].operation in _MOVES:
            even = found.outcomes[0].quantity.number == 0
            return replace(found, judged=Judged(None, Verdict.TRUE if even else Verdict.FALSE))
        said = question.claimed_direction is not None or question.relation in (Relation.ANY, Relation.NONE)
        return replace(found, judged=_unnumbered(desk, found.outcomes)) if said else found
    counts = {question.claimed.unit.dimension, found.outcomes[0].quantity.unit.dimension}
    if counts == {Dimension.COUNT, Dimension.MONEY} and question.claimed.number:
        raise CannotAnswer(Reason.AMBIGUOUS, f"“{found.outcomes[0].names[0]}”不按“{question.claimed.unit}”计，请说明要核对的是哪一项")
    claimed = _alike(_signed(question.claimed, question.claimed_direction, found.outcomes[0]), found.outcomes[0].quantity)
    relation = Relation.EQUAL if question.relation in (None, Relation.ANY, Relation.NONE) else question.relation
    and_more = relation in (Relation.EQUAL, Relation.MORE) and claimed.hedge is Hedge.ABOUT and _AND_MORE.search(question.text)
    holds = _just_above if and_more else _HOLDS[relation]
    fall = claimed.number < 0  # 降了七成多, 减少超过10万: bounds are said of how far it fell
    fitting = [one for one in found.outcomes if holds(*(_turned(claimed), _turned(one.quantity)) if fall else (claimed, one.quantity))]
    if fitting and (relation is Relation.EQUAL or fitting[0] is found.outcomes[0]):
        kept = fitting[:1] if relation is Relation.EQUAL else fitting
        return replace(found, outcomes=tuple(kept), judged=Judged(claimed, Verdict.TRUE))
    contradicting = [fact for notice in found.outcomes[0].notices if notice.code == "conflict" for fact in notice.facts[1:]]
    if relation is Relation.EQUAL and any(matches(claimed, fact.quantity) for fact in contradicting):
        return _confirmed_elsewhere(found, claimed, next(f for f in contradicting if matches(claimed, f.quantity)))
    mistook, nearest = _diagnose(desk, claimed, found.outcomes)
    return replace(found, judged=Judged(claimed, Verdict.FALSE, nearest, mistook))


def _confirmed_elsewhere(found: Finding, claimed: Quantity, fact: Fact) -> Finding:
    """True by one of several places that disagree: the figure is the one that was claimed, the others stand beside it."""
    outcome = stated(Operation.LOOKUP, Pick(fact), labels([fact]))
    return replace(found, outcomes=(outcome, *found.outcomes), judged=Judged(claimed, Verdict.TRUE, fact))


def matches(claimed: Quantity, found: Quantity) -> bool:
    """Whether *found*, rounded to the places of the claim, is the claim; 超过, 以内 and 约 are taken at their word."""
    if not claimed.comparable(found):
        return claimed.number == found.number == 0 and claimed.hedge is Hedge.EXACT
    exact = found.in_base.scaleb(-claimed.unit.power)
    match claimed.hedge:
        case Hedge.AT_LEAST:
            return exact >= claimed.number
        case Hedge.AT_MOST:
            return exact <= claimed.number
        case Hedge.ABOUT:
            coarse = _HALF if claimed.unit.symbol == "成" else Decimal(0)
            return abs(exact - claimed.number) <= max(abs(claimed.number) / 20, coarse)
        case _ if claimed.number == 0 and not claimed.places:
            return exact == 0
        case _:
            return calculator.round_to(exact, claimed.places) == claimed.number


def _just_above(claimed: Quantity, found: Quantity) -> bool:
    """两倍多, 四千多万: at least that, and less than one more of the last place that was said."""
    if not claimed.comparable(found):
        return False
    exponent = claimed.number.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return claimed.number <= found.in_base.scaleb(-claimed.unit.power) < claimed.number + step


def _exceeds(sign: int, *, strictly: bool) -> Callable[[Quantity, Quantity], bool]:
    def holds(claimed: Quantity, found: Quantity) -> bool:
        if not claimed.comparable(found):
            return False
        gap = (found.in_base - claimed.in_base) * sign
        return gap > 0 if strictly else gap >= 0

    return holds


_HOLDS: MappingProxyType[Relation, Callable[[Quantity, Quantity], bool]] = MappingProxyType(
    {
        Relation.EQUAL: matches,
        Relation.MORE: _exceeds(1, strictly=True),
        Relation.LESS: _exceeds(-1, strictly=True),
        Relation.AT_LEAST: _exceeds(1, strictly=False),
        Relation.AT_MOST: _exceeds(-1, strictly=False),
    }
)


def _unnumbered(desk: Desk, outcomes: tuple[Outcome, ...]) -> Judged:
    """A claim without a figure: that something rose or fell, is more or less, or that there is some at all."""
    direction, relation = desk.plan.question.claimed_direction, desk.plan.question.relation
    if direction is None:
        there = any(outcome.quantity.number != 0 for outcome in outcomes)
        return Judged(None, Verdict.TRUE if there is not (relation is Relation.NONE) else Verdict.FALSE)
    number = outcomes[0].quantity.number
    moved = (number > 0) - (number < 0) == direction
    if _NOT_MOVED.search(desk.plan.question.text):
        return Judged(None, Verdict.FALSE if moved else Verdict.TRUE)
    if moved:
        return Judged(None, Verdict.TRUE)
    return Judged(None, Verdict.FALSE, mistook=Diagnosis.DIRECTION if number else None)


def _signed(claimed: Quantity, direction: int | None, outcome: Outcome) -> Quantity:
    """A claimed fall is negative where changes are compared."""
    moved = outcome.operation in _MOVES or (outcome.fact is not None and outcome.fact.measure in (Measure.CHANGE, Measure.CHANGE_RATE))
    if moved and direction is not None and claimed.number > 0:
        return replace(claimed, number=claimed.number * direction)
    return claimed


def _turned(quantity: Quantity) -> Quantity:
    return replace(quantity, number=-quantity.number)


def _alike(claimed: Quantity, found: Quantity) -> Quantity:
    """The claim in the found figure's terms: 人均50元 is 50元/人次, 增长3倍 is 增长300%."""
    if found.unit.dimension is Dimension.RATE and claimed.unit.dimension is Dimension.MONEY:
        return replace(claimed, unit=Unit.of(f"{claimed.unit.symbol}/{found.unit.base.partition('/')[2]}"))
    if found.unit.dimension is Dimension.RATIO and claimed.unit.dimension is Dimension.TIMES:
        return replace(claimed, number=claimed.number * 100, unit=Unit.of("%"))
    return claimed


def _diagnose(desk: Desk, claimed: Quantity, outcomes: tuple[Outcome, ...]) -> tuple[Diagnosis, Fact | None]:
    """What a false claim probably mistook, and the figure that it fits."""
    found, fact = outcomes[0].quantity, outcomes[0].fact
    if matches(replace(claimed, number=-claimed.number), found):
        return Diagnosis.DIRECTION, fact
    if claimed.in_base != found.in_base and _digits(claimed) == _digits(found):
        return Diagnosis.UNIT, fact
    if desk.plan.question.items:
        asked = desk.plan.question.items[0]
        for diagnosis, facts in _elsewhere(desk, asked, desk.subject(asked)):
            for other in facts:
                if matches(claimed, other.quantity):
                    return diagnosis, other
    near = claimed.comparable(found) and abs(found.in_base - claimed.in_base) <= _CLOSE * 2 * claimed.slack
    if near and abs(found.in_base) >= _FINE * claimed.slack:
        return Diagnosis.ROUNDING, fact
    return (Diagnosis.ARITHMETIC if outcomes[0].steps else Diagnosis.OTHER), fact


def _digits(quantity: Quantity) -> tuple[int, ...]:
    return quantity.number.normalize().as_tuple().digits


def _elsewhere(desk: Desk, asked: Asked, subject: Subject) -> Iterator[tuple[Diagnosis, tuple[Fact, ...]]]:
    """The item's other figures by the slot in which they differ, the nearest first; other bodies are read last."""
    measure = desk.measure(asked)
    wanted = _LEVELS if measure is None else (measure,)
    library, shelf = desk.evidence.library, desk.plan.shelf
    mine = [fact for fact in desk.evidence.facts(subject, asked.item) if fact.measure in wanted]
    this_year = tuple(fact for fact in mine if fact.year == subject.year)
    yield Diagnosis.BASIS, tuple(fact for fact in this_year if fact.basis is not desk.basis(asked))
    yield Diagnosis.SCOPE, this_year
    other_years = [report.id for report in shelf.of(subject.org) if report.year != subject.year]
    stated = library.facts(reports=other_years, items=[asked.item]) if other_years else ()
    found = (*(fact for fact in mine if fact.year != subject.year), *(fact for fact in stated if fact.measure in wanted))
    yield Diagnosis.YEAR, found
    elsewhere = (fact for fact in library.facts(items=[asked.item]) if fact.org != subject.org and fact.year == subject.year)
    yield Diagnosis.ORG, tuple(fact for fact in elsewhere if fact.measure in wanted)
