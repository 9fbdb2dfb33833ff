"""Checks that printed changes, rates, shares and completion rates follow from the amounts that the report prints."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from types import MappingProxyType

from assistant.audit.ledger import Ledger
from assistant.audit.records import Mismatch, Result, Severity
from assistant.audit.sums import slacks, slipped
from index.quantity import Quantity
from index.records import Against, Basis, Fact, Measure, Scope

_BASES = {Against.BUDGET: Basis.BUDGET, Against.ADJUSTED_BUDGET: Basis.ADJUSTED_BUDGET}


@dataclass(frozen=True, slots=True)
class Derivation:
    """The value that two printed amounts give, in base units, and the lowest and highest that their printing allows."""

    value: Decimal
    low: Decimal
    high: Decimal
    operands: tuple[Fact, Fact]


def difference(this: Fact, base: Fact) -> Derivation | None:
    """this − base."""
    value = this.quantity.in_base - base.quantity.in_base
    slack = sum(slacks((this, base)))
    return Derivation(value, value - slack, value + slack, (this, base))


def ratio(part: Fact, whole: Fact) -> Derivation | None:
    """part ÷ whole; None where the whole may be zero."""
    top, bottom = part.quantity, whole.quantity
    if bottom.in_base - bottom.slack <= 0:
        return None
    corners = [(top.in_base + sign * top.slack) / (bottom.in_base + other * bottom.slack) for sign in (-1, 1) for other in (-1, 1)]
    return Derivation(top.in_base / bottom.in_base, min(corners), max(corners), (part, whole))


def growth(this: Fact, base: Fact) -> Derivation | None:
    """(this − base) ÷ base; None where the base may be zero."""
    quotient = ratio(this, base)
    if quotient is None:
        return None
    return Derivation(quotient.value - 1, quotient.low - 1, quotient.high - 1, quotient.operands)


def growth_of_change(this: Fact, change: Fact) -> Derivation | None:
    """change ÷ (this − change), where the base itself is not printed; None where the base may be zero."""
    base = difference(this, change)
    if base is None or base.low <= 0:
        return None
    top = change.quantity
    corners = [(top.in_base + sign * top.slack) / bottom for sign in (-1, 1) for bottom in (base.low, base.high)]
    return Derivation(top.in_base / base.value, min(corners), max(corners), (this, change))


def amount_of(ledger: Ledger, fact: Fact) -> Fact | None:
    """Return the amount that a derived figure speaks of."""
    return ledger.amount(fact.item, fact.year, fact.basis, fact.scope, fact)


def base_of(ledger: Ledger, fact: Fact) -> Fact | None:
    """Return the amount that a change, rate or completion is measured against."""
    if fact.against is Against.LAST_YEAR:
        carried_out = ledger.amount(fact.item, fact.year - 1, Basis.FINAL, fact.scope, fact) if _CARRIED_OUT.search(fact.quote) else None
        return carried_out or ledger.amount(fact.item, fact.year - 1, fact.basis, fact.scope, fact)
    basis = _BASES.get(fact.against or Against.BUDGET)
    base = ledger.amount(fact.item, fact.year, basis, fact.scope, fact) if basis else None
    own = base is not None and base is amount_of(ledger, fact)
    return None if own and not re.search(rf"[比较与]{fact.year}年", fact.quote) else base


_CARRIED_OUT = re.compile(r"[比较与](?:上年|去年|20\d\d年)[^，。；\d]{0,8}(?:执行|决算|实际)")
"""A plan is compared with what was carried out the year before: 比2025年预算执行数增加."""

_SAID_WHOLE = re.compile(r"占([^，。；%]{2,24})")
_FUND_WORDS = MappingProxyType({"一般公共预算": Scope.GENERAL_PUBLIC_BUDGET, "政府性基金": Scope.GOVERNMENT_FUND})


def whole_of(ledger: Ledger, fact: Fact) -> Fact | None:
    """Return the amount that a share is a share of: of the 口径 that is said, of the share's own, or of all funds."""
    if fact.whole is None:
        return None
    said = _SAID_WHOLE.search(fact.quote)
    funds = [scope for word, scope in _FUND_WORDS.items() if said and word in said.group(1)]
    for scope in funds or (fact.scope, Scope.ALL, None):
        found = ledger.amount(fact.whole, fact.year, fact.basis, scope, fact)
        if found is not None:
            return found
    return None


_TOTALS = MappingProxyType(
    {
        "收入": ("收入总计", "本年收入合计", "财政拨款收入", "一般公共预算财政拨款收入"),
        "支出": ("支出总计", "本年支出合计", "财政拨款支出", "一般公共预算财政拨款支出"),
    }
)


def other_wholes(ledger: Ledger, fact: Fact) -> list[Fact]:
    """Return the totals that a share may be of as well where its whole is a total: 总支出 and 占…% alone do not tell which."""
    if not any(fact.whole in names for names in _TOTALS.values()):
        return []
    sides = [side for side in _TOTALS if side in fact.item] or list(_TOTALS)
    names = {name for side in sides for name in _TOTALS[side]}
    return [
        found[0] for (year, name, basis, _), found in ledger.amounts.items() if (year, basis) == (fact.year, fact.basis) and name in names
    ]


