"""What the reports say of one claimed figure: right, wrong and why, or not to be settled.

Comes in: a Statement and the library. Goes out: a Judgement. A figure that no report states is computed where its
operands are stated. Never calls a figure right that belongs to another slot.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from rapidfuzz.fuzz import ratio

from assistant.answer import Diagnosis, Reason, Verdict
from assistant.calculator import round_to
from assistant.claims.asking import by_asking
from assistant.claims.judgement import Judgement
from assistant.claims.statements import NO_YEAR, Statement
from assistant.compute import compute
from assistant.errors import CannotAnswer
from assistant.evidence import Evidence
from assistant.inquiry import Asked, Operation, Question
from assistant.plan import make_plan
from assistant.shelf import Shelf
from index.glossary import find
from index.library import Library
from index.quantity import Dimension, Hedge, Quantity
from index.records import Fact, Measure, Report, ReportKind, Scope

_LEVELS = (Measure.AMOUNT, Measure.COUNT, Measure.SCORE)
_OPERATIONS = MappingProxyType(
    {
        Measure.SHARE: Operation.SHARE,
        Measure.CHANGE: Operation.CHANGE,
        Measure.CHANGE_RATE: Operation.CHANGE_RATE,
        Measure.COMPLETION_RATE: Operation.COMPLETION,
    }
)
_APPROPRIATED = {Scope.FISCAL_APPROPRIATION, Scope.GENERAL_PUBLIC_BUDGET}
_BOUND = re.compile(r"超过|超出|不到|不足|以上|以下|以内|不超过|不低于|至少|多达|近|约|左右|[多余](?!少)|倍")
"""Words that make a figure a bound or an approximation, or a growth a multiple."""
_TOTALS = ("财政拨款支出", "一般公共预算财政拨款支出", "本年支出合计", "本年收入合计")
_FINE = 20
"""How many times its last place a figure must be, for one unit of that place to be a matter of rounding."""
_LIKE = 85.0
"""Least likeness (0–100) of a claimed label to a report's open label: 新增城镇就业 and 城镇新增就业 are alike."""


def fits(claimed: Quantity, reported: Quantity) -> bool:
    """Whether *reported*, rounded half up to the places of *claimed*, is what is claimed; hedges widen the claim.

    >>> fits(Quantity.of("80", "%"), Quantity.of("80.02", "%")), fits(Quantity.of("80.1", "%"), Quantity.of("80.02", "%"))
    (True, False)
    >>> fits(Quantity.of("4200", "万元", Hedge.ABOUT), Quantity.of("4160.35", "万元"))
    True
    """
    if not comparable(claimed, reported):
        return False
    number = reported.in_base.scaleb(-claimed.unit.power)
    match claimed.hedge:
        case Hedge.ABOUT:
            return abs(number - claimed.number) <= _last_place(claimed.number)
        case Hedge.AT_LEAST:
            return number >= claimed.number
        case Hedge.AT_MOST:
            return number <= claimed.number
        case _ if claimed.number == 0 and not claimed.places:
            return number == 0  # 0万元 is none at all, not 0.07万元 rounded
        case _:
            return round_to(number, claimed.places) == claimed.number


def comparable(claimed: Quantity, reported: Quantity) -> bool:
    """Whether both count or measure the same thing; a count's noun may be said in another way: 100批次, 100个.

    >>> comparable(Quantity.of("100", "批次"), Quantity.of("100", "个")), comparable(Quantity.of("4", "人"), Quantity.of("4", "万元"))
    (True, False)
    """
    counts = claimed.unit.dimension is reported.unit.dimension is Dimension.COUNT
    return counts or claimed.comparable(reported)


