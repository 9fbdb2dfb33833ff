"""From a text to the figures that it claims, each with its organisation, year and item.

Comes in: a sentence or a pasted paragraph. Goes out: Statements, in order. The same grammar that reads reports reads the
claims, so that both mean the same by the same words. Never looks a figure up.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.claims.spoken import Spoken, find_spoken
from assistant.question.catalog import Catalog
from assistant.question.orgs import Mention, find_mentions, resolve
from assistant.question.scopes import scope_of
from assistant.question.years import find_years
from index.facts import merge, read_facts
from index.quantity import Dimension, Unit
from index.records import Basis, Fact, Identity, Measure, ReportKind, ReportLevel, Source

NO_YEAR = 1
"""The year of a figure whose year is not known."""

LONGEST = 20_000
"""Characters of a pasted text that are checked; a longer one is refused, not cut."""

_CLAUSE = re.compile(r"[^，,]*[，,]?")
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claimed figure. ``org`` is None where it was not said; ``unknown`` holds a name that the library lacks.

    ``year`` is None where neither the text nor the library tells which year is meant; ``scoped`` tells whether 口径 was said.
    ``clause`` is the clause as one would ask it, ``item`` the item spoken of before; ``spoken`` marks a figure in words.
    """

    text: str
    fact: Fact
    org: str | None
    choices: tuple[str, ...] = ()
    unknown: str = ""
    year: int | None = None
    scoped: bool = False
    clause: str = ""
    item: str | None = None
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and when a sentence speaks of, kept until another one is named."""

    orgs: tuple[str, ...] = ()
    unknown: str = ""
    year: int | None = None


def read_statements(text: str, catalog: Catalog, *, today: date | None = None) -> tuple[Statement, ...]:
    """Return every figure that *text* claims."""
    subject = Subject()
    found: list[Statement] = []
    for sentence in _SENTENCE.findall(text):
        for part in _by_subject(sentence, catalog):
            subject = _next_subject(subject, part, catalog, today or date.today())
            found.extend(_statements(part, _with_library(subject, catalog), catalog))
    return tuple(found)


def _by_subject(sentence: str, catalog: Catalog) -> list[str]:
    """Cut a sentence where another organisation begins: 甲区新增就业65人，乙区新增就业78人."""
    parts: list[str] = []
    for clause in _CLAUSE.findall(sentence):
        named = orgs_of(clause, catalog) != ((), "")
        if parts and not named:
            parts[-1] += clause
        elif clause.strip():
            parts.append(clause)
    return parts


def _next_subject(before: Subject, sentence: str, catalog: Catalog, today: date) -> Subject:
    """The sentence's own organisation and year, or those of the sentence before."""
    orgs, unknown = orgs_of(sentence, catalog)
    years = find_years(sentence, today).order
    if not orgs and not unknown:
        orgs, unknown = before.orgs, before.unknown
    return Subject(orgs, unknown, years[0] if years else before.year)


def orgs_of(sentence: str, catalog: Catalog) -> tuple[tuple[str, ...], str]:
    """The organisations of the library that a sentence names, or the name that none of them has."""
    for mention in _mentions(sentence, catalog):
        fitting, _ = resolve(mention, catalog.index)
        if fitting:
            return tuple(org.name for org in fitting), ""
        if mention.places or mention.known_body:
            return (), mention.said
    return (), ""


def _mentions(sentence: str, catalog: Catalog) -> tuple[Mention, ...]:
    terms = catalog.terms
    return find_mentions(sentence, catalog.index, lambda at: terms.end_of(sentence, at))


def _with_library(subject: Subject, catalog: Catalog) -> Subject:
    """Fill what was not said where the library leaves one choice."""
    orgs = subject.orgs or (() if subject.unknown else catalog.orgs)
    if subject.year is None:
        years = catalog.years_of(orgs) if orgs else ()
        return Subject(orgs, subject.unknown, years[0] if len(years) == 1 else None)
    fitting = tuple(org for org in orgs if subject.year in catalog.years_of([org]))
    return Subject(fitting if len(orgs) > 1 and fitting else orgs, subject.unknown, subject.year)


def _statements(sentence: str, subject: Subject, catalog: Catalog) -> tuple[Statement, ...]:
    org = subject.orgs[0] if len(subject.orgs) == 1 else None
    facts = _claimed(_without_names(sentence, catalog), org or subject.unknown or "", subject.year)
    words = find_spoken(sentence, [(fact.value_start, fact.value_end) for fact in facts])
    stated = [Claimed(fact, _clause(sentence, fact.value_start)) for fact in facts]
    stated += [Claimed(_in_words(one, sentence, org or "", subject.year), one.clause, spoken=True) for one in words]
    found: list[Statement] = []
    for claimed in sorted(stated, key=lambda one: one.fact.value_start):
        named = [one.fact.item for one in found if one.fact.known]
        found.append(
            Statement(
                text=sentence[claimed.fact.start : claimed.fact.end],
                fact=claimed.fact,
                org=org,
                choices=subject.orgs if org is None else (),
                unknown=subject.unknown,
                year=subject.year,
                scoped=scope_of(sentence) is not None,
                clause=claimed.clause,
                item=named[-1] if named else None,
                spoken=claimed.spoken,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure of a text with its clause."""

    fact: Fact
    clause: str
    spoken: bool = False


def _clause(sentence: str, at: int) -> str:
    """The clause that holds a place of the sentence."""
    return next((found.group().rstrip("，,。；;、") for found in _CLAUSE.finditer(sentence) if found.start() <= at < found.end()), sentence)


def _without_names(sentence: str, catalog: Catalog) -> str:
    """The sentence with organisations blanked out, so that no name becomes part of an item."""
    for mention in _mentions(sentence, catalog):
        sentence = sentence[: mention.start] + "，" * (mention.end - mention.start) + sentence[mention.end :]
    return sentence


def _in_words(spoken: Spoken, sentence: str, org: str, year: int | None) -> Fact:
    """A figure in words as a figure that the text states of nothing that is known yet."""
    text = sentence[spoken.start : spoken.end]
    return Fact(
        report="", org=org, year=year or NO_YEAR, item=spoken.clause, item_as_printed=spoken.clause, known=False, basis=Basis.FINAL,
        scope=None, measure=Measure.AMOUNT, quantity=spoken.quantity, value_as_printed=text, quote=text, start=spoken.start,
        end=spoken.end, value_start=spoken.start, value_end=spoken.end, section=(),
    )  # fmt: skip


def _claimed(sentence: str, org: str, year: int | None) -> Sequence[Fact]:
    """Read a sentence as if a report of *org* and *year* had printed it."""
    source = Source(file="", sha256=hashlib.sha256(sentence.encode()).hexdigest(), format="txt", text=sentence)
    identity = Identity(
        org=org, region="", year=year or NO_YEAR, kind=ReportKind.FINAL, level=ReportLevel.DEPARTMENT, title=sentence
    )  # fmt: skip
    facts, _ = read_facts(source, (), identity, "")
    return sorted(map(_in_percent, merge(facts)), key=lambda fact: fact.start)


def _in_percent(fact: Fact) -> Fact:
    """增长3倍 is 增长300%."""
    if fact.measure is not Measure.CHANGE_RATE or fact.quantity.unit.dimension is not Dimension.TIMES:
        return fact
    return replace(fact, quantity=replace(fact.quantity, number=fact.quantity.number * 100, unit=Unit.of("%")))
