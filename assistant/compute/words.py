"""Questions answered in the report's own words: definitions, duties, composition, reasons, whatever else it says."""

import re
from dataclasses import replace

from assistant.answer import Reason
from assistant.compute.desk import SIBLINGS, Desk
from assistant.compute.finding import Finding
from assistant.compute.groups import members
from assistant.compute.measures import change, evaluate
from assistant.compute.naming import labels, short
from assistant.compute.outcome import Outcome
from assistant.compute.remarks import answering, remarked, shared_run, told_duties
from assistant.compute.setup import bodies_told, told_bodies
from assistant.compute.steps import stated
from assistant.errors import CannotAnswer
from assistant.excerpts import Excerpt, entry_named_in, once, opening, reasons_naming, section_paragraphs
from assistant.excerpts import definition as entry_of
from assistant.excerpts import reason as clause_of
from assistant.inquiry import Asked, Operation
from assistant.plan import Notice
from assistant.shelf import Subject
from assistant.telling import SURELY, telling
from index.glossary import find
from index.records import Against, Basis, Fact, Measure

_DUTIES = re.compile(r"职责|主要职能|工作职能|职能简介|主要任务")
_UNITS = re.compile(r"机构设置|机构情况|内设机构|单位构成|部门构成|组织机构|单位设置|所属单位|下属单位|人员构成|预算单位|决算单位")
_DOES = frozenset({"主要", "职责", "职能", "任务", "工作", "承担", "负责", "履行", "承办", "主管", "管理"})
_UP = re.compile(r"增加|增长|上升|提高|大于|高于|超|追加")
_DOWN = re.compile(r"减少|下降|降低|压减|压缩|小于|低于|结余|[没未]有?(?:用|花|支|执行)?完")
_BODIES = re.compile(r"机构|科室|股室|处室|单位|部门")
_REMARKS = frozenset({"问题", "改进", "措施", "建议"})
"""Titles under which nothing is told of a matter that they do not name."""
_OWN_TITLES = frozenset({"问题", "改进", "措施", "履职", "职责履行", "用于"})
"""Words for which reports have sections of their own; others (采购, 资产) stand in the titles of figures too."""
_TO_BUDGET = re.compile(r"(?:[大小高低多少]于|超过?|比|没到|不到)(?:年初|全年|调整)?预算")
_FEW = 5
_MONEY = "万元"
_LISTED = 20
_RUN = 3
"""How many characters in a run are no chance."""


def definition(desk: Desk) -> Finding:
    """What the reports' 名词解释 says of a term."""
    items = desk.plan.question.items
    if not items:
        raise CannotAnswer(Reason.AMBIGUOUS, "请问要解释哪个词？")
    found = [excerpt for asked in items for excerpt in _entries(desk, asked)] or _named_entries(desk)
    if not found:
        names = "、".join(f"“{asked.said}”" for asked in items)
        raise CannotAnswer(Reason.NOT_DISCLOSED, f"报告的名词解释里没有{names}")
    return Finding(excerpts=once(found))


def duties(desk: Desk) -> Finding:
    """What the organisation does, each duty by its first sentence; with a topic only the duties that mention it."""
    topic = _duty(desk)
    found: list[Excerpt] = []
    for subject in desk.plan.subjects:
        paragraphs = _about(_all_duties(desk, subject), topic)
        found.extend(paragraphs if len(paragraphs) < _FEW else map(opening, paragraphs))
    return Finding(excerpts=_some(found, "部门职责", _LISTED))


def _duty(desk: Desk) -> tuple[str, ...]:
    """The words that say which duty is asked for."""
    asked = (re.sub("^(?:关于|有关|对于?)", "", asked.said) for asked in desk.plan.question.items)
    return tuple(word for word in (*desk.plan.question.topic, *asked) if not _DUTIES.search(word) and word not in _DOES)


def _all_duties(desk: Desk, subject: Subject) -> tuple[Excerpt, ...]:
    return _in_own(desk, subject, _DUTIES) or told_duties(desk, subject)


