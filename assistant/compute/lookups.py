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
from assistant.compute.labelling import GROWN, LEVEL, open_labels
from assistant.compute.measures import evaluate, lookup
from assistant.compute.naming import labels, short
from assistant.compute.outcome import Outcome
from assistant.errors import CannotAnswer
from assistant.evidence import IN_WORDS
from assistant.formulas import indicator
from assistant.inquiry import Asked, Content, Operation, Question, Sort
from assistant.plan import SHOWN, Notice
from assistant.question.contrasts import contradicts
from assistant.question.said import TOTALS
from assistant.shelf import Subject
from index.glossary import find
from index.quantity import Dimension
from index.records import Basis, Fact, Measure

_SHARES_COMPARED = re.compile(r"(?:占比|比重|比例)[和与及跟][\u4e00-\u9fff]{2,16}(?:占比|比重|比例)")
_HOW_MANY = re.compile(r"^(?:多少|几)[个名位]?")
_HEAD = re.compile(r"(?:人员|人数|总数|数量|数)$")
_TAKEN = re.compile(r"扣除|减去|除去|剔除|还剩")
"""Two figures are meant, whatever is understood of them."""
_ANDS = re.compile(r"[和与、]|(?<![参增])加|(?<![惠涉普波提])及")
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
        return _as_one(desk, list(question.leftover)) or desk if question.operation is Operation.LOOKUP and question.leftover else desk
    if _of_other_sort(question):
        return _otherwise(desk)
    if question.operation is Operation.SHARE and _SHARES_COMPARED.search(question.text):
        raise CannotAnswer(Reason.AMBIGUOUS, "请把两个占比分开问，再问相差多少")
    left = [word for word in question.leftover if len(word) >= _SHORT]
    one = _as_one(desk, left) if any(len(word) >= _LONG for word in left) or _spread(desk, left) else None
    if one is not None:
        return one
    named = tuple(_opened(desk, asked) for asked in question.items)
    whole = _opened(desk, question.whole) if question.whole else None
    opened = zip((*question.items, *((question.whole,) if question.whole else ())), (*named, *((whole,) if whole else ())), strict=True)
    found = [Notice("open_label", (asked.said, item.item)) for asked, item in opened if item.item != asked.item]
    return _replaced(desk, named, tuple(found), whole=whole)


def _spread(desk: Desk, left: list[str]) -> bool:
    """Whether one label may be spread over all that a plain question says: some of it no glossary has, and nothing joins two things."""
    question = desk.plan.question
    several = len(question.items) > 1 or bool(left)
    return several and question.operation in LEVEL and not all(asked.known for asked in question.items) and not _ANDS.search(question.text)


def _must_be_read(question: Question, left: list[str]) -> bool:
    """Whether words that nothing explains may not be passed over: long ones, and any name beside a label of the report's own."""
    names = {question.content.text[start:end] for start, end in question.content.spans} if question.content else set()
    opened = not question.items or any(not asked.known for asked in question.items)
    return any(len(word) >= _LONG or (opened and word in names) for word in left)


_NO_COUNTS = frozenset(["万元", "分"])


def _of_other_sort(question: Question) -> bool:
    """Whether what is asked for is of another sort than the one item named: 多少张 of an amount of money."""
    sort, known = question.sort, find(question.items[0].item) if len(question.items) == 1 and not question.leftover else None
    if sort is None or known is None or question.operation is not Operation.LOOKUP:
        return False
    return sort.dimension is Dimension.COUNT and known.unit in _NO_COUNTS


def _otherwise(desk: Desk) -> Desk:
    """The label of the report's own that the words name as well as the item of another sort: 农村低保有多少户."""
    question = desk.plan.question
    asked, said = question.items[0], question.sort.said if question.sort else ""
    content = question.content or Content.of(asked.said)
    found, _ = open_labels(desk, content, desk.subject(asked))
    if not found:
        unit = "分数" if (known := find(asked.item)) is not None and known.unit == "分" else "金额"
        raise CannotAnswer(Reason.AMBIGUOUS, f"“{short(asked.item)}”是{unit}，不按“{said.removeprefix('多少')}”计，请问要查什么？")
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


