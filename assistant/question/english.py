"""English questions put into the Chinese words of the field.

Comes in: a clean English question and the catalog. Goes out: a Chinese question and the words that nothing explained, or None
where no word of the field is in it. Never translates anything else.
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
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_IN_YUAN = re.compile(r"\bin (?:yuan|rmb)\b")
_KINDS = r"(?:\s+(?:district|city|county|municipality|province))?"
_NAMED, _SAID = ("⟪", "⟫"), ("⟦", "⟧")
"""What stands around a name of an organisation, and around a Chinese word of the question itself."""
_NAME = re.compile(r"[局委办厅院所会]$|(?:街道|中心|联合会|学校|学院|大学|医院|管委会|乡|镇)$")
_SHORTEST = 3
_COUNTING = re.compile(r"\bhow many\b|\bnumber of\b")


@dataclass(frozen=True, slots=True)
class Put:
    """A question in Chinese; ``left`` are English words that nothing explains."""

    text: str
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    terms: tuple[tuple[str, str], ...]
    counted: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    follow: tuple[tuple[re.Pattern[str], str], ...]
    counters: dict[str, str]
    plain: frozenset[str]
    elsewhere: re.Pattern[str]


@cache
def _table() -> _Table:
    data, words = tables.data("english.toml"), tables.data("english_terms.toml")
    counts = {phrase: label.split("|") for phrase, label in words["counts"].items()}
    labels = {phrase: label for phrase, (label, _) in counts.items()}
    tried = (labels | words["terms"], words["terms"] | labels, words["bodies"])
    terms, counted, bodies = (tuple(sorted(table.items(), key=lambda pair: -len(pair[0]))) for table in tried)
    rows = tuple(
        (re.compile("|".join(form.replace("[^T?]", "[^\u4e00-\u9fff?]").replace("T", _TERM) for form in row["any"])), row["put"])
        for row in data["pattern"]
    )
    follow = tuple((re.compile("|".join(row["any"])), row["put"]) for row in data["follow_up"])
    plain = frozenset(words["plain"]["words"].split())
    return _Table(
        terms,
        counted,
        bodies,
        rows,
        follow,
        dict(counts.values()),
        plain,
        re.compile(data["elsewhere"]["any"]),
    )


def in_chinese(text: str, catalog: Catalog) -> Put | None:
    """Put an English question into Chinese.

    >>> in_chinese("what share of heshan's 2020 spending was project expenditure?", Catalog.listing(("赫山区教育局", 2020))).text
    '赫山2020年项目支出占本年支出合计的比重是多少'
    """
    if _table().elsewhere.search(text):
        return None
    found = list(dict.fromkeys(_YEAR.findall(text)))
    org, rest = _organisation(_marked(text, catalog), catalog)
    names = re.findall(r"⟪(.+?)⟫", rest)
    if names:  # a name that is written out goes before its English wording
        org, rest = "和".join(names), re.sub(r"⟪.+?⟫", " ", _without_wording(rest, "⟪"))
    rest = _beside(_translated(re.sub(r"\s+", " ", _YEAR.sub(" ", rest))))
    put = _put(rest, found)
    if put is None:
        years = "和".join(f"{year}年" for year in found)
        short = next((put for pattern, put in _table().follow if pattern.search(rest)), "呢" if years and not org else None)
        return Put(f"{org}{years}{short or ''}", _unexplained(rest)) if org or short else None
    base = min(found) if "{year}" in put else ""
    years = "和".join(f"{year}年" for year in found if year != base)
    asked = put.replace("{year}", base)
    return Put(f"{_of_their_years(text, org) or org + years}{asked}{_unit(text)}", _unexplained(rest))


def _put(rest: str, years: list[str]) -> str | None:
    """The first pattern that fits, its Chinese words in place."""
    for pattern, put in _table().patterns:
        found = pattern.search(rest)
        if found and ("{year}" not in put or years):
            parts = [part for part in found.groups() if part]
            counter = _table().counters.get(parts[0], "") if parts else ""
            return put.replace("{year}", "{{year}}").format("", *parts, *[""] * 2, counter=counter)
    return None


def _marked(text: str, catalog: Catalog) -> str:
    """The question with its Chinese runs in marks: the names of organisations in one kind, its own words in the other."""

    def mark(run: re.Match[str]) -> str:
        first, last = _NAMED if _is_name(run.group(), catalog) else _SAID
        return f" {first}{run.group()}{last} "

    return _CHINESE.sub(mark, re.sub(r"(?<=[\u4e00-\u9fff])s\b", "", text))


def _is_name(run: str, catalog: Catalog) -> bool:
    whole = len(run) >= _SHORTEST and any(run in org.name for org in catalog.index.orgs) and bool(_NAME.search(run))
    return whole or any(run.startswith(place) for place in catalog.index.around) or run.endswith(("局", "委", "办", "街道"))


def _translated(rest: str) -> str:
    for phrase, term in _table().counted if _COUNTING.search(rest) else _table().terms:
        rest = re.sub(rf"\b{re.escape(phrase)}\b", f" {term} ", rest)
    return re.sub(r"\s+", " ", rest)


def _beside(rest: str) -> str:
    """A Chinese word of the question itself goes before the English one that it stands beside: tuition income (学费)."""
    rest = re.sub("(?:(?<![⟦\u4e00-\u9fff])[\u4e00-\u9fff]+ )?(⟦.+?⟧)(?: [\u4e00-\u9fff]+(?![⟧\u4e00-\u9fff]))?", r"\1", rest)
    return re.sub("[⟦⟧]", "", _without_wording(rest, "⟦"))


def _without_wording(rest: str, mark: str) -> str:
    """The text without the English words that stand before a Chinese one and say the same."""
    kept: list[str] = []
    for word in rest.split():
        while word.startswith(mark) and kept and kept[-1].isascii() and kept[-1].isalpha() and kept[-1] not in _table().plain:
            kept.pop()
        kept.append(word)
    return " ".join(kept)


def _unexplained(rest: str) -> tuple[str, ...]:
    """English words that are no common ones: what they name is not known."""
    return tuple(word for word in _WORD.findall(rest) if len(word) >= _SHORTEST and word not in _table().plain)


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
