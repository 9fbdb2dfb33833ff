"""How well the words of a question name one of a report's own labels, whatever their order.

Comes in: the words that must be explained, a label, the sentence that it stands in. Goes out: what of each the other explains.
Never decides whether that is enough.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from assistant.inquiry import Content

_LIGHT = frozenset("的了过着给为帮把被让向对从于在到得是有共约已还都也吗呢吧啊发搞办做能会要弄请个与和及")
"""Characters that may stand in either and name nothing."""


_HEAD = re.compile(r"(?:学历|人数|总数|数量|金额|数)$")
"""What a label says of how it counts, not of what."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """``said`` and ``told``: how much of the question's words the label explains, and the label with its sentence; ``covered``: how much
    of the label the question says; ``whole``: whether all the words stand in the label in one piece. All from 0 to 1.
    """

    said: float
    told: float
    covered: float
    whole: bool


def likeness(content: Content, label: str, sentence: str = "") -> Likeness:
    """Compare the words of a question with a label.

    >>> found = likeness(Content.of("参加工伤保险的人数"), "工伤保险参保人数")
    >>> found.said, found.covered
    (1.0, 1.0)
    """
    required = [at for start, end in content.spans for at in range(start, end) if content.text[at] not in _LIGHT]
    if not required:
        return Likeness(0, 0, 0, False)
    explained, met = _shared(content.text, label), _shared(label, content.text)
    beside = _shared(content.text, sentence) if sentence else set[int]()
    core = _HEAD.sub("", label)
    heavy = [at for at, letter in enumerate(core) if letter not in _LIGHT] or [0]
    words = "".join(content.text[start:end] for start, end in content.spans)
    words = words.strip("".join(_LIGHT))
    return Likeness(
        said=len(explained.intersection(required)) / len(required),
        told=len((explained | beside).intersection(required)) / len(required),
        covered=len(met.intersection(heavy)) / len(heavy),
        whole=bool(words) and words in label,
    )


def _shared(text: str, other: str) -> set[int]:
    """The positions of *text* whose character stands in *other* with a neighbour, or is part of a word that *other* says another way."""
    letters = [at for at, letter in enumerate(text) if letter not in _LIGHT]
    found: set[int] = set()
    for first, second in pairwise(letters):
        if second - first <= 2 and text[first] + text[second] in other:
            found |= {first, second}
    if len(letters) == 1 and text[letters[0]] in other:
        found.add(letters[0])
    for words in synonyms():
        if any(len(word) > 1 and word in other for word in words):
            for word in words:
                for at in _places(text, word):
                    found |= set(range(at, at + len(word)))
    return found


def _places(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Words that say the same of what reports count, a group a line."""
    lines = files(__package__).joinpath("synonyms.txt").read_text("utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))
