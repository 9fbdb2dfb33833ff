"""Checks of single statements: figures that contradict each other, slips of the unit, words left over from the template."""

from collections import defaultdict
from itertools import pairwise

from assistant.audit.ledger import Ledger
from assistant.audit.records import Mismatch, Result, Severity
from assistant.audit.sums import slipped
from index.records import Fact, Measure, Scope

_WORDS = {
    "template_residue": "模板文字没有改完",
    "missing_number": "单位前面缺数字",
    "damaged": "数字残缺",
}


def contradictions(ledger: Ledger) -> Result:
    """One slot, two values: an error in one place, or a 口径 that the report does not name."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in ledger.facts:
        groups[fact.slot].append(fact)
    found = [mismatch for group in groups.values() for part in _things(group) for mismatch in _disagreeing(part)]
    return Result(len(groups), 0, tuple(found))


def _things(group: list[Fact]) -> list[list[Fact]]:
    """The facts of one slot by what they are of: all of one thing, or of the entries of a list."""
    if _one_thing(group):
        return [group]
    return _said_again(group) if group[0].known else []


def _one_thing(group: list[Fact]) -> bool:
    """Whether a slot holds one thing. An open label (年中调整增加) or a functional item that one section prints more than once
    is an entry of its own each time.
    """
    several = not group[0].known or "/" in group[0].item
    return not several or len({fact.section for fact in group}) == len(group)


def _said_again(group: list[Fact]) -> list[list[Fact]]:
    """The facts of one slot by entry: the quote of what an entry says again holds the entry's first figure."""
    entries: list[list[Fact]] = []
    for fact in sorted(group, key=lambda fact: fact.value_start):
        if entries and entries[-1][0].section == fact.section and fact.start <= entries[-1][0].value_start:
            entries[-1].append(fact)
        else:
            entries.append([fact])
    return entries


def _disagreeing(group: list[Fact]) -> list[Mismatch]:
    first = group[0]
    others = [fact for fact in group[1:] if not first.quantity.agrees_with(fact.quantity)]
    return [_contradiction(first, fact) for fact in others]


def _contradiction(first: Fact, other: Fact) -> Mismatch:
    one, two = first.quantity, other.quantity
    rounding = one.comparable(two) and abs(one.in_base - two.in_base) <= one.slack + two.slack
    slip = slipped(first, other)
    words = "尾差" if rounding else "像是单位写错（元、万元之间）" if slip else "同一指标两处数字不同"
    sure = Severity.ERROR if slip or first.section == other.section else Severity.SUSPECT
    return Mismatch(
        severity=Severity.ROUNDING if rounding else sure,
        text=f"{first.year}年{first.item}：一处写{one}，另一处写{two}，{words}",
        facts=(first, other),
        expected=one,
        found=two,
    )


def listed_twice(ledger: Ledger) -> Result:
    """A functional item that one list of a report prints twice."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in ledger.of_measure(Measure.AMOUNT):
        if "/" in fact.item and fact.known and fact.table is None:
            groups[*fact.slot, fact.section].append(fact)
    found = tuple(
        Mismatch(
            severity=Severity.SUSPECT,
            text=f"{group[0].year}年{group[0].item}在同一处列了{len(group)}次，分别写{'、'.join(str(fact.quantity) for fact in group)}",
            facts=tuple(group),
        )
        for group in ([entry[0] for entry in _said_again(facts)] for facts in groups.values())
        if len(group) > 1 and any(fact.quantity.number for fact in group)
    )
    return Result(len(groups), 0, found)


def other_scopes(ledger: Ledger) -> Result:
    """The same item with 口径 named in one place and unnamed in another, and different values: say so."""
    tested = 0
    found: list[Mismatch] = []
    for (year, item, basis, scope), facts in ledger.amounts.items():
        if scope not in (None, Scope.ALL):
            continue
        for named in (Scope.FISCAL_APPROPRIATION, Scope.GENERAL_PUBLIC_BUDGET):
            stated = ledger.amount(item, year, basis, named)
            if stated is None or "三公" not in item:
                continue
            tested += 1
            if not stated.quantity.agrees_with(facts[0].quantity):
                found.append(_other_scope(stated, facts[0]))
    return Result(tested, 0, tuple(found))


def _other_scope(stated: Fact, other: Fact) -> Mismatch:
    return Mismatch(
        severity=Severity.SUSPECT,
        text=f"{stated.year}年{stated.item}：财政拨款口径写{stated.quantity}，另一处未注明口径写{other.quantity}，引用前请核实口径",
        facts=(stated, other),
        expected=stated.quantity,
        found=other.quantity,
    )


def unit_slips(ledger: Ledger) -> Result:
    """Two figures of one sentence with the same digits, one in 元 and one in 万元: 214.12元 of a 214.12万元 total."""
    tested = 0
    found: list[Mismatch] = []
    facts = [fact for fact in ledger.of_measure(Measure.AMOUNT) if fact.quantity.number and fact.quantity.unit.base == "元"]
    for fact, following in pairwise(facts):
        tested += 1
        close = following.section == fact.section and following.start - fact.end < 80 and not (found and fact is found[-1].facts[-1])
        if close and fact.quantity.number == following.quantity.number and slipped(fact, following):
            found.append(
                Mismatch(
                    severity=Severity.SUSPECT,
                    text=f"{fact.item}写{fact.quantity}，紧接着的{following.item}写{following.quantity}，像是单位写错（元、万元之间）",
                    facts=(fact, following),
                    expected=fact.quantity,
                    found=following.quantity,
                )
            )
    return Result(tested, 0, tuple(found))


def unfinished_words(ledger: Ledger) -> Result:
    """Template words that nobody replaced, numbers missing before their unit, damaged numbers."""
    found = tuple(
        Mismatch(
            severity=Severity.SUSPECT,
            text=f"{_WORDS[one.reason]}：“{one.text.strip()}”",
            spans=((one.start, one.end),),
        )
        for one in ledger.unrecognised
        if one.reason in _WORDS
    )
    return Result(1, 0, found)  # the whole text was searched while it was read
