"""What is counted beside what is spent: guests for 公务接待费, cars for 公务用车, staff for 人均.

Comes in: items and the words around them. Goes out: the counts that are asked for, or that an amount is divided by.
"""

import re
from dataclasses import replace

from assistant.inquiry import Asked
from assistant.question import tables
from index.glossary import Item, item

PEOPLE = tables.names("counts.toml", "people")
"""Whose 多少人 or 人均 is meant beside an item."""


AMOUNTS = tables.names("counts.toml", "amounts")
"""What was spent on what is counted."""


_OWN_COUNTS: dict[str, dict[str, str]] = tables.data("counts.toml")["own_counts"]
"""Whose 人次 and 批次 are meant beside an item that has its own."""


_PER = tables.rows("counts.toml", "per")


_WHO = re.compile(r"人|职工|员工|干部|编制|每一?次|平均一?次|平均每次")


_GUESTS_EACH = re.compile(r"(?:每一?个?批次?|一批)[^,]{0,12}(?:多少|几)个?人")


_EACH = re.compile(
    r"每一?(?:个|名|位|所|张|户|家)((?![月天日季年周]|职工|员工|干部|人|编制|来宾|客人)[\u4e00-\u9fff]{2,4}?)(?=多少|几|平均|花|要|的|能|合|分|支|,|$)"
)
"""What an amount is spread over where it is no guest and no staff: 每个学生."""


_COUNTS = tuple((frozenset(row["of"]), re.compile("|".join(row["any"])), row["value"]) for row in tables.data("counts.toml")["counts"])
"""Items whose count is asked for by the word that counts: 公务用车有几辆."""


_HEAD = re.compile(r"人均|每一?个?人|平均一?个?人")


_MEETINGS = tables.names("counts.toml", "meetings")
_MONEY = "万元"


def per_what(items: tuple[Asked, ...], mask: str) -> tuple[Asked, ...]:
    """Add the count that an amount is divided by: 批次, 人次, 辆, or the people that it was spent on."""
    items = _costliest(items)
    if len(items) != 1 or ((found := by_name(items[0].item)) and found.unit != _MONEY and items[0].item not in AMOUNTS):
        return items
    amount = AMOUNTS.get(items[0].item)
    if _GUESTS_EACH.search(mask):  # 平均每批接待多少人次
        return (Asked(item="国内公务接待人次", said="人次"), Asked(item="国内公务接待批次", said="每批"))
    if amount:
        person = PEOPLE.get(items[0].item) if _HEAD.search(mask) else None
        return (Asked(item=amount, said=items[0].said), Asked(item=person, said="人均") if person else items[0])
    counted = next((name for name, pattern in _PER if pattern.search(mask)), None)
    if counted is not None and items[0].item in _OWN_COUNTS:
        counted = _OWN_COUNTS[items[0].item].get(counted, counted)
    each = _EACH.search(mask) if counted is None else None
    if each:
        return (*items, Asked(item=each.group(1), said=each.group(1), known=False))
    if counted is None and not _WHO.search(mask):
        return items
    if counted is None:
        table = _MEETINGS if re.search(r"每一?次|平均一次|平均每次", mask) else PEOPLE
        counted = table.get(items[0].item, "年末实有人数")
    said = re.search(r"人均|每一?个?\S{1,2}|平均每?一?\S{1,2}", mask)
    return (*items, Asked(item=counted, said=said.group() if said else "平均"))


def _costliest(items: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """公车每辆运行维护费 names one amount with what it is for: of two amounts the last is spread."""
    amounts = [found is not None and found.unit == _MONEY for found in (by_name(item.item) for item in items)]
    return items[-1:] if len(items) == 2 and all(amounts) else items


def counted(items: tuple[Asked, ...], mask: str) -> tuple[Asked, ...]:
    """Replace what is spent by what is counted where the question counts."""
    if (
        len(items) > 1
        and items[0].item in (AMOUNTS.get(items[1].item), "国内公务接待支出")
        and re.search(r"I[了过]?(?:一?共|总共)?(?:有)?I", mask)
    ):
        return items[1:]
    return tuple(count for asked in items for count in _counts_of(asked, mask) or (asked,))


def _counts_of(asked: Asked, mask: str) -> tuple[Asked, ...]:
    """What is counted beside one item, in the order of the words: 多少批次多少人次 asks for both."""
    found: list[tuple[int, int, str]] = []
    for names, pattern, count in _COUNTS:
        word = pattern.search(mask) if asked.item in names else None
        if word and not any(start < word.end() and word.start() < end for start, end, _ in found):
            found.append((*word.span(), count))
    return tuple(replace(asked, item=count, code=None) for _, _, count in sorted(found))


def divided_by_count(items: tuple[Asked, ...]) -> bool:
    """Whether the second item is a count: an amount divided by it is so much for each."""
    second = by_name(items[1].item) if len(items) == 2 else None
    return second is not None and second.unit != _MONEY


def by_name(name: str) -> Item | None:
    """The glossary's item of this name, if it has one."""
    try:
        return item(name)
    except KeyError:
        return None
