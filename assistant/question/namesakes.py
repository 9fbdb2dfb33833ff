"""Functional items of one name, told apart by the item above that is named beside them.

Comes in: tokens. Goes out: tokens whose terms keep only what lies below the other.
"""

from dataclasses import replace

from assistant.question import tables
from assistant.question.lexer import Kind, Token
from assistant.question.said import as_word


def narrowed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
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
                kept[at:] = [as_word(other) for other in kept[at:]]
                token = replace(token, term=replace(token.term, items=below))
        kept.append(token)
    return tuple(kept)


_LEVEL_LINKS = tables.words("items.toml", "level_links")
