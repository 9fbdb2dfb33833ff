"""Reports written by hand for tests: prose in which each figure says what it is.

``本年支出合计{5199.35万元|本年支出合计|all}`` becomes the words 本年支出合计5199.35万元 and one fact. After value and item
come, in any order: a 口径, a measure, a basis (their enum values), ``vs:last_year``, ``of:ITEM``, ``y:2019``,
``code:2080199``, ``open`` for an item the glossary doesn't know, ``-`` for a fall, ``about``/``at_most`` for a hedge.
A line that starts with # is a heading, its level the number of #.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from index.library import Library, report_id
from index.quantity import Hedge, Quantity
from index.records import (
    Against,
    Basis,
    Fact,
    Identity,
    Measure,
    Passage,
    Reading,
    ReportKind,
    ReportLevel,
    Scope,
    Section,
    Source,
)

_MARK = re.compile(r"\{([^{}|]+)\|([^{}]+)\}")
_CLAUSE = re.compile(r"[，。；：\n]")
_HEDGES = {"about": Hedge.ABOUT, "at_most": Hedge.AT_MOST, "at_least": Hedge.AT_LEAST}


def draft(
    org: str,
    year: int,
    prose: str,
    *,
    kind: ReportKind = ReportKind.FINAL,
    level: ReportLevel = ReportLevel.DEPARTMENT,
) -> Reading:
    """Turn annotated prose into what reading such a report gives."""
    title = f"{org}{year}年度{level.value}{kind.value}"
    identity = Identity(org=org, region="", year=year, kind=kind, level=level, title=title)
    text, marks, headings = _strip(prose)
    sections = _sections(headings, len(text))
    report = report_id(identity)
    facts = tuple(_fact(identity, report, text, sections, start, end, words) for start, end, words in marks)
    passages = tuple(_passages(report, title, text, sections))
    source = Source(file=f"{title}.txt", sha256=hashlib.sha256(text.encode()).hexdigest(), format="txt", text=text)
    return Reading(source=source, identity=identity, sections=sections, passages=passages, facts=facts)


def shelve(folder: Path, *readings: Reading) -> Library:
    """A real library with these reports."""
    library = Library.open(folder, writable=True)
    for reading in readings:
        library.add(reading)
    return library


def _strip(prose: str) -> tuple[str, list[tuple[int, int, list[str]]], list[tuple[int, int, int, str]]]:
    """The text without marks; each mark's span and words; each heading's level, start, end and title."""
    text, marks, headings = "", [], []
    for line in prose.strip().splitlines(keepends=True):
        level = len(line) - len(line.lstrip("#"))
        if level:
            title = line[level:].strip()
            headings.append((level, len(text), len(text) + len(title), title))
            line = line[level:].lstrip()
        at = 0
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()]
            marks.append((len(text), len(text) + len(mark.group(1)), [mark.group(1), *mark.group(2).split("|")]))
            text += mark.group(1)
            at = mark.end()
        text += line[at:]
    return text, marks, headings


def _sections(headings: list[tuple[int, int, int, str]], length: int) -> tuple[Section, ...]:
    sections, path = [], []
    for number, (level, start, end, title) in enumerate(headings):
        path = [(n, t) for n, t in path if n < level] + [(level, title)]
        following = headings[number + 1][1] if number + 1 < len(headings) else length
        sections.append(Section(path=tuple(t for _, t in path), level=level, start=start, end=following, title_end=end))
    return tuple(sections)


def _path(sections: tuple[Section, ...], at: int) -> tuple[str, ...]:
    holding = [section for section in sections if section.start <= at < section.end]
    return max(holding, key=lambda section: section.level).path if holding else ()


def _fact(identity: Identity, report: str, text: str, sections: tuple[Section, ...], start: int, end: int, words: list[str]) -> Fact:
    printed, item, *slots = words
    number, unit = re.fullmatch(r"([\d.,]+)(.*?)", printed).groups()  # type: ignore[union-attr]
    quantity = Quantity.of(number.replace(",", ""), unit)
    clause = max((found.end() for found in _CLAUSE.finditer(text, 0, start)), default=0)
    fact = Fact(
        report=report, org=identity.org, year=identity.year, item=item, item_as_printed=text[clause:start], known=True,
        basis=Basis.FINAL, scope=None, measure=Measure.AMOUNT, quantity=quantity, value_as_printed=printed,
        quote=text[clause:end], start=clause, end=end, value_start=start, value_end=end, section=_path(sections, start),
    )  # fmt: skip
    for slot in slots:
        fact = _slotted(fact, slot)
    return fact


def _slotted(fact: Fact, slot: str) -> Fact:
    key, _, value = slot.partition(":")
    if slot == "-":
        return replace(fact, quantity=Quantity(-fact.quantity.number, fact.quantity.unit, fact.quantity.hedge))
    if slot == "open":
        return replace(fact, known=False)
    if slot in _HEDGES:
        return replace(fact, quantity=replace(fact.quantity, hedge=_HEDGES[slot]))
    if value:
        return _named(fact, key, value)
    for slots, name in ((Scope, "scope"), (Measure, "measure"), (Basis, "basis")):
        if slot in [member.value for member in slots]:
            return replace(fact, **{name: slots(slot)})
    raise ValueError(slot)


def _named(fact: Fact, key: str, value: str) -> Fact:
    match key:
        case "vs":
            return replace(fact, against=Against(value))
        case "of":
            return replace(fact, whole=value)
        case "y":
            return replace(fact, year=int(value))
        case "code":
            return replace(fact, code=value)
    raise ValueError(key)


def _passages(report: str, title: str, text: str, sections: tuple[Section, ...]) -> Iterable[Passage]:
    number = 0
    for found in re.finditer(r"[^\n]+", text):
        path = _path(sections, found.start())
        if path and path[-1] == found.group().strip():
            continue
        yield Passage(
            report=report, number=number, section=path, header=f"{title} {'/'.join(path)}",
            text=found.group(), start=found.start(), end=found.end(),
        )  # fmt: skip
        number += 1
