"""Words that are nearly a known word: one wrong, missing, extra or swapped character, or homophones or look-alikes throughout.

Comes in: known words and a window of a question. Goes out: the known words near it, nearest first.
Never looks at a window that is itself a known word, and never corrects a digit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.question.sound import distance, homophones, shapes, sounds

SHORTEST = 4
"""Below this only homophones are taken for a mistake: of three characters two are too few to go by."""


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """A known word near a window: its cost (see ``sound.distance``)."""

    cost: float
    word: str


class NearWords:
    """Known words, found by windows that miss them by little."""

    def __init__(self, words: Iterable[str], shortest: int = SHORTEST) -> None:
        self.words = frozenset(word for word in words if len(word) >= 2)
        self.shortest = shortest

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for word in self.words:
            table.setdefault(sounds(word), []).append(word)
        return table

    @cached_property
    def _by_shape(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for word in self.words:
            table.setdefault(shapes(word), []).append(word)
        return table

    @cached_property
    def _by_half(self) -> dict[tuple[str, int], list[str]]:
        """Words by length and by either half: one mistake leaves the other half as it is."""
        table: dict[tuple[str, int], list[str]] = {}
        for word in self.words:
            if len(word) >= self.shortest:
                half = len(word) // 2
                table.setdefault((f"{word[:half]}…", len(word)), []).append(word)
                table.setdefault((f"…{word[half:]}", len(word)), []).append(word)
        return table

    def near(self, window: str) -> list[Near]:
        """Return the known words within one mistake of *window*, or its homophones and look-alikes, nearest first.

        >>> NearWords(["机关运行经费", "公务接待费"]).near("机管运行经费")
        [Near(cost=0.5, word='机关运行经费')]
        """
        if window in self.words:
            return []
        spoilt = (*self._by_sound.get(sounds(window), ()), *self._by_shape.get(shapes(window), ()))
        found = {word for word in spoilt if homophones(window, word)}
        if len(window) >= self.shortest - 1:
            found.update(word for word in self._halves(window) if _one_mistake(window, word))
        return sorted(Near(distance(window, word), word) for word in found)

    def _halves(self, window: str) -> Iterator[str]:
        """The words that share a half with *window*, of about its length; a swap over the middle leaves both ends."""
        for length in (len(window) - 1, len(window), len(window) + 1):
            half = length // 2
            yield from self._by_half.get((f"{window[:half]}…", length), ())
            yield from self._by_half.get((f"…{window[-(length - half) :]}", length), ())
        half = len(window) // 2
        swapped = window[: half - 1] + window[half] + window[half - 1] + window[half + 1 :]
        yield from self._by_half.get((f"{swapped[:half]}…", len(window)), ())


def _one_mistake(said: str, meant: str) -> bool:
    """Whether one character is wrong, missing, too many inside, or two neighbours are swapped.

    >>> [_one_mistake(said, "基本支出") for said in ("基木支出", "基支出", "基本的支出", "基支本出", "基本支出呢")]
    [True, True, True, True, False]
    """
    head = _common(said, meant)
    tail = min(_common(said[::-1], meant[::-1]), min(len(said), len(meant)) - head)
    if len(said) == len(meant):
        swapped = said[head : head + 2] == meant[head : head + 2][::-1]
        return head + tail >= len(meant) - 1 or (head + tail == len(meant) - 2 and swapped)
    if len(said) > len(meant):
        return len(said) == len(meant) + 1 and head + tail == len(meant) and 0 < head < len(meant)
    return len(said) == len(meant) - 1 and head + tail == len(said)


def _common(left: str, right: str) -> int:
    """How many characters two words begin with alike."""
    length = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        length += 1
    return length
