"""What the token of an item says: plainly an item, only a verb that speaks of one, or nearly another word.

Comes in: tokens. Goes out: the item asked for, and what of it was corrected. Never looks at what stands beside a name.
"""

import re

from assistant.inquiry import Asked, Correction
from assistant.question import tables
from assistant.question.lexer import Kind, Token
from assistant.question.sound import HOMOPHONE, distance, homophones
from assistant.question.terms import Said


def spoken(token: Token) -> bool:
    """Whether the words only speak of a total with a verb or ask how many: 花了多少, 剩多少, 多少人, 多少批次."""
    if token.term is None or token.term.said is not Said.SPOKEN:
        return False
    return bool(_HOW_MANY.match(token.text) or (token.term.name in TOTALS and _PHRASE.search(token.text)))


_PHRASE = re.compile(r"[花用收进拿得剩给拨]|多少|几|没|开支|开销")


_HOW_MANY = re.compile(r"多少|几")


TOTALS = tables.words("items.toml", "totals")


def said_as_verb(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether 支出 or 收入 is said as a verb."""
    if token.text not in ("支出", "收入"):
        return False
    before = [other for other in tokens if other.end == token.start]
    return bool(before) and (before[0].meant or before[0].text) not in _SLOT_BEFORE and before[0].kind is not Kind.GAP


_SLOT_BEFORE = tables.words("items.toml", "slot_before")
"""What a general name stands behind where it is an item; behind other words 支出 is a verb: 一共支出多少."""


def as_word(token: Token) -> Token:
    """The token as a plain word."""
    return Token(Kind.WORD, token.start, token.end, token.text)


def asked_of(token: Token) -> Asked:
    """The item that a token names."""
    term = token.term
    if term is None:
        raise AssertionError("an item token has a term")
    if not plainly(token):
        return Asked(item=token.text, said=token.text, known=False, near=(term.name,))
    if not term.items:
        return Asked(item=term.open, said=token.text, known=False)
    return Asked(item=term.name, said=token.text, code=None if term.paths else term.items[0].code, paths=term.paths)


def plainly(token: Token) -> bool:
    """Whether an item is surely the one that its words name."""
    return not token.meant or sure(token.text, token.meant)


def sure(said: str, meant: str) -> bool:
    """Whether a near word is surely the one meant: not where an unlike character stands in a name of up to four, nor where one would
    be dropped that may be all that is left of another name: 财政拨款基支出 is no 财政拨款支出.
    """
    dropped = (at for at in range(1, len(said)) if said[:at] + said[at + 1 :] == meant)
    if len(said) > len(meant) and not any(said[at] in (said[at - 1], "的", "了") for at in dropped):
        return False
    if distance(said, meant) <= HOMOPHONE or len(meant) > 4:
        return True
    return len(meant) == 4 and (distance(said, meant) < 1 or homophones(said, meant))


def corrections(tokens: tuple[Token, ...]) -> tuple[Correction, ...]:
    """What was taken for another word; uncertain where another fits as well, or half of a short name is wrong."""
    return tuple(
        Correction(token.text, token.meant, certain=not token.rivals and sure(token.text, token.meant))
        for token in tokens
        if token.meant and (token.kind is Kind.WORD or sure(token.text, token.meant)) and token.text.replace("的", "") != token.meant
    )
