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
from assistant.inquiry import Content, Operation, Question, Sort
from assistant.question.likeness import likeness
from assistant.remembered import remembered
from assistant.shelf import Subject
from index.glossary import find
from index.library import Library
from index.records import Against, Basis, Fact, Measure, Scope

LEVELS = (Measure.AMOUNT, Measure.COUNT, Measure.SCORE)
"""Measures that say how much there is, not how it compares."""

_SENTENCE, _STOP = 160, re.compile(r"。|\n\s*\n")
"""How far before a figure its sentence is looked for, and what ends one."""
_CLAUSE, _PAUSE = 40, re.compile(r"[，；。：;]|\n\s*\n")
"""How far behind a figure its clause goes on, and what ends one."""
_ABOVE = 800
"""How far above a figure the name of the project may stand that it is of."""

IN_WORDS = frozenset({Operation.DEFINITION, Operation.DUTIES, Operation.COMPOSITION, Operation.REASON, Operation.PASSAGE, Operation.CORPUS})
"""Operations that are answered in the reports' words."""

SCOPES = (
    Scope.ALL, None, Scope.FISCAL_APPROPRIATION, Scope.GENERAL_PUBLIC_BUDGET, Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL,
)  # fmt: skip
"""The order in which readings are named where the question names no 口径."""

_ALL_FUNDS = frozenset({"收入总计", "支出总计", "本年收入合计", "本年支出合计", "年初结转和结余", "年末结转和结余"})
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

_SHORT_NAME = 4
"""Up to so many characters a name may end another by chance."""
_ANNEX = re.compile(r"附件|附表|评价报告|自评报告|自评表|第[五六七]部分")
_TERMS = re.compile(r"名词解释")
_STANDARD = re.compile(r"情况说明|编制说明|决算表|预算表|总体情况|具体情况|结构情况")
_THREE = "三公"
_ECONOMIC = "（经济分类）"
"""What the glossary adds to names of the economic classification that a 科目 elsewhere bears too."""
_GRAND = MappingProxyType({"本年支出合计": "支出总计", "本年收入合计": "收入总计"})
"""Totals with what was carried over in them: where a report prints nothing but 总支出, that is what people ask for."""
_PLANNED = MappingProxyType({"预算总支出": "本年支出合计", "预算总收入": "本年收入合计", "部门预算总额": "本年支出合计"})
"""Totals that are of the budget by their name: the budget figure of the plain total."""


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
    sort: Sort | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """The figure chosen for one 口径, and what else the reports give for the same thing; ``alike`` prints it in another unit."""

    fact: Fact
    conflicts: tuple[Fact, ...] = ()
    restated: tuple[Fact, ...] = ()
    alike: tuple[Fact, ...] = ()


