"""A conversation answered step by step for the page: what was understood, where it is looked up, the reply.

Comes in: the questions as typed, nothing else; every answer is worked out anew, so no forged value can enter one.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.answer import Reply
from assistant.ask import Conversation, ask
from assistant.assisted import asker
from assistant.inquiry import Question
from assistant.settings import settings
from assistant.web.replies import Choices, reply_html
from assistant.web.words import Language
from index.errors import FinalAccountsError
from index.library import Library

Shown = dict[str, Any]


def steps(turns: Sequence[str], first: int, library: Library, language: Language) -> Iterator[list[Shown]]:
    """Yield what the page shows of every turn from *first* on, as it is known; the turns before only lend their words."""
    conversation, answer = Conversation(library), asker(settings(), library)
    for turn, text in enumerate(turns):
        try:
            questions, earlier = conversation.read(text), conversation.earlier
            if turn >= first:
                yield [
                    {"turn": turn, "step": "understood", "text": _understood(questions)},
                    {"turn": turn, "step": "looking", "text": _looking(questions, library)},
                ]
            reply = conversation.settle(text, questions)
            reply = reply if answer is ask else answer(text, library, earlier=earlier)
        except FinalAccountsError as error:
            if turn >= first:
                yield [{"turn": turn, "error": str(error)}]
            continue
        if turn >= first:
            html = reply_html(reply, turn + 1, language, choices(reply, library))
            yield [{"turn": turn, "reply": reply.to_json(), "html": str(html)}]


def converse(turns: Sequence[str], library: Library) -> tuple[Reply, ...]:
    """Answer the turns of one conversation in order, as the page shows them."""
    conversation, answer = Conversation(library), asker(settings(), library)
    replies = []
    for text in turns:
        earlier = conversation.earlier
        reply = conversation.ask(text)
        replies.append(reply if answer is ask else answer(text, library, earlier=earlier))
    return tuple(replies)


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
