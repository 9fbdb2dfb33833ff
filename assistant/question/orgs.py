"""Organisations in a question: by full name, place and body, body alone, or place alone; mistyped ones too.

Comes in: a clean text and the index of the library's organisations. Goes out: the mentions, each with what it fits.
Never takes one organisation for another that is named but not in the library.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from assistant.question.bodies import SUFFIX, common_ways, key, kinds
from assistant.question.orgindex import Org, OrgIndex
from assistant.question.places import gazetteer

LONGEST = 30
_LEVELS = "省市区县州旗镇乡"
_NO_BODY = re.compile(r"支出|收入|经费|预算|决算|资金|拨款|费|数|率|比|款|补助")
_SUFFIX_END = re.compile(SUFFIX.pattern)
_STOPS = re.compile(r"[的了是吗呢多少几占比较跟去今前上本年0-9,、在花用收支预决总共什么哪]")
_LOOSE = re.compile(r"(?:[城下返回家老入兴]乡|城镇|乡镇|集镇|全部|大部|内部|干部|外部|部委|全社|人社|[^镇]社)$")
_JOINED = re.compile(r"[省市区县州镇][^局委]{0,8}[和与及]|[和与及][^局委]{2,8}[省市区县州镇]|[局委办部院][和与及]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place, a body or both, as said at ``start``..``end``. ``level`` is the 区 of 区人社局."""

    start: int
    end: int
    said: str
    places: tuple[str, ...] = ()
    body: str | None = None
    level: str = ""
    known_body: bool = True
    body_at: int = 0


_INITIALS = re.compile(r"(?<![a-z])[a-z]{1,6}(?:省|市|区|县|镇|乡|街道|局|委|办|厅|院)(?![a-z])")
"""A place or body that somebody made anonymous: XX区."""
_NO_NAME_INSIDE = 4
"""From so many characters on an item's name holds no body's: no 乡 with a 社区 in 城乡社区规划与管理."""

ItemEnd = Callable[[int], int]
"""Where the longest item that begins at a position ends; the position itself where none does."""


_BETWEEN = re.compile(r"(?:的|那个|这个|那边|那儿|那里|这边|当地|区里|县里|市里|里){1,3}")


def find_mentions(text: str, index: OrgIndex, item_end: ItemEnd) -> tuple[Mention, ...]:
    """Find every organisation and place that *text* names, none overlapping."""
    found: list[Mention] = []
    for mention in _each_mention(text, index, item_end):
        before = found[-1] if found else None
        if before and before.body is None and not mention.places and mention.body and _BETWEEN.fullmatch(text[before.end : mention.start]):
            found[-1] = replace(mention, start=before.start, said=text[before.start : mention.end], places=before.places)
        else:
            found.append(mention)
    return tuple(found)


def _each_mention(text: str, index: OrgIndex, item_end: ItemEnd) -> list[Mention]:
    found: list[Mention] = []
    at = 0
    while at < len(text):
        mention = _mention(text, at, index, item_end)
        if mention:
            found.append(mention)
            at = mention.end
        else:
            end = item_end(at)
            at = end if end - at >= _NO_NAME_INSIDE else at + 1
    return found


def _mention(text: str, at: int, index: OrgIndex, item_end: ItemEnd) -> Mention | None:
    whole = index.printed_at(text, at)
    if whole is not None and _unknown_body(text, at + len(whole.name)) is None:
        return Mention(at, at + len(whole.name), whole.name, (), whole.name, body_at=at)
    short = index.shortened_at(text, at) or _first_word(text, at, index, item_end) or _of_kind(text, at, index)
    if short is not None and item_end(at) < short[1]:
        other = _unknown_body(text, short[1]) if item_end(short[1]) == short[1] else None
        if other is None or _NO_BODY.search(other[1]):
            return Mention(at, short[1], text[at : short[1]], (), short[0].name, body_at=at)
        return Mention(at, other[0], text[at : other[0]], (), text[at : other[0]], known_body=False, body_at=at)
    initials = _INITIALS.match(text, at)
    if initials:
        return Mention(at, initials.end(), initials.group(), body=initials.group(), known_body=False, body_at=at)
    places, after = _places(text, at, index)
    level = ""
    if (
        not places
        and text[at] in _LEVELS
        and (at == 0 or not "\u4e00" <= text[at - 1] <= "\u9fff" or text[at - 1] in "我们本该全的在问查看各两下请道")
    ):
        level, after = text[at], at + 1
    body = _body(text, after, index, item_end, places if places or level else None)
    if places and body is None and text[after : after + 1] == "的":
        body = _body(text, after + 1, index, item_end, None)
    if body:
        end, name, known = body
        if not places and not level and item_end(at) > end:
            return None
        return Mention(at, end, text[at:end], places, name, level, known, after)
    if places and _place_alone(at, after, places, index, item_end):
        return Mention(at, after, text[at:after], places, body_at=after)
    town = "" if places or item_end(at) > at else index.town_at(text, at)
    return Mention(at, at + len(town), town, (), key(index.towns[town][0].body), body_at=at) if town else None