class Evidence:
    """The figures of the reports in question, each report read once and kept until the library is written to."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._kept = remembered(library)
        self._everywhere: dict[str, dict[str, tuple[Fact, ...]]] = {}

    def facts(self, subject: Subject, item: str) -> tuple[Fact, ...]:
        """Every figure that the subject's reports give of *item*; a bare name of a 款 or 项 stands for its one path."""
        return self._of(subject.report_ids, item) or self._by_last_name(subject, item) or self._by_print(subject, item)

    def everything(self, subject: Subject) -> tuple[Fact, ...]:
        """Every figure of the subject's own report, its tables included."""
        own = [report.id for report in subject.reports if report.year == subject.year]
        return tuple(fact for report in own for facts in self._kept.items(report).values() for fact in facts)

    def stated_in(self, report: str) -> tuple[Fact, ...]:
        """Every figure of one report, its tables included."""
        return tuple(fact for facts in self._kept.items(report).values() for fact in facts)

    def names(self, subject: Subject) -> tuple[str, ...]:
        """The items that the subject's reports give figures of."""
        return tuple(dict.fromkeys(name for report in subject.report_ids for name in self._kept.items(report)))

    def known(self, subject: Subject, item: str) -> bool:
        """Whether *item* is a glossary's name for the subject's figures, not a label of the report's own."""
        return any(fact.known for fact in self._of(subject.report_ids, item))

    def sentence(self, fact: Fact) -> str:
        """The sentence that a figure stands in, up to the figure."""
        before = self.library.text(fact.report, max(0, fact.start - _SENTENCE), fact.end)
        return _STOP.split(before)[-1]

    def clause(self, fact: Fact) -> str:
        """The clause that a figure stands in, to its end."""
        start, end = fact.value_start, fact.value_end
        before = self.library.text(fact.report, max(0, start - _SENTENCE), start)
        behind = self.library.text(fact.report, end, end + _CLAUSE)
        return _PAUSE.split(before)[-1] + fact.value_as_printed + _PAUSE.split(behind)[0]

    def above(self, fact: Fact) -> str:
        """What stands above a figure, without line breaks."""
        return "".join(self.library.text(fact.report, max(0, fact.start - _ABOVE), fact.start).split())

    def prefetch(self, item: str) -> None:
        """Read one item of all reports at once, where many organisations are compared."""
        names = [item, *(name for (other, _), name in COUNTERPARTS.items() if other == item)]
        found: dict[str, dict[str, tuple[Fact, ...]]] = {name: {} for name in names}
        for fact in self.library.facts(items=names):
            found[fact.item][fact.report] = (*found[fact.item].get(fact.report, ()), fact)
        self._everywhere.update(found)

    def _of(self, reports: Iterable[str], item: str) -> tuple[Fact, ...]:
        if item in self._everywhere:
            return tuple(fact for report in reports for fact in self._everywhere[item].get(report, ()))
        return tuple(fact for report in reports for fact in self._kept.items(report).get(item, ()))

    def picks(self, subject: Subject, want: Want) -> tuple[Pick, ...]:
        """Return what the reports state for *want*, one pick a 口径 in the order of SCOPES."""
        if want.item in _PLANNED and not self.facts(subject, want.item):
            want = replace(want, item=_PLANNED[want.item], basis=Basis.BUDGET)
        by_scope = self._by_scope(subject, want)
        if want.scope is not None:
            by_scope = {want.scope: self._in_scope(subject, by_scope, want.scope)}
        elif want.item in _ALL_FUNDS and not want.every:
            by_scope = {scope: by_scope[scope] for scope in (Scope.ALL, None)}
        picks = [_pick(subject, by_scope[scope]) for scope in by_scope if by_scope[scope]]
        return _fold(picks) if want.scope is None else tuple(picks)

    def _by_scope(self, subject: Subject, want: Want) -> dict[Scope | None, list[Fact]]:
        """The figures that fit by 口径, under the item's name or the name that it has in that 口径."""
        facts = [fact for fact in self.facts(subject, want.item) if _fits(fact, want)]
        facts = facts or [fact for fact in self._of(subject.report_ids, _GRAND.get(want.item, "")) if _fits(fact, want) and _plainly(fact)]
        facts = facts or [fact for fact in self._of(subject.report_ids, self._only_path(subject, want.item)) if _fits(fact, want)]
        facts = facts or [fact for fact in self._namesake_below(subject, want.item) if _fits(fact, replace(want, code=None))]
        if not facts and want.item in _NAMED:
            item, scope = _NAMED[want.item]
            return {scope: self._by_scope(subject, replace(want, item=item))[scope]} | {None: []}
        found = {scope: [fact for fact in facts if fact.scope is scope] for scope in SCOPES}
        for (item, scope), name in COUNTERPARTS.items():
            if item == want.item and not found[scope]:
                found[scope] = [fact for fact in self.facts(subject, name) if _fits(fact, want)]
        if not any(found.values()):
            row = [fact for fact in self._of(subject.report_ids, want.item + _ECONOMIC) if _fits(fact, want)]
            found |= {scope: [fact for fact in row if fact.scope is scope] for scope in SCOPES}
        return found

    def _only_path(self, subject: Subject, item: str) -> str:
        """The one functional path that ends with a name that the economic classification has too: 住房公积金, 职业年金缴费支出."""
        spending = item if len(item) > _SHORT_NAME else "/" + item
        paths = [name for name in self.names(subject) if "/" in name and name.removesuffix("支出").endswith(spending)]
        return paths[0] if len(paths) == 1 else ""

    def _by_print(self, subject: Subject, item: str) -> tuple[Fact, ...]:
        """The figures of the one item that the reports print under this very name, misprints included."""
        printed = frozenset[str]().union(*(self._kept.printed(report).get(item, ()) for report in subject.report_ids))
        return self._of(subject.report_ids, *printed) if len(printed) == 1 else ()

    def _namesake_below(self, subject: Subject, item: str) -> tuple[Fact, ...]:
        """The 项 that is all of a 款 and bears its name, with or without 支出: 城乡社区规划与管理（款）城乡社区规划与管理（项）."""
        below = f"{item}/{item.rpartition('/')[2]}"
        return self._of(subject.report_ids, below) or self._of(subject.report_ids, f"{below}支出")

    def _in_scope(self, subject: Subject, by_scope: dict[Scope | None, list[Fact]], scope: Scope) -> list[Fact]:
        """财政拨款 and 一般公共预算 stand for one another only where the reports state no other appropriation."""
        if by_scope.get(scope):
            return by_scope[scope]
        if scope in _ALIKE and not self._has_other_appropriation(subject):
            other = _ALIKE[1 - _ALIKE.index(scope)]
            if by_scope.get(other):
                return by_scope[other]
        return by_scope.get(None, []) if scope not in _EXTRA else []

    def hopeless(self, question: Question) -> CannotAnswer | None:
        """The refusal of a question whose items no report of the library has; asking back would be in vain."""
        unknown = [asked for asked in question.items if not asked.known]
        if not unknown or question.operation in IN_WORDS:
            return None
        names = {name for name, _ in self.library.labels()}
        gone = [asked for asked in unknown if asked.item not in names and not _like_any(asked.said, names)]
        if not gone:
            return None
        said = "、".join(f"“{asked.said}”" for asked in gone)
        return CannotAnswer(Reason.NO_ITEM, f"资料库里的报告都没有{said}这一项", tuple(near for asked in gone for near in asked.near))

    def _has_other_appropriation(self, subject: Subject) -> bool:
        everything = (self._kept.items(report).values() for report in subject.report_ids)
        return any(fact.scope in _EXTRA and fact.quantity.number for items in everything for facts in items for fact in facts)

    def _by_last_name(self, subject: Subject, item: str) -> tuple[Fact, ...]:
        paths = [name for name in self.names(subject) if name.endswith("/" + item)]
        if len(paths) > 1:
            shown = tuple(path.replace("/", " / ") for path in paths)
            raise CannotAnswer(Reason.AMBIGUOUS, f"“{item}”在报告里不止一处，请问是哪一个？", shown)
        return self._of(subject.report_ids, paths[0]) if paths else ()


