"""Which figures a described group holds: the parts of an item, one level of the functional classification, all years.

A group is one list of one report in one 口径: levels are never mixed and no figure stands in it twice.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from assistant.answer import Reason
from assistant.compute.bounds import within
from assistant.compute.desk import Desk, Readings, align
from assistant.compute.naming import labels, short
from assistant.errors import CannotAnswer
from assistant.evidence import LEVELS, SCOPES, Pick, rank
from assistant.inquiry import Asked, Condition, Operation
from assistant.question.ranks import ECONOMIC_GROUPS
from assistant.shelf import Subject
from index.glossary import FUNCTIONAL, ITEMS, Item, find
from index.records import Against, Basis, Fact, Measure, Scope

_AGAINST_BUDGET = (Condition.UNDER_BUDGET, Condition.OVER_BUDGET, Condition.NO_BUDGET)
LEVEL_DEPTHS = MappingProxyType({"类": 1, "款": 2, "项": 3})
ACROSS = ("orgs", "years")
_SHARED_PART = "基本支出"
"""A part that the spending of all funds and of each single one have by the same name."""
_SPENT = ("支出", "财政拨款", "预算")
"""Groups of the glossary whose items are split by 类 where they have no parts of their own."""

_COLUMN = "·"
"""Parts a functional item from the column of a table: 行政运行·基本支出."""
_BOTH = 2
MANY = 20
"""From how many organisations on one item is read of all reports at once."""

Test = Callable[[Desk, Fact, Subject], bool | None]
"""Whether a figure meets a condition; None where the report does not tell."""

Subtotals = tuple[tuple[str, tuple[tuple[str, Pick], ...]], ...]
"""Items of one level and the figures below that add up to each."""

Member = tuple[str, Pick]
"""A figure of a group and what it is called there."""


def members(desk: Desk) -> tuple[Member, ...]:
    """The figures that the question's group holds and that are as large as it says, in the order of the report."""
    return tuple(member for member in held(desk) if within(desk.plan.question, member[1].fact.quantity))


def held(desk: Desk) -> tuple[Member, ...]:
    """The figures that the question's group holds, however large."""
    desk = _in_fund(desk)
    question = desk.plan.question
    group = question.group
    if group is None and len(question.items) > 1:
        return _of_items(desk)
    if group in ACROSS or (group is None and len(desk.plan.subjects) > 1):
        return _across(desk)
    subject = desk.subject()
    if group is None and not question.items and question.condition is not Condition.ANY:
        group = "项"
    if group in ECONOMIC_GROUPS.values():
        facts = _economic(desk, subject, group == ECONOMIC_GROUPS["款"])
    elif group is not None and group in LEVEL_DEPTHS and not _made_otherwise(desk):
        facts = _functional(desk, subject, LEVEL_DEPTHS[group], below=_below(desk))
    elif group is not None and group in LEVEL_DEPTHS:
        facts = _parts(desk, subject, _only_item(desk))
    else:
        facts = _parts(desk, subject, group or _only_item(desk))
    kept = _kept(desk, facts, subject)
    return tuple(zip(labels(kept), (Pick(fact) for fact in kept), strict=True))


def _in_fund(desk: Desk) -> Desk:
    """The desk with the 口径 of the one purse whose spending is put in order: 一般公共预算支出里哪一类最大."""
    known, question = _asked_within(desk), desk.plan.question
    if (
        known is None
        or known.scope in (None, Scope.ALL)
        or known.group not in _SPENT
        or question.scope
        or question.group not in LEVEL_DEPTHS
    ):
        return desk
    narrowed = Desk(replace(desk.plan, question=replace(question, scope=known.scope)), desk.evidence)
    return narrowed if _lists(narrowed, desk.subject(), LEVEL_DEPTHS[question.group or ""], below="") else desk