def _first_word(text: str, at: int, index: OrgIndex, item_end: ItemEnd) -> tuple[Org, int] | None:
    """An organisation by the word that its name begins with, and where its mention ends: 梅屿, 梅屿那个学校."""
    if at and _HAN.match(text, at - 1) and text[at - 1] not in _BEFORE_NAME:
        return None
    for org, end in index.first_words_at(text, at):
        kind = _KIND_BEHIND.match(text, end)
        if kind and index.of_kind(kind.group("kind"), (org,)):
            return org, kind.end()
        if _PLACED.match(text, end) or item_end(end) > end or (text[end] not in _PLACE_GOES_ON and _unknown_body(text, end)):
            return org, end
    return None


def _of_kind(text: str, at: int, index: OrgIndex) -> tuple[Org, int] | None:
    """The one organisation of a kind that begins a question: 那个学校, 学校那边呢, 图书馆2024年."""
    found = _KIND_ALONE.match(text, at) if _begins_clause(text, at) else None
    if found is None or found.group("kind") in _LOOSE_KINDS:
        return None
    there = index.of_kind(found.group("that") or found.group("kind"))
    return (there[0], found.end()) if len(there) == 1 else None


_HAN = re.compile(r"[\u4e00-\u9fff]")
_BEFORE_NAME = "在问查看和与跟比说下的是"
_LOOSE_KINDS = frozenset(["局", "镇", "中心", "街道"])
"""Kinds that say too little without 那个."""
_KINDS = "|".join(sorted(kinds(), key=len, reverse=True))
_KIND_BEHIND = re.compile(rf"的?(?:那个|这个|那家|这家|那所|这所|那边的|那里的)(?P<kind>{_KINDS})")
_PLACED = re.compile(r"$|[^\u4e00-\u9fff]|的|那|这|呢|和|与|跟|比|去年|今年|前年|上年")
"""What stands behind a name that is whole."""
_PLACE_GOES_ON = tuple("省市区县州旗镇乡村街路岛")
"""Behind a first word these make it a place of its own."""
_KIND_ALONE = re.compile(
    rf"(?:那么?|换成|再看|再问|如果是)?(?:(?:那|这)[个家所]|该)(?P<that>{_KINDS})(?:那边|这边|那里|那儿)?"
    rf"|(?:那么?|换成|再看|再问|如果是)?(?P<kind>{_KINDS})(?:那边|这边|那里|那儿)?(?=$|[^\u4e00-\u9fff]|的|呢)"
)


def _places(text: str, at: int, index: OrgIndex) -> tuple[tuple[str, ...], int]:
    """The places named one after the other from *at*, and where they end."""
    places: list[str] = []
    while (length := _place_length(text, at, index)) > 0:
        if places and _bare(text[at : at + length], index):  # 公安 behind a place is its police, not the county of that name
            break
        places.append(text[at : at + length])
        at += length
        if text[at : at + 1] in ("省", "市", "区", "县") and text[at : at + 1] and _place_length(text, at, index) == 0:
            break
    return tuple(places), at


def _place_length(text: str, at: int, index: OrgIndex) -> int:
    known = gazetteer()
    for length in range(min(12, len(text) - at), 1, -1):
        window = text[at : at + length]
        if window in index.around or window in known.full or (window in known.short and not _body_goes_on(text, at, length, index)):
            return length
    return 0


def _body_goes_on(text: str, at: int, length: int, index: OrgIndex) -> bool:
    """Whether a place's short name is the start of a body's: 公安 in 公安局."""
    return any(_way(text[at : at + longer], index) for longer in range(length + 1, min(LONGEST, len(text) - at) + 1))


def _place_alone(at: int, end: int, places: tuple[str, ...], index: OrgIndex, item_end: ItemEnd) -> bool:
    """Whether places without a body are meant as such: not when an item's name begins with them, nor by a short foreign name."""
    if item_end(at) > at and item_end(at) >= end:
        return False
    last = places[-1]
    if any(place in index.around for place in places):
        return True
    return last in gazetteer().full and len(last) > 2


