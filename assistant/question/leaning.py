"""Follow-ups that lean on one figure spoken of before: what is left of it, how else it is counted, its other level, so much for each.

Comes in: a question read by itself and those before it. Goes out: the question with its items, or nothing.
Never looks at what the report counts so: that is for those who have its figures.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.inquiry import Asked, Operation, Question
from assistant.question import tables
from assistant.question.counts import AMOUNTS, by_name
from assistant.question.sorts import counted_in, sort_of
from index.glossary import ITEMS, find
from index.records import ReportLevel

_LEANS = ("orgs", "years", "items")
_REMEMBERED = 4


def spoken_of(question: Question, past: Sequence[Question]) -> tuple[Asked, ...]:
    """The items asked for before of the same organisation and year, the latest first; what was called a part is no whole."""
    alike = [before for before in reversed(past) if before.orgs == question.orgs and before.years == question.years]
    parts = {item.item for before in alike if before.operation is Operation.SHARE for item in before.items}
    found = {item.item: item for before in alike for item in before.items if item.item not in parts}
    return tuple(found.values())[:_REMEMBERED]


def rest_of_two(question: Question, past: Sequence[Question]) -> Question | None:
    """那不合格的就是多少, after the whole and what of it is 合格: the whole without it."""
    found, last = _DENIED.fullmatch(question.text), past[-1]
    if not found or not _alone(last) or last.operation is not Operation.LOOKUP:
        return None
    part = last.items[0]
    whole = next((item for item in spoken_of(last, past) if item.item != part.item), None)
    if whole is None or not part.said.startswith(found.group("word")):
        return None
    return _leaning(question, last, Operation.REMAINDER, (whole, part))


_DENIED = re.compile(
    r"(?:那么?|所以|就是)*(?:没有?|未|不)(?P<word>[\u4e00-\u9fff]{1,6}?)的?(?:呢|(?:就|又|还|共|一共)*(?:是|有|剩)?(?:多少|几)[\u4e00-\u9fff]{0,2}[呢啊]?)"
)


def counted_otherwise(question: Question, past: Sequence[Question]) -> Question | None:
    """办了几场, 涉及多少资金, after so many guests: what the report counts beside the figure spoken of."""
    last, sort = past[-1], question.sort or sort_of(question.text.rstrip("呢啊"))
    leans = sort is not None and _COUNTED.fullmatch(question.text) and not (question.orgs or question.years)
    if not leans or not _alone(last) or not _counting(last.items[0]) or last.items[0].item in AMOUNTS:
        return None
    asked = replace(last.items[0], sort=sort)
    return replace(_leaning(question, last, Operation.LOOKUP, (asked,)), framed=True, spoken=spoken_of(last, past))


_COUNTED = re.compile(
    r"(?:那么?|又|一?共|总共|都|他们|它)*(?:办|开|搞|举办|开展|组织|做|涉及|用|花|动用|投入)?(?:了|到)?(?:多少|几)个?(?:[\u4e00-\u9fff]{1,3}|资金|经费)[呢啊]?"
    r"|(?:那么?)?(?:金额|资金|经费|钱)(?:呢|是多少|有多少|多少)"
)


def spread_over(question: Question, past: Sequence[Question]) -> Question | None:
    """那平均每场多少, after figures of the report's own: the one spoken of over what is counted so."""
    found, last = _EACH.search(question.text), past[-1]
    leans = question.operation is Operation.PER_UNIT and found and not (question.orgs or question.years) and len(question.text) <= _SHORT
    if (
        not found
        or not leans
        or not _alone(last)
        or by_name(last.items[0].item)
        or any(item.known and not _counting(item) for item in question.items)
    ):
        return None
    each = counted_in(found.group(1))
    counts = last.items[0].sort is not None and last.items[0].sort.counters == each.counters
    before = [
        item for item in spoken_of(last, past) if item != last.items[0] and (item.sort is None or item.sort.counters != each.counters)
    ]
    if counts and not before:
        return None
    amount = before[0] if counts else last.items[0]
    count = last.items[0] if counts else replace(amount, sort=each)
    asked = replace(_leaning(question, last, Operation.PER_UNIT, (amount, count)), framed=True)
    return replace(asked, spoken=(*last.items, *spoken_of(last, past)))


def vacant(question: Question, past: Sequence[Question]) -> Question | None:
    """缺编几个, after the posts and the staff."""
    last = past[-1]
    if not _VACANT.match(question.text) or not _alone(last) or {item.item for item in (*last.items, *spoken_of(last, past))} < _POSTS:
        return None
    items = tuple(Asked(item=name, said=name) for name in ("编制数", "在职人数"))
    return _leaning(question, last, Operation.DIFFERENCE, items)


_VACANT = re.compile(r"(?:那么?)?(?:还)?(?:缺编|空编|空缺|缺员)")
_POSTS = frozenset(["编制数", "在职人数"])


