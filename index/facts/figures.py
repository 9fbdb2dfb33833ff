"""Numbers in a line of text, each told for what it is: a figure, a year, a date, a code, a damaged or a missing figure.

Comes in: view text (width folded, layout breaks closed). Goes out: marks in order that never overlap. Never knows labels.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from index.facts.numerals import chinese_number
from index.quantity import Dimension, Hedge, Quantity, Unit


class Role(Enum):
    """What a number is."""

    FIGURE = "figure"
    BARE = "bare"  # digits without a unit
    YEAR = "year"
    DATE = "date"
    NAME = "name"  # list numbers, codes, document numbers, durations, thresholds: no figure
    FAULT = "fault"  # a figure that was lost: ``reason`` says how


@dataclass(frozen=True, slots=True)
class Mark:
    """One number, or the gap where one should stand. ``bare_scale`` tells 560万 (a scale without what it counts)."""

    start: int
    end: int
    role: Role
    quantity: Quantity | None = None
    year: int | None = None
    reason: str = ""
    bare_scale: bool = False
    tail: int = 0
    """Where a hedge behind the unit ends (以内); ``end`` where there is none."""

    worded: bool = False
    """Whether it is 零, whose unit only the item tells."""


_MONEY = "元/人|元/平方米|元/年|元/月|元/天|元/次|元/户|元/辆|元"
_COUNTS = (
    "批（次）|人（次）|批\\(次\\)|人\\(次\\)|人次|人份|人天|名次|批次|班次|车次|场次|件次|户次|家次|台次|例次|台（套）|台\\(套\\)|件（套）|件套|台件|台套|台/套|套（台）|辆次|艘次|架次|"
    "㎡|m²|m2(?!\\d)|卷(?!烟)|平方公里|平方千米|平方米|公里|千米|立方米|公顷|千克|公斤|课时|学时|机位|席位|床位|村次|处次|"
    "人|名|位|个|家|户|辆|台|套|件|项|起|场|期|份|条|次|批|所|处|座|间|幅|篇|本(?![年单部局])|册|张|亩|吨|升|米|支|部|只|头|棵|株|宗|例|对|组|"
    "类|种(?![植粮子业])|门|节|页|字|票|盏|艘|架|枚|届|轮|遍|款|卡|亿吨|度|顶|眼|口|幢|栋|片|块|枝|箱|袋|桶|瓶|辆份|笔|桩|封|通|副|尊|羽|尾|方|格|级"
)
_SCALE = "万亿|千万|百万|十万|亿|万|千|百|十"
_DURATION = "个工作日|个自然日|个小时|个月|个半月|个年度|个季度|小时|分钟|秒钟|秒|周年|周岁|岁|学年|季度|星期|月份|周|天|日|年代|年期|年"
_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?)"
_ENCLOSED = r"[（(](?:[万亿]?元|平方米|[人个辆台套件项户家]|人次|批次|%)[)）]"
"""A unit in brackets: 4,386.50（平方米）."""

_UNIT = (
    r"(?:%|‰|个?百分点|倍|成(?![立为果员功效本就长交])|分(?![钟别之期公局会为布散析管设支行店校享解类工])|"
    rf"(?:{_SCALE})?(?:余|多|来)?(?:{_MONEY}|{_COUNTS})|(?:{_SCALE})(?:余|多)?|{_ENCLOSED})"
)
_AFTER = r"(?:（含）|\(含\)|及)?以(?P<bound>[上下内])(?:（含）|\(含\))?"

_HAN = "[一二两三四五六七八九十百千万亿零]"
_ANY_YEAR = r"(?:19|20)\d{2}"
_MARK = re.compile(
    rf"""
    (?P<formula>[×*]\s?100\s?%?)
  | (?P<residue>(?:[XxＸ×＊*○◯□＿_]{{1,10}}|(?<![-—–])[-—–]{{2,6}}|(?<=[的占长少降])[-—–/](?=%))
      (?:{_SCALE})?(?:元|%|人次|批次|人|个百分点|[个家户辆台件项次批名](?![\w])))
  | (?P<document>[〔\[【（(]{_ANY_YEAR}[〕\]】)）]\s?第?\d{{1,5}}号?|第?\s?\d{{1,6}}号(?!召))
  | (?P<ordinal>第\s?\d{{1,4}}|公开\s?\d{{1,2}}\s?(?:-\d)?表|财决\S{{0,4}}?\d{{1,2}}\s?表|附[表件]\s?\d{{1,2}}|表\s?\d{{1,2}}(?![\d.]))
  | (?P<item>(?<=[：:；;。，,\s])\d{{1,2}}[.．、](?=[一-龥“]))
  | (?P<dates>{_ANY_YEAR}年\d{{1,2}}月(?:\d{{1,2}}日|份|底|末|初)?
      |{_ANY_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}日?|(?<!\d)\d{{1,2}}[-—–~至]\d{{1,2}}月份?|(?<!\d)\d{{1,2}}月(?:\d{{1,2}}日|份|底|末|初)|\d{{1,2}}:\d{{2}}(?::\d{{2}})?)
  | (?P<years>{_ANY_YEAR}年?度?\s?[-—–~～至到]{{1,2}}\s?{_ANY_YEAR}年度?)
  | (?P<year>(?<![\d.]){_ANY_YEAR}年(?:度|年度)?(?!以[上下内来]))
  | (?P<hanyear>[一二][〇○零Oo0九][〇○零O0一二三四五六七八九]{{2}}年(?:度)?)
  | (?P<latin>[A-Za-z][A-Za-z.-]{{0,20}}\d[\w.]{{0,20}}|\d+(?!m[2²])[A-Za-z][A-Za-z\d]{{0,20}})
  | (?P<broken>\d+(?:\.\d+)?\.(?:\.|(?=[万亿元])|\d*\.\d*)[\d.]{{0,20}}(?:万元|亿元|元|万|%)?
      |(?<=[^\d\s，。；：、,（(])[,]\d{{3}}(?:\.\d+|(?:,\d{{3}})+(?:\.\d+)?)(?:万元|亿元|元|万|%)?
      |\d+(?:\.?\ )\d[\d.]{{0,20}}(?:万元|亿元|元|万))
  | (?P<range>{_NUMBER}(?:{_UNIT})?[-—–~～至到]{_NUMBER}(?:{_UNIT}|{_DURATION}))
  | (?P<duration>(?<![\d.])\d+(?:\.\d+)?(?:多|余|来)?(?:{_DURATION})(?![\d]))
  | (?P<figure>(?P<sign>(?<![\d.A-Za-z年月日）)%])[-+]|(?<![自抱担欺减])负)?(?P<number>(?<![\d.]){_NUMBER})
      (?P<unit>余?(?:{_UNIT}))?(?:{_AFTER}|(?P<about>左右|上下))?)
  | (?P<percent>百分之(?P<hanpercent>[零〇一二三四五六七八九十百点]{{1,8}})(?!分之))
  | (?P<han>(?P<hannumber>(?<!{_HAN})(?![万亿零]){_HAN}{{1,24}}(?:点[零〇一二三四五六七八九]{{1,4}})?[万亿]?)
      (?P<hanunit>万元|亿元|元(?!旦)|人次|批次|辆(?!份)|个(?![人百]|方面)|[家名件项户人](?![大民员类力事士])))
  | (?P<zero>(?<=[为是])零(?=[，。；、,;）)\n]|$))
  | (?P<gap>(?<=[为计达占长少加降额入出数算费])(?:万元|亿元|%)(?=[，。；,;）)\n]|$)
      |(?<=单位|机构|公司|学校|医院|商户|案件)[家户所件](?=[，。；])|(?<=车辆|设备)[辆台](?=[，。；]))
    """,
    re.VERBOSE,
)
_WITH_UNIT = re.compile(rf"(?:{_UNIT})$")
_LIST_NUMBER = re.compile(
    r"\s*(?:[（(]\s?\d{1,3}\s?[)）]|\d{1,3}[、．](?!\d+(?:\.\d+)?[万亿元%])|\d{1,2}\.(?=(?:19|20)\d{2}年|[12]\d{2}[一-龥]|2\d{4}(?:\d{2})?\D|[^\d\s])|[①-⑳])"
)
_QUOTED = re.compile(r"“[^“”\n]{1,18}”")
_HEDGES = (
    (re.compile(r"(?:不超过|不高于|不多于|不大于|低于|不足|不到|控制在|至多|最多)$"), Hedge.AT_MOST),
    (re.compile(r"(?:不低于|不少于|不小于|至少|超过?|逾|突破|高于|多于)$"), Hedge.AT_LEAST),
    (re.compile(r"(?:(?<![节制签缔预邀])约|近|接近)$"), Hedge.ABOUT),
)
_HEDGE_ENDS = frozenset("过于足到在多少逾破约近")
"""The last characters of those words."""

_IDIOMATIC = frozenset("个家名件项户人")
"""Units that a single Chinese digit often stands before without counting: 一个, 三项制度."""
_BOUNDS = {"上": Hedge.AT_LEAST, "下": Hedge.AT_MOST, "内": Hedge.AT_MOST}
_NOUN_AHEAD = re.compile(r"的?[一-龥（(]")
_INHERITS = re.compile(r"[、,，和与及]")
_MORE = str.maketrans("()", "（）", "余多来")
_SEPARATORS = str.maketrans("", "", ",，")
_HAN_YEAR = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")


def scan(text: str) -> tuple[Mark, ...]:
    """Return every number of *text*, in order.

    >>> [(m.role.value, str(m.quantity)) for m in scan("2019年支出57.2万余元、单价50万元以上通用设备3台（套）") if m.quantity]
    [('figure', '57.2万元'), ('figure', '3台（套）')]
    """
    quoted = _quoted_spans(text)
    starts = [span[0] for span in quoted]
    marks: list[Mark] = []
    listed = _LIST_NUMBER.match(text)
    for found in _MARK.finditer(text, listed.end() if listed else 0):
        mark = _mark(found, text)
        place = bisect_left(starts, mark.start) - 1
        if mark.role in (Role.FIGURE, Role.BARE) and place >= 0 and mark.end <= quoted[place][1]:
            mark = Mark(mark.start, mark.end, Role.NAME)
        marks.append(mark)
    return tuple(_with_shared_units(marks, text))


def _quoted_spans(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _QUOTED.finditer(text) if "元" not in found.group()]


def _mark(found: re.Match[str], text: str) -> Mark:
    start, end = found.span()
    match found.lastgroup:
        case "year" | "hanyear":
            return Mark(start, end, Role.YEAR, year=int(found.group()[:4].translate(_HAN_YEAR)))
        case "dates":
            year = found.group()[:4]
            return Mark(start, end, Role.DATE, year=int(year) if year.isdecimal() else None)
        case "years":
            return Mark(start, end, Role.YEAR, reason="several_years")
        case "residue":
            return Mark(start, end, Role.FAULT, reason="missing_number" if found.group()[0] in "-—–/" else "template_residue")
        case "broken" | "gap" | "range":
            return _fault(found)
        case "zero":
            return Mark(start, end, Role.FIGURE, Quantity.of(0, "万元"), tail=end, worded=True)
        case "percent" | "han":
            return _han_mark(found)
        case "figure" | "about" | "unit" | "number" | "sign" | "bound":
            return _figure(found, text)
    return Mark(start, end, Role.NAME)


def _fault(found: re.Match[str]) -> Mark:
    start, end = found.span()
    reason = {"broken": "damaged", "gap": "missing_number", "range": "range"}[found.lastgroup or ""]
    if reason == "range" and not _WITH_UNIT.search(found.group()):
        return Mark(start, end, Role.NAME)
    return Mark(start, end, Role.FAULT, reason=reason)


def _han_mark(found: re.Match[str]) -> Mark:
    start, end = found.span()
    digits, unit = (found["hanpercent"], "%") if found["percent"] else (found["hannumber"], found["hanunit"])
    number = Decimal(100) if digits == "百" else chinese_number(digits)
    if number is None or (len(digits) == 1 and unit in _IDIOMATIC):
        return Mark(start, end, Role.NAME)
    return Mark(start, end, Role.FIGURE, Quantity(number, Unit.of(unit)), tail=end)


def _figure(found: re.Match[str], text: str) -> Mark:
    start, end = found.span()
    printed = found["unit"] or ""
    hedge = _hedge(found, text)
    if found["bound"] and _NOUN_AHEAD.match(text, end):
        return Mark(start, end, Role.NAME)
    number = Decimal(found["number"].translate(_SEPARATORS))
    if found["sign"] in ("-", "负"):
        number = -number
    symbol = printed.translate(_MORE)
    if not symbol:
        return Mark(start, found.end("number"), Role.BARE, Quantity(number, Unit.of("")), tail=end)
    symbol = "平方米" if symbol in ("㎡", "m²", "m2") else symbol
    unit = Unit.of(symbol[1:-1] if symbol[0] == "（" else symbol.replace("（次）", "次"))
    bare_scale = unit.power == 0 and symbol in _SCALES
    return Mark(start, found.end("unit"), Role.FIGURE, Quantity(number, unit, hedge), bare_scale=bare_scale, tail=end)


_SCALES = frozenset(_SCALE.split("|"))


def _hedge(found: re.Match[str], text: str) -> Hedge:
    if found["bound"]:
        return _BOUNDS[found["bound"]]
    unit = found["unit"]
    if found["about"] or (unit and ("余" in unit or "多" in unit or "来" in unit)):
        return Hedge.ABOUT
    if text[found.start() - 1 : found.start()] not in _HEDGE_ENDS:
        return Hedge.EXACT
    before = text[max(found.start() - 4, 0) : found.start()]
    return next((hedge for pattern, hedge in _HEDGES if pattern.search(before)), Hedge.EXACT)


def _with_shared_units(marks: list[Mark], text: str) -> list[Mark]:
    """4125.49,4143.91万元: a bare number with decimals right before a figure has the figure's unit."""
    for place in range(len(marks) - 2, -1, -1):
        mark, after = marks[place], marks[place + 1]
        if mark.role is not Role.BARE or after.role is not Role.FIGURE or mark.quantity is None or after.quantity is None:
            continue
        between = text[mark.end : after.start]
        if _INHERITS.fullmatch(between) and (mark.quantity.places or between == "、"):
            quantity = Quantity(mark.quantity.number, after.quantity.unit, mark.quantity.hedge)
            marks[place] = Mark(mark.start, mark.end, Role.FIGURE, quantity, bare_scale=after.bare_scale, tail=mark.end)
    return marks


def dimension(mark: Mark) -> Dimension:
    """What a figure measures."""
    assert mark.quantity is not None
    return mark.quantity.unit.dimension
