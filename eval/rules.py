"""Which rules of reading a report makes use of, and which no other report does.

A rule is a named pattern of ``index.facts`` with the word that it matched, or a label that the glossary knows by another name.
Comes in: what is read while the recording runs. Goes out: the names of the rules. Changes nothing of what is read.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import index.facts
from index import glossary
from index.facts import labels
from index.glossary import Item, compact

_LONGEST_WORD = 8
_VARYING = re.compile(r"[\d.,，\s]+")


class Recorded:
    """A pattern that notes what it matches; otherwise the pattern that it stands for."""

    def __init__(self, pattern: re.Pattern[str], name: str, fired: set[str]) -> None:
        self._pattern, self._name, self._fired = pattern, name, fired

    def _noted(self, found: re.Match[str] | None) -> re.Match[str] | None:
        if found is not None and found.group():
            word = _VARYING.sub("", found.group())
            self._fired.add(f"{self._name}：{word}" if 0 < len(word) <= _LONGEST_WORD else self._name)
        return found

    def search(self, *arguments: Any) -> re.Match[str] | None:
        """As the pattern's."""
        return self._noted(self._pattern.search(*arguments))

    def match(self, *arguments: Any) -> re.Match[str] | None:
        """As the pattern's."""
        return self._noted(self._pattern.match(*arguments))

    def fullmatch(self, *arguments: Any) -> re.Match[str] | None:
        """As the pattern's."""
        return self._noted(self._pattern.fullmatch(*arguments))

    def finditer(self, *arguments: Any) -> Iterator[re.Match[str]]:
        """As the pattern's."""
        for found in self._pattern.finditer(*arguments):
            self._noted(found)
            yield found

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As the pattern's."""
        self._noted(self._pattern.search(text))
        return self._pattern.sub(replacement, text)

    def split(self, text: str, maxsplit: int = 0) -> list[str | Any]:
        """As the pattern's."""
        self._noted(self._pattern.search(text))
        return self._pattern.split(text, maxsplit)


@contextmanager
def recording() -> Iterator[Set[str]]:
    """Record the rules that fire while it runs.

    >>> from index.facts import verbs
    >>> with recording() as fired:
    ...     _ = verbs.read_verb("比上年压减", verbs.Dimension.MONEY)
    >>> "verbs._CHANGE：压减" in fired, isinstance(verbs._CHANGE, re.Pattern)
    (True, True)
    """
    fired: set[str] = set()
    kept: list[tuple[ModuleType, str, Any]] = []
    for found in iter_modules(index.facts.__path__):
        module = import_module(f"index.facts.{found.name}")
        for name, value in list(vars(module).items()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()  # what is remembered fires nothing
            recorded = _recorded(value, f"{found.name}.{name}", fired)
            if recorded is not None:
                kept.append((module, name, value))
                setattr(module, name, recorded)
    kept.append((labels, "find", glossary.find))
    setattr(labels, "find", _known(glossary.find, fired))  # noqa: B010 (the name is imported there, not its own)
    try:
        yield fired
    finally:
        for module, name, value in kept:
            setattr(module, name, value)


def alone(fired: Mapping[str, Set[str]]) -> dict[str, tuple[str, ...]]:
    """Return the rules that fired in one report only, by report."""
    others = {report: set().union(*(rules for name, rules in fired.items() if name != report)) for report in fired}
    return {report: tuple(sorted(rules - others[report])) for report, rules in fired.items()}


def grouped(rules: Sequence[str]) -> str:
    """Write rules of one pattern together: ``verbs._CHANGE（下降、降低）``."""
    words: dict[str, list[str]] = {}
    for rule in rules:
        name, _, word = rule.partition("：")
        words.setdefault(name, []).extend([word] if word else [])
    return "；".join(f"{name}（{'、'.join(found)}）" if found else name for name, found in words.items())


def _recorded(value: Any, name: str, fired: set[str]) -> Any:
    if isinstance(value, re.Pattern):
        return Recorded(value, name, fired)
    if isinstance(value, tuple) and value and all(isinstance(row, tuple) and isinstance(row[0], re.Pattern) for row in value):
        return tuple((Recorded(row[0], name, fired), *row[1:]) for row in value)
    return None


def _known(find: Callable[[str], Item | None], fired: set[str]) -> Callable[[str], Item | None]:
    def found(label: str) -> Item | None:
        item = find(label)
        if item is not None and compact(label) != compact(item.short):
            fired.add(f"glossary：{compact(label)}→{item.short}")
        return item

    return found
