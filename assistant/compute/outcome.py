"""What a computation finds: a value, the steps to it, and the figures it stands on."""

from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.calculator import Computed
from assistant.inquiry import Operation
from assistant.plan import Notice
from index.quantity import Dimension, Quantity, Unit
from index.records import Fact

_CENTS = 2


@dataclass(frozen=True, slots=True)
class Operand:
    """A number that goes into a step: a figure of a report, or the result of an earlier step (``fact`` is None)."""

    label: str
    quantity: Quantity
    fact: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One calculation. ``template`` is the formula with ``{0}``, ``{1}`` for the operands."""

    template: str
    operands: tuple[Operand, ...]
    result: Computed
    reported: Fact | None = None
    note: str = ""

    @property
    def formula(self) -> str:
        """The formula in the operands' words."""
        return self.template.format(*(operand.label for operand in self.operands))

    @property
    def agrees(self) -> bool | None:
        """Whether the report prints the same result; None where it prints none."""
        return None if self.reported is None else self.result.agrees_with(self.reported.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One figure found. ``names`` are the things that it relates, in the order in which they are said."""

    operation: Operation
    prefix: str
    names: tuple[str, ...]
    quantity: Quantity
    fact: Fact | None = None
    steps: tuple[Step, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every figure that the outcome stands on."""
        used = [operand.fact for step in self.steps for operand in step.operands if operand.fact is not None]
        return tuple(used) if self.fact is None else (self.fact, *used)


def _trimmed(quantity: Quantity) -> Quantity:
    """Without the zeros that a change of unit adds behind the second place: 120.30万元 of 1203000元."""
    number = quantity.number.normalize()
    exponent = number.as_tuple().exponent
    places = max(_CENTS, -exponent if isinstance(exponent, int) else 0)
    return quantity if quantity.places <= places else replace(quantity, number=quantity.number.quantize(Decimal(1).scaleb(-places)))


def in_unit(outcome: Outcome, symbol: str | None) -> Outcome:
    """The outcome in the unit that was asked for, exactly; unchanged where the unit measures something else."""
    if symbol is None or outcome.quantity.unit.symbol == symbol:
        return outcome
    unit = Unit.of(symbol)
    if unit.base != outcome.quantity.unit.base or unit.dimension is not Dimension.MONEY:
        return outcome
    quantity = _trimmed(outcome.quantity.to(symbol))
    if outcome.steps:
        last = outcome.steps[-1]
        shift = last.result.quantity.unit.power - unit.power
        result = Computed(quantity, last.result.in_unit_of(quantity), last.result.slack.scaleb(shift))
        return replace(outcome, quantity=quantity, steps=(*outcome.steps[:-1], replace(last, result=result)))
    step = Step(
        template="{0}", operands=(Operand(outcome.names[0], outcome.quantity, outcome.fact),),
        result=Computed(quantity, quantity.number, outcome.quantity.slack.scaleb(-unit.power)),
    )  # fmt: skip
    return replace(outcome, quantity=quantity, steps=(step,))
