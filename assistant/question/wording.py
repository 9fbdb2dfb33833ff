"""A question's text made plain: half width, simplified, without quotes and spaces, cut into single questions.

Comes in: what a person typed. Goes out: short plain strings. Never changes a digit.
"""

import re
import unicodedata
import warnings
from functools import cache

from assistant.question import tables
from assistant.question.bodies import SUFFIX
from assistant.question.glosses import marked_glosses
from assistant.question.sound import syllables

LONGEST = 10_000
LONGEST_QUESTION = 400
_QUOTES = re.compile(r"[“”\"'‘’「」『』《》〈〉【】\[\]*`#~_^|\\<>{}]")
_BRACKETS = re.compile(r"[()]")
_SPACES = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])|(?<=[0-9])\s+(?=[0-9])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ENGLISH = re.compile(
    r"(?:please |can you |could you |in (?:19|20)\d\d,? )?"
    r"(?:compared|according to|what|how|which|why|did|was|were|is|are|does|do|tell|show|give|list|compare|by how)\b",
    re.IGNORECASE,
)
_CJK = re.compile(r"[\u4e00-\u9fff〇]")
_ENDS = re.compile(r"[?!;。\n]+")
ASKING = re.compile(
    r"多少|(?<![那这])几|什么|啥|吗|么$|嘛|哪|谁|是否|是不是|有没有|有无|对不对|对吗|怎么|怎样|如何|为何|为什么|咋|呢|多大|多高|占比|比例|比重|列出|说说|介绍|告诉|查|看看|算一?下|算算|计算"
)


