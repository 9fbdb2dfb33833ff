"""One question by itself: its slots, from what its words say.

Comes in: a single question in plain words, the catalog, today. Goes out: the question, what its letters stand for, its mask.
Never looks at the questions before.
"""

import re
from dataclasses import replace
from datetime import date

from assistant.inquiry import Asked, Condition, Content, Correction, Operation, OrgChoice, Question, Relation
from assistant.question import tables, wording
from assistant.question.catalog import Catalog
from assistant.question.counts import counted, divided_by_count
from assistant.question.frames import framed
from assistant.question.intent import intended
from assistant.question.items import Reading, read_items
from assistant.question.lexer import MASKS, Kind, Token
from assistant.question.marking import Marked, Named, mark
from assistant.question.operands import sided
from assistant.question.operations import Wanted, asks, named_indicator, sums_first, wanted
from assistant.question.parts import inner, named_whole, part_of_unknown, roles, two_way
from assistant.question.pinyin import in_characters
from assistant.question.ranks import ascending, group_of, nth_of, top_of
from assistant.question.said import spoken, sure
from assistant.question.scopes import scope_of
from assistant.question.slots import bases_of, code_items, each_basis, kind_of, level_of, offices, topic_of, unit_of
from assistant.question.sorts import sort_of
from assistant.question.topics import COUNTER, HOW_MANY, courtesy, elsewhere, in_context, open_item, out_of_scope
from assistant.question.worded import told_in_words
from index.records import Basis, Measure

_BOTH = re.compile(r"[两二三]个|[两三]家|都|各|所有|分别")


_IN_WORDS = {Operation.DEFINITION, Operation.COMPOSITION, Operation.REASON, Operation.PASSAGE}


_MONEY = re.compile(r"支出|收入|经费|费$|费用|预算|决算|拨款|资金|人数|资产|采购|补助|结余")


_PAIRS = {
    Operation.DIFFERENCE,
    Operation.MULTIPLE,
    Operation.TIMES_MORE,
    Operation.CHANGE,
    Operation.CHANGE_RATE,
    Operation.COMPARE,
    Operation.VERIFY,
}


_WORDED = {Operation.DUTIES, Operation.COMPOSITION, Operation.PASSAGE}


_FIGURE = {Operation.LOOKUP, Operation.COMPLETION, Operation.CHANGE_RATE, Operation.SHARE, Operation.COMPARE}


def alone(text: str, catalog: Catalog, today: date, *, mended: bool = False) -> tuple[Question, Marked, str]:
    """One question by itself, and its mask; one with mistakes is read again, *mended*, as it was meant."""
    spelt, spellings = in_characters(text, catalog)
    if spellings:
        question, marked, mask = alone(spelt, catalog, today, mended=mended)
        return replace(question, text=text, corrections=(*spellings, *question.corrections)), marked, mask
    marked = mark(wording.with_base(text), catalog, today)
    reading = read_items(marked.tokens)
    corrected = text if mended else _with_words_mended(text, marked)
    if corrected != text:
        question, remarked, mask = alone(corrected, catalog, today, mended=True)
        return replace(question, text=text, corrections=_merged(reading.corrections, question.corrections)), remarked, mask
    listed = wanted(reading.mask, reading.mask.count("I"), reading.spelt).operation is Operation.CORPUS
    around = None if listed else framed(reading, marked, catalog.terms)
    reading, opened = (around or reading, False) if listed or around else _open(reading, marked)
    want = intended(reading, marked)
    question = _question(text, marked, _denied(reading) if want.operation is Operation.LOOKUP else reading, want)
    question = offices(question, text)
    if question.operation is Operation.REVERSE and len(question.years) > 1:
        question = replace(question, years=question.years[-1:])
    if opened:
        question = replace(question, sure=0.7)
    return told_in_words(_in_scope(_with_orgs(question, marked.named), text, catalog), text), marked, reading.mask


def _denied(reading: Reading) -> Reading:
    """不合格的企业: what a report says of 合格 is not what is asked for."""
    words = (_DENIED.search(reading.mask, 0, place) for place in reading.places)
    named = (
        replace(item, item=f"{word.group()}{item.item}", said=f"{word.group()}{item.said}") if word and not item.known else item
        for item, word in zip(reading.items, words, strict=True)
    )
    return replace(reading, items=tuple(named))


_DENIED = re.compile(r"(?<!有)(?:没有?|未|不)$")


