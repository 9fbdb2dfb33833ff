"""From the words before a figure to its subject: the glossary's item with its 口径, or an open label in the report's words.

Comes in: a stretch of view text. Goes out: a Subject. A label is the glossary's only when nothing but known fillers
(the organisation, a year, a 口径, 其中) stands around it; otherwise the figure stays open, with its words.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from index.facts.fillers import EDGE, LONGEST, only_filler, peeled, peeled_front, place_name
from index.facts.setting import SCOPE_WORDS, Setting, scope_of
from index.glossary import Item, compact, find
from index.glossary.store import glossary
from index.quantity import Dimension, Unit
from index.records import Scope

_SCOPED = frozenset(("收入", "支出", "结转结余", "财政拨款", "三公", "功能分类", "经济分类"))
_BARE = frozenset(
    ("支出", "支出数", "费用", "开支", "费用支出", "经费支出", "收入", "总计", "合计", "共计", "总额", "金额", "价值",
     "原值", "账面原值", "账面价值", "账面净值", "决算", "决算数", "预算", "预算数", "小计")
)  # fmt: skip
_OF_A_SIDE = _BARE | {"支出决算", "支出决算数", "支出预算", "决算支出", "收入决算", "收入决算数", "收入预算"}
"""Words that stand for what was spoken of before them; a heading of these words alone names the total."""

GENERIC = frozenset(
    ("人数", "数量", "次数", "批次", "人次", "总人数", "累计人次", "总数", "人员", "内容", "比例",
     "面积", "规模", "采购金额", "金额", "资金", "经费", "费用", "项目", "资金总额")
)  # fmt: skip
"""Labels that say nothing without the words before them."""

_BOTH = re.compile(
    r"收(?:入)?[、和与及]?支(?:出)?(?:决算|预算)?(?P<total>总(?:计|额|体)?(?=$)|总计|合计|总额|总预算|总决算|总数|决算数?|预算数?)?$|收入(?:总计)?[、和与及]支出(?:总计)?$"
)
_TOTALS = {
    "本年收入合计": {
        Scope.FISCAL_APPROPRIATION: "财政拨款收入",
        Scope.GENERAL_PUBLIC_BUDGET: "一般公共预算财政拨款收入",
        Scope.GOVERNMENT_FUND: "政府性基金预算财政拨款收入",
        Scope.STATE_CAPITAL: "国有资本经营预算财政拨款收入",
    },
    "本年支出合计": {
        Scope.FISCAL_APPROPRIATION: "财政拨款支出",
        Scope.GENERAL_PUBLIC_BUDGET: "一般公共预算财政拨款支出",
        Scope.GOVERNMENT_FUND: "政府性基金预算财政拨款支出",
        Scope.STATE_CAPITAL: "国有资本经营预算财政拨款支出",
    },
    "收入总计": {Scope.FISCAL_APPROPRIATION: "财政拨款收入总计"},
    "支出总计": {Scope.FISCAL_APPROPRIATION: "财政拨款支出总计"},
    "年初结转和结余": {Scope.FISCAL_APPROPRIATION: "年初财政拨款结转和结余"},
    "年末结转和结余": {Scope.FISCAL_APPROPRIATION: "年末财政拨款结转和结余"},
}
"""What a total is called where the text around it speaks of one 口径 only."""


_OF_ANY_SCOPE = frozenset(("收入总计", "支出总计", "年初结转和结余", "年末结转和结余"))
"""Totals that every 口径 has one of: under its heading they are that 口径's."""

TOTALS = frozenset(_TOTALS) | frozenset(name for names in _TOTALS.values() for name in names.values())
"""Items of the whole: what the bare words 收入, 支出 and 总计 can stand for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is of. ``scope`` is what label or item say, ``scoped`` whether the item has a 口径 at all."""

    item: str
    printed: str
    known: bool
    start: int
    end: int
    scope: Scope | None = None
    scoped: bool = False
    said: Scope | None = None
    code: str | None = None
    group: str = ""
    twin: str | None = None
    """A second item that the same words name: 收、支总计."""

    @property
    def income(self) -> bool:
        """Whether it is of the income side."""
        return "收入" in self.item or self.item.startswith("年初")


_ALIKE = (
    frozenset(("人", "人次", "名", "位")),
    frozenset(("个", "家", "所")),
    frozenset(("个", "批", "批次", "次", "期", "场", "班次", "团组")),
    frozenset(("辆", "台")),
)
"""Units of counting that reports use for one another."""


