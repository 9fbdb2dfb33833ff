"""Questions by the file: one JSON record a line in, one answered record out.

A record is {"id", "question"} or {"id", "turns": [...]}; one that is neither gets an error and stops nothing.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assistant.answer import Caveat, Reply
from assistant.libraries import SAMPLE_NOTE, is_sample
from assistant.settings import settings
from index.library import Library


def asker(library: Library) -> Callable[..., Reply]:
    """Return the way to answer: the rules alone, or with the model that the settings name."""
    if not settings().llm_url:
        from assistant.ask import ask

        return ask
    from assistant import assisted

    return assisted.asker(settings(), library)


def answer_record(line: str, number: int, library: Library, answer: Callable[..., Reply]) -> dict[str, Any]:
    """Answer the record on line *number*: {"id", "reply"}, {"id", "replies"} or {"id", "error"}; *answer* is ``asker``'s."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        return {"id": None, "error": f"第{number}行不是 JSON（从第{error.colno}个字符起读不下去）"}
    except RecursionError:
        return {"id": None, "error": f"第{number}行不是一条记录（嵌套太深）"}
    if not isinstance(record, dict):
        return {"id": None, "error": f"第{number}行不是一条记录（应为 {{…}}）"}
    question, turns = record.get("question"), record.get("turns")
    if isinstance(question, str) and question.strip():
        return {"id": record.get("id"), "reply": _json(answer(sound(question), library), library)}
    if isinstance(turns, list) and turns and all(isinstance(turn, str) and turn.strip() for turn in turns):
        replies = _conversed([sound(turn) for turn in turns], library)
        return {"id": record.get("id"), "replies": [_json(reply, library) for reply in replies]}
    return {"id": record.get("id"), "error": f"第{number}行没有 question，也没有 turns"}


def _conversed(turns: Sequence[str], library: Library) -> tuple[Reply, ...]:
    if not settings().llm_url:
        from assistant.ask import converse

        return converse(turns, library)
    from assistant import assisted

    return assisted.converse(turns, library, settings())


def with_note(reply: Reply, library: Library) -> Reply:
    """Say in the reply itself where it comes from the samples."""
    if not is_sample(library):
        return reply
    return replace(reply, warnings=(*reply.warnings, Caveat("sample_library", SAMPLE_NOTE)))


def sound(text: str) -> str:
    """Replace half characters, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _json(reply: Reply, library: Library) -> dict[str, Any]:
    return with_note(reply, library).to_json()
