"""What copying, scanning and page breaks do to a report's text: the same words, roughened, with the way to every character's new place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from types import MappingProxyType

from eval.synth.truth import Stated

Pieces = list[str]
"""The text character by character; a piece may have grown, never vanished."""

WIDTH = 42
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
ASCII = str.maketrans("（），：；", "(),:;")


def roughen(text: str, stated: Sequence[Stated], kind: str, chance: Random) -> tuple[str, tuple[Stated, ...]]:
    """Return the text roughened in one way and the truth moved with it."""
    pieces = KINDS[kind](list(text), chance)
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    moved = tuple(replace(one, start=offsets[one.start], end=offsets[one.end - 1] + len(pieces[one.end - 1].rstrip())) for one in stated)
    return "".join(pieces), moved


def _wrap(pieces: Pieces, _: Random) -> Pieces:
    """Hard line breaks with an empty line, wherever the line is full: inside words, numbers and units."""
    return _broken(pieces, lambda: "\n\n")


def _lines(pieces: Pieces, _: Random) -> Pieces:
    """Plain line breaks wherever the line is full."""
    return _broken(pieces, lambda: "\n")


def _pages(pieces: Pieces, chance: Random) -> Pieces:
    """A page number between two lines of a sentence."""
    return _broken(pieces, lambda: f"\n— {chance.randint(1, 40)} —\n", every=9)


def _broken(pieces: Pieces, mark: Callable[[], str], every: int = 1) -> Pieces:
    column, rows, rough = 0, 0, []
    for place, piece in enumerate(pieces):
        column = 0 if piece == "\n" else column + 1
        inside = place + 1 < len(pieces) and pieces[place + 1] not in "\n，。；：、" and piece != "\n"
        if column >= WIDTH and inside and not piece.isascii():
            column, rows = 0, rows + 1
            rough.append(piece + (mark() if rows % every == 0 else ""))
        else:
            rough.append(piece)
    return rough


def _blanks(pieces: Pieces, chance: Random) -> Pieces:
    """Blanks between digits and the words around them."""
    rough = []
    for place, piece in enumerate(pieces):
        after = pieces[place + 1] if place + 1 < len(pieces) else ""
        meets = (_digit(piece) and _han(after)) or (_han(piece) and _digit(after))
        rough.append(piece + (chance.choice((" ", " ", "　", " ")) if meets else ""))
    return rough


def _digit(letter: str) -> bool:
    return letter.isascii() and letter.isdigit()


def _han(letter: str) -> bool:
    return "㐀" <= letter <= "鿿"


def _wide(pieces: Pieces, _: Random) -> Pieces:
    """Full-width digits, points and per cent signs."""
    return [piece.translate(WIDE) for piece in pieces]


def _ascii(pieces: Pieces, _: Random) -> Pieces:
    """Half-width brackets, commas, colons."""
    return [piece.translate(ASCII) for piece in pieces]


KINDS: Mapping[str, Callable[[Pieces, Random], Pieces]] = MappingProxyType(
    {"wrap": _wrap, "lines": _lines, "pages": _pages, "blanks": _blanks, "wide": _wide, "ascii": _ascii}
)
