"""Organisations by the ways to name them: by place, by body, by both.

Comes in: names as the reports print them. Goes out: the organisations that a place and a body said by a person fit.
Never decides between several.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.question.bodies import bare, common_ways, key, kinds, ways
from assistant.question.places import gazetteer, plain_name, short_name
from assistant.question.typos import NearWords
from assistant.question.vocabulary import words
from index.glossary import ITEMS

_ZONE = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:开发区|高新区|经开区|新区|管理区|示范区|度假区|工业园区|园区|矿区|农场)(?=.{3})")
_ZONES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("国家级经济技术开发区", ("经开区", "开发区")),
    ("经济技术开发区", ("经开区", "开发区")),
    ("经济开发区", ("经开区", "开发区")),
    ("高新技术产业开发区", ("高新区", "开发区")),
    ("高新技术产业园区", ("高新区", "园区")),
    ("自由贸易试验区", ("自贸区",)),
    ("工业园区", ("园区",)),
    ("旅游度假区", ("度假区",)),
)
"""Zones and what people call them."""
_UNLISTED = re.compile(r"^[\u4e00-\u9fff]{2,4}?(?:省|市|区|县|自治州|旗)(?=.{3})")
"""A place that the table of places lacks, as only its kind tells."""
_TOWN = re.compile(r"(?:人民政府)?([\u4e00-\u9fff]{2,4}?)(?:街道|镇|乡)(?:办事处|人民政府)?")
_TOWN_GOES_ON = re.compile(r"[街镇乡办区市县]")
_LONGEST_PLACE = 16
_START = 4
_HEAD, _LONGEST_SHORT = 2, 20
"""A shortened name begins as the whole one does."""
_INTO_SECOND = 3
"""Where single characters stand for words, it goes on as the whole one does, into its second word: 梅屿职|院."""
_KEEPER = re.compile(r"(?:(?:管理|服务|事务|运行)(?:委员会|中心|办公室|局|处|所|站)|管委会)$")
"""What keeps a place of its own and is left out of its name: 保护区|管理中心."""
_LEAD = re.compile(r"^(?:共青团|中国共产主义青年团|中国共产党|中共|中国人民政治协商会议|民革|民盟|民建|民进|农工党|致公党|九三学社)")
"""What stands before the place in the name of a party or a union: 共青团|郾水市|委员会."""
_BRANCH = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,12})局(?P<place>[\u4e00-\u9fff]{2,6}?)分局")
"""A branch is the body of the place behind its name: 生态环境局|靖川|分局."""
_PLAIN_PLACE = re.compile(r"[^省市区县旗州盟镇乡]$")
_FIRST_WORDS = (4, 3, 2)
"""How long the first word of a name may be that tells whose it is: 南汐湾, 梅屿."""


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation: its name, the places it names from the largest down, and the body's name without them."""

    name: str
    places: tuple[str, ...]
    body: str

    @property
    def place(self) -> str:
        """The smallest place it names: the one whose body it is."""
        return self.places[-1] if self.places else ""


