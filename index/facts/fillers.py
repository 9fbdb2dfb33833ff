"""Words around a label that name nothing: the organisation, a year, a 口径, 其中, blanks.

Comes in: a label and whose report it stands in. Goes out: the label with ever more of them taken off. Never knows an item.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from index.facts.setting import SCOPE_WORDS, Setting

_WORDS = tomllib.loads(files(__package__).joinpath("fillers.toml").read_text("utf-8"))
EDGE = " \t\n，,。；;：:、“”\"'‘’「」『』—–-*·|~"
_FILLER = re.compile(rf"^(?:{'|'.join(_WORDS['front'])})")
_ACT = re.compile(
    r"^(?:开支|支出|列支|发生|使用|收到|实现|取得|拨付|完成|产生|下达|批复|编制|执行|投入|安排|核定|上缴|组织|举办|开展)(?:了|的)?(?=.)"
)
_TRAILER = re.compile(rf"(?:{'|'.join(_WORDS['behind'])})$")
_ORG_END = re.compile(r"[局委办协联厅院处所站队会校园馆社镇乡县区市院部心府团台司道）]$")
_OWN_BRACKET = re.compile(r"^[（(](?:部门|单位|本级|机关|汇总|本部)[)）]")


_KINDS = {word: re.compile(kinds) for word, kinds in _WORDS["kinds"].items()}
_PLACES = {word: re.compile(kinds) for word, kinds in _WORDS["places"].items()}
LONGEST = 160
"""No label is longer than this; what is longer is prose."""


def without_filler(label: str, setting: Setting) -> str:
    """*label* without the organisation's own name and the year before it."""
    text = label.strip(EDGE)
    while (cut := own_name(text, setting.org)) or (cut := _year_length(text)):
        text = _OWN_BRACKET.sub("", text[cut:].lstrip(EDGE))
    return text


def _year_length(text: str) -> int:
    found = re.match(r"(?:19|20)\d\d年(?:年?度|末|底|初(?!预算))?", text)
    return found.end() if found else 0


def only_filler(text: str, setting: Setting) -> bool:
    """Whether *text* names nothing: the organisation, a year, 其中, blanks."""
    if len(text) > LONGEST:
        return False
    return any(not left.strip(EDGE) for _, left in peeled(text, setting.org))


@lru_cache(maxsize=8192)
def peeled_front(text: str, org: str, *, acts: bool = True) -> tuple[tuple[int, str], ...]:
    """The label with ever more filler taken off its front; offsets count from *text*."""
    found = [(0, text)]
    offset, rest = 0, text
    while rest:
        cut = _front(rest, org, acts=acts)
        if not cut:
            break
        offset, rest = offset + cut, rest[cut:]
        found.append((offset, rest))
    return tuple(found)


@lru_cache(maxsize=8192)
def peeled(text: str, org: str) -> tuple[tuple[int, str], ...]:
    """The label with ever more filler taken off its front and its end."""
    found = list(peeled_front(text, org))
    for offset, rest in list(found):
        while (shorter := _TRAILER.sub("", rest)) != rest and shorter:
            rest = shorter
            found.append((offset, rest))
    return tuple(found)


def _front(text: str, org: str, *, acts: bool) -> int:
    blank = len(text) - len(text.lstrip(EDGE))
    if blank and (text[0] != "“" or "”" not in text):
        return blank
    for pattern in (_FILLER, _ACT) if acts else (_FILLER,):
        match = pattern.match(text)
        if match:
            return match.end()
    for pattern, _ in SCOPE_WORDS:
        match = pattern.match(text)
        if match and match.end() < len(text):
            return match.end()
    return own_name(text, org)


def own_name(text: str, org: str) -> int:
    """How far the report's own organisation reaches at the start of *text*: in full, or shortened (赫山区人社局).

    A shortened name keeps the order of the full one's characters and ends as an organisation does.
    """
    full = org.replace("与", "和")
    if text.startswith(org):
        return len(org)
    best = position = 0
    for count, character in enumerate(text[:60], 1):
        position = full.find("和" if character == "与" else character, position) + 1
        if not position:
            break
        if count >= 3 and _ORG_END.search(character):
            best = count
    return best or _own_kind(text, org)


def place_name(text: str, org: str) -> int:
    """How far 全镇, 全街道 reaches at the start of *text* in a report of that town's or street's office."""
    return next((len(word) for word, kinds in _PLACES.items() if text.startswith(word) and kinds.search(org)), 0)


def _own_kind(text: str, org: str) -> int:
    """学校, 医院 for the one school or hospital that the report is of."""
    return next((len(word) for word, kinds in _KINDS.items() if text.startswith(word) and kinds.search(org)), 0)
