"""From a text to its questions, slot by slot: the understanding half of the answering road.

Comes in: what a person typed, the catalog, the questions before. Goes out: Questions. Never reads a figure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.inquiry import Asked, Correction, Operation, OrgChoice, Question
from assistant.question import wording
from assistant.question.catalog import Catalog
from assistant.question.items import BASES, Reading, basis_of, read_items, scope_of
from assistant.question.lexer import tokens
from assistant.question.numbers import Claimed, find_numbers
from assistant.question.operations import Wanted, named_indicator, taken_off, wanted
from assistant.question.orgs import Mention, find_mentions, resolve
from assistant.question.turns import fill
from assistant.question.years import Years, find_years
from index.glossary import by_code
from index.records import Basis, Measure, ReportKind, ReportLevel

_CODE = re.compile(r"(?<![\d.])([23]\d{6}|[23]\d{4})(?![\d.])")
_KINDS = ((ReportKind.BUDGET, re.compile(r"(?:部门|单位|本级)预算|预算(?:报告|公开|说明)")), (ReportKind.FINAL, re.compile(r"(?:部门|单位|本级)决算|决算(?:报告|公开|说明)")))
_LEVELS = ((ReportLevel.OFFICE, re.compile(r"本级|机关本级")), (ReportLevel.UNIT, re.compile(r"单位(?:决算|预算)")), (ReportLevel.DEPARTMENT, re.compile(r"部门(?:决算|预算)")))
_UNITS = re.compile(r"(?:多少|几|按|用|以|换算成|折合成?|换成|单位[是为:]?|精确到)(万元|亿元|千元|元|万|亿)(?!人|次)")
_TOP = re.compile(r"前([两二三四五六七八九十]|\d{1,2})(?!年)(?:名|项|位|大|个|类|笔|家)?")
_ASCENDING = re.compile(r"最(?:少|小|低|省)|从(?:低到高|小到大|少到多)|由(?:低到高|小到大|少到多)|升序|倒数|(?:哪|谁)[^,]{0,10}(?:少|低|小|省)")
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_SAME = re.compile(r"[^\u4e00-\u9fffa-z0-9]")


def understand(text: str, catalog: Catalog, earlier: Sequence[Question] = (), *, today: date | None = None) -> tuple[Question, ...]:
    """Return the questions that *text* asks; what a follow-up leaves out is filled from *earlier* ones."""
    plain = wording.clean(text)
    day = today or date.today()
    asked: list[Question] = []
    for piece in wording.cut(plain) or (plain,):
        question = _one(piece, catalog, day)
        asked.append(fill(question, (*earlier, *asked), catalog))
    return tuple(asked)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A text in which what was understood is replaced by letters."""

    text: str
    years: Years
    mentions: tuple[Mention, ...]
    numbers: tuple[Claimed, ...]
    code_items: tuple[Asked, ...] = field(default=())


def _one(text: str, catalog: Catalog, today: date) -> Question:
    marked = _mark(text, catalog, today)
    reading = read_items(tokens(marked.text, catalog.terms))
    want = wanted(reading.mask, len(reading.items))
    question = _slots(text, marked, reading, want)
    return _with_orgs(question, marked, catalog)


def _mark(text: str, catalog: Catalog, today: date) -> _Marked:
    """Find organisations, years and numbers and replace each by its letter."""
    years = find_years(text, today)
    terms = catalog.terms
    mentions = find_mentions(text, catalog.index, lambda at: terms.end_of(text, at))
    numbers = find_numbers(text)
    spans: dict[tuple[int, int], str] = {}
    for start, end in years.spans:
        spans[start, end] = "Y"
    for mention in mentions:
        _free(spans, mention.start, mention.end, "O" if mention.places or mention.level else "B")
    for number in numbers:
        _free(spans, number.start, number.end, "N")
    marked, at = "", 0
    for (start, end), letter in sorted(spans.items()):
        marked += text[at:start] + letter
        at = end
    return _Marked(marked + text[at:], years, mentions, numbers)


def _free(spans: dict[tuple[int, int], str], start: int, end: int, letter: str) -> None:
    if not any(start < other_end and other_start < end for other_start, other_end in spans):
        spans[start, end] = letter


