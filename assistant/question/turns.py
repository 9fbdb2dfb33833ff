"""What a follow-up leaves out, filled from the questions before it.

Comes in: a question read by itself and the earlier ones. Goes out: the question with its open slots filled.
Never changes a slot that the question fills itself.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.inquiry import Asked, Correction, Operation, Question
from assistant.question.heads import completed
from assistant.question.items import PEOPLE
from assistant.question.slots import AMOUNTS, by_name
from assistant.question.vocabulary import words as known_words
from assistant.question.years import Years
from index.records import Measure

_ELLIPTIC = re.compile(
    r"[呢嘞咧][?]?$|^[^,]{2,14}的$|^(?:那|那么|换成|如果是|要是|再看|还有|其中|那要是|改成|换|and |what about|how about)"
)
_TOGETHER = re.compile(r"(?:那|那么)?(?:一共|总共|合计|共计|加起来|加一块儿?|合起来)(?:是|有|花了)?(?:多少钱?)?[呢啊]?")
_PAIR = re.compile(
    r"两者|二者|它们|他们|两个(?!月)|两项|[三四五](?:项|个|样|者|笔)|加一块|加一起|两年|两家|两边|这两|俩|两数|^(?:那|那么)?(?:多|少|高|低)(?:了|出)?(?:多少|几)|^(?:那|那么)?(?:涨|增|降|跌)幅|^[^多少]{0,4}(?:差多少|差额|相差|加起来|合计|之和|一共|总共|哪个|谁|对比|比较|比例|几倍)"
)
_PHRASE = re.compile(r"花|用|多少|几")
_COUNT_WORD = re.compile(
    r"^(?:那|那么|又)?(?:一共|总共)?(?:接待|请|招待|来|去|有)?了?(?:人次|批次|人数|多少个?人|几个?人|多少批|几批|几次|次数)"
)
_PERCENT = re.compile(r"^(?:那|是|那是|合)?(?:百分之|几成|百分比)")
_SELF = {Operation.CORPUS, Operation.NONE}
_NO_ITEMS = {Operation.DUTIES, Operation.COMPOSITION, Operation.PASSAGE, Operation.CORPUS}
_COMBINING = {
    Operation.DIFFERENCE,
    Operation.SUM,
    Operation.MULTIPLE,
    Operation.RANKING,
    Operation.COMPARE,
    Operation.CHANGE,
    Operation.CHANGE_RATE,
}


def fill(question: Question, years: Years, earlier: Sequence[Question]) -> Question:
    """Fill what *question* leaves open from the last of *earlier* that asked something of a report."""
    question = _neighbour_year(question, years, earlier)
    past = [before for before in earlier if before.operation not in _SELF]
    if not past:
        return question
    if question.operation is Operation.NONE and not (_follows(question) or _goes_on(question)) and not _FORMER.search(question.text):
        return question
    if question.operation is Operation.CORPUS and (question.orgs or question.org_choices or not _follows(question)):
        return question
    if question.operation in _SELF:
        question = replace(question, operation=question.of or Operation.LOOKUP, of=None)
    question = _against(question, past[-1])
    return (
        _former_and_latter(question, past)
        or _each_of_its_own(question, past)
        or _two_levels(question, past)
        or _over_time(question, past)
        or _pair(question, past)
        or _filled(question, past[-1])
    )


def _against(question: Question, last: Question) -> Question:
    """比17年呢, 跟上一年比呢, 跟2021年比多了多少 compare with what was spoken of last."""
    if question.operation is Operation.LOOKUP and _COMPARED.match(question.text):
        question = replace(question, operation=Operation.CHANGE)
    if question.operation not in _MOVES or len(question.years) != 1 or not last.years or not _WITH_YEAR.search(question.text):
        return question
    return replace(question, years=tuple(sorted({*question.years, max(last.years)})))


_MOVES = (Operation.CHANGE, Operation.CHANGE_RATE, Operation.DIFFERENCE, Operation.MULTIPLE, Operation.TIMES_MORE)
_COMPARED = re.compile(r"(?:那|那么)?(?:比|较|跟|和|与)\S{2,8}(?:呢|比呢?|相比呢?)$")
_WITH_YEAR = re.compile(r"(?:比|较|跟|和|与|同)(?:起)?(?:\d{2,4}|[零〇一二三四五六七八九]{2,4}|去|前|上)(?:一)?年")


def _two_levels(question: Question, past: Sequence[Question]) -> Question | None:
    """两个差多少, after the same figure was asked of the 部门 and of the 单位 report."""
    last = past[-2:]
    alike = len(last) == 2 and last[0].orgs == last[1].orgs and last[0].years == last[1].years and len(last[1].items) == 1
    levels = tuple(before.level for before in last)
    if not alike or None in levels or len(set(levels)) < 2 or question.operation not in _MOVES or question.items or question.level:
        return None
    if last[0].items[:1] != last[1].items[:1]:
        return None
    items = tuple(replace(last[1].items[0], level=level) for level in levels)
    operation = Operation.DIFFERENCE if question.operation is Operation.CHANGE else question.operation
    return replace(question, operation=operation, items=items, orgs=last[1].orgs, years=last[1].years, inherited=("orgs", "years", "items"))


def _over_time(question: Question, past: Sequence[Question]) -> Question | None:
    """增长了百分之几, after one figure was asked for in two years: from the earlier to the later."""
    last = past[-2:]
    if question.operation not in _MOVES or question.against or question.years or question.orgs or question.items or len(last) < 2:
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


def _goes_on(question: Question) -> bool:
    """Whether a short question says what is to be done and nothing else: 为什么会多, 哪个增长快."""
    done = question.of not in (None, Operation.LOOKUP, Operation.CORPUS) and not question.courtesy
    return done and len(question.text) <= _SHORT_TURN and not any(len(word) > 1 for word in question.leftover)


_SHORT_TURN = 12


def _follows(question: Question) -> bool:
    """Whether the question cannot stand by itself."""
    return bool(_ELLIPTIC.search(question.text)) and len(question.text) <= 24


def _neighbour_year(question: Question, years: Years, earlier: Sequence[Question]) -> Question:
    """上一年 in a follow-up is the year before the one spoken of, and so is 去年 where no organisation is named anew."""
    spoken = next((before.years for before in reversed(earlier) if before.years), ())
    if years.shift is not None and spoken and not _own_org(question):
        base = max(spoken) if years.shift >= 0 else min(spoken)
        return replace(question, years=(base + years.shift,))
    if question.years or not (years.before or years.after) or question.against is not None or not spoken:
        return question
    year = min(spoken) - 1 if years.before else max(spoken) + 1
    operation = Operation.LOOKUP if question.operation is Operation.REVERSE else question.operation
    return replace(question, years=(year,), operation=operation)


def _filled(question: Question, last: Question) -> Question:
    """Fill subject, matter, operation and manner, one after the other."""
    bare = _bare(question)
    changes: dict[str, object] = {}
    for part in (_subject(question, last), _matter(question, last, bare), _action(question, last, bare), _manner(question, last)):
        changes |= part
    inherited = tuple(slot for slot in _INHERITED if slot in changes)
    sure = max(question.sure, 0.8) if inherited else question.sure
    filled = replace(question, **changes, sure=sure, inherited=inherited)  # type: ignore[arg-type]
    doubt = (Correction("合计的占比", "", certain=False),) if _of_sum(question, filled, last) else ()
    return replace(filled, corrections=filled.corrections + doubt)


_INHERITED = ("orgs", "years", "items", "indicator", "operation", "scope", "kind", "level")


def _own_org(question: Question) -> bool:
    return bool(question.orgs or question.org_choices) or question.group == "orgs"


def _bare(question: Question) -> bool:
    """Whether the question names nothing that a figure could be of."""
    only_verb = question.operation is Operation.PER_UNIT and not _own_org(question) and bool(question.items)
    if only_verb and _PHRASE.search(question.items[0].said):
        return True
    named = question.items or question.indicator or question.group in ("类", "款", "项")
    return not named and question.operation not in _NO_ITEMS


def _complete(question: Question) -> bool:
    """Whether organisation and item are both the question's own: a new subject."""
    return _own_org(question) and bool(question.items) and not _follows(question)


