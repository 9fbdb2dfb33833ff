"""Calculations put in words around names that nobody knows: 新办残疾人证的比注销的多多少人.

Comes in: a marked question, its tokens and what was read of them. Goes out: the reading with an item in every hole of the
sentence, where the plain reading leaves a hole unexplained. The ways of putting it are data: ``frames.toml``.
Never decides which label of a report a hole names.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from assistant.inquiry import Asked, Sort
from assistant.question import tables
from assistant.question.heads import completed
from assistant.question.items import Reading
from assistant.question.lexer import Kind, Token
from assistant.question.marking import Marked
from assistant.question.said import asked_of, plainly, spoken
from assistant.question.sorts import counted_in
from assistant.question.terms import Terms
from assistant.question.years import NUMERALS
from index.glossary import compact, find
from index.quantity import Dimension

_ITEM = "I"
_LIST, _BOTH, _AMOUNT, _COUNT, _RATED, _TASK = "list", "both", "amount", "count", "rate", "task"
_AND = re.compile(r"[和与及跟]|以及")
_OTHER_BASE = re.compile(
    r"[上去前]一?年|同期|占比|比重|比例|增加|增长|减少|下降|^(?:年初|预算|决算|全年预算|调整)|年初数$|^(?:部门|单位|本级)(?:[预决]算)?$|等于"
)
_NO_NAME = re.compile(
    r"百分之|几成|几分之|多少|多大|比例|比重|总数$|总额$|(?:的|全部|所有)?(?:钱|资金|支出|收入|人|它|这些?|那些?)$|(?:这|那)?[两二三四五六七八九十\d](?:个|项|类|种|样|笔|者)|它们|俩"
)
_CHANGE = re.compile(r"(?:增长|下降|变动|变化|增减|完成|执行|控制|利用|使用|调整|安排|进度|占比|汇|利|税|费|效|百分比|比)率$")
"""Rates that have an operation or a formula of their own."""
_SHORTEST = 2
_INSIDE = re.compile(r"(?:里面|当中|之中|里|(?<!其)中(?!小|央|学|等|心|医|高|职))[^、]{2,}(?:、|和|与|及)")
_SHORT_BESIDE = (("part", "whole"), ("other", "one"))
"""Holes whose names may be short beside the other's."""
_SPENT = re.compile(r"决算|支出|花|用|经费|资金|钱")
_PUT = re.compile(r"\{(\w+)\}")
_ENDINGS = ("", "支出", "经费", "费", "收入", "人数", "人员")
"""What people leave off the names of a list: 工资福利、商品和服务."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of putting a calculation, and the plain words for it."""

    pattern: re.Pattern[str]
    put: str


@cache
def _frames() -> tuple[Frame, ...]:
    data = tables.data("frames.toml")
    words = data["words"]
    holes = {"RATE": "|".join(words["RATE"]), "number": r"(?P<number>[两二三四五六七八九十]|\d)"}
    holes |= {
        "each": f"(?P<each>(?>{'|'.join(words['each'])}))",
        "counter": f"(?P<counter>(?:[千百]?万|亿|千)?(?:{'|'.join(words['counters'])})?)",
    }
    holes |= {"long": r"(?P<one>[^OBYNQK,;:?!]{2,36}?)"}
    holes |= {"deed": r"(?P<rate>[^OBYNQK,;:?!、]{4,24}?)"}
    holes |= {"rate": r"(?P<rate>[^OBYNQK,;:?!、]{3,24}?率)"}
    holes |= {"list": r"(?P<list>[^OBYNQK,;:?!]{4,80}?)", "verb": r"(?P<verb>[^OBYNQK,;:?!、]{0,8}?)(?=[,?!]|$)"}

    def hole(found: re.Match[str]) -> str:
        return holes.get(found.group(1)) or rf"(?P<{found.group(1)}>[^OBYNQK,;:?!、]{{2,24}}?)"

    lead = "|".join(words["lead"])
    forms = ((row["put"], form) for row in data["frame"] for form in row["any"])
    return tuple(
        Frame(re.compile(rf"(?:^|(?<=[OBYNQK,]))(?:{lead})*{_PUT.sub(hole, form)}(?=[,?!%吗呢啊呀吧]|$)"), put) for put, form in forms
    )


def framed(reading: Reading, marked: Marked, terms: Terms) -> Reading | None:
    """The reading with what stands in the holes of the first frame that fits; None where the plain reading explains every hole."""
    for frame in _frames():
        found = frame.pattern.search(marked.text)
        members = _members(found, terms) if found else {}
        names = [text for texts in members.values() for text in texts]
        if any(map(_OTHER_BASE.search, names)):
            return None  # against the year before, or the budget: no name of its own
        if any(_NO_NAME.match(text) or _CHANGE.search(text) or len(_bare(text)) < _SHORTEST for text in names):
            continue
        if found and members and _explains(found, members, marked):
            return _read(reading, frame, found, _with_sorts(found, _named(found, members, marked, terms)))
    return None


