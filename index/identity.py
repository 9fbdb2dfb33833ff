"""Which report a text is: whose, of which fiscal year, 决算 or 预算, 部门, 单位 or 本级.

Comes in: a Source. Goes out: an Identity, or one ReadingError when the text names no organisation or no year.
Evidence is added up (title lines, 第一部分 …概况, 部门：… over tables, sentences, the file's name); noise is never taken for a name.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import ReadingError
from index.normalize import view
from index.records import Identity, ReportKind, ReportLevel, Source

_HEAD_LINES = 80
_VIEWED_LINES = 400
_TITLE_LINES = 4
_TITLE, _HEADING, _FURNITURE, _FILE, _SENTENCE = 10.0, 6.0, 3.0, 2.0, 1.0
"""How much one piece of evidence counts. A title outweighs the rest together unless the text never repeats its name."""

_NAME = r"[㐀-鿿〇（）()·]{3,45}?"
_YEAR = r"(?P<year>(?:19|20)\d\d|[二一][〇○零Oo0九][〇○零Oo0一二三四五六七八九]{2})"
_LEVEL = r"(?:区级|市级|县级|省级|镇级|乡级)?(?P<level>本级|机关|部门|单位|预算单位)?(?:\(?(?:本级|汇总|机关|单位|部门)\)?)?"
_KIND = r"(?P<kind>决算|预算)"
_TAIL = r"[^。，,；;]{0,24}"
_YEAR_FIRST = re.compile(rf"(?:关于)?{_YEAR}年?(?:年?度)?(?P<org>{_NAME}){_LEVEL}(?:整体支出)?(?:收支)?{_KIND}{_TAIL}")
_NAME_FIRST = re.compile(
    rf"(?:关于)?(?P<org>{_NAME})(?:关于)?(?:公开|公布)?{_YEAR}年?(?:年?度)?{_LEVEL}(?:整体支出)?(?:收支)?{_KIND}{_TAIL}"
)
_YEAR_ONLY = re.compile(rf"(?P<org>[㐀-鿿]{{2,20}})?{_YEAR}年?(?:年?度)?{_LEVEL}(?:收支)?{_KIND}(?:公开|说明|情况说明|情况|报告|信息)*")
_OVERVIEW = re.compile(
    rf"(?:第[一1]部分|[一1][、.])?[:：]?(?P<org>{_NAME})(?:\((?:部门|单位|本级)\))?(?:概况|部门概况|单位概况|基本情况|基本概况|主要职能|主要职责|机构设置)"
)
_FURNITURE_LINE = re.compile(
    r"(?:公开|预算|决算|编制|填报|主管|编报|预算主管|一级预算|部门预算)?(?:部门|单位)(?:名称|全称)?[:：](?P<org>[^:：]{3,45}?)(?=金额单位|单位[:：]|公开|20\d\d|$)"
)
_SENTENCE_YEAR = re.compile(rf"{_YEAR}年?度?(?P<level>部门|单位|本级)(?P<kind>决算|预算)")
_RUN = re.compile(r"[㐀-鿿（）()]{4,40}$")
_FISCAL = re.compile(r"(?<!\d)(20\d\d)年度")
_PLANNED = re.compile(r"(?<!公共)(?<!财政)(?<!基金)(?<!经营)预算")
"""预算 as a kind of report, not as part of a fund's name (一般公共预算财政拨款)."""
_YEAR_WORD = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月)")

_ENDING = re.compile(
    r"(?:镇|乡|局|分局|委员会|委|办公室|办公厅|厅|部|院|中心|所|站|队|校|中学|小学|高中|初中|一中|二中|三中"
    r"|四中|五中|中专|技校|职高|幼儿园|学院|大学|馆|社|会|政府|办事处|街道|残联|妇联|科协|文联|侨联"
    r"|工商联|政协|人大|公司|基地|园|场|处|台|库|段|监狱|区|集团|组|署|关|疾控|协|团)$"
)
_NO_NAME = re.compile(
    r"收入|支出|情况|相比|合计|万元|预算|决算|增加|减少|目录|首页|公开|发布|来源|附件|说明|本部门|本单位|我局|以及|其中|按照|根据|纳入|包括|主要|"
    r"经费|有关|财政拨款|报告|概况|职能|职责|机构设置|部分|名称|年度|名词|绩效|分类"
)
_PLACEHOLDER = re.compile(r"[X×xＸ*＊○]{2,}|某某|[（(]单位名称[）)]")
_SUFFIX = re.compile(r"(?:\((?:本级|机关|本部|机关本级|局本级|部门|单位|汇总)\)|(?<=[局会委办室])(?:本级|机关本级|机关|本部|部门))$")
_OFFICE = re.compile(r"\((?:本级|机关|本部|机关本级|局本级)\)$|(?<=[局会委办室])(?:本级|机关本级|本部)$|委员会机关$|局机关$")
_LEAD = re.compile(r"^(?:附件\d{0,2}[:：]?|关于印发|关于|现将|现就|现对|兹将|公开|\d{1,2}[.、])+")
_LINK = re.compile(r"[上下]一[篇条]|相关|链接|更多|推荐|往年")
_SEPARATOR = re.compile(r"[>›»|_—–:：《》<>]+|-(?!\d)")
_NATION = re.compile(r"^(?:中国共产党|中共|中国共产主义青年团|共青团|中国国民党革命委员会|中国民主同盟)")
_REGION = re.compile(
    r"(?:[^省市区县州盟旗]{2,7}(?:省|自治区))?"
    r"(?:(?!城市)[^省市区县州盟旗]{1,7}(?:自治州|地区|州(?!区)|盟|市(?![场政容民])))?"
    r"(?:(?!城市|社区|园区|小区|林区|库区|校区|院区|片区)[^省市区县州盟旗局委院校所站]{1,7}(?:自治县|林区|特区|新区|开发区|高新区|区(?!域|划|块)|县|自治旗|旗|市(?![场政容民])))?"
)
_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")


