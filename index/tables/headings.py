"""What the headings over a column say: of what item, on which basis, of which year, and whether it is an amount at all."""

import re
from dataclasses import dataclass

from index.glossary import Item, find
from index.records import Against, Basis, Measure, Scope
from index.tables.kinds import FISCAL, INCOME, Kind, is_fund, scope_of, without_scope

_BASES = (
    (re.compile(r"年初预算|批复预算"), Basis.BUDGET),
    (re.compile(r"(?:调整|全年|追加后)预算"), Basis.ADJUSTED_BUDGET),
    (re.compile(r"决算|执行数"), Basis.FINAL),
    (re.compile(r"预算数|预算(?:金额|合计)?$"), Basis.BUDGET),
)
_MEASURES = (
    (re.compile(r"增减.*(?:率|[%％])|增长率|增幅|[±%％].*增减"), Measure.CHANGE_RATE),
    (re.compile(r"增减|增加额|变动额"), Measure.CHANGE),
    (re.compile(r"完成.*(?:率|[%％]|比)|执行率"), Measure.COMPLETION_RATE),
    (re.compile(r"(?:自评)?得分$"), Measure.SCORE),
    (re.compile(r"占.*(?:比|[%％])|比重"), Measure.SHARE),
)
_YEAR = re.compile(r"(20\d\d)年")
COUNT_UNIT = re.compile(
    r"[(（](?:单位[:：])?(个|人|人次|辆|批次|批|次|台|套|台[,，、/]套|台套|台\(套\)|台（套）|户|家|平方米|项|元|万元|亩|公顷|公里|平方公里|吨|册|件|起|期|场|份|所|座|处|名|张|只|种|条|间)[)）]"
)
_EMPTY = re.compile(r"(?:合计|小计|金额|总计|数|数量|统计数|(?:本年|年初|调整|全年)?(?:决算|预算|执行|统计)?数?)?")
_DRESS = re.compile(
    r"(?:20\d\d年度?|本年度?(?=决算|预算)|上年度?(?!末|结转|结余)|(?:年初|调整|全年)?(?:预算|决算|执行)数$|(?<=[费出入计])(?:预算|决算)$)"
)


_COMPARED = re.compile(
    r"(?:20\d\d年度?)?(?:年初|全年|调整)?(?:预算|决算|执行)?数?(?:比|较|与)?(?:20\d\d年度?|上年度?|去年)?(?:同期)?(?:年初|全年|调整)?(?:预算|决算|执行)?数?"
    r"(?:相比)?(?:增减|增加|增长|变动|变化|完成|执行|占)?(?:变动|变化|情况)?(?:年初|全年|调整|年度)?[(（±+\-、减少下降）)]*(?:预算|支出|收入|总计|合计)?(?:的)?"
    r"(?:额|数|金额|率|幅度|比例|比重|比|百分比|[(（]?[%％][)）]?)*"
)
"""A heading that says what a figure is set against, and not what it is of: 2021年预算数比2020年执行数, 增减%."""

_PERIOD = re.compile(r"(?:(?:20\d\d|上|本)年度?)?(?:年初|全年|调整)?(?:预算|决算|执行)数?|20\d\d年|(?:20\d\d|上|本)年度")
_AFTER = re.compile(r"[比较与占]|完成|增减")
_MONEY_HEAD = re.compile(r"^(?:金额|价值|原值|净值|账面(?:价值|原值|净值|余额)|(?:决算|预算|合同)金额)$")

CARRIED = "年初结转和结余"
"""The item of what the year before left."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column read. ``label`` is "" where the column holds the row's own figure; ``unit`` overrides the table's.

    ``money`` tells that the heading asks for money even where the row counts things (车辆（辆）: 数量, 金额).
    """

    item: Item | None
    label: str
    scope: Scope | None
    basis: Basis
    measure: Measure
    year: int
    unit: str
    against: Against | None = None
    money: bool = False


def read_heads(heads: tuple[str, ...], kind: Kind | None, basis: Basis, year: int) -> Meaning:
    """Read the headings over one column, the deepest first; *basis* and *year* are the report's own."""
    joined = "".join(heads)
    counted = COUNT_UNIT.search(joined)
    measure = next((each for pattern, each in _MEASURES if pattern.search(joined)), Measure.AMOUNT)
    said = joined if measure is Measure.AMOUNT else _AFTER.split(joined)[0]
    item, label, scope = _item(heads, kind, measure)
    return Meaning(
        item=item,
        label=label,
        scope=scope_of(joined) if kind is FISCAL else scope,
        basis=next((each for pattern, each in _BASES if pattern.search(said)), basis),
        measure=measure,
        year=_year(said, year),
        unit="分" if measure is Measure.SCORE else counted.group(1) if counted else "",
        against=_against(joined, measure),
        money=any(_MONEY_HEAD.match(COUNT_UNIT.sub("", head)) for head in heads[-1:]),
    )


def _item(heads: tuple[str, ...], kind: Kind | None, measure: Measure) -> tuple[Item | None, str, Scope | None]:
    """The item that the headings name, the deepest first, what is printed of it, and the fund that the figure was paid from."""
    scope: Scope | None = None
    for head in reversed(heads):
        bare = COUNT_UNIT.sub("", _DRESS.sub("", head))
        if (
            _EMPTY.fullmatch(bare)
            or (measure is Measure.SCORE and head is heads[-1])
            or (measure is not Measure.AMOUNT and _COMPARED.fullmatch(head))
        ):
            continue
        if scope is None and kind is not None and is_fund(bare) and (kind is not INCOME or _is_carried(heads)):
            scope = scope_of(bare)
            continue
        found = find(bare) or find(without_scope(bare))
        if found is None:
            return None, bare, scope
        if kind is not None and (found.name in kind.own or (kind is FISCAL and scope_of(bare))):
            return None, "", scope
        return found, bare, scope
    return None, "", scope


def _is_carried(heads: tuple[str, ...]) -> bool:
    found = find(heads[0])
    return found is not None and found.name == CARRIED


def read_period(label: str, basis: Basis, year: int) -> tuple[Basis, int] | None:
    """The basis and year of a row that is called by nothing else, None for a row with a name.

    >>> read_period("2024年预算数", Basis.FINAL, 2025)
    (<Basis.BUDGET: 'budget'>, 2024)
    """
    if not _PERIOD.fullmatch(label):
        return None
    return next((each for pattern, each in _BASES if pattern.search(label)), basis), _year(label, year)


def _against(joined: str, measure: Measure) -> Against | None:
    """What a change or a completion is measured against, where the heading says so."""
    after = "".join(_AFTER.split(joined)[1:])
    if measure in (Measure.AMOUNT, Measure.SHARE):
        return None
    if re.search(r"(?:调整|全年)预算", joined):
        return Against.ADJUSTED_BUDGET
    if "年初预算" in joined:
        return Against.BUDGET
    earlier = re.search(r"上年|去年|20\d\d年", after)
    if "预算" in after and not earlier:
        return Against.BUDGET
    return Against.LAST_YEAR if measure is not Measure.COMPLETION_RATE and earlier else None


def _year(joined: str, year: int) -> int:
    named = _YEAR.search(joined)
    if named:
        return int(named[1])
    return year - 1 if re.search(r"上年(?:度|决算|预算|数|执行)|^上年(?!末|结转|结余)", joined) else year