def is_duty(desk: Desk) -> bool:
    """Whether the first organisation's duties speak of what is asked."""
    told = _all_duties(desk, desk.plan.subjects[0])
    return any(shared_run(word, paragraph.flowing) >= min(_RUN, len(word)) for word in _duty(desk) for paragraph in told)


def composition(desk: Desk) -> Finding:
    """Which offices and units there are; of an item, what it is made of."""
    question = desk.plan.question
    if question.items:
        return _made_of(desk)
    found: list[Excerpt] = []
    for subject in desk.plan.subjects:
        titled: tuple[Excerpt, ...] = ()
        for word in question.topic:
            titled = titled or _in_own(desk, subject, re.compile(re.escape(word)))
        paragraphs = titled or _in_own(desk, subject, _UNITS)
        found.extend(bodies_told(paragraphs, question.text, question.topic) or told_bodies(desk, subject))
    return Finding(excerpts=_some(found, "机构设置", _LISTED))


def reason(desk: Desk) -> Finding:
    """The clause that says why a figure rose, fell or differs from the budget; a wrong premise is said first."""
    question = desk.plan.question
    if not question.items:
        return passage(desk)
    if question.against is None and _TO_BUDGET.search(question.text):
        question = replace(question, against=Against.BUDGET)
        desk = Desk(replace(desk.plan, question=question), desk.evidence)
    subject = _latest(desk, question.items[0])
    asked = desk.as_printed(question.items[0], subject)
    below = f"{asked.item}/{short(asked.item)}"
    others = (below, *SIBLINGS.get(asked.item, ()), *_moved_alike(desk, asked, subject), *_balanced(desk, asked))
    for each in (asked, *(Asked(item=name, said=name) for name in others)):
        clauses = _clauses(desk, each, subject, question.against) or _mentioned(desk, each, subject)
        if clauses:
            other = () if each.item in (asked.item, below) else (Notice("reason_of", (asked.item, each.item)),)
            outcome = _movement(desk, each, subject)
            failed = _premise(outcome, question.claimed_direction)
            shown = (outcome,) if outcome and failed else ()
            lead = f"{subject.org}{subject.year}年{short(each.item)}"
            return Finding(outcomes=shown, excerpts=clauses[:1], notices=(*other, *failed), lead="" if shown else lead)
    desk.required(asked, subject)
    raise CannotAnswer(Reason.NOT_DISCLOSED, f"报告没有说明{short(asked.item)}变动的原因")


def _latest(desk: Desk, asked: Asked) -> Subject:
    """Of two years compared the later one: its report explains the change."""
    spoken = desk.subject(asked)
    later = [subject for subject in desk.plan.subjects if subject.org == spoken.org and subject.own is not None]
    return spoken if spoken.own is not None and len(later) < 2 else max(later, key=lambda subject: subject.year, default=spoken)


def passage(desk: Desk) -> Finding:
    """Problems, measures, results, anything else: the section of that title, else the sentences that mention it."""
    question = desk.plan.question
    remarks = [excerpt for subject in desk.plan.subjects for excerpt in remarked(desk, subject)]
    if remarks:
        return Finding(excerpts=once(remarks))
    named = tuple(asked.said for asked in question.items)
    if not (question.topic or named or question.content):
        raise CannotAnswer(Reason.OUT_OF_SCOPE, "没有看出要在报告里找什么")
    found = [excerpt for subject in desk.plan.subjects for excerpt in _told(desk, subject, question.topic, named)]
    return Finding(excerpts=_some(list(answering(question.text, found)), "、".join(named or question.topic) or question.text, _FEW))


