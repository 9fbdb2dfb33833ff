"""Claims that are no comparison with one figure: the most of a group, a run of years, parts and their sum, two places at odds,
a thing that the report says there is none of.

Comes in: a desk whose question is to be verified. Goes out: a finding with its verdict, or None where the claim is of another kind.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import calculator
from assistant.answer import Reason, Verdict
from assistant.compute.bounds import BOUNDS, borne_out
from assistant.compute.claim import part_of
from assistant.compute.combine import terms
from assistant.compute.desk import Desk, align
from assistant.compute.finding import Finding, Judged
from assistant.compute.groups import ACROSS, LEVEL_DEPTHS
from assistant.compute.measures import change, lookup
from assistant.compute.naming import labels, short
from assistant.compute.outcome import Outcome
from assistant.compute.rankings import count, ranking
from assistant.compute.steps import stated, worked
from assistant.errors import CannotAnswer
from assistant.evidence import Pick
from assistant.excerpts import denying
from assistant.inquiry import Asked, Operation, Question, Relation
from assistant.plan import Plan
from assistant.question.said import TOTALS
from assistant.shelf import Subject
from index.glossary import FUNCTIONAL, find
from index.quantity import Dimension
from index.records import Against

_MOVES = (Operation.CHANGE, Operation.CHANGE_RATE)
_NUMERAL = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_RUN = re.compile(r"连续([两二三四五2-5])年|连[增涨升降减跌]了?([两二三四五2-5])年")
"""So many moves in a row, each against the year before."""
_YEARS_LONG = re.compile(r"([两二三四五2-5])年(?:来|里|间)?(?:都|均|一直|持续|逐年|连续|连|年年)")
"""So many years in order: one move less."""
_EVERY = re.compile(r"年年|逐年|连年|一年比一年")
_SIZES = (Dimension.MONEY, Dimension.COUNT)
_COMPARED = (Operation.CHANGE, Operation.DIFFERENCE)
_TOGETHER = re.compile(r"[比较差]|相[比当]|增|减|上升|下降|涨|跌|加|合计|共计|一共|总共|之和|平均|人均")
"""What makes one figure of several."""
_ALL_OF = re.compile(r"[都均](?:是|为|花|用|等于)")
_EQUALS = re.compile(r"等于|正好是|刚好是|恰好是|正好等|凑成")
_AT_ODDS = re.compile(r"对不上|不一致|不相符|矛盾|打架|不一样|有出入|两个(?:不同的?)?(?:数|说法)")
_AT_ONE = re.compile(r"(?<!不)一致|对得上|(?<!不)相符")
_IN_PLACES = re.compile(r"前后|[两几各]处|[两几]个(?:不同的?)?(?:地方|数|说法)|不同(?:地方|位置)|自相|打架|(?:报告|决算|说明)(?:里|中|内)")
_LEAST, _PARTS, _FEW = 2, 3, 5
_LEVELS = ("项", "款", "类")


def asserted(desk: Desk) -> Finding | None:
    """What is found of a claim of these kinds."""
    return next((found for kind in _KINDS if (found := kind(desk)) is not None), None)


def _with(desk: Desk, question: Question, subjects: tuple[Subject, ...] | None = None) -> Desk:
    plan: Plan = replace(desk.plan, question=question, subjects=desk.plan.subjects if subjects is None else subjects)
    return Desk(plan, desk.evidence)


def _judged(holds: bool, *outcomes: Outcome) -> Finding:
    return Finding(outcomes=outcomes, judged=Judged(None, Verdict.TRUE if holds else Verdict.FALSE))


def _extreme(desk: Desk) -> Finding | None:
    """Whether a figure is the largest or the smallest of a group: 是近三年最低的, 是三公经费里最少的, 是最大的一类."""
    question = desk.plan.question
    if question.of is not Operation.RANKING or not question.items:
        return None
    plain = replace(question, operation=Operation.RANKING, of=None, relation=None, claimed=None, claimed_direction=None, top=None, nth=None)
    if question.group in ACROSS:
        found, own = _among_all(desk, plain)
    else:
        named, plain = _member(question, plain)
        found = ranking(_with(desk, plain)).outcomes
        own = next((one for one in found if _stands_for(one, named)), None)
    if own is None or len(found) < _LEAST:
        raise CannotAnswer(Reason.NOT_DISCLOSED, "没有可以比较的项目，无法核对它是不是最大或最小的")
    place = found[min(question.nth or 1, len(found)) - 1]
    shown = found if len(found) <= _FEW else found[: max(found.index(own) + 1, _LEAST)]
    return _judged(own.quantity.in_base == place.quantity.in_base, *shown)


def _some(desk: Desk) -> Finding | None:
    """Whether any of the items is as large as is said: 有没有超过100万的支出."""
    question = desk.plan.question
    asked = question.items[0] if len(question.items) == 1 else None
    if question.of is not Operation.COUNT_OF or question.claimed is None:
        return None
    within = (asked.item,) if asked and asked.item not in TOTALS else _LEVELS
    plain = replace(question, operation=Operation.COUNT_OF, of=None, items=())
    found = _first([_with(desk, replace(plain, group=group)) for group in within])
    return replace(found, judged=Judged(question.claimed, Verdict.TRUE if found.outcomes[0].quantity.number else Verdict.FALSE))


def _each(desk: Desk) -> Finding | None:
    """Whether several figures all keep to one bound: 2021年和2022年都低于60万, 基本支出和项目支出都超过2000万."""
    question = desk.plan.question
    pairs = terms(desk)
    said = question.relation in BOUNDS or (question.relation is Relation.EQUAL and _ALL_OF.search(question.text))
    bound = said and question.claimed is not None and question.claimed.unit.dimension in _SIZES
    if not bound or len(pairs) < _LEAST or question.of not in (None, Operation.LOOKUP, *_COMPARED) or _TOGETHER.search(question.text):
        return None
    found = [lookup(desk, asked, subject)[0] for asked, subject in pairs]
    verdicts = {borne_out(question.relation, question.claimed, one.quantity) for one in found}  # type: ignore[arg-type]
    verdict = next(one for one in (Verdict.FALSE, Verdict.UNVERIFIABLE, Verdict.TRUE) if one in verdicts)
    return Finding(outcomes=tuple(found), judged=Judged(question.claimed, verdict))


def _first(desks: Sequence[Desk]) -> Finding:
    """The count over the first group that the report has figures for."""
    for number, desk in enumerate(desks, start=1):
        try:
            return count(desk)
        except CannotAnswer:
            if number == len(desks):
                raise
    raise AssertionError("there is a group")


def _stands_for(outcome: Outcome, named: str) -> bool:
    return outcome.fact.item == named if outcome.fact is not None else outcome.names[0] == short(named)


def _member(question: Question, plain: Question) -> tuple[str, Question]:
    """The item that is claimed to come first, and the question for the group that it is one of."""
    first, *others = question.items
    named = next(
        (item for item in question.items for other in (*others, first) if item is not other and part_of(item.item, other.item)), first
    )
    whole = next((item for item in question.items if item is not named), None)
    known = find(named.item)
    if known is not None and known.group == FUNCTIONAL:
        level = next(level for level, depth in LEVEL_DEPTHS.items() if depth == min(known.name.count("/") + 1, len(LEVEL_DEPTHS)))
        above = find(whole.item) if whole else None
        return named.item, replace(plain, items=(), group=level, scope=plain.scope or (above.scope if above else None))
    whole = whole or (Asked(item=known.whole, said=known.whole) if known is not None and known.whole else None)
    if whole is None or not part_of(named.item, whole.item):
        raise CannotAnswer(Reason.AMBIGUOUS, f"请说明“{short(named.item)}”要在哪些项目之间比较")
    return named.item, replace(plain, items=(), group=whole.item)


def _among_all(desk: Desk, plain: Question) -> tuple[tuple[Outcome, ...], Outcome | None]:
    """The one item over years or organisations in order, and the figure that the claim is about."""
    question, shelf = desk.plan.question, desk.plan.shelf
    org, year = question.orgs[0], _year(desk)
    if question.group == "years":
        years = _span(desk, year, question.last_years or 0)
        subjects = tuple(shelf.subject(org, each) for each in years)
    else:
        subjects = tuple(shelf.subject(each, year) for each in shelf.orgs if year in shelf.years([each]))
    found = ranking(_with(desk, plain, subjects)).outcomes
    if question.group == "years" and len(found) < len(subjects):
        raise _short_of_years(desk)
    return found, next((one for one in found if one.facts and (one.facts[0].org, one.facts[0].year) == (org, year)), None)


def _year(desk: Desk) -> int:
    """The year of which something is claimed: the first that is said, else the newest."""
    years = desk.plan.question.years
    said = sorted((place, year) for year in years if (place := desk.plan.question.text.find(str(year))) >= 0)
    return said[0][1] if said else max(years)


def _span(desk: Desk, year: int, count: int) -> tuple[int, ...]:
    """The years that are compared: so many up to the one spoken of, or all that are named or there."""
    there = desk.plan.shelf.years(desk.plan.question.orgs)
    if count and count < max(_NUMERAL.values()) * 2:
        return tuple(range(year - count + 1, year + 1))
    return desk.plan.question.years if len(desk.plan.question.years) > 1 else there


def _short_of_years(desk: Desk) -> CannotAnswer:
    held = "、".join(f"{year}年" for year in desk.plan.shelf.years(desk.plan.question.orgs))
    return CannotAnswer(Reason.NO_YEAR, f"要比较的年份数字不齐，无法核对，资料库里只有{held}的报告")


def _run(desk: Desk) -> Finding | None:
    """Whether something went one way year after year: 三年连涨, 连续两年下降, 逐年增加."""
    question = desk.plan.question
    row, long, every = (pattern.search(question.text) for pattern in (_RUN, _YEARS_LONG, _EVERY))
    if question.of not in _MOVES or question.claimed is not None or question.against not in (None, Against.LAST_YEAR):
        return None
    if not (row or long or every) or question.claimed_direction is None or len(question.items) != 1:
        return None
    last, there = max(question.years), desk.plan.shelf.years(question.orgs)
    said = (row.group(1) or row.group(2)) if row else long.group(1) if long else ""
    count = _NUMERAL.get(said) or (int(said) if said else len([year for year in there if year <= last]))
    moves = count if row else count - 1
    if moves < 1:
        raise _short_of_years(desk)
    return _moved(desk, [last - back for back in reversed(range(moves))], question.claimed_direction)


def _moved(desk: Desk, years: list[int], direction: int) -> Finding:
    """The move of each year against the one before; one that goes the other way settles it, one that is missing leaves it open."""
    question = desk.plan.question
    found: list[Outcome] = []
    gaps: list[CannotAnswer] = []
    for year in years:
        alone = _with(desk, replace(question, years=(year,)))
        try:
            found.append(change(alone, question.items[0], desk.plan.shelf.subject(question.orgs[0], year), Against.LAST_YEAR))
        except CannotAnswer as gap:
            gaps.append(gap)
    against = [one for one in found if one.quantity.number * direction <= 0]
    if gaps and not against:
        raise _short_of_years(desk)
    return _judged(not against, *found)


def _summed(desk: Desk) -> Finding | None:
    """Whether some items add up to another: 基本支出加项目支出等于本年支出吗."""
    question = desk.plan.question
    equals = _EQUALS.search(question.text)
    if question.of is not Operation.SUM or len(question.items) < _PARTS or equals is None or question.claimed is not None:
        return None
    before = [item for item in question.items if 0 <= question.text.find(item.said) < equals.start()]
    whole = before[0] if len(before) == 1 else question.items[-1]
    parts = [item for item in question.items if item is not whole]
    picks, mixed = align([desk.required(item, desk.subject(item)) for item in (*parts, whole)])
    if mixed:
        raise CannotAnswer(Reason.AMBIGUOUS, "这几个数口径不同，不能相加比较，请说明口径")
    total = worked(Operation.SUM, " + ".join(f"{{{n}}}" for n in range(len(parts))), picks[:-1], calculator.add)
    result = total.steps[-1].result
    holds = result.agrees_with(picks[-1].fact.quantity) or result.explains(picks[-1].fact.quantity)
    return _judged(holds, total, stated(Operation.LOOKUP, picks[-1], labels([picks[-1].fact])))


def _at_odds(desk: Desk) -> Finding | None:
    """Whether a report gives two figures for one thing: 前后两处对不上吗."""
    question = desk.plan.question
    odds, one = _AT_ODDS.search(question.text), _AT_ONE.search(question.text)
    if not (odds or one) or not _IN_PLACES.search(question.text) or question.of or len(question.items) != 1 or len(desk.plan.subjects) != 1:
        return None
    found = lookup(desk, question.items[0], desk.plan.subjects[0])
    notices = [notice for each in found for notice in each.notices if notice.code == "conflict"]
    shown = [stated(Operation.LOOKUP, pick, labels([pick.fact])) for pick in _conflicting(desk) for _ in notices[:1]]
    return _judged(bool(notices) is bool(odds), *(shown or found))


def _conflicting(desk: Desk) -> tuple[Pick, ...]:
    """Each place that a report states the item in otherwise."""
    pick = desk.readings(desk.plan.question.items[0], desk.plan.subjects[0])[0]
    return (replace(pick, conflicts=(), restated=()), *(Pick(fact) for fact in pick.conflicts))


def denied(desk: Desk) -> Finding | None:
    """Whether the report says in words that there is none of what was asked for: 本单位不安排机关运行经费."""
    question = desk.plan.question
    if question.relation not in (Relation.ANY, Relation.NONE) or question.claimed is not None or len(question.items) != 1:
        return None
    own = desk.subject(question.items[0]).own
    told = denying(desk.evidence.library, own.id, question.items[0].item) if own else None
    if told is None:
        return None
    return replace(_judged(question.relation is Relation.NONE), excerpts=(told,))


_KINDS: tuple[Callable[[Desk], Finding | None], ...] = (_extreme, _some, _each, _run, _summed, _at_odds)
