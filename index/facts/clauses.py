"""A paragraph cut into sentences and clauses, with what stands in each: numbers, paths, comparisons.

Comes in: a paragraph of view text. Goes out: a Layout that the reader walks from left to right.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

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


@dataclass(frozen=True, slots=True)
class Layout:
    """A paragraph laid out. Offsets count from the paragraph's start."""

    text: str
    sentences: tuple[tuple[Clause, ...], ...]
    marks: tuple[Mark, ...]
    paths: tuple[Path, ...]
    bases: tuple[Base, ...]

    def figures(self, start: int, end: int) -> Sequence[Mark]:
        """The figures between two offsets, faults and bare numbers among them."""
        return [mark for mark in _between(self.marks, start, end) if mark.role in (Role.FIGURE, Role.FAULT, Role.BARE)]

    def years(self, start: int, end: int) -> Sequence[Mark]:
        """The years and dates between two offsets."""
        return [mark for mark in _between(self.marks, start, end) if mark.role in (Role.YEAR, Role.DATE)]

    def paths_in(self, start: int, end: int) -> Sequence[Path]:
        """The paths between two offsets."""
        return _between(self.paths, start, end)

    def bases_in(self, start: int, end: int) -> Sequence[Base]:
        """The comparisons that start between two offsets."""
        return _between(self.bases, start, end)


def _between(things: tuple[_Thing, ...], start: int, end: int) -> Sequence[_Thing]:
    first = bisect_left(things, start, key=lambda thing: thing.start)
    last = bisect_left(things, end, lo=first, key=lambda thing: thing.start)
    return things[first:last]


def lay_out(text: str, year: int, before: Path | None) -> Layout:
    """Return what *text*, a paragraph of a report of *year*, consists of."""
    paths = find_paths(text, before)
    bases = find_bases(text, year)
    marks = tuple(mark for mark in scan(text) if not _inside(mark, paths))
    free = tuple(mark for mark in marks if not _in_base(mark, bases))
    solid = _solid(text, free, paths, bases)
    return Layout(text, tuple(_sentences(text, solid)), marks, paths, bases)


def _inside(mark: Mark, paths: tuple[Path, ...]) -> bool:
    place = bisect_left(paths, mark.start + 1, key=lambda path: path.start) - 1
    return place >= 0 and mark.start < paths[place].end


def _in_base(mark: Mark, bases: tuple[Base, ...]) -> bool:
    place = bisect_left(bases, mark.start + 1, key=lambda base: base.start) - 1
    return place >= 0 and mark.start < bases[place].end


def _solid(text: str, marks: tuple[Mark, ...], paths: tuple[Path, ...], bases: tuple[Base, ...]) -> list[tuple[int, int]]:
    """The stretches that no break cuts: numbers, paths, comparisons, brackets without a figure."""
    spans = [(thing.start, thing.end) for group in (marks, paths, bases) for thing in group]
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
