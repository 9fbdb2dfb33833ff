"""What goes into a calculation under names that nobody knows: one label of the report's own for each, or a refusal.

Comes in: a desk whose question was put around names of any sort. Goes out: the desk with a label in place of each name.
A name that says little (注销, 本科的) is looked for beside the figure that it is set against, in the same sentence.
Never takes a label that another fits as well.
"""

import re
from dataclasses import replace

from assistant.answer import Reason
from assistant.compute import lookups
from assistant.compute.desk import Desk
from assistant.compute.labelling import open_labels
from assistant.compute.standing import PLANNED, as_label, beside_another, counted_so, figure_of, fit, levels, together
from assistant.errors import CannotAnswer
from assistant.evidence import LEVELS
from assistant.inquiry import Asked, Content, Operation, Sort
from assistant.plan import SHOWN, Notice
from assistant.question.likeness import likeness
from assistant.question.sorts import counted_in
from assistant.shelf import Subject
from index.glossary import find
from index.quantity import Dimension
from index.records import Basis, Measure

_GENERAL = re.compile("(?:工作|专项|项目)?(?:经费|资金|支出|人数|预算安排)$")
_DONE = re.compile(r"实际(?:完成)?(?:的|了)?|^完成(?:了)?的?")
_TWO, _ALONE = 2, 4
"""How many of the ways to a label need no other figure."""
_TAIL = 3
"""How many characters labels of one list end with alike."""
_NEARLY, _SAID, _PIECE, _TOLD, _CLEAR = 0.75, 0.5, 0.4, 0.5, 0.1
"""How much of a label a name must say to be its plain name, to mean it, and to mean it where it stands in it in one piece; how much
of the name the label and its sentence must tell, and how much better the label must be said than the next."""


def settled(desk: Desk) -> Desk:
    """The desk with the report's own labels in place of names that nobody knows; settling twice changes nothing more."""
    if not desk.plan.subjects:
        return desk
    if desk.plan.question.framed or _unprinted_rate(desk):
        return _fitted(desk)
    return _as_counted(lookups.settled(_of_one_kind(desk)))


def _of_one_kind(desk: Desk) -> Desk:
    """哪类保险参保人数最多: the labels that end with what is put in order, where the report has several."""
    question = desk.plan.question
    asked = question.items[0] if len(question.items) == 1 and question.operation is Operation.RANKING else None
    if asked is None or asked.known or question.group in ("orgs", "years") or len(asked.said) < _KIND:
        return desk
    subject = desk.subject(asked)
    names = [name for name in desk.evidence.names(subject) if name.endswith(asked.said) and name != asked.said]
    items = tuple(as_label(asked, name) for name in fit(desk, asked, subject, asked.said, tuple(names)))
    if len(items) < len("两个") or desk.evidence.facts(subject, asked.item):
        return desk
    return Desk(replace(desk.plan, question=replace(question, items=items, group=None)), desk.evidence)


_KIND = 4
"""How many characters name a kind of figure at least: 参保人数."""


def _unprinted_rate(desk: Desk) -> bool:
    """Whether a rate is looked up that no report prints under this very name."""
    question = desk.plan.question
    asked = question.items[0] if len(question.items) == 1 and question.operation is Operation.LOOKUP else None
    return asked is not None and not asked.known and asked.said.endswith("率") and not desk.evidence.facts(desk.subject(asked), asked.item)


def _as_counted(desk: Desk) -> Desk:
    """自然教育活动的人次: of one label what the report counts so, where it counts several things under it or right beside it."""
    question = desk.plan.question
    asked, sort = (question.items[0] if len(question.items) == 1 else None), question.sort
    if asked is None or asked.known or sort is None or not sort.counters or question.operation is not Operation.LOOKUP:
        return desk
    own = levels(desk, desk.subject(asked), asked.item)
    counted = any(sort.counts(fact.quantity) for fact in own)
    found = replace(asked, sort=sort) if counted else _counted_otherwise(desk, replace(asked, sort=sort), [])
    if found is None or (counted and all(sort.counts(fact.quantity) for fact in own)):
        return desk
    said = f"{asked.said}的{levels(desk, desk.subject(asked), found.item)[0].quantity.unit.base}"
    notices = () if found.item == asked.item else (Notice("open_label", (said, found.item)),)
    question = replace(question, items=(found,))
    return Desk(replace(desk.plan, question=question, notices=(*desk.plan.notices, *notices)), desk.evidence)


