"""From tokens to the items asked: weak names give way, qualifiers become slots, gaps before a name make it another name.

Comes in: the tokens of a question. Goes out: items in the order of the words, and the mask that tells the operation.
Never lets a general name (支出) stand for words that it does not cover (工会支出).
"""

import re
from dataclasses import dataclass

from assistant.inquiry import Asked, Correction
from assistant.question.lexer import Kind, Token
from assistant.question.terms import Term
from index.records import Basis, Scope

_VERBLIKE = re.compile(r"[花用收进拿得剩给拨来]|多少|几|买|养|吃|做|出国$|请|没")
_GENERAL = re.compile(r"^(?:总|本年|全年|本年度|年度|当年|全部|所有)?(?:支出|收入|经费|开支|开销|花费|费用|结余|预算|决算|结转|资金|补助|拨款)(?:合计|总计|总额|决算|预算)?$")
_ABSORBED = frozenset(["支出", "收入", "经费", "费用", "决算", "预算", "资金", "开支", "花费", "费", "合计", "总额", "金额", "情况", "款", "钱"])
SCOPES: tuple[tuple[Scope, str], ...] = (
    (Scope.GENERAL_PUBLIC_BUDGET, r"一般公共预算(?:财政)?(?:拨款)?|公共财政预算(?:财政拨款)?"),
    (Scope.GOVERNMENT_FUND, r"政府性?基金(?:预算)?(?:财政)?(?:拨款)?"),
    (Scope.STATE_CAPITAL, r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?|国资预算"),
    (Scope.FISCAL_APPROPRIATION, r"财政拨款"),
    (Scope.ALL, r"全口径|全部资金|所有资金|各类资金|总口径"),
)
"""口径 as a question names them, the narrower before the wider."""

BASES: tuple[tuple[Basis, str], ...] = (
    (Basis.ADJUSTED_BUDGET, r"调整后?的?预算数?|全年预算数?|预算调整数"),
    (Basis.BUDGET, r"年初预算数?|当初预算|原来?预算|预算数|预算安排数?|预算(?:是|为|有|多少|金额|批|给|定|呢)|(?:的|年)预算(?!执行|完成|调整)"),
    (Basis.FINAL, r"决算数|决算(?!报告|单位|表|公开|会|说明)|实际(?:支出|花|用|执行|发生)|实际数"),
)
"""What was planned and what was spent, as a question names them."""


@dataclass(frozen=True, slots=True)
class Found:
    """An item with its token, ready to be asked."""

    token: Token
    asked: Asked


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tokens say: items in order, the mask, what was corrected, and what is left over."""

    items: tuple[Asked, ...]
    mask: str
    places: tuple[int, ...]
    corrections: tuple[Correction, ...]
    leftover: tuple[str, ...]


def read_items(tokens: tuple[Token, ...]) -> Reading:
    """Read the items out of *tokens*."""
    tokens = _without_absorbed(_without_weak(tokens))
    tokens, made = _with_gaps(tokens)
    mask, items, places = "", [], []
    for token in tokens:
        if token.kind is Kind.ITEM and token.term is not None:
            places.append(len(mask))
            items.append(_asked(token))
            mask += "I"
        elif token in made:
            places.append(len(mask))
            items.append(made[token])
            mask += "I"
        else:
            mask += token.meant or token.text
    leftover = tuple(token.text for token in tokens if token.kind is Kind.GAP and token not in made)
    return Reading(tuple(items), mask, tuple(places), _corrections(tokens), leftover)


def _asked(token: Token) -> Asked:
    term = token.term
    if term is None:
        raise AssertionError("an item token has a term")
    if not term.items:
        return Asked(item=term.open, said=token.text, known=False)
    first = term.items[0]
    single = not term.paths
    return Asked(item=term.name, said=token.text, code=first.code if single else None, scope=None, paths=term.paths)


def _without_weak(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Verb-like names (花了多少) and general ones are plain words where the question names a real item."""
    strong = [token for token in tokens if token.kind is Kind.ITEM and not _weak(token)]
    if not strong:
        return tokens
    return tuple(Token(Kind.WORD, token.start, token.end, token.text) if token.kind is Kind.ITEM and _weak(token) else token for token in tokens)


def _weak(token: Token) -> bool:
    term = token.term
    if term is None or not term.items:
        return False
    return bool(_VERBLIKE.search(token.text)) and token.text in term.items[0].spoken


def _without_absorbed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A general name right behind a real one belongs to it: 公务接待费支出."""
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept else None
        if token.kind is Kind.ITEM and token.text in _ABSORBED and before and before.kind is Kind.ITEM:
            continue
        kept.append(token)
    return tuple(kept)


def _with_gaps(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], dict[Token, Asked]]:
    """A gap right before a general name makes one unknown name of both."""
    kept: list[Token] = []
    made: dict[Token, Asked] = {}
    for token in tokens:
        before = kept[-1] if kept else None
        if token.kind is Kind.ITEM and before and before.kind is Kind.GAP and _GENERAL.match(token.meant or token.text):
            joined = Token(Kind.GAP, before.start, token.end, before.text + token.text)
            kept[-1] = joined
            made[joined] = Asked(item=joined.text, said=joined.text, known=False)
        else:
            kept.append(token)
    return tuple(kept), made


def _corrections(tokens: tuple[Token, ...]) -> tuple[Correction, ...]:
    """What was taken for another word; uncertain where another fits as well, or half of a short name is wrong."""
    return tuple(
        Correction(token.text, token.meant, certain=not token.rivals and _sure(token)) for token in tokens if token.meant
    )


def _sure(token: Token) -> bool:
    substituted = len(token.text) == len(token.meant) and token.mistakes >= 1
    return not (substituted and len(token.meant) <= 4)


def scope_of(text: str) -> Scope | None:
    """The 口径 that a text names."""
    return next((scope for scope, pattern in SCOPES if re.search(pattern, text)), None)


def basis_of(text: str) -> Basis | None:
    """The basis that a text names."""
    return next((basis for basis, pattern in BASES if re.search(pattern, text)), None)


def open_item(words: str) -> Asked:
    """Words that name an item the glossary doesn't know."""
    return Asked(item=words, said=words, known=False)


def name_of(term: Term) -> str:
    """The name that a correction shows."""
    return term.name
