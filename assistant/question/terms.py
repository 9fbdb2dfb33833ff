"""The items that a question may name: the glossary's and the labels that the library's reports print.

Comes in: the glossary and the catalog's labels. Goes out: items by the words they stand under.
Never decides which of a label's namesakes a report means.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property

from assistant.question.typos import SHORTEST, NearWords
from index.glossary import FUNCTIONAL, ITEMS, Item, compact

LONGEST = 48
_PHRASE = re.compile(r"[花用收进拿得剩给拨来买养吃做请没欠开]|多少|几|出国$|的")
_NO_NAME = re.compile(
    r"^(?:其中|本年|年初|全年|支出|收入|预算|决算|部门|整体|总体|同比)*(?:完成率?|执行率?|增长率?|增幅|降幅|变动率?|占比|比重|比例|安排数?|合计|总额|百分比|金额|数|率)$|^(?:部门|单位|平均|人均|最高|最低)$"
)
"""Labels that name what is done with an item, not an item."""
_FUZZY_LABELS = 4_000
"""So many labels of the library at most are searched for typing mistakes."""


_BRACKETED = re.compile(r"（[^（）]*）")
_LONG = 6
_COMMON = 3
"""Up to so many characters what is left of a 款 without 事务 is a common word: 组织, 宣传."""


class Said(Enum):
    """How a label names its item: as printed in a sentence, only as a table's whole label (支出), or as people speak."""

    PRINTED = 1
    ROW = 2
    SPOKEN = 3


@dataclass(frozen=True, slots=True)
class Term:
    """What a label names: glossary items (several where a functional name stands in several 款), or an open label."""

    label: str
    items: tuple[Item, ...] = ()
    open: str = ""
    said: Said = Said.PRINTED

    @property
    def name(self) -> str:
        """The item's name; of namesakes the last step that they share."""
        if not self.items:
            return self.open
        return self.items[0].name if len(self.items) == 1 else self.items[0].short

    @property
    def paths(self) -> tuple[str, ...]:
        """The names of all the functional items that the label may mean, where there are several."""
        return tuple(item.name for item in self.items) if len(self.items) > 1 else ()


@cache
def glossary_terms() -> dict[str, Term]:
    """Every label of the glossary with the term it names; an item's own name goes before another's alias."""
    found: dict[str, dict[Item, tuple[int, Said]]] = {}
    for item in ITEMS:
        for rank, said, names in (
            (0, Said.PRINTED, (item.name, item.short)),
            (1, Said.PRINTED, item.aliases),
            (2, Said.ROW, item.rows),
            (3, Said.SPOKEN, item.spoken),
            (4, Said.SPOKEN, _as_spending(item)),
        ):
            for label in _endings(names, item):
                found.setdefault(label, {}).setdefault(item, (rank, said))
    return {label: _term(label, items) for label, items in found.items() if len(label) >= 2}


def _term(label: str, items: dict[Item, tuple[int, Said]]) -> Term:
    """Items that are no functional ones go before, then the nearer names; of functional namesakes the highest level does."""
    first = min(items, key=lambda item: (items[item][0] >= 2, item.group == FUNCTIONAL, items[item][0]))
    said = items[first][1]
    if first.group != FUNCTIONAL:
        return Term(label, (first,), said=said)
    same = [item for item in items if item.group == FUNCTIONAL]
    top = min(len(item.code or "") for item in same)
    return Term(label, tuple(item for item in same if len(item.code or "") == top), said=said)


def _as_spending(item: Item) -> tuple[str, ...]:
    """因公出国支出 for 因公出国费, 工会支出 for 工会经费."""
    names = (name for name in (item.name, *item.aliases) if name.endswith("费") and len(name) > 3)
    return tuple(f"{name.removesuffix('费').removesuffix('经')}支出" for name in names)


def _endings(names: Iterable[str], item: Item) -> set[str]:
    """The labels with and without 支出; without it the short ones of 款 and 项 (培训, 公安) are left out: they are common words."""
    names = tuple(names)
    labels = {compact(name) for name in names}
    if item.group == FUNCTIONAL:  # people leave out what stands in brackets: 其他政府办公厅（室）及相关机构事务支出
        labels |= {short for name in names if "（" in name and len(short := compact(_BRACKETED.sub("", name))) >= _LONG}
    labels |= {f"{label}用" for label in labels if label.endswith("费") and len(label) > 2}
    if item.group == FUNCTIONAL:
        labels |= {stem for label in labels if label.endswith("事务") and len(stem := label.removesuffix("事务")) > _COMMON}
        labels |= {label.removesuffix("支出") if label.endswith("支出") else f"{label}支出" for label in labels}
        if len(item.code or "") > 3:
            labels = {label for label in labels if len(label) > 3 or label.endswith("支出")}
    return labels


@cache
def _nouns() -> tuple[str, ...]:
    """The labels that are names: of these a mistyped one may be meant."""
    return tuple(label for label, term in glossary_terms().items() if _is_noun(term) and not label.endswith("费用"))


def _is_noun(term: Term) -> bool:
    if term.said is Said.ROW:
        return len(term.label) >= SHORTEST
    return term.said is Said.PRINTED or not _PHRASE.search(term.label)


@cache
def _glossary_pairs() -> frozenset[str]:
    return frozenset(item.short[at : at + 2] for item in ITEMS for at in range(len(item.short) - 1))


class Terms:
    """Terms by label: the glossary's and the library's open labels."""

    def __init__(self, labels: Iterable[str]) -> None:
        known = glossary_terms()
        opened = {compact(label): label for label in labels}
        usable = (key for key in opened if len(key) >= 2 and key not in known and not _NO_NAME.search(key))
        self.open = {key: Term(key, open=opened[key]) for key in usable}

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(label[:2] for table in (glossary_terms(), self.open) for label in table)

    @cached_property
    def near(self) -> NearWords:
        """All labels, to find mistyped ones."""
        some = list(self.open)[:_FUZZY_LABELS]
        return NearWords([*_nouns(), *some])

    def get(self, label: str) -> Term | None:
        """The term under exactly this label."""
        return glossary_terms().get(label) or self.open.get(label)

    def at(self, text: str, start: int) -> list[Term]:
        """Every term whose label stands in *text* from *start*, the longest first."""
        if text[start : start + 2] not in self._starts:
            return []
        windows = (text[start : start + length] for length in range(min(LONGEST, len(text) - start), 1, -1))
        return [term for window in windows if (term := self.get(window))]

    def end_of(self, text: str, start: int) -> int:
        """Where the longest term that begins at *start* ends; *start* itself where none does."""
        return start + max((len(term.label) for term in self.at(text, start)), default=0)

    def holds(self, pair: str) -> bool:
        """Whether two characters stand side by side in the name of an item."""
        return pair in self._pairs or pair in _glossary_pairs()

    def names(self, pair: str) -> bool:
        """Whether two characters end the name of one of the library's own labels, or begin it."""
        return pair in self._ends

    @cached_property
    def _ends(self) -> frozenset[str]:
        return frozenset(end for label in self.open for end in (label[:2], label[-2:]))

    def shares_word(self, words: str) -> bool:
        """Whether *words* share two characters in a row with a label of the library that the glossary doesn't know."""
        return any(words[at : at + 2] in self._pairs for at in range(len(words) - 1))

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(label[at : at + 2] for label in self.open for at in range(len(label) - 1))