@dataclass(frozen=True, slots=True)
class _Clue:
    """One place that says whose report this is, or of which year; "" and 0 where it does not say."""

    org: str
    year: int
    weight: float
    level: str = ""
    kind: str = ""
    printed: str = ""


def identify(source: Source, *, org: str | None = None, year: int | None = None) -> Identity:
    """Tell which report *source* is; *org* and *year* settle what the text leaves open or gets wrong."""
    lines = _lines(source.text)
    squeezed = "".join(lines)
    clues = tuple(_clues(lines, squeezed, Path(source.file).stem))
    printed = org or _organisation(clues, squeezed)
    if printed is None:
        raise ReadingError(Path(source.file), _no_organisation(lines))
    fiscal = year or _year(clues, printed, squeezed)
    if fiscal is None:
        raise ReadingError(Path(source.file), "看不出是哪一年度的报告：标题和正文里没有可辨认的年度（可用 --year 指定）")
    name = _bare(printed)
    kind = _kind(clues, name, squeezed)
    level = _level(clues, printed, squeezed, kind)
    return Identity(org=name, region=region(name), year=fiscal, kind=kind, level=level, title=_title(clues, name, fiscal, level, kind))


def region(org: str) -> str:
    """The province, city and district that an organisation's name starts with, as printed.

    >>> region("益阳市赫山区人力资源和社会保障局"), region("长沙市市场监督管理局"), region("中共长沙市委办公室")
    ('益阳市赫山区', '长沙市', '长沙市')
    """
    found = _REGION.match(_NATION.sub("", org))
    return found.group() if found else ""


def _lines(text: str) -> tuple[str, ...]:
    """The text's lines, each without blanks and in plain width; empty ones left out. The first ones get a full view."""
    head = text.split("\n", _VIEWED_LINES)
    rest = unicodedata.normalize("NFKC", head.pop()) if len(head) > _VIEWED_LINES else ""
    plain = (*(view(line).text for line in head), *rest.split("\n"))
    rough = ("".join(line.split()).replace("（", "(").replace("）", ")") for line in plain)
    return tuple(line.strip("#*>|-·") for line in rough if line)


def _clues(lines: Sequence[str], squeezed: str, stem: str) -> Iterator[_Clue]:
    yield from _title_clues(lines[:_HEAD_LINES], _TITLE)
    yield from _title_clues(_lines(re.sub(r"[_\-\s—]+", "", stem)), _FILE)
    for line in lines:
        if len(line) > 60:
            continue
        found = _OVERVIEW.fullmatch(line)
        if found and _is_name(found["org"]):
            yield _Clue(found["org"], 0, _HEADING)
        found = _FURNITURE_LINE.match(line)
        if found and _is_name(found["org"]):
            yield _Clue(found["org"], 0, _FURNITURE)
    for found in _SENTENCE_YEAR.finditer(squeezed):
        before = _RUN.search(squeezed, max(0, found.start() - 40), found.start())
        name = _LEAD.sub("", before.group()) if before else ""
        if _is_name(name):
            yield _Clue(name, _number(found["year"]), _SENTENCE, found["level"], found["kind"])


def _title_clues(lines: Sequence[str], weight: float) -> Iterator[_Clue]:
    """Titles that stand on one line or are broken over a few; a title's name may come before or after the year."""
    for start in range(len(lines)):
        for count in range(1, _TITLE_LINES + 1):
            joined = _LEAD.sub("", "".join(lines[start : start + count]))
            if len(joined) > 90:
                break
            clues = [
                _read_title(part, weight - start * weight / (4 * _HEAD_LINES)) for part in (_parts(joined) if count == 1 else [joined])
            ]
            found = [clue for clue in clues if clue is not None]
            if found:
                yield found[0]
                break


def _parts(line: str) -> list[str]:
    """A line and what stands between its separators: 首页>财政信息>…, 标题：…, …-政府门户网站."""
    if _LINK.match(line):
        return []
    return list(dict.fromkeys([line, *(_LEAD.sub("", part) for part in _SEPARATOR.split(line))]))


