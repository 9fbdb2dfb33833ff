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
_SPELT = re.compile(
    rf"([{_NUMERALS}]+(?:点[{_NUMERALS}]+)?)(?:个(?=[多余来]?[亿万]))?(多|余|来)?"
    r"((?:[亿万])(?:元|块钱?)?|元|成(?![立效绩果为分员人本])|倍(?!数))"
)
_PERCENT = re.compile(rf"百分之([{_NUMERALS}]+(?:点[{_NUMERALS}]+)?|\d+(?:\.\d+)?)(?!几)")
_HALF = re.compile(r"(?<![^占过是到有超了足的达近])一?半(?!年|天|个)(?:左右)?|一半")
_FRACTION = re.compile(rf"([{_NUMERALS}]+)分之([{_NUMERALS}]+)")
_ABOUT_BEFORE = re.compile(r"(?:约|大约|大概|近|将近|差不多|大致|接近)$")
_ABOUT_BEHIND = re.compile(r"左右|上下|多(?!少)|余")
_MONEY = {"块": "元", "块钱": "元", "亿": "亿元", "万": "万元"}


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
        _add(found, match, _number(match.group(1)), "%")
    for match in _FRACTION.finditer(text):
        whole, part = _number(match.group(1)), _number(match.group(2))
        if whole and part and whole != 100:
            _add(found, match, (part * 100 / whole).quantize(Decimal("0.01")), "%")
    for match in _HALF.finditer(text):
        _add(found, match, Decimal(50), "%")
    for pattern in (_PLAIN, _SPELT):
        for match in pattern.finditer(text):
            unit = match.group(3)
            unit = _MONEY.get(unit, unit.replace("块钱", "元").replace("块", "元"))
            _add(found, match, _number(match.group(1)), unit, _hedge(text, match))
    return tuple(sorted(found, key=lambda claimed: claimed.start))


def _hedge(text: str, match: re.Match[str]) -> Hedge:
    """五千多万, 约500万, 500万左右 are approximate."""
    about = match.group(2) or _ABOUT_BEFORE.search(text[: match.start()]) or _ABOUT_BEHIND.match(text, match.end())
    return Hedge.ABOUT if about else Hedge.EXACT


def _add(found: list[Claimed], match: re.Match[str], number: Decimal | None, unit: str, hedge: Hedge = Hedge.EXACT) -> None:
    if number is not None and not any(match.start() < other.end and other.start < match.end() for other in found):
        found.append(Claimed(match.start(), match.end(), Quantity.of(number, unit, hedge)))


def _number(text: str) -> Decimal | None:
    if text[0] in "-0123456789":
        return Decimal(text)
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(text.replace("〇", "零").replace("两", "二"), "smart")))
    except ValueError:  # numerals in no order: 千五, 百千
        return None
