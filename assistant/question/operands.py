"""The two figures of one question, each with its own organisation, year, basis or report, and the side of the accounts they are of.

Comes in: a question whose items are read, and its mask. Goes out: the question with what belongs to each item alone.
Never looks at the catalog.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.inquiry import Asked, Operation, Question, Relation
from assistant.question.counts import by_name
from assistant.question.scopes import basis_of
from index.quantity import Quantity
from index.records import Basis, ReportKind, ReportLevel

_ORDERED = (Operation.DIFFERENCE, Operation.MULTIPLE, Operation.TIMES_MORE)
_PLAIN = (Operation.LOOKUP, Operation.RANKING)
_TWO_FIGURES = {*_ORDERED, *_PLAIN, Operation.CHANGE, Operation.CHANGE_RATE, Operation.COMPARE, Operation.VERIFY}
_ALTERNATE = re.compile(r"[OB][^OBY]*Y[^OBY]*[OB][^OBY]*Y")
_EITHER_LEVEL = re.compile(r"(部门|单位)(?:预算|决算)?[^,部单]{0,4}(?:比|和|与|跟|、|较|同)[^,部单]{0,6}(部门|单位)(?:预算|决算)?")
_LEVELS = {"部门": ReportLevel.DEPARTMENT, "单位": ReportLevel.UNIT}
_REPORT_FIRST = re.compile(r"Y[^Y和与跟、比]*Y[^Y]*决算数")
"""2026年部门预算里的2025年执行数: the first year is the report's."""


def paired(question: Question, years: Sequence[int], mask: str) -> Question:
    """赫山2020年的支出比芦淞2019年的多多少: two figures, each with its own organisation and year, in the order of the words."""
    question = _of_two_levels(question)
    if question.operation not in _TWO_FIGURES or not 1 <= len(question.items) <= 2 or any(item.level for item in question.items):
        return question
    two_years, two_orgs = len(years) == 2, len(question.orgs) == 2
    bases = _bases(mask, "Y" if two_years else "OB") if two_years or two_orgs else (None, None)
    differing = None not in bases and bases[0] is not bases[1]
    if bases[0] is bases[1] is Basis.BUDGET and question.against is not None:  # 2025年预算比2024年预算: one basis, no completion
        question = replace(question, basis=Basis.BUDGET, against=None)
    if bases[0] is None and bases[1] is Basis.FINAL and two_years:  # 比2025年执行数: what the base is, not what is asked for
        question = replace(question, basis=None)
    if question.operation is Operation.LOOKUP and two_years and bases == (Basis.BUDGET, Basis.FINAL) and _REPORT_FIRST.search(mask):
        return replace(question, years=(years[1],), basis=Basis.FINAL, level=question.level, kind=None, against=None)
    if differing and question.operation is Operation.CHANGE_RATE:  # 2026年预算比2025年执行数增长百分之几
        return replace(question, basis=bases[0], against=None)
    own_each = (two_years and two_orgs and bool(_ALTERNATE.search(mask))) or differing
    plain = question.operation in _PLAIN
    ordered = two_years and question.operation in _ORDERED
    if not (own_each or (not plain and (ordered or (two_years and two_orgs)))):
        return question
    orgs = question.orgs if two_orgs else (None, None)
    each_year = tuple(years) if two_years else (years[0] if years else None,) * 2
    items = question.items if len(question.items) == 2 else question.items * 2
    both = tuple(
        replace(item, org=org, year=year, basis=basis if differing else item.basis)
        for item, org, year, basis in zip(items, orgs, each_year, bases, strict=True)
    )
    apart = (two_orgs or differing) and question.operation is Operation.CHANGE
    question = replace(question, operation=Operation.DIFFERENCE if apart else question.operation, items=both)
    return replace(question, kind=None, basis=None, against=None, group=None) if differing else question