def _members(found: re.Match[str], terms: Terms) -> dict[str, tuple[str, ...]]:
    """The words in every hole; a list is cut into its members, empty where it cannot be."""
    groups = {name: text for name, text in found.groupdict().items() if text and name not in _SLOTS}
    listed = groups.pop(_LIST, None)
    if listed is None:
        return {name: (text,) for name, text in groups.items()}
    number = NUMERALS.get(found["number"], 0) if "number" in found.re.groupindex and found["number"] else 0
    head = groups.pop("head", "")
    return {_LIST: tuple(f"{piece}{head}" for piece in pieces)} if (pieces := _cut(listed, number, terms)) else {}


_SLOTS = ("number", "each", "counter", "verb")


def _cut(listed: str, number: int, terms: Terms) -> tuple[str, ...]:
    """The members of a list, as many as it says there are."""
    if _INSIDE.search(listed):
        return ()  # 三公经费里接待费和出国费: the first name only says where the others stand
    pieces = [piece for piece in listed.split("、") if piece]
    whole = len(pieces) == number or (len(pieces) > 1 and not number and _term(pieces[-1], terms) is not None)
    last = _AND.split(pieces[-1]) if pieces and not whole else []
    if last and len(last) == 2 and all(len(piece) > 1 for piece in last):
        pieces[-1:] = last
    return tuple(pieces) if len(pieces) > 1 and number in (0, len(pieces)) else ()


def _term(words: str, terms: Terms) -> Asked | None:
    """The item that goes by these words, or by these and a general ending."""
    for ending in _ENDINGS:
        term = terms.get(compact(words + ending))
        if term and term.items and term.items[0].name.startswith(words[:1]):
            return Asked(item=term.name, said=words, code=None if term.paths else term.items[0].code, paths=term.paths)
    term = terms.get(compact(words))
    return Asked(item=term.open, said=words, known=False) if term and term.open else None


def _explains(found: re.Match[str], members: dict[str, tuple[str, ...]], marked: Marked) -> bool:
    """Whether the frame says more than the tokens do: a hole holds words that they do not explain, and nothing outside does."""
    spans = [found.span(name) for name in (*members, "verb", "counter") if name in found.re.groupindex and found[name]]
    inside = [token for token in marked.tokens if any(start < token.end and token.start < end for start, end in spans)]
    outside = [token for token in marked.tokens if token.end <= found.start() or token.start >= found.end()]
    if any(
        _of_glossary(token) and not spoken(token) and not any(start <= token.start and token.end <= end for start, end in spans)
        for token in inside
    ):
        return False  # a name goes beyond its hole
    unknown = sum(token.end - token.start for token in inside if token.kind is Kind.GAP)
    nameless = any(not _items(marked, found.span(name)) for name in members)
    if "each" in found.re.groupindex:
        nameless = not any(_of_glossary(token) and not spoken(token) for token in inside) and any(
            token.kind is Kind.ITEM for token in inside
        )
    mixed = _LIST in members and not all(_known(text, marked) for text in members[_LIST])
    mixed = mixed or any(_ragged(found, name, text, marked) for name, (text, *_) in members.items() if name != _LIST)
    mixed = mixed or _TASK in members or _counts_no_money(found, inside)
    return (unknown > 1 or nameless or mixed) and not any(_says(token) for token in outside)


def _counts_no_money(found: re.Match[str], inside: list[Token]) -> bool:
    """农村低保比城市低保多多少人: persons are asked for, and the names that are known are of money."""
    counter = found.groupdict().get("counter") or ""
    money = any(_of_glossary(token) and not spoken(token) and token.term and token.term.items[0].unit == "万元" for token in inside)
    return bool(counter) and money and "each" not in found.re.groupindex and counted_in(counter).dimension is Dimension.COUNT


def _ragged(found: re.Match[str], name: str, text: str, marked: Marked) -> bool:
    """Whether a hole holds labels of reports that are no more than pieces of the name."""
    items = [token for token in _items(marked, found.span(name)) if not spoken(token)]
    return bool(items) and not any(_of_glossary(token) for token in items) and _bare(text) not in {token.text for token in items}


def _known(text: str, marked: Marked) -> bool:
    """Whether a member of a list is a name of the glossary as it stands."""
    return any(token.text == text and _of_glossary(token) for token in marked.tokens)


def _of_glossary(token: Token) -> bool:
    return token.kind is Kind.ITEM and token.term is not None and bool(token.term.items)


def _says(token: Token) -> bool:
    return (token.kind is Kind.ITEM and not spoken(token)) or (token.kind is Kind.GAP and token.end - token.start > 1)


def _items(marked: Marked, span: tuple[int, int]) -> list[Token]:
    return [token for token in marked.tokens if token.kind is Kind.ITEM and span[0] <= token.start and token.end <= span[1]]


