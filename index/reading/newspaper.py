"""Pages set in two columns: read down the left one, then down the right one, between the lines that run over both."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from index.reading.glyphs import Glyph, PrintedLine, printed_lines

_MIDDLE = (0.4, 0.6)  # of the page's width: where the gutter may be
_GUTTER = 1.2  # of the type size
_FEWEST_LINES = 6
_LEAST_SHARE = 0.5
_FEWEST_LETTERS = 8


def side_by_side(lines: Sequence[PrintedLine], width: float) -> list[tuple[float, list[PrintedLine]]]:
    """Return the lines in reading order as the parts of a page with their widths; one part where it has no columns."""
    gutter = _gutter(lines, width)
    if gutter is None:
        return [(width, list(lines))]
    parts = list[tuple[float, list[PrintedLine]]]()
    for whole, band in groupby(lines, lambda line: _crosses(line, gutter)):
        together = list(band)
        if whole:
            parts.append((width, together))
        else:
            parts += [(reach, side) for reach, side in _sides(together, gutter, width) if side]
    return parts


def _gutter(lines: Sequence[PrintedLine], width: float) -> float | None:
    """Return where the blank between two columns of prose stands, None where there is none."""
    gaps = [gap for line in lines if (gap := _gap(line, width)) is not None]
    if len(gaps) < max(_FEWEST_LINES, _LEAST_SHARE * len(lines)):
        return None
    left, right = max(gap[0] for gap in gaps), min(gap[1] for gap in gaps)
    return (left + right) / 2 if left < right else None


def _gap(line: PrintedLine, width: float) -> tuple[float, float] | None:
    """Return the one wide blank of a line, in the middle of the page, with writing on both sides."""
    wide = [(a, b) for a, b in pairwise(line.glyphs) if b.x0 - a.x1 > _GUTTER * max(a.size, b.size)]
    if len(wide) != 1 or not _MIDDLE[0] * width < (wide[0][0].x1 + wide[0][1].x0) / 2 < _MIDDLE[1] * width:
        return None
    at = line.glyphs.index(wide[0][1])
    return (wide[0][0].x1, wide[0][1].x0) if min(map(_letters, (line.glyphs[:at], line.glyphs[at:]))) >= _FEWEST_LETTERS else None


def _letters(glyphs: Sequence[Glyph]) -> int:
    return sum(not glyph.text.isascii() for glyph in glyphs)


def _crosses(line: PrintedLine, gutter: float) -> bool:
    return any(glyph.x0 < gutter < glyph.x1 for glyph in line.glyphs) or any(
        a.x1 <= gutter <= b.x0 and b.x0 - a.x1 < _GUTTER * a.size for a, b in pairwise(line.glyphs)
    )


def _sides(lines: Sequence[PrintedLine], gutter: float, width: float) -> Iterator[tuple[float, list[PrintedLine]]]:
    page = lines[0].page
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    yield gutter, printed_lines((glyph for glyph in glyphs if glyph.x1 <= gutter), page)
    yield width - gutter, printed_lines((glyph for glyph in glyphs if glyph.x1 > gutter), page)