def _fitted(desk: Desk) -> Desk:
    """The desk with every name of its calculation settled."""
    question = desk.plan.question
    asked = (*question.items, *((question.whole,) if question.whole else ()))
    if question.operation is Operation.LOOKUP and asked[0].said.endswith("率"):
        asked = (replace(asked[0], sort=Sort("比率", Dimension.RATIO)),)
    found = _found(desk, asked)
    if None in found and question.operation is Operation.PER_UNIT and len(asked) == len(question.items) == _TWO:
        turned = tuple(replace(one, sort=other.sort) for one, other in zip(asked[::-1], asked, strict=True))
        if None not in (again := _found(desk, turned)):  # 查办案件平均每件罚没多少 and 罚没款平均每件案件多少 are said alike
            asked, found = turned, again
    rated = _rate(desk, asked[0]) if found == [None] else _of_target(desk, found[0]) if len(found) == 1 else None
    if rated is not None:
        return rated
    lost = [name for one, name in zip(found, asked, strict=True) if one is None]
    if lost:
        raise _unsettled(desk, lost[0])
    named = tuple(one for one in found if one)
    other = (
        (one, name) for one, name in zip(named, asked, strict=True) if one.said == name.said and one.item not in (name.item, name.said)
    )
    notices = tuple(Notice("open_label", (name.said, one.item)) for one, name in other)
    items, whole = (named[:-1], named[-1]) if question.whole else (named, None)
    question = replace(question, items=items, whole=whole, framed=False)
    return Desk(replace(desk.plan, question=question, notices=(*desk.plan.notices, *notices)), desk.evidence)


def _found(desk: Desk, asked: tuple[Asked, ...]) -> list[Asked | None]:
    """What each of the names is called in the report, where it surely is something."""
    found: list[Asked | None] = [None] * len(asked)
    ways = (_plainly, _counted_otherwise, _sibling, _own, _beside, _beside)  # two names that say little may lean on one another
    for way in ways if len(asked) > 1 or desk.plan.question.operation is not Operation.LOOKUP else ways[:_ALONE]:
        there = [one for one in found if one]
        found = [one or way(desk, name, there) for one, name in zip(found, asked, strict=True)]
    return found


def _rate(desk: Desk, asked: Asked) -> Desk | None:
    """来信来访办结率, of which the report prints no more than how many came and how many were settled: the one part and its whole."""
    said, subject = _RATE.fullmatch(asked.said), desk.subject(asked)
    if not said or subject.own is None:
        return None
    names = fit(desk, replace(asked, sort=None), subject, asked.said, desk.evidence.names(subject))
    figures = ((name, fact) for name in names for fact in levels(desk, subject, name)[:1])
    counts = [(name, fact) for name, fact in figures if fact.quantity.unit.dimension is not Dimension.RATIO]
    parts = [(name, fact) for name, fact in counts if said["part"] in name]
    found = {
        (part, whole)
        for part, done in parts
        for whole, all_of in counts
        if all_of.value_end <= done.value_start and all_of.quantity.comparable(done.quantity)
        and all_of.quantity.in_base >= done.quantity.in_base and together(desk, all_of, done)
        and likeness(Content.of(_FIGURES.sub("", said["whole"])), whole, desk.evidence.sentence(all_of)).said >= _TOLD
    }  # fmt: skip
    if len(found) != 1:
        return None
    part, whole = found.pop()
    return _as_share(desk, asked, part, whole)


_FIGURES = re.compile(r"[0-9a-z]+")
_RATE = re.compile(r"(?P<whole>.{2,}?)的?(?P<part>[\u4e00-\u9fff]{2})率")


