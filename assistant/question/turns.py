"""What a follow-up leaves out, filled from the questions before it.

Comes in: a question read by itself and the earlier ones. Goes out: the question with its open slots filled.
Never changes a slot that the question fills itself.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.inquiry import Asked, Operation, Question
from assistant.question.catalog import Catalog

_ELLIPTIC = re.compile(r"呢[?]?$|^(?:那|那么|换成|如果|要是)")
_WHOLE = {Operation.CORPUS, Operation.NONE}
_BEFORE = re.compile(r"上一个?年|上年|前一年")
_PAIR = re.compile(r"两者|二者|它们|两个|两项|这两|俩|差多少|加起来|合计|相差")


def fill(question: Question, earlier: Sequence[Question], catalog: Catalog) -> Question:
    """Fill what *question* leaves open from the last of *earlier*."""
    if not earlier or question.operation in _WHOLE:
        return question
    last = earlier[-1]
    filled = question
    inherited: list[str] = []
    if not question.orgs and not question.org_choices and (last.orgs or last.org_choices):
        filled = replace(filled, orgs=last.orgs, org_choices=last.org_choices)
        inherited.append("orgs")
    if not question.years and last.years and not question.last_years and "orgs" in inherited + ["orgs"] * bool(_ELLIPTIC.search(question.text)):
        filled = replace(filled, years=last.years)
        inherited.append("years")
    if not question.items and not question.indicator:
        filled = replace(filled, items=last.items, whole=filled.whole or last.whole)
        inherited.append("items")
    if question.operation is Operation.LOOKUP and _ELLIPTIC.search(question.text):
        filled = replace(filled, operation=last.operation, of=last.of, whole=filled.whole or last.whole)
        inherited.append("operation")
    return replace(filled, inherited=tuple(inherited))
