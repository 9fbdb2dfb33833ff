"""From tokens to the items asked: weak names give way, what stands before a general name makes it another name.

Comes in: the tokens of a question. Goes out: items in the order of the words, and the mask that tells the operation.
Never lets a general name (支出) stand for words that it does not cover (工会支出).
"""

import re
from dataclasses import dataclass, replace

from assistant.inquiry import Asked, Correction
from assistant.question.heads import completed
from assistant.question.lexer import NAMELESS, Kind, Token
from assistant.question.sound import HOMOPHONE, distance
from assistant.question.terms import Said, Term
from assistant.question.topics import COUNTER, HOW_MANY
from index.glossary import item
from index.records import Basis, Scope

_GENERAL = re.compile(
    r"^(?:总|本年|全年|本年度|年度|当年|全部|所有)?(?:支出|收入|经费|开支|开销|花费|费用|结余|预算|决算|结转|资金|补助|拨款|人数|用车|采购|接待|培训|会议)"
    r"(?:合计|总计|总额|决算|预算|支出|费)?$"
)
_ACTED = re.compile(
    r"[了过着的得地是在把被给到吗呢吧啊]|管理|使用|安排|执行|构成|来源|去向|用途|明细|详情|数据|数字|数额|金额|规模|水平|走势|趋势|东西"
)
"""What words behind a name hold when they say what was done with it: 电费交了多少. Others make it another name: 采购食堂."""
_ABSORBED = frozenset(
    [
        "支出",
        "收入",
        "经费",
        "费用",
        "决算",
        "预算",
        "资金",
        "开支",
        "花费",
        "费",
        "合计",
        "总额",
        "金额",
        "情况",
        "款",
        "钱",
        "本年支出",
        "支出合计",
        "收入合计",
        "支出预算",
        "收入预算",
        "支出决算",
        "收入决算",
        "支出总额",
    ]
)
_SLOT_BEFORE = frozenset(
    [
        "占",
        "占了",
        "占到",
        "占用",
        "和",
        "与",
        "跟",
        "及",
        "、",
        "减",
        "减去",
        "减掉",
        "比",
        "是",
        "总",
        "全部",
        "所有",
        "整个",
        "在",
        "中",
        "全年",
        "年",
        "当年",
        "扣除",
        "扣掉",
        "除去",
        "除",
        "加",
        "加上",
        "O",
        "B",
        "Y",
        "从",
        "里",
        "把",
        "的",
        "总的",
        ",",
        "较",
        "扣",
        "去掉",
        "什么是",
        "那",
        "其中",
    ]
)
"""What a general name stands behind where it is an item; behind other words 支出 is a verb: 一共支出多少."""

PEOPLE = {
    "公务接待费": "国内公务接待人次",
    "国内公务接待支出": "国内公务接待人次",
    "国内公务接待批次": "国内公务接待人次",
    "因公出国（境）费": "因公出国（境）人次",
    "因公出国（境）团组数": "因公出国（境）人次",
    "会议费": "会议人数",
    "会议次数": "会议人数",
    "培训费": "培训人数",
    "培训次数": "培训人数",
}
"""Whose 多少人 or 人均 is meant beside an item."""

