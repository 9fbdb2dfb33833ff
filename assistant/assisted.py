"""The answering road with a language model beside it, where the user has one.

The rules answer first. A model is asked to complete a follow-up, or what a question means, only where they refuse or ask back;
to word an answer only where it is descriptive; to translate one only for English readers. Whatever fails ends in the rules' own
answer with one honest line.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from weakref import WeakKeyDictionary

from assistant.answer import Caveat, Reason, Reply, Status
from assistant.ask import answer, ask
from assistant.compose.joining import join
from assistant.inquiry import Operation, Question
from assistant.model.cache import Cache
from assistant.model.endpoint import Endpoint
from assistant.model.failure import ModelFailed
from assistant.model.narrator import Sentence, can_word, word, worded
from assistant.model.planner import Proposal, propose
from assistant.model.rewriter import completed
from assistant.model.suggesting import suggestion
from assistant.model.talk import Talk
from assistant.model.translator import can_translate, translate, translated
from assistant.question import Catalog, understand
from assistant.settings import Settings
from index.library import Library

Ask = Callable[..., Reply]
"""A way to answer: ``ask`` itself, or ``ask`` with a model beside it."""
Told = Sentence | Reply
"""What a dialogue tells of one turn: the rules' Reply at once, checked sentences as they come, the Reply to be kept."""

_OPEN = (Reason.NO_ITEM, Reason.OUT_OF_SCOPE, Reason.AMBIGUOUS)
_LOST = (*_OPEN, Reason.NO_YEAR, Reason.NO_REPORT)
"""Refusals that a follow-up may owe to being read with the wrong slots."""
_SURE = 0.9
"""How sure the rules must be that no report answers this (thanks, an errand, the weather) for nobody to be asked."""


@dataclass(slots=True)
class Dialogue:
    """Turns that belong together, answered with a model beside the rules where *endpoint* is one."""

    library: Library
    endpoint: Endpoint | None = None
    cache: Cache | None = None
    earlier: tuple[Question, ...] = ()
    _asked: tuple[Question, ...] = field(default=())

    def ask(self, text: str) -> Reply:
        """Answer one turn and remember what it asked."""
        *_, last = self.steps(text)
        if not isinstance(last, Reply):
            raise TypeError("a turn ends in its reply")
        return last

    def read(self, text: str) -> tuple[Question, ...]:
        """Return what one turn asks, in the light of the turns before it."""
        return understand(text, Catalog.of(self.library), self.earlier)

    def steps(self, text: str, read: Sequence[Question] | None = None) -> Iterator[Told]:
        """Yield the rules' reply at once, then the model's sentences as they are found to hold, then the reply to be kept.

        Where no model takes part the one Reply is both. *read* is what ``read`` found, where that was wanted before.
        """
        questions = self.read(text) if read is None else tuple(read)
        answered = [answer(question, self.library) for question in questions]
        reply = join(text, tuple(one for one, _ in answered))
        self._asked = tuple(question for _, question in answered)
        yield reply
        if self.endpoint is not None:
            yield from self._helped(reply, questions, Talk(self.endpoint, self.cache))
        self.earlier = (*self.earlier, *self._asked)

    def _helped(self, reply: Reply, questions: Sequence[Question], talk: Talk) -> Iterator[Told]:
        best = reply
        try:
            best = self._understood(reply, questions, talk)
            best = yield from self._worded(best, talk)
        except ModelFailed as failure:
            best = _said(best, "model_failed", _failure_line(failure, self._english()))
        if best is not reply or talk.uses:
            yield replace(best, model=tuple(talk.uses))

    def _understood(self, reply: Reply, questions: Sequence[Question], talk: Talk) -> Reply:
        """The reply with a follow-up completed, or an odd question planned, where the rules were not sure."""
        if len(questions) != 1 or reply.status is Status.ANSWERED or reply.refusal is None:
            return reply
        question = questions[0]
        if question.language != "zh" or (question.operation is Operation.NONE and question.sure >= _SURE):
            return reply
        if self.earlier and reply.refusal.reason in _LOST:
            full = completed(question.text, self.earlier, self.library, talk)
            if full is not None:
                found = self._taken(full, "rewritten", "按对话补全为")
                if found is not None:
                    return replace(found, question=reply.question)
        if reply.refusal.reason not in _OPEN:
            return reply
        proposal = propose(question, self.library, talk)
        return reply if proposal is None else self._proposed(reply, proposal)

    def _proposed(self, reply: Reply, proposal: Proposal) -> Reply:
        if proposal.sure:
            found = self._taken(proposal.question, "planned", "由语言模型协助理解为")
            if found is not None:
                return replace(found, question=reply.question)
        offered = suggestion(proposal.question)
        if offered is None or ask(offered, self.library).status is not Status.ANSWERED:
            return reply
        offers = replace(reply, followups=tuple(dict.fromkeys((offered, *reply.followups))))
        return _said(offers, "suggested", f"语言模型猜想您问的可能是：{offered}")

    def _taken(self, question: Question, code: str, lead: str) -> Reply | None:
        """The reply to *question* where the reports answer it; it is then what the next turn leans on."""
        found, asked = answer(question, self.library)
        if found.status is not Status.ANSWERED:
            return None
        self._asked = (asked,)
        slots = (*found.understood.orgs, *(f"{year}年" for year in found.understood.years), *found.understood.items)
        return _said(found, code, f"{lead}：{' · '.join(slots)}（{_NAMES[code]}）；数字和计算出自报告，不出自模型")

    def _worded(self, reply: Reply, talk: Talk) -> Generator[Sentence, None, Reply]:
        """Word *reply*, for English readers translate it; each sentence is told when it is found to hold."""
        english = self._english()
        if not (can_translate(reply) if english else can_word(reply)):
            return reply
        said: list[Sentence] = []
        for sentence in translate(reply, talk) if english else word(reply, talk):
            said.append(sentence)
            yield sentence
        better = translated(reply, said) if english else worded(reply, said)
        return reply if better is None else _said(better, *_NOTES["translated" if english else "worded"])

    def _english(self) -> bool:
        return bool(self._asked) and self._asked[0].language == "en"


