"""Words a descriptive answer from its own citations, sentence by sentence, each checked before it is shown.

Comes in: a Reply in the report's words. Goes out: sentences as they are found to hold, and the Reply with them.
The figures, citations and verdict are the Reply's own; only its text can change, and nothing of the report's is lost.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.answer import Reply, Status
from assistant.model.guard import cited, covers, holds
from assistant.model.talk import Talk
from assistant.prompting import fenced, fill

WORDED = frozenset({"definition", "duties", "composition", "reason", "passage"})
"""Operations whose answers a model may word: none that states a computed figure."""
_BREAK = re.compile(r"\s*\n\s*")
_END = re.compile(r"[^。！？\n]*[。！？\n](?:\[\d{1,3}\])*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that may be shown; ``own`` where it is the report's, put in place of one that did not hold."""

    text: str
    own: bool = False


def can_word(reply: Reply) -> bool:
    """Whether *reply* is of the kind that a model may word."""
    return (
        reply.status is Status.ANSWERED
        and reply.understood.operation in WORDED
        and reply.figure is None
        and not reply.calculation
        and len(reply.citations) > 0
    )


def word(reply: Reply, talk: Talk) -> Iterator[Sentence]:
    """Yield the wording of *reply* as the model gives it, each sentence when it is whole and found to hold; raises ModelFailed."""
    passages = _passages(reply)
    yield from checked(sentences_of(talk.stream("narrate", _prompt(reply, passages))), passages, reply.understood.orgs)


def worded(reply: Reply, sentences: Iterable[Sentence]) -> Reply | None:
    """Return *reply* in these sentences, and in the report's words where they leave something out; None where none is the model's."""
    said = tuple(sentences)
    if all(sentence.own for sentence in said):
        return None
    text = "".join(sentence.text for sentence in said)
    whole = all(covers(text, passage) for passage in _passages(reply).values())
    return replace(reply, text=text if whole else f"{text}\n{reply.text}")


def checked(sentences: Iterable[str], passages: dict[int, str], names: tuple[str, ...]) -> Iterator[Sentence]:
    """Return each sentence that holds; for one that does not, the passages that it cites, once each; else nothing."""
    replaced: set[int] = set()
    for sentence in sentences:
        if holds(sentence, passages, names):
            yield Sentence(sentence)
            continue
        for number in cited(sentence):
            if number in passages and number not in replaced:
                replaced.add(number)
                yield Sentence(f"“{passages[number]}”[{number}]", own=True)


def sentences_of(pieces: Iterable[str]) -> Iterator[str]:
    """Cut a stream of pieces into whole sentences, marks behind the full stop included."""
    held = ""
    for piece in pieces:
        held += piece
        while (found := _END.match(held)) and found.end() < len(held) and held[found.end()] != "[":
            yield found.group().strip()
            held = held[found.end() :]
    if held.strip():
        yield held.strip()


def _passages(reply: Reply) -> dict[int, str]:
    return {citation.n: _BREAK.sub("", citation.quote) for citation in reply.citations}


def _prompt(reply: Reply, passages: dict[int, str]) -> str:
    numbered = "\n".join(f"[{number}] {text}" for number, text in passages.items())
    return fill("narrate", question=fenced(reply.question), passages=fenced(numbered))
