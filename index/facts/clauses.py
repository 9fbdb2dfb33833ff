"""A paragraph cut into sentences and clauses, with what stands in each: numbers, paths, comparisons.

Comes in: a paragraph of view text. Goes out: a Layout that the reader walks from left to right.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.facts.bases import Base, find_bases
from index.facts.figures import Mark, Role, scan
from index.facts.paths import Path, find_paths

_Thing = TypeVar("_Thing", Mark, Path, Base)
_SENTENCE = re.compile(r"[。！？!?]|(?<![；;，,、])\n")
_BREAK = re.compile(r"[，,；;：:（()）\t]")
_CLOSERS = {"（": "）", "(": ")"}
_LONGEST_BRACKET = 300


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two breaks. ``depth`` counts the brackets around it, ``after`` is the break behind it."""

    start: int
    end: int
    depth: int
    after: str


class Row(Generic[_Thing]):
    """Things in the order of their starts, found by place in the time that the answer is long."""

    __slots__ = ("_starts", "_things")

    def __init__(self, things: Iterable[_Thing]) -> None:
        self._things: tuple[_Thing, ...] = tuple(things)
        self._starts: list[int] = [thing.start for thing in self._things]

    def __bool__(self) -> bool:
        return bool(self._things)

    def between(self, start: int, end: int) -> Sequence[_Thing]:
        """Those that start at *start* or behind it and before *end*."""
        if not self._things:
            return ()
        first = bisect_left(self._starts, start)
        return self._things[first : bisect_left(self._starts, end, first)]

    def around(self, place: int) -> _Thing | None:
        """The one that *place* stands in."""
        before = bisect_left(self._starts, place + 1) - 1
        return self._things[before] if before >= 0 and place < self._things[before].end else None


@dataclass(frozen=True, slots=True)
class Layout:
    """A paragraph laid out. Offsets count from the paragraph's start."""

    text: str
    sentences: tuple[tuple[Clause, ...], ...]
    paths: Row[Path]
    bases: Row[Base]
    figures: Row[Mark]
    """The figures, faults and bare numbers among them."""

    free_figures: Row[Mark]
    """Those of them that no comparison holds."""

    free_years: Row[Mark]
    """The years and dates that no comparison holds."""


def lay_out(text: str, year: int, before: Path | None) -> Layout:
    """Return what *text*, a paragraph of a report of *year*, consists of."""
    paths, bases = Row(find_paths(text, before)), Row(find_bases(text, year))
    marks = [mark for mark in scan(text) if paths.around(mark.start) is None]
    free = [mark for mark in marks if bases.around(mark.start) is None]
    solid = _solid(text, free, paths, bases)
    rows = (Row(_told(marks, _FIGURES)), Row(_told(free, _FIGURES)), Row(_told(free, _YEARS)))
    return Layout(text, tuple(_sentences(text, solid)), paths, bases, *rows)


_FIGURES = (Role.FIGURE, Role.FAULT, Role.BARE)
_YEARS = (Role.YEAR, Role.DATE)


def _told(marks: Iterable[Mark], roles: tuple[Role, ...]) -> Iterable[Mark]:
    return (mark for mark in marks if mark.role in roles)


def _solid(text: str, marks: Sequence[Mark], paths: Row[Path], bases: Row[Base]) -> list[tuple[int, int]]:
    """The stretches that no break cuts: numbers, paths, comparisons, brackets without a figure."""
    spans = [(thing.start, thing.end) for group in (marks, paths.between(0, len(text)), bases.between(0, len(text))) for thing in group]
    numbers = [mark.start for mark in marks if mark.role in (Role.FIGURE, Role.FAULT)]
    for found in re.finditer(r"[（(]", text):
        close = text.find(_CLOSERS[found.group()], found.start(), found.start() + _LONGEST_BRACKET)
        if close > 0:
            first = bisect_left(numbers, found.start())
            if first == len(numbers) or numbers[first] > close:
                spans.append((found.start(), close + 1))
    return sorted(spans)


def _sentences(text: str, solid: list[tuple[int, int]]) -> list[tuple[Clause, ...]]:
    sentences = []
    start = 0
    for found in _SENTENCE.finditer(text):
        sentences.append(_clauses(text, start, found.start(), solid))
        start = found.end()
    sentences.append(_clauses(text, start, len(text), solid))
    return [sentence for sentence in sentences if sentence]


def _clauses(text: str, start: int, end: int, solid: list[tuple[int, int]]) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    at, depth = start, 0
    place = max(bisect_left(solid, (start, 0)) - 1, 0)
    covered = 0
    for found in _BREAK.finditer(text, start, end):
        while place < len(solid) and solid[place][0] <= found.start():
            covered = max(covered, solid[place][1])
            place += 1
        if found.start() < covered:
            continue
        if found.start() > at:
            clauses.append(Clause(at, found.start(), depth, found.group()))
        elif clauses and clauses[-1].end == at - 1:
            clauses[-1] = Clause(clauses[-1].start, clauses[-1].end, clauses[-1].depth, clauses[-1].after + found.group())
        at = found.end()
        depth += (found.group() in "（(") - (found.group() in ")）")
        depth = max(depth, 0)
    if at < end:
        clauses.append(Clause(at, end, depth, ""))
    return tuple(clauses)