def _open(reading: Reading, marked: Marked) -> tuple[Reading, bool]:
    """Words that name nothing known are the item themselves, unless a real item is named."""
    known = [not phrase and not spoken for phrase, spoken in zip(reading.phrases, reading.spoken, strict=True)]
    if any(known) or (not all(reading.phrases) and max((len(token.text) for token in reading.leftover), default=0) < 2):
        return reading, False
    found = open_item(reading.leftover, marked.text)
    if found is None:
        return reading, False
    asked, start, end = found
    mask = marked.text[:start] + "I" + marked.text[end:]
    left = tuple(token for token in reading.leftover if not start <= token.start < end)
    said = [item for item, phrase in zip(reading.items, reading.phrases, strict=True) if not phrase]
    if said:
        words = asked.item + "".join(item.said for item in said if item.said not in asked.item)
        asked = replace(asked, item=words, said=words, near=tuple(item.item for item in said))
    return replace(reading, items=(asked,), mask=mask, spelt=mask, places=(start,), phrases=(False,), spoken=(False,), leftover=left), True


def _question(text: str, marked: Marked, reading: Reading, want: Wanted) -> Question:
    indicator = named_indicator(text)
    if indicator and "绩效自评得分" in {item.item for item in reading.items}:
        want = replace(want, score=True)
    operation = _with_indicator(want, indicator, reading, marked)
    which = _WHICH_YEAR.search(reading.mask) if marked.years.which and operation in _TWO_YEARS else None
    operation = Operation.RANKING if which else operation
    items, whole, bases = _items(text, reading, operation, want, indicator)
    left = reading.leftover
    if operation is Operation.SHARE and whole is None:
        items, whole, left = _of_unknown_whole(items, reading)
    items, whole = sided(items, whole, reading.spelt)
    operation, points = _in_points(operation, items, want)
    if operation is Operation.PER_UNIT and "除以" in reading.mask and not divided_by_count(items):
        operation = Operation.MULTIPLE
    if operation is Operation.PER_UNIT and len(items) == 2 and _FOR_EACH.search(reading.mask):
        items = items[::-1]
    if len(bases) == 2 and operation in (Operation.LOOKUP, Operation.COMPARE):
        operation, items = Operation.LOOKUP, each_basis(items, bases)
    several = len(marked.years.order) > 1 or marked.years.last is not None
    if operation is Operation.LOOKUP and several and len(items) == 1 and _TOGETHER.search(reading.mask):
        operation = Operation.SUM
    topped = operation is Operation.SUM and sums_first(reading.mask)
    numbers = [] if operation is Operation.SHARE and _BESIDE.search(reading.mask) else [number.quantity for number in marked.numbers]
    leftover = tuple(in_context(token, marked.text) for token in left if not _counts(token, marked.text))
    content = _content(marked)
    return Question(
        text=text,
        operation=operation,
        years=marked.years.years,
        kind=kind_of(text),
        level=level_of(text),
        items=items,
        whole=whole,
        basis=bases[0] if len(bases) == 1 else None,
        scope=None if any(item.scope for item in items) else scope_of(reading.mask),
        measure=Measure.SCORE if want.score else None,
        against=want.against,
        group=group_of(reading.mask, items, marked.years, Operation.RANKING if topped else operation, want),
        condition=want.condition,
        descending=not (ascending(reading.mask) or (which and which.group() in _SMALLER)),
        top=top_of(reading.mask) if topped or Operation.RANKING in (operation, want.of) else None,
        nth=nth_of(reading.mask),
        unit=unit_of(text),
        claimed=numbers[0] if numbers else None,
        claimed_to=numbers[1] if want.relation is Relation.BETWEEN and len(numbers) > 1 else None,
        claimed_direction=want.direction,
        topic=_topic(text, items, leftover) if operation in _WORDED else leftover,
        corrections=reading.corrections + points,
        sure=1.0 if not leftover else 0.6,
        of=want.of,
        relation=want.relation,
        indicator=indicator,
        last_years=marked.years.last,
        leftover=leftover,
        content=content,
        sort=sort_of(content.text),
        framed=reading.framed,
    )


