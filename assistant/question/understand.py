"""From a text to its questions, slot by slot: the understanding half of the answering road.

Comes in: what a person typed, the catalog, the questions before. Goes out: Questions. Never reads a figure.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.inquiry import Correction, Operation, Question
from assistant.question import wording
from assistant.question.catalog import Catalog
from assistant.question.counts import per_what
from assistant.question.doubts import doubted
from assistant.question.draft import alone
from assistant.question.english import in_chinese, with_terms
from assistant.question.lexer import Kind
from assistant.question.marking import Marked
from assistant.question.operands import all_of, paired
from assistant.question.operations import asks
from assistant.question.said import spoken
from assistant.question.slots import implied
from assistant.question.topics import without_instructions
from assistant.question.turns import fill
from assistant.question.withdrawn import taken_back


def understand(text: str, catalog: Catalog, earlier: Sequence[Question] = (), *, today: date | None = None) -> tuple[Question, ...]:
    """Return the questions that *text* asks; what a follow-up leaves out is filled from *earlier* ones."""
    plain = wording.clean(text)
    if plain and not wording.chinese(plain):
        return (_english(plain, catalog, earlier, today or date.today()),)
    plain = with_terms(plain)
    gone, plain = taken_back(without_instructions(plain))
    if gone:
        earlier = (*earlier, _setting(gone, catalog, today or date.today()))
    asked: list[Question] = []
    for piece in wording.cut(plain) or (plain[: wording.LONGEST_QUESTION],):
        asked.append(_followed(piece, catalog, (*earlier, *asked), today or date.today()))
    return tuple(asked)


def _setting(gone: str, catalog: Catalog, today: date) -> Question:
    """Whose and when a question was that was taken back."""
    said, _, _ = alone(gone, catalog, today)
    return Question(
        text=gone,
        operation=Operation.LOOKUP,
        orgs=said.orgs,
        org_choices=said.org_choices,
        years=said.years,
        kind=said.kind,
        level=said.level,
    )


def _followed(text: str, catalog: Catalog, earlier: Sequence[Question], today: date) -> Question:
    question, marked, mask = _without_preamble(text, catalog, today) or alone(text, catalog, today)
    filled = doubted(_implied(fill(question, marked.years, earlier), mask, marked.text), mask)
    said = filled.items or filled.orgs or filled.org_choices or filled.years or filled.indicator
    if filled.operation is Operation.LOOKUP and not said:
        return replace(filled, operation=Operation.NONE, sure=0.2)
    return all_of(paired(filled, marked.years.order, mask), mask)


def _implied(question: Question, mask: str, text: str) -> Question:
    """花 and 收 name the total where no item is named, neither in the question nor before it."""
    items = question.items or implied(mask, question)
    if Operation.PER_UNIT in (question.operation, question.of) and "operation" not in question.inherited and not question.framed:
        items = per_what(items[:1] if "items" in question.inherited else items, text)
    return replace(question, items=items)


def _english(text: str, catalog: Catalog, earlier: Sequence[Question], today: date) -> Question:
    put = in_chinese(text, catalog)
    if put is None:
        return Question(text=text, operation=Operation.NONE, sure=0.5, language="en")
    question = _followed(put.text, catalog, earlier, today)
    doubts = tuple(Correction(word, "", certain=False) for word in put.left[:1])
    return replace(question, language="en", corrections=(*question.corrections, *doubts))


def _without_preamble(text: str, catalog: Catalog, today: date) -> tuple[Question, Marked, str] | None:
    """网上说立案106起,…,报告写的结案率是多少: only the last clause asks; what was said before it tells whose and when, no more."""
    before, comma, asking = text.rpartition(",")
    myself = bool(_MYSELF.match(before))
    if not comma or not (myself or _FIGURES.search(before)) or not asks(asking):
        return None
    question, marked, mask = alone(asking, catalog, today)
    complete = myself or (question.operation in (Operation.LOOKUP, Operation.INDICATOR) and (question.items or question.indicator))
    if not complete or (not myself and not question.indicator and any(spoken for spoken in _only_spoken(marked))):
        return None
    said, _, _ = alone(before, catalog, today)
    if not myself and {item.item for item in question.items} & {item.item for item in said.items}:
        return None  # what is claimed is of the very item that is asked for
    own = bool(question.orgs or question.org_choices)
    orgs, choices = (question.orgs, question.org_choices) if own else (said.orgs, said.org_choices)
    meant = {org for choice in choices for org in choice.choices} & (
        {*said.orgs} | {org for choice in said.org_choices for org in choice.choices}
    )
    if own and not orgs and len(meant) == 1:  # 我是赫山区的,…你们区人社局
        orgs, choices = tuple(meant), ()
    years = question.years or said.years
    return replace(question, orgs=orgs, org_choices=choices, years=years, kind=question.kind or said.kind), marked, mask


_MYSELF = re.compile(r"(?:您好|你好|,)*(?:我|俺|本人|作为|咱)(?:们|就)?(?:是|住|家|在|一个|来自)")
_FIGURES = re.compile(r"\d(?:元|万|亿|%|人|起|件|家|户|个|次)|百分之|[一二三四五六七八九]成")


def _only_spoken(marked: Marked) -> tuple[bool, ...]:
    """For a clause whose items are but verbs (花了多少): the item stands in the clause before."""
    items = [token for token in marked.tokens if token.kind is Kind.ITEM]
    return tuple(all(spoken(token) for token in items) for _ in items[:1])
