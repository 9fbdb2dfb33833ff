"""A conversation answered step by step for the page: what was understood, where it is looked up, the reply.

Comes in: the questions as typed, nothing else; every answer is worked out anew, so no forged value can enter one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant import assisted
from assistant.answer import Reply
from assistant.assisted import Dialogue, dialogue
from assistant.inquiry import Question
from assistant.lines import hit_json
from assistant.model.narrator import Sentence
from assistant.settings import settings
from assistant.web.replies import Choices, reply_html
from assistant.web.words import Language
from index.errors import FinalAccountsError
from index.library import Library

Shown = dict[str, Any]


def steps(turns: Sequence[str], first: int, library: Library, language: Language) -> Iterator[list[Shown]]:
    """Yield what the page shows of every turn from *first* on, as it is known; the turns before only lend their words.

    With a language model a turn's first reply, the rules' own, says that there is ``more``: sentences, then the reply to be kept.
    """
    talk = dialogue(settings(), library)
    for turn, text in enumerate(turns):
        try:
            for events in _turn(talk, text, Look(turn, language, library)):
                if turn >= first:
                    yield events
        except FinalAccountsError as error:
            if turn >= first:
                yield [{"turn": turn, "error": str(error)}]


@dataclass(frozen=True, slots=True)
class Look:
    """How one turn is shown."""

    turn: int
    language: Language
    library: Library

    def step(self, name: str, text: str) -> Shown:
        """What is being done."""
        return {"turn": self.turn, "step": name, "text": text}

    def reply(self, reply: Reply, *, more: bool) -> Shown:
        """A reply with its markup."""
        html = reply_html(reply, self.turn + 1, self.language, choices(reply, self.library))
        return {"turn": self.turn, "reply": reply.to_json(), "html": str(html), **({"more": True} if more else {})}


def _turn(talk: Dialogue, text: str, look: Look) -> Iterator[list[Shown]]:
    questions = talk.read(text)
    yield [look.step("understood", _understood(questions)), look.step("looking", _looking(questions, look.library))]
    more = talk.endpoint is not None
    for told in talk.steps(text, questions):
        if isinstance(told, Sentence):
            yield [look.step("sentence", told.text)]
        else:
            yield [look.reply(told, more=more)]
            more = False


def found(library: Library, query: str, count: int) -> list[dict[str, Any]]:
    """The passages that fit best, as the command prints them."""
    hits = enumerate(library.search(query, k=count), 1)
    return [
        hit_json(n, hit, library.report(hit.passage.report), library.place(hit.passage.report, hit.passage.start, hit.passage.end))
        for n, hit in hits
    ]


def converse(turns: Sequence[str], library: Library) -> tuple[Reply, ...]:
    """Answer the turns of one conversation in order, as the page shows them."""
    return assisted.converse(turns, library, settings())


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
