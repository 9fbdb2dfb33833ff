"""Whether a text is hard-wrapped, and at which width: only then is a full line known to go on in the next.

A wrapped text has many lines that stop in mid-sentence, nearly all of them at one width. The width may count
characters, columns (a Chinese character is two) or characters without the blanks that a converter put in.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_Measure = Callable[[str], int]

_FEWEST_LINES = 7
_HANGING = 2  # a closing mark may stand behind the edge
_LONG_SHARE = 0.6
_SHORTEST = 12
_SHARE = 0.6
_MOST_TEXT = 300_000
_ENDS = frozenset("。；：！？;:…")
_TOKEN = re.compile(r"[A-Za-z0-9.,%％]{0,24}.?[，。；：、”’）》)！？]{0,3}")


def _characters(line: str) -> int:
    return len(line.rstrip())


def _columns(line: str) -> int:
    return len(line.rstrip().encode("gbk", "replace"))


def _letters(line: str) -> int:
    return len(line) - line.count(" ") - line.count("\u3000")


_MEASURES: tuple[tuple[_Measure, int, range], ...] = (
    (_characters, 4, range(14, 80)),
    (_columns, 7, range(28, 160)),
    (_letters, 4, range(14, 80)),
)


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is wrapped; ``width`` is 0 where each line is a paragraph."""

    measure: _Measure = _characters
    width: int = 0

    def fills(self, line: str, following: str) -> bool:
        """Whether the first word of *following* had no room left on *line*; a number may have been parted."""
        if not self.width:
            return False
        room = self.width - self.measure(line)
        found = _TOKEN.match(following)
        return -_HANGING <= room <= self.measure(found.group() if found else "")

    def is_full(self, line: str) -> bool:
        """Whether *line* reaches the very width, so that even a full stop at its end need not end the paragraph."""
        return bool(self.width) and -_HANGING <= self.width - self.measure(line) <= 1


def find_wrap(text: str) -> Wrap:
    """Return how *text* is wrapped, by the measure that its lines agree on best."""
    lines = [line for line in text[:_MOST_TEXT].split("\n") if "\t" not in line and line.rstrip()[-1:] not in _ENDS]
    found = [_at_width(measure, slack, allowed, map(measure, lines)) for measure, slack, allowed in _MEASURES]
    return max(found, key=lambda item: item[0])[1]


def _at_width(measure: _Measure, slack: int, allowed: Sequence[int], widths: Iterable[int]) -> tuple[float, Wrap]:
    """Return the share of long lines that stop right at the commonest width, and the wrap, if most stop just before it."""
    counts = Counter(width for width in widths if width >= _SHORTEST)
    if not counts:
        return 0.0, Wrap()
    width = max(counts, key=lambda width: (counts[width] + counts[width - 1], width))
    long = sum(count for other, count in counts.items() if other >= _LONG_SHARE * width)
    near = sum(counts[other] for other in range(width - slack, width + _HANGING + 1))
    if width not in allowed or near < max(_FEWEST_LINES, _SHARE * long):
        return 0.0, Wrap()
    return sum(counts[other] for other in range(width - slack // 4, width + 1)) / long, Wrap(measure, width)
