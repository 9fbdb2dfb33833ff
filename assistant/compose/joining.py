"""Several questions in one: their replies become one, with each source numbered once."""

import re
from dataclasses import replace

from assistant.answer import Caveat, Citation, Figure, Reply, Status

_MARK = re.compile(r"\[(\d+)\]")
_FEW = 4


def join(question: str, replies: tuple[Reply, ...]) -> Reply:
    """Put the replies to the parts of *question* into one."""
    merged = replies[0]
    for reply in replies[1:]:
        merged = _merged(merged, reply)
    return replace(merged, question=question)


def _merged(first: Reply, second: Reply) -> Reply:
    numbers, citations = _numbered(first.citations, second.citations)
    second = _renumbered(second, numbers)
    figures = tuple(figure for figure in (first.figure, *first.figures, second.figure, *second.figures) if figure)
    answered = Status.ANSWERED in (first.status, second.status)
    return replace(
        first,
        status=Status.ANSWERED if answered else first.status,
        text=f"{first.text}\n{second.text}",
        figure=figures[0] if figures else None,
        figures=figures[1:],
        calculation=first.calculation + second.calculation,
        citations=citations,
        verdict=first.verdict or second.verdict,
        warnings=tuple(dict.fromkeys(first.warnings + second.warnings)),
        refusal=None if answered else first.refusal,
        followups=tuple(dict.fromkeys(first.followups + second.followups))[:_FEW],
    )


def _numbered(first: tuple[Citation, ...], second: tuple[Citation, ...]) -> tuple[dict[int, int], tuple[Citation, ...]]:
    """The second reply's numbers in the joint list, and that list."""
    places = {(one.report, one.start, one.end): one.n for one in first}
    citations, numbers = list(first), {}
    for one in second:
        place = (one.report, one.start, one.end)
        if place not in places:
            places[place] = len(citations) + 1
            citations.append(replace(one, n=places[place]))
        numbers[one.n] = places[place]
    return numbers, tuple(citations)


def _renumbered(reply: Reply, numbers: dict[int, int]) -> Reply:
    def text(words: str) -> str:
        return _MARK.sub(lambda mark: f"[{numbers[int(mark.group(1))]}]", words)

    def figure(one: Figure) -> Figure:
        return one if one.citation is None else replace(one, citation=numbers[one.citation])

    return replace(
        reply,
        text=text(reply.text),
        figure=figure(reply.figure) if reply.figure else None,
        figures=tuple(map(figure, reply.figures)),
        calculation=tuple(
            replace(step, operands=tuple(map(figure, step.operands)), reported=figure(step.reported) if step.reported else None)
            for step in reply.calculation
        ),
        warnings=tuple(Caveat(one.code, text(one.text), tuple(numbers[n] for n in one.citations)) for one in reply.warnings),
    )