def rate_of(question: Question, past: Sequence[Question]) -> Question | None:
    """办结率呢, after so many complaints or those that were settled: the part that was done of them."""
    found, last = _RATE.fullmatch(question.text), past[-1]
    if not found or not _alone(last) or by_name(last.items[0].item) or question.items:
        return None
    part = last.items[0]
    if found.group("done") in part.item:
        return replace(_leaning(question, last, Operation.SHARE, (part,)), indicator=None, spoken=spoken_of(last, past))
    rate = Asked(item=f"{part.said}{found.group('rate')}", said=f"{part.said}{found.group('rate')}", known=False)
    return replace(_leaning(question, last, Operation.LOOKUP, (rate,)), indicator=None)


_RATE = re.compile(r"(?:那么?)?(?P<rate>(?P<done>[\u4e00-\u9fff]{2})率)(?:呢|是多少|有多少|多少|多高)?")


def left_of(question: Question, past: Sequence[Question]) -> Question | None:
    """不算接待费的话是多少, 不买车的话是多少, after 三公经费: what was spoken of without it, not all that was spent."""
    taken = question.operation is Operation.REMAINDER and bool(question.items) and question.items[0].said == _ALL
    denied = question.operation is Operation.LOOKUP and len(question.items) == 1 and bool(_WITHOUT.match(question.text))
    last = past[-1]
    if question.orgs or not (taken or denied) or len(last.orgs) != 1 or len(last.years) != 1:
        return None
    less = question.items[1:] if taken else question.items
    parts, wholes = {item.item for item in less}, {known.whole for item in less if (known := by_name(item.item))}
    spoken = [item for item in (*last.items, *spoken_of(last, past)) if item.item not in parts]
    base = next((item for item in spoken if _above(wholes, item.item)), spoken[0] if taken and spoken and spoken[0].known else None)
    return _leaning(question, last, Operation.REMAINDER, (base, *less)) if base else None


def _above(wholes: set[str | None], name: str) -> bool:
    """Whether an item is among the wholes, or a whole of theirs."""
    upper = {known.whole for whole in wholes if whole and (known := by_name(whole))}
    return name in wholes | upper


_WITHOUT = re.compile(r"(?:那么?)?(?:要是|如果|假如)?(?:没有?|不)[^,的]{1,8}(?:的话)?,?(?:就|还|会|又|只)*(?:是|有|剩)(?:多少|几)")
_ALL = "全部"


def _counting(item: Asked) -> bool:
    """Whether an item is something that is counted, no amount of the glossary."""
    known = find(item.item)
    return known is None or known.unit != "万元"


_EACH = re.compile(r"(?:平均|每)一?个?每?一?(场|期|次|件|起|户|家|批|人次|人|名|个|项|笔|卷|张|间|台|辆|所)")
_SHORT = 14


def against_level(question: Question, past: Sequence[Question]) -> Question | None:
    """部门的多多少, after the figure of the 单位 report."""
    found, last = _LEVEL.match(question.text), past[-1]
    if not found or not _alone(last) or question.items or last.level is None:
        return None
    level = ReportLevel(found.group(1))
    if level is last.level:
        return None
    items = tuple(replace(last.items[0], level=each) for each in (level, last.level))
    return replace(_leaning(question, last, Operation.DIFFERENCE, items), level=None, basis=question.basis or last.basis, against=None)


_LEVEL = re.compile(r"(?:那么?)?(部门|单位|本级)(?:[预决]算|报告|那份|那个|的|里|要|还|又)*(?:多|少|高|低)")


def other_end(question: Question, last: Question) -> tuple[Asked, ...]:
    """年初的呢 after what was left at the year's end, and the other way round."""
    ends = {**_OPENINGS, **{start: end for end, start in _OPENINGS.items()}}
    found = _END.match(question.text)
    if not found or not _alone(last) or not (other := ends.get(last.items[0].item)) or not other.startswith(found.group(1)):
        return ()
    return (Asked(item=other, said=other),)


_END = re.compile(r"(?:那么?)?(年初|年末)(?:时|的时候)?(?:的|呢|有|是|多少|剩)*$")
_OPENINGS = tables.names("slots.toml", "openings")


def named_by_end(asked: Asked) -> Asked | None:
    """保有量几辆, 退休的有几个: the one counted item that ends so, or is so called with 人数."""
    head = _HOW_MANY.sub("", asked.said)
    if asked.known or len(head) < len("退休"):
        return None
    ending = [item for item in ITEMS if item.name.endswith(head) and item.unit != "万元" and len(head) > len("退休")]
    found = find(f"{head}人数") or (ending[0] if len(ending) == 1 else None)
    return Asked(item=found.name, said=head) if found else None


_HOW_MANY = re.compile(r"的?(?:都|一共|总共)?(?:有|是)?(?:多少|几)[\u4e00-\u9fff]{0,2}$")


def _alone(*asked: Question) -> bool:
    """Whether each of the questions asked for one figure, all of one organisation in one year."""
    single = all(len(one.items) == len(one.orgs) == len(one.years) == 1 for one in asked)
    return single and len({(one.orgs, one.years) for one in asked}) == 1


def _leaning(question: Question, last: Question, operation: Operation, items: tuple[Asked, ...]) -> Question:
    return replace(
        question, operation=operation, of=None, items=items, whole=None, orgs=last.orgs, years=last.years, kind=last.kind,
        scope=question.scope or last.scope, level=question.level or last.level, leftover=(), corrections=(), inherited=_LEANS,
    )  # fmt: skip
