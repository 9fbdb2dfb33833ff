"""Whether a figure bears out what is claimed of it: equal, about, nearly, a little more, at least, less.

Comes in: how the claim is meant, the figure claimed and the one found. Goes out: a verdict. Where it depends on how near
is near enough, the claim is not settled.
"""

from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType

from assistant.answer import Verdict
from assistant.calculator import round_to
from assistant.inquiry import Operation, Question, Relation
from index.quantity import Dimension, Hedge, Quantity

_FINE, _ROUGH = Decimal("0.05"), Decimal("0.08")
"""How far, in parts of a claim, 约 surely reaches, and where it surely ends."""
_BELOW, _FAR_BELOW = Decimal("0.07"), Decimal("0.12")
"""The same for 近, which stays below."""
_LOOSE = Decimal("0.3")
"""收入翻了一番 is not said of a third more, nor surely of half more."""
_ROUNDING = Decimal("0.005")
_TENTH = "成"
_HALF, _FIFTH = Decimal("0.5"), Decimal("0.2")
"""近一成 and 约一成 are nearer to one 成 than to none."""


def borne_out(relation: Relation, claimed: Quantity, found: Quantity) -> Verdict:
    """What *found* says of *claimed*, meant as *relation*.

    >>> borne_out(Relation.EQUAL, Quantity.of("80", "%"), Quantity.of("80.02", "%")).value
    'true'
    >>> borne_out(Relation.EQUAL, Quantity.of("2", "倍"), Quantity.of("2.23", "倍")).value
    'unverifiable'
    >>> borne_out(Relation.MORE, Quantity.of("5", "成"), Quantity.of("49.99", "%")).value
    'false'
    """
    if not claimed.comparable(found):
        return _verdict(relation is Relation.EQUAL and claimed.number == found.number == 0 and claimed.hedge is Hedge.EXACT)
    exact = found.in_base.scaleb(-claimed.unit.power)
    if relation in (Relation.EQUAL, Relation.MORE) and claimed.hedge is Hedge.JUST_OVER:
        return _verdict(claimed.number <= exact < claimed.number + _step(claimed.number))
    if relation is not Relation.EQUAL:
        return _verdict(_HOLDS[relation](exact, claimed.number))
    return _HEDGED[claimed.hedge](claimed, exact)


def bounded(question: Question) -> bool:
    """Whether a described group is told by how large its members are: 超过100万元的支出."""
    return question.claimed is not None and question.relation in BOUNDS and question.operation in _DESCRIBED


def within(question: Question, found: Quantity) -> bool:
    """Whether a member of such a group is as large as is said."""
    if question.claimed is None or question.relation is None or not bounded(question):
        return True
    return borne_out(question.relation, question.claimed, found) is Verdict.TRUE


def matches(claimed: Quantity, found: Quantity) -> bool:
    """Whether *found* surely is what is claimed; 超过, 以内 and 约 are taken at their word."""
    return borne_out(Relation.EQUAL, claimed, found) is Verdict.TRUE


def _verdict(holds: bool) -> Verdict:
    return Verdict.TRUE if holds else Verdict.FALSE


def _within(distance: Decimal, sure: Decimal, farthest: Decimal) -> Verdict:
    """True within *sure*, false beyond *farthest*, between them a matter of taste."""
    return Verdict.TRUE if distance <= sure else Verdict.FALSE if distance > farthest else Verdict.UNVERIFIABLE


def _step(number: Decimal) -> Decimal:
    """One more of the last place that was said: 1 of 四千 is a thousand."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _equal(claimed: Quantity, exact: Decimal) -> Verdict:
    """Rounded to the places of the claim; a bare multiple is not stretched by half."""
    if claimed.number == 0 and not claimed.places:
        return _verdict(exact == 0)
    same = round_to(exact, claimed.places) == claimed.number
    if claimed.unit.dimension is Dimension.TIMES and not claimed.places:
        return _within(abs(exact - claimed.number), claimed.number * _FINE, min(claimed.number * _LOOSE, _HALF))
    return _verdict(same)


def _about(claimed: Quantity, exact: Decimal) -> Verdict:
    size, coarse = abs(claimed.number), Decimal(0)
    if claimed.unit.symbol == _TENTH:
        coarse = _FIFTH if claimed.places else _HALF
    return _within(abs(exact - claimed.number), max(size * _FINE, coarse), max(size * _ROUGH, coarse))


def _nearly(claimed: Quantity, exact: Decimal) -> Verdict:
    """Just below in size; what was passed by more than rounding is not nearly reached."""
    size = abs(claimed.number)
    gap = size - (exact if claimed.number > 0 else -exact)
    if gap < 0:
        return _within(-gap, size * _ROUNDING, size * _FINE)
    tenth = claimed.unit.symbol == _TENTH
    sure, farthest = (_FIFTH, _HALF) if tenth else (Decimal(0), Decimal(0))
    return _within(gap, max(size * _BELOW, sure), max(size * _FAR_BELOW, farthest))


BOUNDS = frozenset([Relation.MORE, Relation.LESS, Relation.AT_LEAST, Relation.AT_MOST])
_DESCRIBED = (Operation.RANKING, Operation.COUNT_OF, Operation.SUM)
_HEDGED: MappingProxyType[Hedge, Callable[[Quantity, Decimal], Verdict]] = MappingProxyType(
    {
        Hedge.EXACT: _equal,
        Hedge.ABOUT: _about,
        Hedge.NEARLY: _nearly,
        Hedge.AT_LEAST: lambda claimed, exact: _verdict(exact >= claimed.number),
        Hedge.AT_MOST: lambda claimed, exact: _verdict(exact <= claimed.number),
    }
)
_HOLDS: MappingProxyType[Relation, Callable[[Decimal, Decimal], bool]] = MappingProxyType(
    {
        Relation.MORE: lambda exact, bound: exact > bound,
        Relation.LESS: lambda exact, bound: exact < bound,
        Relation.AT_LEAST: lambda exact, bound: exact >= bound,
        Relation.AT_MOST: lambda exact, bound: exact <= bound,
    }
)
