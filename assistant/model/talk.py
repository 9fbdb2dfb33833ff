"""What a model is asked for one question of a reader: its tokens, its cache, and a record of what it took."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.answer import ModelUse
from assistant.model.cache import Cache
from assistant.model.endpoint import Endpoint, Spent
from assistant.model.failure import ModelFailed

_WORD = re.compile(r"[A-Za-z]+|\S")
_THOUGHTS = re.compile(r"\s*<think(?:ing)?>.*?</think(?:ing)?>\s*", re.DOTALL | re.IGNORECASE)
_ENOUGH = 64
"""Tokens that must be left for an answer."""


@dataclass(slots=True)
class Talk:
    """One question's dealings with a model. ``uses`` tells which parts it took, with tokens and seconds."""

    endpoint: Endpoint
    cache: Cache | None = None
    uses: list[ModelUse] = field(default_factory=list)
    _spent: int = 0
    _admitted: bool = False

    def complete(self, part: str, prompt: str, schema: dict[str, Any] | None = None) -> str:
        """Return the model's whole answer to *prompt*; with a *schema* it is asked for as JSON. Raises ModelFailed."""
        return "".join(self.stream(part, prompt, schema))

    def stream(self, part: str, prompt: str, schema: dict[str, Any] | None = None) -> Iterator[str]:
        """Yield the model's answer to *prompt* as it comes; an answer once given comes from the cache."""
        model = self.endpoint.settings.llm_model
        kept = self.cache.get(model, prompt) if self.cache else None
        if kept is not None:
            self.uses.append(ModelUse(part, 0, 0.0, cached=True))
            yield kept
            return
        started, spent, said = self.endpoint.clock(), Spent(), []
        asked = tokens_of(prompt)
        left = self._left(asked)
        try:
            for piece in without_thoughts(self.endpoint.pieces(prompt, schema, left, spent)):
                said.append(piece)
                yield piece
        finally:
            tokens = spent.tokens or asked + tokens_of("".join(said))
            self._spent += tokens
            self.uses.append(ModelUse(part, tokens, self.endpoint.clock() - started))
        text, key = "".join(said), self.endpoint.settings.llm_key
        if self.cache and text.strip() and not (key and key in text):  # an endpoint that gives the key back must not get it written down
            self.cache.put(model, prompt, text, tokens)

    def _left(self, asked: int) -> int:
        """The tokens that an answer may have; the minute's budget is asked once a question."""
        left = self.endpoint.settings.llm_tokens - self._spent - asked
        if left < _ENOUGH:
            raise ModelFailed("问题太长，超出模型的用量上限")
        if not self._admitted:
            self.endpoint.breaker.admit()
            self._admitted = True
        return left


def tokens_of(text: str) -> int:
    """About how many tokens a text is: a Chinese character or a Latin word each.

    >>> tokens_of("项目支出 project")
    5
    """
    return len(_WORD.findall(text))


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """Leave out what a reasoning model thinks aloud before it answers.

    >>> list(without_thoughts(["<thi", "nk>嗯", "…</think>", "好", "。"]))
    ['好', '。']
    """
    held, open_ = "", True
    for piece in pieces:
        if not open_:
            yield piece
            continue
        held += piece
        start = held.lstrip().lower()
        if start.startswith("<think") or "<think".startswith(start[:6]):
            found = _THOUGHTS.match(held)
            if not found:
                continue
            held = held[found.end() :]
        open_ = False
        if held:
            yield held
    if open_ and held.strip() and not held.lstrip().lower().startswith("<think"):
        yield held
