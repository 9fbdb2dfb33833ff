"""What the headings over a column say: of what item, on which basis, of which year, and whether it is an amount at all."""

import re
from dataclasses import dataclass

from index.glossary import Item, find
from index.records import Basis, Measure, Scope
from index.tables.kinds import FISCAL, Kind, scope_of, without_scope

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
    (re.compile(r"占.*(?:比|[%％])|比重"), Measure.SHARE),
)
_YEAR = re.compile(r"(20\d\d)年")
COUNT_UNIT = re.compile(r"[(（](?:单位[:：])?(个|人|人次|辆|批次|批|次|台|套|台\(套\)|台（套）|户|家|平方米|项|元|万元)[)）]")
_EMPTY = re.compile(r"(?:合计|小计|金额|总计|数|数量|统计数|(?:本年|年初|调整|全年)?(?:决算|预算|执行|统计)?数?)?")
_DRESS = re.compile(r"(?:20\d\d年度?|本年度?(?=决算|预算)|上年度?|(?:年初|调整|全年)?(?:预算|决算|执行)数$|(?<=[费出入计])(?:预算|决算)$)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column read. ``label`` is "" where the column holds the row's own figure; ``unit`` overrides the table's."""

    item: Item | None
    label: str
    scope: Scope | None
    basis: Basis
    measure: Measure
    year: int
    unit: str


def read_heads(heads: tuple[str, ...], kind: Kind | None, basis: Basis, year: int) -> Meaning:
    """Read the headings over one column, the deepest first; *basis* and *year* are the report's own."""
    joined = "".join(heads)
    counted = COUNT_UNIT.search(joined)
    item, label = _item(heads, kind)
    return Meaning(
        item=item,
        label=label,
        scope=scope_of(joined) if kind is FISCAL else None,
        basis=next((each for pattern, each in _BASES if pattern.search(joined)), basis),
        measure=next((each for pattern, each in _MEASURES if pattern.search(joined)), Measure.AMOUNT),
        year=_year(joined, year),
        unit=counted.group(1) if counted else "",
    )


def _item(heads: tuple[str, ...], kind: Kind | None) -> tuple[Item | None, str]:
    for head in reversed(heads):
        bare = COUNT_UNIT.sub("", _DRESS.sub("", head))
        if _EMPTY.fullmatch(bare):
            continue
        found = find(bare) or find(without_scope(bare))
        if found is None:
            return None, bare
        if kind is not None and (found.name in kind.own or (kind is FISCAL and scope_of(bare))):
            return None, ""
        return found, bare
    return None, ""


def _year(joined: str, year: int) -> int:
    named = _YEAR.search(joined)
    if named:
        return int(named[1])
    return year - 1 if re.search(r"上年(?:度|决算|预算|数|执行)|^上年", joined) else year
