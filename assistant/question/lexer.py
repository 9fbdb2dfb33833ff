"""A question cut into items, common words and what is neither: the gaps.

Comes in: a text in which organisations, years and numbers are already masked by letters. Goes out: tokens that cover it,
the cheapest cover there is; where a gap is left, nearly matching items and words compete too.
Never decides what is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from assistant.question import vocabulary
from assistant.question.terms import Said, Term, Terms
from assistant.question.typos import SHORTEST, NearWords
from index.glossary import FUNCTIONAL

NAMELESS = frozenset(
    "的了是吗呢吧呀啊么嘛帮替有没和与跟及或在占比为被把对按给请问查看说算多少几哪那这年月日元万亿到从又再也都还只约"
    "共各每不无未能会可要想去来用花收剩什谁何一二两三四五六七八九十个项里上下中"
)
"""Characters that are no part of an unknown name beside them."""
MASKS = "OBYNQK"
"""Letters that stand for an organisation, a body without its place, a year, a number, a named formula, a code."""

ITEM_COST, WORD_COST, LETTER_COST, GAP_COST = 1.0, 1.0, 2.0, 4.0
GENERAL_COST, LONGER_BONUS = 0.05, 0.001
"""Of two covers alike, the one with a printed name and with the longer piece is meant."""
MISTAKE_COST = 3.2
"""One mistake costs less than leaving its character unexplained, more than reading what is printed."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Kind(Enum):
    """What a token is."""

    ITEM = "item"
    WORD = "word"
    MASK = "mask"
    GAP = "gap"
    MARK = "mark"  # punctuation, digits, Latin letters


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the question. ``meant`` is the right spelling of a mistyped one; ``rivals`` fit its mistake as well."""

    kind: Kind
    start: int
    end: int
    text: str
    term: Term | None = None
    meant: str = ""
    mistakes: float = 0.0
    rivals: tuple[str, ...] = ()

    @property
    def cost(self) -> float:
        """What the token adds to its cover."""
        if self.kind is Kind.GAP:
            return GAP_COST * (self.end - self.start)
        longer = LONGER_BONUS * (self.end - self.start) ** 2
        if self.kind is Kind.ITEM:
            general = GENERAL_COST if self.term and self.term.said is not Said.PRINTED else 0.0
            return ITEM_COST + general + MISTAKE_COST * self.mistakes - longer
        if self.kind is Kind.WORD:
            return (WORD_COST if self.end - self.start > 1 else LETTER_COST) + MISTAKE_COST * self.mistakes - longer
        return 0.0


def tokens(text: str, terms: Terms) -> tuple[Token, ...]:
    """Cover *text* with tokens, each gap as one token."""
    table = [_at(text, start, terms) for start in range(len(text))]
    cover = _cheapest(table)
    gaps = [token for token in cover if token.kind is Kind.GAP]
    if gaps:
        near = _mistyped(text, gaps, terms)
        cover = _cheapest(_with(table, near))
        beside = _beside_gaps(cover)
        if beside:
            cover = _cheapest(_with(table, [token for token in near if token not in beside]))
    return tuple(_joined(cover))


def _with(table: list[list[Token]], more: Iterable[Token]) -> list[list[Token]]:
    fuller = [list(row) for row in table]
    for token in more:
        fuller[token.start].append(token)
    return fuller


def _beside_gaps(cover: list[Token]) -> list[Token]:
    """Mistyped words with more unknown characters beside them: no mistake in a known word, but another word."""
    around = zip([None, *cover], cover, [*cover[1:], None], strict=False)
    return [token for before, token, after in around if token.meant and any(other and other.kind is Kind.GAP for other in (before, after))]


def _at(text: str, start: int, terms: Terms) -> list[Token]:
    """The tokens that may begin at *start*."""
    letter = text[start]
    if letter in MASKS:
        return [Token(Kind.MASK, start, start + 1, letter)]
    if not _CHINESE.match(letter):
        return [Token(Kind.MARK, start, start + 1, letter)]
    found = [
        Token(Kind.ITEM, start, start + len(term.label), term.label, term) for term in terms.at(text, start) if _offered(text, start, term)
    ]
    found += [_with_spending(text, token) for token in found if token.term and _spending_follows(text, token)]
    known, labels = vocabulary.words(), {token.text for token in found}
    for length in range(1, vocabulary.LONGEST + 1):
        word = text[start : start + length]
        if len(word) == length and word in known and word not in labels:
            found.append(Token(Kind.WORD, start, start + length, word))
    found.append(Token(Kind.GAP, start, start + 1, letter))
    return found


_BASIS_ROWS = frozenset(["部门预算", "全年预算", "年度预算"])
"""Row names that in a question only say which basis or which report is meant."""
_EACH = re.compile(r"平均每?|[人日月户]均$|每")
"""What a report prints for so much each is asked for as such: 平均每辆."""
_BEFORE_GENERAL = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[的了占到和与跟及、是总有个共计比减去掉除加从里中把在那些们来下说看问查讲算道请际终后底竟全较于部均得花用天月]|超过|季度|每日|[哪几各每一两三四五前]项|[一全当本这那每各上前]年|年度|[前第][一二两三四五六七八九十]大|[各哪几这每一][类款]|功能|经济|分类|类别|单位|部门|什么|哪类|这笔|多少|其中|如何)$"
)
_MERE = re.compile(r"(?:支出|收入|经费|结余|预算|决算)(?:预算|决算|合计)?$")
_PART_BEFORE = re.compile(r"[年初末上本其他它基项目公]$")
_PART_WORD = re.compile(r"项目|其他|基本|经营|事业")
"""项目|支出预算合计 is the budget of 项目支出."""
_BEHIND_GENERAL = re.compile(r"[支收出入费财拨]")


def _spending_follows(text: str, token: Token) -> bool:
    """Whether 支出 behind a name belongs to it: 绩效工资支出, 行政运行项支出."""
    return bool(_SPENDING.match(text, token.end)) and not token.text.endswith("支出") and token.end - token.start > 2


def _with_spending(text: str, token: Token) -> Token:
    follows = _SPENDING.match(text, token.end)
    return replace(token, end=follows.end(), text=text[token.start : follows.end()]) if follows else token


_SPENDING = re.compile(r"[类款项]?支出")


def _offered(text: str, start: int, term: Term) -> bool:
    """Whether a term may be meant here: a general name (支出, 收入多少, 电费) only where no other word runs into it."""
    if term.label in _BASIS_ROWS or (not term.items and _EACH.match(term.label)):
        return False
    if term.said is Said.ROW or (term.said is Said.PRINTED and len(term.label) == 2):
        cut_off = _functional(term) and bool(_SMALL.search(text[max(0, start - 2) : start]))
        return not cut_off and _stands_alone(text, start, start + len(term.label))
    if term.said is Said.SPOKEN and term.label.endswith("人") and text[start + len(term.label) :].startswith("才"):  # 多少人才
        return False
    if _PART_WORD.search(text[max(0, start - 2) : start]) and term.label.startswith(("支出", "收入")):
        return False
    begins = term.said is Said.SPOKEN and term.label.startswith(("支出", "收入"))
    return not begins or bool(_BEFORE_GENERAL.search(text[max(0, start - 3) : start]))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a general name (支出) may stand here by itself, and is not the rest of a longer one (项支出, 财政拨款支)."""
    if _BEHIND_GENERAL.match(text, end):
        return False
    before = text[max(0, start - 3) : start]
    return bool(_BEFORE_GENERAL.search(before)) if _MERE.match(text[start:end]) else not _PART_BEFORE.search(before)


