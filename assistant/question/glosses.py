"""Names in brackets that say plainly what was said before them in other words: 修修补补（维修费）, 买东西（政府采购）.

Comes in: a text with its brackets, or the tokens of one in which such a name is marked. Goes out: the text with the mark, or the tokens
without the words that the name explains. Never drops a name that means something else.
"""

import re

from assistant.question.lexer import Kind, Token
from assistant.question.said import as_word
from assistant.question.terms import Said, glossary_terms
from index.glossary import compact

_MARK = "="
_BRACKETED = re.compile(r"(?<=[\u4e00-\u9fff])\(([\u4e00-\u9fff“”\"]{2,20})\)")


def marked_glosses(text: str) -> str:
    """Put a mark before a known name in brackets.

    >>> marked_glosses("修修补补(维修费)用了多少"), marked_glosses("因公出国(境)费")
    ('修修补补=维修费用了多少', '因公出国(境)费')
    >>> marked_glosses("一般公共预算(财政拨款)支出")
    '一般公共预算(财政拨款)支出'
    """
    return _BRACKETED.sub(_marked, text)


def _marked(found: re.Match[str]) -> str:
    """A name in brackets with the mark, unless it is the end of a longer name: 一般公共预算(财政拨款)支出."""
    terms, name = glossary_terms(), found.group(1)
    before = found.string[max(0, found.start() - _LONGEST) : found.start()]
    longer = (compact(before[at:] + name + ending) for at in range(len(before)) for ending in _ENDINGS)
    return _MARK + name if compact(name) in terms and not any(words in terms for words in longer) else found.group()


_LONGEST, _ENDINGS = 8, ("", "支出", "收入")
"""How many characters before a bracket may belong to the name in it, and what may stand behind it."""


def glossed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without the words that a known name behind the mark explains, and without the mark."""
    at = next((at for at, token in enumerate(tokens) if token.text == _MARK), None)
    if at is None:
        return tokens
    before, behind = tokens[:at], tokens[at + 1 :]
    if not behind or behind[0].kind is not Kind.ITEM or not before:
        return glossed(before + behind)
    start = max((number + 1 for number, token in enumerate(before) if token.kind in (Kind.MASK, Kind.MARK)), default=0)
    said = [token for token in before[start:] if token.kind in (Kind.ITEM, Kind.GAP)]
    if any(_means_another(token, behind[0]) for token in said):
        same = before[-1].kind is Kind.ITEM and not _means_another(before[-1], behind[0])
        return glossed((before[:-1] if same else before) + behind)
    if before[-1] in said:
        first = before.index(said[0])
        return glossed(before[:first] + behind)
    return glossed(tuple(as_word(token) if token in said else token for token in before) + behind)


def _means_another(token: Token, name: Token) -> bool:
    """Whether a token names something by its printed name, and another thing than *name*."""
    if token.kind is not Kind.ITEM or token.term is None or name.term is None or not token.term.items:
        return False
    return not set(token.term.items) & set(name.term.items) and token.term.said is Said.PRINTED and not token.meant
