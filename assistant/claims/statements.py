"""From a text to the figures that it claims, each with its organisation, year and item.

Comes in: a sentence or a pasted paragraph. Goes out: Statements, in order. The same grammar that reads reports reads the
claims, so that both mean the same by the same words. Never looks a figure up.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.question.catalog import Catalog
from assistant.question.orgs import find_mentions, resolve
from assistant.question.years import find_years
from index.facts import merge, read_facts
from index.records import Fact, Identity, ReportKind, ReportLevel, Source

LONGEST = 20_000
"""Characters of a pasted text that are checked; a longer one is refused, not cut."""

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claimed figure. ``org`` is None where it was not said; ``unknown`` holds a name that the library lacks.

    ``year`` is None where neither the text nor the library tells which year is meant.
    """

    text: str
    fact: Fact
    org: str | None
    choices: tuple[str, ...] = ()
    unknown: str = ""
    year: int | None = None


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
        if not sentence.strip():
            continue
        subject = _next_subject(subject, sentence, catalog, today or date.today())
        found.extend(_statements(sentence, _with_library(subject, catalog)))
    return tuple(found)


def _next_subject(before: Subject, sentence: str, catalog: Catalog, today: date) -> Subject:
    """The sentence's own organisation and year, or those of the sentence before."""
    orgs, unknown = _orgs(sentence, catalog)
    years = find_years(sentence, today).order
    if not orgs and not unknown:
        orgs, unknown = before.orgs, before.unknown
    return Subject(orgs, unknown, years[0] if years else before.year)


def _orgs(sentence: str, catalog: Catalog) -> tuple[tuple[str, ...], str]:
    terms = catalog.terms
    for mention in find_mentions(sentence, catalog.index, lambda at: terms.end_of(sentence, at)):
        fitting, _ = resolve(mention, catalog.index)
        if fitting:
            return tuple(org.name for org in fitting), ""
        if mention.places or mention.known_body:
            return (), mention.said
    return (), ""


def _with_library(subject: Subject, catalog: Catalog) -> Subject:
    """Fill what was not said where the library leaves one choice."""
    orgs = subject.orgs or (() if subject.unknown else catalog.orgs)
    if subject.year is None:
        years = catalog.years_of(orgs) if orgs else ()
        return Subject(orgs, subject.unknown, years[0] if len(years) == 1 else None)
    fitting = tuple(org for org in orgs if subject.year in catalog.years_of([org]))
    return Subject(fitting if len(orgs) > 1 and fitting else orgs, subject.unknown, subject.year)


def _statements(sentence: str, subject: Subject) -> tuple[Statement, ...]:
    org = subject.orgs[0] if len(subject.orgs) == 1 else None
    facts = _claimed(sentence, org or subject.unknown or "", subject.year)
    return tuple(
        Statement(
            text=sentence[fact.start : fact.end],
            fact=fact,
            org=org,
            choices=subject.orgs if org is None else (),
            unknown=subject.unknown,
            year=subject.year,
        )
        for fact in facts
    )


def _claimed(sentence: str, org: str, year: int | None) -> Sequence[Fact]:
    """Read a sentence as if a report of *org* and *year* had printed it."""
    source = Source(file="", sha256=hashlib.sha256(sentence.encode()).hexdigest(), format="txt", text=sentence)
    identity = Identity(
        org=org, region="", year=year or 0, kind=ReportKind.FINAL, level=ReportLevel.DEPARTMENT, title=sentence
    )  # fmt: skip
    facts, _ = read_facts(source, (), identity, "")
    return sorted(merge(facts), key=lambda fact: fact.start)
