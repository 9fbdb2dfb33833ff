"""From a question's slots to what must be looked up: whose reports, of which years.

Comes in: a Question and the reports of the library. Goes out: a Plan, or CannotAnswer with the right reason. The slots
decide: a missing organisation or year is filled only where the library leaves one choice, and that is said aloud.
Never reads a figure.
"""

import re
from dataclasses import dataclass, replace

from assistant.answer import Reason
from assistant.errors import CannotAnswer
from assistant.inquiry import Operation, Question
from assistant.shelf import Shelf, Subject
from index.glossary import find
from index.records import Basis, Fact, Report, ReportKind, Scope

SHOWN = 8
"""How many choices a refusal or a question back lists."""

_WORDS = {Operation.DEFINITION, Operation.DUTIES, Operation.COMPOSITION, Operation.PASSAGE}
"""Operations answered in the report's words: without a year the newest report speaks, and the reply says so."""
_ADDED_UP = re.compile(r"一共|合计|总共|共计|加起来|之和|总和|平均")
_COUNTED_YEARS = 10
"""Up to how many years a question counts: 近三年; 近几年 counts none."""
_ACROSS = {Operation.RANKING, Operation.COMPARE}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be said beside the answer: a code, the words it needs and the figures it names."""

    code: str
    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A question with every slot filled, and the organisations and years that it is asked of."""

    question: Question
    subjects: tuple[Subject, ...]
    shelf: Shelf
    notices: tuple[Notice, ...] = ()


def make_plan(question: Question, reports: tuple[Report, ...]) -> Plan:
    """Fill the open slots of *question* from what the library holds."""
    _refuse_out_of_scope(question)
    if question.operation is Operation.CORPUS:
        return Plan(question=question, subjects=(), shelf=Shelf(reports))
    shelf = _shelf(question, reports)
    orgs, org_notices = _orgs(question, shelf)
    years, year_notices = _years(question, orgs, shelf)
    basis, basis_notices = _basis(question, orgs, years, shelf)
    filled = replace(question, orgs=orgs, years=years, basis=basis, scope=_scope(question))
    subjects = _subjects(question, orgs, years, shelf)
    corrections = tuple(Notice("corrected", (found.said, found.meant)) for found in question.corrections)
    return Plan(
        question=filled,
        subjects=_present(subjects, question, shelf),
        shelf=shelf,
        notices=corrections + org_notices + year_notices + basis_notices,
    )


def _subjects(question: Question, orgs: tuple[str, ...], years: tuple[int, ...], shelf: Shelf) -> tuple[Subject, ...]:
    """Whose reports speak; where each item names its own level, the first one's."""
    levels = [asked.level for asked in question.items if asked.level]
    if levels and len(levels) == len(question.items):
        shelf = replace(shelf, level=levels[0])
    in_words = question.operation in _WORDS
    return tuple(shelf.subject(org, year, in_words=in_words) for org, year in _pairs(question, orgs, years, shelf))


def _speaks_for_itself(question: Question) -> bool:
    """Whether any organisation's newest report may answer: the meaning of a word, with none named."""
    return question.operation is Operation.DEFINITION and not (question.orgs or question.org_choices or question.years)


def _pairs(question: Question, orgs: tuple[str, ...], years: tuple[int, ...], shelf: Shelf) -> tuple[tuple[str, int], ...]:
    """Every organisation in every year, unless each item has its own or any newest report may speak."""
    if _speaks_for_itself(question):
        return tuple((org, shelf.years([org])[-1]) for org in orgs)
    own = tuple((asked.org, asked.year) for asked in question.items if asked.org and asked.year)
    if own and len(own) == len(question.items):
        return tuple(dict.fromkeys(own))
    return tuple((org, year) for org in orgs for year in years)


def _refuse_out_of_scope(question: Question) -> None:
    if question.operation is Operation.NONE:
        raise CannotAnswer(Reason.OUT_OF_SCOPE, _HELP if question.courtesy else "这个问题不在部门决算报告能回答的范围内")
    for correction in question.corrections:
        if not correction.certain and not correction.meant:
            raise CannotAnswer(Reason.AMBIGUOUS, f"没有读懂“{correction.said}”，怕答非所问，请换个说法")
        if not correction.certain:
            raise CannotAnswer(Reason.AMBIGUOUS, f"“{correction.said}”是不是指“{correction.meant}”？", (correction.meant,))


_HELP = "您好。这里回答部门预算、决算报告里写了的内容：可以问某单位某一年的收支、“三公”经费、占比、增减和原因，也可以问“有哪些报告”"


def _shelf(question: Question, reports: tuple[Report, ...]) -> Shelf:
    """Keep the reports of the kind and level asked for."""
    if not reports:
        raise CannotAnswer(Reason.NO_REPORT, "资料库里还没有报告")
    shelf = Shelf(reports, question.kind, question.level)
    if shelf.empty:
        asked = f"{question.level.value if question.level else '部门'}{question.kind.value if question.kind else '决算'}"
        raise CannotAnswer(Reason.NO_REPORT, f"资料库里没有{asked}报告", tuple(report.title for report in reports)[:SHOWN])
    return shelf


