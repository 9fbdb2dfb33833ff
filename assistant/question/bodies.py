"""What people call a body of local government: 人社局 for 人力资源和社会保障局, and so for every kind of body.

Comes in: a body's name without its place. Goes out: every way to say it. Never knows which bodies the library holds.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

from assistant.question import tables

STEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("人力资源社会保障", ("人社", "人力社保", "人保", "劳动人事")),
    ("发展改革经济信息化", ("发改经信",)),
    ("发展改革", ("发改",)),
    ("住房城乡建设交通", ("住建交通",)),
    ("住房城乡建设", ("住建", "建设")),
    ("住房建设", ("住建",)),
    ("住房保障房屋管理", ("房管",)),
    ("市场监督管理", ("市监", "市场监管", "市管")),
    ("卫生健康", ("卫健", "卫计")),
    ("卫生计划生育", ("卫计", "卫健")),
    ("自然资源规划", ("自规", "资规", "自然资源", "自资")),
    ("规划自然资源", ("规资", "规自", "规划资源", "规划", "自规", "资规")),
    ("自然资源", ("自资", "国土")),
    ("国土资源", ("国土",)),
    ("农业农村水利", ("农水", "农业水利", "农业农村")),
    ("农业农村", ("农业", "农农")),
    ("文化旅游广电体育", ("文旅广体", "文旅", "文旅体")),
    ("文化旅游体育", ("文旅体", "文旅", "文体旅")),
    ("文化体育旅游", ("文体旅", "文旅")),
    ("文化广电旅游体育", ("文旅广体", "文广旅体", "文旅", "文旅体")),
    ("文化体育广电旅游", ("文体旅", "文旅", "文旅广体")),
    ("文化广电旅游", ("文广旅", "文旅")),
    ("文化旅游", ("文旅",)),
    ("退役军人事务", ("退役军人", "退役")),
    ("应急管理", ("应急",)),
    ("生态环境保护", ("生态环境", "环保")),
    ("生态环境", ("环保", "生态", "环境")),
    ("环境保护", ("环保",)),
    ("城市管理综合执法", ("城管", "城管执法", "城市管理", "城综")),
    ("城市管理行政执法", ("城管", "城管执法", "城市管理")),
    ("城市管理", ("城管",)),
    ("行政审批服务", ("审批", "行政审批")),
    ("行政审批", ("审批",)),
    ("政务服务数据管理", ("政数", "政务服务")),
    ("数据管理", ("数据",)),
    ("科技工业信息化", ("科工信",)),
    ("科学技术工业信息化", ("科工信", "科工")),
    ("工业信息化", ("工信",)),
    ("经济信息化", ("经信",)),
    ("科学技术", ("科技",)),
    ("教育体育", ("教体", "教育")),
    ("交通运输", ("交通",)),
    ("医疗保障", ("医保",)),
    ("机关事务管理", ("机关事务", "机管")),
    ("机关事务", ("机管",)),
    ("国有资产监督管理", ("国资",)),
    ("地方金融监督管理", ("金融", "金融监管")),
    ("乡村振兴", ("乡振",)),
    ("扶贫开发", ("扶贫",)),
    ("供销合作联合社", ("供销社",)),
    ("粮食物资储备", ("粮食", "粮储")),
    ("民族宗教事务", ("民宗", "民族宗教")),
    ("民族宗教", ("民宗",)),
    ("人民防空", ("人防",)),
    ("绿化市容管理", ("绿化市容", "绿容")),
    ("城市建设投资", ("城投",)),
    ("园林绿化", ("园林",)),
    ("住房公积金管理", ("公积金",)),
    ("社会保险", ("社保",)),
    ("劳动就业服务", ("就业服务",)),
    ("安全生产监督管理", ("安监",)),
    ("食品药品监督管理", ("食药监", "食药")),
    ("知识产权", ("知产",)),
    ("防震减灾", ("地震",)),
    ("招商促进", ("招商",)),
    ("投资促进", ("投促", "招商")),
)
"""Long stem (without 和, 与, 及, 、) and its short forms; the first that is found in a name is used."""

WHOLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("人民代表大会常务委员会办公室", ("人大常委会办公室", "人大办公室", "人大办", "人大常委会", "人大")),
    ("人民代表大会常务委员会", ("人大常委会", "人大", "人大办")),
    ("中国人民政治协商会议委员会办公室", ("政协办公室", "政协办", "政协")),
    ("中国人民政治协商会议委员会", ("政协",)),
    ("政治协商会议", ("政协",)),
    ("人民政府办公室", ("政府办公室", "政府办")),
    ("人民政府办公厅", ("政府办公厅", "政府办")),
    ("纪律检查委员会监察委员会", ("纪委监委", "纪委", "监委", "纪检委")),
    ("纪律检查委员会", ("纪委", "纪检委", "纪委监委")),
    ("监察委员会", ("监委", "监察委")),
    ("政法委员会", ("政法委",)),
    ("机构编制委员会办公室", ("编办", "编委办")),
    ("委员会组织部", ("组织部",)),
    ("委员会宣传部", ("宣传部",)),
    ("委员会统一战线工作部", ("统战部",)),
    ("统一战线工作部", ("统战部",)),
    ("委员会政法委员会", ("政法委",)),
    ("委员会办公室", ("区委办", "县委办", "市委办", "党委办")),
    ("委员会党校", ("党校",)),
    ("共产主义青年团委员会", ("团委", "共青团", "团区委", "团县委", "团市委")),
    ("共青团委员会", ("团委", "共青团", "团区委", "团县委", "团市委")),
    ("妇女联合会", ("妇联",)),
    ("残疾人联合会", ("残联",)),
    ("科学技术协会", ("科协",)),
    ("工商业联合会", ("工商联",)),
    ("文学艺术界联合会", ("文联",)),
    ("归国华侨联合会", ("侨联",)),
    ("社会科学界联合会", ("社科联",)),
    ("供销合作社联合社", ("供销社",)),
    ("人民法院", ("法院",)),
    ("人民检察院", ("检察院",)),
    ("疾病预防控制中心", ("疾控中心", "疾控")),
    ("红十字会", ("红会",)),
    ("国有资产监督管理委员会", ("国资委",)),
    ("管理委员会", ("管委会", "管委")),
    ("交通委员会", ("交委", "交通委")),
    ("交通运输委员会", ("交委", "交通委")),
    ("交通运输局", ("交委", "交通委")),
    ("教育委员会", ("教委",)),
    ("教育局", ("教委",)),
    ("科学技术委员会", ("科委",)),
    ("科学技术局", ("科委",)),
    ("住房城乡建设委员会", ("建委", "住建委")),
    ("住房城乡建设局", ("建委", "住建委")),
    ("农业农村委员会", ("农委",)),
    ("农业农村局", ("农委",)),
    ("城市管理局", ("城管委",)),
)
"""Bodies whose short name is no stem with an ending."""

ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("委员会", ("委", "委员会", "局")),
    ("分局", ("分局", "局")),
    ("局", ("局", "委")),
    ("办公室", ("办", "办公室")),
    ("办事处", ("", "办", "办事处")),
    ("人民政府", ("政府", "人民政府", "")),
    ("厅", ("厅",)),
    ("中心", ("中心",)),
    ("总队", ("总队",)),
    ("大队", ("大队",)),
    ("站", ("站",)),
    ("所", ("所",)),
    ("处", ("处",)),
    ("院", ("院",)),
    ("社", ("社",)),
)
"""How a name ends and what people say instead; 卫生健康局 is also asked for as 卫健委, and the other way."""


_BARE = ("局", "委员会", "委", "办公室", "厅")
_JOINTS = re.compile(r"[和与及、]")
_LEADS = re.compile(r"^(?:中国共产党|中共|中国)?(?:人民政府(?=.))?")
_NUMBERED = re.compile(r"第([一二三四五六七八九十]+)(.+)")
_NUMBERED_KINDS = (
    ("中学", "中"), ("高级中学", "高"), ("初级中学", "初"), ("小学", "小"), ("幼儿园", "幼"), ("人民医院", "院"), ("医院", "院"),
)  # fmt: skip
SUFFIX = re.compile(
    r"委员会|委|局|办公室|办事处|街道办?|中心|人民政府|政府办?|法院|检察院|学院|大学|中学|小学|学校|党校|幼儿园|医院|卫生院|保健院|大队|支队|总队|协会|联合会|总会|学会|"
    r"第?[一二三四五六七八九十]+(?:高中|初中|中(?!学|医)|小(?!学)|幼(?!儿)|院)|工会|团委|妇联|残联|工商联|文联|科协|政协|人大|研究院|研究所|图书馆|博物馆|文化馆|档案馆|服务站|管理处|管理所|事务所|派出所|社区|村委会|居委会|集团|公司|指挥部|领导小组|部|厅|署|镇|乡|社"
)
"""How the name of a body ends."""


def key(body: str) -> str:
    """A body's name without 和, 与 and what stands before it: two spellings of one body have one key.

    >>> key("规划和自然资源局") == key("规划与自然资源局")
    True
    """
    return _JOINTS.sub("", _LEADS.sub("", body)) or body


@lru_cache(maxsize=20_000)
def ways(body: str) -> frozenset[str]:
    """Every way to say a body's name with its ending.

    >>> sorted(ways("人力资源和社会保障局"))[:4]
    ['人保委', '人保局', '人力社保委', '人力社保局']
    >>> "规资局" in ways("规划和自然资源局"), "万里街道" in ways("人民政府万里街道办事处")
    (True, True)
    """
    name = key(body)
    found = {name, _JOINTS.sub("", body)}
    found.update(short for long, shorts in WHOLE if name == long or (name.endswith(long) and len(name) - len(long) < 4) for short in shorts)
    stem, endings = _ending(name)
    for form in _stems(stem):
        found.update(form + ending for ending in endings)
    found |= _by_number(name) | _by_initials(body)
    found |= {"分局"} if name.endswith("分局") else set()
    return frozenset(way for way in found if len(way) >= 2)


@lru_cache(maxsize=20_000)
def bare(body: str) -> frozenset[str]:
    """The ways without an ending, which people use behind a place: 赫山人社, 朝阳教育.

    >>> sorted(bare("人力资源和社会保障局"))
    ['人保', '人力社保', '人力资源社会保障', '人社', '劳动人事']
    """
    name = key(body)
    stem, _ = _ending(name)
    return frozenset(form for form in _stems(stem) if len(form) >= 2) if name.endswith(_BARE) else frozenset()


@cache
def common_ways() -> dict[str, str]:
    """Every way to say a body that nearly every place has, with its key: named but not in the library, it is no typing mistake."""
    lines = files(__package__).joinpath("bodies.txt").read_text("utf-8").splitlines()
    names = [name for line in lines if not line.startswith("#") for name in line.split()]
    return {way: key(body) for body in reversed(names) for way in ways(body)}


@cache
def kinds() -> dict[str, re.Pattern[str]]:
    """Kinds of bodies (学校) with how the names of such bodies end."""
    return dict(tables.rows("bodies.toml", "kinds"))


def _by_number(name: str) -> set[str]:
    """三中 for 第三中学, 二院 for 第二人民医院."""
    found = _NUMBERED.fullmatch(name)
    return {found.group(1) + short for long, short in _NUMBERED_KINDS if found.group(2) == long} if found else set()


def _by_initials(body: str) -> set[str]:
    """教科局 for 教育和科技局: the first characters of the parts that 和 joins."""
    parts = _JOINTS.split(_LEADS.sub("", body))
    stem, endings = _ending(parts[-1])
    parts[-1] = stem
    if len(parts) < 2 or any(len(part) < 2 for part in parts):
        return set()
    return {"".join(part[0] for part in parts) + ending for ending in endings if ending}


def abbreviates(said: str, body: str) -> bool:
    """Whether a name that fits no way may still be short for a body's: its characters in order, its first and its last among them.

    >>> abbreviates("水利局", "水利和湖泊局"), abbreviates("财政局", "教育和科技局"), abbreviates("湖泊局", "水利和湖泊局")
    (True, False, True)
    """
    short = key(said)
    starts = {part[0] for part in _JOINTS.split(_LEADS.sub("", body)) if part}
    rest = iter(key(body))
    return len(short) > 2 and short[0] in starts and short[-1] == body[-1] and all(letter in rest for letter in short)


def names_part(said: str, body: str) -> bool:
    """Whether a short name begins as the body's does or holds one of its parts whole: 社保局 does neither of 人力资源和社会保障局."""
    parts = [part for part in _JOINTS.split(_LEADS.sub("", body)) if part]
    whole = [_ending(part)[0] for part in parts]
    return key(said)[0] == parts[0][0] or any(part in said for part in whole)


def _ending(name: str) -> tuple[str, tuple[str, ...]]:
    for ending, said in ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending), said
    return name, ("",)


def _stems(stem: str) -> tuple[str, ...]:
    for long, shorts in STEMS:
        if long in stem:
            return (stem, *(stem.replace(long, short) for short in shorts))
    return (stem,)
