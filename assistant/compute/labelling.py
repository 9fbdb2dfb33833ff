"""Which of a report's own labels words name: those that say all of them, by themselves or in the clause of their figure.

Comes in: words, whose report, what sort of figure is wanted. Goes out: the label that is surely meant, or those that may be.
Never takes a label whose clause says otherwise than the question: what was planned for what was done, all for what is new.
"""

import re

from assistant.compute.desk import Desk
from assistant.inquiry import Content, Operation, Sort
from assistant.question.contrasts import contradicts
from assistant.question.likeness import Likeness, likeness, unexplained
from assistant.shelf import Subject
from index.quantity import Dimension
from index.records import Fact, ReportKind

_RATE = re.compile(r"率|比|百分|%|成")
_COVERED, _PIECE, _SOME, _CLEAR, _LEAD, _FAR, _NEARLY = 0.55, 0.42, 0.4, 0.1, 0.2, 0.25, 0.75
"""How much of a label the words must say, how much where they stand in it in one piece, by how much they must fit it better
(by more where they say less of it), and how much where some of them stand in its sentence alone and in another label."""
GROWN = (Operation.CHANGE, Operation.SUM)
"""What 新增 and 一共 sound like where they belong to a label: 新增就业多少人."""
LEVEL = (Operation.LOOKUP, Operation.VERIFY, Operation.COMPARE, *GROWN)
_NAME = 4
_UNLIKE = Likeness(0, 0, 0, False)

Labels = tuple[str, ...]


def open_labels(desk: Desk, content: Content, subject: Subject) -> tuple[Labels, Labels]:
    """The report's own labels that *content* surely names, and those that it may name."""
    found, named = _by_label(desk, content, subject)
    if found:
        return found, ()
    for near in (True, False):
        told = _told_beside(desk, content, subject, near=near)
        if told:
            return (told, ()) if len(told) == 1 else ((), told)
    told = _told_above(desk, content, subject)
    return (told, ()) if len(told) == 1 else ((), named)


def _by_label(desk: Desk, content: Content, subject: Subject) -> tuple[Labels, Labels]:
    """By what the labels say themselves, with the sentence that they stand in for the rest."""
    sort = _sort(desk)
    names = desk.evidence.names(subject)
    found = [
        (name, _likeness(desk, content, subject, name)) for name in names if _may_be(desk, subject, name) and not _twofold(name, names)
    ]
    named = [(name, like) for name, like in found if like.told == 1 and (like.said > 0 or like.covered >= _COVERED)]
    counted = [entry for entry in named if _counts_so(desk, entry[0], content, subject)]
    if not counted:
        return (), tuple(name for name, like in sorted(named, key=lambda entry: -entry[1].covered) if like.said == 1)
    counted.sort(key=lambda entry: (entry[1].said, entry[1].covered), reverse=True)
    best = counted[0][1]
    firsts = tuple(name for name, like in counted if (like.said, like.covered) == (best.said, best.covered))
    margin = _CLEAR if best.covered >= _NEARLY else _FAR
    clear = len(counted) == 1 or (best.said, best.covered) >= (counted[1][1].said, counted[1][1].covered + margin)
    beyond = best.said == 1 or (sort is not None and _nowhere_else(desk, counted[0][0], content, subject))
    covered = best.covered >= (_COVERED if beyond else _NEARLY)
    alone = len(counted) == 1 and sort is not None and bool(sort.counters) and best.covered >= _PIECE and beyond
    own = "/" not in counted[0][0]  # 运行 is half of many a subject's name
    enough = covered or (own and (alone or (best.whole and best.covered >= _PIECE)))
    sure = len(firsts) == 1 and enough and clear
    if desk.plan.question.context and not (sure and best.covered >= _NEARLY):
        firsts = _in_context(desk.plan.question.context, tuple(name for name, like in counted if like.said == best.said))
        sure = len(firsts) == 1 or (sure and len(counted) == 1)
        firsts = firsts or (counted[0][0],)
    return (firsts, ()) if sure else ((), tuple(name for name, _ in counted))


def _told_beside(desk: Desk, content: Content, subject: Subject, *, near: bool) -> Labels:
    """The labels that say, with the clause of their figure or with its sentence, all that is asked; of several those that say most."""
    sort = _sort(desk)
    told: list[tuple[float, bool, str]] = []
    for name in desk.evidence.names(subject):
        facts = _figures(desk, name, subject)
        if "/" in name or not facts or not _may_be(desk, subject, name) or not _counts_so(desk, name, content, subject):
            continue
        around = desk.evidence.clause(facts[0]) if near else desk.evidence.sentence(facts[0])
        like = _compared(content, name, around, subject, near=near)
        if like.told < 1 or not like.said:
            continue
        part = _of_whole(content, name, around)
        asked = _SOME if part or (sort is not None and sort.counters) else _enough(content, name, facts[0], like)
        enough = like.covered >= asked or (near and sort is not None and bool(sort.counters))
        own = near or part or like.covered >= _NEARLY or _nowhere_else(desk, name, content, subject)
        if own:
            told.append((like.said, enough, name))
    best = max((said for said, _, _ in told), default=0.0)
    rivals = [(enough, name) for said, enough, name in told if said > best - _LEAD]
    return tuple(name for _, name in rivals) if any(enough for enough, _ in rivals) else ()