class OrgIndex:
    """All organisations of a library."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self.orgs = tuple(parse(name, region) for name, region in dict(rows).items())

    @cached_property
    def by_way(self) -> dict[str, tuple[Org, ...]]:
        """Organisations by every way to say their body: 人社局."""
        return _table(self.orgs, lambda org: ways(org.body) | {key(org.name), org.name})

    @cached_property
    def by_bare(self) -> dict[str, tuple[Org, ...]]:
        """Organisations by their body without its ending: 人社."""
        return _table(self.orgs, lambda org: bare(org.body))

    @cached_property
    def by_place(self) -> dict[str, tuple[Org, ...]]:
        """Organisations by the names of their own place, with and without 区."""
        return _table(self.orgs, lambda org: names_of(org.place) if org.place else frozenset())

    @cached_property
    def around(self) -> dict[str, tuple[Org, ...]]:
        """Organisations by the names of any place they lie in."""
        return _table(self.orgs, lambda org: frozenset().union(*(names_of(place) for place in _chain(org))))

    @cached_property
    def near_places(self) -> NearWords:
        """The names of the organisations' places, to find mistyped ones."""
        return NearWords(self.by_place, shortest=3)

    @cached_property
    def near_ways(self) -> NearWords:
        """The ways to say the bodies, to find mistyped ones."""
        return NearWords(self.by_way)

    @cached_property
    def towns(self) -> dict[str, tuple[Org, ...]]:
        """Street offices and towns by their bare name: 万里."""
        return _table(self.orgs, lambda org: {found.group(1)} if (found := _TOWN.fullmatch(org.body)) else ())

    def town_at(self, text: str, at: int) -> str:
        """The bare name of a street or town at *at*, where nothing else goes on with it; empty where none stands there."""
        names = (text[at : at + length] for length in (4, 3, 2))
        return next((name for name in names if name in self.towns and not _TOWN_GOES_ON.match(text, at + len(name))), "")

    @cached_property
    def by_start(self) -> dict[str, tuple[Org, ...]]:
        """Organisations by the first characters of their whole names."""
        return _table(self.orgs, lambda org: frozenset() if len(org.name) < _START else frozenset({org.name[:_START]}))

    def printed_at(self, text: str, at: int) -> Org | None:
        """The organisation whose whole name stands at *at*: the 铜梁 of 铜梁镇第三中学 is no place elsewhere."""
        there = [org for org in self.by_start.get(text[at : at + _START], ()) if text.startswith(org.name, at)]
        return max(there, key=lambda org: len(org.name), default=None)

    def shortened_at(self, text: str, at: int) -> tuple[Org, int] | None:
        """The one organisation of no known place whose name is shortened at *at*, and where it ends: 梅屿职院 for 梅屿职业技术学院."""
        for end in range(min(at + _LONGEST_SHORT, len(text)), at + _START - 1, -1):
            said = text[at:end]
            there = [org for org in self.by_head.get(said[:_HEAD], ()) if _shortens(said, org.name) or _leaves_out(said, org.name)]
            if len(there) == 1:
                return there[0], end
        return None

    @cached_property
    def by_head(self) -> dict[str, tuple[Org, ...]]:
        """Organisations of no known place by how their names begin."""
        return _table(self.orgs, lambda org: () if org.places else (org.name[:_HEAD],))

    @cached_property
    def by_first_word(self) -> dict[str, tuple[Org, ...]]:
        """Organisations of no known place by the first characters of their names, as far as no item and no kind of body begins so."""
        return _table(
            self.orgs, lambda org: () if org.places or _common(org.name[:_HEAD]) else {org.name[:length] for length in _FIRST_WORDS}
        )

    def first_words_at(self, text: str, at: int) -> tuple[tuple[Org, int], ...]:
        """The one organisation of no known place whose name begins as *text* does at *at*, and where that may end: 梅屿|职业技术学院."""
        there = ((self.by_first_word.get(text[at : at + length], ()), at + length) for length in _FIRST_WORDS)
        return tuple((orgs[0], end) for orgs, end in there if len(orgs) == 1)

    def of_kind(self, said: str, orgs: Iterable[Org] | None = None) -> tuple[Org, ...]:
        """The organisations, of *orgs* or of all, that are of the kind said: 学校."""
        ends = kinds().get(said)
        return tuple(org for org in (self.orgs if orgs is None else orgs) if ends and ends.search(org.name))

    def fitting(self, places: tuple[str, ...], body: str | None, level: str = "") -> tuple[Org, ...]:
        """The organisations whose body is said so, whose place is the last of *places* and lies in the ones before.

        ``level`` is 省, 市, 区 or 县 where only that was said of the place: 区人社局.
        """
        if places:
            own = self.by_place.get(places[-1], ())
            found = tuple(org for org in own if _has_body(org, body) and all(_inside(org, place) for place in places[:-1]))
        else:
            found = self.orgs if body is None else self.by_way.get(body) or self.by_bare.get(body) or ()
        if level:
            found = tuple(org for org in found if org.place.endswith(level))
        return found


