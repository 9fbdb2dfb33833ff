"""The glossary's data files become items, once; nothing here knows a report."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from index.glossary.entry import Item
from index.glossary.labels import squeeze
from index.records import Scope

FUNCTIONAL = "功能分类"
ECONOMIC = "经济分类"
_LEVELS = (3, 5, 7)
_ECONOMIC_WHOLES = MappingProxyType({"301": "人员经费", "302": "公用经费", "303": "人员经费"})


@dataclass(frozen=True)
class Glossary:
    """All items with the ways to find them."""

    items: tuple[Item, ...]

    @cached_property
    def by_name(self) -> dict[str, Item]:
        """Items by their exact names."""
        return {item.name: item for item in self.items}

    @cached_property
    def by_code(self) -> dict[str, Item]:
        """Functional and economic items by code."""
        return {item.code: item for item in self.items if item.code}

    @cached_property
    def labels(self) -> dict[str, tuple[Item, ...]]:
        """Items by compact label as a table or a heading prints it, whole."""
        return _index(self.items, "rows")

    @cached_property
    def printed(self) -> dict[str, tuple[Item, ...]]:
        """Items by compact label as it stands inside a sentence."""
        return {label: items for label, items in _index(self.items).items() if _in_sentence(label, items)}

    @cached_property
    def said(self) -> dict[str, tuple[Item, ...]]:
        """Items by compact label, spoken names among them."""
        return {label: items for label, items in _index(self.items, "rows", "spoken").items() if _in_sentence(label, items)}

    @cached_property
    def printed_starts(self) -> frozenset[str]:
        """The first two letters of every printed label: a quick look before a longer one."""
        return frozenset(label[:2] for label in self.printed)

    @cached_property
    def said_starts(self) -> frozenset[str]:
        """The same of the spoken names as well."""
        return frozenset(label[:2] for label in self.said)

    @cached_property
    def children(self) -> dict[str, tuple[Item, ...]]:
        """Functional and economic items under each code; those of the top level under ""."""
        below: dict[str, list[Item]] = {}
        for item in self.items:
            if item.code:
                below.setdefault(_parent(item.code), []).append(item)
        return {code: tuple(items) for code, items in below.items()}


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The glossary, read from its data files at first use."""
    folder = resources.files(__package__)
    return Glossary((*_terms(folder), *_functional(folder), *_economic(folder)))


def _terms(folder: Traversable) -> list[Item]:
    rows = tomllib.loads((folder / "items.toml").read_text("utf-8"))["item"]
    return [_term(row) for row in rows]


def _term(row: dict[str, Any]) -> Item:
    lists: dict[str, Any] = {key: tuple(row[key]) for key in ("aliases", "rows", "spoken", "parts") if key in row}
    values = {**row, **lists}
    if "scope" in row:
        values["scope"] = Scope(row["scope"])
    return Item(**values)


def _functional(folder: Traversable) -> list[Item]:
    names: dict[str, str] = {}
    items = []
    for code, name, older, spoken in _rows(folder / "functional.csv"):
        path = f"{names[_parent(code)]}/{name}" if _parent(code) else name
        names[code] = path
        whole = names[_parent(code)] if _parent(code) else "一般公共预算财政拨款支出"
        items.append(Item(name=path, group=FUNCTIONAL, aliases=_split(older), spoken=_split(spoken), code=code, whole=whole))
    return items


def _economic(folder: Traversable) -> list[Item]:
    names: dict[str, str] = {}
    items = []
    for code, name, older, spoken in _rows(folder / "economic.csv"):
        names[code] = name
        whole = names[_parent(code)] if _parent(code) else _ECONOMIC_WHOLES.get(code, "基本支出")
        items.append(Item(name=name, group=ECONOMIC, aliases=_split(older), spoken=_split(spoken), code=code, whole=whole))
    return items


def _rows(file: Traversable) -> list[tuple[str, str, str, str]]:
    with file.open(encoding="utf-8") as lines:
        return [(code, name, older, spoken) for code, name, older, spoken in csv.reader(lines) if code != "code"]


def _split(older: str) -> tuple[str, ...]:
    return tuple(name for name in older.split("|") if name)


def _parent(code: str) -> str:
    level = _LEVELS.index(len(code))
    return code[: _LEVELS[level - 1]] if level else ""


def _index(items: tuple[Item, ...], *more: str) -> dict[str, tuple[Item, ...]]:
    """Labels to items, the likeliest first: own names before others' aliases, then the higher subject."""
    table: dict[str, dict[str, Item]] = {}
    ranked = sorted(items, key=_rank)
    for item in ranked:
        for label in _own_labels(item):
            table.setdefault(label, {})[item.name] = item
    for item in ranked:
        for label in _other_labels(item, more):
            table.setdefault(label, {}).setdefault(item.name, item)
    return {label: tuple(namesakes.values()) for label, namesakes in table.items()}


def _rank(item: Item) -> int:
    """Terms, then functional subjects from the top down, then economic ones."""
    if item.group == FUNCTIONAL:
        return len(item.code or "")
    return 9 if item.group == ECONOMIC else 0


def _in_sentence(label: str, namesakes: tuple[Item, ...]) -> bool:
    """Whether a label may be looked for inside a sentence: 公安, 体育 and other short subjects are words of names there."""
    first = namesakes[0]
    if label in first.spoken:
        return True
    return first.group != FUNCTIONAL or len(label) >= (4 if len(first.code or "") == 3 else 5)


def _own_labels(item: Item) -> list[str]:
    return [squeeze(item.name), squeeze(item.short)] if "/" in item.name else [squeeze(item.name)]


def _other_labels(item: Item, more: tuple[str, ...]) -> list[str]:
    names = list(item.aliases)
    if "rows" in more:
        names += item.rows
    if "spoken" in more:
        names += item.spoken
    labels = [squeeze(name) for name in names]
    if item.group == FUNCTIONAL:
        labels += [_other_ending(squeeze(name)) for name in (item.short, *item.aliases)]
    return [label for label in labels if label != "其他"]


def _other_ending(label: str) -> str:
    """社会保障和就业 for 社会保障和就业支出, and the other way."""
    return label.removesuffix("支出") if label.endswith("支出") else f"{label}支出"