def _of_target(desk: Desk, found: Asked | None) -> Desk | None:
    """任务完成率: what was done of the target where the report prints no rate for it."""
    if found is None or desk.plan.question.operation is not Operation.COMPLETION:
        return None
    subject = desk.subject(found)
    if any(fact.measure is Measure.COMPLETION_RATE or fact.basis is Basis.BUDGET for fact in desk.evidence.facts(subject, found.item)):
        return None
    target = _beside(desk, Asked(item="目标任务", said="目标任务", known=False), [found])
    return _as_share(desk, found, found.item, target.item) if target else None


def _as_share(desk: Desk, asked: Asked, part: str, whole: str) -> Desk:
    items = (replace(as_label(asked, part), sort=None),)
    base = Asked(item=whole, said=whole, known=False)
    question = replace(desk.plan.question, operation=Operation.SHARE, items=items, whole=base, framed=False)
    return Desk(replace(desk.plan, question=question), desk.evidence)


def _plainly(desk: Desk, asked: Asked, _: list[Asked]) -> Asked | None:
    """The item by its name, or by the one label that says little more."""
    return _labelled(desk, asked, _NEARLY, _NEARLY)


def _own(desk: Desk, asked: Asked, _: list[Asked]) -> Asked | None:
    """The item by the one label that its words surely name."""
    return _labelled(desk, asked, _SAID, _PIECE)


def _labelled(desk: Desk, asked: Asked, said: float, piece: float) -> Asked | None:
    """The item by its name, or by the one label of which its words say so much, or so much in one piece."""
    subject = desk.subject(asked)
    if any(counted_so(asked.sort, fact.quantity) for fact in levels(desk, subject, asked.item)):
        return asked
    if asked.known and desk.evidence.facts(subject, asked.item):
        return asked if asked.sort is None else None
    if asked.known and asked.sort is None and (item := find(asked.item)) is not None:
        asked = replace(asked, sort=counted_in(item.unit))
    if PLANNED.fullmatch(asked.said):
        return None
    content = Content.of(_DONE.sub("", asked.said))
    found, named = open_labels(_alone(desk, asked), content, subject)
    names = fit(desk, asked, subject, asked.said, found or named)
    if not names or len({figure_of(desk, subject, name) for name in names}) > 1:
        return None
    if asked.sort is not None and asked.sort.dimension is Dimension.RATIO and asked.said[-len("办结率") :] not in names[0]:
        return None  # 立案率 is no 结案率
    if desk.plan.question.operation is Operation.COMPLETION:  # of names for one figure the one that a rate is printed for
        names = tuple(sorted(names, key=lambda name: not _has_rate(desk, subject, name)))
    if "/" in names[0] and likeness(content, names[0].rpartition("/")[2]).said < 1:
        return None  # 高标准农田建设 is more than 农田建设
    like = likeness(content, _GENERAL.sub("", names[0]))
    return as_label(asked, names[0]) if like.covered >= (piece if like.whole else said) else None


def _counted_otherwise(desk: Desk, asked: Asked, _: list[Asked]) -> Asked | None:
    """What is counted so right beside a figure of the name itself: 自然教育活动64场，9850人次参加."""
    subject, sort = desk.subject(asked), asked.sort
    own = levels(desk, subject, asked.item)
    if sort is None or not own:
        return None
    spoken = [item for item in desk.plan.question.spoken if any(sort.counts(fact.quantity) for fact in levels(desk, subject, item.item))]
    if len(spoken) == 1:
        return replace(spoken[0], sort=sort)
    near = [fact for fact in desk.evidence.stated_in(own[0].report) if fact.table is None and together(desk, fact, own[0])]
    near.sort(key=lambda fact: fact.start)
    at = next((n for n, fact in enumerate(near) if fact.start == own[0].start), None)
    beside = [] if at is None else [*near[max(0, at - 1) : at], *near[at + 1 : at + 2]]
    counted = [fact for fact in beside if fact.year == subject.year and fact.measure in LEVELS and sort.counts(fact.quantity)]
    return as_label(asked, counted[0].item) if len(counted) == 1 else None