def _subject(question: Question, last: Question) -> dict[str, object]:
    """Whose figure of which year."""
    subject: dict[str, object] = {}
    explained = question.operation is Operation.REASON and last.operation in _MOVES and len(last.years) == 2 and len(last.orgs) == 1
    if explained and not question.years and not _complete(question):  # a change is explained by the report of the later year
        return {"orgs": last.orgs, "years": last.years[-1:]}
    if not _own_org(question) and (last.orgs or last.org_choices):
        subject |= {"orgs": last.orgs, "org_choices": last.org_choices}
    spans = question.last_years is not None or question.group == "years"
    if not question.years and not spans and last.years and not _complete(question):
        subject["years"] = last.years
    return subject


def _matter(question: Question, last: Question, bare: bool) -> dict[str, object]:
    """Which items; 其中 makes the last item the whole."""
    if question.measure is Measure.SCORE and last.indicator:
        score = Asked(item=last.indicator, said=last.indicator, known=False, measure=Measure.SCORE)
        return {"items": (score,), "indicator": None}
    count = _COUNT_WORD.search(question.text)
    if (
        count
        and last.items
        and (bare or _people_only(question))
        and (people := PEOPLE.get(AMOUNTS.get(last.items[0].item, last.items[0].item)))
    ):
        batches = people.replace("人次", "批次").replace("人数", "次数").replace("因公出国（境）批次", "因公出国（境）团组数")
        return {"items": (Asked(item=people if "人" in count.group() else batches, said=count.group()),)}
    head = completed(question.items[0], last.items) if len(question.items) == 1 else None
    if head:
        part = question.operation is Operation.SHARE and question.text.startswith("其中") and len(last.items) == 1
        return {
            "items": (head,),
            "whole": last.items[0] if part and question.whole is None and not _siblings((head,), last) else question.whole,
        }
    if bare and last.items and (position := _POSITION.search(question.text)) and len(last.items) > 1:
        return {"items": (last.items[0 if position.group("first") else -1],), "whole": None}
    if bare and _FISCAL.search(question.text) and question.operation is Operation.LOOKUP:
        return {"items": (Asked(item="财政拨款收入", said="财政给的"),), "leftover": ()}
    if bare and last.items and (new := _new_words(question, last)):
        return {"items": (new,), "leftover": ()}
    if bare and last.items:
        return {"items": _once(last.items, question.operation), "whole": question.whole or last.whole}
    if bare and last.indicator:
        return {"indicator": last.indicator}
    inside = question.text.startswith("其中") and len(last.items) == 1 and not _siblings(question.items, last)
    if question.operation is Operation.SHARE and question.whole is None and inside:
        return {"whole": last.items[0]}
    return {}