_TOGETHER = re.compile(r"一共|总共|合计|总计|共计|统共|拢共")
"""What several years of one item are to be: added up, not told one by one."""
_WHICH_YEAR, _SMALLER = re.compile(r"[多高大贵少低小省](?!少)"), frozenset("少低小省")
_TWO_YEARS = frozenset([Operation.LOOKUP, Operation.CHANGE, Operation.DIFFERENCE, Operation.COMPARE])
"""What 哪年更高 sounds like, although the years are to be put in order."""


def _with_indicator(want: Wanted, indicator: str | None, reading: Reading, marked: Marked) -> Operation:
    """What is wanted where a formula is named or a score asked for."""
    operation = want.operation
    if indicator and operation in _FIGURE and not want.score:
        operation = Operation.COMPLETION if indicator == "预算执行率" and reading.items else Operation.INDICATOR
    if indicator and operation is Operation.VERIFY and not reading.items and not marked.numbers:  # 能算出来吗
        operation = Operation.INDICATOR
    return Operation.LOOKUP if want.score and operation is not Operation.VERIFY else operation


def _of_unknown_whole(items: tuple[Asked, ...], reading: Reading) -> tuple[tuple[Asked, ...], Asked | None, tuple[Token, ...]]:
    """Part and whole of a share that are said in words of which one or both name nothing known, and what is left over then."""
    items, whole = part_of_unknown(items)
    named = named_whole(reading.mask) if whole is None and len(items) == 1 else None
    if named is None or not any(token.text in named.said for token in reading.leftover):
        return items, whole, reading.leftover
    return items, named, tuple(token for token in reading.leftover if token.text not in named.said)


def _in_points(operation: Operation, items: tuple[Asked, ...], want: Wanted) -> tuple[Operation, tuple[Correction, ...]]:
    """A rate moves by percentage points; an amount grows in percent, whatever the question calls it."""
    if operation is not Operation.CHANGE_RATE or not want.points:
        return operation, ()
    if len(items) == 1 and items[0].item.endswith(("率", "度", "比例")):
        return Operation.DIFFERENCE, ()
    return operation, (Correction("百分点", "百分之几"),)


def _content(marked: Marked) -> Content:
    """What the tokens say that no common word does, in the question's own words."""
    text = "".join(" " if letter in MASKS else letter for letter in marked.text)
    return Content(text, tuple((_behind_counter(token, text), token.end) for token in marked.tokens if _says(token, text)))


def _counts(token: Token, text: str) -> bool:
    """Whether a token is but a counting word behind 多少, before a name or at the end, or a noun that says no more than it: 几起案子."""
    if token.text in _COUNTED_NOUNS:
        return sort_of(text) is not None or bool(HOW_MANY.search(text, 0, token.start))
    return token.end - token.start == 1 and bool(COUNTER.match(f"{text}的", token.start) and HOW_MANY.search(text, 0, token.start))


_SIZED = re.compile(r"(?<![最多])[大小高低](?:[\u4e00-\u9fff]{2})?$")
"""What stands before a name as its part though it is a word: 高|标准|农田, 低|保."""


def _behind_counter(token: Token, text: str) -> int:
    """Where a name begins that a counting word stands before: 多少|座小型水库."""
    counts = token.kind is Kind.GAP and COUNTER.match(token.text) and HOW_MANY.search(text, 0, token.start)
    sized = _SIZED.search(text, 0, token.start) if token.kind is Kind.GAP else None
    return token.start + 1 if counts else sized.start() if sized else token.start


def _says(token: Token, text: str) -> bool:
    """Whether a token is a name; a single character behind 多少 or 几 only counts."""
    if token.kind is Kind.GAP:
        return not _counts(token, text) and (len(token.text) > 1 or not _COUNTING.search(text, 0, token.start))
    return token.kind is Kind.ITEM and not spoken(token)


_COUNTED_NOUNS = frozenset(tables.data("sorts.toml")["counters"]["nouns"])
_FOR_EACH = re.compile(r"每一?[^,I]{0,2}I[^,I]*几[^,I]*I|每一?[^,I]{0,2}I[^,I]*多少[^,I]*I")
"""平均每个I有多少I: what stands behind 每 is the divisor."""
_COUNTING = re.compile(r"(?:多少|几)个?$")


_BESIDE = re.compile(r"N(?:的)?I[^,I]{0,3}[里中内][^I]*I")
"""1039万基本支出里: the figure is the whole's, not what is asked for."""


