"""Labels of figures that the glossary has no item for: short noun phrases in the report's own words.

Comes in: the words before and after a figure. Goes out: 城镇新增就业, 追回农民工工资, 内设机构. Never invents a word.
"""

import re

_EDGE = " \t\n，,。；;：:、“”\"'‘’《》—–-*|~"
_CLAUSE = re.compile(r"[，,；;：:。]")
_FRONT = re.compile(
    r"^(?:(?:最近|近|过去)(?:[一二两三四五六七八九十几]|\d{1,2})个?年度?(?:以来|来|间|内)?(?![本当全]年)|其中|主要(?:原因)?(?:是|为)|(?:主要)?原因(?:是|为)|由于|因为|部门预算|分别(?:是|为)?|同时|另外|此外|目前|以及|预计|每年|可(?=办|减|节|供|带|增|容|受|惠|覆)|现已|已经?|共计?(?!同|享|建|有制|产)|累计|总共|一共|合计|实际(?!控制)|首次|成功|顺利|"
    r"(?:19|20)\d\d年(?:年?度|末|底|初(?!预算))?|[一二][〇○零Oo0一二三四五六七八九]{3}年度?|截[至止到](?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?|(?:本|当|今|全)年度?|年度|年末|年内|期末|本期|全年|"
    r"全(?:区|市|县|省|州|镇|乡|街道|系统|局|委|院|办|厅)(?!域)|(?:本|我)(?:部门|单位|机关|局|区|市|县|级|厅|委|办|院|校|中心|处|所|街道|镇|乡)|帮助|确保|使(?!用)|为(?!民)|将|对|把|向|由|被|在(?![职编岗校册建用])|到(?![位账期])|从|以|按|与|和|及|等|"
    r"的|了|是|有(?!效|关|机|限|色|害)|中(?!小|央|心|医|国|学|职|等|期|共|级|标)|再|又|还|均|各(?!类|项|级|种)|约|近|达|该(?!项)|此(?!次)|"
    r"第?[一二三四五六七八九十]{1,2}[是、]|\d{1,2}[.．、](?!\d(?!\d{3}年))|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳])"
)
_BACK = re.compile(
    r"(?:共计?|总计|总共|一共|合计|累计|分别|大约|(?<![签缔预邀])约|近|将近|超过?|逾|突破|不超过|不低于|不少于|控制在|(?<!下)达到?|(?<!实)有|为|是|了|计|至|到|仅|(?<!平)均|各|可达|多达|高达|已达|就|的|等|又|在|"
    r"(?:19|20)\d\d年(?:度)?|的有|中(?=$)|：|:|，|,|、|（|\()$"
)
_ASIDE = re.compile(r"[（(][^（()）]{0,120}[，。；：][^（()）]{0,120}[)）]")
_OWNED = re.compile(r"(?P<whose>.{1,12}(?:单位|机构|企业|机关|部门|家庭|人员|项目|公司))(?:的|财政拨款|使用)")
_GOVERNS = re.compile(r"(?:对|将|把)(?:其中)?$")
_JOINT = re.compile(r"、|及|和|与|是|为|共有|设有")
_LISTED = re.compile(r"[和与及、]$")
_TRAIL_STOP = re.compile(r"[，,。；;：:！？!?\n]|[（(](?![^（()）]{1,8}[)）])|、(?=.{0,12}\d)")
_TRAIL_NONE = re.compile(r"^(?:以|的?(?:以上|以下|左右)|用于|主要|其中|，|由|因|与|和|及|比|较|占|为|是|均|、|）|\))")
_PREDICATE = re.compile(r"(?:建立|享受|纳入|参加|参与|实施|进行|属于|均|都|已|被|由|通过|获得|获评|完成|达到|取得|到位|开展|作为|列入)")
_INSIDE = re.compile(r"包括|包含")
_SPEECH = re.compile(r"^请|回答|忽略|输出(?!功率)|告诉")
"""Words that speak to a reader: they tell no figure of the department."""

_NAMING = re.compile(r"[一-龥A-Za-z]")
_LONGEST = 24
_HOLLOW = frozenset(("严控", "控制", "用于", "需要", "需", "约需", "严格", "标准", "每人", "人均", "单价", "其他", "按照", "不含", "含"))
"""Words that name nothing that money could be of."""


def open_label(lead: str, trail: str = "", *, counted: bool = False) -> str:
    """Return the label of a figure from the words before it and, for something counted, behind it; "" where none is.

    >>> open_label("全年全区城镇新增就业"), open_label("处罚了", "违反条例企业", counted=True)
    ('城镇新增就业', '处罚违反条例企业')
    """
    before = _unquoted(_clean(_INSIDE.split(_CLAUSE.split(_ASIDE.sub("", lead).rstrip(_EDGE))[-1])[-1]))
    if _SPEECH.search(before):
        return ""
    if not counted:
        return "" if before in _HOLLOW or not _NAMING.search(before) else _shorten(before)
    after = _after(trail, alone=not before)
    if after and (_LISTED.search(lead) or lead.count("、") > 1):
        return _shorten(after)
    if after and _GOVERNS.search(lead):
        return _shorten(re.sub(r"了", "", _TRAIL_STOP.split(trail, maxsplit=1)[0].strip(_EDGE)))
    if after:
        before = _JOINT.split(before)[-1]
    if before and after and not _takes_object(before, after):
        return _shorten(before)
    return _shorten(before + after)


def _unquoted(label: str) -> str:
    """A label with one mark of a pair loses it."""
    return label if label.count("“") == label.count("”") else label.replace("“", "").replace("”", "")


def _clean(text: str) -> str:
    text = text.strip(_EDGE)
    while True:
        shorter = _BACK.sub("", _FRONT.sub("", text)).strip(_EDGE)
        if shorter == text:
            return text
        text = shorter


def _after(trail: str, *, alone: bool) -> str:
    if _TRAIL_NONE.match(trail):
        return ""
    words = _TRAIL_STOP.split(trail, maxsplit=1)[0]
    predicate = _PREDICATE.search(words)
    if predicate and predicate.start() >= (3 if alone else 2):
        words = words[: predicate.start()]
    owned = _OWNED.match(words)
    return (owned.group("whose") if owned else words).strip(_EDGE).rstrip("和与及、")


def _takes_object(before: str, after: str) -> bool:
    """Whether what is counted stands behind the number: 认定|13家|青年见习基地."""
    return len(before) <= 6 or len(after) >= 2


def _shorten(label: str) -> str:
    if len(label) <= _LONGEST:
        return label
    pieces = [piece for piece in re.split(r"[、的]", label) if piece]
    tail = pieces[-1] if pieces else label
    return tail if 2 <= len(tail) <= _LONGEST else label[-_LONGEST:]
