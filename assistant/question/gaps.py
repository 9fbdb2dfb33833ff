"""Words that name nothing known, beside a name or joined to one: they make it another name, or are an item themselves.

Comes in: tokens. Goes out: tokens in which such words are one gap, and the unknown items that these gaps are.
"""

import re
from dataclasses import replace

from assistant.inquiry import Asked
from assistant.question import tables
from assistant.question.heads import completed
from assistant.question.lexer import NAMELESS, Kind, Token
from assistant.question.said import asked_of, plainly, spoken
from assistant.question.terms import Said
from assistant.question.topics import COUNTER, HOW_MANY


def with_gaps(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], dict[Token, Asked]]:
    """A gap right before a general name makes one unknown name of both, and so does one behind a name that ends as names do."""
    kept: list[Token] = []
    made: dict[Token, Asked] = {}
    for token in tokens:
        before = kept[-1] if kept else None
        if before and before.text in _OPENING and token.kind is Kind.GAP:
            kept[-1] = Token(Kind.GAP, before.start, token.end, before.text + token.text)
        elif before and _goes_on(before, token, made):
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
            if kept and HOW_MANY.search(kept[-1].text) and COUNTER.match(before.text + token.text):  # 几|期创业培训
                kept.append(Token(Kind.WORD, before.start, before.start + 1, before.text[0]))
                before = replace(before, start=before.start + 1, text=before.text[1:])
            joined = Token(Kind.GAP, before.start, token.end, before.text + token.text)
            kept.append(joined)
            words = re.sub(r"(?:一共|总共)?(?:花|用|得|评|拿|打)?(?:了|掉|有|是)*(?:(?:多少|几).{0,2})?$", "", joined.text)
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


_BODY_ENDS = tables.words("items.toml", "body_ends")
"""A name with one of these behind it is a body's: 水土保持|站."""


def _loose(token: Token) -> bool:
    """Whether a token is only how people speak of an item: a single character behind it makes it another word (社保|卡)."""
    return token.kind is Kind.ITEM and token.term is not None and token.term.said is Said.SPOKEN and not spoken(token)


def _of_glossary(token: Token) -> bool:
    """Whether a token names a term of the glossary: a report's own label (庭外调解) says enough with a word behind it."""
    return token.kind is Kind.ITEM and token.term is not None and bool(token.term.items)


def bare_heads(tokens: tuple[Token, ...], made: dict[Token, Asked]) -> dict[Token, Asked]:
    """Gaps that are short for a part of an item named before them: 政府采购总额扣除工程后."""
    before: list[Asked] = []
    heads: dict[Token, Asked] = {}
    for token in tokens:
        if token.kind is Kind.ITEM:
            before.append(asked_of(token))
        elif token.kind is Kind.GAP and len(token.text) > 1 and token not in made:
            found = completed(Asked(item=token.text, said=token.text, known=False), before[-1:])
            heads |= {token: found} if found else {}
    return heads | _joined_on(tokens, {**made, **heads})


def _joined_on(tokens: tuple[Token, ...], made: dict[Token, Asked]) -> dict[Token, Asked]:
    """Gaps that 和 joins to an item, or that are denied of it, are items as well, whatever they name: 防汛和农村水利, 调解没有调成的."""
    named = [(token.kind is Kind.ITEM and not spoken(token)) or token in made for token in tokens]
    found: dict[Token, Asked] = {}
    for at, token in enumerate(tokens):
        before = at > 1 and tokens[at - 1].text in _AND and named[at - 2]
        behind = at + 2 < len(tokens) and tokens[at + 1].text in _AND and named[at + 2]
        denied = at > 1 and tokens[at - 1].text in _NOT and any(named[: at - 1])
        less = at + 3 < len(tokens) and tokens[at + 1].text in _INSIDE and tokens[at + 2].text in _NOT and named[at + 3]
        joined = before or behind or denied or less
        if token.kind is Kind.GAP and token not in made and len(token.text) > 1 and joined and not _ACTED.search(token.text):
            found[token] = Asked(item=token.text, said=token.text, known=False)
    return found


_AND = tables.words("items.toml", "and")
_NOT, _INSIDE = tables.words("items.toml", "not"), tables.words("items.toml", "inside")


def as_one(tokens: tuple[Token, ...], made: dict[Token, Asked]) -> tuple[Token, ...]:
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
    return all(named) and any(other in made or not plainly(other) for other in (before, token))


_OPENING = tables.words("items.toml", "opening")
"""Words that begin a name where unknown words follow them: 新增|就业."""


_NAME_WORDS = tables.words("items.toml", "name_words")
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


_GENERAL = re.compile(
    r"^(?:总|本年|全年|本年度|年度|当年|全部|所有)?(?:支出|收入|经费|开支|开销|花费|费用|结余|预算|决算|结转|资金|补助|拨款|人数|用车|采购|接待|培训|会议)"
    r"(?:合计|总计|总额|决算|预算|支出|费)?$"
)


_ACTED = re.compile(
    r"[了过着的得地是在把被给到吗呢吧啊]|管理|使用|安排|执行|构成|来源|去向|用途|明细|详情|数据|数字|数额|金额|规模|水平|走势|趋势|东西"
)
"""What words behind a name hold when they say what was done with it: 电费交了多少. Others make it another name: 采购食堂."""
