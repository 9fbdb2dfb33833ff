"""Names of organisations that do not exist, in the forms that real ones have."""

from dataclasses import dataclass
from random import Random

FIRST = "云青松石白清东南西北金玉长永新安平宁临望龙凤鹤鹿柳桃梅竹兰荷泉溪河湖江港浦沙"
SECOND = "溪岚泉岭河湖湾洲源陵川峰桥城州原塘坪山林田浦港"
CITIES = ("澄江", "衡泽", "汀洲", "栖霞", "绵水", "虞山", "钧阳", "湘沅", "沪滨", "京畿", "岭海", "瓯越")
OFFICES = (
    "人力资源和社会保障局", "财政局", "民政局", "司法局", "教育局", "卫生健康局", "农业农村局", "水利局", "交通运输局", "住房和城乡建设局",
    "文化和旅游局", "市场监督管理局", "应急管理局", "统计局", "审计局", "自然资源局", "退役军人事务局", "医疗保障局", "城市管理局",
    "信访局",
)  # fmt: skip
PLACES = ("区", "县", "市")


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation: full name, district, and how it calls itself in a sentence."""

    name: str
    region: str
    short: str


def organisations(count: int, chance: Random, office: str = "") -> tuple[Org, ...]:
    """Return *count* different organisations; many share a district or an office, as near-twins do; *office*: all the same."""
    found: dict[str, Org] = {}
    while len(found) < count:
        region = chance.choice(FIRST) + chance.choice(SECOND) + chance.choice(PLACES)
        city = f"{chance.choice(CITIES)}市" if chance.random() < 0.4 and not region.endswith("市") else ""
        for kind in [office] if office else chance.sample(OFFICES, chance.randint(1, 4)):
            name = f"{city}{region}{kind}"
            found.setdefault(name, Org(name, region, f"{region[-1]}{kind}"))
    return tuple(found.values())[:count]
