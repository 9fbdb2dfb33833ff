"""From a text to its questions, slot by slot: the understanding half of the answering road.

Comes in: what a person typed, the catalog, the questions before. Goes out: Questions. Never reads a figure.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.inquiry import Asked, Condition, Operation, OrgChoice, Question
from assistant.question import wording
from assistant.question.catalog import Catalog
from assistant.question.english import in_chinese
from assistant.question.items import Reading, read_items, scope_of
from assistant.question.marking import Marked, Named, mark
from assistant.question.operations import Wanted, asks, named_indicator, wanted
from assistant.question.slots import bases_of, code_items, counted, each_basis, group_of, implied, kind_of, level_of, per_what, roles, top_of, topic_of, unit_of, ascending
from assistant.question.topics import courtesy, elsewhere, open_item, out_of_scope, without_instructions
from assistant.question.turns import fill
from index.quantity import Dimension
from index.records import Basis, Measure

_BOTH = re.compile(r"[两二三]个|[两三]家|都|各|所有|分别")
_IN_WORDS = {Operation.DEFINITION, Operation.COMPOSITION, Operation.REASON, Operation.PASSAGE}
_MONEY = re.compile(r"支出|收入|经费|费$|费用|预算|决算|拨款|资金|人数|资产|采购|补助|结余")
_WORDED = {Operation.DUTIES, Operation.COMPOSITION, Operation.PASSAGE}
_FIGURE = {Operation.LOOKUP, Operation.COMPLETION, Operation.CHANGE_RATE, Operation.SHARE, Operation.COMPARE}


def understand(text: str, catalog: Catalog, earlier: Sequence[Question] = (), *, today: date | None = None) -> tuple[Question, ...]:
    """Return the questions that *text* asks; what a follow-up leaves out is filled from *earlier* ones."""
    plain = wording.clean(text)
    if plain and not wording.chinese(plain):
        return (_english(plain, catalog, earlier, today or date.today()),)
    asked: list[Question] = []
    for piece in wording.cut(without_instructions(plain)) or (plain[: wording.LONGEST_QUESTION],):
        asked.append(_followed(piece, catalog, (*earlier, *asked), today or date.today()))
    return tuple(asked)


def _followed(text: str, catalog: Catalog, earlier: Sequence[Question], today: date) -> Question:
    question, marked, mask = _alone(text, catalog, today)
    filled = fill(question, marked.years, earlier, catalog)
    return _implied(filled, mask)


def _implied(question: Question, mask: str) -> Question:
    """花 and 收 name the total where no item is named, neither in the question nor before it."""
    items = question.items or implied(mask, question)
    if Operation.PER_UNIT in (question.operation, question.of):
        items = per_what(items, mask)
    return replace(question, items=items)


def _english(text: str, catalog: Catalog, earlier: Sequence[Question], today: date) -> Question:
    put = in_chinese(text, catalog)
    if put is None:
        return Question(text=text, operation=Operation.NONE, sure=0.5, language="en")
    return replace(_followed(put, catalog, earlier, today), text=text, language="en")


def _alone(text: str, catalog: Catalog, today: date) -> tuple[Question, Marked, str]:
    """One question by itself, and its mask."""
    marked = mark(wording.with_base(text), catalog, today)
    reading = read_items(marked.tokens)
    reading, opened = _open(reading, marked)
    mask = reading.mask.replace("Q", "I").replace("K", "I")
    want = wanted(mask, mask.count("I"))
    question = _question(text, marked, reading, want)
    if operation_of_units(question, text):
        question = replace(question, operation=Operation.COMPOSITION, topic=topic_of(text))
    if question.operation is Operation.REVERSE and len(question.years) > 1:
        question = replace(question, years=question.years[-1:])
    if opened:
        question = replace(question, sure=0.7)
    return _in_scope(_claimed(_with_orgs(question, marked.named)), text, catalog), marked, reading.mask


def operation_of_units(question: Question, text: str) -> bool:
    """Whether the offices themselves are asked for, not how many there are."""
    counted = {item.item for item in question.items} & {"内设机构数", "决算单位数"}
    return bool(counted) and question.operation is Operation.LOOKUP and not re.search(r"多少|几(?!家)|数量", text)


def _open(reading: Reading, marked: Marked) -> tuple[Reading, bool]:
    """Words that name nothing known are the item themselves, unless a real item is named."""
    if any(not phrase for phrase in reading.phrases):
        return reading, False
    found = open_item(reading.leftover, marked.text)
    if found is None:
        return reading, False
    asked, start, end = found
    mask = marked.text[:start] + "I" + marked.text[end:]
    left = tuple(token for token in reading.leftover if not start <= token.start < end)
    return replace(reading, items=(asked,), mask=mask, places=(start,), phrases=(False,), leftover=left), True


def _question(text: str, marked: Marked, reading: Reading, want: Wanted) -> Question:
    indicator = named_indicator(text)
    operation = want.operation
    if indicator and operation in _FIGURE and not want.score:
        operation = Operation.COMPLETION if indicator == "预算执行率" and reading.items else Operation.INDICATOR
    if reading.phrases == (True,) and reading.items[0].item == "年末结转和结余" and operation is Operation.CHANGE and "预算" not in reading.mask:
        want = replace(want, operation=Operation.LOOKUP, against=None, direction=None)
        operation = Operation.LOOKUP
    if want.score:
        operation = Operation.LOOKUP if operation is not Operation.VERIFY else operation
    items, whole, bases = _items(text, reading, operation, want, indicator)
    if len(bases) == 2 and operation in (Operation.LOOKUP, Operation.COMPARE):
        operation, items = Operation.LOOKUP, each_basis(items, bases)
    numbers = [number.quantity for number in marked.numbers]
    leftover = tuple(token.text for token in reading.leftover)
    return Question(
        text=text,
        operation=operation,
        years=marked.years.years,
        kind=kind_of(text),
        level=level_of(text),
        items=items,
        whole=whole,
        basis=bases[0] if len(bases) == 1 else None,
        scope=scope_of(reading.mask),
        measure=Measure.SCORE if want.score else None,
        against=want.against,
        group=group_of(reading.mask, items, marked.years, operation, want),
        condition=want.condition,
        descending=not ascending(reading.mask),
        top=top_of(reading.mask) if Operation.RANKING in (operation, want.of) else None,
        unit=unit_of(text),
        claimed=numbers[0] if numbers else None,
        claimed_direction=want.direction,
        topic=(*topic_of(text), *leftover) if operation in _WORDED else leftover,
        corrections=reading.corrections,
        sure=1.0 if not leftover else 0.6,
        of=want.of,
        relation=want.relation,
        indicator=indicator,
        last_years=marked.years.last,
        leftover=leftover,
    )


def _items(
    text: str, reading: Reading, operation: Operation, want: Wanted, indicator: str | None
) -> tuple[tuple[Asked, ...], Asked | None, tuple[Basis, ...]]:
    """The items in their parts, the whole of a share, and the bases named."""
    items, whole = roles(reading, want)
    codes = code_items(text)
    if codes:
        items = (*codes, *(item for item, phrase in zip(reading.items, reading.phrases, strict=True) if not phrase))
    if want.score and indicator:
        return (Asked(item=indicator, said=indicator, known=False, measure=Measure.SCORE),), None, ()
    if indicator and operation in _IN_WORDS:
        items = (Asked(item=indicator, said=indicator, known=False),)
    if Operation.PER_UNIT not in (operation, want.of):
        items = counted(items, reading.mask)
    bases = bases_of(text, want.against) if want.condition is not Condition.NO_BUDGET and operation is not Operation.CORPUS else ()
    return items, whole, bases


def _with_orgs(question: Question, named: tuple[Named, ...]) -> Question:
    """One organisation is taken; several are to choose from, and none is said to be none."""
    orgs: list[str] = []
    choices: list[OrgChoice] = []
    for name in named:
        if len(name.orgs) == 1 or (name.orgs and (question.group == "orgs" or _BOTH.search(question.text))):
            orgs.extend(org.name for org in name.orgs)
        else:
            choices.append(OrgChoice(name.mention.said, tuple(org.name for org in name.orgs), tuple(org.name for org in name.near)))
    corrections = tuple(name.correction for name in named if name.correction)
    return replace(
        question,
        orgs=tuple(dict.fromkeys(orgs)),
        org_choices=tuple(choices),
        corrections=corrections + question.corrections,
    )


def _claimed(question: Question) -> Question:
    """What a claimed figure is of, told by its unit: a rate, a share, a multiple."""
    if question.operation is not Operation.VERIFY or question.claimed is None:
        return question
    dimension = question.claimed.unit.dimension
    of = question.of
    if dimension is Dimension.RATIO and of in (None, Operation.CHANGE):
        of = Operation.CHANGE_RATE if of else Operation.SHARE
    if dimension is Dimension.TIMES:
        of = Operation.TIMES_MORE if question.claimed_direction else Operation.MULTIPLE
    return replace(question, of=of)


def _in_scope(question: Question, text: str, catalog: Catalog) -> Question:
    """What has nothing to do with final accounts is nothing that reports answer."""
    anchored = question.orgs or question.org_choices or question.indicator or _anchored(question.items, catalog)
    if courtesy(text) or elsewhere(text) or (out_of_scope(text) and not _anchored(question.items, catalog)):
        return replace(question, operation=Operation.NONE, sure=0.9)
    if question.operation is Operation.CORPUS or anchored:
        return question
    if question.leftover or any(not item.known for item in question.items):
        return replace(question, operation=Operation.NONE, sure=0.3)
    if question.operation is Operation.LOOKUP and not question.years and not asks(text):
        return replace(question, sure=0.2)
    return question


def _anchored(items: tuple[Asked, ...], catalog: Catalog) -> bool:
    """Whether an item is one that reports know: of the glossary, or like one, or sharing a word with a label of the library."""
    return any(item.known or item.near or _MONEY.search(item.item) or catalog.terms.shares_word(item.item) for item in items)
