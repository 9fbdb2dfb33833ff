"""Figures by where they stand in a report and how they are counted: those of one name, and those of one sentence.

Comes in: names of a report's figures. Goes out: which of them may be meant, and their figures.
Never decides what a question means by a name.
"""

import re
from dataclasses import replace

from assistant.compute.desk import Desk
from assistant.evidence import LEVELS
from assistant.inquiry import Asked, Content, Sort
from assistant.question import tables
from assistant.question.likeness import likeness
from assistant.shelf import Subject
from index.glossary import find
from index.quantity import Quantity
from index.records import Basis, Fact

PLANNED = re.compile(rf"(?:{'|'.join(tables.data('frames.toml')['words']['planned'])})$")
_GROWN = re.compile("新增|净增|新[办设开建]")
_SPENDING = re.compile("(?:支出|经费|费|数|人数)$")
_STOP = re.compile(r"。|\n\s*\n")
_NEAR = 160
"""How far apart two figures of one sentence stand at most."""


def beside_another(desk: Desk, subject: Subject, name: str, others: set[str]) -> bool:
    """Whether a figure of *name* stands in one sentence with a figure of one of *others*."""
    return any(
        together(desk, fact, other) for fact in levels(desk, subject, name) for item in others for other in levels(desk, subject, item)
    )


def together(desk: Desk, fact: Fact, other: Fact) -> bool:
    """Whether two figures stand in one sentence."""
    first, last = sorted((fact, other), key=lambda one: one.start)
    if first.report != last.report or last.start - first.end > _NEAR:
        return False
    return not _STOP.search(desk.evidence.library.text(first.report, first.end, max(first.end, last.start)))


def fit(desk: Desk, asked: Asked, subject: Subject, words: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that are of what was planned where the words are, of what is new where they are, and have a figure counted as asked;
    of the glossary's names only the very one: the exact road has read the others.
    """
    alike = (name for name in names if all(bool(kind.search(name)) is bool(kind.search(words)) for kind in (PLANNED, _GROWN)))
    own = (name for name in alike if not ("/" in name or desk.evidence.known(subject, name)) or _very(asked.said, name))
    return tuple(name for name in own if any(counted_so(asked.sort, fact.quantity) for fact in levels(desk, subject, name)))


def _very(said: str, name: str) -> bool:
    """Whether words are the very name of a glossary's item, or all of them are of something that is counted: 自评项目."""
    item = find(name)
    counted = item is not None and item.unit != "万元" and likeness(Content.of(said), name).said == 1
    return _bare(name) == _bare(said) or counted


def _bare(name: str) -> str:
    """A name of the glossary without what people leave off: nothing else is short for it."""
    return _SPENDING.sub("", name.rpartition("/")[2])


def levels(desk: Desk, subject: Subject, name: str) -> tuple[Fact, ...]:
    """What the subject's own report says there is of *name* in the year."""
    return tuple(
        fact
        for fact in desk.evidence.facts(subject, name)
        if fact.year == subject.year and fact.measure in LEVELS and fact.basis in (Basis.FINAL, desk.plan.question.basis)
    )


def figure_of(desk: Desk, subject: Subject, name: str) -> Quantity:
    """The first figure of a name in the year."""
    return levels(desk, subject, name)[0].quantity


def counted_so(sort: Sort | None, quantity: Quantity) -> bool:
    """Whether a figure is of the sort that is asked for, if one is."""
    return sort is None or sort.counts(quantity)


def as_label(asked: Asked, name: str) -> Asked:
    """What was asked for under the report's own name for it."""
    return replace(asked, item=name, known=False, code=None)