def clean(text: str) -> str:
    """Half width, lower case, simplified characters, no quotes, brackets or spaces between Chinese characters.

    >>> clean("赫山區 ２０２０年「三公」經費（萬元）？")
    '赫山区2020年三公经费万元?'
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    plain = re.sub(r"\((?:类|款|项)\)", "", plain)
    plain = _BRACKETS.sub("", marked_glosses(_QUOTES.sub("", simplified(plain))))
    plain = _THOUSANDS.sub("", plain.replace("\t", " "))
    if chinese(plain):
        plain = re.sub(r"[^\S\n]+", " ", plain)
        plain = _SPACES.sub("", plain) if "\n" not in plain else "\n".join(_SPACES.sub("", line) for line in plain.split("\n"))
    said, ways = _sayings()
    for saying, meaning in said:
        plain = plain.replace(saying, meaning)
    for way, words in ways:
        plain = way.sub(words, plain)
    return plain.strip()


def chinese(text: str) -> bool:
    """Whether the question is asked in Chinese: a fifth of its letters are Chinese characters."""
    found = len(_CJK.findall(text))
    if not re.search(r"[a-z]", text, re.IGNORECASE):
        return True
    if _ENGLISH.match(text):
        return False
    return found > 0 and found * 5 >= sum(map(str.isalpha, text))


def simplified(text: str) -> str:
    """Traditional characters turned simplified; the converter is loaded only where there is one."""
    common = syllables()
    if all(character in common for character in _CJK.findall(text)):
        return text
    import zhconv

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # zhconv leaves its dictionary file to the garbage collector
        converted: str = zhconv.convert(text, "zh-cn")
    return converted


@cache
def _sayings() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[re.Pattern[str], str], ...]]:
    """How people say things and the words that the rules know, literally and by pattern: ``sayings.toml``."""
    data = tables.data("sayings.toml")
    return tuple(data["plain"].items()), tuple((re.compile("|".join(row["any"])), row["put"]) for row in data["rewritten"])


def cut(text: str) -> tuple[str, ...]:
    """Cut a clean text into single questions; words that ask nothing go before the question that follows.

    >>> cut("我住赫山。2020年花了多少?其中接待费多少?")
    ('我住赫山,2020年花了多少', '其中接待费多少')
    """
    pieces = [piece.strip(" ,.") for piece in _ENDS.split(text)]
    asked: list[str] = []
    waiting = ""
    for piece in filter(None, pieces):
        joined = f"{waiting},{piece}" if waiting else piece
        if ASKING.search(piece):
            asked.extend(_clauses(joined[-LONGEST_QUESTION:]))
            waiting = ""
        else:
            waiting = joined
    if waiting and asked and _SETTING.fullmatch(waiting):
        asked[-1] += f",{waiting}"
    elif waiting and not asked:
        asked.append(waiting[-LONGEST_QUESTION:])
    return tuple(asked)


_BASE = re.compile(r"(比|较|跟|与|和|同|对比)起?(?:去年|前一年)(?:同期|度|的)?")
_COUNTED = re.compile(r"([\u4e00-\u9fff]{2,4})了(?:多少|几)(起|件|家|户|场|名|位)([\u4e00-\u9fff]{2,12})$")
"""受理了多少起劳动争议案件 asks for 受理劳动争议案件."""
_BALANCE = re.compile(r"(?<!弥补)收支(?:相?差额?|差距|缺口)")
_THIS_YEAR = re.compile(r"(?<![比较和与跟到、])今年(?![比较和与跟到、])")
"""今年 in a question about 2019 is 2019."""
_ABSOLUTE = re.compile(r"(?:19|20)\d\d|\d\d年|[零〇一二三四五六七八九]{2,4}年")


_SETTING = re.compile(rf".{{0,24}}(?:年度?的?|(?:19|20)\d\d|[预决]算(?:报告|里写的|里的)?)|.{{2,24}}(?:{SUFFIX.pattern})的?")
"""A report named behind the question: …有几辆车?(2026年部门预算); …花了多少?望溪县教育局2021."""


def with_base(question: str) -> str:
    """比去年 is compared with the year before; 去年 beside 2020年 is that year's 上年 as well.

    >>> with_base("支出比去年多多少"), with_base("今年支出比去年多多少")
    ('支出比上年多多少', '今年支出比去年多多少')
    """
    question = _BALANCE.sub("本年收入和本年支出相差", _COUNTED.sub(r"\1\3多少\2", question))
    if _ABSOLUTE.search(question):
        return _THIS_YEAR.sub("当年", question.replace("去年", "上年"))
    return question if re.search(r"今年|前年|去年.*去年", question) else _BASE.sub(r"\1上年", question)


_HEAD_ONLY = re.compile(r"[^,]{1,12}呢")
"""出国呢,花了多少: the first clause only names what the second asks for."""
_TAIL_ONLY = re.compile(
    r"(?:那|到底|究竟|具体|一共|总共|合计)*(?:是|有|花了?|用了?)?(?:多少钱?|几[元万]?|多大)[呢啊呀]?"
    r"|(?:这|这样|这么)?(?:说|讲|写)?(?:的)?(?:是)?(?:不是|对|真的?|属实|准确|正确|没错|这样|这么回事|有这回事)(?:不对|假的?|的)?[吗吧么不嘛]?"
)
"""能算吗,是多少 and 占八成,对吗: the second clause only asks once more."""
_RUN_ON = re.compile(
    r"(多少(?:万元|亿元|元|万|亿|块?钱|人次?|批次?)?)(?:还有|另外|顺便|以及)?(?=(?:比上年|比去年|较上年|同比|比年初预算|比预算|占(?:本年|总|全年|了)|完成率|完成预算|为什么|什么原因|其中))"
)
"""Questions spoken without a stop: 项目支出多少比上年增长多少."""


_COUNTS, _MONEY = re.compile(r"(?:多少|几)[个辆人批次名件起户家场项台套期]"), re.compile(r"[花用钱]")
"""买了几辆车,花了多少钱: what the second clause asks for is no count."""


_TWO_SHARES = re.compile(r"(占比|比重|比例)[和与及跟](?=[\u4e00-\u9fff]{2,16}(?:占比|比重|比例)(?!.*[差比较高低倍]))")
"""A占比和B占比 are two questions; with 差多少 behind they are one."""


def _clauses(piece: str) -> list[str]:
    """Clauses between commas, cut where both sides ask something of their own."""
    clauses: list[str] = []
    for part in re.split(r"[,、]", _TWO_SHARES.sub(r"\1,", _RUN_ON.sub(r"\1,", piece))):
        mark = "、" if clauses and f"{clauses[-1]}、{part}" in piece else ","
        alone = clauses and ASKING.search(clauses[-1]) and ASKING.search(part)
        again = _TAIL_ONLY.fullmatch(part) and not (clauses and _COUNTS.search(clauses[-1]) and _MONEY.search(part))
        if not clauses or (alone and not _HEAD_ONLY.fullmatch(clauses[-1]) and not again):
            clauses.append(part)
        else:
            clauses[-1] += mark + part
    return clauses