def _slots(text: str, marked: _Marked, reading: Reading, want: Wanted) -> Question:
    items, whole = _roles(reading, want)
    kind = next((kind for kind, pattern in _KINDS if pattern.search(text)), None)
    level = next((level for level, pattern in _LEVELS if pattern.search(text)), None)
    unit = _UNITS.search(text)
    top = _TOP.search(reading.mask)
    code = _CODE.search(text)
    if code and not items:
        found = by_code(code.group(1))
        items = (Asked(item=found.name if found else code.group(1), said=code.group(1), known=found is not None, code=code.group(1)),)
    indicator = named_indicator(text)
    operation = want.operation
    if indicator and operation in (Operation.LOOKUP, Operation.COMPLETION, Operation.CHANGE_RATE, Operation.SHARE) and not want.score:
        operation = Operation.INDICATOR
    years = marked.years
    numbers = [number.quantity for number in marked.numbers]
    return Question(
        text=text,
        operation=operation,
        years=years.years,
        kind=kind,
        level=level,
        items=items,
        whole=whole,
        basis=_basis(reading.mask, text, want),
        scope=scope_of(text),
        measure=Measure.SCORE if want.score else None,
        against=want.against,
        group=_group(reading.mask, years, want),
        condition=want.condition,
        descending=not _ASCENDING.search(reading.mask),
        top=_top(top.group(1)) if top else 1 if operation is Operation.RANKING and re.search(r"最|哪|谁", reading.mask) else None,
        unit=f"{unit.group(1)}元".replace("元元", "元") if unit else None,
        claimed=numbers[0] if numbers else None,
        claimed_direction=want.direction,
        corrections=reading.corrections,
        sure=1.0 if not reading.leftover else 0.6,
        of=want.of,
        relation=want.relation,
        indicator=indicator,
        last_years=years.last,
        leftover=reading.leftover,
        topic=reading.leftover,
    )


def _roles(reading: Reading, want: Wanted) -> tuple[tuple[Asked, ...], Asked | None]:
    """Which item is the part and which the whole, which is what others are taken from."""
    items, places = reading.items, reading.places
    operation = want.of or want.operation if want.operation is Operation.VERIFY else want.operation
    if operation is Operation.SHARE and len(items) >= 2:
        at = reading.mask.find("占")
        behind = [item for item, place in zip(items, places, strict=True) if place > at >= 0]
        before = [item for item, place in zip(items, places, strict=True) if place < at]
        if behind and before:
            return tuple(before), behind[0]
        if not behind and len(before) == 2:
            return (before[1],), before[0]
        return items[:1], items[1]
    if operation is Operation.REMAINDER:
        off = taken_off(reading.mask)
        if off:
            less = [item for item, place in zip(items, places, strict=True) if off[0] <= place < off[1]]
            base = [item for item in items if item not in less]
            return (*base[:1], *less), None
    return items, None


def _basis(mask: str, text: str, want: Wanted) -> Basis | None:
    if want.against is not None and want.against.value.endswith("budget"):
        return None
    return basis_of(mask)


def _group(mask: str, years: Years, want: Wanted) -> str | None:
    if years.every or years.last:
        return "years"
    if re.search(r"哪(?:个|家|些|几个)(?:单位|部门|局)|各(?:个)?(?:单位|部门|局)|所有(?:单位|部门|局)|每个(?:单位|部门|局)|谁|哪家|哪个区|各区", mask):
        return "orgs"
    if want.operation in (Operation.RANKING, Operation.SUM, Operation.COUNT_OF) or want.condition.value != "any":
        found = re.search(r"功能(?:科目|分类)|(?:哪|每|各|所有)(?:一)?(?P<level>类|款|项)", mask)
        if found:
            return found.group("level") or "项"
        if re.search(r"项目|科目|支出|款项|哪一?[项笔块]", mask):
            return "项"
    return None


def _top(word: str) -> int:
    return int(word) if word.isdigit() else _NUMERALS[word]


def _with_orgs(question: Question, marked: _Marked, catalog: Catalog) -> Question:
    """Resolve the mentions: one organisation, several to choose from, or none that the library has."""
    orgs: list[str] = []
    choices: list[OrgChoice] = []
    corrections: list[Correction] = list(question.corrections)
    shared = next((mention.body for mention in marked.mentions if mention.places and mention.body), None)
    for mention in marked.mentions:
        if mention.places and mention.body is None and shared and len(catalog.index.fitting(mention.places, None)) != 1:
            mention = replace(mention, body=shared)
        fitting, near = resolve(mention, catalog.index)
        if len(fitting) == 1:
            orgs.append(fitting[0].name)
        else:
            choices.append(OrgChoice(mention.said, tuple(org.name for org in fitting), tuple(org.name for org in near)))
    return replace(question, orgs=tuple(dict.fromkeys(orgs)), org_choices=tuple(choices), corrections=tuple(corrections))
