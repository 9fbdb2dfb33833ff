"""Bare heads of follow-ups: after 政府采购货物支出, 工程呢 means 政府采购工程支出; after 项目支出, 基本的呢 means 基本支出.

Comes in: an item that names nothing known, and the items spoken of before. Goes out: the one item of the same family that it
is short for, or nothing. Never chooses between two.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.inquiry import Asked
from index.glossary import ITEMS, Item, find

_SOFT = re.compile(r"[的类项款那部分块呢费用支出金额方面一]")
"""What a head may carry that the item's name lacks."""


def completed(asked: Asked, before: Iterable[Asked]) -> Asked | None:
    """The item of the family spoken of that *asked* is short for.

    >>> completed(Asked(item="工程", said="工程", known=False), [Asked(item="政府采购货物支出", said="…")]).item
    '政府采购工程支出'
    """
    head = _SOFT.sub("", asked.said)
    if asked.known or not head:
        return None
    fitting = {item.name: item for last in before for item in _family(last) if head in item.short and item.name != last.item}
    nearest = [item for item in fitting.values() if len(item.short) == min(len(other.short) for other in fitting.values())]
    return replace(asked, item=nearest[0].name, known=True, near=()) if len(nearest) == 1 else None


def _family(last: Asked) -> Iterator[Item]:
    """The parts of an item, and what is part of the same whole."""
    item = find(last.item)
    if item is None:
        return
    above = item.name.rpartition("/")[0]
    if above:
        yield from (other for other in ITEMS if other.name.rpartition("/")[0] == above)
    wholes = {item.whole, item.name} - {None, ""}
    yield from (other for other in ITEMS if other.whole in wholes or other.name in item.parts)
    for whole in ITEMS:
        if item.name in whole.parts:
            yield from (other for other in ITEMS if other.name in whole.parts)