def _sibling(desk: Desk, asked: Asked, others: list[Asked]) -> Asked | None:
    """The one label that has all the words and ends as another figure's does: 企业职工和城乡居民养老保险参保人数."""
    subject = desk.subject(asked)
    content, taken = Content.of(asked.said), {other.item for other in others}
    names = (name for name in desk.evidence.names(subject) if name not in taken and likeness(content, name).said == 1)
    alike = [name for name in fit(desk, asked, subject, asked.said, tuple(names)) if any(_end_alike(name, item) for item in taken)]
    return as_label(asked, alike[0]) if len(alike) == 1 and not PLANNED.fullmatch(asked.said) else None


def _end_alike(name: str, other: str) -> bool:
    return name[-_TAIL:] == other[-_TAIL:]


def _has_rate(desk: Desk, subject: Subject, name: str) -> bool:
    return any(fact.measure is Measure.COMPLETION_RATE for fact in desk.evidence.facts(subject, name))


def _alone(desk: Desk, asked: Asked) -> Desk:
    """The desk as if the one name had been asked for."""
    question = replace(desk.plan.question, operation=Operation.LOOKUP, items=(asked,), whole=None, sort=asked.sort)
    return Desk(replace(desk.plan, question=question), desk.evidence)


def _beside(desk: Desk, asked: Asked, others: list[Asked]) -> Asked | None:
    """The label that clearly says most of the name and stands in one sentence with another figure of the calculation.

    Of what is spread over a count, the only figure of the sentence in the unit asked for is meant, whatever it is called.
    """
    subject = desk.subject(asked)
    if subject.own is None:
        return None
    words = PLANNED.sub("", asked.said) + (others[0].item if others and PLANNED.fullmatch(asked.said) else "")
    content = Content.of(_DONE.sub("", words))
    taken = {other.item for other in others}
    pool = fit(desk, asked, subject, words + asked.said, tuple(name for name in desk.evidence.names(subject) if name not in taken))
    if others and not PLANNED.search(asked.said):
        pool = tuple(name for name in pool if beside_another(desk, subject, name, taken))
    spread = desk.plan.question.operation is Operation.PER_UNIT
    if spread and len(others) == len(pool) == 1 and _follows(desk, asked, others[0], pool[0]):
        return as_label(asked, pool[0])
    scored = sorted(((_covered(desk, content, subject, name, spread), name) for name in pool), reverse=True)
    if not scored or scored[0][0] < _SAID or (len(scored) > 1 and scored[1][0] > scored[0][0] - _CLEAR):
        return None
    return as_label(asked, scored[0][1])


def _follows(desk: Desk, asked: Asked, other: Asked, name: str) -> bool:
    """Whether the only figure so counted is told right behind another or before it, and the words are all of the other or name it too:
    巡护1468次，总里程2.36万公里.
    """
    subject, own = desk.subject(asked), set(asked.said) - set(other.item)
    first, second = (next(iter(levels(desk, subject, item))) for item in (other.item, name))
    if own & set(name):
        return True
    between = (fact for fact in desk.evidence.stated_in(first.report) if first.value_end <= fact.value_start < second.value_start)
    return len(own) <= 1 and first.value_end <= second.value_start and not any(between)


def _covered(desk: Desk, content: Content, subject: Subject, name: str, spread: bool) -> float:
    """How much of a label the words say; nothing where they say more than the label and its sentence tell."""
    first = next(iter(levels(desk, subject, name)))
    like = likeness(content, name, desk.evidence.sentence(first))
    return like.covered if spread or like.told >= _TOLD else 0.0


def _unsettled(desk: Desk, asked: Asked) -> CannotAnswer:
    """The refusal of a name that nothing fits, or that several labels fit."""
    subject = desk.subject(asked)
    if asked.sort is not None and levels(desk, subject, asked.item):
        return CannotAnswer(Reason.NOT_DISCLOSED, f"报告没有公布所问的{asked.sort.said}，只公布了{asked.item}的数量")
    found, named = open_labels(_alone(desk, asked), Content.of(asked.said), subject)
    if found or named:
        return CannotAnswer(Reason.AMBIGUOUS, f"报告里没有“{asked.said}”的同名项，请问是不是下面的哪一项？", (found or named)[:SHOWN])
    return desk.missing(asked, subject, Basis.FINAL)
