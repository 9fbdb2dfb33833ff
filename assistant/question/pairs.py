"""Follow-ups that put figures spoken of before together: two levels, two years, the former and the latter, each with its own slots.

Comes in: a question read by itself and those before it. Goes out: the question with both figures, or nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.inquiry import Asked, Operation, Question
from assistant.question.counts import by_name
from assistant.question.years import NUMERALS
from index.records import Against, Basis, Measure


def against_last(question: Question, last: Question) -> Question:
    """比17年呢, 跟上一年比呢, 跟2021年比多了多少 compare with what was spoken of last."""
    if question.operation is Operation.LOOKUP and _COMPARED.match(question.text):
        question = replace(question, operation=Operation.CHANGE)
    if question.operation not in MOVES or len(question.years) != 1 or not last.years or not _WITH_YEAR.search(question.text):
        return question
    return replace(question, years=tuple(sorted({*question.years, max(last.years)})))


MOVES = (Operation.CHANGE, Operation.CHANGE_RATE, Operation.DIFFERENCE, Operation.MULTIPLE, Operation.TIMES_MORE)


_COMPARED = re.compile(r"(?:那|那么)?(?:比|较|跟|和|与)\S{2,8}(?:呢|比呢?|相比呢?)$")


_WITH_YEAR = re.compile(r"(?:比|较|跟|和|与|同)(?:起)?(?:\d{2,4}|[零〇一二三四五六七八九]{2,4}|去|前|上)(?:一)?年")


def of_two_levels(question: Question, past: Sequence[Question]) -> Question | None:
    """两个差多少, after the same figure was asked of the 部门 and of the 单位 report."""
    last = past[-2:]
    alike = len(last) == 2 and last[0].orgs == last[1].orgs and last[0].years == last[1].years and len(last[1].items) == 1
    levels = tuple(before.level for before in last)
    if not alike or None in levels or len(set(levels)) < 2 or question.operation not in MOVES or question.items or question.level:
        return None
    if last[0].items[:1] != last[1].items[:1]:
        return None
    items = tuple(replace(last[1].items[0], level=level) for level in levels)
    operation = Operation.DIFFERENCE if question.operation is Operation.CHANGE else question.operation
    return replace(question, operation=operation, items=items, orgs=last[1].orgs, years=last[1].years, inherited=("orgs", "years", "items"))


def over_time(question: Question, past: Sequence[Question]) -> Question | None:
    """增长了百分之几, after one figure was asked for in two years: from the earlier to the later."""
    last = past[-2:]
    if question.operation not in MOVES or question.against or question.years or question.orgs or question.items or len(last) < 2:
        return None
    one = all(len(before.items) == len(before.orgs) == len(before.years) == 1 and before.of is None for before in last)
    if not one or last[0].years == last[1].years or last[0].orgs != last[1].orgs or last[0].items[0].item != last[1].items[0].item:
        return None
    years = tuple(sorted({last[0].years[0], last[1].years[0]}))
    return replace(
        question,
        orgs=last[1].orgs,
        years=years,
        items=last[1].items,
        scope=question.scope or last[1].scope,
        inherited=("orgs", "years", "items"),
    )


def alike(question: Question, past: Sequence[Question]) -> Question | None:
    """一样吗, after two figures of one organisation and year: whether they are equal."""
    two = _last_two(past) if _ALIKE.fullmatch(question.text) else ()
    if not two or {item.org for item in two} != {two[0].org} or {item.year for item in two} != {two[0].year} or two[0].item == two[1].item:
        return None
    items = tuple(replace(item, org=None, year=None) for item in two)
    return replace(
        question, operation=Operation.VERIFY, items=items, orgs=past[-1].orgs, years=past[-1].years, inherited=("orgs", "years", "items")
    )


_ALIKE = re.compile(r"(?:那么?)?(?:两者|二者|两个|它们|俩|这两个)?(?:是不是|是否)?(?:都)?(?:一样|相等|相同)(?:多)?(?:吗|么|嘛|不)?")


FORMER = re.compile(r"(?P<first>前者|后者)[^前后]{0,4}(?P<second>前者|后者)")


_DONE = (
    (Operation.MULTIPLE, re.compile(r"倍")),
    (Operation.SHARE, re.compile(r"占|百分之|几成")),
    (Operation.DIFFERENCE, re.compile(r"多|少|高|低|差")),
)


def former_and_latter(question: Question, past: Sequence[Question]) -> Question | None:
    """后者是前者的几倍: the last two figures asked for, in the order said."""
    found = FORMER.search(question.text)
    operation = next((operation for operation, words in _DONE if words.search(question.text)), None)
    two = _last_two(past)
    if not found or operation is None or not two:
        return None
    order = {"前者": two[0], "后者": two[1]}
    items = (order[found.group("first")], order[found.group("second")])
    years = tuple(sorted({item.year for item in items if item.year}))
    orgs = tuple(dict.fromkeys(item.org for item in items if item.org))
    whole = items[1] if operation is Operation.SHARE else None
    asked = items[:1] if operation is Operation.SHARE else items
    return replace(
        question, operation=operation, items=asked, whole=whole, orgs=orgs, years=years, leftover=(), inherited=("orgs", "years", "items")
    )


def _last_two(past: Sequence[Question]) -> tuple[Asked, ...]:
    """The two figures asked for last, in one question or in two, each with whose and when it is."""
    past = [before for before in past if not (FORMER.search(before.text) or _ONE.search(before.text))]
    last = past[-1:] if past and len(past[-1].items) == 2 else past[-2:]
    if any(len(before.orgs) != 1 or len(before.years) != 1 for before in last):
        return ()
    found = tuple(
        replace(
            item, org=before.orgs[0], year=before.years[0], basis=item.basis or before.basis, scope=item.scope or before.scope, measure=None
        )
        for before in last
        for item in before.items
    )
    return found if len(found) == 2 else ()


def each_of_its_own(question: Question, past: Sequence[Question]) -> Question | None:
    """赫山的是芦淞的几倍, after both were asked for: each organisation with the item and year it was spoken of with."""
    if question.operation not in _COMBINING or len(question.orgs) != 2 or question.years or any(item.known for item in question.items):
        return None
    spoken = [next((before for before in reversed(past) if before.orgs == (org,)), None) for org in question.orgs]
    if not all(before and len(before.items) == 1 and len(before.years) == 1 for before in spoken):
        return None
    items = tuple(
        replace(before.items[0], org=before.orgs[0], year=before.years[0], basis=before.items[0].basis or before.basis)
        for before in spoken
        if before
    )
    years = tuple(sorted({item.year for item in items if item.year}))
    operation = Operation.DIFFERENCE if question.operation is Operation.CHANGE else question.operation
    return replace(question, operation=operation, items=items, years=years, leftover=(), inherited=("years", "items"))


_SO_MANY = re.compile(r"(?:这|那)?([三四五])(?:个|项|样|者|笔|家|年)")


def _single(question: Question) -> bool:
    """Whether one figure was asked for: one item of one organisation in one year."""
    return len(question.items) == len(question.orgs) == len(question.years) == 1


_MEASURES = {Operation.SHARE: Measure.SHARE, Operation.CHANGE_RATE: Measure.CHANGE_RATE, Operation.COMPLETION: Measure.COMPLETION_RATE}


def pair(question: Question, past: Sequence[Question]) -> Question | None:
    """两者差多少, 加起来呢: what the last questions asked for, put together."""
    if question.operation is Operation.LOOKUP and _TOGETHER.fullmatch(question.text):
        question = replace(question, operation=Operation.SUM)
    question = _share_of_sum(question, past)
    if question.operation not in _COMBINING or question.items or question.years or question.orgs or question.against:
        return None
    if not (_PAIR.search(question.text) or question.whole):
        return None
    last = past[-1]
    alone = len(past) < 2 or max(len(last.items), len(last.orgs), len(last.years)) >= 2
    counted = _SO_MANY.search(question.text)
    few = NUMERALS[counted.group(1)] if counted else 2
    together: tuple[Question, ...] = (last,) if alone else tuple(past[-few:])
    items: dict[str, Asked] = {item.item: item for before in together for item in before.items}
    orgs = tuple(dict.fromkeys(org for before in together for org in before.orgs))
    years = tuple(sorted({year for before in together for year in before.years}))
    if question.operation is Operation.CHANGE_RATE and len(orgs) == _BOTH:
        return _in_percent(question, last, past)
    if question.operation is Operation.CHANGE_RATE and (len(years) != 2 or len(items) != 1):
        return None
    if len(items) == len(orgs) == len(years) == 1 and question.operation in (Operation.DIFFERENCE, Operation.CHANGE):
        return _of_two_bases(question, together)
    operation = Operation.DIFFERENCE if question.operation is Operation.CHANGE and len(items) + len(orgs) > 2 else question.operation
    measure = _MEASURES.get(last.operation)
    own = last.items if alone and any(item.org for item in last.items) else tuple(items.values())
    asked = tuple(replace(item, measure=measure) for item in own)
    if len(together) == 2 and len(orgs) == len(years) == 2 and all(_single(before) for before in together):
        asked = tuple(replace(before.items[0], measure=measure, org=before.orgs[0], year=before.years[0]) for before in together)
    of = last.operation if measure else question.of
    return replace(
        question,
        of=of,
        operation=operation,
        items=asked,
        orgs=orgs,
        years=years,
        whole=question.whole or last.whole,
        scope=question.scope or last.scope,
        basis=question.basis or last.basis,
        kind=question.kind or last.kind,
        level=question.level or last.level,
        inherited=("orgs", "years", "items"),
    )


def _in_percent(question: Question, last: Question, past: Sequence[Question]) -> Question | None:
    """高出百分之几, after two bodies were compared: the higher in percent of the other."""
    winner = next((before.winner for before in reversed(past) if before.winner), None)
    each = last.items if len(last.items) == _BOTH else tuple(replace(item, org=org) for item in last.items[:1] for org in last.orgs)
    if len(each) != _BOTH or not all(item.org for item in each) or winner is None:
        return None
    items = tuple(sorted(each, key=lambda item: item.org != winner.org))
    return replace(
        question, operation=Operation.DIFFERENCE, items=items, orgs=last.orgs, years=last.years, inherited=("orgs", "years", "items")
    )


_BOTH = 2


def _of_two_bases(question: Question, together: Sequence[Question]) -> Question | None:
    """少了多少, after what was planned of one item and what was spent: against the budget."""
    last = together[-1]
    planned = any(Basis.BUDGET in (before.basis, *(item.basis for item in before.items)) for before in together)
    if not planned and last.operation is not Operation.COMPLETION:
        return None
    items = (replace(last.items[0], basis=None),)
    return replace(
        question, operation=Operation.CHANGE, items=items, orgs=last.orgs, years=last.years, against=Against.BUDGET,
        scope=question.scope or last.scope, kind=last.kind, level=last.level, inherited=("orgs", "years", "items"),
    )  # fmt: skip


def _share_of_sum(question: Question, past: Sequence[Question]) -> Question:
    """这两个一共占总额的多少, or 占…多少 after a sum: the share of what is added up."""
    summed = past[-1].operation is Operation.SUM or _SUMMED.search(question.text)
    if question.operation is not Operation.SHARE or question.items or not summed:
        return question
    several = past[-1].operation is Operation.SUM or len(past[-1].items) > 1
    parts = past[-1].items if several else tuple(item for before in past[-2:] for item in before.items)
    wholes = {found.whole for item in parts if (found := by_name(item.item))}
    default = wholes.pop() if len(wholes) == 1 and None not in wholes else None
    whole = question.whole or (Asked(item=default, said="总额") if default else None)
    return replace(question, operation=Operation.SUM, whole=whole) if whole else question


_SUMMED = re.compile(r"(?:[两二三四五](?:个|项|者|样|笔|类)?|俩|它们|合计|加起来|一共|总共)[^,]{0,4}占")


def each_with_its_year(question: Question, past: Sequence[Question]) -> Question | None:
    """三公呢, after two bodies with a year each: the same of both."""
    last = past[-1]
    each = tuple((item.org, item.year) for item in last.items if item.org and item.year)
    alone = len(question.items) == 1 and question.operation is Operation.LOOKUP and not (question.orgs or question.years)
    if not alone or len(each) != _BOTH or len(set(each)) != _BOTH or not question.items[0].known:
        return None
    items = tuple(replace(question.items[0], org=org, year=year) for org, year in each)
    return replace(question, items=items, orgs=last.orgs, years=last.years, inherited=("orgs", "years"))


def with_another(question: Question, last: Question) -> Question | None:
    """再加上资本性支出呢: what was spoken of last, and one more."""
    if not _ANOTHER.match(question.text) or not question.items or question.orgs or question.years or not last.items:
        return None
    if last.operation not in (Operation.SUM, Operation.LOOKUP):
        return None
    items = tuple({item.item: item for item in (*last.items, *question.items)}.values())
    return replace(
        question, operation=Operation.SUM, items=items, orgs=last.orgs, years=last.years, scope=question.scope or last.scope,
        basis=question.basis or last.basis, kind=last.kind, level=last.level, leftover=(), inherited=("orgs", "years", "items"),
    )  # fmt: skip


_ANOTHER = re.compile(r"(?:那|那么|如果|要是)?再?(?:加上|加|算上)(?!起来|在一|总|一?块|一起)")


def one_of_two(question: Question, past: Sequence[Question]) -> Question | None:
    """前者占总支出多少: one of the last two figures asked for, and what is asked of it."""
    found, two = _ONE.search(question.text), _last_two(past)
    if not found or not two or FORMER.search(question.text) or question.orgs or question.years:
        return None
    item = two[0 if found.group("first") else 1]
    own = tuple(asked for asked in question.items if asked.known)
    if own and question.operation is not Operation.SHARE:
        return None
    if not own and question.operation in _OF_TWO:  # 是前者的几倍: the other one against it
        pair_of = two[::-1] if found.group("first") else two
        operation = Operation.MULTIPLE if question.operation is Operation.MULTIPLE else Operation.DIFFERENCE
        return replace(
            question, operation=operation, items=pair_of, leftover=(), inherited=("orgs", "years", "items"),
            orgs=tuple(dict.fromkeys(one.org for one in two if one.org)), years=tuple(sorted({one.year for one in two if one.year})),
        )  # fmt: skip
    years, orgs = ((item.year,) if item.year else ()), ((item.org,) if item.org else ())
    item = replace(item, org=None, year=None)
    part, whole = (own[0], item) if own and "占" in question.text[: found.start()] else (item, own[0] if own else question.whole)
    return replace(question, items=(part,), whole=whole, orgs=orgs, years=years, leftover=(), inherited=("orgs", "years", "items"))


_OF_TWO = frozenset([Operation.MULTIPLE, Operation.DIFFERENCE, Operation.CHANGE])
_ONE = re.compile(r"(?P<first>前者|前面?(?:那|这)?一?个|第一个|头一个)|后者|后面?(?:那|这)?一?个|第二个")


_PAIR = re.compile(
    r"两者|二者|它们|他们|两个(?!月)|两项|[三四五](?:项|个|样|者|笔)|加一块|加一起|两年|两家|两边|这两|俩|两数|^(?:那|那么)?(?:多|少|高|低)(?:了|出)?(?:多少|几|百分之)|^(?:那|那么)?(?:涨|增|降|跌)幅|^[^多少]{0,4}(?:差多少|差几个?百分点|差额|相差|加起来|合计|之和|一共|总共|哪个|谁|对比|比较|比例|几倍)"
)


_TOGETHER = re.compile(r"(?:那|那么)?(?:一共|总共|合计|共计|加起来|加一块儿?|合起来)(?:是|有|花了)?(?:多少钱?)?[呢啊]?")


_COMBINING = {
    Operation.DIFFERENCE,
    Operation.SUM,
    Operation.MULTIPLE,
    Operation.RANKING,
    Operation.COMPARE,
    Operation.CHANGE,
    Operation.CHANGE_RATE,
}