_POSITION = re.compile(
    r"(?P<first>前面?(?:那|这)?(?:一)?个|前者|第一个|头一个)|后面?(?:那|这)?(?:一)?个|后者|第二个|最后(?:那|这)?(?:一)?个"
)
_AROUND = re.compile(r"^(?:那|那么|好的?|嗯|再看|再查|换成|还有|其中|,)+|(?:呢|啊|呀|吗|的|是|有|花了?|用了?|多少钱?|几何|[?,])+$")


_FISCAL = re.compile(r"财政[^,]{0,4}(?:拨(?!款)|给|领)")


def _new_words(question: Question, last: Question) -> Asked | None:
    """Words that name something new, if only in short: 初中呢 after 小学教育."""
    words = _AROUND.sub("", question.text)
    if question.operation is not Operation.LOOKUP or not 1 < len(words) <= _NEW_WORDS or words in known_words() or _slots_said(question):
        return None
    new = Asked(item=words, said=words, known=False)
    return completed(new, last.items) or (new if question.leftover else None)


def _slots_said(question: Question) -> bool:
    """Whether the question fills a slot of its own: a year, a basis, a unit."""
    slots = (question.years, question.orgs, question.org_choices, question.basis, question.scope, question.unit, question.kind)
    return any(slots) or bool(question.level or question.against or question.measure or question.claimed)


