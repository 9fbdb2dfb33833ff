"""What holds of every reply: quotes are verbatim, numbers are cited or computed, calculations recompute."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from assistant.answer import Calculation, Figure, Reply, Status
from eval.arithmetic import evaluate, exact, in_words, rounded
from index.library import Library
from index.quantity import Dimension, Quantity

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MARK = re.compile(r"\[(\d+)\]")


def assert_sound(reply: Reply, library: Library) -> None:
    """Fail where *reply* breaks a promise that every reply keeps."""
    for citation in reply.citations:
        assert library.text(citation.report, citation.start, citation.end) == citation.quote
        assert citation.quote.strip()
    numbered = [citation.n for citation in reply.citations]
    assert numbered == list(range(1, len(numbered) + 1))
    for text in (reply.text, *(warning.text for warning in reply.warnings)):
        assert {int(mark) for mark in _MARK.findall(text)} <= set(numbered)
        assert_numbers_grounded(reply, text, library)
    for step in reply.calculation:
        assert_recomputes(step)
    for figure in _figures(reply):
        if figure.citation is not None:
            assert figure.citation in numbered
    assert (reply.status is Status.ANSWERED) == (reply.refusal is None)
    if reply.figure is not None:
        computed = [step.result for step in reply.calculation]
        assert reply.figure.citation is not None or reply.figure.quantity in computed


def assert_numbers_grounded(reply: Reply, text: str, library: Library) -> None:
    """Every number of *text* stands in a quote, in a calculation, or names a year, an organisation or a report."""
    known = {Decimal(n.replace(",", "")) for quote in reply.citations for n in _NUMBER.findall(quote.quote)}
    known |= {abs(figure.quantity.number) for step in reply.calculation for figure in step.operands}
    known |= {abs(step.result.number) for step in reply.calculation}
    known |= {Decimal(1)} if any(" − 1" in step.formula or "（1 + " in step.formula for step in reply.calculation) else set()
    names = [report.title for report in library.reports()] + [report.org for report in library.reports()]
    years = {year for report in library.reports() for year in (report.year - 1, report.year, report.year + 1)}
    years |= set(reply.understood.years)
    bare = _MARK.sub("", text)
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, "")
    for found in _NUMBER.findall(bare):
        number = Decimal(found.replace(",", ""))
        assert number in known or int(number) in years, f"{found} in {text!r} is from nowhere"


def assert_recomputes(step: Calculation) -> None:
    """The formula over its operands gives the result, and agrees is said truly."""
    if step.formula.startswith("计数"):
        assert step.result.number == len(step.operands)
        return
    expression = in_words(step.formula, [operand.label for operand in step.operands])
    values = {f"v{number}": exact(operand.quantity) for number, operand in enumerate(step.operands)}
    value = evaluate(expression, values)
    assert rounded(value, step.result.unit.symbol, step.result.places).number == step.result.number, step.formula
    if step.reported is not None:
        assert step.agrees == (_printed(value, step.reported.quantity) == step.reported.quantity.number)


def _printed(value: Fraction, reported: Quantity) -> Decimal:
    unit = "个百分点" if reported.unit.dimension is Dimension.POINT else reported.unit.symbol
    return rounded(value, unit, reported.places).number


def _figures(reply: Reply) -> Iterator[Figure]:
    if reply.figure is not None:
        yield reply.figure
    yield from reply.figures
    for step in reply.calculation:
        yield from step.operands
        if step.reported is not None:
            yield step.reported
