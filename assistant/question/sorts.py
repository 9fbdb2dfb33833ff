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


def counted_in(counter: str) -> Sort:
    """The sort of figure that is counted in *counter*: 人, 万元, 公里.

    >>> counted_in("万元").dimension.value, counted_in("公里").counters
    ('money', '公里')
    """
    said = f"多少{counter}"
    return sort_of(said) or Sort(said, Dimension.COUNT, counter)


def _alike(counter: str) -> str:
    """Every word that counts as *counter* does; 个 counts anything."""
    if counter == "个":
        return ""
    return "".join(like for like in tables.data("sorts.toml")["counters"]["alike"] if counter in like) or counter if counter else ""


@cache
def _rows() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    every = tables.data("sorts.toml")["counters"]["every"]
    return tuple((re.compile("|".join(row["any"]).replace("{COUNTERS}", every)), row) for row in tables.data("sorts.toml")["sort"])
