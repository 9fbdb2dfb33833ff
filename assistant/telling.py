"""The sentences of a report that tell what a question asks in words: those that hold most of its rare words.

Comes in: a question's words and reports. Goes out: Excerpts, best first, none where too little is explained.
Never quotes a table's row for a sentence, nor the table of contents.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log

from assistant.excerpts import CONTENTS, TITLE, Excerpt, once, sentences
from assistant.question.likeness import synonyms
from index.library import Library

_SILENT = re.compile(
    r"请问|想问|想知道|告诉我|一下|主要|有没有|是不是|管不管|是否|什么时候|什么|哪些|哪里|哪儿|哪个|哪几|哪家|几个|几项|怎么样|怎么|怎样|如何|为什么|为啥|干嘛|干啥|多少|"
    r"报告|部门|单位|自己|承认|存在|遇到|准备|打算|具体|到底|针对|[^\u4e00-\u9fff]|[吗呢的了是在谁啊呀都把被和与]"
)
"""What says nothing of where the answer stands."""
LEAST, SURELY = 0.45, 0.65
"""How much of the question's words, by weight, a sentence must hold that may answer, and one that surely does."""
_ABOVE = 0.5
"""What a word in the headings above counts."""
_NOWHERE = 3.0
"""What a pair counts that the reports don't hold: less than a rare one, for most are the end of one word with the start of the next."""
_NEAR_BEST = 0.85
_WANTED = (
    (re.compile(r"在哪|哪里|哪儿|何处|什么地方"), re.compile(r"网站|平台|网址|位于|地址|地点|座落|坐落|号楼|路\d+号")),
    (re.compile(r"什么时候|何时|哪天|哪个月|什么日期|时间|周期|期限"), re.compile(r"\d+月|\d+年\d+|年底|年初|期限|为期")),
    (re.compile(r"谁"), re.compile(r"由|委托|负责|组长|牵头|承办|局长|主任")),
    (re.compile(r"怎么|如何|怎样"), re.compile(r"通过|按照|采取|加强|建立|完善|首先|先由|办理")),
)
"""What answers to a kind of question hold."""
_BONUS = 0.15
_DIGITS_IN_ROWS = re.compile(r"\t.*\d")


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with its letters alone, and the headings above it."""

    excerpt: Excerpt
    letters: str
    above: str


def telling(library: Library, reports: Sequence[str], words: str, *, least: float = LEAST, k: int = 3) -> tuple[Excerpt, ...]:
    """The sentences that hold most of *words*, pair of characters by pair, a rare pair counting more; at least *least* of their weight."""
    lines = [line for report in reports for line in _lines(library, report)]
    weights = _weights(words, lines)
    whole = sum(weights.values())
    if not whole:
        return ()
    wanted = [answer for asked, answer in _WANTED if asked.search(words)]
    scored = [(_score(line, weights) / whole, -number, line) for number, line in enumerate(lines)]
    told = [
        (score + _BONUS * any(answer.search(line.letters) for answer in wanted), at, line.excerpt)
        for score, at, line in scored
        if score >= least
    ]
    best = max((score for score, _, _ in told), default=0.0)
    sure = [entry for entry in told if entry[0] >= best * _NEAR_BEST and any(answer.search(entry[2].flowing) for answer in wanted)]
    told = sure or told  # where and when are told by a place and a date
    near = sorted((entry for entry in told if entry[0] >= best * _NEAR_BEST), reverse=True, key=lambda entry: entry[:2])
    return once(excerpt for _, _, excerpt in near)[:k]


def _weights(words: str, lines: Sequence[_Line]) -> Mapping[str, float]:
    """The pairs of characters that say something, each by how rare it is."""
    pairs = {first + second for piece in _SILENT.sub(" ", words).split() for first, second in pairwise(piece)}
    held = {pair: sum(_holds(line.letters, pair) for line in lines) for pair in sorted(pairs)}
    return {pair: log((len(lines) + 1) / count) if count else _NOWHERE for pair, count in held.items()}


def _score(line: _Line, weights: Mapping[str, float]) -> float:
    inside = {pair for pair in weights if _holds(line.letters, pair)}
    above = {pair for pair in weights if pair not in inside and pair in line.above}
    return sum(weights[pair] for pair in inside) + _ABOVE * sum(weights[pair] for pair in above)


def _holds(letters: str, pair: str) -> bool:
    return pair in letters or any(word in letters for word in _alike().get(pair, ()))


@cache
def _alike() -> Mapping[str, tuple[str, ...]]:
    """Words of two characters and what else says the same."""
    table: dict[str, tuple[str, ...]] = {}
    for group in synonyms():
        for word in group:
            if len(word) == 2:
                table[word] = (*table.get(word, ()), *(other for other in group if len(other) > 1 and other != word))
    return table


def _lines(library: Library, report: str) -> Iterator[_Line]:
    for passage in library.passages(report):
        if CONTENTS in passage.section:
            continue
        whole = Excerpt(report, passage.section, passage.start, passage.end, passage.text)
        for sentence in sentences(whole):
            titles = sentence.start == whole.start and len(sentence.flowing) <= TITLE
            if not _DIGITS_IN_ROWS.search(sentence.text):
                yield _Line(whole if titles else sentence, re.sub(r"\s", "", sentence.flowing), "".join(passage.section[-2:]))
