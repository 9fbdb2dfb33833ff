"""The field's terms: items, what people call them, how they add up. Data in ``items.toml`` and the code tables, read once.

Comes in: a label as a report prints it or a person says it. Goes out: the Item it names. Never reads a report.
"""

import re
from collections.abc import Sequence

from index.glossary.entry import Item
from index.glossary.labels import SILENT, compact, fold
from index.glossary.store import ECONOMIC, FUNCTIONAL, glossary

__all__ = [
    "ECONOMIC",
    "FUNCTIONAL",
    "ITEMS",
    "Item",
    "by_code",
    "compact",
    "find",
    "functional",
    "item",
    "longest_match",
    "namesakes",
    "subject",
]

ITEMS: tuple[Item, ...]

_ENDINGS = ("支出", "费用", "情况", "金额", "合计")
_MONEY = "万元"
_LONGEST = 48
_MISPRINTS = 2
"""Letters that a functional name under one parent may be off: 管理实务 / 管理事务."""
_TELLING = re.findall(
    r"\S+",
    "城 乡 农村 一般 专项 行政 事业 机关 企业 职工 居民 初 高 中 小 学前 国内 国外 其他 基本 重大 城镇 大气 水体 土壤 噪声 "
    "建设 养护 宣传 保护 管理 服务 运行 收入 就业 失业 工伤 生育 养老 医疗",
)
"""Words by which real names differ: 城市特困人员救助供养 is no misprint of 农村特困人员救助供养."""


def __getattr__(name: str) -> tuple[Item, ...]:
    if name == "ITEMS":
        return glossary().items
    raise AttributeError(name)


def item(name: str) -> Item:
    """Return the item with exactly this name."""
    return glossary().by_name[name]


def by_code(code: str) -> Item | None:
    """Return the functional (201–234) or economic (301–399) item with this code."""
    return glossary().by_code.get(code)


def subject(code: str, label: str) -> Item | None:
    """Return the functional or economic item with this code when *label* is its name, an older one or a misprint of it."""
    item = by_code(code)
    return item if item is not None and (compact(label) in _names(item) or _alike(compact(label), item, coded=True)) else None


def find(label: str) -> Item | None:
    """Return the item that a printed label names, None where none or several do.

    >>> find("一、“三公”经费支出").name, find("因公出国(境)费用").name
    ('“三公”经费', '因公出国（境）费')
    """
    found = namesakes(label)
    if len(found) > 1 and found[0].group == found[1].group == FUNCTIONAL and len(found[0].code or "") == len(found[1].code or ""):
        return None
    return found[0] if found else None


def namesakes(label: str, *, spoken: bool = False) -> tuple[Item, ...]:
    """Return every item that *label* may name, the likeliest first: 行政运行 names one item in most 款."""
    tables = (glossary().labels, glossary().said) if spoken else (glossary().labels,)
    bare = compact(label)
    for table in tables:
        if bare in table:
            return table[bare]
        for variant in _variants(bare):
            found = tuple(item for item in table.get(variant, ()) if item.unit == _MONEY)
            if found:
                return found
    return ()


def functional(names: Sequence[str], codes: Sequence[str] = ()) -> Item | None:
    """Return the functional item at the end of a path of printed names (类, 款, 项); small misprints are forgiven.

    >>> functional(["社会保障和就业支出", "人力资源和社会保障管理实务", "行政运行"]).code
    '2080101'
    """
    found, parent = None, ""
    for step, name in enumerate(names):
        code = parent + codes[step] if step < len(codes) else None
        found = _child(parent, name, code)
        if found is None or found.code is None:
            return None
        parent = found.code
    return found


def longest_match(text: str, at: int, *, spoken: bool = False) -> tuple[Item, int] | None:
    """Return the item whose label stands in *text* from *at*, the longest there is, and where it ends.

    Quotes, brackets and blanks inside a label do not hinder; a label never starts with one, except an opening quote.
    """
    table, starts = _table(spoken)
    letters, ends = _window(text, at)
    if letters[:2] not in starts:
        return None
    for length in range(min(len(letters), _LONGEST), 1, -1):
        found = table.get(letters[:length])
        if found and (len(found) == 1 or found[0].group != FUNCTIONAL):
            return found[0], ends[length - 1]
    return None


def _variants(label: str) -> list[str]:
    """The label without endings that only say that it is money: 会议费支出, 出国境费用, 出国境费用支出."""
    variants = [label.removesuffix(ending) for ending in _ENDINGS if label.endswith(ending)]
    return [*variants, *(name.removesuffix("用") for name in (label, *variants) if name.endswith("费用"))]


def _child(parent: str, name: str, code: str | None) -> Item | None:
    """The functional item under *parent* with this name, or with this code and nearly this name."""
    below = [item for item in glossary().children.get(parent, ()) if item.group == FUNCTIONAL]
    label = compact(name)
    for item in below:
        if label in _names(item):
            return item
    coded = subject(code, name) if code else None
    if coded in below:
        return coded
    near = [item for item in below if _alike(label, item)]
    return near[0] if len(near) == 1 else None


def _names(item: Item) -> set[str]:
    names = {compact(name).replace("经济分类", "") for name in (item.short, *item.aliases)}
    return names | {name.removesuffix("支出") for name in names} | {f"{name}支出" for name in names}


def _alike(label: str, item: Item, *, coded: bool = False) -> bool:
    """Whether *label* is a misprint of the item's name: a letter or two off, and none of the words that tell names apart."""
    from rapidfuzz.distance import Levenshtein

    bare = label.removesuffix("支出")
    for name in {each.removesuffix("支出") for each in _names(item)}:
        allowed = (len(name) + 1) // 4 if coded else (len(name) + 1) // 5
        if any((word in bare) != (word in name) for word in _TELLING):
            continue
        if Levenshtein.distance(bare, name) <= min(allowed, _MISPRINTS):
            return True
    return False


def _table(spoken: bool) -> tuple[dict[str, tuple[Item, ...]], frozenset[str]]:
    known = glossary()
    return (known.said, known.said_starts) if spoken else (known.printed, known.printed_starts)


def _window(text: str, at: int) -> tuple[str, list[int]]:
    """The next letters of *text* without silent characters, and where each ends."""
    letters: list[str] = []
    ends: list[int] = []
    for position in range(at, min(at + 2 * _LONGEST, len(text))):
        if text[position] in SILENT:
            continue
        for letter in fold(text[position]):
            letters.append(letter)
            ends.append(position + 1)
        if len(letters) >= _LONGEST:
            break
    return "".join(letters), ends