def _last_place(number: Decimal) -> Decimal:
    """One unit of the last digit that is not a trailing zero: 100 for 4200, 0.1 for 57.2."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def judge(statement: Statement, library: Library) -> Judgement:
    """Compare one statement with the reports."""
    if statement.org is None:
        return _unverifiable(statement, _no_org(statement), _org_words(statement))
    reports = list(Shelf(library.reports()).of(statement.org))
    if statement.fact.year == NO_YEAR:
        return _unverifiable(statement, Reason.AMBIGUOUS, f"没有说是哪一年的数字（库中有{_years(reports)}）")
    if not any(report.year in (statement.fact.year, statement.fact.year + 1) for report in reports):
        return _unverifiable(
            statement, Reason.NO_YEAR, f"资料库里没有{statement.org}{statement.fact.year}年的报告（库中有{_years(reports)}）"
        )
    if statement.spoken:
        return by_asking(statement, library) or _unverifiable(statement, Reason.NOT_DISCLOSED, "没有读懂这个说法指哪两个数，未作核对")
    judged = _held_against(statement, library, reports)
    if judged is None:
        asked = by_asking(statement, library)
        return asked or _unverifiable(statement, Reason.NOT_DISCLOSED, f"报告没有写{statement.fact.item}的这个数字")
    if judged.verdict is Verdict.FALSE and _BOUND.search(statement.clause):
        asked = by_asking(statement, library)
        return asked if asked is not None and asked.verdict is Verdict.TRUE else judged
    return judged


def _held_against(statement: Statement, library: Library, reports: list[Report]) -> Judgement | None:
    """Compare with what the reports print or give by computing; None where they do neither."""
    pool = _pool(statement.fact, library, [report.id for report in reports])
    stated = [fact for fact in pool if _same_slot(statement, fact) and comparable(statement.fact.quantity, fact.quantity)]
    judged = _against_stated(statement, stated)
    if judged is None or judged.verdict is Verdict.FALSE:
        computed = _against_computed(statement, library)
        judged = computed if judged is None or (computed and computed.verdict is Verdict.TRUE) else judged
    return judged if judged is None or judged.verdict is Verdict.TRUE else _diagnosed(judged, pool, library)


def _years(reports: list[Report]) -> str:
    return "、".join(f"{year}年" for year in sorted({report.year for report in reports}))


def _no_org(statement: Statement) -> Reason:
    return Reason.NO_REPORT if statement.unknown else Reason.AMBIGUOUS


def _org_words(statement: Statement) -> str:
    if statement.unknown:
        return f"资料库里没有“{statement.unknown}”的报告"
    return f"没有说是哪个单位的数字（库中有{'、'.join(statement.choices[:6])}）"


def _unverifiable(statement: Statement, reason: Reason, note: str) -> Judgement:
    return Judgement(statement=statement, verdict=Verdict.UNVERIFIABLE, reason=reason, note=note)


def _pool(claimed: Fact, library: Library, reports: list[str] | None) -> tuple[Fact, ...]:
    """Every figure of the claimed item; an item without a name in the glossary is found by its words."""
    found = library.facts(reports=reports, items=[claimed.item])
    if found or claimed.known:
        return found
    labels = [label for label, known in library.labels(reports) if not known and _alike(label, claimed.item)]
    return library.facts(reports=reports, items=labels) if labels else ()


def _alike(label: str, said: str) -> bool:
    return sorted(label) == sorted(said) or ratio(label, said) >= _LIKE


def _same_slot(statement: Statement, fact: Fact) -> bool:
    claimed = statement.fact
    same = fact.year == claimed.year and fact.basis is claimed.basis and _same_measure(claimed, fact)
    return same and (not statement.scoped or _same_scope(claimed.scope, fact.scope))


def _same_scope(claimed: Scope | None, stated: Scope | None) -> bool:
    """财政拨款 and 一般公共预算财政拨款 are not told apart in speech."""
    return claimed in (None, stated) or stated is None or {claimed, stated} <= _APPROPRIATED


def _same_measure(claimed: Fact, fact: Fact) -> bool:
    levels = claimed.measure in _LEVELS and fact.measure in _LEVELS
    against = claimed.against is None or fact.against is None or claimed.against is fact.against
    whole = claimed.whole is None or fact.whole is None or claimed.whole == fact.whole
    return (levels or claimed.measure is fact.measure) and against and whole


def _against_stated(statement: Statement, stated: list[Fact]) -> Judgement | None:
    """Right when a figure of the very slot fits; 口径 that was not said may be any, but then it is named."""
    claimed = statement.fact
    if not stated:
        return None
    right = [fact for fact in stated if fits(claimed.quantity, fact.quantity)]
    if right:
        others = tuple(fact for fact in stated if not right[0].quantity.agrees_with(fact.quantity))
        return Judgement(statement=statement, verdict=Verdict.TRUE, fact=right[0], others=others)
    return Judgement(statement=statement, verdict=Verdict.FALSE, fact=_nearest(claimed, stated))


def _nearest(claimed: Fact, stated: list[Fact]) -> Fact:
    return next((fact for fact in stated if fact.scope is claimed.scope), stated[0])


def _against_computed(statement: Statement, library: Library, whole: str | None = None) -> Judgement | None:
    """Compute a share, change, rate or completion that no report states; None where that cannot be done."""
    claimed = replace(statement.fact, whole=whole or statement.fact.whole)
    operation = _OPERATIONS.get(claimed.measure)
    if operation is None or statement.org is None:
        return None
    question = Question(
        text=statement.text,
        operation=operation,
        orgs=(statement.org,),
        years=(claimed.year,),
        kind=ReportKind.FINAL,
        items=(Asked(item=claimed.item, said=claimed.item_as_printed, known=claimed.known),),
        whole=Asked(item=claimed.whole, said=claimed.whole) if claimed.whole else None,
        against=claimed.against,
    )
    try:
        plan = make_plan(question, library.reports())
        outcomes = compute(plan, Evidence(library)).outcomes
    except CannotAnswer:  # a missing operand: the claim is not settled by computing
        return None
    if not outcomes:
        return None
    right = fits(claimed.quantity, outcomes[0].quantity)
    return Judgement(statement=statement, verdict=Verdict.TRUE if right else Verdict.FALSE, outcome=outcomes[0])


def _diagnosed(judged: Judgement, pool: Iterable[Fact], library: Library) -> Judgement:
    """Say what a wrong figure mistook: the first explanation that makes it right."""
    claimed = judged.statement.fact
    reported = judged.fact.quantity if judged.fact else judged.outcome.quantity if judged.outcome else None
    if reported is not None:
        for diagnosis, explains in _SLIPS:
            if explains(claimed.quantity, reported):
                return _with(judged, diagnosis)
    for diagnosis, differs in _SLOTS:
        found = [fact for fact in pool if differs(claimed, fact) and fits(claimed.quantity, fact.quantity)]
        if found:
            return _with(judged, diagnosis, found[0])
    elsewhere = [
        fact
        for fact in library.facts(items=[claimed.item])
        if fact.org != judged.statement.org
        and fact.basis is claimed.basis
        and _same_measure(claimed, fact)
        and fits(claimed.quantity, fact.quantity)
    ]
    if elsewhere:
        return _with(judged, Diagnosis.ORG, elsewhere[0])
    note = _other_whole(judged.statement, library) if claimed.measure is Measure.SHARE else ""
    return replace(_with(judged, Diagnosis.ARITHMETIC if judged.outcome else Diagnosis.OTHER), note=note)


def _other_whole(statement: Statement, library: Library) -> str:
    """Of which other whole the claimed share is one: of 基本支出, not of 本年支出合计."""
    name = statement.fact.item
    tried: list[str] = []
    while (known := find(name)) is not None and known.whole and known.whole not in tried:
        name = known.whole
        tried.append(name)
    for whole in (*tried, *(_TOTALS if tried else ())):
        judged = _against_computed(statement, library, whole) if whole != statement.fact.whole else None
        if judged is not None and judged.verdict is Verdict.TRUE:
            return f"这是占{whole}的比重"
    return ""


def _with(judged: Judgement, diagnosis: Diagnosis, fact: Fact | None = None) -> Judgement:
    return Judgement(
        statement=judged.statement,
        verdict=Verdict.FALSE,
        fact=judged.fact,
        outcome=judged.outcome,
        diagnosis=diagnosis,
        others=(fact,) if fact else (),
    )


def opposite(claimed: Quantity, reported: Quantity) -> bool:
    """Whether the claim turns the direction: 增长 for 下降."""
    return reported.number != 0 and fits(claimed, Quantity(-reported.number, reported.unit))


def wrong_unit(claimed: Quantity, reported: Quantity) -> bool:
    """Whether the digits are right and the unit or the place of the decimal point is not: 元 for 万元."""
    if not claimed.number or not reported.number or claimed.unit.dimension is not reported.unit.dimension:
        return False
    one, two = claimed.in_base.normalize().as_tuple(), reported.in_base.normalize().as_tuple()
    return one.digits == two.digits and one.sign == two.sign and one.exponent != two.exponent


def badly_rounded(claimed: Quantity, reported: Quantity) -> bool:
    """Whether the claim is one unit of its last place off, as truncated or wrongly rounded figures are."""
    if not comparable(claimed, reported):
        return False
    exact = reported.in_base.scaleb(-claimed.unit.power)
    number = round_to(exact, claimed.places)
    rounded = exact != number or claimed.unit.dimension is Dimension.RATIO
    step = Decimal(1).scaleb(-claimed.places)
    return rounded and abs(number - claimed.number) == step and step * _FINE <= abs(exact)


_SLIPS: tuple[tuple[Diagnosis, Callable[[Quantity, Quantity], bool]], ...] = (
    (Diagnosis.DIRECTION, opposite),
    (Diagnosis.UNIT, wrong_unit),
    (Diagnosis.ROUNDING, badly_rounded),
)


def other_scope(claimed: Fact, fact: Fact) -> bool:
    """Whether only the 口径 differs."""
    same = fact.year == claimed.year and fact.basis is claimed.basis
    return same and _same_measure(claimed, fact) and not _same_scope(claimed.scope, fact.scope)


def other_basis(claimed: Fact, fact: Fact) -> bool:
    """Whether the figure is the budget's for the final one, or the other way round."""
    return fact.year == claimed.year and fact.basis is not claimed.basis and _same_measure(claimed, fact)


def other_year(claimed: Fact, fact: Fact) -> bool:
    """Whether the figure is another year's."""
    return fact.year != claimed.year and fact.basis is claimed.basis and _same_measure(claimed, fact)


_SLOTS: tuple[tuple[Diagnosis, Callable[[Fact, Fact], bool]], ...] = (
    (Diagnosis.SCOPE, other_scope),
    (Diagnosis.BASIS, other_basis),
    (Diagnosis.YEAR, other_year),
)