_WITHOUT_UNIT = (Operation.SHARE, Operation.COMPLETION, Operation.CHANGE_RATE, Operation.MULTIPLE, Operation.TIMES_MORE)
_SUMMED_SHARE = re.compile(r"(?:[两三四五]个?|[两三四五]项|合计|加起来|一共|总共)[^,]{0,4}占")


def _of_sum(question: Question, filled: Question, last: Question) -> bool:
    """Whether the share of several items together is asked for, which is none of their shares."""
    if filled.operation is not Operation.SHARE or "items" not in filled.inherited:
        return False
    return bool(_SUMMED_SHARE.search(question.text)) or (len(filled.items) > 1 and last.operation is Operation.SUM)


def _once(items: tuple[Asked, ...], operation: Operation) -> tuple[Asked, ...]:
    """One item that was asked for in two bases (预算和决算各多少) is one item for what is computed next."""
    alike = len({item.item for item in items}) == 1 and len(items) > 1 and all(item.basis and not item.org for item in items)
    return (replace(items[0], basis=None),) if alike and operation not in (Operation.LOOKUP, Operation.DIFFERENCE) else items


_NEW_WORDS = 8


def _people_only(question: Question) -> bool:
    """Whether 多少人 or 人次 is all that is named: after a 接待费 it means the guests, not the staff."""
    return len(question.items) == 1 and question.items[0].item in ("年末实有人数", "人次", "批次") and not question.orgs


def _siblings(items: tuple[Asked, ...], last: Question) -> bool:
    """Whether the two items are parts of one whole: 其中服务 after 工程 is no part of it."""
    wholes = {found.whole for item in (*items, *last.items) if (found := by_name(item.item))}
    return len(items) == 1 and len(wholes) == 1


def _action(question: Question, last: Question, bare: bool) -> dict[str, object]:
    """What is to be done, where the question only says with what."""
    changed = last.operation in (Operation.CHANGE, Operation.CHANGE_RATE)
    if bare and question.unit and question.operation is Operation.LOOKUP and last.operation in _WITHOUT_UNIT:
        return {}  # 那是多少万: the amount behind the percentage
    if bare and question.operation in (Operation.LOOKUP, Operation.SHARE) and _PERCENT.match(question.text):
        return {"operation": Operation.CHANGE_RATE if changed else Operation.SHARE, "against": last.against}
    if bare and question.operation is Operation.RANKING and question.group is None:
        top = last.top if question.top == 1 and last.top else question.top
        return {"group": last.group, "top": top, "condition": last.condition}
    plain = question.operation is Operation.LOOKUP and question.measure is None and question.basis is None
    if last.operation in _NO_ITEMS and question.items:
        return {}
    if bare and question.operation is Operation.REASON and question.against is None:
        return {"against": last.against}
    if last.operation is Operation.REASON and _HOW_MUCH.search(question.text):
        return {}
    return _operation_of(last, question) if plain and _follows(question) else {}


_HOW_MUCH = re.compile(r"多少|几")


_PLANNED = re.compile(r"预算|计划|打算|安排|决算|实际")
"""What was said of the basis, and was not filled in because the library has nothing else."""


def _operation_of(last: Question, question: Question) -> dict[str, object]:
    """The operation and what belongs to it; a claim is not repeated, only what it was about."""
    operation = (last.of or Operation.LOOKUP) if last.operation is Operation.VERIFY else last.operation
    return {
        "operation": operation,
        "of": last.of if operation is last.operation else None,
        "whole": question.whole or last.whole,
        "against": last.against,
        "basis": last.basis if _PLANNED.search(last.text) else question.basis,
        "condition": last.condition,
        "group": question.group or last.group,
        "top": last.top,
        "descending": last.descending,
    }