def _as_one(desk: Desk, left: list[str]) -> Desk | None:
    """The desk with the one label that all the words name; a refusal where some must not be passed over, else nothing."""
    question, subject = desk.plan.question, desk.plan.subjects[0]
    named: tuple[str, ...] = ()
    if (len(question.items) <= 1 or _spread(desk, left)) and question.operation in LEVEL and not _TAKEN.search(question.text):
        content = question.content or Content.of("".join((*left, *(asked.said for asked in question.items))))
        found, named = open_labels(desk, content, subject)
        if found:
            return _replaced(desk, (_label(question.items, found[0]),), (Notice("open_label", (_words(content), found[0])),))
    if not _must_be_read(question, left):
        return None
    words = "、".join(f"“{word}”" for word in left)
    if named:
        raise CannotAnswer(Reason.AMBIGUOUS, f"{words}在报告里没有同名的一项，请问是不是下面的哪一项？", named[:SHOWN])
    near = desk.near(Asked(item="".join(left), said="".join(left), known=False), subject)
    raise CannotAnswer(Reason.NO_ITEM, f"没有读懂问题里的{words}，怕答非所问，没有作答", near)


def _opened(desk: Desk, asked: Asked) -> Asked:
    """An unknown item's one open label; where several fit, the reader chooses."""
    subject, question = desk.subject(asked), desk.plan.question
    alone = len(question.items) == 1 and question.whole is None and question.operation in LEVEL
    counts = alone and question.sort is not None and bool(question.sort.counters)
    if facts := desk.evidence.facts(subject, asked.item):
        return asked if asked.known or not alone else _exact(desk, asked, facts)
    if asked.known and not _own_count(asked, counts):
        return _done(desk, asked, subject)
    own = Content.of(_HOW_MANY.sub("", asked.said))
    content = question.content if alone and question.content and question.content.spans else own
    found, named = open_labels(desk, content, subject)
    if asked.known and not (found and _HEAD.sub("", found[0]).endswith(_HEAD.sub("", own.text))):
        return asked  # 退休人员认证 tells of no 退休人员
    if named:
        raise CannotAnswer(Reason.AMBIGUOUS, f"报告里没有“{asked.said}”的同名项，请问是不是下面的哪一项？", named[:SHOWN])
    return replace(asked, item=found[0], known=False, code=None) if found else asked


def _exact(desk: Desk, asked: Asked, facts: tuple[Fact, ...]) -> Asked:
    """A label of the report's own by its very name, unless the question says that another figure is meant: 计划新种, 免了多少学费."""
    question = desk.plan.question
    said = question.content.text if question.content else question.text
    planned = {fact.basis for fact in facts} == {Basis.BUDGET}
    if contradicts(said, asked.item, "".join(map(desk.evidence.sentence, facts)), planned=planned):
        raise CannotAnswer(Reason.NOT_DISCLOSED, f"报告只写了“{asked.item}”，和所问的不是一回事", (asked.item,))
    return replace(asked, sort=asked.sort or _among(question.sort, facts))


def _among(sort: Sort | None, facts: tuple[Fact, ...]) -> Sort | None:
    """The sort of figure that is asked for, where a label has several and one of them is of it: 职业技能培训4期268人."""
    counted = [bool(sort and sort.counters and sort.counts(fact.quantity)) for fact in facts]
    return sort if any(counted) and not all(counted) else None


_DOING = re.compile(r"(?:发放|支付|拨付|补发|兑现|落实|征收|收取|收缴|追回|挽回|完成|开展|办理|实现)")
"""What a report may say is done before the name of an item."""


def _done(desk: Desk, asked: Asked, subject: Subject) -> Asked:
    """The one label of the report's own that says what was done with a known item without a figure: 发放助学金."""
    name = short(asked.item)
    names = [other for other in desk.evidence.names(subject) if other.endswith(name) and _DOING.fullmatch(other.removesuffix(name))]
    said = desk.plan.question.text
    fitting = [other for other in names if not contradicts(said, other, "") and not desk.evidence.known(subject, other)]
    return replace(asked, item=fitting[0], known=False, code=None) if len(fitting) == 1 else asked


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
    alone = not question.against and len(question.years) < 2 and not _ANDS.search(question.text)
    grown = question.operation in GROWN and notices and alone
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
