"""Figures that a question claims: 500万, 80%, 三成, 一半, 四千一百六十万元.

Comes in: a clean text. Goes out: quantities with their places. Never takes a year or a subject code for a figure.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from index.quantity import Hedge, Quantity

_NUMERALS = "零〇一二两三四五六七八九十百千"
_COUNTED = "人次|批次|团组|人|辆|个|件|起|户|家|次|批|项(?!目)|台|名|张|条|倍"
_UNIT = rf"(?:(?:万亿|千万|百万|十万|[亿万千百])?(?:元|块钱?|{_COUNTED})|[亿万]|%|个百分点|百分点|成)"
_PLAIN = re.compile(rf"(?<![\d.a-z])(-?\d+(?:\.\d+)?)(?:个(?=[多余来]?[亿万]))?(多|余|来)?({_UNIT})(?!次级|均|社|力|大|民)")
_FROM = re.compile(rf"(?<![\d.a-z])(\d+(?:\.\d+)?)(?=(?:到|至|-|~)\d+(?:\.\d+)?({_UNIT})之间)")
"""4到5万之间: the unit is said once."""
_MONEY_SPELT = r"[亿万](?:元|块钱?)?|元|成(?![立效绩果为分员人本])|倍(?!数)"
_SPELT = re.compile(
    rf"([{_NUMERALS}]+(?:点[{_NUMERALS}]+)?)(?:个(?=[多余来]?[亿万]))?(多|余|来)?({_MONEY_SPELT})"
    rf"(?P<tail>[一二三四五六七八九半](?![{_NUMERALS}万亿点个项元块倍成几年月]))?"
)
_MIXED = re.compile(rf"([{_NUMERALS}]+万[{_NUMERALS}]{{2,}})(多|余|来)?(元|块钱?|人次|人|户|辆)")
_PEOPLE = re.compile(
    rf"(?<![每哪第前这那各某任几后数上])([{_NUMERALS}]{{2,}}|[十百千])(多|余|来)?(人次|批次|团组|辆|台|起|户|名|批|人(?![均社力大民员才])|件|家|场)"
)
_FEW = re.compile(rf"(?<![{_NUMERALS}每哪第前这那各某任几后数])([两二三四五六七八九])()(人次|批次|团组|辆|台|起|户|名)")
_COUNT = r"元|块钱?|人次|批次|人|户|辆|件|起|家|台|名"
_OVER = re.compile(
    rf"上(?=[十百千万亿])([十百千]?)([万亿]?(?:{_COUNT}))|(?<![不没未])(?<!没有)(?:超过|超|过|突破|破)([十百千]?)([万亿](?:{_COUNT})?)(?![\d{_NUMERALS}])"
)
"""上百万元, 过亿, 突破千万: a bare multiple of ten thousand, or more."""
_HUNDREDS = {"": 1, "十": 10, "百": 100, "千": 1000}
_PERCENT = re.compile(rf"百分之([{_NUMERALS}]+(?:点[{_NUMERALS}]+)?|\d+(?:\.\d+)?)(?!几)")
_HALF = re.compile(r"(?<![^占过是到有超了足的达近])一?半(?!年|天|个)(?:左右)?|一半")
_FRACTION = re.compile(rf"([{_NUMERALS}]+)分之([{_NUMERALS}]+)")
_BEFORE = re.compile(r"(?P<nearly>将近|接近|几乎|(?<![最附])近)(?:是|有|占)?$|(?:大约|大概|大致|差不多|约)(?:是|有|占|为)?$")
_MORE_BEHIND = re.compile(r"还?多(?![少出于了大花用收支])|有余|余|出头|开外|挂零")
_ABOUT_BEHIND = re.compile(r"左右|上下")
_VAGUE = re.compile(r"[一二两三四五六七八九]{2}")
"""两三万, 四五百: no figure."""
_MONEY = {"块": "元", "块钱": "元", "亿": "亿元", "万": "万元"}
_TAILS = {"半": "5", **{word: str(number) for number, word in enumerate("一二三四五六七八九", 1)}}
"""一万三 is 1.3万, 两倍半 2.5倍."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure as claimed, at ``start``..``end`` of the question."""

    start: int
    end: int
    quantity: Quantity


def find_numbers(text: str) -> tuple[Claimed, ...]:
    """Find every figure with a unit in *text*.

    >>> [str(found.quantity) for found in find_numbers("是不是超过500万,占比有八成吗")]
    ['500万元', '8成']
    >>> [str(found.quantity.number) for found in find_numbers("不到2个亿,三个多亿")]
    ['2', '3']
    """
    found: list[Claimed] = []
    for match in _PERCENT.finditer(text):
        _add(found, text, match, _number(match.group(1)), "%")
    for match in _FRACTION.finditer(text):
        whole, part = _number(match.group(1)), _number(match.group(2))
        if whole and part and whole != 100:
            _add(found, text, match, (part * 100 / whole).quantize(Decimal("0.01")), "%", Hedge.ABOUT)
    for match in _HALF.finditer(text):
        _add(found, text, match, Decimal(50), "%", Hedge.ABOUT)
    for match in _OVER.finditer(text):
        hundreds, unit = match.group(1, 2) if match.group(2) else match.group(3, 4)
        _add(found, text, match, Decimal(_HUNDREDS[hundreds]), _unit(unit), Hedge.AT_LEAST)
    for match in _FROM.finditer(text):
        _add(found, text, match, _number(match.group(1)), _unit(match.group(2)))
    for pattern in (_PLAIN, _MIXED, _SPELT, _PEOPLE, _FEW):
        for match in pattern.finditer(text):
            said, more, unit = match.groups()[:3]
            tail = match.groupdict().get("tail")
            _add(found, text, match, _number(said, tail), _unit(unit), Hedge.ABOUT if tail == "半" else _vague(more))
    return tuple(sorted(found, key=lambda claimed: claimed.start))


def _unit(said: str) -> str:
    return _MONEY.get(said, said.replace("块钱", "元").replace("块", "元"))


def _vague(word: str | None) -> Hedge:
    """五千多万 and 五千余万 are a little more, 五千来万 about as much."""
    return Hedge.ABOUT if word == "来" else Hedge.JUST_OVER if word else Hedge.EXACT


def _add(found: list[Claimed], text: str, match: re.Match[str], number: Decimal | None, unit: str, hedge: Hedge = Hedge.EXACT) -> None:
    """Keep a figure with the words that hedge it: 约500万, 将近三倍, 一倍还多."""
    if number is None or any(match.start() < other.end and other.start < match.end() for other in found):
        return
    before, start = _BEFORE.search(text[: match.start()]), match.start()
    if before:
        start = before.start()
        hedge = Hedge.NEARLY if before["nearly"] else hedge if hedge is Hedge.JUST_OVER else Hedge.ABOUT
    elif _MORE_BEHIND.match(text, match.end()):
        hedge = Hedge.JUST_OVER
    elif _ABOUT_BEHIND.match(text, match.end()):
        hedge = Hedge.ABOUT
    found.append(Claimed(start, match.end(), Quantity.of(number, unit, hedge)))


def _number(text: str, tail: str | None = None) -> Decimal | None:
    if text[0] in "-0123456789":
        return Decimal(text)
    import cn2an

    if _VAGUE.search(text):
        return None
    spelt = text.replace("〇", "零").replace("两", "二")
    spelt = "一" + spelt if spelt[0] in "百千" else spelt
    try:
        return Decimal(str(cn2an.cn2an(spelt, "smart")) + (f".{_TAILS[tail]}" if tail else ""))
    except ValueError:  # numerals in no order: 千五, 百千
        return None
