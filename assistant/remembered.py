"""The figures of the reports asked about last, kept between questions and threads until the library is written to.

Comes in: a library. Goes out: each report's figures by item. Never answers for a library that has changed.
"""

import re
import threading
import weakref
from collections import OrderedDict

from index.library import Library
from index.records import Fact

_REMEMBERED = 256
"""How many reports' figures are kept: about 0.2 MB each."""
_LEVEL = re.compile(r"[（(][类款项][）)]")


class Remembered:
    """The figures of the reports asked about last, by item; good for one state of the library."""

    def __init__(self, library: Library, changes: int) -> None:
        self.changes = changes
        self._library = weakref.ref(library)
        self._reports: OrderedDict[str, dict[str, tuple[Fact, ...]]] = OrderedDict()
        self._printed: dict[str, dict[str, frozenset[str]]] = {}
        self._lock = threading.Lock()

    def items(self, report: str) -> dict[str, tuple[Fact, ...]]:
        """One report's figures by item."""
        with self._lock:
            if report in self._reports:
                self._reports.move_to_end(report)
                return self._reports[report]
        library = self._library()
        found: dict[str, list[Fact]] = {}
        for fact in library.facts(reports=[report]) if library else ():
            found.setdefault(fact.item, []).append(fact)
        items = {item: tuple(facts) for item, facts in found.items()}
        with self._lock:
            self._reports[report] = items
            while len(self._reports) > _REMEMBERED:
                self._printed.pop(self._reports.popitem(last=False)[0], None)
        return items

    def printed(self, report: str) -> dict[str, frozenset[str]]:
        """The functional items of one report by the last step of their paths as the report prints it."""
        if report not in self._printed:
            found: dict[str, set[str]] = {}
            for item, facts in self.items(report).items():
                for fact in facts if "/" in item else ():
                    found.setdefault(_last_printed(fact), set()).add(item)
            self._printed[report] = {printed: frozenset(items) for printed, items in found.items()}
        return self._printed[report]


_KEPT: weakref.WeakKeyDictionary[Library, Remembered] = weakref.WeakKeyDictionary()


def remembered(library: Library) -> Remembered:
    """What is kept of a library, forgotten when it was written to."""
    changes = library.changes()
    kept = _KEPT.get(library)
    if kept is None or kept.changes != changes:
        kept = _KEPT[library] = Remembered(library, changes)
    return kept


def _last_printed(fact: Fact) -> str:
    """The last step of a functional item's path as the report prints it."""
    steps = [re.sub(r"\s", "", step) for step in _LEVEL.split(fact.item_as_printed)]
    return next((step for step in reversed(steps) if step), "")
