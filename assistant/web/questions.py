"""A conversation answered step by step for the page: what was understood, where it is looked up, the reply.

Comes in: the questions as typed, nothing else; every answer is worked out anew, so no forged value can enter one.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.answer import Reply
from assistant.ask import Conversation
from assistant.inquiry import Question
from assistant.web.replies import Choices, reply_html
from assistant.web.words import Language
from index.errors import FinalAccountsError
from index.library import Library

Event = dict[str, Any]


def steps(turns: Sequence[str], first: int, library: Library, language: Language) -> Iterator[Event]:
    """Yield what the page shows of every turn from *first* on; the turns before only lend their words."""
    conversation = Conversation(library)
    for turn, text in enumerate(turns):
        shown = turn >= first
        try:
            questions = conversation.read(text)
            if shown:
                yield {"turn": turn, "step": "understood", "text": _understood(questions)}
                yield {"turn": turn, "step": "looking", "text": _looking(questions, library)}
            reply = conversation.settle(text, questions)
        except FinalAccountsError as error:
            if shown:
                yield {"turn": turn, "error": str(error)}
            continue
        if shown:
            html = reply_html(reply, turn + 1, language, choices(reply, library))
            yield {"turn": turn, "reply": reply.to_json(), "html": str(html)}


def choices(reply: Reply, library: Library) -> Choices:
    """What a reader can change a reply's department and year to: only what the library holds."""
    reports = library.reports()
    orgs = tuple(dict.fromkeys(report.org for report in reports))
    years = sorted({report.year for report in reports if not reply.understood.orgs or report.org in reply.understood.orgs})
    return Choices(orgs[:50], tuple(years))


def _understood(questions: Sequence[Question]) -> str:
    parts = [(*one.orgs, *(f"{year}年" for year in one.years), *(asked.said for asked in one.items)) for one in questions]
    return "；".join(" · ".join(part) for part in parts if part)


def _looking(questions: Sequence[Question], library: Library) -> str:
    wanted = [(report, one) for one in questions for report in library.reports() if report.org in one.orgs]
    titles = dict.fromkeys(report.title for report, one in wanted if not one.years or report.year in one.years)
    return "、".join([*titles][:3])