def _body(text: str, at: int, index: OrgIndex, item_end: ItemEnd, places: tuple[str, ...] | None) -> tuple[int, str, bool] | None:
    """Where the body that begins at *at* ends, its name, and whether it is a body known by name.

    ``places`` are those that stand before it, () where only their level does (区), None where nothing does.
    """
    behind_place = places is not None
    for length in range(min(LONGEST, len(text) - at), 1, -1):
        window = text[at : at + length]
        way = _way(window, index)
        alone = way in index.by_way and _begins_clause(text, at) and _WHOLE_NAME.match(text, at + length)
        if way and item_end(at) <= at + length and (alone or not _continues(text, at + length, window, behind_place)):
            return at + length, way, True
        if (
            behind_place
            and _bare(key(window), index)
            and item_end(at) <= at + length
            and not _of_item(text, at, length, places or (), index)
        ):
            longer = _unknown_body(text, at) if item_end(at) == at else None
            return longer if longer and longer[0] > at + length else (at + length, key(window), True)
    unknown = _unknown_body(text, at) if behind_place else None
    return unknown if unknown and unknown[0] > item_end(at) and not _NO_BODY.search(unknown[1]) else None


def _begins_clause(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in ",，"


_WHOLE_NAME = re.compile(r"(?:那边|这边|那里|那儿)?(?:$|[^\u4e00-\u9fff]|的|呢)")
"""What stands behind a name that a clause begins with and that is no more than the name: 残联的."""


def _of_item(text: str, at: int, length: int, places: tuple[str, ...], index: OrgIndex) -> bool:
    """Whether 教育 or 科技 before 支出 belongs to it, unless the place has such a body: 赫山人社支出."""
    return bool(_NO_BODY.match(text, at + length)) and not index.fitting(places, key(text[at : at + length]))


def _way(window: str, index: OrgIndex) -> str | None:
    name = key(window)
    if name in index.by_way or name in common_ways():
        return name
    return None


def _bare(window: str, index: OrgIndex) -> bool:
    return window in index.by_bare or window in _common_bare()


@cache
def _common_bare() -> frozenset[str]:
    return frozenset(way[:-1] for way in common_ways() if way.endswith(("局", "委")) and len(way) > 2)


def _continues(text: str, end: int, way: str, behind_place: bool) -> bool:
    """A body's short name that is the start of a longer word: 政府采购, 人大代表, 法院 stay what they are."""
    if _NO_BODY.match(text, end) and not way.endswith(("局", "委", "办", "中心", "街道", "办事处", "委员会")):
        return True
    own = (way.endswith(_ENDS_OWN) and len(way) > _GENERIC) or (way.endswith(_ENDS_TOWN) and len(way) > _LOOSE_TOWN)
    return not behind_place and not way.endswith(_ENDS_BODY) and not own


_ENDS_BODY = ("局", "委", "办", "办公室", "委员会", "办事处", "中心", "厅", "法院", "检察院", "街道")
_ENDS_TOWN = ("镇", "乡")
_ENDS_OWN = ("政府", "管委会", "中学", "小学", "学校", "学院", "大学", "医院", "卫生院", "图书馆", "博物馆", "文化馆", "党校", "联合会")
"""Endings of names that are a body's own from some length on: 东街小学, but not 人民政府."""
_GENERIC = 4
_LOOSE_TOWN = 2


def _unknown_body(text: str, at: int) -> tuple[int, str, bool] | None:
    if text[at : at + 1] in tuple("和与及那这的"):
        return None
    stop = _STOPS.search(text, at)
    window = text[at : stop.start() if stop else len(text)][:16]
    ends = (found.end() for found in _SUFFIX_END.finditer(window))
    name = next((window[:end] for end in ends if end > 1 and not _LOOSE.search(window[:end])), None)
    if name is None or _JOINED.search(name):
        return None
    return at + len(name), key(name), False


def resolve(mention: Mention, index: OrgIndex) -> tuple[tuple[Org, ...], tuple[Org, ...]]:
    """The organisations that a mention fits, and where none does, those close to it."""
    fitting = index.fitting(mention.places, mention.body, mention.level)
    if not fitting and mention.body and not mention.places:
        fitting = index.of_kind(mention.body)
    if fitting:
        return fitting, ()
    near: dict[str, Org] = {}
    if mention.places:
        near.update((org.name, org) for org in index.around.get(mention.places[-1], ()))
    if mention.body and mention.known_body:
        near.update((org.name, org) for org in index.by_way.get(mention.body) or index.by_bare.get(mention.body) or ())
    return (), tuple(near.values())[:8]
