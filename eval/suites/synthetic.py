"""Synthetic reports: extraction against their truth, and questions made from it. Never mixed with real reports."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from eval.cases import load_cases
from eval.extraction import GoldFact, to_json, wrong_slots
from eval.suites import Options, SuiteRun
from eval.suites.extracting import Read, measure
from eval.suites.questions import run_cases
from eval.summary import Result, metric
from eval.synth import Recipe, Synthetic, make_reports, noise, write_reports
from eval.synth.files import table_number, write_file
from eval.synth.tables import sheets
from eval.synth.truth import Slot
from index.quantity import Quantity
from index.records import Fact

REPORTS = 300
TABLED = 60
NOISY = 120


def development(options: Options) -> SuiteRun:
    """Extraction on synthetic reports in the styles that rules may be made after."""
    return _extraction("synth", "development", options)


def held_out(options: Options) -> SuiteRun:
    """Extraction on synthetic reports in the styles that no rule may be made after."""
    return _extraction("synth_held_out", "held_out", options)


def noisy(options: Options) -> SuiteRun:
    """Extraction on reports roughened as copying, scanning and page breaks do it, in the development styles."""
    recipe = Recipe(count=NOISY, seed=options.seed, styles="development")
    with TemporaryDirectory(prefix="juesuan-synth-") as folder:
        results, metrics, notes = measure(_rough_reads(recipe, Path(folder), Random(options.seed)))
    return SuiteRun(name="synth_noisy", results=results, metrics=metrics, dataset=repr(recipe), synthetic=True, notes=notes)


def _rough_reads(recipe: Recipe, folder: Path, chance: Random) -> Iterator[Read]:
    for number, report in enumerate(make_reports(recipe)):
        kind = tuple(noise.KINDS)[number % len(noise.KINDS)]
        text, stated = noise.roughen(report.text, report.stated, kind, chance)
        rough = replace(report, text=text, stated=stated)
        path = write_file(rough, folder, "txt")
        gold = tuple(replace(one, slices=(("noise", kind),)) for one in gold_of(rough, path.name))
        yield path.name, gold, read_alone(path), ((0, len(text)),)


def tables(options: Options) -> SuiteRun:
    """The cells of the nine tables in web pages, Word, PDF and Excel files, in the development styles, by slot and value."""
    recipe = Recipe(count=TABLED, seed=options.seed, styles="development", formats=("html", "docx", "pdf", "xlsx"))
    with TemporaryDirectory(prefix="juesuan-synth-") as folder:
        files = zip(make_reports(recipe), cycle(recipe.formats), strict=False)
        found = [result for report, suffix in files for result in _cells(report, write_file(report, Path(folder), suffix))]
    recall = metric("cell_recall", "表内数字读对", ((result["headline"], result["files"][0]) for result in found))
    return SuiteRun(name="synth_tables", results=tuple(found), metrics=(recall,), dataset=repr(recipe), synthetic=True)


def _cells(report: Synthetic, path: Path) -> Iterator[Result]:
    """Every amount in the tables of one report: right when some cell was read with its slot and value."""
    facts = read_tables_alone(path)
    for sheet in sheets(report.ledger):
        for number, amount in enumerate(sheet.amounts()):
            quantity = Quantity.of(table_number(amount, report.style), report.style.unit)
            gold = _gold(path.name, amount.slot, quantity, report.style.name)
            right = any(not wrong_slots(gold, fact) for fact in facts)
            near = [fact for fact in facts if fact.quantity.in_base == quantity.in_base and quantity.number]
            yield {
                "id": f"{path.name}:{sheet.number}:{number}", "case": path.name, "files": [path.name], "headline": right,
                "stage": None if right else "extract", "slices": {"table": sheet.number, "style": report.style.name, "format": path.suffix},
                "faults": [] if right else ["cell"], "gold": {"items": list(gold.items), "figure": str(quantity)},
                "read": to_json(near[0] if near else None), "question": f"{sheet.title} {gold.items[0]}", "note": "", "reply": None,
            }  # fmt: skip


def _gold(file: str, slot: Slot, quantity: Quantity, style: str, start: int = 0, end: int = 0) -> GoldFact:
    return GoldFact(
        file=file, start=start, end=end, quantity=quantity, year=slot.year, items=slot.items, basis=slot.basis.value,
        measure=slot.measure.value, scopes=tuple(scope.value if scope else None for scope in slot.scopes),
        against=slot.against.value if slot.against else None, slices=(("style", style),),
    )  # fmt: skip


def questions(options: Options) -> SuiteRun:
    """Questions made from the truth, over reports in the development styles."""
    return _questions("synth_questions", "development", options)


def held_out_questions(options: Options) -> SuiteRun:
    """Questions made from the truth, over reports in the held-out styles."""
    return _questions("synth_held_out_questions", "held_out", options)


def gold_of(report: Synthetic, file: str) -> tuple[GoldFact, ...]:
    """A report's truth as gold."""
    return tuple(
        _gold(file, stated.slot, Quantity.of(stated.value, stated.unit), report.style.name, stated.start, stated.end)
        for stated in report.stated
    )


def read_alone(path: Path) -> tuple[Fact, ...]:
    """The figures of one file, read without a library."""
    from index import facts, identity, outline, reading

    source = reading.read(path)
    named = identity.identify(source)
    found, _ = facts.read_facts(source, outline.outline(source), named, "synthetic")
    return tuple(facts.merge(found))


def read_tables_alone(path: Path) -> tuple[Fact, ...]:
    """The figures of one file's tables."""
    from index import identity, outline, reading, tables

    source = reading.read(path)
    found, _ = tables.read_tables(source, outline.outline(source), identity.identify(source), "synthetic")
    return tuple(found)


def _extraction(name: str, split: str, options: Options) -> SuiteRun:
    recipe = Recipe(count=REPORTS, seed=options.seed, styles=split)
    with TemporaryDirectory(prefix="juesuan-synth-") as folder:
        results, metrics, notes = measure(_reads(recipe, Path(folder)))
    return SuiteRun(name=name, results=results, metrics=metrics, dataset=repr(recipe), synthetic=True, notes=notes)


def _questions(name: str, split: str, options: Options) -> SuiteRun:
    recipe = Recipe(count=REPORTS, seed=options.seed, styles=split)
    with TemporaryDirectory(prefix="juesuan-synth-") as folder:
        write_reports(recipe, Path(folder))
        reports = sorted((Path(folder) / "reports").iterdir())
        return run_cases(name, load_cases(Path(folder) / "cases.jsonl"), reports, options, dataset=repr(recipe), synthetic=True)


def _reads(recipe: Recipe, folder: Path) -> Iterator[Read]:
    for report in make_reports(recipe):
        path = write_file(report, folder, "txt")
        yield path.name, gold_of(report, path.name), read_alone(path), ((0, len(report.text)),)