def fits(subject: Subject, unit: Unit) -> bool:
    """Whether a figure in *unit* can be a figure of *subject*: nobody counts a 公务接待费 in 批次."""
    if not subject.known or unit.dimension in (Dimension.RATIO, Dimension.POINT, Dimension.TIMES):
        return True
    own = unit_of(subject)
    if Dimension.MONEY in (own.dimension, unit.dimension):
        return own.dimension is unit.dimension
    return own.base == unit.base or any(own.base in alike and unit.base in alike for alike in _ALIKE) or _counts_sets(own, unit)


def unit_of(subject: Subject) -> Unit:
    """What figures of *subject* are in, by the glossary; money where it says nothing."""
    entry = glossary().by_name.get(subject.item)
    return Unit.of(entry.unit if entry is not None else "万元")


def _counts_sets(first: Unit, second: Unit) -> bool:
    return all(unit.base.startswith(("台", "套", "件")) for unit in (first, second))


def is_part_of(part: Subject, whole: Subject) -> bool:
    """Whether the glossary knows *whole* as what *part*, or what it is part of, belongs to."""
    return whole.item in _wholes(part.item)


def is_beside(one: Subject, other: Subject) -> bool:
    """Whether the glossary knows both as parts of one whole."""
    return bool(_wholes(one.item)) and _wholes(one.item)[:1] == _wholes(other.item)[:1]


@lru_cache(maxsize=4096)
def _wholes(item: str) -> tuple[str, ...]:
    """What an item belongs to, and what that belongs to."""
    found: list[str] = []
    for _ in range(6):
        entry = glossary().by_name.get(found[-1] if found else item)
        if entry is None or not entry.whole:
            break
        found.append(entry.whole)
    return tuple(found)


def is_bare(label: str) -> bool:
    """Whether *label* names nothing by itself: 支出, 总计, 支出决算数."""
    return compact(label) in _OF_A_SIDE


def bare_word(label: str, setting: Setting) -> str:
    """Return 支出, 总计 … where *label* is nothing more than that among fillers, else ""."""
    if len(label) > LONGEST:
        return ""
    for offset, text in peeled_front(label.strip(EDGE), setting.org, acts=False):
        if is_bare(text) and scope_of(label[:offset]) is None:
            return text.strip(EDGE)
    return ""


_OF_THE_TREASURY = re.compile(r"公共预算总收入$")
"""What a town's treasury takes in; no department has an income of this name."""

_CAPITAL = "国有资本经营预算支出"
"""In a sentence the fund's total, in a table the functional subject of that name."""

_OF_A_PLACE = frozenset(("总收入", "总支出"))
"""What 全镇 before it makes the place's own."""

_NUMBERED = re.compile(
    r"(?:[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳])+\s*"
)


def known_subject(label: str, start: int, setting: Setting) -> Subject | None:
    """Return the glossary's subject that *label* (at *start*) names, None where it has other words in it."""
    if len(label) > LONGEST:
        return None
    front = EDGE.replace("“", "") if "”" in label else EDGE
    text = label.lstrip(front)
    text = text[found.end() :] if (found := _NUMBERED.match(text)) else text
    at = start + len(label) - len(text)
    text = text.rstrip(EDGE)
    explicit = scope_of(text)
    if explicit is not None and _OF_THE_TREASURY.search(text):
        return None
    both = _BOTH.search(text)
    if both and only_filler(_without_scope(text[: both.start()]), setting):
        return _both_sides(text, at, explicit)
    place = place_name(text, setting.org)
    for offset, rest in ((place + offset, rest) for offset, rest in peeled(text[place:], setting.org)):
        item = _named(rest)
        if item is not None and place and (item.unit != "万元" or rest in _OF_A_PLACE):
            return None
        if item is not None:
            subject = _subject(item, rest, at + offset, explicit)
            return subject if subject.item == item.name else _with_scope_words(subject, text, at, offset)
    return None


def _with_scope_words(subject: Subject, text: str, at: int, offset: int) -> Subject:
    """A total of one 口径 is printed with the words for it: 一般公共预算拨款|支出预算."""
    starts = [found.start() for pattern, _ in SCOPE_WORDS if (found := pattern.search(text, 0, offset))]
    first = min(starts, default=offset)
    return replace(subject, printed=text[first:offset] + subject.printed, start=at + first)


def _without_scope(text: str) -> str:
    for pattern, _ in SCOPE_WORDS:
        text = pattern.sub("", text)
    return text