def _told(desk: Desk, subject: Subject, topic: tuple[str, ...], named: tuple[str, ...]) -> tuple[Excerpt, ...]:
    """The paragraphs under a title of the topic that name what was named, or the sentences that hold the question's words."""
    titled = _titled(desk, subject, topic)
    naming = tuple(paragraph for paragraph in titled if all(name in paragraph.flowing for name in named))
    if naming:
        return _closest(tuple(paragraph for paragraph in naming if "\t" not in paragraph.text) or naming, topic)
    own = [report.id for report in subject.reports if report.year == subject.year]
    content = desk.plan.question.content
    words = content.text if content else " ".join((*topic, *named))
    library = desk.evidence.library
    surely = telling(library, own, words, least=SURELY)
    own_titles = tuple(word for word in topic if word in _OWN_TITLES and not (named and word in _REMARKS))
    said = surely or _closest(_titled(desk, subject, own_titles), topic)
    return said or telling(library, own, words) or (() if named and topic and topic[0] in _REMARKS else _closest(titled, topic))


def _titled(desk: Desk, subject: Subject, topic: tuple[str, ...]) -> tuple[Excerpt, ...]:
    """The paragraphs under the first title that holds a word of the topic."""
    for word in topic:
        found = _in_own(desk, subject, re.compile(re.escape(word)))
        if found:
            return found
    return ()


def _closest(paragraphs: tuple[Excerpt, ...], topic: tuple[str, ...]) -> tuple[Excerpt, ...]:
    """The first few paragraphs; of many, those that hold most of the topic's words, in the report's order."""
    if len(paragraphs) <= _FEW:
        return paragraphs
    best = sorted(paragraphs, key=lambda paragraph: -sum(word in paragraph.flowing for word in topic))[:_FEW]
    return tuple(sorted(best, key=lambda paragraph: paragraph.start))


def _entries(desk: Desk, asked: Asked) -> tuple[Excerpt, ...]:
    """The first report's entry; where no organisation was named, any report's."""
    for subject in desk.plan.subjects:
        for report in subject.report_ids:
            found = entry_of(desk.evidence.library, report, asked.item, asked.said)
            if found:
                return (found,)
    return ()


def _named_entries(desk: Desk) -> list[Excerpt]:
    """The entry of 名词解释 whose head stands in the question: 两项补贴是哪两项."""
    reports = [report for subject in desk.plan.subjects for report in subject.report_ids]
    return [entry for report in reports if (entry := entry_named_in(desk.evidence.library, report, desk.plan.question.text))][:1]


def _in_own(desk: Desk, subject: Subject, title: re.Pattern[str]) -> tuple[Excerpt, ...]:
    for report in subject.reports:
        if report.year == subject.year:
            found = section_paragraphs(desk.evidence.library, report.id, title)
            if found:
                return found
    return ()


def _about(paragraphs: tuple[Excerpt, ...], topic: tuple[str, ...]) -> tuple[Excerpt, ...]:
    """The paragraphs that mention the topic, all of them where none does."""
    fitting = tuple(paragraph for paragraph in paragraphs if any(word in paragraph.flowing for word in topic))
    if fitting or not topic:
        return fitting or paragraphs
    shared = [max(shared_run(word, paragraph.flowing) for word in topic) for paragraph in paragraphs]
    most = max(shared, default=0)
    return tuple(one for one, run in zip(paragraphs, shared, strict=True) if run == most) if most >= _RUN else paragraphs


def _some(found: list[Excerpt], what: str, most: int) -> tuple[Excerpt, ...]:
    if not found:
        raise CannotAnswer(Reason.NOT_DISCLOSED, f"报告里没有找到关于“{what}”的内容")
    return once(found)[:most]


def _made_of(desk: Desk) -> Finding:
    """The parts of an item with their figures, else the report's words on it."""
    asked = desk.plan.question.items[0]
    known = find(asked.item) if asked.known else None
    if (known is None or known.unit != _MONEY) and (_BODIES.search(asked.said) or _BODIES.search(desk.plan.question.text)):
        return composition(Desk(replace(desk.plan, question=replace(desk.plan.question, items=(), topic=(asked.said,))), desk.evidence))
    plan = replace(desk.plan, question=replace(desk.plan.question, group=asked.item, items=()))
    try:
        found = members(Desk(plan, desk.evidence))
    except CannotAnswer:
        return definition(desk) if asked.known else passage(desk)
    return Finding(outcomes=tuple(stated(Operation.LOOKUP, pick, (name,)) for name, pick in found))


