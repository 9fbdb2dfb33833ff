"""What a follow-up leaves out, filled from the questions before it.

Comes in: a question read by itself and the earlier ones. Goes out: the question with its open slots filled.
Never changes a slot that the question fills itself.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.inquiry import Asked, Operation, Question
from assistant.question.catalog import Catalog
from assistant.question.years import Years
from index.records import Measure

_ELLIPTIC = re.compile(r"[呢嘞咧][?]?$|^(?:那|那么|换成|如果是|要是|再看|还有|其中|那要是|改成|换|and |what about|how about)")
_PAIR = re.compile(r"两者|二者|它们|他们|两个(?!月)|两项|两年|两家|两边|这两|俩|两数|^[^多少]{0,4}(?:差多少|差额|相差|加起来|合计|之和|一共|总共|哪个|谁|对比|比较|比例|几倍)")
_PHRASE = re.compile(r".*(?:花|用|多少|几).*")
_PERCENT = re.compile(r"^(?:那|是|那是|占|合)?(?:百分之|几成|百分比)")
_SELF = {Operation.CORPUS, Operation.NONE}
_NO_ITEMS = {Operation.DUTIES, Operation.COMPOSITION, Operation.PASSAGE, Operation.CORPUS}
_COMBINING = {Operation.DIFFERENCE, Operation.SUM, Operation.MULTIPLE, Operation.RANKING, Operation.COMPARE, Operation.CHANGE, Operation.CHANGE_RATE}


def fill(question: Question, years: Years, earlier: Sequence[Question], catalog: Catalog) -> Question:
    """Fill what *question* leaves open from the last of *earlier* that asked something of a report."""
    question = _neighbour_year(question, years, earlier)
    past = [before for before in earlier if before.operation not in _SELF]
    if not past:
        return question
    if question.operation is Operation.NONE and not _follows(question):
        return question
    if question.operation is Operation.CORPUS and (question.orgs or question.org_choices or not _follows(question)):
        return question
    if question.operation in _SELF:
        question = replace(question, operation=Operation.LOOKUP)
    return _pair(question, past) or _filled(question, past[-1], catalog)


def _follows(question: Question) -> bool:
    """Whether the question cannot stand by itself."""
    return bool(_ELLIPTIC.search(question.text)) and len(question.text) <= 24


def _neighbour_year(question: Question, years: Years, earlier: Sequence[Question]) -> Question:
    """上一年 in a follow-up is the year before the one spoken of."""
    if question.years or not (years.before or years.after) or question.against is not None:
        return question
    spoken = next((before.years for before in reversed(earlier) if before.years), ())
    if not spoken:
        return question
    year = min(spoken) - 1 if years.before else max(spoken) + 1
    operation = Operation.LOOKUP if question.operation is Operation.REVERSE else question.operation
    return replace(question, years=(year,), operation=operation)


def _filled(question: Question, last: Question, catalog: Catalog) -> Question:
    inherited: list[str] = []
    changes: dict[str, object] = {}
    follows = _follows(question)
    own_org = bool(question.orgs or question.org_choices) or question.group == "orgs"
    needs_items = not question.items and question.indicator is None and question.operation not in _NO_ITEMS and question.group not in ("类", "款", "项")
    complete = own_org and bool(question.items) and not follows
    if not own_org and (last.orgs or last.org_choices):
        changes |= {"orgs": last.orgs, "org_choices": last.org_choices}
        inherited.append("orgs")
    if not question.years and question.last_years is None and question.group != "years" and last.years and not complete:
        changes["years"] = last.years
        inherited.append("years")
    if question.operation is Operation.PER_UNIT and not own_org and last.items and _PHRASE.fullmatch(question.items[0].said if question.items else ""):
        needs_items = True
    if needs_items and last.items:
        changes |= {"items": last.items, "whole": question.whole or last.whole}
        inherited.append("items")
    if question.operation is Operation.SHARE and question.whole is None and len(last.items) == 1 and question.text.startswith("其中"):
        changes["whole"] = last.items[0]
    if needs_items and last.indicator and not last.items:
        changes["indicator"] = last.indicator
        inherited.append("indicator")
    if question.operation in (Operation.LOOKUP, Operation.SHARE) and needs_items and _PERCENT.match(question.text) and "占" not in question.text:
        changes["operation"] = Operation.CHANGE_RATE if last.operation in (Operation.CHANGE, Operation.CHANGE_RATE) else Operation.SHARE
        changes |= {"against": last.against}
    elif question.operation is Operation.RANKING and needs_items and question.group is None:
        changes |= {"group": last.group, "top": last.top if question.top == 1 and last.top else question.top, "condition": last.condition}
    elif question.measure is Measure.SCORE and last.indicator:
        changes |= {"items": (Asked(item=last.indicator, said=last.indicator, known=False, measure=Measure.SCORE),), "indicator": None}
    elif follows and question.operation is Operation.LOOKUP and question.measure is None and question.basis is None:
        changes |= _operation_of(last, question)
        inherited.append("operation")
    if follows or not own_org and not complete:
        changes |= _manner_of(last, question, inherited)
    sure = max(question.sure, 0.8) if inherited else question.sure
    return replace(question, **changes, sure=sure, inherited=tuple(inherited))  # type: ignore[arg-type]


def _operation_of(last: Question, question: Question) -> dict[str, object]:
    """The operation and what belongs to it; a claim is not repeated, only what it was about."""
    operation = (last.of or Operation.LOOKUP) if last.operation is Operation.VERIFY else last.operation
    return {
        "operation": operation, "of": last.of if operation is last.operation else None, "whole": question.whole or last.whole, "against": last.against,
        "condition": last.condition, "group": question.group or last.group, "top": last.top, "descending": last.descending,
    }  # fmt: skip


def _manner_of(last: Question, question: Question, inherited: list[str]) -> dict[str, object]:
    """口径, kind and level hold on until something else is said."""
    manner: dict[str, object] = {}
    for slot in ("scope", "kind", "level"):
        if getattr(question, slot) is None and getattr(last, slot) is not None:
            manner[slot] = getattr(last, slot)
            inherited.append(slot)
    return manner


_MEASURES = {Operation.SHARE: Measure.SHARE, Operation.CHANGE_RATE: Measure.CHANGE_RATE, Operation.COMPLETION: Measure.COMPLETION_RATE}


def _pair(question: Question, past: Sequence[Question]) -> Question | None:
    """两者差多少, 加起来呢: what the last questions asked for, put together."""
    if question.operation not in _COMBINING or question.items or question.years or question.orgs or not _PAIR.search(question.text):
        return None
    last = past[-1]
    if len(last.items) >= 2 or len(last.orgs) >= 2 or len(last.years) >= 2 or len(past) < 2:
        together = (last,)
    else:
        together = (past[-2], last)
    items: dict[str, Asked] = {item.item: item for before in together for item in before.items}
    orgs = tuple(dict.fromkeys(org for before in together for org in before.orgs))
    years = tuple(sorted({year for before in together for year in before.years}))
    operation = Operation.DIFFERENCE if question.operation is Operation.CHANGE and len(items) + len(orgs) > 2 else question.operation
    measure = _MEASURES.get(last.operation)
    asked = tuple(replace(item, measure=measure) for item in items.values())
    of = last.operation if measure else question.of
    return replace(
        question, of=of, operation=operation, items=asked, orgs=orgs, years=years, whole=last.whole, scope=question.scope or last.scope,
        basis=question.basis or last.basis, inherited=("orgs", "years", "items"),
    )  # fmt: skip
