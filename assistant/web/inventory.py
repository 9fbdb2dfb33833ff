"""What stands in the table of reports: each report with how much was read from it and how often it contradicts itself."""

from collections import defaultdict
from typing import Any

from assistant.web.interface import report_json
from index.library import Library
from index.quantity import Quantity
from index.records import Fact, Report


class Inventory:
    """Counts once a report and file; adding the same report anew counts anew."""

    def __init__(self) -> None:
        self._counted: dict[tuple[str, str], tuple[int, int]] = {}

    def rows(self, library: Library) -> list[dict[str, Any]]:
        """Return one row a report."""
        return [self._row(library, report) for report in library.reports()]

    def _row(self, library: Library, report: Report) -> dict[str, Any]:
        key = (report.id, f"{report.sha256} {report.added}")
        if key not in self._counted:
            facts = library.facts(reports=[report.id])
            self._counted[key] = (sum(fact.table is not None for fact in facts), conflicts(facts))
        from_tables, differing = self._counted[key]
        return {**report_json(report), "id": report.id, "from_tables": from_tables, "conflicts": differing}


def conflicts(facts: tuple[Fact, ...]) -> int:
    """How many figures a report states twice with different values."""
    seen: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
    for fact in facts:
        seen[fact.slot].append(fact.quantity)
    return sum(any(not one.agrees_with(values[0]) for one in values[1:]) for values in seen.values())