def _topic(text: str, items: tuple[Asked, ...], leftover: tuple[str, ...]) -> tuple[str, ...]:
    """What a question answered in words is about: its own words, and only without such the titles that its kind of question has."""
    own = tuple(item.said for item in items) + leftover
    titles = topic_of(text)
    return titles if titles and titles[0] in ("问题", "改进") else own or titles


def _items(
    text: str, reading: Reading, operation: Operation, want: Wanted, indicator: str | None
) -> tuple[tuple[Asked, ...], Asked | None, tuple[Basis, ...]]:
    """The items in their parts, the whole of a share, and the bases named."""
    items, whole = roles(reading, want)
    items = two_way(items, reading.mask, want) if want.operation is not Operation.SHARE else items
    items = inner(items, reading.mask, want)
    if len(items) == 3 and operation is Operation.LOOKUP and re.search(r"I[^I]{0,2}[里中内][^I]{0,2}I的?I", reading.mask):
        scope = scope_of(items[0].said)  # 一般公共预算支出里城乡社区支出的基本支出
        items = tuple(replace(item, scope=scope) for item in two_way(items[1:], "I的I", want))
    items = items if operation in _PAIRS else tuple(dict.fromkeys(items))
    codes = code_items(text)
    if codes:
        steps = {step for code in codes for step in code.item.split("/")}
        others = (item for item, phrase in zip(reading.items, reading.phrases, strict=True) if not phrase)
        items = (*codes, *(item for item in others if item.item.rpartition("/")[2] not in steps))
        items = two_way(items, "I的I", want) if len(items) > len(codes) else items
    if want.score and indicator:
        return (Asked(item=indicator, said=indicator, known=False, measure=Measure.SCORE),), None, ()
    if want.score and not items:
        items = (Asked(item="绩效自评得分", said="得分"),)
    if indicator and operation in _IN_WORDS:
        items = (Asked(item=indicator, said=indicator, known=False),)
    if reading.phrases and all(reading.phrases) and re.search(r"年初(?!预算)", reading.mask):
        items = tuple(replace(item, item="年初结转和结余") if item.item == "年末结转和结余" else item for item in items)
    if Operation.PER_UNIT not in (operation, want.of):
        items = counted(items, reading.mask)
    bases = bases_of(reading.spelt, want.against) if want.condition is not Condition.NO_BUDGET and operation is not Operation.CORPUS else ()
    return items, whole, bases


def _with_orgs(question: Question, named: tuple[Named, ...]) -> Question:
    """One organisation is taken; several are to choose from, and none is said to be none."""
    orgs: list[str] = []
    choices: list[OrgChoice] = []
    own = {name.orgs[0] for name in named if len(name.orgs) == 1}
    for name in named:
        if len(name.orgs) > 1 and not name.mention.places and own & set(name.orgs):
            continue  # 赫山2020、芦淞2019两家人社局: the places have told whose
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


def _with_words_mended(text: str, marked: Marked) -> str:
    """The text with mistyped words as they were meant; all slots, the 口径 among them, are then read from it."""
    for token in marked.tokens:
        if token.meant and not token.rivals and sure(token.text, token.meant):
            text = text.replace(token.text, token.meant, 1)
    return text


def _merged(first: tuple[Correction, ...], second: tuple[Correction, ...]) -> tuple[Correction, ...]:
    said = {correction.said for correction in second}
    return second + tuple(correction for correction in first if correction.said not in said)


def _in_scope(question: Question, text: str, catalog: Catalog) -> Question:
    """What has nothing to do with final accounts is nothing that reports answer."""
    anchored = question.orgs or question.org_choices or question.indicator or _anchored(question.items, catalog)
    if courtesy(text):
        return replace(question, operation=Operation.NONE, courtesy=True, sure=0.9)
    if elsewhere(text) or (out_of_scope(text) and not _anchored(question.items, catalog)):
        return replace(question, operation=Operation.NONE, sure=0.9)
    if question.operation is Operation.CORPUS or anchored:
        return question
    if question.leftover or any(not item.known for item in question.items):
        return replace(question, operation=Operation.NONE, of=question.operation, sure=0.3)
    if question.operation is Operation.LOOKUP and not question.years and not asks(text):
        return replace(question, sure=0.2)
    return question


def _anchored(items: tuple[Asked, ...], catalog: Catalog) -> bool:
    """Whether an item is one that reports know: of the glossary, or like one, or sharing a word with a label of the library."""
    return any(item.known or item.near or _MONEY.search(item.item) or catalog.terms.shares_word(item.item) for item in items)
