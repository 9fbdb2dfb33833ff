"""A question's text made plain: half width, simplified, without quotes and spaces, cut into single questions.

Comes in: what a person typed. Goes out: short plain strings. Never changes a digit.
"""

import re
import unicodedata
import warnings

from assistant.question.sound import syllables

LONGEST = 10_000
LONGEST_QUESTION = 400
_QUOTES = re.compile(r"[“”\"'‘’「」『』《》〈〉【】\[\]*`#~_^|\\<>{}]")
_BRACKETS = re.compile(r"[()]")
_SPACES = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])|(?<=[0-9])\s+(?=[0-9])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ENGLISH = re.compile(
    r"(?:please |can you |could you )?(?:what|how|which|why|did|was|were|is|are|does|do|tell|show|give|list|compare|by how)\b",
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
    plain = _BRACKETS.sub("", _QUOTES.sub("", simplified(plain)))
    plain = _THOUSANDS.sub("", plain.replace("\t", " "))
    if chinese(plain):
        plain = re.sub(r"[^\S\n]+", " ", plain)
        plain = _SPACES.sub("", plain) if "\n" not in plain else "\n".join(_SPACES.sub("", line) for line in plain.split("\n"))
    for saying, meaning in _SAYINGS:
        plain = plain.replace(saying, meaning)
    return plain.strip()


def chinese(text: str) -> bool:
    """Whether the question is asked in Chinese: a fifth of its letters are Chinese characters."""
    found = len(_CJK.findall(text))
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


_SAYINGS = (
    ("入不敷出", "支出比收入多"),
    ("收不抵支", "支出比收入多"),
    ("几多", "多少"),
    ("开年", "年初"),
    ("到手", "收到"),
    ("里头", "里"),
    ("预算执行数", "决算数"),
    ("执行数", "决算数"),
)


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
_BALANCE = re.compile(r"收支(?:相?差额?|差距|缺口)")
_ABSOLUTE = re.compile(r"(?:19|20)\d\d|\d\d年|[零〇一二三四五六七八九]{2,4}年")


_SETTING = re.compile(r".{0,12}(?:年度?|[预决]算(?:报告|里写的|里的)?)")
"""A report named behind the question: …有几辆车?(2026年部门预算)."""


def with_base(question: str) -> str:
    """比去年 is compared with the year before; 去年 beside 2020年 is that year's 上年 as well.

    >>> with_base("支出比去年多多少"), with_base("今年支出比去年多多少")
    ('支出比上年多多少', '今年支出比去年多多少')
    """
    question = _BALANCE.sub("本年收入和本年支出相差", _COUNTED.sub(r"\1\3多少\2", question))
    if _ABSOLUTE.search(question):
        return question.replace("去年", "上年")
    return question if re.search(r"今年|前年|去年.*去年", question) else _BASE.sub(r"\1上年", question)


def _clauses(piece: str) -> list[str]:
    """Clauses between commas, cut where both sides ask something of their own."""
    clauses: list[str] = []
    for part in piece.split(","):
        if clauses and not (ASKING.search(clauses[-1]) and ASKING.search(part)):
            clauses[-1] += "," + part
        else:
            clauses.append(part)
    return clauses