def _failure_line(failure: ModelFailed, english: bool) -> str:
    if english:
        return f"The language model failed; this is the answer without it. （{failure}）"
    return f"{failure}；以下是不用模型的回答"


_NOTES = {
    "worded": ("worded", "措辞由语言模型协助，每句都核对过引文"),
    "translated": ("translated", "translated by a language model; figures, names and sources are the report's own"),
}
_NAMES = {"rewritten": "由语言模型协助", "planned": "规则没有把握"}


def ask_with(endpoint: Endpoint, text: str, library: Library, *, earlier: Sequence[Question] = (), cache: Cache | None = None) -> Reply:
    """Answer *text* from *library*, the model helping where the rules are not sure."""
    return Dialogue(library, endpoint, cache, tuple(earlier)).ask(text)


def dialogue(settings: Settings, library: Library, earlier: Sequence[Question] = ()) -> Dialogue:
    """Return a dialogue as *settings* choose: the rules alone, or with the model that the user named."""
    if not settings.llm_url or not settings.llm_model:
        return Dialogue(library, earlier=tuple(earlier))
    return Dialogue(library, _endpoint(settings), _cache(library), tuple(earlier))


def converse(turns: Sequence[str], library: Library, settings: Settings) -> tuple[Reply, ...]:
    """Answer the turns of one conversation in order."""
    talk = dialogue(settings, library)
    return tuple(talk.ask(turn) for turn in turns)


def asker(settings: Settings, library: Library) -> Ask:
    """Return the way to answer one question that *settings* choose: the rules alone, or with the model that the user named."""
    if not settings.llm_url or not settings.llm_model:
        return ask
    return partial(ask_with, _endpoint(settings), cache=_cache(library))


@lru_cache(maxsize=4)
def _endpoint(settings: Settings) -> Endpoint:
    """One endpoint for the process, so that its breaker and its minute hold over all questions."""
    return Endpoint(settings)


_CACHES: WeakKeyDictionary[Library, Cache] = WeakKeyDictionary()


def _cache(library: Library) -> Cache:
    if library not in _CACHES:
        _CACHES[library] = Cache(library)
    return _CACHES[library]


def _said(reply: Reply, code: str, words: str) -> Reply:
    return replace(reply, warnings=(*reply.warnings, Caveat(code, words)))
