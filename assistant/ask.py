"""The answering road: a question in, a reply out. Read it top to bottom; branches live inside the stages.

A conversation is a list of earlier questions; they fill what a follow-up leaves out.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Reason, Reply
from assistant.compose.joining import join
from assistant.compose.reply import compose, refuse
from assistant.compute import compute
from assistant.compute.desk import Desk
from assistant.compute.lookups import settled
from assistant.errors import CannotAnswer
from assistant.evidence import Evidence
from assistant.followups import suggest
from assistant.inquiry import Question
from assistant.plan import make_plan
from assistant.question import Catalog, understand
from index.library import Library


class Conversation:
    """Turns that belong together: each question may lean on those before it."""

    def __init__(self, library: Library, earlier: Sequence[Question] = ()) -> None:
        self._library = library
        self._earlier = list(earlier)

    @property
    def earlier(self) -> tuple[Question, ...]:
        """What was asked so far."""
        return tuple(self._earlier)

    def ask(self, text: str) -> Reply:
        """Answer one turn and remember what it asked."""
        return self.settle(text, self.read(text))

    def read(self, text: str) -> tuple[Question, ...]:
        """Return what one turn asks, in the light of the turns before it."""
        return understand(text, Catalog.of(self._library), self.earlier)

    def settle(self, text: str, questions: Sequence[Question]) -> Reply:
        """Answer a turn that was read and remember what it asked."""
        answered = [answer(question, self._library) for question in questions]
        self._earlier.extend(question for _, question in answered)
        return join(text, tuple(reply for reply, _ in answered))


def ask(text: str, library: Library, *, earlier: Sequence[Question] = ()) -> Reply:
    """Answer *text* from *library*, or say why the reports do not settle it."""
    return Conversation(library, earlier).ask(text)


def converse(turns: Sequence[str], library: Library) -> tuple[Reply, ...]:
    """Answer the turns of one conversation in order."""
    conversation = Conversation(library)
    return tuple(conversation.ask(turn) for turn in turns)


def answer(question: Question, library: Library) -> tuple[Reply, Question]:
    """Answer one question whose slots are read; also return it with the slots that the library filled."""
    evidence = Evidence(library)
    try:
        plan = make_plan(question, library.reports())
    except CannotAnswer as refusal:
        hopeless = evidence.hopeless(question) if refusal.reason is Reason.AMBIGUOUS else None
        return refuse(question, hopeless or refusal, library), question
    try:
        plan = settled(Desk(plan, evidence)).plan
        reply = compose(plan, compute(plan, evidence), library)
        return replace(reply, followups=suggest(plan, evidence)), plan.question
    except CannotAnswer as refusal:
        return refuse(plan.question, refusal, library), plan.question
