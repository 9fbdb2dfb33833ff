"""Characters on a page → printed lines, by where they stand. Knows nothing of paragraphs or tables.

Order in the file means nothing here: a value that a PDF writes before its label is read where it is printed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import NamedTuple

from index.reading.content import Writer
from index.records import Box, Line

_SAME_LINE = 0.5  # of the type size: how far centres of one line may lie apart
_WORD_GAP = 0.22  # of the type size: two ASCII words
_WIDE_GAP = 1.0  # of the type size: printed columns, letter-spaced titles
_WORD = re.compile(r"[A-Za-z0-9.,%％+\-“‘（《(〔]*.?[，。；：、”’）》)〕！？%％]*")


class Glyph(NamedTuple):
    """One printed character, in points from the top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class PrintedLine:
    """Glyphs that stand on one line, from left to right."""

    page: int
    glyphs: tuple[Glyph, ...]

    @cached_property
    def box(self) -> Box:
        """The smallest box around the glyphs."""
        return (
            self.glyphs[0].x0,
            min(glyph.top for glyph in self.glyphs),
            max(glyph.x1 for glyph in self.glyphs),
            max(glyph.bottom for glyph in self.glyphs),
        )

    @cached_property
    def size(self) -> float:
        """The type size that most of the line has."""
        return median(glyph.size for glyph in self.glyphs)

    @cached_property
    def pieces(self) -> tuple[tuple[str, float], ...]:
        """The line's characters with their left edges; a gap between words or columns is one blank."""
        pieces: list[tuple[str, float]] = []
        before: Glyph | None = None
        for glyph in self.glyphs:
            if before is not None and _parted(before, glyph):
                pieces.append((" ", before.x1))
            pieces.extend((char, glyph.x0) for char in glyph.text)
            before = glyph
        return tuple(pieces)

    @cached_property
    def text(self) -> str:
        """The line as it enters the report's text."""
        return "".join(char for char, _ in self.pieces)

    @property
    def first_word(self) -> float:
        """How wide the first word is that a line break cannot part: what did not fit on the line before."""
        found = _WORD.match(self.text)
        last = self.glyphs[min(max(1, found.end() if found else 1), len(self.glyphs)) - 1]
        return last.x1 - self.glyphs[0].x0

    def write(self, writer: Writer) -> Line:
        """Append the line to the text; return where it stands there and on its page."""
        start = writer.write(self.text)
        edges = tuple(round(edge, 1) for _, edge in self.pieces)
        x0, top, x1, bottom = self.box
        return Line(start, writer.length, self.page, (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)), edges)


def _parted(left: Glyph, right: Glyph) -> bool:
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    if gap > _WIDE_GAP * size:
        return True
    return gap > _WORD_GAP * size and _is_word(left.text[-1]) and _is_word(right.text[0])


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def printed_lines(glyphs: Iterable[Glyph], page: int) -> list[PrintedLine]:
    """Gather glyphs into lines, from the top of the page to its bottom."""
    lines: list[list[Glyph]] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.middle, glyph.x0)):
        if lines and abs(glyph.middle - middle) < _SAME_LINE * max(glyph.size, size):
            lines[-1].append(glyph)
            middle += (glyph.middle - middle) / len(lines[-1])
            size = max(size, glyph.size)
        else:
            lines.append([glyph])
            middle, size = glyph.middle, glyph.size
    return [PrintedLine(page, _in_order(line)) for line in lines]


def _in_order(glyphs: list[Glyph]) -> tuple[Glyph, ...]:
    """Sort from left to right; a glyph printed twice at one place, to look bold, counts once."""
    glyphs.sort(key=lambda glyph: glyph.x0)
    kept: list[Glyph] = []
    for glyph in glyphs:
        if not any(_overprints(glyph, other) for other in kept[-3:]):
            kept.append(glyph)
    return tuple(kept)


def _overprints(glyph: Glyph, other: Glyph) -> bool:
    return glyph.text == other.text and glyph.x0 - other.x0 < 0.25 * (other.x1 - other.x0) and abs(glyph.top - other.top) < 1.5