_SMALL = re.compile(r"[小大中高初前后幼]$|(?<![花使费利])用$")
"""What makes two characters the end of a longer name: 小学|教育 with a mistake in it."""


def _cheapest(table: list[list[Token]]) -> list[Token]:
    """The cheapest way from the first character to the last."""
    best: list[tuple[float, Token | None]] = [(0.0, None), *[(float("inf"), None)] * len(table)]
    for start, candidates in enumerate(table):
        for token in candidates:
            cost = best[start][0] + token.cost
            if cost < best[token.end][0]:
                best[token.end] = (cost, token)
    cover: list[Token] = []
    at = len(table)
    while at:
        last = best[at][1]
        if last is None:
            raise AssertionError("every character has a token of its own")
        cover.append(last)
        at = last.start
    return cover[::-1]


def _mistyped(text: str, gaps: Iterable[Token], terms: Terms) -> list[Token]:
    """Tokens over a gap and its neighbours that are nearly an item or an operation word."""
    windows: dict[tuple[int, int], None] = {}
    for gap in gaps:
        first, last = _clause(text, gap)
        for start in range(max(first, gap.start - 10), gap.end):
            windows.update(dict.fromkeys((start, end) for end in range(max(gap.end, start + 2), min(last, start + 15) + 1)))
    return [token for start, end in windows for token in _near_tokens(text, start, end, terms)]


