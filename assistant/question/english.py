"""English questions put into the Chinese words of the field.

Comes in: a clean English question and the catalog. Goes out: a Chinese question, or None where no word of the field is in it.
Never translates anything else.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.question.catalog import Catalog
from assistant.question.places import gazetteer, plain_name, short_name
from assistant.question.sound import syllables

_TERM = "(?<![\u4e00-\u9fff])[\u4e00-\u9fff]+(?![\u4e00-\u9fff])"
_WORD = re.compile(r"[a-z]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST_YEAR = re.compile(r"(?:compared (?:with|to)|than|from|over) (?:the )?(?:last|previous) year")
_KINDS = r"(?:\s+(?:district|city|county|municipality|province))?"


@dataclass(frozen=True, slots=True)
class _Table:
    terms: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]
    patterns: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _table() -> _Table:
    data: dict[str, Any] = tomllib.loads(files(__package__).joinpath("english.toml").read_text("utf-8"))
    terms, bodies = (tuple(sorted(data[name].items(), key=lambda pair: -len(pair[0]))) for name in ("terms", "bodies"))
    rows = tuple(
        (re.compile("|".join(form.replace("[^T?]", "[^\u4e00-\u9fff?]").replace("T", _TERM) for form in row["any"])), row["put"])
        for row in data["pattern"]
    )
    return _Table(terms, bodies, rows)


def in_chinese(text: str, catalog: Catalog) -> str | None:
    """Put an English question into Chinese.

    >>> in_chinese("what share of heshan's 2020 spending was project expenditure?", Catalog.listing(("赫山区教育局", 2020)))
    '赫山2020年项目支出占本年支出合计的比重是多少'
    """
    years = "和".join(f"{year}年" for year in dict.fromkeys(_YEAR.findall(text)))
    org, rest = _organisation(text, catalog)
    written = re.findall("[\u4e00-\u9fff]+", rest)
    names = [
        run for run in written if any(run.startswith(place) for place in catalog.index.around) or run.endswith(("局", "委", "办", "街道"))
    ]
    if names and not org:
        org = "和".join(names)
        for name in names:
            rest = rest.replace(name, " ")
    rest = re.sub(r"\s+", " ", _YEAR.sub(" ", rest))
    for phrase, term in _table().terms:
        rest = re.sub(rf"\b{re.escape(phrase)}\b", term, rest)
    for pattern, put in _table().patterns:
        found = pattern.search(rest)
        if found:
            parts = [part for part in found.groups() if part]
            asked = put.format("", *parts, *[""] * 2)
            return f"{org}{years}{asked}"
    return f"{org}{years}" if org else None


def _organisation(text: str, catalog: Catalog) -> tuple[str, str]:
    """The Chinese names of the places and bodies named, and the text without them."""
    names = []
    for place in _spelt_places(text, catalog):
        text = re.sub(rf"\b{place[0]}(?:'s|s)?{_KINDS}(?:'s)?\b", " ", text)
        names.append(place[1])
    body = ""
    for phrase, name in _table().bodies:
        if phrase in text:
            text, body = text.replace(phrase, " "), name
            break
    return "和".join(f"{name}{body}" for name in names) or body, text


def _spelt_places(text: str, catalog: Catalog) -> list[tuple[str, str]]:
    """Places spelt in pinyin, those of the library first; a place that it lacks is named all the same."""
    words = {spelt for word in _WORD.findall(text) for spelt in (word, word.removesuffix("s"))}
    known = {_spelt(name): name for org in catalog.index.orgs for name in ([short_name(org.place)] if org.place else [])}
    found = [(word, known[word]) for word in words & known.keys()]
    if found:
        return found
    return [(word, name) for word in words if len(word) > 5 and (name := _all_places().get(word))]


@cache
def _all_places() -> dict[str, str]:
    return {_spelt(short_name(place.name)): plain_name(place.name) for place in reversed(gazetteer().places)}


def _spelt(name: str) -> str:
    return "".join(syllables().get(character, "?") for character in name)
