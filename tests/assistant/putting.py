"""A question put by its slots, and what is read off the reply."""

from collections.abc import Callable
from typing import Any

from assistant.answer import Reply
from assistant.ask import answer
from assistant.inquiry import Asked, Operation, Question
from index.library import Library
from tests.assistant.soundness import assert_sound

Put = Callable[..., Reply]


def putting(library: Library, org: str, year: int) -> Put:
    """Ask questions of one report by their slots; every reply is checked for soundness on the way."""

    def ask(operation: Operation, *items: str | Asked, **slots: Any) -> Reply:
        named = tuple(Asked(item=item, said=item) if isinstance(item, str) else item for item in items)
        question = Question(text="…", operation=operation, **{"items": named, "orgs": (org,), "years": (year,), **slots})
        reply, _ = answer(question, library)
        assert_sound(reply, library)
        return reply

    return ask


def value(reply: Reply) -> str:
    assert reply.figure is not None, reply.text
    return str(reply.figure.quantity)


def quotes(reply: Reply) -> list[str]:
    return [citation.quote for citation in reply.citations]


def codes(reply: Reply) -> list[str]:
    return [warning.code for warning in reply.warnings]