SCOPES: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    (Scope.GENERAL_PUBLIC_BUDGET, re.compile(r"一般公共预算(?:财政)?(?:拨款)?|公共财政预算(?:财政拨款)?")),
    (Scope.GOVERNMENT_FUND, re.compile(r"政府性?基金(?:预算)?(?:财政)?(?:拨款)?")),
    (Scope.STATE_CAPITAL, re.compile(r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?|国资预算")),
    (Scope.FISCAL_APPROPRIATION, re.compile(r"财政拨款")),
    (Scope.ALL, re.compile(r"全口径|全部资金|所有资金|各类资金|总口径")),
)
"""口径 as a question names them, the narrower before the wider."""

BASES: tuple[tuple[Basis, re.Pattern[str]], ...] = (
    (Basis.ADJUSTED_BUDGET, re.compile(r"调整后?的?预算数?|全年预算数?|预算调整数")),
    (
        Basis.BUDGET,
        re.compile(
            r"年初(?:的)?预算数?|当初预算|原来?(?:的)?预算|预算数|预算安排数?|预算(?:是|为|有|多少|金额|批|给|定|呢|了)|[的年度个]预算(?!执行|完成|调整|法|管理|编制)|预算$|I预算|(?:安排|计划|批复|打算|准备)(?:了)?(?:花|用|支出)?(?:多少|几)|安排$"
        ),
    ),
    (Basis.FINAL, re.compile(r"决算数|执行数|决算(?!报告|单位|表|公开|会|说明|里|中)|实际(?:支出|花|用|执行|发生)|实际数|最后花|最终")),
)
"""What was planned and what was spent, as a question names them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tokens say: items in order with their places in the mask, what was corrected, and what is left over.

    ``spelt`` is the mask with verb phrases (花了多少) left in words. ``phrases`` tells of each item whether it was only spoken of
    by a verb (花了多少), ``spoken`` whether by a word that no report prints (工资).
    """

    items: tuple[Asked, ...]
    mask: str
    spelt: str
    places: tuple[int, ...]
    phrases: tuple[bool, ...]
    spoken: tuple[bool, ...]
    corrections: tuple[Correction, ...]
    leftover: tuple[Token, ...]


def read_items(tokens: tuple[Token, ...]) -> Reading:
    """Read the items out of *tokens*."""
    tokens = _without_scopes(_without_absorbed(_without_weak(tokens)))
    tokens, made = _with_gaps(_narrowed(_scope_alone(tokens)))
    tokens = _as_one(tokens, made)
    made |= _bare_heads(tokens, made)
    mask, spelt, items, places, phrases, colloquial = "", "", [], [], [], []
    scopes: list[Scope | None] = []
    before = 0
    for token in tokens:
        asked = made.get(token) or (_asked(token) if token.kind is Kind.ITEM else None)
        if asked:
            scopes.append(scope_of(spelt[before:]) or (Scope.ALL if _ALL.search(spelt) and asked.item in _SCOPED else None))
            places.append(len(mask))
            items.append(asked)
            phrases.append(spoken(token))
            colloquial.append(token.term is not None and token.term.said is Said.SPOKEN)
            label = token.meant or token.text
            head = next((word for word in _HEADS if label.startswith(word) and not asked.item.startswith(word)), "")
            tail = next((word for word in _TAILS if label.endswith(word) and not asked.item.endswith(word)), "")
            tail = "" if _SCOPE_WORDS.fullmatch(label) and not label.endswith("预算预算") else tail
            spelt += head + (token.text if spoken(token) else "I") + tail
            mask += head + "I" + tail
            before = len(spelt)
        else:
            mask += token.meant or token.text
            spelt += token.meant or token.text
    leftover = tuple(token for token in tokens if token.kind is Kind.GAP and token not in made)
    if len({scope for scope in scopes if scope}) > 1:
        items = [replace(item, scope=scope) for item, scope in zip(items, scopes, strict=True)]
    return Reading(tuple(items), mask, spelt, tuple(places), tuple(phrases), tuple(colloquial), _corrections(tokens), leftover)


_ALL = re.compile(r"(?:全部|整个|所有|全口径)的?$")
_SCOPED = frozenset(["基本支出", "项目支出", "本年支出合计", "本年收入合计"])


def _asked(token: Token) -> Asked:
    term = token.term
    if term is None:
        raise AssertionError("an item token has a term")
    if not _plainly(token):
        return Asked(item=token.text, said=token.text, known=False, near=(term.name,))
    if not term.items:
        return Asked(item=term.open, said=token.text, known=False)
    return Asked(item=term.name, said=token.text, code=None if term.paths else term.items[0].code, paths=term.paths)


def _without_weak(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Phrases (花了多少) and verbs (支出) are plain words where the question names a real item."""
    strong = [token for token in tokens if token.kind is Kind.ITEM and not spoken(token) and not _verb(tokens, token)]
    if not strong:
        return tokens
    people = next((PEOPLE[token.term.name] for token in strong if token.term and token.term.name in PEOPLE), None)
    return tuple(token if token.kind is not Kind.ITEM or token in strong else _people(token, people) or _as_word(token) for token in tokens)


def _people(token: Token, counted: str | None) -> Token | None:
    """多少人 beside 接待 are guests, not staff."""
    if counted is None or token.term is None or token.term.name != "年末实有人数":
        return None
    return replace(token, term=Term(token.text, (item(counted),)))


def _as_word(token: Token) -> Token:
    return Token(Kind.WORD, token.start, token.end, token.text)


def spoken(token: Token) -> bool:
    """Whether the words only speak of a total with a verb: 花了多少, 剩多少, 多少人."""
    return token.term is not None and token.term.said is Said.SPOKEN and token.term.name in TOTALS and bool(_PHRASE.search(token.text))


_PHRASE = re.compile(r"[花用收进拿得剩给拨]|多少|几|没|开支|开销")
TOTALS = frozenset(["本年支出合计", "本年收入合计", "年末结转和结余", "财政拨款收入", "年末实有人数"])


def _verb(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether 支出 or 收入 is said as a verb."""
    if token.text not in ("支出", "收入"):
        return False
    before = [other for other in tokens if other.end == token.start]
    return bool(before) and (before[0].meant or before[0].text) not in _SLOT_BEFORE and before[0].kind is not Kind.GAP


def _without_absorbed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A general name right behind a real one belongs to it: 公务接待费支出."""
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept else None
        owned = before is not None and before.text == "的" and len(kept) > 1 and _owning(kept[-2]) and token.text in _OF_ITS_OWN
        if token.kind is Kind.ITEM and owned:
            kept.pop()
            continue
        if token.kind is Kind.ITEM and token.text in _ABSORBED and before and before.kind is Kind.ITEM:
            if token.text.endswith("合计"):
                kept.append(Token(Kind.WORD, token.end - 2, token.end, "合计"))
            continue
        kept.append(token)
    return tuple(kept)


_OF_ITS_OWN = frozenset(["支出", "费用", "经费", "开支", "花费", "支出额", "支出总额"])


def _owning(token: Token) -> bool:
    """Whether a token is an item that has spending of its own (行政运行的支出), not a 口径 or a total."""
    known = token.term is not None and token.kind is Kind.ITEM and not spoken(token)
    return known and not _SCOPE_WORDS.fullmatch(token.text) and token.term is not None and token.term.name not in TOTALS


_HEADS = ("预算", "决算")
_TAILS = ("合计", "预算", "决算")
"""What a label says besides the item: 三公经费预算 is the item's budget."""
_SCOPE_WORDS = re.compile(
    r"(?:本年)?(?:财政拨款|一般公共预算(?:当年)?(?:财政)?(?:拨款)?|公共财政预算(?:财政)?(?:拨款)?|政府性?基金(?:预算)?(?:财政)?(?:拨款)?|国有资本经营(?:预算)?(?:财政)?(?:拨款)?)"
)
_INSIDE = frozenset(["里", "中", "里面", "当中", "内", "里头"])
_SCOPE_LINKS = frozenset(["口径", "的", "下", "安排", "方面", "范围", "内", "按", "资金", "来源"])
_LEVEL_LINKS = frozenset(["的", "下", "中", "里", "下面", "类", "款", "项", "里面", "-", "/", "—", "其中"])


def _without_scopes(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """财政拨款 before another item, or before 口径, tells the item's 口径 and is none itself."""
    kept = list(tokens)
    shared = any(re.search(r"占|比例|比重|百分|成$|分之|最", token.meant or token.text) for token in tokens)
    for at, token in enumerate(tokens):
        if token.kind is Kind.ITEM and _SCOPE_WORDS.fullmatch(token.text):
            after = at + 1
            while after < len(tokens) and tokens[after].text in _SCOPE_LINKS:
                after += 1
            inside = after < len(tokens) and tokens[after].text in _INSIDE and not shared
            after += inside + (inside and after + 1 < len(tokens) and tokens[after + 1].text == "的")
            is_scope = (after < len(tokens) and tokens[after].kind is Kind.ITEM) or _narrows(tokens, at)
            if is_scope or any(other.text == "口径" for other in tokens[at + 1 : after]):
                kept[at] = _as_word(token)
    return tuple(kept)


def _narrows(tokens: tuple[Token, ...], at: int) -> bool:
    """城乡社区支出里一般公共预算财政拨款的: which part of the item before is meant."""
    before = [token.text for token in tokens[:at]]
    inside = len(before) > 1 and before[-1] in (*_INSIDE, "的", "按", "其中") and any(token.kind is Kind.ITEM for token in tokens[:at])
    behind = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return inside and behind in ("的", "部分", "那部分", "安排", "这部分", "口径")


def _scope_alone(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """一般公共预算的呢 asks for the figure spoken of in another 口径."""
    items = [token for token in tokens if token.kind is Kind.ITEM]
    rest = "".join(token.text for token in tokens if token.kind is not Kind.ITEM)
    if len(items) == 1 and _SCOPE_WORDS.fullmatch(items[0].text) and re.fullmatch(r"(?:那|按|那么)?(?:口径)?(?:的|算)?呢", rest):
        return tuple(_as_word(token) if token in items else token for token in tokens)
    return tokens


def _narrowed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Narrow namesakes by the item above that stands before them (财政事务行政运行) or behind (行政运行(财政事务))."""
    ahead = _narrowed_ahead(tuple(tokens[::-1]))[::-1] if any(_ambiguous(token) for token in tokens) else tokens
    return _narrowed_ahead(tuple(ahead))


def _ambiguous(token: Token) -> bool:
    return token.kind is Kind.ITEM and token.term is not None and len(token.term.items) > 1


def _narrowed_ahead(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """社会保障和就业支出的行政运行: the item above narrows the namesakes below, and is not asked for itself."""
    kept: list[Token] = []
    for token in tokens:
        if token.kind is Kind.ITEM and token.term and len(token.term.items) > 1:
            at = len(kept) - 1
            while at >= 0 and kept[at].text in _LEVEL_LINKS:
                at -= 1
            above = kept[at].term if at >= 0 else None
            below = tuple(
                item for item in token.term.items if above and any(item.name.startswith(f"{higher.name}/") for higher in above.items)
            )
            if below:
                while at >= 1 and (kept[at - 1].text in _LEVEL_LINKS or kept[at - 1].kind is Kind.ITEM):
                    at -= 1
                kept[at:] = [_as_word(other) for other in kept[at:]]
                token = replace(token, term=replace(token.term, items=below))
        kept.append(token)
    return tuple(kept)


def _with_gaps(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], dict[Token, Asked]]:
    """A gap right before a general name makes one unknown name of both, and so does one behind a name that ends as names do."""
    kept: list[Token] = []
    made: dict[Token, Asked] = {}
    for token in tokens:
        before = kept[-1] if kept else None
        if before and _goes_on(before, token, made):
            joined = Token(Kind.GAP, before.start, token.end, before.text + token.text)
            kept[-1] = joined
            made[joined] = Asked(item=joined.text, said=joined.text, known=False)
        elif token.text == "率" and before and before not in made and (before.kind is Kind.GAP or _of_report(before)):
            kept[-1] = Token(Kind.GAP, before.start, token.end, before.text + token.text)
        elif token.kind is Kind.ITEM and len(kept) > 1 and kept[-1].text in _NAME_WORDS and kept[-2].kind is Kind.GAP and not spoken(token):
            joined = Token(Kind.GAP, kept[-2].start, token.end, kept[-2].text + kept[-1].text + token.text)
            kept[-2:] = [joined]
            made[joined] = Asked(item=joined.text, said=joined.text, known=False, near=(token.term.name,) if token.term else ())
        elif token.kind is Kind.ITEM and before and before.kind is Kind.GAP and not spoken(token) and _covers_not(before, token):
            kept.pop()
            while len(kept) > 1 and _inside_name(kept[-1]) and kept[-2].kind is Kind.GAP:
                before = replace(before, start=kept[-2].start, text=kept[-2].text + kept[-1].text + before.text)
                del kept[-2:]
            joined = Token(Kind.GAP, before.start, token.end, before.text + token.text)
            kept.append(joined)
            words = re.sub(r"(?:一共|总共)?(?:花|用|得|评|拿|打)?(?:了|掉|有|是)*(?:(?:多少|几).{0,2})?$", "", joined.text)
            words = words[1:] if COUNTER.match(words) and len(kept) > 1 and HOW_MANY.search(kept[-2].text) else words
            made[joined] = Asked(item=words, said=words, known=False, near=(token.term.name,) if token.term else ())
        else:
            kept.append(token)
    return tuple(kept), made


def _goes_on(before: Token, token: Token, made: dict[Token, Asked]) -> bool:
    """Whether unknown words behind a name belong to it and make it another one."""
    if token.kind is not Kind.GAP or before.kind not in (Kind.ITEM, Kind.GAP):
        return False
    if token.text in _BODY_ENDS:
        return True
    named = before in made or bool(_NAME_END.search(token.text)) or (_of_glossary(before) and not _ACTED.search(token.text))
    return named and (len(token.text) > 1 or _loose(before))


def _of_report(token: Token) -> bool:
    """Whether a token is a label of the library's own."""
    return token.kind is Kind.ITEM and token.term is not None and not token.term.items


_BODY_ENDS = frozenset("站所队院校馆科厂")
"""A name with one of these behind it is a body's: 水土保持|站."""


def _loose(token: Token) -> bool:
    """Whether a token is only how people speak of an item: a single character behind it makes it another word (社保|卡)."""
    return token.kind is Kind.ITEM and token.term is not None and token.term.said is Said.SPOKEN and not spoken(token)


def _of_glossary(token: Token) -> bool:
    """Whether a token names a term of the glossary: a report's own label (庭外调解) says enough with a word behind it."""
    return token.kind is Kind.ITEM and token.term is not None and bool(token.term.items)


def _bare_heads(tokens: tuple[Token, ...], made: dict[Token, Asked]) -> dict[Token, Asked]:
    """Gaps that are short for a part of an item named before them: 政府采购总额扣除工程后."""
    before: list[Asked] = []
    heads: dict[Token, Asked] = {}
    for token in tokens:
        if token.kind is Kind.ITEM:
            before.append(_asked(token))
        elif token.kind is Kind.GAP and len(token.text) > 1 and token not in made:
            found = completed(Asked(item=token.text, said=token.text, known=False), before[-1:])
            heads |= {token: found} if found else {}
    return heads | _joined_on(tokens, {**made, **heads})


def _joined_on(tokens: tuple[Token, ...], made: dict[Token, Asked]) -> dict[Token, Asked]:
    """Gaps that 和 joins to an item are items as well, whatever they name: 防汛和农村水利."""
    named = [(token.kind is Kind.ITEM and not spoken(token)) or token in made for token in tokens]
    found: dict[Token, Asked] = {}
    for at, token in enumerate(tokens):
        before = at > 1 and tokens[at - 1].text in _AND and named[at - 2]
        behind = at + 2 < len(tokens) and tokens[at + 1].text in _AND and named[at + 2]
        if token.kind is Kind.GAP and token not in made and len(token.text) > 1 and (before or behind) and not _ACTED.search(token.text):
            found[token] = Asked(item=token.text, said=token.text, known=False)
    return found


_AND = frozenset("和与跟及、")


def _as_one(tokens: tuple[Token, ...], made: dict[Token, Asked]) -> tuple[Token, ...]:
    """Two names side by side, one of them unknown, are one unknown name, and so is unknown text right before one."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        while len(kept) > 1 and _belong(kept[-2], kept[-1], made):
            last = kept.pop()
            joined = Token(Kind.GAP, kept[-1].start, last.end, kept[-1].text + last.text)
            made[joined] = Asked(item=joined.text, said=joined.text, known=False, near=made[last].near if last in made else ())
            kept[-1] = joined
    return tuple(kept)


def _belong(before: Token, token: Token, made: dict[Token, Asked]) -> bool:
    if before.kind is Kind.GAP and before not in made:
        return token in made
    named = [other in made or (other.kind is Kind.ITEM and not spoken(other)) for other in (before, token)]
    return all(named) and any(other in made or not _plainly(other) for other in (before, token))


def _plainly(token: Token) -> bool:
    """Whether an item is surely the one that its words name."""
    return not token.meant or sure(token.text, token.meant)


_NAME_WORDS = frozenset(["职工", "员工", "人员", "居民", "单位", "机关", "工作", "干部", "计划", "项目", "事务", "专项"])
"""Words that stand inside names: 企业|职工|养老保险."""
_NAME_END = re.compile(r"(?:经费|费|支出|收入|资金|人数|率|额|款|金|补助|补贴|保险|工程|项目|案件)$")


def _inside_name(token: Token) -> bool:
    """Whether a short word can be a part of an unknown name: 失地农民."""
    return token.kind is Kind.WORD and len(token.text) == 1 and token.text not in NAMELESS


def _covers_not(gap: Token, token: Token) -> bool:
    """Whether unknown words before a name make it another one: 工会支出, 水电费, 外省公务接待费."""
    return (
        (token.term is not None and len(token.term.name) <= 3)
        or bool(_GENERAL.match(token.meant or token.text))
        or (len(gap.text) >= 2 and gap.start > 0)
    )


def _corrections(tokens: tuple[Token, ...]) -> tuple[Correction, ...]:
    """What was taken for another word; uncertain where another fits as well, or half of a short name is wrong."""
    return tuple(
        Correction(token.text, token.meant, certain=not token.rivals and sure(token.text, token.meant))
        for token in tokens
        if token.meant and (token.kind is Kind.WORD or sure(token.text, token.meant)) and token.text.replace("的", "") != token.meant
    )


def sure(said: str, meant: str) -> bool:
    """Whether a near word is surely the one meant: not where an unlike character stands in a name of up to four, nor where one would
    be dropped that may be all that is left of another name: 财政拨款基支出 is no 财政拨款支出.
    """
    dropped = (at for at in range(1, len(said)) if said[:at] + said[at + 1 :] == meant)
    if len(said) > len(meant) and not any(said[at] in (said[at - 1], "的", "了") for at in dropped):
        return False
    return distance(said, meant) <= HOMOPHONE or len(meant) > 4 or (len(meant) == 4 and distance(said, meant) < 1)


def scope_of(text: str) -> Scope | None:
    """The 口径 that a text names."""
    return next((scope for scope, pattern in SCOPES if pattern.search(text)), None)


def basis_of(text: str) -> Basis | None:
    """The basis that a text names."""
    return next((basis for basis, pattern in BASES if pattern.search(text)), None)
