"""Bare heads of follow-ups: after 政府采购货物支出, 工程呢 means 政府采购工程支出; after 项目支出, 基本的呢 means 基本支出.

Comes in: an item that names nothing known, and the items spoken of before. Goes out: the one item of the same family that it
is short for, or nothing. Never chooses between two.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.inquiry import Asked
from assistant.question import tables
from assistant.question.lexer import Kind, Token
from index.glossary import ITEMS, Item, find

_SOFT = re.compile(r"[的类项款那部分块呢费用支出金额方面一]")
"""What a head may carry that the item's name lacks."""


_AND = tables.words("items.toml", "and")


def completed(asked: Asked, before: Iterable[Asked]) -> Asked | None:
    """The item of the family spoken of that *asked* is short for.

    >>> completed(Asked(item="工程", said="工程", known=False), [Asked(item="政府采购货物支出", said="…")]).item
    '政府采购工程支出'
    """
    head = _SOFT.sub("", asked.said)
    if asked.known or not head:
        return None
    before = tuple(before)
    fitting = {item.name: item for last in before for item in _family(last) if head in item.short and item.name != last.item}
    fitting = fitting or {item.name: item for last in before for item in _alike(last.item) if head in item.name[_SAME_THING:]}
    nearest = [item for item in fitting.values() if len(item.short) == min(len(other.short) for other in fitting.values())]
    return replace(asked, item=nearest[0].name, known=True, near=()) if len(nearest) == 1 else None


_SAME_THING = 4
"""How many characters two counts of one thing share: 国内公务|接待批次 and 国内公务|接待人次."""


def with_heads(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Make one token of the words behind 和 that are the end of a name like the one before: 接待批次和|人|次."""
    kept = list(tokens)
    for at in range(len(kept) - 3, 0, -1):
        if kept[at].text not in _AND or kept[at - 1].kind is not Kind.ITEM or kept[at - 1].term is None:
            continue
        for end in range(min(at + 4, len(kept)), at + 2, -1):
            words = kept[at + 1 : end]
            text = "".join(word.text for word in words)
            if all(word.kind in (Kind.WORD, Kind.GAP) for word in words) and _ends_like(kept[at - 1], text):
                kept[at + 1 : end] = [Token(Kind.GAP, words[0].start, words[-1].end, text)]
                break
    return tuple(kept)


def _ends_like(token: Token, text: str) -> bool:
    return len(text) > 1 and token.term is not None and any(item.name.endswith(text) for item in _alike(token.term.name))


def _alike(name: str) -> Iterator[Item]:
    """What else is counted of the same thing."""
    return (item for item in ITEMS if item.name != name and item.name[:_SAME_THING] == name[:_SAME_THING] and "/" not in item.name)


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
