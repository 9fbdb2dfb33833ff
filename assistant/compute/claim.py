"""Is it true that …: what the reports say of a figure, a direction or a bound that the question takes for granted.

A claim is true where the reports print it or it rounds from what they print; where it is false, the nearest true figure
and what was probably mistaken are named.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.answer import Diagnosis, Reason, Verdict
from assistant.compute.bounds import borne_out, matches
from assistant.compute.desk import Desk
from assistant.compute.finding import Finding, Judged
from assistant.compute.naming import labels
from assistant.compute.outcome import Outcome
from assistant.compute.steps import named, printed_of, stated
from assistant.errors import CannotAnswer
from assistant.evidence import Pick
from assistant.inquiry import Asked, Operation, Question, Relation
from assistant.question.said import TOTALS
from assistant.shelf import Subject
from index.glossary import ITEMS, find
from index.quantity import Dimension, Hedge, Quantity, Unit
from index.records import Against, Fact, Measure

_TWO = 2
_CLOSE = 2
"""Units in the last claimed place that still look like a rounding slip."""

_FINE = 40
"""How many times its slack a figure must be, for a small difference to be a matter of rounding."""

_EVEN = re.compile(r"(?<![不未没非])(?:持平|一样|相同|相等|等于|没有变化|没变|无变化|全部(?!支出|收入)|全都|全给|全额|全是)")
"""Words that claim that there is no difference: between two years, or between a part and its whole."""
_NOT_MOVED = re.compile(r"(?:没有?|未|并未|不曾)(?:超|增|涨|减|降|下降|上升|突破)(?!过?多少)")
_WHETHER = re.compile(r"是否|有没有|了吗")
"""Who asks whether something rose has not mistaken a fall for a rise."""
_THAN = re.compile(r"大于|高于|多于|超过|低于|小于|少于|不如|不及")
_MONEY_SAID = re.compile(r"元|块|钱")
_EACH_OF = re.compile(r"都(?:有|发生|花|用|安排)|均(?:有|发生)")
_NOUNS = (
    frozenset(["人", "人次", "名", "位", "个"]),
    frozenset(["批", "批次", "次", "个", "起", "项", "件", "台", "套", "辆", "家", "户"]),
)
"""Nouns that count the same: 接待100批 is 接待批次100个."""
_MONEY, _STEM = "万元", 4
"""Characters that an amount and its counts begin with: 公务用车, 公务接待, 因公出国."""

_CARS, _KEPT = "公务用车购置及运行维护费", ("公务用车保有量", "车辆")
_SPENT = re.compile(r"[费钱支花]|购置|运行|维护")

_YES_NO = re.compile(r"[吗吧嘛]|么$|是不是|是否|对不对|属实|真的")
_REQUEST = re.compile(r"能|可以|可否|告诉|查|知道|核实|核对|确认|验证|数据|数字|数额|金额|公布|公开|披露|写")
"""Who asks so wants a figure, although the question ends like one that wants a verdict: 能查到三公经费吗."""

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
        if claimed is None and question.against is None and len(desk.plan.subjects) == 1 and _THAN.search(question.text):
            raise CannotAnswer(Reason.AMBIGUOUS, f"请说明“{question.items[0].said if question.items else ''}”要与什么相比")
        return Operation.CHANGE_RATE if ratio else Operation.CHANGE
    return Operation.LOOKUP


def ordered(desk: Desk) -> Desk:
    """A share whose two sides were said the other way round (一半以上的支出是项目支出), and a rate that is no share: 失业率."""
    question = desk.plan.question
    known = find(question.items[0].item) if len(question.items) == 1 else None
    if question.of is Operation.COUNT_OF and known is not None and not known.parts and known.name not in TOTALS:
        return Desk(replace(desk.plan, question=replace(question, of=Operation.LOOKUP)), desk.evidence)  # 有没有超过5万的公务接待费
    if question.of is Operation.SHARE and question.whole is None and len(question.items) == 1 and _is_rate(desk, question.items[0]):
        return Desk(replace(desk.plan, question=replace(question, of=Operation.LOOKUP)), desk.evidence)
    whole = question.whole or (question.items[1] if len(question.items) == _TWO else None)
    if question.of is not Operation.SHARE or whole is None or not question.items or not part_of(whole.item, question.items[0].item):
        return desk
    turned = replace(question, items=(replace(whole, measure=None),), whole=replace(question.items[0], measure=None))
    return Desk(replace(desk.plan, question=turned), desk.evidence)


def _is_rate(desk: Desk, asked: Asked) -> bool:
    found = desk.readings(asked, desk.subject(asked))
    return bool(found) and found[0].fact.quantity.unit.dimension is Dimension.RATIO


def part_of(part: str, whole: str) -> bool:
    """Whether the glossary has the one inside the other, at any depth."""
    known = find(part)
    return known is not None and known.whole is not None and (known.whole == whole or part_of(known.whole, whole))


def counted(desk: Desk) -> Desk:
    """Where a claim counts (0辆) what the glossary knows as money (公务用车…费), the counts that go with it are meant."""
    question = desk.plan.question
    if question.claimed is None and question.relation in (Relation.ANY, Relation.NONE):
        return _owned(desk)
    known = find(question.items[0].item) if len(question.items) == 1 else None
    if question.claimed is None or known is None or question.claimed.unit.dimension is not Dimension.COUNT or known.unit != _MONEY:
        return desk
    subject = desk.subject(question.items[0])
    kin = (other for other in ITEMS if other.group == known.group and known.name[:_STEM] in other.name)
    counts = [other.name for other in kin if other.unit == question.claimed.unit.symbol and desk.evidence.facts(subject, other.name)]
    own = [name for name in counts if name[:-1] == known.name[:-1]]  # 公务用车购置数 goes with 公务用车购置费
    items = tuple(Asked(item=name, said=question.items[0].said) for name in own or counts)
    return Desk(replace(desk.plan, question=replace(question, items=items, of=Operation.LOOKUP)), desk.evidence) if items else desk


def _owned(desk: Desk) -> Desk:
    """Whether there is a car (有没有公务用车) is told by how many there are: that nothing was spent on one settles nothing."""
    question = desk.plan.question
    cars = len(question.items) == 1 and question.items[0].item == _CARS and not _SPENT.search(question.text)
    kept = next((name for name in _KEPT if cars and desk.evidence.facts(desk.subject(question.items[0]), name)), _KEPT[0])
    items = (replace(question.items[0], item=kept),) if cars else tuple(_paid_for(desk, item) for item in question.items)
    return Desk(replace(desk.plan, question=replace(question, items=items)), desk.evidence)


def _paid_for(desk: Desk, asked: Asked) -> Asked:
    """Whether something was bought (购置数) is told by what was spent on it (购置费) where the report does not count it."""
    spent = find(asked.item.removesuffix("数") + "费") if asked.item.endswith("数") else None
    subject = desk.subject(asked)
    told = spent is not None and not desk.evidence.facts(subject, asked.item) and desk.evidence.facts(subject, spent.name)
    return replace(asked, item=spent.name) if spent is not None and told else asked


def judge(desk: Desk, found: Finding) -> Finding:
    """Compare what was worked out with what was claimed; what claims nothing that could be compared gets no verdict."""
    question = desk.plan.question
    if not found.outcomes:
        raise CannotAnswer(Reason.AMBIGUOUS, "请说明要核对的是哪一项")
    if question.claimed is None:
        if _EVEN.search(question.text) and found.outcomes[0].operation in _MOVES:
            even = found.outcomes[0].quantity.number == 0
            return replace(found, judged=Judged(None, Verdict.TRUE if even else Verdict.FALSE))
        if question.claimed_direction is not None or question.relation in (Relation.ANY, Relation.NONE):
            return replace(found, judged=_unnumbered(desk, found.outcomes))
        if _YES_NO.search(question.text) and not _REQUEST.search(question.text):
            raise CannotAnswer(Reason.AMBIGUOUS, "没有读懂要核对的是什么说法，请写明是多少，或者与什么相比")
        return found
    claimed = _alike(question.claimed, found.outcomes[0].quantity, question.text)
    counts = {claimed.unit.dimension, found.outcomes[0].quantity.unit.dimension}
    if counts == {Dimension.COUNT, Dimension.MONEY} and question.claimed.number:
        raise CannotAnswer(Reason.AMBIGUOUS, f"“{found.outcomes[0].names[0]}”不按“{question.claimed.unit}”计，请说明要核对的是哪一项")
    claimed = _signed(claimed, question.claimed_direction, found.outcomes[0])
    relation = Relation.EQUAL if question.relation in (None, Relation.ANY, Relation.NONE) else question.relation
    bounds = _limits(question, relation, claimed, found.outcomes[0])
    verdicts = [_all_borne_out(bounds, one, question.claimed_direction) for one in found.outcomes]
    fitting = [one for one, verdict in zip(found.outcomes, verdicts, strict=True) if verdict is Verdict.TRUE]
    if fitting and (relation is Relation.EQUAL or fitting[0] is found.outcomes[0]):
        kept = fitting[:1] if relation is Relation.EQUAL else fitting
        return replace(found, outcomes=tuple(kept), judged=Judged(claimed, Verdict.TRUE))
    contradicting = [fact for notice in found.outcomes[0].notices if notice.code == "conflict" for fact in notice.facts[1:]]
    if relation is Relation.EQUAL and any(matches(claimed, fact.quantity) for fact in contradicting):
        return _confirmed_elsewhere(found, claimed, next(f for f in contradicting if matches(claimed, f.quantity)))
    if Verdict.UNVERIFIABLE in verdicts:
        return replace(found, judged=Judged(claimed, Verdict.UNVERIFIABLE, mistook=Diagnosis.ROUNDING))
    precise = relation is Relation.EQUAL and claimed.hedge is Hedge.EXACT
    mistook, nearest = _diagnose(desk, claimed, found.outcomes) if precise else _missed(claimed, found.outcomes)
    return replace(found, judged=Judged(claimed, Verdict.FALSE, nearest, mistook))


def _limits(question: Question, relation: Relation, claimed: Quantity, outcome: Outcome) -> tuple[tuple[Relation, Quantity], ...]:
    """What the figure must keep to: one bound, or the two that it shall lie between."""
    if question.claimed_to is None:
        return ((relation, claimed),)
    other = _signed(_alike(question.claimed_to, outcome.quantity, question.text), question.claimed_direction, outcome)
    low, high = sorted((claimed, other), key=lambda bound: abs(bound.in_base))
    return ((Relation.AT_LEAST, low), (Relation.AT_MOST, high))


def _all_borne_out(bounds: Iterable[tuple[Relation, Quantity]], outcome: Outcome, direction: int | None) -> Verdict:
    verdicts = {_borne_out(relation, claimed, outcome, direction) for relation, claimed in bounds}
    return next(verdict for verdict in (Verdict.FALSE, Verdict.UNVERIFIABLE, Verdict.TRUE) if verdict in verdicts)


def _borne_out(relation: Relation, claimed: Quantity, outcome: Outcome, direction: int | None) -> Verdict:
    """Bounds on a fall (减少超过10万) are said of how far it fell, and the opposite move keeps no bound on a move."""
    found, slack = outcome.quantity, Decimal(0)
    if outcome.steps:  # what is shown is rounded: 29.69% is less than 三成 although 0.30倍 is not
        result = outcome.steps[-1].result
        found, slack = replace(found, number=result.exact), result.slack.scaleb(found.unit.power)
    if direction is not None and _is_move(outcome) and found.number * direction < 0:
        return Verdict.FALSE
    relative = found.unit.dimension in (Dimension.RATIO, Dimension.TIMES)
    if relation is not Relation.EQUAL and relative and 0 < abs(found.in_base - claimed.in_base) <= slack:
        return Verdict.UNVERIFIABLE
    return borne_out(relation, _turned(claimed), _turned(found)) if claimed.number < 0 else borne_out(relation, claimed, found)


def _confirmed_elsewhere(found: Finding, claimed: Quantity, fact: Fact) -> Finding:
    """True by one of several places that disagree: the figure is the one that was claimed, the others stand beside it."""
    outcome = stated(Operation.LOOKUP, Pick(fact), labels([fact]))
    return replace(found, outcomes=(outcome, *found.outcomes), judged=Judged(claimed, Verdict.TRUE, fact))


def by_rate(desk: Desk) -> Finding | None:
    """A rise or a fall of which the report prints only the rate: its sign tells as much."""
    question = desk.plan.question
    if len(question.items) != 1 or question.claimed is not None:
        return None
    against = question.against or Against.LAST_YEAR
    pick = next(iter(printed_of(desk, question.items[0], desk.subject(question.items[0]), Measure.CHANGE_RATE, against)), None)
    if pick is None or pick.fact.against is not against:
        return None
    return Finding(outcomes=(named(stated(Operation.CHANGE_RATE, pick, ()), against),))


def _unnumbered(desk: Desk, outcomes: tuple[Outcome, ...]) -> Judged:
    """A claim without a figure: that something rose or fell, is more or less, or that there is some at all."""
    direction, relation = desk.plan.question.claimed_direction, desk.plan.question.relation
    if direction is None:
        several = all if relation is Relation.ANY and _EACH_OF.search(desk.plan.question.text) else any
        there = several(outcome.quantity.number != 0 for outcome in outcomes)
        return Judged(None, Verdict.TRUE if there is not (relation is Relation.NONE) else Verdict.FALSE)
    number = outcomes[0].quantity.number
    moved = (number > 0) - (number < 0) == direction
    if _NOT_MOVED.search(desk.plan.question.text):
        return Judged(None, Verdict.FALSE if moved else Verdict.TRUE)
    if moved:
        return Judged(None, Verdict.TRUE)
    asked = _WHETHER.search(desk.plan.question.text)
    return Judged(None, Verdict.FALSE, mistook=Diagnosis.DIRECTION if number and not asked else None)


def _signed(claimed: Quantity, direction: int | None, outcome: Outcome) -> Quantity:
    """A claimed fall is negative where changes are compared."""
    if _is_move(outcome) and direction is not None and claimed.number > 0:
        return replace(claimed, number=claimed.number * direction)
    return claimed


def _is_move(outcome: Outcome) -> bool:
    moved = outcome.fact is not None and outcome.fact.measure in (Measure.CHANGE, Measure.CHANGE_RATE)
    return moved or outcome.operation in _MOVES


def _missed(claimed: Quantity, outcomes: tuple[Outcome, ...]) -> tuple[Diagnosis, Fact | None]:
    """A bound or an approximation that does not hold mistook nothing but perhaps the direction."""
    if claimed.number * outcomes[0].quantity.number < 0:
        return Diagnosis.DIRECTION, outcomes[0].fact
    return (Diagnosis.ARITHMETIC if outcomes[0].steps else Diagnosis.OTHER), outcomes[0].fact


def _turned(quantity: Quantity) -> Quantity:
    return replace(quantity, number=-quantity.number)


def _alike(claimed: Quantity, found: Quantity, text: str) -> Quantity:
    """The claim in the found figure's terms: 人均50元 is 50元/人次, 增长3倍 is 增长300%, 上年的八成 0.8倍, 一万三 of people is no money."""
    if found.unit.dimension is Dimension.COUNT and claimed.unit.dimension is Dimension.MONEY and not _MONEY_SAID.search(text):
        return replace(claimed, unit=Unit.of(claimed.unit.symbol.removesuffix("元") + found.unit.base))
    bases = {found.unit.base, claimed.unit.base}
    if found.unit.dimension is claimed.unit.dimension is Dimension.COUNT and any(bases <= nouns for nouns in _NOUNS):
        return replace(claimed, unit=Unit.of(claimed.unit.symbol.removesuffix(claimed.unit.base) + found.unit.base))
    if found.unit.dimension is Dimension.RATE and claimed.unit.dimension is Dimension.MONEY:
        return replace(claimed, unit=Unit.of(f"{claimed.unit.symbol}/{found.unit.base.partition('/')[2]}"))
    if found.unit.dimension is Dimension.TIMES and claimed.unit.dimension is Dimension.RATIO:
        return replace(claimed, number=claimed.in_base, unit=found.unit)
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
                if matches(claimed, other.quantity) and not other.quantity.agrees_with(found):
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
