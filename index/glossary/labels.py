"""Printed labels without what varies from report to report: width, blanks, quotes, brackets, numbering."""

import re
import unicodedata
from functools import lru_cache

SILENT = frozenset(" \t\r\n\u00a0\u2002\u2003\u3000“”\"'‘’「」『』《》()（）[]【】〔〕*·•")
"""Characters that tell no two labels apart."""

_SILENCE = dict.fromkeys(map(ord, SILENT))
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、](?!\d)|其中[:：]|[:：])+")
_NUMBERED_BRACKET = re.compile(r"^\s*[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]")
_AMONG = re.compile(r"^\s*其中[:：]\s*(?=[(（])")
_LEVEL = re.compile(r"[(（](?:类|款|项)[)）]")
_TAIL = re.compile(r"[:：,，;；。、]+$")


@lru_cache(maxsize=8192)
def compact(label: str) -> str:
    """Return *label* as it is looked up.

    >>> compact("（三）因公出国 (境) 费"), compact("一、“三公”经费："), compact("教育支出（类）")
    ('因公出国境费', '三公经费', '教育支出')
    """
    bare = squeeze(_LEVEL.sub("", _NUMBERED_BRACKET.sub("", _AMONG.sub("", label))))
    return _TAIL.sub("", _NUMBERING.sub("", bare))


@lru_cache(maxsize=8192)
def squeeze(label: str) -> str:
    """The label in plain width without silent characters; numbering and levels stay."""
    return unicodedata.normalize("NFKC", label.translate(_SILENCE)).translate(_SILENCE)


def fold(character: str) -> str:
    """One character in its plain width: ２ as 2, ， as a comma."""
    return unicodedata.normalize("NFKC", character)
