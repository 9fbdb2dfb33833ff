"""The one door to a language model: any OpenAI-compatible endpoint, through llama-index's OpenAILike.

Comes in: a prompt, and a JSON schema where a plan is wanted. Goes out: the model's text piece by piece, or ModelFailed with
one line for the reader. Never retries, never shows the key, never lets an answer grow without end.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from assistant.model.breaker import Breaker
from assistant.model.failure import ModelFailed
from assistant.settings import Settings

LONGEST = 12_000
"""Characters of one answer; what goes on beyond is cut off and counts as a failure."""
_CONTEXT = 32_768


class Support(Enum):
    """How an endpoint lets the form of its answer be fixed, from the strictest down."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    NEITHER = "none"


@dataclass(slots=True)
class Spent:
    """What the server says that an answer took, where it says so."""

    tokens: int | None = None


@dataclass(slots=True)
class Endpoint:
    """A model that a user named, shared by all questions of a process. ``clock`` tells seconds."""

    settings: Settings
    clock: Callable[[], float] = time.monotonic
    support: Support = Support.JSON_SCHEMA
    breaker: Breaker = field(init=False)

    def __post_init__(self) -> None:
        self.breaker = Breaker(self.settings.llm_per_minute, lambda: self.clock())

    def pieces(self, prompt: str, schema: dict[str, Any] | None, tokens: int, spent: Spent) -> Iterator[str]:
        """Yield the model's answer to *prompt*, at most *tokens* long; with a *schema* it is asked for as JSON."""
        forms = self._forms() if schema else (Support.NEITHER,)
        for form in forms:
            try:
                yield from self._call(prompt, _format(form, schema), tokens, spent)
            except _FormRefused:
                self.support = forms[min(forms.index(form) + 1, len(forms) - 1)]
                continue
            self.breaker.succeeded()
            return
        raise self._failed("模型服务不接受这种请求")

    def _forms(self) -> tuple[Support, ...]:
        every = tuple(Support)
        return every[every.index(self.support) :]

    def _call(self, prompt: str, form: dict[str, Any], tokens: int, spent: Spent) -> Iterator[str]:
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        message = [ChatMessage(role=MessageRole.USER, content=prompt)]
        length, finished = 0, False
        with self._translated(plain=not form), self._client() as client:
            started = self.clock()  # from here: loading the client's library is not the server's time
            for piece in client.stream_chat(message, max_tokens=tokens, **form):
                delta = piece.delta or ""
                length += len(delta)
                finished = finished or _finish(piece.raw)
                spent.tokens = _usage(piece.raw) or spent.tokens
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
    def _translated(self, *, plain: bool) -> Iterator[None]:
        """Turn what the client raises into one line for the reader."""
        from httpx import HTTPError, StreamError, TimeoutException
        from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

        try:
            yield
        except (APITimeoutError, TimeoutException):
            raise self._failed("模型没有在限定时间内回答") from None
        except APIStatusError as error:
            if not plain and error.status_code in (400, 404, 415, 422, 500, 501):
                raise _FormRefused from None
            raise self._failed(_STATUS.get(error.status_code, f"模型服务出错（{error.status_code}）")) from None
        except (APIConnectionError, HTTPError, StreamError):
            raise self._failed("连不上模型服务，或者连接中途断了") from None
        except (APIError, AttributeError, IndexError, KeyError, TypeError, ValueError):
            # what an endpoint that is not quite compatible makes the client stumble over
            raise self._failed("模型服务的回答不合规范") from None

    @contextmanager
    def _client(self) -> Iterator[Any]:
        """A client for one exchange, whose connection does not outlive it."""
        import httpx
        from llama_index.llms.openai_like import OpenAILike

        from assistant.model.deadline import Bounded

        seconds = self.settings.llm_timeout
        with httpx.Client(transport=Bounded(seconds), timeout=seconds) as http:
            yield OpenAILike(
                model=self.settings.llm_model,
                api_base=self.settings.llm_url,
                api_key=self.settings.llm_key or "none",
                is_chat_model=True,
                is_function_calling_model=False,
                temperature=0.0,
                max_retries=0,
                timeout=seconds,
                context_window=_CONTEXT,
                http_client=http,
            )

    def _failed(self, words: str) -> ModelFailed:
        self.breaker.failed()
        return ModelFailed(words)


class _FormRefused(Exception):
    """The endpoint does not know this response format."""


_STATUS = {401: "模型服务不认这个密钥", 403: "模型服务拒绝访问", 404: "模型服务没有这个地址或模型", 429: "模型服务说请求太多"}


def _format(form: Support, schema: dict[str, Any] | None) -> dict[str, Any]:
    if schema is None or form is Support.NEITHER:
        return {}
    if form is Support.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    named = {"name": "answer", "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


def _finish(raw: Any) -> bool:
    """Whether a piece says that the answer ended by itself; one that ran into the limit did not."""
    choices = getattr(raw, "choices", None) or ()
    return any(getattr(choice, "finish_reason", None) == "stop" for choice in choices)


def _usage(raw: Any) -> int | None:
    total = getattr(getattr(raw, "usage", None), "total_tokens", None)
    return total if isinstance(total, int) and total > 0 else None
