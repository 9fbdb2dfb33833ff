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
from assistant.compute.measures import evaluate, lookup
from assistant.compute.naming import labels, short
from assistant.compute.outcome import Outcome
from assistant.errors import CannotAnswer
from assistant.evidence import IN_WORDS
from assistant.formulas import indicator
from assistant.inquiry import Asked, Content, Operation, Question, Sort
from assistant.plan import SHOWN, Notice
from assistant.question.likeness import Likeness, likeness, unexplained
from assistant.question.said import TOTALS
from assistant.shelf import Subject
from index.glossary import find
from index.quantity import Dimension
from index.records import Measure

_SHARES_COMPARED = re.compile(r"(?:占比|比重|比例)[和与及跟][\u4e00-\u9fff]{2,16}(?:占比|比重|比例)")
_HOW_MANY = re.compile(r"^(?:多少|几)[个名位]?")
_HEAD = re.compile(r"(?:人员|人数|总数|数量|数)$")
_TAKEN = re.compile(r"扣除|减去|除去|剔除|还剩")
"""Two figures are meant, whatever is understood of them."""
_RATE = re.compile(r"率|比|百分|%|成")
_COVERED, _PIECE, _CLEAR, _FAR, _NEARLY = 0.55, 0.42, 0.1, 0.25, 0.75
"""How much of a label the words must say, how much where they stand in it in one piece, by how much they must fit it better
(by more where they say less of it), and how much where some of them stand in its sentence alone and in another label."""
_ANDS = re.compile(r"[和与及、加]")
_GROWN = (Operation.CHANGE, Operation.SUM)
"""What 新增 and 一共 sound like where they belong to a label: 新增就业多少人."""
_LEVEL = (Operation.LOOKUP, Operation.VERIFY, Operation.COMPARE, *_GROWN)
_SHORT, _LONG = 2, 3
"""Words from two characters on help to find a label; from three on they must not be passed over."""
_FREE = IN_WORDS | {Operation.INDICATOR, Operation.NONE}

Pairs = tuple[tuple[Asked, Subject], ...]


def settled(desk: Desk) -> Desk:
    """Return the desk with open labels in place of words that name no known item; refuse what nothing fits.

    Settling twice changes nothing more.
    """
    question = desk.plan.question
    if question.operation in _FREE or not desk.plan.subjects:
        return desk
    if not question.items:
        return _with_leftover(desk, list(question.leftover)) if question.operation is Operation.LOOKUP and question.leftover else desk
    if _of_other_sort(question):
        return _otherwise(desk)
    if question.operation is Operation.SHARE and _SHARES_COMPARED.search(question.text):
        raise CannotAnswer(Reason.AMBIGUOUS, "请把两个占比分开问，再问相差多少")
    left = [word for word in question.leftover if len(word) >= _SHORT]
    if any(len(word) >= _LONG for word in left) or _only_open(desk):
        return _with_leftover(desk, left)
    named = tuple(_opened(desk, asked) for asked in question.items)
    whole = _opened(desk, question.whole) if question.whole else None
    opened = zip((*question.items, *((question.whole,) if question.whole else ())), (*named, *((whole,) if whole else ())), strict=True)
    found = [Notice("open_label", (asked.said, item.item)) for asked, item in opened if item is not asked]
    return _replaced(desk, named, tuple(found), whole=whole)


def _only_open(desk: Desk) -> bool:
    """Whether a plain question names several things that no glossary has: one label may hold them all."""
    question = desk.plan.question
    plain = question.operation in _LEVEL and len(question.items) > 1
    return plain and not any(asked.known or _there(desk, asked) for asked in question.items[:1])


def _there(desk: Desk, asked: Asked) -> bool:
    return bool(desk.evidence.facts(desk.subject(asked), asked.item))


def _of_other_sort(question: Question) -> bool:
    """Whether what is asked for is of another sort than the one item named: 多少张 of an amount of money."""
    sort, known = question.sort, find(question.items[0].item) if len(question.items) == 1 and not question.leftover else None
    if sort is None or known is None or question.operation is not Operation.LOOKUP:
        return False
    return sort.dimension is Dimension.COUNT and known.unit == "万元"


def _otherwise(desk: Desk) -> Desk:
    """The label of the report's own that the words name as well as the item of another sort: 农村低保有多少户."""
    question = desk.plan.question
    asked, said = question.items[0], question.sort.said if question.sort else ""
    content = question.content or Content.of(asked.said)
    found, _ = open_labels(desk, content, desk.subject(asked))
    if not found:
        raise CannotAnswer(Reason.AMBIGUOUS, f"“{short(asked.item)}”是金额，不按“{said.removeprefix('多少')}”计，请问要查什么？")
    return _replaced(desk, (_label(question.items, found[0]),), (Notice("open_label", (asked.said, found[0])),))


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
    return Finding(outcomes=_told_apart(_of_sort(desk, found)), notices=tuple(Notice("partial", (str(gap),)) for gap in gaps))


