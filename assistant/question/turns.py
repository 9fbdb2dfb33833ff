"""What a follow-up leaves out, filled from the questions before it.

Comes in: a question read by itself and the earlier ones. Goes out: the question with its open slots filled.
Never changes a slot that the question fills itself.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.inquiry import Asked, Operation, Question
from assistant.question.counts import AMOUNTS, PEOPLE, by_name
from assistant.question.heads import completed
from assistant.question.pairs import (
    FORMER,
    MOVES,
    against_last,
    each_of_its_own,
    former_and_latter,
    of_two_levels,
    one_of_two,
    over_time,
    pair,
    with_another,
)
from assistant.question.vocabulary import words as known_words
from assistant.question.years import Years
from index.quantity import Dimension
from index.records import Measure

_ELLIPTIC = re.compile(
    r"[呢嘞咧][?]?$|^[^,]{2,14}的$|^(?:那|那么|换成|如果是|要是|再看|还有|其中|那要是|改成|换|and |what about|how about)"
)
_PHRASE = re.compile(r"花|用|多少|几")
_COUNT_WORD = re.compile(
    r"^(?:那|那么|又)?(?:一共|总共)?(?:接待|请|招待|来|去|有)?了?(?:人次|批次|人数|多少个?人|几个?人|多少批|几批|几次|次数)"
)
_PERCENT = re.compile(r"^(?:那|是|那是|合)?(?:百分之|几成|百分比)")
_SELF = {Operation.CORPUS, Operation.NONE}
_NO_ITEMS = {Operation.DUTIES, Operation.COMPOSITION, Operation.PASSAGE, Operation.CORPUS}


def fill(question: Question, years: Years, earlier: Sequence[Question]) -> Question:
    """Fill what *question* leaves open from the last of *earlier* that asked something of a report."""
    question = _neighbour_year(question, years, earlier)
    past = [before for before in earlier if before.operation not in _SELF]
    past = [before for before in past if all(correction.certain for correction in before.corrections)] or past
    if not past:
        return question
    if question.operation is Operation.NONE and not (_follows(question) or _goes_on(question)) and not FORMER.search(question.text):
        return question
    if question.operation is Operation.CORPUS and (question.orgs or question.org_choices or not _follows(question)):
        return question
    if question.operation in _SELF:
        question = replace(question, operation=question.of or Operation.LOOKUP, of=None)
    question = against_last(question, past[-1])
    return (
        former_and_latter(question, past)
        or each_of_its_own(question, past)
        or of_two_levels(question, past)
        or over_time(question, past)
        or one_of_two(question, past)
        or with_another(question, past[-1])
        or pair(question, past)
        or _filled(question, past[-1])
    )


def _goes_on(question: Question) -> bool:
    """Whether a short question says what is to be done and nothing else, or counts what goes with it: 为什么会多, 罚了多少钱."""
    done = question.of not in (None, Operation.LOOKUP, Operation.CORPUS) and not question.courtesy
    if question.of is Operation.LOOKUP and question.sort is not None and len(question.text) <= _SHORT_TURN:
        return True
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
    for part in (
        _subject(question, last),
        _matter(question, last, bare),
        _used(question, last),
        _action(question, last, bare),
        _manner(question, last),
    ):
        changes |= part
    inherited = tuple(slot for slot in _INHERITED if slot in changes)
    sure = max(question.sure, 0.8) if inherited else question.sure
    context = "".join(item.said for item in last.items) if "orgs" in changes else ""
    return replace(question, **changes, sure=sure, inherited=inherited, context=context)  # type: ignore[arg-type]


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
    explained = question.operation is Operation.REASON and last.operation in MOVES and len(last.years) == 2 and len(last.orgs) == 1
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
    if bare and last.items and (new := _beside(question, last.items[0]) or _new_words(question, last)):
        return {"items": (new,), "leftover": ()}
    if bare and last.items:
        return {"items": _once(last.items, question.operation), "whole": question.whole or last.whole}
    if bare and last.indicator:
        return {"indicator": last.indicator}
    inside = question.text.startswith("其中") and len(last.items) == 1 and not _siblings(question.items, last)
    if question.operation is Operation.SHARE and question.whole is None and inside:
        return {"whole": last.items[0]}
    return {}


def _beside(question: Question, last: Asked) -> Asked | None:
    """What was spent on what is counted, and what was bought of what is kept: 涉及多少资金, 打算再买几辆."""
    sort = question.sort
    if sort is None or question.operation is not Operation.LOOKUP:
        return None
    if sort.dimension is Dimension.MONEY and last.item in AMOUNTS:
        return Asked(item=AMOUNTS[last.item], said=sort.said)
    bought = sort.label.startswith("购") and AMOUNTS.get(last.item, last.item).startswith("公务用车")
    return Asked(item="公务用车购置数", said="买") if bought else None


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


def _used(question: Question, last: Question) -> dict[str, object]:
    """主要买了什么 is asked of what was spent before."""
    asked = question.operation is Operation.PASSAGE and not question.items and _USED.search(question.text)
    return {"items": last.items} if asked else {}


_USED = re.compile(r"^(?:主要|都|具体)*(?:买|用|花)(?:了|的|在|于|到|来)*(?:些|点)?(?:什么|啥|哪)|用途")
"""主要买了什么, 都用在哪了: what was spoken of before was."""


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
    if bare and changed and question.operation in (Operation.CHANGE, Operation.CHANGE_RATE) and question.against is None:
        return {"against": last.against}
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
