"""Checks an English line against the Chinese line that it translates: tokens, figures, directions, negations, names.

Comes in: both lines, with tokens in place of whatever must not change. Goes out: whether the English one may be shown.
"""

import re
from collections import Counter
from types import MappingProxyType

_TOKEN = re.compile(r"\{\d+\}")
_NUMBER = re.compile(
    r"\d|[\u4e00-\u9fff]|%|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|percent|percentage|half|halves|third|quarter|twice|"
    r"thrice|double[sd]?|triple[sd]?|doubling|tenth|fifth|yuan|rmb|dollars?|euros?)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"[<>$`\\\[\]|]|https?:|www\.|\b(?:system|prompt|instruction|ignore|token|translat\w*|sorry|cannot|api|key)s?\b", re.IGNORECASE
)
_MOVES = (
    ("增|升|涨|提高|扩大|上调|加大", r"\b(?:increas|ris|rose|grow|grew|rais|expand|upward|gain|climb|higher|more)\w*"),
    ("减|降|跌|缩|压", r"\b(?:decreas|fall|fell|declin|drop|reduc|cut|lower|shr[iau]nk|less|fewer|down)\w*"),
    ("不|未|没|无(?!线)|非(?!常)|勿", r"\b(?:no|not|none|never|nor|neither|without|non|insufficient|inadequate|incomplete|lack\w*)\b|n't"),
    ("超", r"\b(?:exceed|over|above|beyond|surpass)\w*"),
)
"""Chinese and English words of one meaning: where one side has any, the other must have some too."""
_CAPITAL = re.compile(r"(?<!^)(?<![.!?:;] )\b[A-Z][A-Za-z]+")
_NAMES = MappingProxyType(
    {"中国": ("China", "Chinese"), "党": ("Party", "Communist"), "国务院": ("State", "Council"), "中央": ("Central",)}
)
_LONGEST = 8
"""Letters of English to one of Chinese: what is longer says more than the report."""


def agrees(chinese: str, english: str) -> bool:
    """Whether *english* says no figure, direction, negation or name but those of *chinese*.

    >>> agrees("全年受理投诉{1}，比{2}减少{3}。", "{1} complaints were received in the year, {3} fewer than in {2}.")
    True
    >>> agrees("全年受理投诉{1}，比{2}减少{3}。", "{1} complaints were received in the year, {3} more than in {2}.")
    False
    """
    if Counter(_TOKEN.findall(chinese)) != Counter(_TOKEN.findall(english)):
        return False
    bare = _TOKEN.sub("", english)
    if _NUMBER.search(bare) or _FOREIGN.search(bare) or not bare.isascii() or len(bare) > _LONGEST * max(len(chinese), 6):
        return False
    if not re.search(r"[A-Za-z]{2}", bare) or any(_has(here, chinese) != _has(there, bare) for here, there in _MOVES):
        return False
    allowed = {name for word, names in _NAMES.items() if word in chinese for name in names}
    return all(name in allowed for name in _CAPITAL.findall(" ".join(bare.split()).lstrip(" .,:;()")))


def _has(words: str, text: str) -> bool:
    return bool(re.search(words, text, re.IGNORECASE))