def _clause(text: str, gap: Token) -> tuple[int, int]:
    """The run of Chinese characters that a gap stands in."""
    first, last = gap.start, gap.end
    while first and _CHINESE.match(text[first - 1]):
        first -= 1
    while last < len(text) and _CHINESE.match(text[last]):
        last += 1
    return first, last


def _near_tokens(text: str, start: int, end: int, terms: Terms) -> list[Token]:
    window = text[start:end]
    found = []
    spending = window[-2:] if _SPENDING.fullmatch(window[-2:]) else ""
    item = _nearest(window, terms.near) or (_nearest(window.removesuffix(spending), terms.near) if spending else None)
    if item:
        word, cost, others = item
        term = terms.get(word)
        word += spending if not word.endswith(spending) else ""
        rivals = tuple(other for other in others if term and _name(terms, other) != term.name)
        if _may_be(term, window, text, start, end) and (len(window) >= SHORTEST or not _functional(term)) and not _spends(window, word):
            found.append(Token(Kind.ITEM, start, end, window, term, word, cost, rivals))
    if len(window) <= LONGEST_SOUGHT:
        plain = _nearest(window, vocabulary.near_words())
        if (
            plain
            and not _respelt(window, plain[0], terms)
            and len(window) <= len(plain[0])
            and not (len(window) == SHORTEST_NAME and terms.holds(window))
        ):
            found.append(Token(Kind.WORD, start, end, window, None, plain[0], plain[1]))
    return found


def _may_be(term: Term | None, window: str, text: str, start: int, end: int) -> bool:
    """Whether a name that only a table prints may be mistyped here: it stands alone, and none of its characters is missing."""
    if term is None or term.said is not Said.ROW:
        return True
    return len(_SPENDING.sub("", window)) == len(_SPENDING.sub("", term.label)) and _stands_alone(text, start, end)


def _respelt(window: str, word: str, terms: Terms) -> bool:
    """Whether the one character that differs makes a word of a known name with its neighbour: 多少|人才 is no 多少人次."""
    at = next((at for at, (a, b) in enumerate(zip(window, word, strict=False)) if a != b), 0)
    return len(window) == len(word) > SHORTEST_NAME and at > 0 and terms.names(window[at - 1 : at + 1])


LONGEST_SOUGHT = 9
SHORTEST_NAME = 2
"""Two characters that stand in the name of an item (生育) are no mistake for another word."""
_USED = frozenset("占比是除扣较增减多少几花用里中各每最哪")


def _spends(window: str, word: str) -> bool:
    """Whether the mistake would be a character that the question needs elsewhere: 占|本支出合计 is no 基本支出合计."""
    if len(window) < len(word) or sorted(window) == sorted(word):
        return False
    return any(letter in _USED and letter not in word for letter in window)


def _functional(term: Term | None) -> bool:
    """Whether a term is one of the many functional items: too many to guess one from three characters."""
    return bool(term and term.items and term.items[0].group == FUNCTIONAL)


def _name(terms: Terms, label: str) -> str:
    term = terms.get(label)
    return term.name if term else label


def _nearest(window: str, near_words: NearWords) -> tuple[str, float, tuple[str, ...]] | None:
    """The nearest word, its cost, and other words as near."""
    near = near_words.near(window)
    if not near:
        return None
    best = near[0]
    return best.word, best.cost, tuple(other.word for other in near[1:] if other.cost == best.cost)


def _within(before: Token, letter: Token) -> bool:
    """Whether a common character between two gaps is a part of the same unknown word: 无|人|机."""
    return before.kind is Kind.GAP and letter.kind is Kind.WORD and len(letter.text) == 1 and letter.text not in NAMELESS


def _joined(cover: list[Token]) -> list[Token]:
    """Neighbouring gap characters become one gap."""
    joined: list[Token] = []
    for token in cover:
        last = joined[-1] if joined else None
        if token.kind is Kind.GAP and len(joined) > 1 and _within(joined[-2], joined[-1]):
            letter = joined.pop()
            last = joined[-1]
            joined[-1] = replace(last, end=token.end, text=last.text + letter.text + token.text)
        elif last and last.kind is Kind.GAP and token.kind is Kind.GAP:
            joined[-1] = replace(last, end=token.end, text=last.text + token.text)
        else:
            joined.append(token)
    return joined