def subtotals(desk: Desk) -> Subtotals:
    """One level of the functional classification added up from the level below; empty where the report sums it up itself."""
    subject, group = desk.subject(), desk.plan.question.group or ""
    depth = LEVEL_DEPTHS[group]
    if depth == LEVEL_DEPTHS["项"] or _made_otherwise(desk) or desk.plan.question.condition is not Condition.ANY:
        return ()
    if _lists(desk, subject, depth, below=_below(desk)):
        return ()
    parents: dict[str, list[Fact]] = defaultdict(list)
    for fact in _functional(desk, subject, LEVEL_DEPTHS["项"], below=_below(desk)):
        parents["/".join(fact.item.split("/")[:depth])].append(fact)
    return tuple(
        (short(parent), tuple(zip(labels(facts), (Pick(fact) for fact in facts), strict=True))) for parent, facts in parents.items()
    )


def _asked_within(desk: Desk) -> Item | None:
    """The one item whose parts are asked for: 社会保障和就业支出里哪一项最多."""
    items = desk.plan.question.items
    return find(items[0].item) if len(items) == 1 else None


def _below(desk: Desk) -> str:
    """What the path of a figure starts with that belongs to the item asked for; "" where that is no functional item."""
    known = _asked_within(desk)
    return known.name + "/" if known is not None and known.group == FUNCTIONAL else ""


def _made_otherwise(desk: Desk) -> bool:
    """Whether the item asked for is not made of functional subjects: 商品和服务支出, 政府采购, what nobody knows."""
    known = _asked_within(desk)
    if known is None:
        return len(desk.plan.question.items) == 1
    return known.group != FUNCTIONAL and known.group not in _SPENT


def _only_item(desk: Desk) -> str:
    if not desk.plan.question.items:
        raise CannotAnswer(Reason.AMBIGUOUS, "请问要在哪些项目之间比较？")
    return desk.plan.question.items[0].item


def _of_items(desk: Desk) -> tuple[Member, ...]:
    pairs = [(asked, desk.subject(asked)) for asked in desk.plan.question.items]
    picks, _ = align([desk.required(asked, subject) for asked, subject in pairs])
    return tuple(zip(labels([pick.fact for pick in picks]), picks, strict=True))


def _across(desk: Desk) -> tuple[Member, ...]:
    """One item of every organisation or year that discloses it, in one 口径."""
    asked = Asked(item=_only_item(desk), said=_only_item(desk))
    if desk.plan.question.items:
        asked = desk.plan.question.items[0]
    if len(desk.plan.subjects) > MANY:
        desk.evidence.prefetch(asked.item)
    found = [(subject, desk.readings(asked, subject)) for subject in desk.plan.subjects]
    readings = [reading for _, reading in found if reading]
    gone = next((subject for subject, reading in found if not reading), None)
    compared = len(found) == _BOTH and desk.plan.question.operation is Operation.RANKING  # of two neither is first where one is not told
    if gone is not None and (not readings or compared or desk.plan.question.last_years == len(found)):  # 近三年 asks for all three
        raise desk.missing(asked, gone, desk.basis(asked))
    scope = _common_scope(readings)
    picks = [pick for reading in readings for pick in [_in_scope(reading, scope)] if pick]
    if len(picks) < len(readings) == _BOTH:
        picks = list(align(readings)[0])
    return tuple(zip(labels([pick.fact for pick in picks]), picks, strict=True))


def _common_scope(readings: list[Readings]) -> Scope | None:
    """The 口径 in which most of them state the item."""
    counted = {scope: sum(any(pick.fact.scope is scope for pick in found) for found in readings) for scope in SCOPES}
    return max(SCOPES, key=lambda scope: counted[scope])


def _in_scope(reading: Readings, scope: Scope | None) -> Pick | None:
    """The reading in this 口径; one without a word of 口径 goes with any, and any sole one with those."""
    for wanted in (scope, None):
        if alike := next((pick for pick in reading if pick.fact.scope is wanted), None):
            return alike
    return reading[0] if scope is None and len({pick.fact.scope for pick in reading}) == 1 else None


