"""What a suite must hold beyond its schema: gold recomputes from its operands, evidence stands in the report and shows its number.

Returns lines; judges the cases, never the product.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from eval.arithmetic import NoExpression, evaluate, exact, rounded
from eval.cases import OPTIONAL, Case, CaseError, Evidence, Turn, load_cases
from eval.citing import converted
from eval.figures import numbers
from eval.shelf import Shelf
from index.quantity import Quantity


def lint_files(files: Sequence[Path], library: Path | None = None) -> list[str]:
    """Check suites against their reports: those of the library named, else the sample reports."""
    from eval.libraries import library_of
    from eval.suites.questions import sample_reports
    from index.library import Library

    problems = []
    with library_of(sample_reports(), library) as folder:
        shelf = Shelf.of(Library.open(folder))
        for file in files:
            try:
                problems += [f"{file.name}: {problem}" for case in load_cases(file) for problem in lint(case, shelf)]
            except CaseError as error:
                problems.append(str(error))
    return problems


def lint(case: Case, shelf: Shelf) -> Iterator[str]:
    """Return what is wrong with a case, a line each."""
    for number, turn in enumerate(case.turns, 1):
        for problem in (*_gold(turn), *_evidence(turn, shelf)):
            yield f"{case.id}#{number}: {problem}"


def _gold(turn: Turn) -> Iterator[str]:
    gold = turn.gold
    if turn.answerable == "yes" and gold.kind == "none":
        yield "answerable without a gold"
    if turn.answerable not in ("yes", "false_premise") and (gold.figure is not None or gold.figures):
        yield "unanswerable with a figure for gold"
    if gold.kind == "figure" and gold.figure is None:
        yield "a figure's gold has no value"
    if gold.formula and gold.figure is not None:
        yield from _recomputed(turn, gold.figure)
    if gold.figure is not None and any(gold.figure == wrong for wrong in gold.forbid):
        yield "the gold is among the forbidden"


def _recomputed(turn: Turn, figure: Quantity) -> Iterator[str]:
    values = {operand.name: exact(operand.quantity) for operand in turn.gold.operands}
    try:
        value: Fraction = evaluate(turn.gold.formula, values)
    except (NoExpression, ZeroDivisionError) as error:
        yield f"the formula does not evaluate: {error!r}"
        return
    found = rounded(value, figure.unit.symbol, figure.places)
    if found.number != figure.number:
        yield f"{turn.gold.formula} gives {found}, the gold says {figure}"


def _evidence(turn: Turn, shelf: Shelf) -> Iterator[str]:
    named = {operand.name: operand.quantity for operand in turn.gold.operands}
    for evidence in turn.evidence:
        if evidence.operand not in ("", *OPTIONAL) and evidence.operand not in named:
            yield f"evidence for {evidence.operand}, which is no operand"
        place = shelf.find(evidence)
        if place is None:
            yield f"evidence is not in {evidence.file}: {evidence.quote or (evidence.start, evidence.end)}"
        else:
            yield from _shows(evidence, shelf.texts[place[0]][place[1] : place[2]], named.get(evidence.operand))
    if turn.answerable == "yes":
        proved = {evidence.operand for evidence in turn.evidence}
        yield from (f"operand {name} has no evidence" for name in named if name not in proved)


def _shows(evidence: Evidence, words: str, quantity: Quantity | None) -> Iterator[str]:
    if quantity is None or not quantity.number or converted(quantity, words):
        return
    if abs(quantity.number) not in numbers(words):
        yield f"evidence of {evidence.operand} does not show {quantity.number}: {words}"
