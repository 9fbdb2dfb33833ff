"""One answering process of the page: ``python -m assistant.web.worker``.

Jobs come in on standard input, a line of JSON each. Their events go out on standard output, a line of JSON each, an empty
line after the last, and one before the first job, when it is ready. It works on plain values, never on rendered ones, so
nothing forged can enter an answer.
"""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.batch import with_note
from assistant.libraries import open_library
from assistant.web import exports
from assistant.web.exports import contexts, pack
from assistant.web.questions import converse, found, steps
from assistant.web.quiet import hush
from assistant.web.words import Language, words
from index.errors import FinalAccountsError
from index.library import Library

Event = dict[str, Any]
_FINISHED = {"reply", "value", "error"}


def main() -> None:
    """Work until standard input ends."""
    hush()
    out = _own_output()
    shelf = _Shelf()
    out.write(b"\n")
    out.flush()
    for line in sys.stdin.buffer:
        job = json.loads(line)
        try:
            library = shelf.library(Path(job.pop("folder")))
            for events in JOBS[job.pop("job")](library, **job):
                _write(out, events)
        except FinalAccountsError as error:
            _write(out, [{"error": str(error)}])
        out.write(b"\n")
        out.flush()


def answer(library: Library, turns: list[str], first: int, language: Language) -> Iterator[list[Event]]:
    """The steps and the reply of every turn from *first* on."""
    return steps(turns, first, library, language)


def replies(library: Library, turns: list[str]) -> Iterator[list[Event]]:
    """The replies to all turns of a conversation."""
    yield [{"value": [with_note(reply, library).to_json() for reply in converse(turns, library)]}]


def export(library: Library, turns: list[str], kind: str, language: Language) -> Iterator[list[Event]]:
    """A conversation as the text of a file."""
    yield [{"value": exports.conversation(kind, library, converse(turns, library), language)}]


def check(library: Library, text: str, language: Language) -> Iterator[list[Event]]:
    """A text with every figure in it checked."""
    from assistant.claims import check as check_claims
    from assistant.web.checking import check_html

    reply = check_claims(text, library)
    yield [{"value": {"reply": with_note(reply, library).to_json(), "html": str(check_html(reply, language))}}]


def check_file(library: Library, text: str, kind: str, language: Language) -> Iterator[list[Event]]:
    """A checked text as the text of a file."""
    from assistant.claims import check as check_claims
    from assistant.web.checking import check_html

    reply = check_claims(text, library)
    if kind == "evidence":
        heading = words(language)["check_title"]
        yield [{"value": str(pack(library, heading, (), check_html(reply, language), contexts(library, reply.citations), language))}]
    else:
        yield [{"value": exports.conversation(kind, library, (reply,), language)}]


def audit(library: Library, report: str, language: Language) -> Iterator[list[Event]]:
    """One report's figures checked against one another."""
    from assistant.audit import audit as audit_report
    from assistant.web.auditing import audit_html

    found = audit_report(library, report)
    yield [{"value": {"audit": found.to_json(), "html": str(audit_html(found, language))}}]


def audit_text(library: Library, report: str, kind: str, language: Language) -> Iterator[list[Event]]:
    """An audit as the text of a file."""
    from assistant.audit import audit as audit_report
    from assistant.web.auditing import audit_file

    yield [{"value": audit_file(kind, library, audit_report(library, report), language)}]


def search(library: Library, query: str, k: int) -> Iterator[list[Event]]:
    """The passages that fit best, as the command prints them."""
    yield [{"value": found(library, query, k)}]


JOBS: MappingProxyType[str, Callable[..., Iterator[list[Event]]]] = MappingProxyType(
    {
        "answer": answer,
        "replies": replies,
        "export": export,
        "check": check,
        "check_file": check_file,
        "audit": audit,
        "audit_file": audit_text,
        "search": search,
    }
)


class _Shelf:
    """The library that was last asked for, kept open."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._library: Library | None = None

    def library(self, folder: Path) -> Library:
        if self._library is None or folder != self._folder:
            if self._library is not None:
                self._library.close()
            self._library, self._folder = open_library(folder), folder
        return self._library


def _own_output() -> io.BufferedWriter:
    """Take standard output for the events alone; what a library prints goes where errors go."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def _write(out: io.BufferedWriter, events: list[Event]) -> None:
    """Write events. What is finished goes out together with what follows it at once, be it only the job's end."""
    out.write(b"".join(json.dumps(event, ensure_ascii=False).encode() + b"\n" for event in events))
    if not _FINISHED & events[-1].keys() or "more" in events[-1]:
        out.flush()


if __name__ == "__main__":
    main()