def _read_title(line: str, weight: float) -> _Clue | None:
    for pattern in (_NAME_FIRST, _YEAR_FIRST):
        found = pattern.fullmatch(line)
        if found and _is_name(found["org"]):
            return _Clue(found["org"], _number(found["year"]), weight, found["level"] or "", found["kind"], line)
    found = _YEAR_ONLY.fullmatch(line)
    if found:
        return _Clue("", _number(found["year"]), weight, found["level"] or "", found["kind"], line)
    return None


def _is_name(text: str) -> bool:
    """Whether *text* can be an organisation's full name: it ends like one and holds no word of a heading or sentence."""
    bare = _bare(text)
    ending = _ENDING.search(re.sub(r"（[^（）]*）$", "", bare))
    return len(bare) >= 4 and ending is not None and not _NO_NAME.search(bare) and not _PLACEHOLDER.search(bare)


def _bare(org: str) -> str:
    """The name without 本级, （部门） and the like behind it."""
    return _SUFFIX.sub("", org.strip().replace("（", "(").replace("）", ")")).replace("(", "（").replace(")", "）")


def _number(year: str) -> int:
    return int(year.translate(_DIGITS))


def _organisation(clues: Sequence[_Clue], squeezed: str) -> str | None:
    """The name with the most evidence. A name that is only another's end (a title broken over lines) yields to it."""
    weights: Counter[str] = Counter()
    for clue in clues:
        if clue.org:
            weights[clue.org] = min(weights[clue.org] + int(clue.weight * 100), 3000)
    if not weights:
        return None
    often = {org: weight + 100 * min(squeezed.count(_plain(org)), 8) for org, weight in weights.items()}
    best = max(often, key=lambda org: (often[org], len(org)))
    longer = [org for org in often if org != best and _plain(org).endswith(_plain(best)) and squeezed.count(_plain(org)) > 1]
    return max(longer, key=len) if longer else best


def _plain(org: str) -> str:
    return _bare(org).replace("（", "(").replace("）", ")")


def _no_organisation(lines: Sequence[str]) -> str:
    if any(_PLACEHOLDER.search(line) for line in lines[:20]):
        return "看不出是哪个单位的报告：单位名称是没有填写的占位符"
    return "看不出是哪个单位的报告：标题和正文里没有可辨认的单位名称（可用 --org 指定）"


def _year(clues: Sequence[_Clue], org: str, squeezed: str) -> int | None:
    """The fiscal year: titles with the name first, then titles, then the year that the text calls 年度 most often."""
    weights: Counter[int] = Counter()
    for clue in clues:
        if clue.year:
            weights[clue.year] += int(clue.weight * (150 if clue.org == org else 100))
    for found in _FISCAL.finditer(squeezed):
        weights[int(found[1])] += 20
    if not weights:
        return _commonest_year(squeezed)
    return max(weights, key=lambda year: weights[year])


def _commonest_year(squeezed: str) -> int | None:
    """The year of a text that never says 年度, when one year clearly prevails."""
    counts = Counter(int(found[1]) for found in _YEAR_WORD.finditer(squeezed))
    if not counts:
        return None
    (year, often), *rest = counts.most_common(2)
    return year if often >= 3 and (not rest or often >= 2 * rest[0][1]) else None


def _kind(clues: Sequence[_Clue], name: str, squeezed: str) -> ReportKind:
    kinds: Counter[str] = Counter()
    for clue in clues:
        if clue.kind:
            kinds[clue.kind] += int(clue.weight * (150 if _bare(clue.org) == name else 100))
    if not kinds:
        kinds.update({"决算": squeezed.count("决算"), "预算": len(_PLANNED.findall(squeezed))})
    return ReportKind.BUDGET if kinds["预算"] > kinds["决算"] else ReportKind.FINAL


def _level(clues: Sequence[_Clue], printed: str, squeezed: str, kind: ReportKind) -> ReportLevel:
    """本级 where the name or the title says so, else the word in front of 决算, else the commoner of the two words."""
    plain = printed.replace("（", "(").replace("）", ")")
    said = [clue for clue in clues if clue.level and clue.kind == kind.value and clue.weight > _SENTENCE]
    if _OFFICE.search(plain) or any(clue.level in ("本级", "机关") for clue in said):
        return ReportLevel.OFFICE
    if said:
        level = max(said, key=lambda clue: clue.weight).level
        return ReportLevel.UNIT if level.endswith("单位") else ReportLevel.DEPARTMENT
    unit = squeezed.count(f"单位{kind.value}") > squeezed.count(f"部门{kind.value}")
    return ReportLevel.UNIT if unit else ReportLevel.DEPARTMENT


def _title(clues: Sequence[_Clue], name: str, year: int, level: ReportLevel, kind: ReportKind) -> str:
    """The printed title where it holds the name, else one made of the parts."""
    printed = [clue for clue in clues if clue.printed and _bare(clue.org) == name and clue.year == year and clue.weight > _FILE]
    if printed:
        return max(printed, key=lambda clue: clue.weight).printed.replace("(", "（").replace(")", "）")
    return f"{name}{year}年{'度' if kind is ReportKind.FINAL else ''}{level.value}{kind.value}"
