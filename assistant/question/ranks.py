"""What a ranking, a sum of described items or a comparison runs over, in which order and how far.

Comes in: the mask and the items. Goes out: the group, the order, how many are asked for.
"""

import re

from assistant.inquiry import Asked, Condition, Operation
from assistant.question.counts import by_name
from assistant.question.operations import Wanted
from assistant.question.years import NUMERALS, Years

_NO_GROUP = {Operation.CORPUS, Operation.COMPOSITION, Operation.DUTIES, Operation.PASSAGE, Operation.DEFINITION}


_TOP = re.compile(r"(?:前|top)([两二三四五六七八九十]|\d{1,2})(?!年|期|面)")


_SOME = re.compile(r"(?:哪|最[多少大小高低](?:的)?)([两二三四五六七八九十])(?:个|大|项|类|款|笔|家|种)")


_NTH = re.compile(r"第([一二三四五六七八九十])[^,]{0,3}(?:大|多|高|少|小|低|名|位)|(?:排|列)(?:在)?第([一二三四五六七八九十])")


_ONE = re.compile(r"最|大头|(?:在|到)了?哪一?个?(?:类|项|款|块|科目)|(?:哪(?!些|几)|谁)[^,]*(?:多|少|高|低|大|小|贵|省)")


_ASCENDING = re.compile(r"最(?:少|小|低|省)|[从由](?:低[到至]高|小[到至]大|少[到至]多)|升序|倒数|(?:哪|谁)[^,]{0,10}(?:少|低|小|省)")


ORGS = re.compile(
    r"(?:哪|各|所有|每|全部|这几|几|两|这两|三)(?:个|家|些|几个|几家)?(?:单位|部门|局|机构|区|县|B)|谁|哪家|各家"
    r"|(?:单位|部门|局|机构)(?:有|是|都有|一共有|共有)?(?:哪|几)|最[高低多少大小]的(?:单位|部门|局|机构)"
)


_FUNCTIONS = re.compile(
    r"(?:哪|每|各|所有|几|多少|[两二三四五六七八九十]|\d)(?:一|几|个|大)*(?P<level>类|款|项)(?!目)|(?P<named>[类款项])级|最[多大高小少低](?:的)?(?:一)?(?P<most>[类款项])(?!目)"
)


_CLASSIFIED, _CLASSES = re.compile(r"(?:功能|支出)科目"), re.compile(r"(?:功能|支出)分类")


_ECONOMIC = re.compile(r"经济(?:分类|科目|性质|用途)")
ECONOMIC_GROUPS = {"类": "经济分类（类）", "款": "经济分类（款）"}
"""The levels of the economic classification, where it is named: 按经济分类哪块最大."""
_DETAIL = re.compile(r"[款项](?!目)|明细|科目")


_ITEMS = re.compile(r"项目|科目|支出|款项|哪一?[项笔块种]|什么|几项|多少项|花得|方面|钱|I")


def top_of(mask: str) -> int | None:
    """How many of a ranking are asked for; None for all."""
    found = _TOP.search(mask) or _SOME.search(mask)
    if found:
        word = found.group(1)
        return int(word) if word.isdigit() else NUMERALS[word]
    return 1 if _ONE.search(mask) else None


def nth_of(mask: str) -> int | None:
    """Which place of a ranking is asked for, where only one is: 第二大."""
    found = _NTH.search(mask)
    return NUMERALS[found.group(1) or found.group(2)] if found else None


_MOVED = re.compile(r"减少|降低|缩小|下降|[比较][^,]{1,8}[少低省小][得了出]?(?=最[多大高])")
"""What goes down without being the least: 比预算少得最多."""


def ascending(mask: str) -> bool:
    """Whether the smallest come first."""
    return bool(_ASCENDING.search(_MOVED.sub("", mask)))


def group_of(mask: str, items: tuple[Asked, ...], years: Years, operation: Operation, want: Wanted) -> str | None:
    """What a ranking, a sum of described items or a comparison runs over."""
    if years.every or years.last:
        return "years"
    if operation in _NO_GROUP:
        return None
    if ORGS.search(mask):
        return "orgs"
    ranked = Operation.RANKING in (operation, want.of)
    sized = operation is Operation.SUM and want.relation is not None and "N" in mask
    if not ranked and not sized and operation is not Operation.COUNT_OF and want.condition is Condition.ANY:
        return None
    if _ECONOMIC.search(mask):
        return ECONOMIC_GROUPS["款" if _DETAIL.search(_ECONOMIC.sub("", mask)) else "类"]
    functions = _FUNCTIONS.search(mask)
    level = (
        functions.group("level") or functions.group("named") or functions.group("most")
        if functions
        else "项"
        if _CLASSIFIED.search(mask)
        else "类"
        if _CLASSES.search(mask)
        else None
    )
    if level is None and (ranked or sized) and (named := re.search(r"[类款](?!型|项)", mask)):
        level = named.group()
    if items_of_parts(mask, items) and level in (None, "项"):
        return items[0].item
    if level:
        return level
    if mask.count("I") >= 2 or re.search(r"[OB][^,]{0,4}[OB]|Y[^,]{0,4}Y", mask):
        return None
    return "项" if _ITEMS.search(mask) or want.condition is not Condition.ANY else None


def items_of_parts(mask: str, items: tuple[Asked, ...]) -> bool:
    """Whether the parts of the one item are meant: 三公经费里花得最多的是哪一项."""
    whole = by_name(items[0].item) if len(items) == 1 and items[0].known else None
    return bool(whole and whole.parts) and bool(re.search(r"I[^I]{0,4}(?:里|中|内|当中|下面|各项|各部分|构成|包含|包括)", mask))
