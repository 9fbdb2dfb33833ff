"""The calculator alone: formulas of the field with operands and results written out, each worked out and compared."""

from collections.abc import Iterator
from pathlib import Path

from assistant.errors import CannotAnswer
from assistant.expression import evaluate
from eval.suites import Options, SuiteRun
from eval.summary import Result, metric
from index.errors import QuantityError

TABLE = Path(__file__).parents[1] / "gold" / "arithmetic.tsv"


def run(_: Options) -> SuiteRun:
    """Work out every formula of the table."""
    results = tuple(_results())
    return SuiteRun(
        name="arithmetic",
        results=results,
        metrics=(metric("exact", "算式结果一字不差", ((result["headline"], result["id"]) for result in results)),),
        dataset="arithmetic",
    )


def _results() -> Iterator[Result]:
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for number, (group, name, words, formula, unit, result) in enumerate(rows, start=1):
        found = _worked_out(formula, unit)
        right = found == result
        yield {
            "id": f"arithmetic-{number:03d}", "case": name, "files": [], "headline": right, "slices": {"group": group, "formula": name},
            "stage": None if right else "compute", "faults": [] if right else ["figure_right"], "gold": result, "reply": None,
            "question": f"{name} = {words}：{formula}", "note": found,
        }  # fmt: skip


def _worked_out(formula: str, unit: str) -> str:
    try:
        return str(evaluate(formula, unit).result)
    except (CannotAnswer, QuantityError) as wrong:
        return str(wrong)
