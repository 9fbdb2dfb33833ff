"""What every computation asks of the evidence: the readings of one item, and readings of several items that match.

Readings match when they are of one 口径: part and whole, this year and last, one item and the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rapidfuzz.fuzz import ratio

from assistant.answer import Reason
from assistant.compute.naming import BASIS_NAMES, MEASURE_NAMES, SCOPE_NAMES, scope_word, short
from assistant.errors import CannotAnswer
from assistant.evidence import LEVELS, SCOPES, Evidence, Pick, Want
from assistant.inquiry import Asked, Operation
from assistant.plan import SHOWN, Notice, Plan
from assistant.shelf import Subject
from index.glossary import find, item
from index.records import Against, Basis, Fact, Measure, Scope

Readings = tuple[Pick, ...]

SIBLINGS = MappingProxyType(
    {
        "本年收入合计": ("收入总计", "财政拨款收入", "财政拨款收入总计"),
        "本年支出合计": ("支出总计", "财政拨款支出", "一般公共预算财政拨款支出"),
        "收入总计": ("本年收入合计",),
        "支出总计": ("本年支出合计",),
        "财政拨款收入": ("财政拨款收入总计",),
        "财政拨款支出": ("财政拨款支出总计", "一般公共预算财政拨款支出"),
        "一般公共预算财政拨款支出": ("财政拨款支出",),
    }
)
"""Totals under whose names a report may say what it does not say of one: they are offered, never put in its place."""

_MEASURES = MappingProxyType(
    {
        Operation.SHARE: Measure.SHARE,
        Operation.CHANGE: Measure.CHANGE,
        Operation.CHANGE_RATE: Measure.CHANGE_RATE,
        Operation.COMPLETION: Measure.COMPLETION_RATE,
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A plan and the evidence for it: what the computations work on."""

    plan: Plan
    evidence: Evidence

    def subject(self, asked: Asked | None = None) -> Subject:
        """Whose figure is asked for, an item's own organisation and year before the question's."""
        question, shelf = self.plan.question, self.plan.shelf
        first = self.plan.subjects[0] if self.plan.subjects else None
        if asked is None or (asked.org, asked.year, asked.level) == (None, None, None):
            return first or shelf.subject(question.orgs[0], question.years[0])
        shelf = replace(shelf, level=asked.level) if asked.level else shelf
        return shelf.subject(asked.org or question.orgs[0], asked.year or question.years[0])

    def base_year(self, subject: Subject) -> int:
        """The year that a change is counted from: the earlier of two years asked for, else the year before."""
        earlier = [year for year in self.plan.question.years if year < subject.year]
        return min(earlier, default=subject.year - 1)

    def basis(self, asked: Asked) -> Basis:
        """The basis said of the item, else of the question, else final accounts."""
        return asked.basis or self.plan.question.basis or Basis.FINAL

    def scope(self, asked: Asked) -> Scope | None:
        """The 口径 said of the item, else of the question."""
        return asked.scope or self.plan.question.scope

    def readings(
        self,
        asked: Asked,
        subject: Subject,
        *,
        measures: tuple[Measure, ...] = LEVELS,
        basis: Basis | None = None,
        against: Against | None = None,
        year: int | None = None,
    ) -> Readings:
        """Every reading of one item, best first; empty where the reports give none."""
        asked = self.one(asked, subject)
        want = Want(
            item=asked.item, year=year or subject.year, measures=measures, basis=basis or self.basis(asked),
            scope=self.scope(asked), against=against, code=asked.code, sort=None if asked.known else asked.sort,
        )  # fmt: skip
        return self.evidence.picks(subject, want)

    def each(self, asked: Asked, subject: Subject) -> tuple[Asked, ...]:
        """The items that a name stands for: of several functional paths those that the reports have figures for."""
        asked = self.as_printed(asked, subject)
        there = [path for path in asked.paths if self.evidence.facts(subject, path)]
        return tuple(replace(asked, item=path, code=None, paths=()) for path in there) or (asked,)

    def as_printed(self, asked: Asked, subject: Subject) -> Asked:
        """A subject under its older name is one of its own in a report that prints the present name beside it."""
        above, _, name = asked.item.rpartition("/")
        if not (asked.known and above):
            return asked
        there = self.evidence.names(subject)
        older = [alias for alias in item(asked.item).aliases if f"{above}/{alias}" in there]
        nearest = max((name, *older), key=lambda each: ratio(asked.said, each)) if older else name
        return replace(asked, item=f"{above}/{nearest}", known=False, code=None) if nearest != name else asked

    def one(self, asked: Asked, subject: Subject) -> Asked:
        """The one item that a name stands for; the reader chooses where there are several."""
        found = self.each(asked, subject)
        if len(found) > 1:
            choices = tuple(each.item.replace("/", " / ") for each in found)[:SHOWN]
            raise CannotAnswer(Reason.AMBIGUOUS, f"“{asked.said}”在报告里不止一处，请问是哪一个？", choices)
        return found[0]

    def measure(self, asked: Asked) -> Measure | None:
        """What is asked of the item: said of it, of the question, or by the operation that is verified or compared."""
        question = self.plan.question
        return asked.measure or question.measure or (_MEASURES.get(question.of) if question.of else None)

    def required(self, asked: Asked, subject: Subject, *, basis: Basis | None = None) -> Readings:
        """The readings of an item, or the refusal that its absence deserves."""
        found = self.readings(asked, subject, basis=basis)
        if not found:
            raise self.missing(asked, subject, basis or self.basis(asked))
        return found

    def whole(self, name: str, subject: Subject, basis: Basis) -> Readings:
        """The readings of a whole, in each 口径 under the name that it has there."""
        return self.evidence.picks(subject, Want(item=name, year=subject.year, basis=basis, every=True))

    def missing(self, asked: Asked, subject: Subject, basis: Basis) -> CannotAnswer:
        """Why there is no such figure, and what there is instead."""
        if subject.own is None:
            titles = tuple(report.title for report in self.plan.shelf.of(subject.org))[:SHOWN]
            return CannotAnswer(Reason.NO_YEAR, f"资料库里没有{subject.org}{subject.year}年的报告，其他年份的报告也没有写到它", titles)
        name = short(asked.item) or asked.said
        if not asked.known:
            near = tuple(map(short, asked.near))[:SHOWN] or self.near(asked, subject)
            return CannotAnswer(Reason.NO_ITEM, f"{subject.own.title}里没有找到“{asked.said}”这一项", near)
        alike = (other for other in self.evidence.names(subject) if other != name and other.endswith(name) and "/" not in other)
        kin = tuple(other for other in alike if not self.evidence.known(subject, other))
        if kin and not self.evidence.facts(subject, asked.item):
            return CannotAnswer(Reason.AMBIGUOUS, f"报告没有单独写“{name}”，请问是不是下面的哪一项？", kin[:SHOWN])
        scope = self.scope(asked)
        known = find(asked.item)
        kind = BASIS_NAMES[basis] if basis is not Basis.FINAL or (known is not None and known.unit == "万元") else ""
        reading = (f"{SCOPE_NAMES[scope]}的" if scope else "") + name + kind
        return CannotAnswer(Reason.NOT_DISCLOSED, f"{subject.own.title}没有公布{reading}", self.other_readings(asked, subject))

    def other_readings(self, asked: Asked, subject: Subject) -> tuple[str, ...]:
        """In which year, basis, 口径 or measure the reports do give the item."""
        names = (asked.item, *SIBLINGS.get(asked.item, ()))
        facts = [fact for name in names for fact in self.evidence.facts(subject, name)]
        facts.sort(key=lambda fact: fact.basis is not self.basis(asked))
        this_year = [fact for fact in facts if fact.year == subject.year]
        return tuple(dict.fromkeys(describe(fact) for fact in this_year or facts))[:SHOWN]

    def near(self, asked: Asked, subject: Subject) -> tuple[str, ...]:
        """Labels of the report that share most characters with what was said."""
        said = set(asked.said or asked.item)
        names = self.evidence.names(subject)
        scored = sorted(((len(said & set(short(name))) / len(said | set(short(name))), name) for name in names), reverse=True)
        return tuple(short(name) for score, name in scored if score > 0.3)[:SHOWN]


