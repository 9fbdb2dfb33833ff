"""Asks a model to complete a follow-up from the questions before it; the rules then read the completed question.

Comes in: the turns of a dialogue that the rules could not follow. Goes out: a Question whose every organisation, year, item
and numeral the dialogue has spoken of, or None. The model's own words are never shown.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.inquiry import Operation, Question
from assistant.model.cues import spoken_of
from assistant.model.fitting import leaves_out, remaining
from assistant.model.naming import bare, names_of
from assistant.model.planner import parsed
from assistant.model.talk import Talk
from assistant.prompting import fenced, fill
from assistant.question import Catalog, understand
from index.library import Library

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["question"],
    "properties": {"question": {"type": "string", "maxLength": 120}},
}
_LONGEST = 120
_REMEMBERED = 6
_NUMERAL = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两]{2,}|[零〇一二三四五六七八九十百千万亿两](?=[成倍万元%年月])")
_OUTSIDE = re.compile(r"[^\u4e00-\u9fff0-9，。？、：；“”（）()《》%·.\s]")
_OPEN = (Operation.LOOKUP, Operation.NONE)
_POINTING = re.compile(
    r"那边|那里|那个|这个|那家|这家|它们?|他们|前面|前边|上面|刚才|刚刚|方才|头一个|说的|问的|提到|同样|一样|照样|也|还|再|呢|的|那|就|换|看|话|情况|怎么样|如何"
)


def completed(text: str, earlier: Sequence[Question], library: Library, talk: Talk) -> Question | None:
    """Return what *text* asks after the questions *earlier*, as a model completed it; None where that does not hold; raises ModelFailed."""
    if not earlier or not bare(text):
        return None
    turns = [question.text for question in earlier[-_REMEMBERED:]]
    prompt = fill("rewrite", earlier=fenced("\n".join(turns)), question=fenced(text))
    said = parsed(talk.complete("rewrite", prompt, SCHEMA), {"question"})
    words = said.get("question") if said else None
    if not isinstance(words, str) or not 4 <= len(words.strip()) <= _LONGEST or _OUTSIDE.search(words):
        return None
    catalog = Catalog.of(library)
    read = understand(words, catalog)
    alone = understand(text, catalog)  # by itself, so that only its own words count as said
    if (
        len(read) != 1
        or len(alone) != 1
        or len(set(_items(read[0]))) < len(_items(read[0]))
        or not _spoken(words, read[0], alone[0], earlier)
        or not _kept(read[0], alone[0])
    ):
        return None
    last = _POINTING.sub("，", remaining(text, catalog))
    labels = tuple(name for name, _ in library.labels())
    if leaves_out(last, _items(read[0]), labels) or _repeated(read[0], earlier):
        return None
    return replace(read[0], text=text, inherited=("orgs", "years", "items"))


def _spoken(words: str, read: Question, last: Question, earlier: Sequence[Question]) -> bool:
    """Whether the completed question brings in nothing that the dialogue has not said."""
    turns = (*earlier, last)
    said = bare("\n".join(question.text for question in turns))
    years = {year for question in turns for year in question.years}
    if not set(_NUMERAL.findall(words)) <= {*_NUMERAL.findall(said), *map(str, years)}:
        return False
    if read.org_choices or not read.orgs or not set(read.orgs) <= {org for question in turns for org in question.orgs}:
        return False
    if not set(read.years) <= years or read.basis not in {None, *(question.basis for question in turns)}:
        return False
    items = {item for question in turns for item in _items(question)}
    return all(item in items or any(name in said for name in names_of(item)) for item in _items(read))


def _items(question: Question) -> tuple[str, ...]:
    """Every item of a question, a whole included."""
    return tuple(asked.item for asked in (*question.items, *((question.whole,) if question.whole else ())))


def _kept(read: Question, alone: Question) -> bool:
    """Whether everything that the last turn says by itself is still there, and nothing else is done than it says."""
    if alone.sure >= 0.9 and alone.operation is Operation.NONE:  # thanks, or an errand: there is nothing to complete
        return False
    items = set(_items(read))
    if not set(alone.orgs) <= set(read.orgs) or not set(alone.years) <= set(read.years) or alone.claimed != read.claimed:
        return False
    if not {asked.item for asked in alone.items if asked.known} <= items:
        return False
    if (alone.basis or read.basis) is not read.basis or (alone.scope or read.scope) is not read.scope:
        return False
    spoken = {alone.operation, *spoken_of(alone.text, len(read.items) + (read.whole is not None))}
    return read.operation in spoken or (read.operation is Operation.LOOKUP and alone.operation in _OPEN and len(spoken) == 1)


def _repeated(read: Question, earlier: Sequence[Question]) -> bool:
    """Whether this was asked before: a follow-up asks for something new."""
    return any(_slots(read) == _slots(before) for before in earlier)


def _slots(question: Question) -> tuple[object, ...]:
    return question.orgs, question.years, _items(question), question.operation, question.basis, question.scope