def _movement(desk: Desk, asked: Asked, subject: Subject) -> Outcome | None:
    """The change that is to be explained, where the reports state or imply it."""
    question = desk.plan.question
    for against in (question.against,) if question.against else (Against.LAST_YEAR, Against.BUDGET):
        try:
            if question.measure in (Measure.COMPLETION_RATE, Measure.CHANGE_RATE):
                return evaluate(desk, asked, subject)
            return change(desk, asked, subject, against)
        except CannotAnswer:
            continue
    return None


def _moved_alike(desk: Desk, asked: Asked, subject: Subject) -> tuple[str, ...]:
    """The parts of an item that moved by exactly as much as it: their reason is its reason."""
    moved = _movement(desk, asked, subject)
    if moved is None or not moved.quantity.number:
        return ()
    parts = [part for part in _all_parts(asked.item) if desk.readings(Asked(item=part, said=part), subject)]
    changes = ((part, _movement(desk, Asked(item=part, said=part), subject)) for part in parts)
    return tuple(part for part, change in changes if change is not None and change.quantity.agrees_with(moved.quantity))


def _balanced(desk: Desk, asked: Asked) -> tuple[str, ...]:
    """What a budget's spending equals: its income, of which alone a report may give the reason."""
    spends = asked.item in ("本年支出合计", "支出总计") and desk.basis(asked) is Basis.BUDGET
    return ("财政拨款收入", "本年收入合计") if spends else ()


def _all_parts(item: str) -> tuple[str, ...]:
    known = find(item)
    return tuple(name for part in (known.parts if known else ()) for name in (part, *_all_parts(part)))


def _clauses(desk: Desk, asked: Asked, subject: Subject, against: Against | None) -> tuple[Excerpt, ...]:
    """Reason clauses behind the item's figures: behind changes first, then completion, then the amounts."""
    facts = [fact for fact in desk.evidence.facts(subject, asked.item) if _may_explain(fact, subject, against)]
    facts.sort(key=lambda fact: (_order(fact, against), fact.start))
    found = [clause_of(desk.evidence.library, fact) for fact in facts]
    return once(excerpt for excerpt in found if excerpt is not None)


def _mentioned(desk: Desk, asked: Asked, subject: Subject) -> tuple[Excerpt, ...]:
    """Reason clauses in sentences that name the item, those that move the way the question says first."""
    if subject.own is None:
        return ()
    words = {1: _UP, -1: _DOWN}.get(desk.plan.question.claimed_direction or 0)
    found = reasons_naming(desk.evidence.library, subject.own.id, asked.item)
    fitting = [clause for sentence, clause in found if words is None or words.search(sentence)]
    return once(fitting)


def _may_explain(fact: Fact, subject: Subject, against: Against | None) -> bool:
    return fact.year == subject.year and (against is None or fact.against in (None, against))


def _order(fact: Fact, against: Against | None) -> int:
    moves = (Measure.CHANGE_RATE, Measure.CHANGE, Measure.COMPLETION_RATE)
    if fact.measure in moves and (against is None or fact.against is against):
        return 0 if fact.against is not Against.BUDGET or against is Against.BUDGET else 1
    return 2 if fact.basis is Basis.FINAL else 3


def _premise(outcome: Outcome | None, direction: int | None) -> tuple[Notice, ...]:
    """Say so where the question takes a rise for a fall."""
    if outcome is None or direction is None or outcome.quantity.number * direction > 0:
        return ()
    name = labels([replace(outcome.facts[0], measure=Measure.AMOUNT)])[0]
    word = {1: "增加", -1: "减少"}[direction]
    real = "持平" if outcome.quantity.number == 0 else "减少" if direction > 0 else "增加"
    return (Notice("premise", (f"问题说{name}{word}，报告的数字是{real}",)),)