def _both_sides(text: str, start: int, scope: Scope | None) -> Subject:
    fiscal = scope is not None
    names = ("财政拨款收入总计", "财政拨款支出总计") if fiscal else ("收入总计", "支出总计")
    if scope in (Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL, Scope.GENERAL_PUBLIC_BUDGET):
        names = (_TOTALS["本年收入合计"][scope], _TOTALS["本年支出合计"][scope])
    return Subject(names[0], text, True, start, start + len(text), scope or Scope.ALL, True, scope, None, "收入", names[1])


def _named(label: str) -> Item | None:
    bare = label.strip(EDGE)
    if not bare or compact(bare) in _BARE:
        return None
    if compact(bare) == _CAPITAL:
        return glossary().by_name["国有资本经营预算财政拨款支出"]
    return find(bare) or (find(bare.replace("的", "")) if "的" in bare else None)


def _subject(item: Item, printed: str, start: int, explicit: Scope | None) -> Subject:
    name, scope = item.name, item.scope
    if name.startswith("一般公共预算财政拨款") and name.endswith(("基本支出", "项目支出")):
        name, scope = name.removeprefix("一般公共预算财政拨款"), Scope.GENERAL_PUBLIC_BUDGET
    scoped = item.group in _SCOPED and item.unit == "万元"
    if scope in (None, Scope.ALL) and explicit is not None and scoped:
        name = _TOTALS.get(name, {}).get(explicit, name)
        scope = explicit
    said = item.scope if item.scope not in (None, Scope.ALL) else explicit
    code = item.code if item.group in ("功能分类", "经济分类") else None
    return Subject(name, printed, True, start, start + len(printed), scope if scoped else None, scoped, said, code, item.group)


def total(income: bool, whole: bool, scope: Scope | None, printed: str, start: int) -> Subject:
    """Return 本年收入合计, 支出总计 … for the bare words 收入, 支出, 总计 said of *scope*."""
    side = "收入" if income else "支出"
    name = f"{side}总计" if whole else f"本年{side}合计"
    if scope is not None:
        name = _TOTALS[name].get(scope, name)
    return Subject(name, printed, True, start, start + len(printed), scope or Scope.ALL, True, scope, None, side)


FUNDS = frozenset(("财政拨款支出", "一般公共预算财政拨款支出", "政府性基金预算财政拨款支出", "国有资本经营预算财政拨款支出"))
"""Totals that inside a bracket only say whose money an item is: 三公15.60万元（其中：一般公共预算支出15.60万元）."""


def placed(subject: Subject, start: int, printed: str) -> Subject:
    """Return *subject* as it stands at another place."""
    return replace(subject, start=start, end=start + len(printed), printed=printed)


def localised(subject: Subject, setting: Setting, *, wholly: bool = False) -> Subject:
    """A total under a heading of one 口径 is that 口径's total: 本年收入 under 政府性基金; of a wider one only where *wholly*."""
    here = setting.scope
    if subject.said is not None or here in (None, Scope.ALL) or subject.scope is not Scope.ALL:
        return subject
    if not wholly and here in (Scope.FISCAL_APPROPRIATION, Scope.GENERAL_PUBLIC_BUDGET) and subject.item not in _OF_ANY_SCOPE:
        return subject
    totals = _TOTALS.get(subject.item, {})
    if subject.printed.endswith("总额") and here not in totals:
        totals = _TOTALS["本年收入合计" if subject.income else "本年支出合计"]
    name = totals.get(here, subject.item)
    twin = _TOTALS.get(subject.twin, {}).get(here, subject.twin) if subject.twin else None
    return replace(subject, item=name, scope=here, twin=twin)


def final_scope(subject: Subject, head: Subject | None, setting: Setting) -> Scope | None:
    """Whose money a figure of *subject* covers: what its words say, then the list's head, then the heading."""
    if not subject.scoped:
        return None
    here = setting.scope
    narrower = subject.said is Scope.FISCAL_APPROPRIATION and here is Scope.GENERAL_PUBLIC_BUDGET and subject.item not in TOTALS
    if narrower or (subject.group == "三公" and subject.said is None):
        return here
    if subject.said is not None:
        return subject.said
    if subject.scope not in (None, Scope.ALL):
        return subject.scope
    if subject.group in ("功能分类", "经济分类"):
        if head is None or here not in (None, Scope.ALL, Scope.FISCAL_APPROPRIATION):
            return here
        return head.said if head.said not in (None, Scope.ALL) else here or head.scope
    if subject.scope is Scope.ALL:
        return localised(subject, setting).scope
    if head is not None and head.scope is Scope.FISCAL_APPROPRIATION and here is Scope.GENERAL_PUBLIC_BUDGET and head.item not in TOTALS:
        return here
    return (head.scope if head is not None else None) or here or Scope.ALL
