"""The figures that settle a question, chosen by their slots.

Comes in: a Want. Goes out: one Pick for each 口径 in which the reports state it, the standard sections before annexes,
with every other figure that the same report gives for the same thing. Never answers with another slot's figure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from assistant.answer import Reason
from assistant.errors import CannotAnswer
from assistant.inquiry import Operation, Question
from assistant.plan import Subject
from index.library import Library
from index.records import Against, Basis, Fact, Measure, Scope

LEVELS = (Measure.AMOUNT, Measure.COUNT, Measure.SCORE)
"""Measures that say how much there is, not how it compares."""

IN_WORDS = frozenset({Operation.DEFINITION, Operation.DUTIES, Operation.COMPOSITION, Operation.REASON, Operation.PASSAGE, Operation.CORPUS})
"""Operations that are answered in the reports' words."""

SCOPES = (
    Scope.ALL, None, Scope.FISCAL_APPROPRIATION, Scope.GENERAL_PUBLIC_BUDGET, Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL,
)  # fmt: skip
"""The order in which readings are named where the question names no 口径."""

_ALL_FUNDS = frozenset({"收入总计", "支出总计", "本年收入合计", "本年支出合计"})
"""Items whose bare name means all funds: their 财政拨款 counterparts have names of their own."""
_ALIKE = (Scope.FISCAL_APPROPRIATION, Scope.GENERAL_PUBLIC_BUDGET)
_EXTRA = (Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL)

COUNTERPARTS = MappingProxyType(
    {
        ("本年支出合计", Scope.FISCAL_APPROPRIATION): "财政拨款支出",
        ("本年支出合计", Scope.GENERAL_PUBLIC_BUDGET): "一般公共预算财政拨款支出",
        ("本年支出合计", Scope.GOVERNMENT_FUND): "政府性基金预算财政拨款支出",
        ("本年支出合计", Scope.STATE_CAPITAL): "国有资本经营预算财政拨款支出",
        ("本年收入合计", Scope.FISCAL_APPROPRIATION): "财政拨款收入",
        ("本年收入合计", Scope.GENERAL_PUBLIC_BUDGET): "一般公共预算财政拨款收入",
        ("本年收入合计", Scope.GOVERNMENT_FUND): "政府性基金预算财政拨款收入",
        ("本年收入合计", Scope.STATE_CAPITAL): "国有资本经营预算财政拨款收入",
        ("收入总计", Scope.FISCAL_APPROPRIATION): "财政拨款收入总计",
        ("支出总计", Scope.FISCAL_APPROPRIATION): "财政拨款支出总计",
        ("年初结转和结余", Scope.FISCAL_APPROPRIATION): "年初财政拨款结转和结余",
        ("年末结转和结余", Scope.FISCAL_APPROPRIATION): "年末财政拨款结转和结余",
        ("基本支出", Scope.GENERAL_PUBLIC_BUDGET): "一般公共预算财政拨款基本支出",
        ("项目支出", Scope.GENERAL_PUBLIC_BUDGET): "一般公共预算财政拨款项目支出",
    }
)
"""Names that an item in one 口径 may have of its own: either form answers for the other."""
_NAMED = MappingProxyType({name: slot for slot, name in COUNTERPARTS.items()})

_ANNEX = re.compile(r"附件|附表|评价报告|自评报告|自评表|第[五六七]部分")
_TERMS = re.compile(r"名词解释")
_STANDARD = re.compile(r"情况说明|决算表|预算表|总体情况|具体情况|结构情况")


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """One figure that is wanted. ``scope`` and ``whole`` are None where they were not said.

    ``every`` asks for all 口径 of an item whose bare name means all funds.
    """

    item: str
    year: int
    measures: tuple[Measure, ...] = LEVELS
    basis: Basis = Basis.FINAL
    scope: Scope | None = None
    against: Against | None = None
    whole: str | None = None
    code: str | None = None
    every: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """The figure chosen for one 口径, and what else the reports give for the same thing."""

    fact: Fact
    conflicts: tuple[Fact, ...] = ()
    restated: tuple[Fact, ...] = ()