def _parts(desk: Desk, subject: Subject, name: str) -> tuple[Fact, ...]:
    """What an item is made of: the glossary's parts, or the level below of a functional item."""
    known = find(name)
    parts = (known.parts or _economic_parts(known)) if known is not None else ()
    if known is not None and known.scope not in (None, Scope.ALL) and _SHARED_PART in parts:
        found = _of_one_fund(desk, subject, parts, known.scope)
    elif parts:
        found = _disclosed_parts(desk, subject, parts)
    elif known is not None and (known.group == FUNCTIONAL or "/" in known.name):
        found = _functional(desk, subject, known.name.count("/") + 2, below=known.name + "/")
    elif known is not None and known.group in _SPENT:
        found = _functional(desk, subject, 1, below="")
    else:
        found = ()
    if not found:
        title = subject.own.title if subject.own else f"{subject.org}{subject.year}年"
        raise CannotAnswer(Reason.NOT_DISCLOSED, f"{title}没有公布{short(name)}的各组成部分")
    return found


def _of_one_fund(desk: Desk, subject: Subject, parts: tuple[str, ...], scope: Scope | None) -> tuple[Fact, ...]:
    """The parts of one appropriation's spending, in its own 口径 alone; by 类 where 基本支出 and 项目支出 are not both disclosed."""
    plan = replace(desk.plan, question=replace(desk.plan.question, scope=desk.plan.question.scope or scope))
    narrowed = Desk(plan, desk.evidence)
    found = _disclosed_parts(narrowed, subject, parts[: parts.index(_SHARED_PART) + 2])
    return found if {fact.item for fact in found} >= set(parts[:2]) else _functional(narrowed, subject, 1, below="")


def _economic_parts(known: Item) -> tuple[str, ...]:
    """The 款 of a 类 of the economic classification: 办公费, 印刷费 … of 商品和服务支出."""
    within = (item for item in ITEMS if item.group == known.group and item.whole == known.name and item.code)
    return tuple(item.name for item in within) if known.code else ()


def _economic(desk: Desk, subject: Subject, detailed: bool) -> tuple[Fact, ...]:
    """One level of the economic classification, by its own names: 工资福利支出, 商品和服务支出 …, or 办公费, 印刷费 …."""
    codes = _DETAILED if detailed else _DETAILED - len("01")
    facts = _disclosed_parts(desk, subject, tuple(item.name for item in ITEMS if item.group == _ECONOMY and len(item.code or "") == codes))
    if not facts:
        title = subject.own.title if subject.own else f"{subject.org}{subject.year}年"
        raise CannotAnswer(Reason.NOT_DISCLOSED, f"{title}没有按经济分类公布支出")
    return facts


_ECONOMY, _DETAILED = "经济分类", len("30101")


def _disclosed_parts(desk: Desk, subject: Subject, parts: tuple[str, ...]) -> tuple[Fact, ...]:
    """The parts in the 口径 that discloses most of them; an undisclosed part gives way to its own parts."""
    readings = [desk.readings(Asked(item=part, said=part), subject) for part in parts]
    held = [reading for reading in readings if reading]
    if not held:
        return ()
    scope = desk.plan.question.scope or _common_scope(held)
    facts: list[Fact] = []
    for part, reading in zip(parts, readings, strict=True):
        pick = _in_scope(reading, scope) or (reading[0] if reading and desk.plan.question.scope else None)
        if pick:
            facts.append(pick.fact)
        elif (known := find(part)) is not None and known.parts:
            facts.extend(_disclosed_parts(desk, subject, known.parts))
    return tuple(facts)


def _functional(desk: Desk, subject: Subject, depth: int, *, below: str) -> tuple[Fact, ...]:
    """One level of the functional classification, from the one list of the report that is longest."""
    lists = _lists(desk, subject, depth, below=below)
    if not lists:
        title = subject.own.title if subject.own else f"{subject.org}{subject.year}年"
        raise CannotAnswer(Reason.NOT_DISCLOSED, f"{title}没有按这一级科目公布支出")
    planned = desk.plan.question.condition in _AGAINST_BUDGET
    best = max(
        lists,
        key=lambda facts: (
            planned and sum(budget_of(desk, fact, subject) is not None for fact in facts),
            len(facts), -rank(facts[0]), -SCOPES.index(facts[0].scope),
        ),
    )  # fmt: skip
    return tuple(sorted(best, key=lambda fact: fact.start))


