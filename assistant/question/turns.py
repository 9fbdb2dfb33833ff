"""What a follow-up leaves out, filled from the questions before it.

Comes in: a question read by itself and the earlier ones. Goes out: the question with its open slots filled.
Never changes a slot that the question fills itself.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.inquiry import Operation, Question
from assistant.question.leaning import against_level, counted_otherwise, left_of, rate_of, rest_of_two, spoken_of, spread_over, vacant
from assistant.question.matters import SPENT, matter, used
from assistant.question.pairs import (
    FORMER,
    MOVES,
    against_last,
    alike,
    each_of_its_own,
    each_with_its_year,
    former_and_latter,
    of_two_levels,
    one_of_two,
    over_time,
    pair,
    with_another,
)
from assistant.question.years import Years
from index.records import Basis

_ELLIPTIC = re.compile(
    r"[呢嘞咧][?]?$|^[^,]{2,14}的$|^(?:那|那么|换成|如果是|要是|再看|还有|其中|那要是|改成|换|and |what about|how about)"
)
_PHRASE = re.compile(r"花|用|多少|几")
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
    if question.basis is None and past[-1].basis in (Basis.BUDGET, Basis.ADJUSTED_BUDGET) and SPENT.fullmatch(question.text):
        question = replace(question, basis=Basis.FINAL)
    leaning = (
        former_and_latter,
        alike,
        each_of_its_own,
        each_with_its_year,
        of_two_levels,
        over_time,
        one_of_two,
        rest_of_two,
        against_level,
        spread_over,
        counted_otherwise,
        rate_of,
        vacant,
        left_of,
    )
    found = next((filled for way in leaning if (filled := way(question, past))), None)
    found = found or with_another(question, past[-1]) or pair(question, past) or _filled(question, past[-1])
    open_share = found.operation is Operation.SHARE and found.whole is None
    return replace(found, spoken=spoken_of(found, past)) if open_share else found


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
        matter(question, last, bare),
        used(question, last),
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


_MERE_VERB = re.compile(r"(?:一?共|总共|都)?(?:涉及|用到|动用|牵涉|牵扯)(?:了|到)?")


def _bare(question: Question) -> bool:
    """Whether the question names nothing that a figure could be of."""
    if question.operation is Operation.LOOKUP and question.items and all(_MERE_VERB.fullmatch(item.item) for item in question.items):
        return True
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


_WITHOUT_UNIT = (Operation.SHARE, Operation.COMPLETION, Operation.CHANGE_RATE, Operation.MULTIPLE, Operation.TIMES_MORE)


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
    if _own_org(question) and question.items and _ANEW.match(question.text):
        return {}
    plain = question.operation is Operation.LOOKUP and question.measure is None and question.basis is None
    if last.operation in _NO_ITEMS and question.items:
        return {}
    if bare and changed and question.operation in (Operation.CHANGE, Operation.CHANGE_RATE) and question.against is None:
        told = last.operation is Operation.CHANGE_RATE and _HOW_MUCH.search(question.text) and not _RATE.search(question.text)
        return {"against": last.against, "operation": Operation.CHANGE if told else question.operation}
    if bare and question.operation is Operation.REASON and question.against is None:
        return {"against": last.against}
    if last.operation is Operation.REASON and _HOW_MUCH.search(question.text):
        return {}
    if last.operation in _COMBINED and len(question.items) == 1 and not _own_org(question):
        return {}  # 那三公呢 after a difference of two others
    return _operation_of(last, question) if plain and _follows(question) else {}


_COMBINED = frozenset([Operation.DIFFERENCE, Operation.SUM, Operation.MULTIPLE, Operation.REMAINDER])


_ANEW = re.compile(r"(?:另外|另|还有|对了|顺便|再问|换个问题)[,]?")
"""What starts anew: nothing of how the question before was put holds on."""
_HOW_MUCH = re.compile(r"多少|几")
_RATE = re.compile(r"百分|[率幅%]|几成|几个点")
"""What asks for a rate; where one was told before, 降了多少 without it asks for the amount."""


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