def _orgs(question: Question, shelf: Shelf) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    """Return the organisations meant; where a name fits several the reader chooses."""
    orgs = list(question.orgs)
    for choice in question.org_choices:
        if not choice.choices:
            raise CannotAnswer(Reason.NO_REPORT, f"资料库里没有“{choice.said}”的报告", (choice.near or shelf.orgs)[:SHOWN])
        if len(choice.choices) > 1:
            raise CannotAnswer(Reason.AMBIGUOUS, f"“{choice.said}”可以指不止一个单位，请问是哪一个？", choice.choices[:SHOWN])
        orgs.extend(choice.choices)
    for org in orgs:
        if not shelf.of(org):
            raise CannotAnswer(Reason.NO_REPORT, f"资料库里没有“{org}”的这类报告", _titles(shelf))
    if orgs:
        return tuple(dict.fromkeys(orgs)), ()
    if question.group == "orgs" or (question.operation in _ACROSS and question.group is None and len(question.items) < 2):
        return shelf.orgs, ()
    if any(asked.org for asked in question.items):
        return tuple(dict.fromkeys(asked.org for asked in question.items if asked.org)), ()
    return _only_org(question, shelf)


def _only_org(question: Question, shelf: Shelf) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    final = shelf if question.kind or question.basis is Basis.BUDGET else replace(shelf, kind=ReportKind.FINAL)
    fitting = [org for org in final.orgs if not question.years or set(question.years) <= set(final.years([org]))]
    if question.operation is Operation.DEFINITION:
        return tuple(fitting) or shelf.orgs, ()
    if len(shelf.orgs) == 1:
        return shelf.orgs, (Notice("only_org", shelf.orgs),)
    if len(fitting) == 1:
        return (fitting[0],), (Notice("only_org", (fitting[0],)),)
    if not fitting and not set(question.years) & set(shelf.years(shelf.orgs)):
        years = "、".join(str(year) for year in question.years)
        raise CannotAnswer(Reason.NO_YEAR, f"资料库里没有{years}年的报告", _titles(shelf))
    raise CannotAnswer(Reason.AMBIGUOUS, "请问是哪个单位？", (tuple(fitting) or shelf.orgs)[:SHOWN])


def _years(question: Question, orgs: tuple[str, ...], shelf: Shelf) -> tuple[tuple[int, ...], tuple[Notice, ...]]:
    there = shelf.years(orgs)
    if question.last_years:
        return _latest(question, tuple(year for year in there if year <= max(question.years, default=year))) or question.years, ()
    if question.years:
        return question.years, ()
    if _speaks_for_itself(question):
        return (), ()
    said = tuple(dict.fromkeys(asked.year for asked in question.items if asked.year))
    if said:
        return said, ()
    if len(there) == 1:
        return there, (Notice("only_year", (str(there[0]),)),)
    if question.group == "years" or (question.operation is Operation.COMPARE and len(orgs) == 1):
        return there, ()
    if question.operation in _WORDS:
        return (there[-1],), (Notice("newest", (str(there[-1]),)),)
    common = [year for year in there if all(year in shelf.years([org]) for org in orgs)]
    if len(orgs) > 1 and len(common) == 1:
        return (common[0],), (Notice("only_year", (str(common[0]),)),)
    raise CannotAnswer(Reason.AMBIGUOUS, "请问是哪一年？", tuple(f"{year}年" for year in there)[:SHOWN])


def _latest(question: Question, there: tuple[int, ...]) -> tuple[int, ...]:
    """The n latest years; what needs every one of them is looked for in the reports of later ones where fewer are there."""
    wanted = question.last_years or 0
    whole = question.operation in (Operation.SUM, Operation.RANKING) or _ADDED_UP.search(question.text)
    if whole and there and len(there) < wanted <= _COUNTED_YEARS:
        return tuple(range(there[-1] - wanted + 1, there[-1] + 1))
    return there[-wanted:]


def _basis(question: Question, orgs: tuple[str, ...], years: tuple[int, ...], shelf: Shelf) -> tuple[Basis | None, tuple[Notice, ...]]:
    """Where a budget is all there is, an unsaid basis means the budget, said aloud."""
    if question.basis is not None:
        return question.basis, ()
    mine = [report for org in orgs for report in shelf.of(org)]
    own = [report for report in mine if report.year in years]
    later = [report for report in mine if report.year - 1 in years]  # what last year was is told by this year's report
    kinds = {report.kind for report in own or later}
    if kinds == {ReportKind.BUDGET}:
        return Basis.BUDGET, () if question.kind is ReportKind.BUDGET else (Notice("only_budget"),)
    return None, ()


def _scope(question: Question) -> Scope | None:
    """The 口径 of the question; one that only stands in an item's name (一般公共预算财政拨款支出) is that item's alone."""
    named = [*question.items, question.whole] if question.whole else list(question.items)
    own = {known.scope for asked in named if (known := find(asked.item)) is not None}
    return None if len(named) > 1 and question.scope in own else question.scope


def _present(subjects: tuple[Subject, ...], question: Question, shelf: Shelf) -> tuple[Subject, ...]:
    """Leave out, across organisations or years, those without a report; refuse where none is left."""
    there = tuple(subject for subject in subjects if subject.reports)
    if len(there) == len(subjects) or (there and question.group in ("orgs", "years")):
        return there
    gone = next(subject for subject in subjects if not subject.reports)
    raise CannotAnswer(
        Reason.NO_YEAR,
        f"资料库里没有{gone.org}{gone.year}年的报告",
        tuple(report.title for report in shelf.of(gone.org))[:SHOWN],
    )


def _titles(shelf: Shelf) -> tuple[str, ...]:
    return tuple(report.title for report in shelf.reports)[:SHOWN]
