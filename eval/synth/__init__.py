"""Reports that nobody published, with everything known about them: text, every figure's slot and place, questions and answers.

What is measured on them is always told apart from what is measured on real ones.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from eval.synth.books import Books, first_books, next_books
from eval.synth.mistakes import KINDS, Planted, Planter
from eval.synth.names import Org, organisations
from eval.synth.slots import Ledger
from eval.synth.style import Style, styles
from eval.synth.truth import Stated
from eval.synth.writer import Writer

__all__ = ["Recipe", "Synthetic", "Written", "make_reports", "write_reports"]

FIRST_YEAR, LAST_YEAR = 2017, 2024
HISTORIES = (1, 1, 1, 2, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What to write. The same recipe gives the same bytes."""

    count: int
    seed: int = 7
    styles: str = "all"
    formats: tuple[str, ...] = ("txt",)
    errors: bool = False
    style: str = ""  # one style by name: near-twins
    office: str = ""  # one office in every district: near-twins


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthetic:
    """One report: whose, of which year, in which style, its text, what it states, and the ledger behind it."""

    org: Org
    style: Style
    ledger: Ledger
    text: str
    stated: tuple[Stated, ...]
    planted: tuple[Planted, ...] = ()

    @property
    def year(self) -> int:
        """The fiscal year."""
        return self.ledger.now.year

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return f"{self.org.name}{self.year}年度部门决算"


@dataclass(frozen=True, slots=True)
class Written:
    """What write_reports wrote."""

    reports: int
    facts: int
    cases: int


def make_reports(recipe: Recipe) -> Iterator[Synthetic]:
    """Make reports one by one: organisations in turn, each with a history of one to four years in one style."""
    chance = Random(recipe.seed)
    choices = [style for style in styles(recipe.styles) if recipe.style in ("", style.name)]
    made = 0
    for org in organisations(recipe.count, chance, recipe.office):
        style = chance.choice(choices)
        years = min(chance.choice(HISTORIES), recipe.count - made)
        last = chance.randint(FIRST_YEAR + years, LAST_YEAR)
        books = first_books(last - years, chance)
        for _ in range(years):
            before, books = books, next_books(books, chance)
            planter = Planter(KINDS[made % len(KINDS)] if recipe.errors else "")
            yield _report(org, style, books, before, chance, planter)
            made += 1
        if made >= recipe.count:
            return


def write_reports(recipe: Recipe, folder: Path) -> Written:
    """Write reports, ``truth.jsonl``, ``errors.jsonl`` and ``cases.jsonl`` into *folder*."""
    from eval.synth.files import write_file
    from eval.synth.questions import cases_of

    reports = tuple(make_reports(recipe))
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    facts = 0
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truth, (folder / "errors.jsonl").open("w", encoding="utf-8") as errors:
        for number, report in enumerate(reports):
            suffix = recipe.formats[number % len(recipe.formats)]
            file = write_file(report, folder / "reports", suffix)
            for stated in report.stated:
                truth.write(json.dumps(stated.to_json(file.name, report.org.name), ensure_ascii=False) + "\n")
            for planted in report.planted:
                errors.write(json.dumps(planted.to_json(file.name), ensure_ascii=False) + "\n")
            facts += len(report.stated)
    cases = tuple(cases_of(reports, recipe.seed, recipe.formats))
    (folder / "cases.jsonl").write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases), encoding="utf-8")
    return Written(len(reports), facts, len(cases))


def _report(org: Org, style: Style, now: Books, before: Books, chance: Random, planter: Planter) -> Synthetic:
    writer = Writer(style, org, Ledger(now, before, percent_places=style.percent_places), chance, planter=planter)
    writer.report()
    return Synthetic(
        org=org, style=style, ledger=writer.ledger, text=writer.text, stated=tuple(writer.stated), planted=tuple(planter.planted)
    )
