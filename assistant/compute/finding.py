"""What compute hands to compose: figures, quotes, a verdict, and what is to be said beside them."""

from dataclasses import dataclass

from assistant.answer import Diagnosis, Verdict
from assistant.compute.outcome import Outcome
from assistant.excerpts import Excerpt
from assistant.plan import Notice
from index.quantity import Quantity
from index.records import Fact, Report


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and what was found: the figure claimed, the verdict, and what a wrong claim mistook."""

    claimed: Quantity | None
    verdict: Verdict
    nearest: Fact | None = None
    mistook: Diagnosis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The answer before it is worded. ``sources`` are figures that were looked through; ``lead`` is said first."""

    outcomes: tuple[Outcome, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    sources: tuple[Fact, ...] = ()
    reports: tuple[Report, ...] = ()
    judged: Judged | None = None
    notices: tuple[Notice, ...] = ()
    lead: str = ""
