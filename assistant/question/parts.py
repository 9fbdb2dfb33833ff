"""Which item plays which part: the part and the whole of a share, what others are taken from, a row and a column of one table.

Comes in: items and the words around them. Goes out: the items asked for, and the whole.
"""

import re

from assistant.inquiry import Asked, Condition, Operation
from assistant.question.counts import by_name
from assistant.question.items import Reading
from assistant.question.operations import Wanted, taken_off
from index.glossary import FUNCTIONAL

_OF_WHAT = re.compile(r"(?:那|各|这|它们|[两二三四五](?:个|项|者|样|类)?|合计|一共|总共|加起来|一起|都|又)*占(?:了|到)?I")
"""这两个一共占总支出的多少: only the whole is named."""


def roles(reading: Reading, want: Wanted) -> tuple[tuple[Asked, ...], Asked | None]:
    """Which item is the part and which the whole, which is what others are taken from."""
    items, places = reading.items, reading.places
    done = (want.operation, want.of)
    if want.condition is not Condition.ANY and all(reading.phrases):
        return (), None
    if Operation.SHARE in done and len(items) == 1 and _OF_WHAT.match(reading.mask):
        return (), items[0]
    if done == (Operation.DIFFERENCE, Operation.SHARE) and not re.search(r"占(?!比)[^,]{0,4}I", reading.mask):
        return items, None  # A占比比B占比高几个百分点
    if Operation.SHARE in done and len(items) >= 2:
        return _part_and_whole(items, places, reading.mask)
    if Operation.SUM in done and len(items) > 2 and _WITHIN.search(reading.mask):
        return items[1:], None
    if Operation.REMAINDER in done:
        off = taken_off(reading.mask)
        if off:
            less = tuple(item for item, place in zip(items, places, strict=True) if off[0] <= place < off[1])
            base = tuple(item for item in items if item not in less)
            return (*(base[:1] or (Asked(item="本年支出合计", said="全部"),)), *less), None
    return items, None


def _part_and_whole(items: tuple[Asked, ...], places: tuple[int, ...], mask: str) -> tuple[tuple[Asked, ...], Asked | None]:
    at = mask.find("占")
    before = tuple(item for item, place in zip(items, places, strict=True) if place < at)
    behind = tuple(item for item, place in zip(items, places, strict=True) if place > at >= 0)
    if before and behind:
        return before, behind[0]
    if not behind and len(before) == 2 and re.search(r"I(?:在[^I,]{0,10}|占)I", mask):
        return before[:1], before[1]
    if not behind and len(before) >= 2:
        return (before[1:], before[0]) if re.search(r"I[^I]{0,4}[里中内,]", mask) else (before, None)
    if before or re.search(r"I(?:和|与|、|跟|及)I", mask):
        return items, None
    inside = re.search(r"I[^I]{0,3}(?:里|中|内|,|当中)[^I]{0,12}I", mask) and not re.search(r"I在I", mask)
    if inside or _SO_MUCH_IS.search(mask) or (_is_above(items[0].item, items[1].item) and not _SO_MUCH_OF.search(mask)):
        return items[1:], items[0]
    return items[:1], items[1]


_SO_MUCH_IS = re.compile(
    r"I的?(?:钱|资金)?有?(?:百分之|几成|几分之|多少|多大)[^I,]{0,8}(?:是|为|属于|来自|靠|用于|用在|花在|用作|给)[^I,]{0,3}I"
)
"""收入有百分之几是其他收入: the whole comes first."""
_SO_MUCH_OF = re.compile(r"I[^I]*I的(?:百分之|几|多少|N)|[÷/]|除以")
"""支出是项目支出的百分之几: said the other way round on purpose."""


_IN_WHOLE = re.compile(r"(.{2,}?)(?:里面|当中|之中|其中|里|中|内)(?:的)?(.{2,})")


def part_of_unknown(items: tuple[Asked, ...]) -> tuple[tuple[Asked, ...], Asked | None]:
    """引进人才里研究生 names a part and its whole, although neither is known."""
    found = _IN_WHOLE.fullmatch(items[0].said) if len(items) == 1 and not items[0].known else None
    if found is None:
        return items, None
    whole, part = (Asked(item=words, said=words, known=False) for words in found.groups())
    return (part,), whole


_WHOLE_BEFORE = re.compile(r"([\u4e00-\u9fff]{2,12}?)(?:里面|当中|之中|其中|里|中|内)[,]?(?:有|的)?I")


def named_whole(mask: str) -> Asked | None:
    """引进的人才里I的比例: the whole in words that name nothing known."""
    found = _WHOLE_BEFORE.search(mask)
    words = re.sub(r"的|了|所", "", found.group(1)) if found else ""
    return Asked(item=words, said=words, known=False) if len(words) > 1 else None


_COLUMNS = frozenset(["基本支出", "项目支出", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "其他收入", "人员经费", "公用经费"])


def two_way(items: tuple[Asked, ...], mask: str, want: Wanted) -> tuple[Asked, ...]:
    """小学教育的项目支出 is one figure: of a row and a column of one table, named "row·column"."""
    if len(items) != 2 or items[1].item not in _COLUMNS or want.operation not in (Operation.LOOKUP, Operation.CHANGE, Operation.VERIFY):
        return items
    row = by_name(items[0].item)
    functional = bool(items[0].paths) or (row is not None and row.group == FUNCTIONAL)
    if not functional or not re.search(r"I(?:的|里|中|里的|中的|里面的|类|款|项)?I", mask):
        return items
    name = f"{items[0].item}·{items[1].item}"
    paths = tuple(f"{path}·{items[1].item}" for path in items[0].paths)
    return (Asked(item=name, said=f"{items[0].said}的{items[1].said}", known=False, paths=paths),)


def inner(items: tuple[Asked, ...], mask: str, want: Wanted) -> tuple[Asked, ...]:
    """基本支出里的人员经费 is looked up as 人员经费: the first item only says where it stands."""
    if want.operation not in (Operation.LOOKUP, Operation.VERIFY) or want.of or len(items) != 2 or not _INNER.search(mask):
        return items
    if _INSIDE_OF.search(mask):
        return items[1:]
    above = items[0].item in {"基本支出", "项目支出", "本年支出合计", "“三公”经费", "政府采购支出总额", "本年收入合计"}
    return items[1:] if above or _is_above(items[0].item, items[1].item) else items


_INNER = re.compile(r"I(?:决算|预算)?(?:(?:里面|当中|之中|里|中|内)的?[,]?(?:其中|留|预留|具体|给|授予|授|属于|用于|花在)*|的)I")


_INSIDE_OF = re.compile(r"I(?:决算|预算)?(?:里面|当中|之中|里|中|内)(?:的|,)?[^I,]{0,4}I")
"""What is asked for stands inside another: the part is meant, never the whole."""


def _is_above(upper: str, lower: str) -> bool:
    """Whether the glossary has the one among the parts of the other, at any depth."""
    whole, part = by_name(upper), by_name(lower)
    if whole is None or part is None:
        return False
    deeper = {name for name in whole.parts if name != upper}
    return part.name in deeper or part.whole == whole.name or any(_is_above(name, lower) for name in deeper)


_WITHIN = re.compile(r"^[^I]*I(?:支出|决算|预算)?(?:里面|当中|之中|里|中|内)[^I]{0,4}I")
"""政府采购里货物和服务加起来: the first item only says where the others stand."""