class Evidence:
    """The figures of the reports in question, each item read once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._items: dict[tuple[tuple[str, ...], str], tuple[Fact, ...]] = {}
        self._reports: dict[tuple[str, ...], tuple[Fact, ...]] = {}

    def facts(self, subject: Subject, item: str) -> tuple[Fact, ...]:
        """Every figure that the subject's reports give of *item*; a bare name of a 款 or 项 stands for its one path."""
        key = (subject.report_ids, item)
        if key not in self._items:
            found = self.library.facts(reports=subject.report_ids, items=[item])
            self._items[key] = found or self._by_last_name(subject, item)
        return self._items[key]

    def everything(self, subject: Subject) -> tuple[Fact, ...]:
        """Every figure of the subject's own report, its tables included."""
        own = tuple(report.id for report in subject.reports if report.year == subject.year)
        if own not in self._reports:
            self._reports[own] = self.library.facts(reports=own) if own else ()
        return self._reports[own]

    def picks(self, subject: Subject, want: Want) -> tuple[Pick, ...]:
        """Return what the reports state for *want*, one pick a 口径 in the order of SCOPES."""
        by_scope = self._by_scope(subject, want)
        if want.scope is not None:
            by_scope = {want.scope: self._in_scope(subject, by_scope, want.scope)}
        elif want.item in _ALL_FUNDS and by_scope[Scope.ALL] and not want.every:
            by_scope = {Scope.ALL: by_scope[Scope.ALL]}
        picks = [_pick(subject, by_scope[scope]) for scope in by_scope if by_scope[scope]]
        return _fold(picks) if want.scope is None else tuple(picks)

    def _by_scope(self, subject: Subject, want: Want) -> dict[Scope | None, list[Fact]]:
        """The figures that fit by 口径, under the item's name or the name that it has in that 口径."""
        facts = [fact for fact in self.facts(subject, want.item) if _fits(fact, want)]
        if not facts and want.item in _NAMED:
            item, scope = _NAMED[want.item]
            return {scope: self._by_scope(subject, replace(want, item=item))[scope]} | {None: []}
        found = {scope: [fact for fact in facts if fact.scope is scope] for scope in SCOPES}
        for (item, scope), name in COUNTERPARTS.items():
            if item == want.item and not found[scope]:
                found[scope] = [fact for fact in self.facts(subject, name) if _fits(fact, want)]
        return found

    def _in_scope(self, subject: Subject, by_scope: dict[Scope | None, list[Fact]], scope: Scope) -> list[Fact]:
        """财政拨款 and 一般公共预算 stand for one another only where the reports state no other appropriation."""
        if by_scope.get(scope):
            return by_scope[scope]
        if scope in _ALIKE and not self._has_other_appropriation(subject):
            other = _ALIKE[1 - _ALIKE.index(scope)]
            if by_scope.get(other):
                return by_scope[other]
        return by_scope.get(None, [])

    def hopeless(self, question: Question) -> CannotAnswer | None:
        """The refusal of a question whose items no report of the library has; asking back would be in vain."""
        unknown = [asked for asked in question.items if not asked.known]
        if not unknown or question.operation in IN_WORDS:
            return None
        names = {name for name, _ in self.library.labels()}
        gone = [asked for asked in unknown if asked.item not in names]
        if not gone:
            return None
        said = "、".join(f"“{asked.said}”" for asked in gone)
        return CannotAnswer(Reason.NO_ITEM, f"资料库里的报告都没有{said}这一项", tuple(near for asked in gone for near in asked.near))

    def _has_other_appropriation(self, subject: Subject) -> bool:
        extra = self.library.facts(reports=subject.report_ids, scopes=_EXTRA)
        return any(fact.quantity.number for fact in extra)

    def _by_last_name(self, subject: Subject, item: str) -> tuple[Fact, ...]:
        paths = [name for name, _ in self.library.labels(subject.report_ids) if name.endswith("/" + item)]
        if len(paths) > 1:
            shown = tuple(path.replace("/", " / ") for path in paths)
            raise CannotAnswer(Reason.AMBIGUOUS, f"“{item}”在报告里不止一处，请问是哪一个？", shown)
        return self.library.facts(reports=subject.report_ids, items=paths) if paths else ()


def rank(fact: Fact) -> int:
    """How authoritative the place is: the tables and 情况说明 first, then the rest, annexes, definitions."""
    path = "/".join(fact.section)
    if _TERMS.search(path):
        return 3
    if _ANNEX.search(path):
        return 2
    return 0 if fact.table or _STANDARD.search(path) else 1


def _fits(fact: Fact, want: Want) -> bool:
    return (
        fact.year == want.year
        and fact.measure in want.measures
        and fact.basis is want.basis
        and (want.against is None or fact.against in (None, want.against))
        and (want.whole is None or fact.whole in (None, want.whole))
        and (want.code is None or fact.code in (None, want.code))
    )


def _pick(subject: Subject, facts: Iterable[Fact]) -> Pick:
    """Choose by report (the year's own first), then by authority, then by place; keep what disagrees."""
    order = {report: number for number, report in enumerate(subject.report_ids)}
    first, *rest = sorted(facts, key=lambda fact: (order[fact.report], rank(fact), fact.start))
    other = _distinct(fact for fact in rest if not fact.quantity.agrees_with(first.quantity))
    return Pick(
        first,
        conflicts=tuple(fact for fact in other if fact.report == first.report),
        restated=tuple(fact for fact in other if fact.report != first.report),
    )


def _fold(picks: list[Pick]) -> tuple[Pick, ...]:
    """An annex's figure without a clear 口径 is no second reading: it supports or contradicts the standard section's."""
    standard = [pick for pick in picks if rank(pick.fact) < 2]
    loose = [pick for pick in picks if rank(pick.fact) >= 2]
    if not standard:
        return tuple(picks)
    differing = _distinct(
        pick.fact
        for pick in loose
        if not any(pick.fact.quantity.agrees_with(other.fact.quantity) for other in standard)
    )
    first = standard[0]
    return _same_once([replace(first, conflicts=_distinct((*first.conflicts, *differing))), *standard[1:]])


def _same_once(picks: list[Pick]) -> tuple[Pick, ...]:
    """A figure without a 口径 that repeats another reading's is not a reading of its own."""
    scoped = [pick for pick in picks if pick.fact.scope is not None]
    return tuple(
        pick
        for pick in picks
        if pick.fact.scope is not None or not any(pick.fact.quantity.agrees_with(other.fact.quantity) for other in scoped)
    )


def _distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    kept: list[Fact] = []
    for fact in facts:
        if not any(fact.quantity == other.quantity for other in kept):
            kept.append(fact)
    return tuple(kept)
