"""How well the words of a question name one of a report's own labels, whatever their order.

Comes in: the words that must be explained, a label, the sentence that it stands in. Goes out: what of each the other explains.
Never decides whether that is enough.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from assistant.inquiry import Content

_LIGHT = frozenset("的了过着给为帮把被让向对从于在到得是有共约已还都也吗呢吧啊发搞办做能会要弄请个与和及替出")
"""Characters that may stand in either and name nothing."""


_ASIDE = re.compile(r"(?<=.{3})[（(][^（）()]*[）)]$")
"""What a label adds in brackets: 用地面积（以实测为准）."""
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


def likeness(content: Content, label: str, sentence: str = "", *, near: bool = False) -> Likeness:
    """Compare the words of a question with a label; *near* tells that the sentence is but the label's own clause.

    >>> found = likeness(Content.of("参加工伤保险的人数"), "工伤保险参保人数")
    >>> found.said, found.covered
    (1.0, 1.0)
    """
    required = [at for start, end in content.spans for at in range(start, end) if content.text[at] not in _LIGHT]
    if not required or _is_letter(content):
        return Likeness(0, 0, 0, False)
    groups = _said_in(content.text)
    explained, met = _shared(content.text, label, groups) | _whole_runs(content, label), _shared(label, content.text, groups)
    beside = _shared(content.text, sentence, groups) if sentence else set[int]()
    beside |= _whole_runs(content, label + sentence) if near else set()
    core = _HEAD.sub("", _ASIDE.sub("", label))
    heavy = [at for at, letter in enumerate(core) if letter not in _LIGHT]
    said = {content.text[at] for at in explained.intersection(required)}
    words = "".join(content.text[start:end] for start, end in content.spans)
    words = words.strip("".join(_LIGHT))
    if _turned(content, label + sentence) or _other(label, content.text):
        return Likeness(0, 0, 0, False)
    return Likeness(
        said=len(explained.intersection(required)) / len(required),
        told=len((explained | beside).intersection(required)) / len(required),
        covered=sum(at in met or label[at] in said for at in heavy) / (len(heavy) or 1),
        whole=bool(words) and words in label,
    )


def unexplained(content: Content, label: str) -> Content | None:
    """The words of a question that a label doesn't explain; None where it explains all."""
    explained = _shared(content.text, label, _said_in(content.text)) | _whole_runs(content, label)
    left = [at for start, end in content.spans for at in range(start, end) if at not in explained and content.text[at] not in _LIGHT]
    runs: list[tuple[int, int]] = []
    for at in left:
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return Content(content.text, tuple(runs)) if runs else None


def _is_letter(content: Content) -> bool:
    """Whether all that is said is one character that is no word by itself: 保 names no label, 罚 does."""
    words = "".join(content.text[start:end] for start, end in content.spans)
    return len(words) < 2 and not any(words in group for group in synonyms())


_NOT = "不未没无非"


def _turned(content: Content, other: str) -> bool:
    """Whether the question turns a word round that *other* has as it is: 不合格, 没有调成."""
    for start, end in content.spans:
        before = content.text[max(0, start - 2) : start].removesuffix("有")[-1:]
        words = content.text[start:end]
        said = next((before + words[:1] for _ in words if before and before in _NOT), "") or next(
            (words[at : at + 2] for at in range(len(words)) if words[at] in _NOT), ""
        )
        if said and said not in other:
            return True
    return False


def _other(label: str, text: str) -> bool:
    """Whether a label tells of the others, or of what is not so, and the question doesn't: 其他事业单位."""
    return any((word in label) != (word in text) for word in ("其他", "其它")) or any(
        letter in label and letter not in text and label[at + 1 : at + 2] in text for at, letter in enumerate(label) if letter in _NOT
    )


def _shared(text: str, other: str, groups: tuple[tuple[str, ...], ...]) -> set[int]:
    """The positions of *text* whose character stands in *other* with a neighbour, or is part of a word that *other* says another way."""
    letters = [at for at, letter in enumerate(text) if letter not in _LIGHT]
    found: set[int] = set()
    for first, second in pairwise(letters):
        if second - first <= 2 and (text[first] + text[second] in other or text[first : second + 1] in other):
            found |= {first, second}
    found |= {at for at in letters if any(len(pair) == 2 and pair in other for pair in (text[max(0, at - 1) : at + 1], text[at : at + 2]))}
    for words in groups:
        if any(len(word) > 1 and word in other for word in words):
            for word in words:
                for at in _places(text, word):
                    found |= set(range(at, at + len(word)))
    return found


def _whole_runs(content: Content, label: str) -> set[int]:
    """The positions of words all of whose characters the label has, some side by side: 改厕所 in 改造农村厕所."""
    found: set[int] = set()
    for start, end in content.spans:
        run = [at for at in range(start, end) if content.text[at] not in _LIGHT]
        words = "".join(content.text[at] for at in run)
        near = any(pair in label for pair in (words[at : at + 2] for at in range(len(words) - 1)))
        if run and all(letter in label for letter in words) and (near or len(run) == 1):
            found |= set(run)
    return found


def _places(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@lru_cache(maxsize=64)
def _said_in(text: str) -> tuple[tuple[str, ...], ...]:
    """The groups of synonyms of which a question says one: no other can explain anything of it."""
    return tuple(words for words in synonyms() if any(word in text for word in words))


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Words that say the same of what reports count, a group a line."""
    lines = files(__package__).joinpath("synonyms.txt").read_text("utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))