def _manner(question: Question, last: Question) -> dict[str, object]:
    """口径, kind and level hold on until something else is said."""
    if _own_org(question) and not _follows(question):
        return {}
    return {slot: getattr(last, slot) for slot in ("scope", "kind", "level") if getattr(question, slot) is None and getattr(last, slot)}


_FORMER = re.compile(r"(?P<first>前者|后者)[^前后]{0,4}(?P<second>前者|后者)")
_DONE = (
    (Operation.MULTIPLE, re.compile(r"倍")),
    (Operation.SHARE, re.compile(r"占|百分之|几成")),
    (Operation.DIFFERENCE, re.compile(r"多|少|高|低|差")),
)


def _former_and_latter(question: Question, past: Sequence[Question]) -> Question | None:
    """后者是前者的几倍: the last two figures asked for, in the order said."""
    found = _FORMER.search(question.text)
    operation = next((operation for operation, words in _DONE if words.search(question.text)), None)
    if not found or operation is None or len(past) < 2 or any(len(before.items) != 1 for before in past[-2:]):
        return None
    order = {"前者": past[-2], "后者": past[-1]}
    ends = (order[found.group("first")], order[found.group("second")])
    if any(len(before.orgs) != 1 or len(before.years) != 1 for before in ends):
        return None
    items = tuple(
        replace(
            end.items[0], org=end.orgs[0], year=end.years[0], basis=end.items[0].basis or end.basis, scope=end.items[0].scope or end.scope
        )
        for end in ends
    )
    years = tuple(sorted({end.years[0] for end in ends}))
    orgs = tuple(dict.fromkeys(end.orgs[0] for end in ends))
    whole = items[1] if operation is Operation.SHARE else None
    asked = items[:1] if operation is Operation.SHARE else items
    return replace(
        question, operation=operation, items=asked, whole=whole, orgs=orgs, years=years, leftover=(), inherited=("orgs", "years", "items")
    )


def _each_of_its_own(question: Question, past: Sequence[Question]) -> Question | None:
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
_NUMERALS = {"三": 3, "四": 4, "五": 5}


def _single(question: Question) -> bool:
    """Whether one figure was asked for: one item of one organisation in one year."""
    return len(question.items) == len(question.orgs) == len(question.years) == 1


_MEASURES = {Operation.SHARE: Measure.SHARE, Operation.CHANGE_RATE: Measure.CHANGE_RATE, Operation.COMPLETION: Measure.COMPLETION_RATE}


def _pair(question: Question, past: Sequence[Question]) -> Question | None:
    """两者差多少, 加起来呢: what the last questions asked for, put together."""
    if question.operation is Operation.LOOKUP and _TOGETHER.fullmatch(question.text):
        question = replace(question, operation=Operation.SUM)
    if question.operation not in _COMBINING or question.items or question.years or question.orgs or not _PAIR.search(question.text):
        return None
    last = past[-1]
    alone = len(past) < 2 or max(len(last.items), len(last.orgs), len(last.years)) >= 2
    counted = _SO_MANY.search(question.text)
    few = _NUMERALS[counted.group(1)] if counted else 2
    together: tuple[Question, ...] = (last,) if alone else tuple(past[-few:])
    items: dict[str, Asked] = {item.item: item for before in together for item in before.items}
    orgs = tuple(dict.fromkeys(org for before in together for org in before.orgs))
    years = tuple(sorted({year for before in together for year in before.years}))
    if question.operation is Operation.CHANGE_RATE and (len(years) != 2 or len(items) != 1):
        return None
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
        whole=last.whole,
        scope=question.scope or last.scope,
        basis=question.basis or last.basis,
        inherited=("orgs", "years", "items"),
    )