def parse(name: str, region: str = "") -> Org:
    """Take an organisation's name apart.

    >>> parse("益阳市赫山区人力资源和社会保障局")
    Org(name='益阳市赫山区人力资源和社会保障局', places=('益阳市', '赫山区'), body='人力资源和社会保障局')
    >>> parse("榆林市生态环境局神木分局").places
    ('榆林市', '神木')
    """
    lead = found.group() if (found := _LEAD.match(name)) else ""
    places, rest = _leading_places(name.removeprefix(lead))
    if not places and region:
        places, left = _leading_places(region)
        places += (left,) if left else ()
        rest = name.removeprefix(lead).removeprefix(region)
    branch = _BRANCH.fullmatch(rest)
    if branch:
        return Org(name, (*places, branch.group("place")), f"{branch.group('stem')}分局")
    return Org(name, places, lead + rest or name)


def names_of(place: str) -> frozenset[str]:
    """Every name of a place: 赫山区, 赫山; 东港经开区 for 东港经济技术开发区."""
    zone = next((shorts for long, shorts in _ZONES if place.endswith(long) and len(place) - len(long) >= 2), ())
    long = next((long for long, _ in _ZONES if place.endswith(long)), "")
    plain = {place + kind for kind in ("区", "县", "市")} if _PLAIN_PLACE.search(place) and not long else set()
    zones = {place.removesuffix(long) + short for short in ("", *zone)} if zone else set()
    return frozenset({place, plain_name(place), short_name(place)} | plain | zones)


def _leading_places(name: str) -> tuple[tuple[str, ...], str]:
    places: list[str] = []
    full = gazetteer().full
    rest = name
    while rest:
        longest = next((rest[:length] for length in range(min(_LONGEST_PLACE, len(rest)), 1, -1) if rest[:length] in full), None)
        if longest is None:
            zone = _ZONE.match(rest) or _UNLISTED.match(rest)
            longest = zone.group() if zone else None
        if longest is None:
            break
        places.append(longest)
        rest = rest[len(longest) :]
    return tuple(places), rest


def _chain(org: Org) -> frozenset[str]:
    """The places an organisation names, and those that its own place is known to lie in."""
    named = set(org.places)
    for place in gazetteer().full.get(org.place, ()):
        parents = {parent for parent in (place.city, place.province) if parent}
        if all(above in parents or above == place.name for above in org.places):
            named |= parents
    return frozenset(named)


def _has_body(org: Org, body: str | None) -> bool:
    return body is None or body in ways(org.body) or body in bare(org.body) or body == key(org.name)


def _inside(org: Org, place: str) -> bool:
    return any(place in names_of(above) for above in _chain(org))


def _shortens(said: str, name: str) -> bool:
    """Whether *said* has some characters of *name* in their order, the last among them."""
    letters = iter(name)
    begins = len(said) < len(name) and said[:_INTO_SECOND] == name[:_INTO_SECOND]
    return begins and said[-1] == name[-1] and all(letter in letters for letter in said)


def _leaves_out(said: str, name: str) -> bool:
    """Whether *said* is made of whole words of *name* or of what it keeps: 南汐湾|保护区 of 南汐湾红树林自然保护区管理中心."""
    if _common(name[:_HEAD]):
        return False
    kept = _KEEPER.sub("", name)
    return said == kept or any(_in_pieces(said, whole) for whole in {name, kept})


def _in_pieces(said: str, name: str, first: bool = True) -> bool:
    """Whether pieces of *name*, each of two characters or more and in their order, make up *said*, from its start to its end."""
    if name.endswith(said) and len(said) > 1 and not first:
        return True
    for length in range(2, len(said) - 1):
        at = name.find(said[:length])
        if at < 0 or (first and at):
            return False
        if _in_pieces(said[length:], name[at + length :], first=False):
            return True
    return False


@cache
def _common(pair: str) -> bool:
    """Whether two characters are a word, or begin an item's name or a body's that nearly every place has: no name of its own."""
    return pair in words() or pair in {item.short[:_HEAD] for item in ITEMS} | {way[:_HEAD] for way in common_ways()}


def _table(orgs: Iterable[Org], keys: Callable[[Org], Iterable[str]]) -> dict[str, tuple[Org, ...]]:
    table: dict[str, list[Org]] = {}
    for org in orgs:
        for name in keys(org):
            table.setdefault(name, []).append(org)
    return {name: tuple(found) for name, found in table.items()}