def _of_sort(desk: Desk, found: list[Outcome]) -> list[Outcome]:
    """The figures that are of the sort asked for: points where a score is, money where money is, and no money for a number."""
    sort = desk.plan.question.sort
    if desk.plan.question.operation is not Operation.LOOKUP or not found or sort is None:
        return found
    fitting = [outcome for outcome in found if _suits(sort, outcome) and any(map(sort.names, outcome.names))]
    if not fitting:
        other = "金额" if found[0].quantity.unit.dimension is Dimension.MONEY else "数量"
        raise CannotAnswer(Reason.NOT_DISCLOSED, f"报告没有公布所问的{sort.said}，只公布了{'、'.join(found[0].names)}的{other}")
    return fitting


def _suits(sort: Sort, outcome: Outcome) -> bool:
    """Whether a figure is of the sort asked for; under a label of the report's own it is counted in the very words."""
    own = outcome.fact is not None and not outcome.fact.known
    return sort.counts(outcome.quantity) if own else sort.fits(outcome.quantity)


def open_labels(desk: Desk, content: Content, subject: Subject) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The report's own labels that *content* surely names, and those that it may name."""
    found = [(name, _likeness(desk, content, subject, name)) for name in desk.evidence.names(subject) if _may_be(desk, subject, name)]
    named = [(name, like) for name, like in found if like.told == 1 and (like.said > 0 or like.covered >= _COVERED)]
    counted = [entry for entry in named if _counts_so(desk, entry[0], content, subject)]
    if not counted:
        return (), tuple(name for name, like in sorted(named, key=lambda entry: -entry[1].covered) if like.said == 1)
    counted.sort(key=lambda entry: (entry[1].said, entry[1].covered), reverse=True)
    best = counted[0][1]
    firsts = tuple(name for name, like in counted if (like.said, like.covered) == (best.said, best.covered))
    margin = _CLEAR if best.covered >= _NEARLY else _FAR
    clear = len(counted) == 1 or (best.said, best.covered) >= (counted[1][1].said, counted[1][1].covered + margin)
    sort = _sort(desk)
    beyond = best.said == 1 or (sort is not None and _nowhere_else(desk, counted[0][0], content, subject))
    covered = best.covered >= (_COVERED if beyond else _NEARLY)
    alone = len(counted) == 1 and sort is not None and bool(sort.counters) and best.covered >= _PIECE and beyond
    enough = covered or (best.whole and best.covered >= _PIECE) or alone
    sure = len(firsts) == 1 and enough and clear
    if desk.plan.question.context and not (sure and best.covered >= _NEARLY):
        firsts = _in_context(desk.plan.question.context, tuple(name for name, like in counted if like.said == best.said))
        sure = len(firsts) == 1 or (sure and len(counted) == 1)
        firsts = firsts or (counted[0][0],)
    return (firsts, ()) if sure else ((), tuple(name for name, _ in counted))


def _in_context(context: str, names: tuple[str, ...]) -> tuple[str, ...]:
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
    return not any(likeness(beyond, other).said == 1 for other in others)


def _may_be(desk: Desk, subject: Subject, name: str) -> bool:
    """Whether a name is a label of the report's own or a functional item of it, and no cell of a table."""
    return "·" not in name and ("/" in name or not desk.evidence.known(subject, name))


def _likeness(desk: Desk, content: Content, subject: Subject, name: str) -> Likeness:
    if "/" in name:
        like = likeness(content, name.rpartition("/")[2])
        return like if like.whole or like.covered >= _COVERED else likeness(content, "")
    like = likeness(content, name)
    if like.told == 1 or not (like.said or like.covered >= _COVERED):
        return like
    return likeness(content, name, "".join(desk.evidence.sentence(fact) for fact in desk.evidence.facts(subject, name)[:1]))


def _sort(desk: Desk) -> Sort | None:
    """The sort of figure that a label must have: that of the answer, where the answer is no result of several."""
    question = desk.plan.question
    return question.sort if question.operation in _LEVEL else None


