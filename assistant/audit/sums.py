"""Checks that totals are the sums of their parts: by item, by fund, by level of the classification, income against expenditure."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant.audit.ledger import Ledger
from assistant.audit.records import Mismatch, Result, Severity
from index.glossary import ITEMS
from index.quantity import Dimension, Quantity, Unit
from index.records import Basis, Fact, Measure, Scope

_NAMED = 6
_SLIPS = (3, 4, 8)  # 元 for 千元, 万元, 亿元
FUNDS = (Scope.GENERAL_PUBLIC_BUDGET, Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL)


def compare(whole: Fact, parts: Sequence[Fact]) -> Mismatch | None:
    """Compare a total with the sum of its parts; half a unit of the last place for each printed figure is 尾差."""
    unit = whole.quantity.unit
    total = sum((part.quantity.in_base for part in parts), Decimal(0))
    difference = whole.quantity.in_base - total
    if difference == 0:
        return None
    rounding = not _is_counted(whole) and abs(difference) <= sum(slacks((whole, *parts)))
    places = max([whole.quantity.places, *(part.quantity.places for part in parts if part.quantity.unit == unit)])
    expected = Quantity(total, unit.of(unit.base)).to(unit.symbol, places)
    if expected.number == whole.quantity.number:
        return None  # 元 in a table, 万元 in the text
    words = "尾差" if rounding else "不符"
    return Mismatch(
        severity=Severity.ROUNDING if rounding else Severity.ERROR,
        text=f"{whole.year}年{whole.item}为{whole.quantity}，各分项（{_names(parts)}）相加为{expected}，{words}",
        facts=(whole, *parts),
        expected=expected,
        found=whole.quantity,
        difference=difference.scaleb(-unit.power).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP),
    )


def _is_counted(fact: Fact) -> bool:
    """Whether a figure counts single things: 16辆 is no rounded figure."""
    unit = fact.quantity.unit
    return unit.dimension is Dimension.COUNT and unit.power == 0


def slacks(facts: Sequence[Fact]) -> tuple[Decimal, ...]:
    """Half a unit of the finest place printed in each fact's unit: 322万元 beside 68.65万元 is 322.00万元.

    In 元 each figure has its own: whole 元 beside 元 with 角分 are rounded.
    """
    finest: dict[Unit, Decimal] = {}
    for fact in facts:
        unit = fact.quantity.unit
        finest[unit] = min(fact.quantity.slack, finest.get(unit, fact.quantity.slack))
    return tuple(finest[fact.quantity.unit] if fact.quantity.unit.power else fact.quantity.slack for fact in facts)


def slipped(first: Fact, other: Fact) -> bool:
    """Whether two figures have the same digits but differ by the factor of a money unit."""
    one, two = first.quantity.in_base, other.quantity.in_base
    if not first.quantity.comparable(other.quantity) or 0 in (one, two):
        return False
    return any(one.scaleb(power) == two or two.scaleb(power) == one for power in _SLIPS)


def _names(parts: Sequence[Fact]) -> str:
    names = [part.item.rsplit("/", 1)[-1] for part in parts]
    return "、".join(names) if len(names) <= _NAMED else f"{'、'.join(names[:_NAMED])}等{len(names)}项"


def totals_of_parts(ledger: Ledger) -> Result:
    """Compare every item whose parts the glossary names with their sum.

    A missing part is missing, not zero: then the sum tells only where the printed parts already make up the whole, but for
    rounding, or exceed it.
    """
    tested = untested = 0
    found: list[Mismatch] = []
    for item in ITEMS:
        if not item.parts:
            continue
        for (year, name, basis, scope), wholes in ledger.amounts.items():
            if name != item.name:
                continue
            parts = [ledger.amount(part, year, basis, scope) for part in item.parts]
            known = [part for part in parts if part is not None and part.quantity.comparable(wholes[0].quantity)]
            mismatch = compare(wholes[0], known)
            if len(known) < max(len(parts), 2) and not _made_up(mismatch, known):
                untested += 1
                continue
            tested += 1
            found += [mismatch] if mismatch else []
    return Result(tested, untested, tuple(found))


def _made_up(mismatch: Mismatch | None, known: Sequence[Fact]) -> bool:
    """Whether some of the parts are enough to judge by: two or more that make up the whole, or more than it."""
    if len(known) < 2:
        return False
    return mismatch is None or mismatch.severity is Severity.ROUNDING or (mismatch.difference or 0) < 0


def funds_of_appropriation(ledger: Ledger) -> Result:
    """财政拨款 is the sum of 一般公共预算, 政府性基金 and 国有资本经营, where all three are printed."""
    tested = untested = 0
    found: list[Mismatch] = []
    for (year, item, basis, scope), wholes in ledger.amounts.items():
        if scope is not Scope.FISCAL_APPROPRIATION:
            continue
        parts = [ledger.amount(item, year, basis, fund) for fund in FUNDS]
        known = [part for part in parts if part is not None]
        if len(known) < len(FUNDS):
            untested += bool(known)
            continue
        tested += 1
        mismatch = compare(wholes[0], known)
        found += [mismatch] if mismatch else []
    return Result(tested, untested, tuple(found))


def levels_of_classification(ledger: Ledger) -> Result:
    """类 is the sum of its 款, 款 of its 项: inside one table exactly, as only a table is sure to list all of them."""
    children: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    parents: dict[tuple[object, ...], Fact] = {}
    for fact in ledger.of_measure(Measure.AMOUNT):
        for table, column in _tables_of(fact) if fact.known else ():
            place = (table, column, fact.year, fact.basis, fact.scope)
            parents.setdefault((*place, fact.item), fact)
            if "/" in fact.item:
                children[*place, fact.item.rsplit("/", 1)[0]].append(fact)
    pairs = [(parents[key], parts) for key, parts in children.items() if key in parents]
    found = {mismatch.text: mismatch for whole, parts in pairs if (mismatch := compare(whole, parts)) is not None}  # once for all tables
    return Result(len(pairs), len(children) - len(pairs), tuple(found.values()))


def _tables_of(fact: Fact) -> set[tuple[str, int | None]]:
    """The tables and columns in which a figure stands, whichever of its places is named first."""
    places = [(fact.table, fact.column), *((place.table, place.column) for place in fact.also)]
    return {(table, column) for table, column in places if table is not None}


def income_equals_expenditure(ledger: Ledger) -> Result:
    """收入总计 equals 支出总计."""
    tested = untested = 0
    found: list[Mismatch] = []
    for (year, item, basis, scope), incomes in ledger.amounts.items():
        if item != "收入总计":
            continue
        outgo = ledger.amount("支出总计", year, basis, scope)
        if outgo is None:
            untested += 1
            continue
        tested += 1
        mismatch = compare(incomes[0], [outgo])
        found += [mismatch] if mismatch else []
    return Result(tested, untested, tuple(found))


def carried_forward(ledger: Ledger) -> Result:
    """本年收入合计 + 年初结转和结余 (+ 使用非财政拨款结余) = 收入总计; 本年支出合计 + 年末结转和结余 (+ 结余分配) = 支出总计."""
    tested = untested = 0
    found: list[Mismatch] = []
    for total, parts, optional in (
        ("收入总计", ("本年收入合计", "年初结转和结余"), "使用非财政拨款结余"),
        ("支出总计", ("本年支出合计", "年末结转和结余"), "结余分配"),
    ):
        for scope in (Scope.ALL, Scope.FISCAL_APPROPRIATION):
            whole = ledger.amount(total, ledger.year, Basis.FINAL, scope)
            if whole is None:
                continue
            known = [ledger.amount(part, ledger.year, Basis.FINAL, scope) for part in parts]
            given = [part for part in known if part is not None]
            if len(given) < len(parts):
                untested += 1
                continue
            extra = ledger.amount(optional, ledger.year, Basis.FINAL, scope)
            tested += 1
            mismatch = compare(whole, [*given, extra] if extra else given)
            found += [mismatch] if mismatch else []
    return Result(tested, untested, tuple(found))
