"""How characters sound and look, and how near two words are: the ground for typing mistakes.

Comes in: words. Goes out: their syllables without tone, and a distance in which a homophone or a look-alike costs half an edit.
Never decides what a mistaken word meant.
"""

from functools import cache
from importlib.resources import files

_BLUR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
_SECOND_READINGS = {"行": "hang", "重": "chong", "长": "chang", "调": "tiao", "会": "kuai", "率": "shuai", "差": "chai", "还": "huan"}
HOMOPHONE, SWAP, MISSING = 0.5, 0.75, 0.9


@cache
def syllables() -> dict[str, str]:
    """Each common simplified character with its usual syllable, without tone."""
    table: dict[str, str] = {}
    for line in files(__package__).joinpath("pinyin.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            syllable, characters = line.split(" ", 1)
            table.update(dict.fromkeys(characters, syllable))
    return table


@cache
def sound(character: str) -> str:
    """The syllable as people of all regions type it: zh=z, ch=c, sh=s, ang=an, eng=en, ing=in.

    >>> sound("山") == sound("三"), sound("赫") == sound("何")
    (True, True)
    """
    syllable = syllables().get(character, character)
    for standard, blurred in _BLUR:
        syllable = syllable.replace(standard, blurred)
    return syllable


_CODES: dict[str, str] = {}


@cache
def _code(character: str) -> str:
    """One letter for each syllable, so that words that sound alike are equal strings."""
    syllable = sound(character)
    return _CODES.setdefault(syllable, chr(0xF0000 + len(_CODES))) if len(syllable) > 1 else syllable


def sounds(word: str) -> str:
    """How a word sounds: equal for homophones.

    >>> sounds("机管运行经费") == sounds("机关运行经费")
    True
    """
    return "".join(map(_code, word))


@cache
def _shapes() -> dict[str, frozenset[str]]:
    """Each character that is easily taken for others, with those."""
    table: dict[str, frozenset[str]] = {}
    for line in files(__package__).joinpath("shapes.txt").read_text("utf-8").splitlines():
        for group in () if line.startswith("#") else line.split():
            for character in group:
                table[character] = table.get(character, frozenset()) | frozenset(group)
    return table


@cache
def _shape(character: str) -> str:
    """The least of all characters that a chain of look-alikes leads to."""
    found, open_ends = {character}, [character]
    while open_ends:
        fresh = _shapes().get(open_ends.pop(), frozenset()) - found
        found |= fresh
        open_ends += fresh
    return min(found)


def shapes(word: str) -> str:
    """How a word looks: equal for words that differ in look-alikes only.

    >>> shapes("基木支岀") == shapes("基本支出")
    True
    """
    return "".join(map(_shape, word))


def alike(left: str, right: str) -> bool:
    """Whether two characters sound alike in any of their readings, or look alike."""
    return (
        sound(left) == sound(right)
        or right in _shapes().get(left, ())
        or _SECOND_READINGS.get(left) == syllables().get(right, "?")
        or (_SECOND_READINGS.get(right) == syllables().get(left, "?"))
    )


def homophones(left: str, right: str) -> bool:
    """Whether two words of one length sound or look alike throughout."""
    return len(left) == len(right) and all(map(alike, left, right))


def distance(said: str, meant: str, limit: float = 3.0) -> float:
    """What the mistakes cost: a wrong character 1, one missing or too many 0.9, two swapped ¾, a homophone or a look-alike ½.

    Above *limit* the cost is limit + 1.

    >>> distance("机管运行经费", "机关运行经费"), distance("基支本出", "基本支出"), distance("务接待费", "公务接待费")
    (0.5, 0.75, 0.9)
    """
    if abs(len(said) - len(meant)) > limit:
        return limit + 1
    before: list[float] = []
    row = [MISSING * column for column in range(len(meant) + 1)]
    for i, a in enumerate(said, start=1):
        two_before, before, row = before, row, [MISSING * i]
        for j, b in enumerate(meant, start=1):
            change = 0.0 if a == b else HOMOPHONE if alike(a, b) else 1.0
            cost = min(before[j] + MISSING, row[j - 1] + MISSING, before[j - 1] + change)
            if i > 1 and j > 1 and a == meant[j - 2] and said[i - 2] == b and a != b:
                cost = min(cost, two_before[j - 2] + SWAP)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1] if row[-1] <= limit else limit + 1
