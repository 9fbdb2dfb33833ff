"""Looking up what a question names: known items, and the open labels of a report that its words fit.

Words that the question's rules could not place are not passed over: they lead to an open label or to a refusal.
"""

import re
from dataclasses import replace

from assistant.answer import Reason
from assistant.compute.combine import RELATIVE
from assistant.compute.desk import Desk
from assistant.compute.finding import Finding
from assistant.compute.indicators import named
from assistant.compute.levels import added_up
from assistant.compute.measures import evaluate, lookup
from assistant.compute.naming import labels
from assistant.compute.outcome import Outcome
from assistant.errors import CannotAnswer
from assistant.evidence import IN_WORDS
from assistant.formulas import indicator
from assistant.inquiry import Asked, Operation
from assistant.plan import SHOWN, Notice
from assistant.shelf import Subject
from index.records import Measure

_SILENT = re.compile(r"[^\u4e00-\u9fff]|[的了多少是有几个为呢吗]")
_HOW_MANY = re.compile(r"(?:多少|几)([\u4e00-\u9fff])")
_FIT = 0.5
"""Least part of a label's characters that a question's words must cover."""
_SHORT, _LONG = 2, 3
"""Words from two characters on help to find a label; from three on they must not be passed over."""
_FREE = IN_WORDS | {Operation.INDICATOR, Operation.NONE}

Pairs = tuple[tuple[Asked, Subject], ...]


def settled(desk: Desk) -> Desk:
    """Return the desk with open labels in place of words that name no known item; refuse what nothing fits.

    Settling twice changes nothing more.
    """
    question = desk.plan.question
    if question.operation in _FREE or not question.items or not desk.plan.subjects:
        return desk
    left = [word for word in question.leftover if len(word) >= _SHORT]
    if any(len(word) >= _LONG for word in left):
        return _with_leftover(desk, left)
    items = tuple(_opened(desk, asked) for asked in question.items)
    found = [Notice("open_label", (asked.said, item.item)) for asked, item in zip(question.items, items, strict=True) if item is not asked]
    return _replaced(desk, items, tuple(found))


def look_up(desk: Desk, pairs: Pairs) -> Finding:
    """Every figure asked for; of several items those that are not disclosed are named."""
    found: list[Outcome] = []
    gaps: list[CannotAnswer] = []
    for asked, subject in pairs:
        for each in desk.each(asked, subject):
            try:
                found.extend(_figures(desk, each, subject))
            except CannotAnswer as gap:
                gaps.append(gap)
    severe = [gap for gap in gaps if not found or gap.reason is not Reason.NOT_DISCLOSED]
    if severe:
        raise severe[0]
    return Finding(outcomes=_told_apart(found), notices=tuple(Notice("partial", (str(gap),)) for gap in gaps))


def open_labels(desk: Desk, words: str, subject: Subject) -> tuple[str, ...]:
    """The report's own labels that hold every character of *words*, and not many more."""
    wanted = set(_SILENT.sub("", words))
    if len(wanted) < _SHORT:
        return ()
    return tuple(
        name
        for name in desk.evidence.names(subject)
        if not desk.evidence.known(subject, name) and wanted <= set(name) and len(wanted) >= _FIT * len(set(_SILENT.sub("", name)))
    )


def _with_leftover(desk: Desk, left: list[str]) -> Desk:
    question = desk.plan.question
    subject = desk.plan.subjects[0]
    if len(question.items) == 1 and question.operation is Operation.LOOKUP:
        asked = question.items[0]
        found = open_labels(desk, "".join(left) + asked.said, subject)
        if len(found) == 1:
            item = Asked(item=found[0], said=asked.said, known=False)
            return _replaced(desk, (item,), (Notice("open_label", ("".join(left) + asked.said, found[0])),))
    words = "、".join(f"“{word}”" for word in left)
    near = desk.near(Asked(item="".join(left), said="".join(left), known=False), subject)
    raise CannotAnswer(Reason.NO_ITEM, f"没有读懂问题里的{words}，怕答非所问，没有作答", near)


def _opened(desk: Desk, asked: Asked) -> Asked:
    """An unknown item's one open label; where several fit, the reader chooses."""
    subject = desk.subject(asked)
    if asked.known or desk.evidence.facts(subject, asked.item):
        return asked
    found = open_labels(desk, asked.said, subject)
    if len(found) > 1:
        found = _counted_so(desk, found, subject) or found
    if len(found) > 1:
        raise CannotAnswer(Reason.AMBIGUOUS, f"“{asked.said}”在报告里不止一处，请问是哪一个？", found[:SHOWN])
    return replace(asked, item=found[0]) if found else asked


def _counted_so(desk: Desk, names: tuple[str, ...], subject: Subject) -> tuple[str, ...]:
    """Those of several labels whose figure has the unit that the question counts in: 多少期, 几人."""
    asked = _HOW_MANY.search(desk.plan.question.text)
    if asked is None:
        return ()
    return tuple(
        name for name in names if any(fact.quantity.unit.symbol.startswith(asked.group(1)) for fact in desk.evidence.facts(subject, name))
    )


def _replaced(desk: Desk, items: tuple[Asked, ...], notices: tuple[Notice, ...]) -> Desk:
    question = replace(desk.plan.question, items=items, leftover=())
    return Desk(replace(desk.plan, question=question, notices=desk.plan.notices + notices), desk.evidence)


def _figures(desk: Desk, asked: Asked, subject: Subject) -> tuple[Outcome, ...]:
    if desk.measure(asked) in RELATIVE:
        return (evaluate(desk, asked, subject),)
    if indicator(asked.item) is not None and desk.measure(asked) is not Measure.SCORE:
        return (named(desk, asked, subject),)
    added = None if desk.readings(asked, subject) else added_up(desk, asked, subject)
    return (added,) if added else lookup(desk, asked, subject)


def _told_apart(outcomes: list[Outcome]) -> tuple[Outcome, ...]:
    """Figures of different things by one name (行政运行 of two 款) are called by their whole path."""
    facts = [outcome.fact for outcome in outcomes if outcome.fact is not None]
    if len(facts) < len(outcomes) or len({fact.item for fact in facts}) == len({outcome.names for outcome in outcomes}):
        return tuple(outcomes)
    return tuple(replace(outcome, names=(name,)) for outcome, name in zip(outcomes, labels(facts), strict=True))
