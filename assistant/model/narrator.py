"""Words a descriptive answer from its own citations, sentence by sentence, each checked before it is shown.

Comes in: a Reply in the report's words. Goes out: the same Reply with a wording that holds, or None where none does.
The figures, citations and verdict are the Reply's own; only its text can change.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.answer import Reply, Status
from assistant.model.endpoint import Endpoint
from assistant.model.guard import cited, holds
from assistant.prompting import fenced, fill

WORDED = frozenset({"definition", "duties", "composition", "reason", "passage"})
"""Operations whose answers a model may word: none that states a computed figure."""
_END = re.compile(r"[^。！？\n]*[。！？\n](?:\[\d{1,3}\])*")


def can_word(reply: Reply) -> bool:
    """Whether *reply* is of the kind that a model may word."""
    return (
        reply.status is Status.ANSWERED
        and reply.understood.operation in WORDED
        and reply.figure is None
        and not reply.calculation
        and len(reply.citations) > 0
    )


def word(reply: Reply, endpoint: Endpoint) -> Reply | None:
    """Return *reply* in the model's words as far as they hold; raises ModelFailed."""
    passages = {citation.n: citation.quote for citation in reply.citations}
    said = endpoint.complete("narrate", _prompt(reply, passages))
    sentences = tuple(checked(sentences_of([said.text]), passages, reply.understood.orgs))
    if not any(kept for _, kept in sentences):
        return None
    return replace(reply, text="".join(text for text, _ in sentences), model=(said.use,))


def checked(sentences: Iterable[str], passages: dict[int, str], names: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Return each sentence that holds; for one that does not, the passages that it cites, once each; else nothing."""
    replaced: set[int] = set()
    for sentence in sentences:
        if holds(sentence, passages, names):
            yield sentence, True
            continue
        for number in cited(sentence):
            if number in passages and number not in replaced:
                replaced.add(number)
                yield f"{passages[number]}[{number}]", False


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


def _prompt(reply: Reply, passages: dict[int, str]) -> str:
    numbered = "\n".join(f"[{number}] {text}" for number, text in passages.items())
    return fill("narrate", question=fenced(reply.question), passages=fenced(numbered))
