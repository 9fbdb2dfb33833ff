"""The one door to a language model: any OpenAI-compatible endpoint, through llama-index's OpenAILike.

Comes in: a prompt, and a JSON schema where a plan is wanted. Goes out: the model's text, or ModelFailed with one line for
the reader. Never retries, never shows the key, never lets an answer grow without end.
"""

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock
from typing import Any

from assistant.answer import ModelUse
from assistant.model.cache import Cache
from assistant.settings import Settings
from index.errors import FinalAccountsError

LONGEST = 12_000
"""Characters of one answer; what goes on beyond is cut off and counts as a failure."""
OPEN_AFTER = 3
"""Failures in a row after which the model is left alone."""
OPEN_FOR = 60.0
"""Seconds for which it is left alone."""


class ModelFailed(FinalAccountsError):
    """The model gave nothing usable; the message is one Chinese line without addresses or keys."""


class Support(Enum):
    """How an endpoint lets the form of its answer be fixed, from the strictest down."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    NEITHER = "none"


@dataclass(frozen=True, slots=True)
class Said:
    """What a model answered, and what that took."""

    text: str
    use: ModelUse


@dataclass(slots=True)
class Endpoint:
    """A model that a user named. ``clock`` tells seconds; ``cache`` maps a prompt to an earlier answer where one is kept."""

    settings: Settings
    clock: Callable[[], float] = time.monotonic
    support: Support = Support.JSON_SCHEMA
    cache: Cache | None = None
    _failures: int = 0
    _open_until: float = 0.0
    _asked: deque[float] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)
    _llm: Any = None

    def complete(self, part: str, prompt: str, schema: dict[str, Any] | None = None) -> Said:
        """Return the model's whole answer to *prompt*; with a *schema* the answer is asked for as JSON."""
        kept = self.cache.get(self.settings.llm_model, prompt) if self.cache else None
        if kept is not None:
            return Said(kept, ModelUse(part, 0, 0.0, cached=True))
        started = self.clock()
        text = "".join(self._pieces(prompt, schema))
        tokens = _tokens(prompt) + _tokens(text)
        if self.cache:
            self.cache.put(self.settings.llm_model, prompt, text, tokens)
        return Said(text, ModelUse(part, tokens, self.clock() - started))

    def _pieces(self, prompt: str, schema: dict[str, Any] | None) -> Iterator[str]:
        self._admit(prompt)
        forms = self._forms() if schema else (Support.NEITHER,)
        for form in forms:
            try:
                yield from self._call(prompt, form, schema)
            except _FormRefused:
                self.support = forms[min(forms.index(form) + 1, len(forms) - 1)]
                continue
            self._failures = 0
            return
        raise self._failed("模型服务不接受这种请求")

    def _forms(self) -> tuple[Support, ...]:
        every = tuple(Support)
        return every[every.index(self.support) :]

    def _admit(self, prompt: str) -> None:
        """Refuse while the circuit is open, over the minute's budget, or for a prompt beyond the tokens allowed."""
        now = self.clock()
        with self._lock:
            if now < self._open_until:
                raise ModelFailed("模型服务刚才连续失败，暂停使用")
            while self._asked and now - self._asked[0] > 60:
                self._asked.popleft()
            if len(self._asked) >= self.settings.llm_per_minute:
                raise ModelFailed("模型的每分钟用量已到上限")
            if _tokens(prompt) > self.settings.llm_tokens:
                raise ModelFailed("问题太长，超出模型的用量上限")
            self._asked.append(now)

    def _call(self, prompt: str, form: Support, schema: dict[str, Any] | None) -> Iterator[str]:
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        message = [ChatMessage(role=MessageRole.USER, content=prompt)]
        client = self._client()
        length, started, finished = 0, self.clock(), False
        with self._translated(form):
            for piece in client.stream_chat(message, **_response_format(form, schema)):
                delta = piece.delta or ""
                length += len(delta)
                finished = finished or _finish(piece.raw)
                self._bound(length, started)
                yield delta
        if not length:
            raise self._failed("模型没有回答文字")
        if not finished:
            raise self._failed("模型的回答中途断了")

    def _bound(self, length: int, started: float) -> None:
        if length > LONGEST:
            raise self._failed("模型的回答没完没了")
        if self.clock() - started > self.settings.llm_timeout:
            raise self._failed("模型没有在限定时间内答完")

    @contextmanager
    def _translated(self, form: Support) -> Iterator[None]:
        """Turn what the client raises into one line for the reader."""
        from httpx import HTTPError
        from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

        try:
            yield
        except APITimeoutError:
            raise self._failed("模型没有在限定时间内回答") from None
        except APIStatusError as error:
            if form is not Support.NEITHER and error.status_code in (400, 404, 415, 422, 500, 501):
                raise _FormRefused from None
            raise self._failed(_STATUS.get(error.status_code, f"模型服务出错（{error.status_code}）")) from None
        except (APIConnectionError, HTTPError):
            raise self._failed("连不上模型服务，或者连接中途断了") from None
        except (APIError, AttributeError, IndexError, TypeError, ValueError):
            # what an endpoint that is not quite compatible makes the client stumble over
            raise self._failed("模型服务的回答不合规范") from None

    def _client(self) -> Any:
        """The client, made at the first question: its import takes a second."""
        if self._llm is None:
            self._llm = self._made()
        return self._llm

    def _made(self) -> Any:
        from llama_index.llms.openai_like import OpenAILike

        return OpenAILike(
            model=self.settings.llm_model,
            api_base=self.settings.llm_url,
            api_key=self.settings.llm_key or "none",
            is_chat_model=True,
            is_function_calling_model=False,
            temperature=0.0,
            max_tokens=self.settings.llm_tokens,
            max_retries=0,
            timeout=self.settings.llm_timeout,
            context_window=32_768,
        )

    def _failed(self, words: str) -> ModelFailed:
        with self._lock:
            self._failures += 1
            if self._failures >= OPEN_AFTER:
                self._open_until = self.clock() + OPEN_FOR
                self._failures = 0
        return ModelFailed(words)


class _FormRefused(Exception):
    """The endpoint does not know this response format."""


_STATUS = {401: "模型服务不认这个密钥", 403: "模型服务拒绝访问", 404: "模型服务没有这个地址或模型", 429: "模型服务说请求太多"}


def _response_format(form: Support, schema: dict[str, Any] | None) -> dict[str, Any]:
    if schema is None or form is Support.NEITHER:
        return {}
    if form is Support.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    named = {"name": "plan", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


def _finish(raw: Any) -> bool:
    """Whether a piece says that the answer ended by itself; one that ran into the limit did not."""
    choices = getattr(raw, "choices", None) or ()
    return any(getattr(choice, "finish_reason", None) == "stop" for choice in choices)


_WORD = re.compile(r"[A-Za-z]+|\S")


def _tokens(text: str) -> int:
    """About how many tokens a text is: a Chinese character or a Latin word each."""
    return len(_WORD.findall(text))