def _like_any(words: str, names: Iterable[str]) -> bool:
    """Whether some label of the library explains all the words."""
    content = Content.of(words)
    return any(likeness(content, name).said == 1 for name in names)


def _plainly(fact: Fact) -> bool:
    """Whether a total is printed in the words that people use: 总支出, not 支出总计."""
    return bool(_PLAIN_TOTAL.fullmatch(re.sub(r"\s", "", fact.item_as_printed)))


_PLAIN_TOTAL = re.compile(r"总?(?:支出|收入)(?:合计)?")


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
        and (want.code is None or fact.code in (None, want.code) or fact.item != want.item)
        and (want.sort is None or want.sort.counts(fact.quantity))
    )


def _pick(subject: Subject, facts: Iterable[Fact]) -> Pick:
    """Choose by report (the year's own first), then by authority, a printed number before a mere 无, then by place; keep what disagrees."""
    order = {report: number for number, report in enumerate(subject.report_ids)}
    first, *rest = sorted(facts, key=lambda fact: (order[fact.report], rank(fact), in_words(fact), fact.start))
    other = _distinct(fact for fact in rest if not fact.quantity.agrees_with(first.quantity))
    return Pick(
        first,
        conflicts=tuple(fact for fact in other if fact.report == first.report),
        restated=tuple(fact for fact in other if fact.report != first.report),
        alike=tuple(fact for fact in rest if fact.quantity.agrees_with(first.quantity) and fact.quantity.unit != first.quantity.unit),
    )


def in_words(fact: Fact) -> bool:
    """Whether a zero is only told: 本部门无…支出, 空表."""
    return not fact.quantity.number and not any(letter.isdigit() for letter in fact.value_as_printed)


def _fold(picks: list[Pick]) -> tuple[Pick, ...]:
    """An annex's figure without a clear 口径 is no second reading: it supports or contradicts the standard section's."""
    standard = [pick for pick in picks if rank(pick.fact) < 2]
    standard = [pick for pick in standard if _at_home(pick.fact)] or standard
    loose = [pick for pick in picks if pick not in standard]
    if not standard:
        return tuple(picks)
    differing = _distinct(pick.fact for pick in loose if not any(pick.fact.quantity.agrees_with(other.fact.quantity) for other in standard))
    first = standard[0]
    return _same_once([replace(first, conflicts=_distinct((*first.conflicts, *differing))), *standard[1:]])


def _at_home(fact: Fact) -> bool:
    """Whether a figure of the three public expenses stands in the section about them: only there it is told in its own 口径."""
    known = find(fact.item)
    return known is not None and known.group == _THREE and _THREE in "/".join(fact.section)


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
