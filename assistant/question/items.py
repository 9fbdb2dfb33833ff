"""From tokens to the items asked: weak names give way, what stands before a general name makes it another name.

Comes in: the tokens of a question. Goes out: items in the order of the words, and the mask that tells the operation.
Never lets a general name (支出) stand for words that it does not cover (工会支出).
"""

import re
from dataclasses import dataclass, replace

from assistant.inquiry import Asked, Correction
from assistant.question import tables
from assistant.question.counts import PEOPLE
from assistant.question.gaps import as_one, bare_heads, with_gaps
from assistant.question.glosses import glossed
from assistant.question.heads import with_heads
from assistant.question.lexer import Kind, Token
from assistant.question.namesakes import narrowed
from assistant.question.said import TOTALS, as_word, asked_of, corrections, said_as_verb, spoken
from assistant.question.scopes import SCOPE_WORDS, scope_alone, scope_of, without_scopes
from assistant.question.terms import Said, Term
from index.glossary import item
from index.records import Scope

_ABSORBED = tables.words("items.toml", "absorbed")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tokens say: items in order with their places in the mask, what was corrected, and what is left over.

    ``spelt`` is the mask with verb phrases (花了多少) left in words. ``phrases`` tells of each item whether it was only spoken of
    by a verb (花了多少), ``spoken`` whether by a word that no report prints (工资). ``framed`` tells that the items are whatever stands
    around the words of a calculation.
    """

    items: tuple[Asked, ...]
    mask: str
    spelt: str
    places: tuple[int, ...]
    phrases: tuple[bool, ...]
    spoken: tuple[bool, ...]
    corrections: tuple[Correction, ...]
    leftover: tuple[Token, ...]
    framed: bool = False


def read_items(tokens: tuple[Token, ...]) -> Reading:
    """Read the items out of *tokens*."""
    tokens = without_scopes(_without_absorbed(_without_weak(glossed(tokens))))
    tokens, made = with_gaps(with_heads(narrowed(scope_alone(tokens))))
    tokens = as_one(tokens, made)
    made |= bare_heads(tokens, made)
    mask, spelt, items, places, phrases, colloquial = "", "", [], [], [], []
    scopes: list[Scope | None] = []
    before = 0
    for token in tokens:
        asked = made.get(token) or (asked_of(token) if token.kind is Kind.ITEM else None)
        if asked:
            scopes.append(scope_of(spelt[before:]) or (Scope.ALL if _ALL.search(spelt) and asked.item in _SCOPED else None))
            places.append(len(mask))
            items.append(asked)
            phrases.append(spoken(token))
            colloquial.append(token.term is not None and token.term.said is Said.SPOKEN)
            label = token.meant or token.text
            head = next((word for word in _HEADS if label.startswith(word) and not asked.item.startswith(word)), "")
            tail = next((word for word in _TAILS if label.endswith(word) and not asked.item.endswith(word)), "")
            tail = "" if SCOPE_WORDS.fullmatch(label) and not label.endswith("预算预算") else tail
            spelt += head + (token.text if spoken(token) else "I") + tail
            mask += head + "I" + tail
            before = len(spelt)
        else:
            mask += token.meant or token.text
            spelt += token.meant or token.text
    leftover = tuple(token for token in tokens if token.kind is Kind.GAP and token not in made)
    if len({scope for scope in scopes if scope}) > 1:
        items = [replace(item, scope=scope) for item, scope in zip(items, scopes, strict=True)]
    return Reading(tuple(items), mask, spelt, tuple(places), tuple(phrases), tuple(colloquial), corrections(tokens), leftover)


_ALL = re.compile(r"(?:全部|整个|所有|全口径)的?$")
_SCOPED = frozenset(["基本支出", "项目支出", "本年支出合计", "本年收入合计"])


def _without_weak(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Phrases (花了多少) and verbs (支出) are plain words where the question names a real item."""
    strong = [token for token in tokens if token.kind is Kind.ITEM and not spoken(token) and not said_as_verb(tokens, token)]
    if not strong:
        return tokens
    people = next((PEOPLE[token.term.name] for token in strong if token.term and token.term.name in PEOPLE), None)
    return tuple(token if token.kind is not Kind.ITEM or token in strong else _people(token, people) or as_word(token) for token in tokens)


def _people(token: Token, counted: str | None) -> Token | None:
    """多少人 beside 接待 are guests, not staff."""
    if counted is None or token.term is None or token.term.name != "年末实有人数":
        return None
    return replace(token, term=Term(token.text, (item(counted),)))


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
            said = _KEPT.finditer(token.text)
            kept.extend(Token(Kind.WORD, token.start + word.start(), token.start + word.end(), word.group()) for word in said)
            continue
        kept.append(token)
    return tuple(kept)


_KEPT = re.compile("合计|预算|决算")
"""What is said of a real name by a general one behind it."""


_OF_ITS_OWN = tables.words("items.toml", "of_its_own")


def _owning(token: Token) -> bool:
    """Whether a token is an item that has spending of its own (行政运行的支出), not a 口径 or a total."""
    known = token.term is not None and token.kind is Kind.ITEM and not spoken(token)
    return known and not SCOPE_WORDS.fullmatch(token.text) and token.term is not None and token.term.name not in TOTALS


_HEADS = ("预算", "决算")
_TAILS = ("合计", "预算", "决算")
"""What a label says besides the item: 三公经费预算 is the item's budget."""
