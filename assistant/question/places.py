"""China's provinces, cities and counties: so that a place that is no typing mistake is never taken for one.

Comes in: a name as printed or said. Goes out: the places it may be, each with what it belongs to.
Never knows which places the library holds.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

_NATIONS = (
    "柯尔克孜|乌孜别克|维吾尔|哈萨克|达斡尔|塔吉克|俄罗斯|鄂温克|塔塔尔|鄂伦春|蒙古|布依|朝鲜|土家|"
    "哈尼|傈僳|高山|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|"
    "普米|德昂|保安|裕固|独龙|赫哲|门巴|珞巴|基诺|回|藏|苗|彝|壮|"
    "满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京|各"
)
_SELF_GOVERNING = re.compile(rf"(?:(?:{_NATIONS})族|蒙古|维吾尔|哈萨克|回族|柯尔克孜)*自治(?=[区州县旗])")
_KINDS = ("特别行政区", "地区", "林区", "新区", "矿区", "省", "市", "区", "县", "州", "盟", "旗")


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its full name, on the level 省, 市 or 县, with the city and the province it lies in ("" where it has none)."""

    name: str
    level: str
    city: str = ""
    province: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """Every place, by the names it goes by."""

    places: tuple[Place, ...]

    @cached_property
    def full(self) -> dict[str, tuple[Place, ...]]:
        """Places by their full names and by the full name without 自治."""
        return _by_name(self.places, lambda place: {place.name, plain_name(place.name)})

    @cached_property
    def short(self) -> dict[str, tuple[Place, ...]]:
        """Places by their names without 省, 市, 区, 县."""
        return _by_name(self.places, lambda place: {short_name(place.name)} - {place.name})


@cache
def gazetteer() -> Gazetteer:
    """The table of places, read at first use."""
    places: dict[Place, None] = {}
    for line in files(__package__).joinpath("places.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        province, city, *counties = line.split(" ")
        city = "" if city == "-" else city
        places[Place(province, "省")] = None
        if city:
            places[Place(city, "市", "", province)] = None
        for county in counties:
            places[Place(county, "县", city, province)] = None
    return Gazetteer(tuple(places))


def plain_name(name: str) -> str:
    """靖州县 for 靖州苗族侗族自治县, 广西区 for 广西壮族自治区.

    >>> plain_name("靖州苗族侗族自治县"), plain_name("湘西土家族苗族自治州"), plain_name("赫山区")
    ('靖州县', '湘西州', '赫山区')
    """
    if "自治" not in name:
        return name
    return "内蒙古" if name.startswith("内蒙古") else _SELF_GOVERNING.sub("", name)


def short_name(name: str) -> str:
    """The name without its kind, where two characters are left: 赫山 for 赫山区, but 东区 and 沙县 stay.

    >>> short_name("赫山区"), short_name("沙县"), short_name("湘西土家族苗族自治州")
    ('赫山', '沙县', '湘西')
    """
    plain = plain_name(name)
    for kind in _KINDS:
        if plain.endswith(kind) and len(plain) - len(kind) >= 2:
            return plain.removesuffix(kind)
    return plain


def _by_name(places: Iterable[Place], names: Callable[[Place], set[str]]) -> dict[str, tuple[Place, ...]]:
    table: dict[str, list[Place]] = {}
    for place in places:
        for name in names(place):
            table.setdefault(name, []).append(place)
    return {name: tuple(found) for name, found in table.items()}
