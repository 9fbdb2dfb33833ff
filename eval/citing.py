"""Whether citations prove what they are cited for."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from eval.cases import OPTIONAL, Operand, Turn
from eval.figures import Reply, numbers
from eval.shelf import Shelf, Span, overlap
from eval.trials import Trial, answered
from index.quantity import Quantity


def citation_counts(trial: Trial) -> dict[str, int]:
    """How many places had to be cited and were, and how many citations there are and how many of them prove something."""
    if not answered(trial) or not trial.turn.evidence:
        return {"needed": 0, "proved": 0, "citations": 0, "supporting": 0}
    turn, reply = trial.turn, trial.reply
    places = trial.shelf.places(turn)
    needed = sorted({evidence.operand for evidence in turn.evidence} - OPTIONAL)
    proved = sum(any(proves(c, place, turn, name) for c in reply["citations"] for place in places.get(name, [])) for name in needed)
    plain = plain_citations(reply)
    return {"needed": len(needed), "proved": proved, "citations": len(plain), "supporting": sum(supports(c, places, turn) for c in plain)}


def proves(citation: dict[str, Any], place: Span, turn: Turn, name: str) -> bool:
    """Whether a citation touches a place of evidence and its quote holds the operand's number, where it has one."""
    if not overlap((citation["report"], citation["start"], citation["end"]), place):
        return False
    quantity = _quantity_of(turn, name)
    return (
        quantity is None
        or quantity.number == 0
        or abs(quantity.number) in numbers(citation["quote"])
        or converted(quantity, citation["quote"])
    )


def converted(quantity: Quantity, quote: str) -> bool:
    """The number in another unit, to the gold's last place: 6,522,681元 proves 652.27万元."""
    half = Decimal(5).scaleb(-quantity.places - 1)
    return any(abs(_shift(number, k) - abs(quantity.number)) <= half for number in numbers(quote) for k in (-8, -4, 4, 8))


def _shift(number: Decimal, power: int) -> Decimal:
    return number.scaleb(power)


def _quantity_of(turn: Turn, name: str) -> Quantity | None:
    found: Iterator[Operand] = (operand for operand in turn.gold.operands if operand.name == name)
    operand = next(found, None)
    if operand is not None:
        return operand.quantity
    return turn.gold.figure if name == "" and not turn.gold.formula else None


def supports(citation: dict[str, Any], places: dict[str, list[Span]], turn: Turn) -> bool:
    """Whether a citation proves any operand of the turn."""
    return any(proves(citation, place, turn, name) for name, spans in places.items() for place in spans)


def optional_numbers(trial: Trial) -> set[Decimal]:
    """The numbers printed at the places that may be cited and need not be."""
    places = trial.shelf.places(trial.turn)
    spans = [span for name in OPTIONAL for span in places.get(name, [])]
    return {number for report, start, end in spans for number in numbers(trial.shelf.texts[report][start:end])}


def plain_citations(reply: Reply) -> list[dict[str, Any]]:
    """The citations of the answer itself, those of its warnings left out."""
    warned = {n for warning in reply.get("warnings", []) for n in warning["citations"]}
    return [citation for citation in reply["citations"] if citation["n"] not in warned]


def located(citation: dict[str, Any], shelf: Shelf) -> bool:
    """Whether a citation's page is one of the report's and its section is one that holds the span."""
    report, page = citation["report"], citation["page"]
    if report not in shelf.texts:
        return False
    pages = shelf.pages.get(report)
    page_fits = page is None if pages is None else isinstance(page, int) and 1 <= page <= pages
    return page_fits and _section_fits(citation, shelf)


def _section_fits(citation: dict[str, Any], shelf: Shelf) -> bool:
    path = tuple(citation["section"])
    sections = shelf.sections.get(citation["report"], ())
    holding = [section.path for section in sections if section.start <= citation["start"] < section.end]
    return path in holding if path else not holding
