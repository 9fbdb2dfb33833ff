"""What figures are called in formulas and sentences: as short as keeps them apart."""

import re
from collections.abc import Sequence
from types import MappingProxyType

from index.glossary import find
from index.records import Basis, Fact, Measure, Scope

_WHOLE_PATH = 3
_LEVEL = re.compile(r"[（(][类款项][）)]")
_CODE = re.compile(r"^[\d.．、\s]+")

SCOPE_NAMES = MappingProxyType(
    {
        Scope.ALL: "全口径",
        Scope.FISCAL_APPROPRIATION: "财政拨款",
        Scope.GENERAL_PUBLIC_BUDGET: "一般公共预算财政拨款",
        Scope.GOVERNMENT_FUND: "政府性基金预算财政拨款",
        Scope.STATE_CAPITAL: "国有资本经营预算财政拨款",
    }
)
_EXTRA = (Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL)
_ALL_PURSES = frozenset(
    ["收入总计", "支出总计", "本年收入合计", "本年支出合计", "年初结转和结余", "年末结转和结余", "基本支出", "项目支出"]
)
BASIS_NAMES = MappingProxyType({Basis.FINAL: "决算数", Basis.BUDGET: "年初预算数", Basis.ADJUSTED_BUDGET: "调整预算数"})
MEASURE_NAMES = MappingProxyType(
    {
        Measure.CHANGE: "增减额",
        Measure.CHANGE_RATE: "增减率",
        Measure.SHARE: "占比",
        Measure.COMPLETION_RATE: "完成率",
        Measure.SCORE: "得分",
    }
)


def short(item: str) -> str:
    """The last step of a functional path, any other name as it is.

    >>> short("社会保障和就业支出/就业补助/其他就业补助支出")
    '其他就业补助支出'
    """
    return item.rpartition("/")[2]


def title(fact: Fact) -> str:
    """What the report calls a figure's item: of a functional path the last step as printed, be it an older name, else the item's name."""
    if "/" not in fact.item:
        return fact.item
    printed = [step.strip(" ，,、.\n") for step in _LEVEL.split(fact.item_as_printed)]
    named = [_CODE.sub("", step) for step in printed if _CODE.sub("", step)]
    known = find(fact.item)
    if named and known is not None and named[-1] in known.aliases:
        return named[-1]
    return named[-1] if len(named) == fact.item.count("/") + 1 else short(fact.item)


def scope_word(fact: Fact) -> str:
    """The 口径 in words, "" where the figure has none or its item already says it."""
    word = SCOPE_NAMES[fact.scope] if fact.scope else ""
    stem = word.removesuffix("财政拨款") or word
    return "" if stem and stem in fact.item else word


def prefix(facts: Sequence[Fact]) -> str:
    """What all figures share and a sentence starts with: the organisation and the year."""
    orgs, years = {fact.org for fact in facts}, {fact.year for fact in facts}
    return (facts[0].org if len(orgs) == 1 else "") + (f"{facts[0].year}年" if len(years) == 1 else "")


def labels(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Names that tell *facts* apart, with the organisation, year, basis and 口径 only where they differ.

    A budget figure is always called one: it must not pass for what was spent.
    """
    apart = len({_label(fact, facts, _WHOLE_PATH) for fact in facts})
    last = [_label(fact, facts, 1) for fact in facts]
    meant = {name: {fact.item for fact, other in zip(facts, last, strict=True) if other == name} for name in last}
    for steps in range(1, _WHOLE_PATH + 1):  # a path only where the last step alone stands for several
        names = [name if len(meant[name]) == 1 else _label(fact, facts, steps) for name, fact in zip(last, facts, strict=True)]
        if len(set(names)) == apart:
            break
    return tuple(_numbered(names))


def _label(fact: Fact, facts: Sequence[Fact], steps: int) -> str:
    org = fact.org if len({other.org for other in facts}) > 1 else ""
    year = f"{fact.year}年" if len({other.year for other in facts}) > 1 else ""
    item = title(fact) if steps == 1 else "·".join(fact.item.split("/")[-steps:])
    differs = len({other.basis for other in facts}) > 1
    basis = BASIS_NAMES[fact.basis] if differs or fact.basis is not Basis.FINAL else ""
    measure = MEASURE_NAMES.get(fact.measure, "") if fact.known or fact.measure is Measure.SCORE else ""
    measure = "" if item.endswith(measure) else measure
    apart = len({other.scope for other in facts}) > 1 and len({other.item for other in facts}) < len(facts)
    scope = scope_word(fact) if apart or _is_narrower(fact) else ""
    return f"{org}{year}{item}{basis}{measure}" + (f"（{scope}）" if scope else "")


def _is_narrower(fact: Fact) -> bool:
    """Whether a figure is of one purse only, although its item's bare name means all of them."""
    return fact.scope in _EXTRA or (fact.item in _ALL_PURSES and fact.scope not in (None, Scope.ALL))


def _numbered(names: list[str]) -> list[str]:
    """Tell apart what the report itself lists twice under one name."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}（又一处{'·' * (seen[name] - 2)}）")
    return out
