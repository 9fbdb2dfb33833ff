"""Words typed in pinyin inside a Chinese question: sangong经费, heshan区.

Comes in: a clean question and the library's names. Goes out: the question in characters, and what was read as what.
Never reads letters that more than one name may stand for, and never one whose neighbours do not fit the name.
"""

import re
from collections.abc import Iterable, Iterator

from assistant.inquiry import Correction
from assistant.question import vocabulary
from assistant.question.bodies import ways
from assistant.question.catalog import Catalog
from assistant.question.orgindex import names_of
from assistant.question.sound import syllables
from assistant.question.terms import glossary_terms

_LETTERS = re.compile(r"(?<![a-z])[a-z]{4,24}(?![a-z])")
_FEWEST = 2


def in_characters(text: str, catalog: Catalog) -> tuple[str, tuple[Correction, ...]]:
    """The question with its pinyin in characters, as far as the characters are sure."""
    corrections: list[Correction] = []
    for letters in dict.fromkeys(_LETTERS.findall(text)):
        at = text.index(letters)
        meant = _meant(letters, text[:at], text[at + len(letters) :], catalog)
        if meant:
            text = text.replace(letters, meant, 1)
            corrections.append(Correction(letters, meant))
    return text, tuple(corrections)


def _meant(letters: str, before: str, after: str, catalog: Catalog) -> str:
    """The characters that the letters spell: those of a name that its neighbours complete, else of a whole name; "" for none or several."""
    for names in (_library_names(catalog), _words(catalog)):
        found = {(spelt, whole) for name in names for spelt, whole in _spelt_in(letters, name, before, after)}
        longest = max((whole for _, whole in found), default=0)
        meant = {spelt for spelt, whole in found if whole == longest}
        if meant:
            return meant.pop() if len(meant) == 1 else ""
    return ""


def _spelt_in(letters: str, name: str, before: str, after: str) -> Iterator[tuple[str, int]]:
    """Every part of a name that the letters spell where the rest of the name stands around them, with the name's length."""
    table = syllables()
    for start in range(len(name) - 1):
        spelt, end = "", start
        while end < len(name) and len(spelt) < len(letters):
            spelt += table.get(name[end], "?")
            end += 1
        if spelt == letters and end - start >= _FEWEST and before.endswith(name[:start]) and after.startswith(name[end:]):
            yield name[start:end], len(name)


def _library_names(catalog: Catalog) -> Iterable[str]:
    """The names of the library's places and bodies."""
    index = catalog.index
    places = (name for org in index.orgs if org.place for name in names_of(org.place))
    return {*places, *index.by_first_word, *(way for org in index.orgs for way in (*ways(org.body), org.name))}


def _words(catalog: Catalog) -> Iterable[str]:
    """The names of items, and the words that questions are made of."""
    return (*glossary_terms(), *catalog.terms.open, *vocabulary.words())