def _bases(mask: str, letters: str) -> tuple[Basis | None, Basis | None]:
    """What was planned or spent, of the first figure and of the second: 2018年预算比2017年决算."""
    places = [at for at, letter in enumerate(mask) if letter in letters]
    if len(places) != 2:
        return None, None
    first, second = mask[places[0] + 1 : places[1]], mask[places[1] + 1 :]
    second = re.split(r"[,多少高低增减升降涨跌的]", second)[0] if "算" in re.split(r"[,多少高低增减升降涨跌的]", second)[0] else second
    return _basis(first), _basis(second)


def _basis(words: str) -> Basis | None:
    return basis_of(words) or (Basis.BUDGET if "预算" in words else Basis.FINAL if "决算" in words else None)


def _of_two_levels(question: Question) -> Question:
    """部门预算比单位预算多多少: the same item in the two reports of one organisation."""
    found = _EITHER_LEVEL.search(question.text)
    if not found or found.group(1) == found.group(2) or len(question.items) > 1 or question.operation not in _TWO_FIGURES:
        return question
    budget = "预算" in found.group()
    item = question.items[0] if question.items else Asked(item="本年支出合计", said="预算" if budget else "决算")
    items = tuple(replace(item, level=_LEVELS[level]) for level in found.groups())
    operation = Operation.DIFFERENCE if question.operation is Operation.CHANGE else question.operation
    basis = Basis.BUDGET if budget else question.basis
    kind = ReportKind.BUDGET if budget else question.kind
    return replace(question, operation=operation, items=items, level=None, against=None, basis=basis, kind=kind, leftover=())


_OUT = {
    "政府性基金预算财政拨款收入": "政府性基金预算财政拨款支出",
    "国有资本经营预算财政拨款收入": "国有资本经营预算财政拨款支出",
    "一般公共预算财政拨款收入": "一般公共预算财政拨款支出",
    "财政拨款收入": "财政拨款支出",
}
"""What a 口径 said without 收入 or 支出 (政府性基金) is called where spending is spoken of."""
_SPENDING = re.compile(r"花|用[了掉去]|支出|开支|支[了付]|超支")
_SPENT = frozenset(["功能分类", "经济分类", "三公", "机关运行", "政府采购", "一般性支出", "支出"])


def sided(items: tuple[Asked, ...], whole: Asked | None, text: str) -> tuple[tuple[Asked, ...], Asked | None]:
    """政府性基金花了多少 and 社保支出占一般公共预算的比重 mean spending, though neither 收入 nor 支出 is said of the fund."""
    named = (*items, *((whole,) if whole else ()))
    open_sided = [asked for asked in named if asked.item in _OUT and "收" not in asked.said and "支" not in asked.said]
    others = [asked for asked in named if asked not in open_sided]
    spent = any(_is_spending(asked) for asked in others) if others else bool(_SPENDING.search(text))
    if not open_sided or not spent:
        return items, whole
    return tuple(_as_spending(asked, open_sided) for asked in items), whole and _as_spending(whole, open_sided)


def _as_spending(asked: Asked, open_sided: list[Asked]) -> Asked:
    return replace(asked, item=_OUT[asked.item], code=None) if asked in open_sided else asked


def _is_spending(asked: Asked) -> bool:
    known = by_name(asked.item)
    return "支出" in asked.item or (known is not None and known.group in _SPENT)


_ALL_OF = re.compile(r"(?:全部?|都|全都|统统|完全)(?:是|都?给|授予|用于|花在|投给|投向|用在|来自|靠)|百分之百")


_NO_OTHERS = re.compile(r"I[^,I]*I,没有?I")
"""全是货物,没有工程和服务: what is all of it leaves nothing for others."""


def all_of(question: Question, mask: str) -> Question:
    """政府采购是不是全给了小微企业: whether a part is the whole."""
    claims = question.operation is Operation.VERIFY and question.claimed is None
    several = len(question.items) == 2 or _NO_OTHERS.search(mask)
    if not claims or not several or question.whole or not _ALL_OF.search(mask):
        return question
    whole, part = question.items[:2]
    claimed = Quantity.of(Decimal(100), "%")
    return replace(question, of=Operation.SHARE, items=(part,), whole=whole, claimed=claimed, relation=Relation.EQUAL)