_SOMETHING = re.compile(r"(?:多少|几)[个名位]?([\u4e00-\u9fff]{2})")


def _enough(content: Content, name: str, fact: Fact, like: Likeness) -> float:
    """How much of a label must be said: most of it where a number is told, and nobody asked of what or said a name of some length."""
    said = _SOMETHING.search(content.text)
    clear = (said is not None and said.group(1) in name) or (like.whole and sum(end - start for start, end in content.spans) >= _NAME)
    return _NEARLY if fact.quantity.unit.dimension is Dimension.COUNT and not clear else _SOME


def _told_above(desk: Desk, content: Content, subject: Subject) -> Labels:
    """The labels that the question says wholly, where what it says besides stands word for word above: the project that they are of."""
    told: list[str] = []
    for name in desk.evidence.names(subject):
        facts = _figures(desk, name, subject)
        if "/" in name or not facts or not _may_be(desk, subject, name) or likeness(content, name).covered < _NEARLY:
            continue
        above = desk.evidence.above(facts[0])
        beyond = unexplained(content, name)
        words = [content.text[start:end] for start, end in beyond.spans if end - start > 1] if beyond else []
        first = beyond is not None and any(pair in content.text[beyond.spans[-1][1] :] for pair in (name[:2], name[-2:]))
        like = _compared(content, name, above, subject)
        says = first and like.told == 1 and bool(words) and all(word in above for word in words)
        if says and _counts_so(desk, name, content, subject) and _nowhere_else(desk, name, content, subject):
            told.append(name)
    return tuple(told)


def _in_context(context: str, names: Labels) -> Labels:
    """The one label that clearly shares most with what was spoken of before: 认证, after 退休人员生存认证专项经费."""
    shared = sorted(((likeness(Content.of(context), name).said, name) for name in names), reverse=True)
    clear = shared and shared[0][0] > (shared[1][0] if len(shared) > 1 else 0) + _CLEAR
    return (shared[0][1],) if clear else ()


def _nowhere_else(desk: Desk, name: str, content: Content, subject: Subject) -> bool:
    """Whether the words that stand in a label's sentence alone are part of no other label: not 受理 beside 企业, where cases are 受理."""
    beyond = unexplained(content, name)
    if not beyond:
        return True
    others = (other for other in desk.evidence.names(subject) if other != name and _may_be(desk, subject, other))
    words = [beyond.text[start:end] for start, end in beyond.spans if end - start > 1]
    return not any(likeness(beyond, other).said == 1 or ("/" not in other and any(word in other for word in words)) for other in others)


_AMONG = re.compile(r"其中|[（(]中|，含")


def _of_whole(content: Content, name: str, around: str) -> bool:
    """Whether what a label doesn't say is said of the whole that its figure is a part of: 引进人才314人，其中本科170人."""
    beyond, parts = unexplained(content, name), _AMONG.split(around)
    return beyond is not None and len(parts) > 1 and likeness(beyond, parts[0]).said == 1


def _may_be(desk: Desk, subject: Subject, name: str) -> bool:
    """Whether a name is a label of the report's own or a functional item of it, and no cell of a table."""
    return "·" not in name and ("/" in name or not desk.evidence.known(subject, name))


def _twofold(name: str, names: Labels) -> bool:
    """Whether a 款 is all of one 项 of its name: then this one is meant."""
    return "/" in name and f"{name}/{name.rpartition('/')[2]}" in names


def _figures(desk: Desk, name: str, subject: Subject) -> list[Fact]:
    return [fact for fact in desk.evidence.facts(subject, name) if fact.year == subject.year]


def _likeness(desk: Desk, content: Content, subject: Subject, name: str) -> Likeness:
    if "/" in name:
        like = likeness(content, name.rpartition("/")[2])
        return like if like.whole or like.covered >= _COVERED else likeness(content, "")
    like = likeness(content, name)
    if not (like.said or like.covered >= _COVERED):
        return like
    return _compared(content, name, "".join(map(desk.evidence.sentence, desk.evidence.facts(subject, name)[:1])), subject)


def _compared(content: Content, name: str, around: str, subject: Subject, *, near: bool = False) -> Likeness:
    """A label with the words around its figure; nothing where these say otherwise than the question."""
    planned = subject.own is not None and subject.own.kind is ReportKind.BUDGET
    return _UNLIKE if contradicts(content.text, name, around, planned=planned) else likeness(content, name, around + subject.org, near=near)


def _counts_so(desk: Desk, name: str, content: Content, subject: Subject) -> bool:
    """Whether a label's figure has the unit that the words count in: 多少期, 几人; a rate only where a rate is asked for."""
    figures, sort = [fact.quantity for fact in _figures(desk, name, subject)], _sort(desk)
    if sort is not None:
        return any(map(sort.counts, figures)) and sort.names(name)
    return bool(_RATE.search(content.text)) or any(figure.unit.dimension is not Dimension.RATIO for figure in figures)


def _sort(desk: Desk) -> Sort | None:
    """The sort of figure that a label must have: that of the answer, where the answer is no result of several."""
    question = desk.plan.question
    return question.sort if question.operation in LEVEL else None
