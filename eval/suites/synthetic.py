"""Synthetic reports: extraction against their truth, and questions made from it. Never mixed with real reports."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.cases import load_cases
from eval.extraction import GoldFact
from eval.suites import Options, SuiteRun
from eval.suites.extracting import Read, measure
from eval.suites.questions import run_cases
from eval.synth import Recipe, Synthetic, make_reports, write_reports
from eval.synth.files import write_file
from index.quantity import Quantity
from index.records import Fact

REPORTS = 300


def development(options: Options) -> SuiteRun:
    """Extraction on synthetic reports in the styles that rules may be made after."""
    return _extraction("synth", "development", options)


def held_out(options: Options) -> SuiteRun:
    """Extraction on synthetic reports in the styles that no rule may be made after."""
    return _extraction("synth_held_out", "held_out", options)


def questions(options: Options) -> SuiteRun:
    """Questions made from the truth, over reports in the development styles."""
    return _questions("synth_questions", "development", options)


def held_out_questions(options: Options) -> SuiteRun:
    """Questions made from the truth, over reports in the held-out styles."""
    return _questions("synth_held_out_questions", "held_out", options)


def gold_of(report: Synthetic, file: str) -> tuple[GoldFact, ...]:
    """A report's truth as gold."""
    return tuple(
        GoldFact(
            file=file, start=stated.start, end=stated.end, quantity=Quantity.of(stated.value, stated.unit), year=stated.slot.year,
            items=stated.slot.items, basis=stated.slot.basis.value, measure=stated.slot.measure.value,
            scopes=tuple(scope.value if scope else None for scope in stated.slot.scopes),
            against=stated.slot.against.value if stated.slot.against else None, slices=(("style", report.style.name),),
        )
        for stated in report.stated
    )  # fmt: skip


def read_alone(path: Path) -> tuple[Fact, ...]:
    """The figures of one file, read without a library."""
    from index import facts, identity, outline, reading

    source = reading.read(path)
    named = identity.identify(source)
    found, _ = facts.read_facts(source, outline.outline(source), named, "synthetic")
    return tuple(facts.merge(found))


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