Derive = Callable[[Ledger, Fact], Derivation | None]


def _between(other: Callable[[Ledger, Fact], Fact | None], derive: Callable[[Fact, Fact], Derivation | None]) -> Derive:
    """Return how a derived figure follows from its own amount and another one."""

    def follow(ledger: Ledger, fact: Fact) -> Derivation | None:
        first, second = amount_of(ledger, fact), other(ledger, fact)
        if first is None or second is None or not first.quantity.comparable(second.quantity):
            return None
        return derive(first, second)

    return follow


def _verify(ledger: Ledger, measure: Measure, derive: Derive, formula: str) -> Result:
    tested = untested = 0
    found: list[Mismatch] = []
    for fact in ledger.of_measure(measure):
        derivation = derive(ledger, fact)
        if derivation is None:
            untested += 1
            continue
        tested += 1
        mismatch = _compare(fact, derivation, formula)
        found += [mismatch] if mismatch else []
    return Result(tested, untested, tuple(found))


def _compare(fact: Fact, derivation: Derivation, formula: str) -> Mismatch | None:
    printed = fact.quantity
    unit = printed.unit
    expected = Quantity(derivation.value.scaleb(-unit.power).quantize(Decimal(1).scaleb(-printed.places), ROUND_HALF_UP), unit)
    if expected.number == printed.number:
        return None
    severity, words = _judge(printed, expected, derivation)
    first, second = derivation.operands
    return Mismatch(
        severity=severity,
        text=f"{fact.year}年{fact.item}：报告写{printed}，按{formula}（{first.quantity}、{second.quantity}）应为{expected}，{words}",
        facts=(fact, first, second),
        expected=expected,
        found=printed,
        difference=printed.number - expected.number,
    )


def _judge(printed: Quantity, expected: Quantity, derivation: Derivation) -> tuple[Severity, str]:
    if derivation.operands[0] is derivation.operands[1]:
        return Severity.ERROR, "拿来相比的是同一个数，基期的年度像是写错"
    if slipped(*derivation.operands):
        return Severity.ERROR, "两个数像是有一个写错了单位（元、万元之间）"
    if derivation.low - printed.slack <= printed.in_base <= derivation.high + printed.slack:
        return Severity.ROUNDING, "差在公布精度之内"
    if printed.number == derivation.value.scaleb(-printed.unit.power).quantize(Decimal(1).scaleb(-printed.places), ROUND_DOWN):
        return Severity.ROUNDING, "末位只舍不入"
    return Severity.ERROR, "方向相反" if expected.number == -printed.number else "不符"


def changes(ledger: Ledger) -> Result:
    """增减额 = 本期 − 基期."""
    return _verify(ledger, Measure.CHANGE, _between(base_of, difference), "本期减基期")


def change_rates(ledger: Ledger) -> Result:
    """增减率 = (本期 − 基期) ÷ 基期; where the base is not printed, 增减额 ÷ (本期 − 增减额)."""
    stated = {change.slot: change for change in ledger.of_measure(Measure.CHANGE)}

    def change_of(_: Ledger, rate: Fact) -> Fact | None:
        return stated.get(replace(rate, measure=Measure.CHANGE).slot)

    from_base, from_change = _between(base_of, growth), _between(change_of, growth_of_change)

    def follow(ledger: Ledger, rate: Fact) -> Derivation | None:
        return from_base(ledger, rate) or from_change(ledger, rate)

    return _verify(ledger, Measure.CHANGE_RATE, follow, "增减额÷基期")


def shares(ledger: Ledger) -> Result:
    """占比 = 部分 ÷ 整体."""
    result = _verify(ledger, Measure.SHARE, _between(whole_of, ratio), "部分÷整体")
    wrong = tuple(found for found in result.mismatches if not _follows(ledger, found.facts[0]))
    return Result(result.tested, result.untested, wrong)


def _follows(ledger: Ledger, share: Fact) -> bool:
    """Whether a share is right of another total that its whole may be."""
    part = amount_of(ledger, share)
    derivations = [ratio(part, whole) for whole in other_wholes(ledger, share)] if part else []
    return any(derivation is not None and _compare(share, derivation, "") is None for derivation in derivations)


def directions(ledger: Ledger) -> Result:
    """增减额 and 增减率 of one comparison go the same way."""
    rates = {replace(rate, measure=Measure.CHANGE).slot: rate for rate in ledger.of_measure(Measure.CHANGE_RATE)}
    pairs = [(change, rates[change.slot]) for change in ledger.of_measure(Measure.CHANGE) if change.slot in rates]
    found = [
        Mismatch(
            severity=Severity.ERROR,
            text=f"{change.year}年{change.item}：增减额写{change.quantity}，增减率写{rate.quantity}，方向相反",
            facts=(change, rate),
            found=rate.quantity,
        )
        for change, rate in pairs
        if change.quantity.number * rate.quantity.number < 0
    ]
    return Result(len(pairs), 0, tuple(found))


def completion_rates(ledger: Ledger) -> Result:
    """完成率 = 决算数 ÷ 预算数."""
    return _verify(ledger, Measure.COMPLETION_RATE, _between(base_of, ratio), "决算数÷预算数")
