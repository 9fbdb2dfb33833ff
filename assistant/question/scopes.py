"""口径 and basis as a question names them, and items that only tell the 口径 of another.

Comes in: tokens or plain words. Goes out: the tokens with such items as words, and the 口径 or the basis.
"""

import re

from assistant.question import tables
from assistant.question.lexer import Kind, Token
from assistant.question.said import as_word
from index.records import Basis, Scope

SCOPES = tuple((Scope(value), pattern) for value, pattern in tables.rows("items.toml", "scopes"))
"""口径 as a question names them, the narrower before the wider."""


BASES = tuple((Basis(value), pattern) for value, pattern in tables.rows("items.toml", "bases"))
"""What was planned and what was spent, as a question names them."""


def scope_of(text: str) -> Scope | None:
    """The 口径 that a text names."""
    return next((scope for scope, pattern in SCOPES if pattern.search(text)), None)


def basis_of(text: str) -> Basis | None:
    """The basis that a text names."""
    return next((basis for basis, pattern in BASES if pattern.search(text)), None)


SCOPE_WORDS = re.compile(
    r"(?:本年)?(?:财政拨款|一般公共预算(?:当年)?(?:财政)?(?:拨款)?|公共财政预算(?:财政)?(?:拨款)?|政府性?基金(?:预算)?(?:财政)?(?:拨款)?|国有资本经营(?:预算)?(?:财政)?(?:拨款)?)"
)


_INSIDE = tables.words("items.toml", "inside")


_SCOPE_LINKS = tables.words("items.toml", "scope_links")


def without_scopes(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """财政拨款 before another item, or before 口径, tells the item's 口径 and is none itself."""
    kept = list(tokens)
    shared = any(re.search(r"占|比例|比重|百分|成$|分之|最", token.meant or token.text) for token in tokens)
    for at, token in enumerate(tokens):
        if token.kind is Kind.ITEM and SCOPE_WORDS.fullmatch(token.text):
            after = at + 1
            while after < len(tokens) and tokens[after].text in _SCOPE_LINKS:
                after += 1
            inside = after < len(tokens) and tokens[after].text in _INSIDE and not shared
            after += inside + (inside and after + 1 < len(tokens) and tokens[after + 1].text == "的")
            is_scope = (after < len(tokens) and tokens[after].kind is Kind.ITEM) or _narrows(tokens, at)
            if is_scope or any(other.text == "口径" for other in tokens[at + 1 : after]):
                kept[at] = as_word(token)
    return tuple(kept)


def _narrows(tokens: tuple[Token, ...], at: int) -> bool:
    """城乡社区支出里一般公共预算财政拨款的: which part of the item before is meant."""
    before = [token.text for token in tokens[:at]]
    inside = len(before) > 1 and before[-1] in (*_INSIDE, "的", "按", "其中") and any(token.kind is Kind.ITEM for token in tokens[:at])
    behind = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return inside and behind in ("的", "部分", "那部分", "安排", "这部分", "口径")


def scope_alone(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """一般公共预算的呢 asks for the figure spoken of in another 口径."""
    items = [token for token in tokens if token.kind is Kind.ITEM]
    rest = "".join(token.text for token in tokens if token.kind is not Kind.ITEM)
    if len(items) == 1 and SCOPE_WORDS.fullmatch(items[0].text) and re.fullmatch(r"(?:那|按|那么)?(?:口径)?(?:的|算)?呢", rest):
        return tuple(as_word(token) if token in items else token for token in tokens)
    return tokens
