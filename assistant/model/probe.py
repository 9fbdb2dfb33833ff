"""Finds out what an endpoint can do: whether it answers, how well it keeps a form, whether it streams, how fast it is."""

import json
import time
from dataclasses import dataclass, replace

from assistant.model.endpoint import Endpoint, Spent, Support
from assistant.settings import Settings

_PROMPT = '只输出一个 JSON 对象，不要别的文字：{"ok": true, "words": "人力资源和社会保障"}'
_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["form"],
    "properties": {"form": {"type": "string", "enum": ["schema"]}},
}
"""Not what the prompt asks for: an endpoint that answers in it keeps to schemas, not to prompts."""
_TOKENS = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What an endpoint does. ``first`` and ``total`` are seconds to the first piece and to the end."""

    support: Support
    streams: bool
    first: float
    total: float


def probe(settings: Settings) -> Found:
    """Ask the endpoint of *settings* for one short answer; raises ModelFailed."""
    endpoint = Endpoint(replace(settings, llm_per_minute=1_000))
    started, first, pieces = time.monotonic(), 0.0, []
    for piece in endpoint.pieces(_PROMPT, _SCHEMA, _TOKENS, Spent()):
        if piece:
            first = first or time.monotonic() - started
            pieces.append(piece)
    return Found(_support("".join(pieces), endpoint.support), len(pieces) > 1, first, time.monotonic() - started)


def _support(text: str, accepted: Support) -> Support:
    """What the answer shows, at most what the endpoint accepted."""
    try:
        said = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return Support.NEITHER
    if accepted is Support.JSON_SCHEMA and said == {"form": "schema"}:
        return Support.JSON_SCHEMA
    return Support.NEITHER if accepted is Support.NEITHER else Support.JSON_OBJECT
