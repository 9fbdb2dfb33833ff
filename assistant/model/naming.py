"""Where a text names items that a library has figures of; what stands there must not be left out of a plan."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.glossary import find, longest_match

_COMMON = re.compile(
    r"支出|收入|经费|费用|预算|决算|资金|项目|情况|合计|总额|金额|其他|一般|公共|服务|管理|财政|拨款|人员|单位|部门|本年|年初|年末|多少"
)
_EMPTY = frozenset("了多少的几是有一总共年到用花钱得")
"""Characters that mean nothing by themselves: 花了多少 and 招聘了多少 have nothing in common."""
_PLAIN = re.compile(r"[“”\"‘’（）()\s]")
_WHOLE = 4
"""Letters of a name that tell by themselves, even if each pair of them is common: 人员经费."""
_VAGUE = frozenset(("支出", "收入", "经费", "预算", "决算", "年初预算", "年初预算数", "费用", "资金"))


@dataclass(frozen=True, slots=True)
class Mention:
    """An item named in a text, and where."""

    item: str
    said: str
    start: int


@lru_cache(maxsize=4096)
def names_of(name: str) -> tuple[str, ...]:
    """Every way to name an item, its printed name first."""
    known = find(name)
    every = (name, *known.aliases, *known.spoken) if known else (name,)
    return tuple(dict.fromkeys(bare(one) for one in every))


def bare(text: str) -> str:
    """A text without quotation marks and brackets."""
    return _PLAIN.sub("", text)


def mentions(text: str, labels: Iterable[str]) -> tuple[Mention, ...]:
    """Every item that *text* names, the longest name first at each place: the glossary's and the library's own *labels*."""
    own = _by_start(tuple(labels))
    plain, at, found = bare(text), 0, []
    while at < len(plain):
        mention = _at(plain, at, own)
        if mention and mention.said not in _VAGUE and (telling(mention.said) or mention.said == bare(mention.item)):
            found.append(mention)
        at += len(mention.said) if mention else 1
    return tuple(found)


def _at(plain: str, at: int, labels: Mapping[str, tuple[tuple[str, str], ...]]) -> Mention | None:
    known = longest_match(plain, at, spoken=True)
    own = next((pair for pair in labels.get(plain[at : at + 2], ()) if plain.startswith(pair[0], at)), None)
    if known and (own is None or known[1] - at >= len(own[0])):
        return Mention(known[0].name, plain[at : known[1]], at)
    return Mention(own[1], own[0], at) if own else None


@lru_cache(maxsize=8)
def _by_start(labels: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The labels with their bare forms, by the first two letters, the longest first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for label in labels:
        if len(bare(label)) > 1:
            found[bare(label)[:2]].append((bare(label), label))
    return {start: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for start, pairs in found.items()}


@lru_cache(maxsize=8)
def telling_words(labels: tuple[str, ...]) -> frozenset[str]:
    """Every telling pair of characters in any of the labels."""
    return frozenset().union(*(telling(bare(label)) for label in labels))


def grounded(name: str, text: str) -> bool:
    """Whether two characters in a row that mean something of an item's names stand in the question.

    >>> grounded("公务接待费", "赫山区2020年接待上头花掉多少"), grounded("基本支出", "食堂支出多少")
    (True, False)
    >>> grounded("本年支出合计", "公开招聘了多少教师")
    False
    """
    names = names_of(name)
    return any(len(one) >= _WHOLE and one in bare(text) for one in names) or any(pair in text for one in names for pair in telling(one))


def telling(text: str) -> frozenset[str]:
    """The pairs of characters of a text that mean something in particular."""
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return frozenset(pair for pair in pairs if not _COMMON.search(pair) and not _EMPTY & set(pair) and "，" not in pair)
