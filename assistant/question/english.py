"""English questions put into the Chinese words of the field.

Comes in: a clean English question and the catalog. Goes out: a Chinese question, or None where no word of the field is in it.
Never translates anything else.
"""

import re
from dataclasses import dataclass
from functools import cache

from assistant.question import tables
from assistant.question.catalog import Catalog
from assistant.question.places import gazetteer, plain_name, short_name
from assistant.question.sound import syllables

_TERM = "(?<![\u4e00-\u9fff])[\u4e00-\u9fff]+(?![\u4e00-\u9fff])"
_WORD = re.compile(r"[a-z]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ON_SOMETHING = re.compile(r"\bon (?:the |its |their |a )?[a-z]{4,}")
_IN_YUAN = re.compile(r"\bin (?:yuan|rmb)\b")
_KINDS = r"(?:\s+(?:district|city|county|municipality|province))?"


@dataclass(frozen=True, slots=True)
class _Table:
    terms: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    follow: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _table() -> _Table:
    data = tables.data("english.toml")
    terms, bodies = (tuple(sorted(data[name].items(), key=lambda pair: -len(pair[0]))) for name in ("terms", "bodies"))
    rows = tuple(
        (re.compile("|".join(form.replace("[^T?]", "[^\u4e00-\u9fff?]").replace("T", _TERM) for form in row["any"])), row["put"])
        for row in data["pattern"]
    )
    follow = tuple((re.compile("|".join(row["any"])), row["put"]) for row in data["follow_up"])
    return _Table(terms, bodies, rows, follow)


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
    if names:  # a name that is written out goes before its English wording
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
            if not parts and _ON_SOMETHING.search(rest):  # spent on what no table of ours has
                return None
            asked = put.format("", *parts, *[""] * 2)
            return f"{_of_their_years(text, org) or org + years}{asked}{_unit(text)}"
    short = next((put for pattern, put in _table().follow if pattern.search(rest)), "呢" if years else None)
    if org:
        return f"{org}{years}"
    return f"{years}{short}" if short else None


def with_terms(text: str) -> str:
    """A Chinese question with the English terms of the field in Chinese.

    >>> with_terms("赫山2020年 total revenue?")
    '赫山2020年 本年收入合计?'
    """
    if not _LONG_WORD.search(text):
        return text
    for phrase, term in _table().terms:
        text = re.sub(rf"(?<![a-z]){re.escape(phrase)}(?![a-z])", term, text)
    return text


_LONG_WORD = re.compile(r"[a-z]{5}")


def _unit(text: str) -> str:
    """The unit that the answer is wanted in, as Chinese words."""
    return ",用元表示" if _IN_YUAN.search(text) else ""


def _of_their_years(text: str, orgs: str) -> str:
    """Heshan 2020 and Lusong 2019: two organisations, each with its own year behind it; nothing where they do not alternate."""
    names = orgs.split("和")
    years = _YEAR.findall(text)
    if len(names) != 2 or len(set(years)) != 2 or len(years) != 2:
        return ""
    between = re.split("|".join(years), text)
    return f"{names[0]}{years[0]}年和{names[1]}{years[1]}年" if re.search(r"\b(?:and|with|to|than|vs)\b", between[1]) else ""


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
    words = dict.fromkeys(spelt for word in _WORD.findall(text) for spelt in (word, word.removesuffix("s")))
    known = {_spelt(name): name for org in catalog.index.orgs for name in ([short_name(org.place)] if org.place else [])}
    found = [(word, known[word]) for word in words if word in known]
    if found:
        return found
    return [(word, name) for word in words if len(word) > 5 and (name := _all_places().get(word))]


@cache
def _all_places() -> dict[str, str]:
    return {_spelt(short_name(place.name)): plain_name(place.name) for place in reversed(gazetteer().places)}


def _spelt(name: str) -> str:
    return "".join(syllables().get(character, "?") for character in name)
