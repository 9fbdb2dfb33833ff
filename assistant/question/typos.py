"""Words that are nearly a known word: one wrong, missing, extra or swapped character, or homophones throughout.

Comes in: known words and a window of a question. Goes out: the known words near it, nearest first.
Never looks at a window that is itself a known word, and never corrects a digit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.question.sound import distance, homophones, sounds

SHORTEST = 4
"""Below this only homophones are taken for a mistake: of three characters two are too few to go by."""

LONGEST = 14
"""Longer words are found by their parts of this length; nobody types more."""


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """A known word near a window: its cost (½ a homophone, ¾ a swap, 1 any other mistake)."""

    cost: float
    word: str


class NearWords:
    """Known words, found by windows that miss them by little."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(word for word in words if len(word) >= 2)

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], list[str]]:
        table: dict[tuple[str, ...], list[str]] = {}
        for word in self.words:
            table.setdefault(sounds(word), []).append(word)
        return table

    @cached_property
    def _by_hole(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for word in self.words:
            if len(word) >= SHORTEST:
                for shorter in {word, *_holes(word)}:
                    table.setdefault(shorter, []).append(word)
        return table

    def near(self, window: str) -> list[Near]:
        """Return the known words within one mistake of *window*, or its homophones, nearest first.

        >>> NearWords(["机关运行经费", "公务接待费"]).near("机管运行经费")
        [Near(cost=0.5, word='机关运行经费')]
        """
        if window in self.words:
            return []
        found = {word for word in self._by_sound.get(sounds(window), ()) if homophones(window, word)}
        if len(window) >= SHORTEST - 1:
            for shorter in (window, *_holes(window)):
                found.update(self._by_hole.get(shorter, ()))
        costs = (Near(distance(window, word), word) for word in found)
        return sorted(near for near in costs if near.cost <= 1.0 or near.word in self._by_sound.get(sounds(window), ()))


def _holes(word: str) -> Iterator[str]:
    """The word with each of its characters left out."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
