"""What stands in the table of reports: each report with how much was read from it and how often it contradicts itself."""

from collections import defaultdict
from collections.abc import Callable
from enum import Enum
from types import MappingProxyType
from typing import Any

from assistant.lines import report_json
from index.library import Library
from index.quantity import Quantity
from index.records import Fact, Report


class Order(Enum):
    """What the table can be ordered by."""

    ORG = "org"
    YEAR = "year"
    KIND = "kind"
    PAGES = "pages"
    FACTS = "facts"
    UNRECOGNISED = "unrecognised"
    FILE = "file"


class Inventory:
    """Counts once a report and file; adding the same report anew counts anew."""

    def __init__(self) -> None:
        self._counted: dict[tuple[str, str], tuple[int, int]] = {}

    def page(
        self, library: Library, find: str, offset: int, limit: int, order: Order = Order.ORG, *, descending: bool = False
    ) -> tuple[int, list[dict[str, Any]]]:
        """Return how many reports fit *find* (every word of it), and the rows of one page of them."""
        wanted = find.casefold().split()
        fitting = [report for report in library.reports() if all(word in _words(report) for word in wanted)]
        if order is not Order.ORG or descending:
            fitting.sort(key=_KEYS[order], reverse=descending)
        return len(fitting), [self._row(library, report) for report in fitting[offset : offset + limit]]

    def _row(self, library: Library, report: Report) -> dict[str, Any]:
        key = (report.id, f"{report.sha256} {report.added}")
        if key not in self._counted:
            facts = library.facts(reports=[report.id])
            self._counted[key] = (len({fact.table for fact in facts} - {None}), conflicts(facts))
        tables, differing = self._counted[key]
        return {**report_json(report), "id": report.id, "tables": tables, "conflicts": differing}


def _words(report: Report) -> str:
    return f"{report.org} {report.year}年 {report.kind_name} {report.title} {report.file}".casefold()


_KEYS: MappingProxyType[Order, Callable[[Report], Any]] = MappingProxyType(
    {
        Order.ORG: lambda report: (report.org, report.year),
        Order.YEAR: lambda report: (report.year, report.org),
        Order.KIND: lambda report: (report.kind_name, report.org, report.year),
        Order.PAGES: lambda report: report.pages or 0,
        Order.FACTS: lambda report: report.facts,
        Order.UNRECOGNISED: lambda report: report.unrecognised,
        Order.FILE: lambda report: report.file,
    }
)


def conflicts(facts: tuple[Fact, ...]) -> int:
    """How many figures a report states twice with different values."""
    seen: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
    for fact in facts:
        seen[fact.slot].append(fact.quantity)
    return sum(any(not one.agrees_with(values[0]) for one in values[1:]) for values in seen.values())