def _named(found: re.Match[str], members: dict[str, tuple[str, ...]], marked: Marked, terms: Terms) -> dict[str, tuple[Asked, ...]]:
    """What the holes name, a member of a list each for itself."""
    named = {
        name: tuple(_asked(text, _items(marked, found.span(name)), terms, rate=name == _RATED) for text in texts)
        for name, texts in members.items()
    }
    for part, whole in _SHORT_BESIDE:
        if part in named and whole in named and named[whole][0].known:  # 政府采购里服务占多大比重
            named[part] = (completed(named[part][0], named[whole]) or named[part][0],)
    if _TASK in named:  # what was to be done, not what it cost
        named[_TASK] = tuple(Asked(item=asked.said, said=asked.said, known=False) for asked in named[_TASK])
    if not all(asked.known for asked in named.get(_LIST, ())):  # 教育和企业通过职称评审的人数: 教育 is short for something alike
        named[_LIST] = tuple(
            asked if _known(text, marked) else Asked(item=_bare(text), said=_bare(text), known=False)
            for asked, text in zip(named[_LIST], members[_LIST], strict=True)
        )
    return named


def _asked(text: str, items: list[Token], terms: Terms, *, rate: bool = False) -> Asked:
    """The known item that a hole names and nothing more, or its words."""
    words = _bare(text)
    words = f"{words}率" if rate and not words.endswith("率") else words
    if len(items) == 1 and items[0].text == words and plainly(items[0]):
        return asked_of(items[0])
    sort = counted_in("人") if words.endswith("人数") else None
    return _term(words, terms) or Asked(item=words, said=words, known=False, sort=sort)


def _bare(text: str) -> str:
    """A hole without what stands around a name."""
    words = tables.data("frames.toml")["words"]
    lead, tail = ("|".join(words[name]) for name in ("lead", "tail"))
    return re.sub(rf"^(?:{lead})+|(?:{tail})+$", "", text) or text


def _with_sorts(found: re.Match[str], named: dict[str, tuple[Asked, ...]]) -> dict[str, tuple[Asked, ...]]:
    """Each item with what its figure is counted in, and with the verb that is said of all: 多多少人参保."""
    groups = found.groupdict()
    if _RATED in named:
        return named
    verb = _bare(groups.get("verb") or "")
    verb = "" if verb in tables.data("frames.toml")["words"]["light"] else verb
    counter = groups.get("counter") or ("元" if _LIST in named and _SPENT.search(found.group().replace(found[_LIST], "")) else "")
    sort = counted_in(counter) if counter else None
    both = named.pop(_BOTH, ())
    if both:
        named = {_AMOUNT: both, _COUNT: both}
    if groups.get("each"):
        named[_COUNT] = tuple(replace(asked, sort=counted_in(groups["each"])) for asked in named[_COUNT])
    counted = {name: tuple(_doing(asked, verb, sort) for asked in items) for name, items in named.items() if name != _COUNT}
    return {**named, **counted}


def _doing(asked: Asked, verb: str, sort: Sort | None) -> Asked:
    known = find(asked.item) if asked.known else None
    if known is not None and known.unit == "万元" and sort is not None and sort.dimension is Dimension.COUNT:
        asked = Asked(item=asked.said, said=asked.said, known=False)
    if asked.known or (verb and verb in asked.item):
        return asked
    return replace(asked, item=asked.item + verb, said=asked.said + verb, sort=sort or asked.sort)


def _read(reading: Reading, frame: Frame, found: re.Match[str], named: dict[str, tuple[Asked, ...]]) -> Reading:
    """The reading of the plain words, with the items in their places."""
    order = [name for name in _PUT.findall(frame.put) if name in named]
    items = tuple(item for name in order for item in named[name])
    plain = _PUT.sub(lambda hole: "、".join(_ITEM for _ in named.get(hole.group(1), ())), frame.put)
    outside = "".join(found.string[start:end] for start, end in _outside(found))
    basis = next((word for word in ("决算", "预算") if word in outside), "")
    mask = f"{found.string[: found.start()]}{plain}{basis}{found.string[found.end() :]}"
    places = tuple(at for at, letter in enumerate(mask) if letter == _ITEM)
    none = (False,) * len(items)
    mended = tuple(correction for correction in reading.corrections if any(correction.meant in item.item for item in items))
    return replace(
        reading, items=items, mask=mask, spelt=mask, places=places, phrases=none, spoken=none, corrections=mended, leftover=(), framed=True
    )


def _outside(found: re.Match[str]) -> list[tuple[int, int]]:
    """The stretches of a frame between its holes."""
    holes = sorted(found.span(name) for name, text in found.groupdict().items() if text and name not in _SLOTS)
    edges = [found.start(), *(edge for hole in holes for edge in hole), found.end()]
    return list(zip(edges[::2], edges[1::2], strict=True))
