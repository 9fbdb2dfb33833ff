"""Whether a reply's calculation recomputes from its own formula and operands."""

from typing import Any

from eval.arithmetic import NoExpression, evaluate, exact, in_words
from eval.figures import read_figure
from index.quantity import Dimension, Quantity


def recomputes(step: dict[str, Any]) -> bool:
    """Whether a calculation's formula over its own operands gives its result, to the places printed."""
    operands = [read_figure(operand) for operand in step["operands"]]
    result = read_figure(step["result"])
    if result is None or any(operand is None for operand in operands):
        return False
    values = {f"v{i}": exact(operand) for i, operand in enumerate(operands) if operand is not None}
    try:
        value = evaluate(in_words(step["formula"], [operand["label"] for operand in step["operands"]]), values)
    except (NoExpression, ZeroDivisionError):
        return False
    points = 100 if result.unit.dimension is Dimension.POINT and _of_ratios(operands) else 1
    return abs(value * points - exact(result)) <= result.slack


def _of_ratios(operands: list[Quantity | None]) -> bool:
    return any(operand is not None and operand.unit.dimension is Dimension.RATIO for operand in operands)


def agreement_true(step: dict[str, Any]) -> bool:
    """Whether ``agrees`` says truly that the report's printed result is the computed one."""
    reported, result = read_figure(step.get("reported")), read_figure(step["result"])
    if reported is None or result is None:
        return not step.get("agrees")
    if result.agrees_with(reported):
        return step.get("agrees") is True
    far = not result.comparable(reported) or abs(result.in_base - reported.in_base) > 20 * max(result.slack, reported.slack)
    return not (far and step.get("agrees"))  # in between lies what the operands' own rounding can explain
