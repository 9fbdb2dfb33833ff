"""The words of questions that name no item; without them no one could tell where an item's name begins.

Comes in: ``words.txt``. Goes out: the words, and those near a mistyped one.
"""

from functools import cache
from importlib.resources import files

from assistant.question.typos import NearWords

LONGEST = 6


@cache
def words() -> frozenset[str]:
    """Every word of the list."""
    return frozenset(_listed("words.txt"))


def _listed(file: str) -> list[str]:
    lines = files(__package__).joinpath(file).read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


@cache
def near_words() -> NearWords:
    """Words that change what is asked: only these are looked for behind a typing mistake."""
    return NearWords(_listed("sought.txt"))
