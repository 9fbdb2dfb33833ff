"""What a change is measured against: 与2019年相比, 比年初预算数, 较上年同期, with a figure in brackets or not.

Comes in: view text. Goes out: the phrase's place, the basis it names and the words of the item inside it.
"""

import re
from dataclasses import dataclass

from index.records import Against, Basis

_YEAR = r"(?P<year>(?:19|20)\d\d)年(?:年?度)?"
_LAST = (
    r"(?P<last>上一?年度?(?:同期)?|上一度|去年(?:同期)?|同期|往年|以前年度|(?P<start>年初(?!预算|结转|结余|财政|安排|计划)|期初|上年末))"
)
_PLAN = (
    r"(?P<adjusted>调整后?(?:的)?预算|全年预算|预算调整)|(?P<done>(?:预算)?执行|实际(?:执行|支出)?|决算)|"
    r"(?P<plan>(?:年初|当年|本年|年度|财政|部门|批复)?(?:支出|收入)?(?:年初)?预算)"
)
_WHAT = rf"(?:(?:{_YEAR}|{_LAST}))?(?P<words>[^，,。；;：:（()）\d]{{0,28}}?)(?:(?:{_PLAN})(?:安排)?(?:数|总额|金额|额)?的?)?"
_BRACKET = (
    r"(?:[（(](?P<figure>[^（()）]{1,30})[)）]|"
    r"(?P<plain>\d[\d,.]{0,20}(?:万元|亿元|元|万|人|个|辆|%))(?=[净略]?[增减降]|下|上升|上涨|提高|压|节|超|高|低|有所|，?相?比|多|少))?"
)
_CLOSED = re.compile(
    rf"[与和同跟](?:{_WHAT}){_BRACKET}(?P<close>相比较?|比(?=[净略]?[增减上下提降多少升])|同比|比较|对比|相较|持平|一致|相同|相等|无变化|无增减)"
)
_OPEN = re.compile(
    rf"(?:相较于?|相比于?|对比|比较|较之|较|同?比)(?:{_WHAT}){_BRACKET}"
    r"(?=相比|持平|一致|相同|无|没有|未|有所|略|同比|同口径|共|净|各|均|分别|实际|大幅|增|减|下|上升|上涨|提高|降|压|多|少|节约|缩|高|低|超|翻|扩|调|，|,|。|；|$)"
)
_NEARLY = re.compile(r"(?:基本|大致|大体|总体|均)+$")
"""与上年|基本持平."""

_SAME = re.compile(r"同比(?=[增减下上提降持基涨升压略有无未])")


@dataclass(frozen=True, slots=True)
class Base:
    """A phrase that names what is compared with. ``figure`` is the place of the bracket's content, if there is one."""

    start: int
    end: int
    against: Against | None
    basis: Basis | None
    year: int | None
    words: str
    words_at: int
    figure: tuple[int, int] | None


def find_bases(text: str, year: int) -> tuple[Base, ...]:
    """Return the comparison phrases of *text*, which is about *year*.

    >>> [(b.against.value, b.words) for b in find_bases("与2019年收入（1885.26万元）相比，收入增加", 2020) if b.against]
    [('last_year', '收入')]
    """
    found = [base for pattern in (_CLOSED, _OPEN) for match in pattern.finditer(text) if (base := _base(match, year)) is not None]
    found += [Base(m.start(), m.end(), Against.LAST_YEAR, None, None, "", m.end(), None) for m in _SAME.finditer(text)]
    found.sort(key=lambda base: (base.start, -base.end))
    apart: list[Base] = []
    for base in found:
        if not apart or base.start >= apart[-1].end:
            apart.append(base)
    return tuple(apart)


def _base(match: re.Match[str], year: int) -> Base | None:
    named = int(match["year"]) if match["year"] else None
    if named is None and not match["last"] and not match["plan"] and not match["adjusted"]:
        return None
    name = "figure" if match["figure"] else "plain"
    figure = match.span(name) if match[name] and re.search(r"\d", match[name]) else None
    opening = match["start"] and figure is None
    before = named if named is not None else year - 1 if match["last"] and not opening else None
    words = _NEARLY.sub("", match["words"])
    return Base(match.start(), match.end(), _against(match, before, year), _basis(match), before, words, match.start("words"), figure)


def _against(match: re.Match[str], before: int | None, year: int) -> Against | None:
    if before is not None and before != year:
        return Against.LAST_YEAR if before == year - 1 else None
    if match["adjusted"]:
        return Against.ADJUSTED_BUDGET
    return Against.BUDGET if match["plan"] and not match["done"] else None


def _basis(match: re.Match[str]) -> Basis | None:
    """Which of the base's figures is meant, None where the words leave it open."""
    if match["adjusted"]:
        return Basis.ADJUSTED_BUDGET
    if match["done"]:
        return Basis.FINAL
    return Basis.BUDGET if match["plan"] else None
