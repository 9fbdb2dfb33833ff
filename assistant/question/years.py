"""Years in a question: written in any way, or told from today. A year's digits are never corrected.

Comes in: a clean text and today's date. Goes out: the years with the place of their words.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

_DIGITS = str.maketrans("零〇一二三四五六七八九两", "001234567892")
_FIRST, _SPAN = 1990, 60
_CHINESE = "零〇一二三四五六七八九"
_TAIL = r"(?:财政年度|会计年度|财年|年度|年(?![末初底终]))"
_FULL = re.compile(rf"(?<![\d.])((?:19|20)\d\d)(?:{_TAIL}|(?!\d|\.\d|[万亿千百%元户件辆次个]|人(?=吗|对|是|次|以|左|$|,|多|呢|吧)))")
_SHORT = re.compile(rf"(?<![\d.])(\d\d){_TAIL}(?![来前后以内间])")
_SHORT_END = re.compile(r"(?<![\d.])(\d\d)(?=年[初末底终])")
_IMPOSSIBLE = re.compile(rf"(?<![\d.])((?!(?:19|20)\d\d{_TAIL})\d{{3,9}}){_TAIL}")
"""220年: no year of any report, but a year that was said."""
_CHINESE_YEAR = re.compile(
    rf"(?<![{_CHINESE}])([{_CHINESE}]{{4}}|两千零?[一二三四五六七八九]?十?[{_CHINESE}]?|[{_CHINESE}]{{2}}){_TAIL}(?![来前后以内间])"
)
_RANGE = re.compile(rf"(?<![\d.])((?:20)?\d\d){_TAIL}?(?:到|至|-|—|–|~)((?:20)?\d\d)(?:{_TAIL}|(?=的))(?![来前后以内间])")
_RELATIVE = {
    "大前年": -3,
    "前年度": -2,
    "前年": -2,
    "去年度": -1,
    "去年": -1,
    "今年度": 0,
    "今年": 0,
    "明年": 1,
    "后年": 2,
}
_BEFORE = re.compile(r"上一个?(?:财政)?年度?|上个?年度|前一年度?|上年度?")
_AFTER = re.compile(r"下一个?年度?|后一年度?|次年|下年度")
_FEW = "[两二三四五六七八九十几2-9]"
_LAST_FEW = re.compile(
    rf"(?:近|最近|过去|这|前|头)(?:这|的)?(?P<near>{_FEW})个?年度?(?:来|间|里|内)?|(?<!第)(?P<within>{_FEW})年(?:来|里|间|当中)"
    rf"|连续(?P<row>{_FEW})年|(?<!第)(?P<each>{_FEW})年(?=(?:连续?|都|均|一直|持续|逐年|年年)(?:在)?[增涨升降减下上])"
)
_EVERY = re.compile(
    r"历年|各年度?|每一?年|逐年|(?<!\d)年年(?![初末底终])|连年|一年比一年|各个年度|所有年[份度]|这些年|多年|连续几年|哪几?一?年|那几年|不同年[份度]"
)
NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@dataclass(frozen=True, slots=True)
class Years:
    """The years named, oldest first in ``years``, as spoken in ``order``; ``last`` n years or ``every`` year where a span is meant.

    ``shift`` is how far from this year the one relative year (去年) lies that alone was said. ``before`` and ``after`` tell that a
    neighbour of the year spoken of is meant (上一年). ``spans`` are the words' places.
    """

    order: tuple[int, ...] = ()
    last: int | None = None
    every: bool = False
    before: bool = False
    after: bool = False
    which: bool = False
    shift: int | None = None
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """Every year named, oldest first."""
        return tuple(sorted(set(self.order)))


def find_years(text: str, today: date) -> Years:
    """Find every year that *text* names.

    >>> find_years("二〇二〇年比19年", date(2026, 1, 1)).order
    (2020, 2019)
    """
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for match in _RANGE.finditer(text):
        first, last = sorted(_year(match.group(part)) for part in (1, 2))
        if last - first < 30 and _plausible(first):
            _put(found, match.span(), tuple(range(first, last + 1)))
    for match in _IMPOSSIBLE.finditer(text):
        _put(found, match.span(), (int(match.group(1)),))
    for pattern in (_FULL, _SHORT, _SHORT_END, _CHINESE_YEAR):
        for match in pattern.finditer(text):
            year = _year(match.group(1))
            if _plausible(year) and not _duration(text, match.start()):
                _put(found, match.span(), (year,))
    absolute = bool(found)
    shifts = set[int]()
    for word, shift in _RELATIVE.items():
        for match in re.finditer(word, text):
            shifts |= {shift} if _put(found, match.span(), (today.year + shift,)) else set()
    order = tuple(dict.fromkeys(year for span in sorted(found) for year in found[span]))
    years = _with_spans(text, order, list(found))
    return years if absolute or len(shifts) != 1 else replace(years, shift=shifts.pop())


def _with_spans(text: str, order: tuple[int, ...], spans: list[tuple[int, int]]) -> Years:
    few, every = _LAST_FEW.search(text), _EVERY.search(text)
    spans.extend(match.span() for match in (few, every) if match)
    before, after = _BEFORE.search(text), _AFTER.search(text)
    said = next(filter(None, few.groups())) if few else ""
    last = NUMERALS.get(said) or (int(said) if said.isdigit() else 99 if said else None)
    which = bool(every and every.group().startswith("哪"))
    return Years(order, last, bool(every), bool(before), bool(after), which, spans=tuple(sorted(spans)))


def _put(found: dict[tuple[int, int], tuple[int, ...]], span: tuple[int, int], years: tuple[int, ...]) -> bool:
    """Note the years of a place in the text, unless it is taken."""
    free = not any(span[0] < end and start < span[1] for start, end in found)
    if free:
        found[span] = years
    return free


def _year(word: str) -> int:
    if word.startswith("两千"):
        rest = word[2:].replace("零", "")
        tens, _, ones = rest.partition("十") if "十" in rest else ("", "", rest)
        tens_value = (int(tens.translate(_DIGITS)) if tens else 1) * 10 if "十" in rest else 0
        return 2000 + tens_value + (int(ones.translate(_DIGITS)) if ones else 0)
    number = int(word.translate(_DIGITS))
    return number if number >= 100 else 2000 + number


def _plausible(year: int) -> bool:
    return _FIRST <= year < _FIRST + _SPAN


def _duration(text: str, start: int) -> bool:
    """近20年, 过去10年 name a length of time, not a year."""
    return text[max(0, start - 2) : start].endswith(("近", "过去", "满", "第", "共", "最近"))
