"""The items that a question may name: the glossary's and the labels that the library's reports print.

Comes in: the glossary and the catalog's labels. Goes out: items by the words they stand under.
Never decides which of a label's namesakes a report means.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.question.typos import NearWords
from index.glossary import FUNCTIONAL, ITEMS, Item, compact

LONGEST = 48
_FUZZY_LABELS = 4_000
"""So many labels of the library at most are searched for typing mistakes."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a label names: glossary items (several where a functional name stands in several 款), or an open label."""

    label: str
    items: tuple[Item, ...] = ()
    open: str = ""

    @property
    def name(self) -> str:
        """The item's name; of namesakes the last step that they share."""
        if not self.items:
            return self.open
        return self.items[0].name if len(self.items) == 1 or self.items[0].group != FUNCTIONAL else self.items[0].short

    @property
    def paths(self) -> tuple[str, ...]:
        """The names of all the functional items that the label may mean, where there are several."""
        return tuple(item.name for item in self.items) if self.name not in {item.name for item in self.items} else ()


@cache
def glossary_terms() -> dict[str, Term]:
    """Every printed and spoken label of the glossary with the term it names."""
    own: dict[str, list[Item]] = {}
    others: dict[str, list[Item]] = {}
    for item in ITEMS:
        functional = item.group == FUNCTIONAL
        for label in _endings({item.name, item.short}, functional):
            own.setdefault(label, []).append(item)
        for label in _endings({*item.aliases, *item.spoken}, functional):
            others.setdefault(label, []).append(item)
    terms = {label: Term(label, _preferred(items)) for label, items in others.items()}
    terms.update({label: Term(label, _preferred(items)) for label, items in own.items()})
    return {label: term for label, term in terms.items() if len(label) >= 2}


def _endings(names: Iterable[str], functional: bool) -> set[str]:
    labels = {compact(name) for name in names}
    if functional:
        labels |= {label.removesuffix("支出") if label.endswith("支出") else f"{label}支出" for label in labels}
    return labels


def _preferred(items: list[Item]) -> tuple[Item, ...]:
    """Items that are no functional ones go before; of functional namesakes the highest level does."""
    plain = [item for item in items if item.group != FUNCTIONAL]
    if plain:
        return (plain[0],)
    top = min(len(item.code or "") for item in items)
    return tuple(dict.fromkeys(item for item in items if len(item.code or "") == top))


class Terms:
    """Terms by label: the glossary's and the library's open labels."""

    def __init__(self, labels: Iterable[str]) -> None:
        known = glossary_terms()
        opened = {compact(label): label for label in labels}
        self.open = {key: Term(key, open=label) for key, label in opened.items() if len(key) >= 2 and key not in known}

    @cached_property
    def _starts(self) -> frozenset[str]:
        return frozenset(label[:2] for table in (glossary_terms(), self.open) for label in table)

    @cached_property
    def near(self) -> NearWords:
        """All labels, to find mistyped ones."""
        some = list(self.open)[:_FUZZY_LABELS]
        return NearWords([*glossary_terms(), *some])

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