def _counts_so(desk: Desk, name: str, content: Content, subject: Subject) -> bool:
    """Whether a label's figure has the unit that the words count in: 多少期, 几人; a rate only where a rate is asked for."""
    sort = _sort(desk)
    figures = [fact.quantity for fact in desk.evidence.facts(subject, name) if fact.year == subject.year]
    if sort is not None:
        return any(map(sort.counts, figures)) and sort.names(name)
    return bool(_RATE.search(content.text)) or any(figure.unit.dimension is not Dimension.RATIO for figure in figures)


def _with_leftover(desk: Desk, left: list[str]) -> Desk:
    """Words that nothing explains lead to a label of the report's own that all the words name, or to a refusal."""
    question = desk.plan.question
    subject = desk.plan.subjects[0]
    named: tuple[str, ...] = ()
    if (len(question.items) <= 1 or _only_open(desk)) and question.operation in _LEVEL and not _TAKEN.search(question.text):
        content = question.content or Content.of("".join((*left, *(asked.said for asked in question.items))))
        found, named = open_labels(desk, content, subject)
        if found:
            return _replaced(desk, (_label(question.items, found[0]),), (Notice("open_label", (_words(content), found[0])),))
    words = "、".join(f"“{word}”" for word in left or [asked.said for asked in question.items])
    if named:
        raise CannotAnswer(Reason.AMBIGUOUS, f"{words}在报告里没有同名的一项，请问是不是下面的哪一项？", named[:SHOWN])
    if not left:
        return desk
    near = desk.near(Asked(item="".join(left), said="".join(left), known=False), subject)
    raise CannotAnswer(Reason.NO_ITEM, f"没有读懂问题里的{words}，怕答非所问，没有作答", near)


def _opened(desk: Desk, asked: Asked) -> Asked:
    """An unknown item's one open label; where several fit, the reader chooses."""
    subject, question = desk.subject(asked), desk.plan.question
    alone = len(question.items) == 1 and question.whole is None and question.operation in _LEVEL
    counts = alone and question.sort is not None and bool(question.sort.counters)
    if desk.evidence.facts(subject, asked.item) or (asked.known and not _own_count(asked, counts)):
        return asked
    own = Content.of(_HOW_MANY.sub("", asked.said))
    content = question.content if alone and question.content and question.content.spans else own
    found, named = open_labels(desk, content, subject)
    if asked.known and not (found and _HEAD.sub("", found[0]).endswith(_HEAD.sub("", own.text))):
        return asked  # 退休人员认证 tells of no 退休人员
    if named:
        raise CannotAnswer(Reason.AMBIGUOUS, f"报告里没有“{asked.said}”的同名项，请问是不是下面的哪一项？", named[:SHOWN])
    return replace(asked, item=found[0], known=False, code=None) if found else asked


def _own_count(asked: Asked, counts: bool) -> bool:
    """Whether a known item is counted, or the question *counts*: a report may have a name of its own for it, 全日制在校生 for 学生人数."""
    known = find(asked.item)
    named = len(_HOW_MANY.sub("", asked.said)) > 1 and asked.item not in TOTALS
    return named and (counts or (known is not None and known.unit not in ("万元", "%")))


def _label(items: tuple[Asked, ...], name: str) -> Asked:
    said = items[0].said if items else name
    return Asked(item=name, said=said, known=False)


def _words(content: Content) -> str:
    return content.text[content.spans[0][0] : content.spans[-1][1]].replace(" ", "")


def _replaced(desk: Desk, items: tuple[Asked, ...], notices: tuple[Notice, ...], whole: Asked | None = None) -> Desk:
    question = desk.plan.question
    grown = question.operation in _GROWN and notices and not question.against and not _ANDS.search(question.text)
    operation = Operation.LOOKUP if grown else question.operation
    question = replace(question, items=items, leftover=(), whole=whole or question.whole, operation=operation)
    return Desk(replace(desk.plan, question=question, notices=desk.plan.notices + notices), desk.evidence)


def _figures(desk: Desk, asked: Asked, subject: Subject) -> tuple[Outcome, ...]:
    if desk.measure(asked) in RELATIVE:
        return (evaluate(desk, asked, subject),)
    if indicator(asked.item) is not None and desk.measure(asked) is not Measure.SCORE:
        return (named(desk, asked, subject),)
    return lookup(desk, asked, subject)


def _told_apart(outcomes: list[Outcome]) -> tuple[Outcome, ...]:
    """Figures of different things by one name (行政运行 of two 款) are called by their whole path."""
    facts = [outcome.fact for outcome in outcomes if outcome.fact is not None]
    if len(facts) < len(outcomes) or len({fact.item for fact in facts}) == len({outcome.names for outcome in outcomes}):
        return tuple(outcomes)
    return tuple(replace(outcome, names=(name,)) for outcome, name in zip(outcomes, labels(facts), strict=True))