def describe(fact: Fact) -> str:
    """A figure's slots in words, without the figure."""
    scope = scope_word(fact)
    measure = MEASURE_NAMES.get(fact.measure, BASIS_NAMES[fact.basis] if fact.measure is Measure.AMOUNT else "")
    return f"{fact.year}年{short(fact.item)}{measure}" + (f"（{scope}）" if scope else "")


def matched(*readings: Readings) -> tuple[Pick, ...] | None:
    """One reading each, all of one 口径; None where there is no such one: figures of one item never mix."""
    if not all(readings):
        return None
    for scope in SCOPES:
        chosen = [_in(scope, found) for found in readings]
        if all(chosen) and any(pick.fact.scope is scope for pick in chosen if pick):
            return tuple(pick for pick in chosen if pick)
    return None


def align(readings: Sequence[Readings]) -> tuple[tuple[Pick, ...], bool]:
    """Pick one reading each, all of one 口径 where there is such a one; tell whether 口径 had to be mixed."""
    alike = matched(*readings)
    if alike is not None:
        return alike, False
    firsts = tuple(found[0] for found in readings)
    unclear = [pick.fact for pick in firsts if pick.fact.scope is not Scope.ALL and scope_word(pick.fact)]
    return firsts, len({pick.fact.scope for pick in firsts if pick.fact.scope}) > 1 and bool(unclear)


def _in(scope: Scope | None, readings: Readings) -> Pick | None:
    for pick in readings:
        if pick.fact.scope is scope:
            return pick
    return readings[0] if all(pick.fact.scope is None for pick in readings) else None


def listed_twice(pick: Pick) -> tuple[Pick, ...]:
    """A functional item that one list of a report names twice with different figures: each entry is a figure of its own."""
    if "/" not in pick.fact.item:
        return (pick,)
    return (pick, *(Pick(fact) for fact in pick.conflicts if fact.section == pick.fact.section and fact.table == pick.fact.table))


def notices_of(picks: Sequence[Pick]) -> tuple[Notice, ...]:
    """What must be said of chosen figures: contradictions inside a report or between reports, approximations, their year."""
    found: list[Notice] = []
    for pick in picks:
        if pick.conflicts:
            found.append(Notice("conflict", (), (pick.fact, *pick.conflicts)))
        if pick.restated:
            found.append(Notice("restated", (), (pick.fact, *pick.restated)))
        if pick.fact.quantity.hedge.value:
            found.append(Notice("approximate", (), (pick.fact,)))
    return tuple(found)
