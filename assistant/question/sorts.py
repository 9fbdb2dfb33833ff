"""What sort of figure answers a question: money, a score, a number of so and so many 户.

Comes in: a question's words without organisation and year. Goes out: the sort, or nothing where any figure will do.
"""

import re
from functools import cache
from typing import Any

from assistant.inquiry import Sort
from assistant.question import tables
from index.quantity import Dimension


def sort_of(text: str) -> Sort | None:
    """The sort of figure that *text* asks for.

    >>> found = sort_of("开展创业培训多少期")
    >>> found.said, found.counters
    ('多少期', '次场回期批')
    """
    for pattern, row in _rows():
        found = pattern.search(text)
        if found:
            counter = found.groupdict().get("counter") or ""
            said = f"多少{counter}" if counter else row["said"]
            return Sort(said, Dimension(row["dimension"]), _alike(counter), row.get("label", ""))
    return None


def _alike(counter: str) -> str:
    """Every word that counts as *counter* does; 个 counts anything."""
    if counter == "个":
        return ""
    return "".join(like for like in tables.data("sorts.toml")["counters"]["alike"] if counter in like) or counter if counter else ""


@cache
def _rows() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    return tuple((re.compile("|".join(row["any"])), row) for row in tables.data("sorts.toml")["sort"])
