"""A question in which organisations, years and figures are replaced by letters.

Comes in: a clean question, the catalog, today. Goes out: the marked text, what each letter stands for, what was mended.
Never reads items.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.inquiry import Correction
from assistant.question.bodies import kinds
from assistant.question.catalog import Catalog
from assistant.question.lexer import Kind, Token, tokens
from assistant.question.numbers import Claimed, find_numbers
from assistant.question.operations import indicator_span
from assistant.question.orgindex import Org, OrgIndex
from assistant.question.orgs import Mention, find_mentions, resolve
from assistant.question.orgtypos import (
    Guess,
    lengthen_body,
    mend_body,
    mend_ending,
    mend_long_body,
    mend_loose_body,
    mend_place,
    mend_start,
)
from assistant.question.slots import code_spans
from assistant.question.years import Years, find_years

_TOWN = re.compile(r"[\u4e00-\u9fff]{1,5}(?:(?<![城乡集小各全])镇|(?<![城全各])乡|街道)")
"""A town or a street that no table of places has: it is named, whatever the library holds."""


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation as said, the ones it fits, those near it where it fits none, and what was corrected on the way."""

    mention: Mention
    orgs: tuple[Org, ...]
    near: tuple[Org, ...] = ()
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """The question with letters for what was understood; ``origin`` tells where each of its characters stood before."""

    text: str
    origin: tuple[int, ...]
    tokens: tuple[Token, ...]
    years: Years
    named: tuple[Named, ...]
    numbers: tuple[Claimed, ...]


def mark(text: str, catalog: Catalog, today: date) -> Marked:
    """Mark *text*; where something is left that may be a mistyped organisation, mend it and mark again."""
    years, numbers = find_years(text, today), find_numbers(text)
    named = _shared_body(_named(text, catalog), catalog)
    marked = _marked(text, catalog, years, named, numbers)
    if any(token.kind is Kind.GAP for token in marked.tokens):
        mended = _mended(text, marked, named, catalog)
        if mended != named:
            return _marked(text, catalog, years, mended, numbers)
    return marked


def _named(text: str, catalog: Catalog) -> tuple[Named, ...]:
    terms, index = catalog.terms, catalog.index

    def item_end(at: int) -> int:
        return at + max((len(term.label) for term in terms.at(text, at)), default=0)

    found = []
    for mention in find_mentions(text, index, item_end):
        fitting, near = resolve(mention, index)
        guess = None if fitting and mention.body and not _goes_on(text, mention.end) else mend_long_body(text, mention, index)
        guess = guess or (mend_ending(text, mention, fitting) if fitting else _mend_unknown(text, mention, index))
        if guess:
            mention = replace(mention, end=guess.end, said=text[mention.start : guess.end])
            found.append(Named(mention, guess.orgs, (), guess.correction))
        else:
            found.append(Named(_to_its_ending(text, mention, fitting), fitting, near))
    return tuple(found)


def _mend_unknown(text: str, mention: Mention, index: OrgIndex) -> Guess | None:
    """What an organisation that fits none may be short for or a mistake for."""
    return lengthen_body(mention, index) or mend_body(mention, index) or mend_start(text, mention, index)


def _to_its_ending(text: str, mention: Mention, orgs: tuple[Org, ...]) -> Mention:
    """赫山局: the one body of a place, said by its last character alone."""
    said = text[mention.end : mention.end + 1]
    alone = mention.body is None and len(orgs) == 1 and said in tuple("局委办厅院") and orgs[0].name.endswith(said)
    return replace(mention, end=mention.end + 1, said=mention.said + said) if alone else mention


def _goes_on(text: str, at: int) -> bool:
    """Whether a body's name may go on: 交通委|员会."""
    return text[at : at + 1] in tuple("员力务局会事院办理障")


def _shared_body(named: tuple[Named, ...], catalog: Catalog) -> tuple[Named, ...]:
    """赫山区和芦淞区人社局: a place alone that several departments fit takes the body of the other."""
    body = next((name.mention.body for name in named if name.mention.body), None)
    named = _joined(named, catalog)
    shared = []
    for name in named:
        if body and name.mention.body is None and len(name.orgs) > 1:
            orgs = catalog.index.fitting(name.mention.places, body)
            name = replace(name, orgs=orgs) if orgs else name
        shared.append(name)
    return tuple(shared)