def _lists(desk: Desk, subject: Subject, depth: int, *, below: str) -> tuple[list[Fact], ...]:
    """The report's lists of one level: of one table or section, in one 口径 each."""
    question = desk.plan.question
    basis = Basis.FINAL if question.condition is Condition.NO_BUDGET else question.basis or Basis.FINAL
    lists: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in desk.evidence.everything(subject):
        asked_for = fact.year == subject.year and fact.measure in LEVELS and fact.basis is basis
        if asked_for and fact.item.startswith(below) and _depth(fact) == depth and question.scope in (None, fact.scope):
            lists[(fact.report, fact.table or fact.section[:2], fact.scope)].append(fact)
    return tuple(lists.values())


def _depth(fact: Fact) -> int:
    """1 for a 类, 2 for a 款, 3 for an 项, 0 for what is not functional."""
    steps = fact.item.count("/")
    if _COLUMN in fact.item:
        return 0
    if steps:
        return steps + 1
    known = find(fact.item)
    return 1 if known is not None and known.group == FUNCTIONAL and "/" not in known.name else 0


def _kept(desk: Desk, facts: tuple[Fact, ...], subject: Subject) -> tuple[Fact, ...]:
    """The figures that meet the condition; where the report tells of none whether it does, there is no answer."""
    judged = [CONDITIONS[desk.plan.question.condition](desk, fact, subject) for fact in facts]
    if facts and all(verdict is None for verdict in judged):
        raise CannotAnswer(Reason.NOT_DISCLOSED, "报告没有按项目公布可以比较的数（预算数或上年数），无法判断")
    return tuple(fact for fact, verdict in zip(facts, judged, strict=True) if verdict)


def budget_of(desk: Desk, fact: Fact, subject: Subject) -> Fact | None:
    """The budget that stands beside a final figure: of the same item and 口径, the nearest in the text."""
    same = [
        other
        for other in desk.evidence.everything(subject)
        if other.item == fact.item and other.scope is fact.scope and other.report == fact.report and other.measure is Measure.AMOUNT
    ]
    wanted = Basis.BUDGET if fact.basis is Basis.FINAL else Basis.FINAL
    return min((other for other in same if other.basis is wanted), key=lambda other: abs(other.start - fact.start), default=None)


def _spent_and_planned(desk: Desk, fact: Fact, subject: Subject) -> tuple[Fact, Fact] | None:
    other = budget_of(desk, fact, subject)
    if other is None:
        return None
    return (fact, other) if fact.basis is Basis.FINAL else (other, fact)


def _compared(sign: Callable[[Fact, Fact], bool]) -> Test:
    def meets(desk: Desk, fact: Fact, subject: Subject) -> bool | None:
        pair = _spent_and_planned(desk, fact, subject)
        return None if pair is None else sign(*pair)

    return meets


def _moved(sign: int) -> Test:
    def meets(desk: Desk, fact: Fact, subject: Subject) -> bool | None:
        asked = Asked(item=fact.item, said=fact.item, code=fact.code, scope=fact.scope)
        changes = desk.readings(asked, subject, measures=(Measure.CHANGE,), against=Against.LAST_YEAR)
        if changes:
            return changes[0].fact.quantity.number * sign > 0
        before = desk.readings(asked, desk.plan.shelf.subject(subject.org, subject.year - 1))
        return (fact.quantity.in_base - before[0].fact.quantity.in_base) * sign > 0 if before else None

    return meets


CONDITIONS: MappingProxyType[Condition, Test] = MappingProxyType(
    {
        Condition.ANY: lambda _desk, _fact, _subject: True,
        Condition.UNDER_BUDGET: _compared(lambda spent, planned: spent.quantity.in_base < planned.quantity.in_base),
        Condition.OVER_BUDGET: _compared(lambda spent, planned: spent.quantity.in_base > planned.quantity.in_base),
        Condition.NO_BUDGET: _compared(lambda _spent, planned: planned.quantity.number == 0),
        Condition.INCREASED: _moved(1),
        Condition.DECREASED: _moved(-1),
        Condition.ZERO: lambda _desk, fact, _subject: fact.quantity.number == 0,
    }
)
