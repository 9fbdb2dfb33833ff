"""The public tables, recognised by title (the most specific first) or, without one, by the headings they alone have."""

import re
from dataclasses import dataclass, replace
from enum import Enum

from index.records import Scope


class Side(Enum):
    """Which half of an income-and-expenditure table a block of columns is."""

    INCOME = "收入"
    SPENDING = "支出"


@dataclass(frozen=True, slots=True)
class Kind:
    """A public table. ``total`` is the item of its 合计 row; ``own`` are the column items that are the row's own figure.

    ``within`` is set for a table of 基本支出 or 项目支出 alone: a functional subject's figure in it is only a part.
    """

    name: str
    title: re.Pattern[str]
    scope: Scope | None
    total: str = ""
    own: frozenset[str] = frozenset()
    two_sided: bool = False
    within: str = ""


_ALL, _FISCAL, _GENERAL = Scope.ALL, Scope.FISCAL_APPROPRIATION, Scope.GENERAL_PUBLIC_BUDGET
_FUND, _CAPITAL = Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL
_SPENT = frozenset({"本年支出合计"})
_BOTH = frozenset({"本年收入合计", "本年支出合计", "财政拨款收入", "财政拨款支出"})

GENERAL_BASIC = Kind(
    "一般公共预算财政拨款基本支出决算表",
    re.compile(r"一般公共预算.*基本支出|基本支出.*经济分类"),
    _GENERAL,
    "基本支出",
    frozenset({"基本支出", "本年支出合计"}),
)
THREE = Kind("“三公”经费支出决算表", re.compile(r"三公"), None, "“三公”经费", _SPENT)
GENERAL = Kind(
    "一般公共预算财政拨款支出决算表",
    re.compile(r"一般公共预算.*支出"),
    _GENERAL,
    "一般公共预算财政拨款支出",
    _SPENT | {"一般公共预算财政拨款支出"},
)
FUND = Kind(
    "政府性基金预算财政拨款收入支出决算表",
    re.compile(r"政府性基金.*(?:支出|收支)"),
    _FUND,
    "政府性基金预算财政拨款支出",
    _SPENT | {"政府性基金预算财政拨款支出"},
)
CAPITAL = Kind(
    "国有资本经营预算财政拨款支出决算表",
    re.compile(r"国有资本经营.*(?:支出|收支)"),
    _CAPITAL,
    "国有资本经营预算财政拨款支出",
    _SPENT | {"国有资本经营预算财政拨款支出", "国有资本经营预算支出"},
)
FISCAL = Kind("财政拨款收入支出决算总表", re.compile(r"财政拨款(?:收入支出|收入、支出|收支|收、支)"), _FISCAL, "", _BOTH, True)
FISCAL_SPENT = Kind("财政拨款支出决算表", re.compile(r"财政拨款支出(?:决算|预算)"), _FISCAL, "财政拨款支出", _SPENT | {"财政拨款支出"})
ALL = Kind(
    "收入支出决算总表",
    re.compile(r"(?:收入支出|收入、支出|收入和支出|收支|收、支)(?:.*总表|(?:预算|决算)?(?:情况)?表)"),
    _ALL,
    "",
    _BOTH,
    True,
)
INCOME = Kind("收入决算表", re.compile(r"收入(?:决算|预算)?(?:总|明细|情况)?表"), _ALL, "本年收入合计")
SPENT = Kind(
    "支出决算表", re.compile(r"(?<!收入)(?<!收入、)(?<!收入和)支出(?:决算|预算)?(?:总|明细|情况)?表"), _ALL, "本年支出合计", _SPENT
)

KINDS = (GENERAL_BASIC, THREE, GENERAL, FUND, CAPITAL, FISCAL, FISCAL_SPENT, ALL, INCOME, SPENT)
"""In the order they are tried: 支出决算表 is the end of four other titles."""

_ANOTHER = re.compile(r"采购|购买服务|专项|绩效|转移支付|债务|非税|捐赠|其他收入|事业收入|会议费|培训费|评分|资产")
"""Words of tables whose titles end like a public one's (政府采购支出表) and that hold something else."""

_SCOPE_WORDS = re.compile(r"^(?:本年度?)?(?:一般公共预算|政府性基金预算?|国有资本经营预算?)?(?:财政拨款)?")
_FUND_HEAD = re.compile(
    r"(?:其中[:：])?(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|财政拨款)(?:财政)?(?:拨款)?(?:资金)?(?:安排)?(?:小计)?"
)
_SHAPES = (
    (THREE, ("因公出国", "公务接待费")),
    (INCOME, ("财政拨款收入", "上级补助收入")),
    (INCOME, ("财政拨款收入", "事业收入")),
    (SPENT, ("基本支出", "项目支出", "上缴上级支出")),
    (FISCAL, ("收入", "支出", "政府性基金")),
    (GENERAL_BASIC, ("人员经费", "公用经费", "科目")),
    (ALL, ("收入项目", "支出项目")),
)


def kind_of(title: str, headings: str) -> Kind | None:
    """Return which public table has this title, or these headings where it has no title."""
    bare = re.sub(r"[“”\"'‘’「」\s（）()]", "", title)
    if not bare:
        return next((kind for kind, words in _SHAPES if all(word in headings for word in words)), None)
    if _ANOTHER.search(bare):
        return None
    found = next((kind for kind in KINDS if kind.title.search(bare)), None)
    return _narrowed(found, bare) if found is not None else None


def _narrowed(kind: Kind, title: str) -> Kind:
    """The kind of a table that holds 基本支出 or 项目支出 alone (基本支出决算明细表)."""
    parts = [part for part in ("基本支出", "项目支出") if part in title]
    if len(parts) != 1 or kind.two_sided or kind is THREE:
        return kind
    return replace(kind, total=parts[0], own=kind.own | {parts[0]}, within=parts[0])


def scope_of(text: str) -> Scope | None:
    """The 口径 that a heading names.

    >>> scope_of("一般公共预算财政拨款").value, scope_of("财政拨款“三公”经费").value, scope_of("合计")
    ('general_public_budget', 'fiscal_appropriation', None)
    """
    for word, scope in (("一般公共预算", _GENERAL), ("政府性基金", _FUND), ("国有资本经营", _CAPITAL), ("财政拨款", _FISCAL)):
        if word in text:
            return scope
    return None


def is_fund(head: str) -> bool:
    """Whether a heading names the money that a figure was paid from and nothing else.

    >>> is_fund("其中：一般公共预算拨款"), is_fund("政府性基金预算"), is_fund("一般公共预算支出")
    (True, True, False)
    """
    return bool(_FUND_HEAD.fullmatch(head))


def without_scope(text: str) -> str:
    """The text without the 口径 in front: 基本支出 for 一般公共预算财政拨款基本支出."""
    return _SCOPE_WORDS.sub("", text)