def _joined(named: tuple[Named, ...], catalog: Catalog) -> tuple[Named, ...]:
    """我住赫山区,…你们区人社局: a body without its place is of the one place that is named alone, and a bare 街道 is none."""
    places = [name for name in named if name.mention.body is None and name.orgs]
    found = []
    for name in named:
        if any(other is not name for other in named if other.orgs) and name.mention.said in _GENERAL_BODIES:
            continue
        alone = not name.mention.places and name.mention.body and len(name.orgs) != 1 and len(places) == 1
        orgs = catalog.index.fitting(places[0].mention.places, name.mention.body) if alone else ()
        found.append(replace(name, orgs=orgs, near=()) if orgs else name)
    bodies = [name for name in found if name.mention.body and name.orgs]
    return tuple(_place_of(name, bodies) if name in places else name for name in found)


def _place_of(name: Named, bodies: list[Named]) -> Named:
    """A place alone means the body of it that is named as well."""
    same = next((body for body in bodies if set(body.orgs) <= set(name.orgs)), None)
    return replace(name, orgs=same.orgs) if same else name


_GENERAL_BODIES = frozenset(["乡镇", "乡", "社区", "乡镇街道", *kinds()])
"""Bodies that a report counts or speaks of: beside an organisation that is named they are none."""


def _marked(text: str, catalog: Catalog, years: Years, named: tuple[Named, ...], numbers: tuple[Claimed, ...]) -> Marked:
    spans: dict[tuple[int, int], str] = {}
    for name in named:
        letter = "B" if not name.mention.places and not name.mention.level else "O"
        _put(spans, name.mention.start, name.mention.end, letter)
    for start, end in years.spans:
        _put(spans, start, end, "Y")
    for number in numbers:
        _put(spans, number.start, number.end, "N")
    for start, end in code_spans(text):
        _put(spans, start, end, "K")
    indicator = indicator_span(text)
    if indicator:
        _put(spans, *indicator, "Q")
    plain, origin, at = "", list[int](), 0
    for (start, end), letter in sorted(spans.items()):
        plain += text[at:start] + letter
        origin += range(at, start + 1)
        at = end
    plain += text[at:]
    origin += range(at, len(text))
    return Marked(plain, tuple(origin), tokens(plain, catalog.terms), years, named, numbers)


def _put(spans: dict[tuple[int, int], str], start: int, end: int, letter: str) -> None:
    if not any(start < other_end and other_start < end for other_start, other_end in spans):
        spans[start, end] = letter


def _mended(text: str, marked: Marked, named: tuple[Named, ...], catalog: Catalog) -> tuple[Named, ...]:
    """Take the gaps that are nearly an organisation for it; a gap right before a body makes it a body that nobody knows."""
    mended = list(named)
    for gap in (token for token in marked.tokens if token.kind is Kind.GAP):
        start = marked.origin[gap.start]
        end = start + len(gap.text)
        follower = next((name for name in mended if name.mention.start == end and _of_no_place(name)), None)
        if follower:
            mended.remove(follower)
            mended.append(_with_place(text, start, end, follower, catalog))
        elif not any(name.mention.start <= start < name.mention.end for name in mended):
            guess = mend_place(text, start, _place_end(text, end), None, catalog.index) or mend_loose_body(text, start, end, catalog.index)
            if guess and guess.orgs and not any(name.mention.start < guess.end and guess.start < name.mention.end for name in mended):
                mended.append(_guessed(text, guess))
            elif guess is None and _TOWN.fullmatch(gap.text):
                mended.append(Named(Mention(start, end, gap.text, body=gap.text, known_body=False), ()))
    return tuple(sorted(mended, key=lambda name: name.mention.start))


def _of_no_place(name: Named) -> bool:
    """Whether a body is named without its place: in 纳入重庆市交通委员会 the whole name is there."""
    return not name.mention.places and not any(org.places and org.name == name.mention.said for org in name.orgs)


def _with_place(text: str, start: int, end: int, follower: Named, catalog: Catalog) -> Named:
    """A body with unknown words before it: of a place that is nearly named, or of one that the library doesn't have."""
    body = follower.mention
    after = end + len(body.level)
    guess = mend_place(text, start, after, body, catalog.index)
    whole = replace(body, start=start, said=text[start : body.end])
    if guess and len(guess.orgs) >= 1:
        return Named(replace(whole, start=min(start, guess.end), places=(guess.correction.meant,)), guess.orgs, (), guess.correction)
    if end - start == 1 and not body.level and len(follower.orgs) == 1:
        return Named(whole, follower.orgs, (), Correction(whole.said, follower.orgs[0].name, certain=False))
    return Named(whole, (), follower.orgs)


def _guessed(text: str, guess: Guess) -> Named:
    mention = Mention(guess.start, guess.end, text[guess.start : guess.end], (guess.correction.meant,))
    return Named(mention, guess.orgs, (), guess.correction)


def _place_end(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] in tuple("省市区县州") else end
