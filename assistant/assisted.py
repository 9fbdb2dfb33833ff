"""The answering road with a language model beside it, where the user has one.

The rules answer first. A model is asked what a question means only where they refuse for not understanding it, and to
word an answer only where it is descriptive. Whatever fails ends in the rules' own answer with one honest line.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from assistant.answer import Caveat, Reason, Reply, Status
from assistant.ask import answer, ask
from assistant.inquiry import Question
from assistant.model.cache import Cache
from assistant.model.endpoint import Endpoint, ModelFailed
from assistant.model.narrator import can_word, word
from assistant.model.planner import propose
from assistant.question import Catalog, understand
from assistant.settings import Settings
from index.library import Library

Ask = Callable[..., Reply]
"""A way to answer: ``ask`` itself, or ``ask`` with a model beside it."""

_UNPLACED = (Reason.NO_ITEM, Reason.OUT_OF_SCOPE)


def ask_with(endpoint: Endpoint, text: str, library: Library, *, earlier: Sequence[Question] = ()) -> Reply:
    """Answer *text* from *library*, the model helping where the rules are not sure."""
    reply = ask(text, library, earlier=earlier)
    try:
        if _unplaced(reply):
            return _planned(endpoint, reply, text, library, earlier)
        if can_word(reply):
            worded = word(reply, endpoint)
            return reply if worded is None else _said(worded, "worded", "措辞由语言模型协助，每句都核对过引文")
    except ModelFailed as failure:
        return _said(reply, "model_failed", f"{failure}；以下是不用模型的回答")
    return reply


def asker(settings: Settings, library: Library) -> Ask:
    """Return the way to answer that *settings* choose: the rules alone, or with the model that the user named."""
    if not settings.llm_url or not settings.llm_model:
        return ask
    return partial(ask_with, Endpoint(settings, cache=Cache(library)))


def _unplaced(reply: Reply) -> bool:
    return reply.status is Status.REFUSED and reply.refusal is not None and reply.refusal.reason in _UNPLACED


def _planned(endpoint: Endpoint, reply: Reply, text: str, library: Library, earlier: Sequence[Question]) -> Reply:
    questions = understand(text, Catalog.of(library), tuple(earlier))
    if len(questions) != 1:
        return reply
    plan = propose(questions[0], library, endpoint)
    if plan is None:
        return reply
    question, use = plan
    planned = replace(answer(question, library)[0], model=(use,))
    if planned.status is not Status.ANSWERED:
        return reply
    items = "、".join(planned.understood.items)
    return _said(planned, "planned", f"由语言模型协助理解为：{items}；数字和计算出自报告，不出自模型")


def _said(reply: Reply, code: str, words: str) -> Reply:
    return replace(reply, warnings=(*reply.warnings, Caveat(code, words)))
