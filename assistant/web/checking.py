"""A checked text as the page shows it: every number in it with what became of it, every claim with its verdict and sources.

Comes in: the text and the check's Reply. Goes out: escaped HTML. A number that no claim accounts for is shown as not checked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from assistant.answer import Claim, Reply, Verdict
from assistant.question.numbers import find_numbers
from assistant.web.replies import chip, passage_link, worked
from assistant.web.templates import cited, render
from assistant.web.words import Language, words
from index.facts.numerals import chinese_number

NUMBER = "check"
"""Stands in the addresses of this view's chips where an answer has its number."""
UNCHECKED = "unchecked"

_NUMBER = re.compile(r"(?<![\d.,，A-Za-z])\d+(?:[,，]\d{3})*(?:\.\d+)?(?![\d])")
_UNIT = re.compile(r"\s?(?:%|％|‰|个百分点|[十百千]?[万亿]?元|[万亿]人次|人次|[次人辆个台套批份项户场家件])?")
_DATE = re.compile(r"\s?(?:年|月|日|号|时|—|－|-\d)|[、.．)）](?!\d)")
_YEARS = range(1949, 2100)
_COUNTED = re.compile(
    r"(?<![第零一二两三四五六七八九十百千万亿\d])(?P<number>(?!一[个项次件])[一二两三四五六七八九十百千万亿][零一二两三四五六七八九十百千万亿]*)"
    r"(?:个百分点|人次|批次|[名位次人辆个台批套份项户场家件])(?![级大季])"
)
"""Chinese numerals that count something; 一个, 一项 and their like only say "a"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the checked text: ``kind`` is "" for plain words, a verdict, or ``unchecked``; ``n`` is the claim's number."""

    text: str
    kind: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim with its line of the answer."""

    n: int
    claim: Claim
    line: Markup


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    values: tuple[Decimal, ...]
    """The number as printed; of one in Chinese numerals also in its unit's base, for the check may read it so."""


def check_html(reply: Reply, language: Language) -> Markup:
    """Render a checked text."""
    chips = {citation.n: chip(citation, NUMBER, language) for citation in reply.citations}
    lines = reply.text.splitlines()
    matched = len(lines) == len(reply.claims)
    judged = [Judged(n, claim, cited(lines[n - 1] if matched else claim.note, chips)) for n, claim in enumerate(reply.claims, 1)]
    shown = pieces(reply.question, reply.claims)
    counts = {verdict.value: sum(claim.verdict is verdict for claim in reply.claims) for verdict in Verdict}
    values = {
        "reply": reply, "number": NUMBER, "judged": judged, "pieces": shown, "chips": chips, "counts": counts,
        "unchecked": [piece.text for piece in shown if piece.kind == UNCHECKED],
        "worked": [worked(step) for step in reply.calculation],
        "sources": [(citation, passage_link(citation, language)) for citation in reply.citations],
        "diagnoses": {name: words(language)[f"diagnosis_{name}"] for name in _DIAGNOSES},
    }  # fmt: skip
    return render("check.html", language, values)


_DIAGNOSES = ("unit", "year", "org", "basis", "scope", "direction", "rounding", "arithmetic", "other")


def pieces(text: str, claims: Sequence[Claim]) -> tuple[Piece, ...]:
    """Cut *text* at its numbers; each says which claim checked it, or that none did."""
    tokens = _tokens(text)
    found = _matched(text, tokens, claims)
    made: list[Piece] = []
    at = 0
    for token in tokens:
        if token.start > at:
            made.append(Piece(text[at : token.start]))
        n = found.get(token.start, 0)
        made.append(Piece(text[token.start : token.end], claims[n - 1].verdict.value if n else UNCHECKED, n))
        at = token.end
    if at < len(text):
        made.append(Piece(text[at:]))
    return tuple(made)


def _tokens(text: str) -> list[_Token]:
    """The numbers of a text that state something: no dates, no numbers of headings or lists."""
    printed = _printed(text)
    taken = [(token.start, token.end) for token in printed]
    spelt = [token for token in _spelt(text) if not any(token.start < end and start < token.end for start, end in taken)]
    return sorted((*printed, *spelt), key=lambda token: token.start)


def _printed(text: str) -> list[_Token]:
    tokens = []
    for found in _NUMBER.finditer(text):
        end = _UNIT.match(text, found.end()).end()  # type: ignore[union-attr]  # it also fits nothing at all
        number = Decimal(re.sub("[,，]", "", found.group()))
        bare = end == found.end()
        dated = _DATE.match(text, found.end()) and (bare or text[found.end() : end].strip() == "")
        if dated or (bare and (number in _YEARS or text[: found.start()].rstrip().endswith("第"))):
            continue
        tokens.append(_Token(found.start(), end, (number,)))
    return tokens


def _spelt(text: str) -> list[_Token]:
    """Numbers in Chinese numerals: sums, shares, and how many of something there are."""
    tokens = [_Token(one.start, one.end, (one.quantity.number, one.quantity.in_base)) for one in find_numbers(text)]
    for found in _COUNTED.finditer(text):
        number = chinese_number(found["number"])
        if number is not None and not any(token.start < found.end() and found.start() < token.end for token in tokens):
            tokens.append(_Token(found.start(), found.end(), (number,)))
    return tokens


def _matched(text: str, tokens: Sequence[_Token], claims: Sequence[Claim]) -> dict[int, int]:
    """Which claim each number belongs to, by the place where its token starts; claims come in the order of the text."""
    found: dict[int, int] = {}
    at = 0
    for n, claim in enumerate(claims, 1):
        start = text.find(claim.text, at)
        start = start if start >= 0 else text.find(claim.text)
        if start < 0:
            continue
        fitting = [
            token for token in tokens
            if start <= token.start < start + len(claim.text)
            and token.start not in found and abs(claim.stated.quantity.number) in token.values
        ]  # fmt: skip
        if fitting:
            found[fitting[-1].start] = n
            at = start
    return found
