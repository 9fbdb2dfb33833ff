"""Reading a reply's JSON and a report's words as figures, for the scorers."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from index.errors import QuantityError
from index.quantity import Quantity

Reply = dict[str, Any]
"""A reply as the contract prints it."""

_NUMBER = re.compile(r"(?<![\d.])\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def read_figure(figure: dict[str, Any] | None) -> Quantity | None:
    """Read a figure of the reply's JSON; None where there is none or it is no decimal with a unit."""
    try:
        return Quantity.of(figure["value"], figure["unit"]) if figure else None
    except (QuantityError, InvalidOperation):
        return None


def all_figures(reply: Reply) -> list[Quantity]:
    """Every readable figure of a reply, the first one first."""
    read = [read_figure(figure) for figure in [reply.get("figure"), *reply.get("figures", [])]]
    return [figure for figure in read if figure is not None]


def same(figure: Quantity, gold: Quantity) -> bool:
    """Whether *figure* is *gold*: comparable, and within half a unit of the gold's last decimal, signs included."""
    return figure.comparable(gold) and abs(figure.in_base - gold.in_base) <= gold.slack and not figure.number * gold.number < 0


def same_size(figure: Quantity, gold: Quantity) -> bool:
    """Whether the two are the same but for the sign."""
    return same(Quantity(abs(figure.number), figure.unit), Quantity(abs(gold.number), gold.unit))


def reason(reply: Reply) -> str:
    """The reason code of a refusal or of a question asked back; "" of an answer."""
    if reply.get("refusal"):
        return str(reply["refusal"]["reason"])
    return "ambiguous" if reply.get("status") == "clarify" else ""


def denies(reply: Reply) -> bool:
    """Whether an answer says that what the question takes for granted is not so."""
    return reply.get("verdict") == "false" or any("premise" in warning["code"] for warning in reply.get("warnings", []))


def numbers(text: str) -> list[Decimal]:
    """Every number printed in *text*, width and separators folded, blanks and line breaks inside it dropped.

    >>> numbers("共１,２３４.５０万元，占 80.02%")
    [Decimal('1234.50'), Decimal('80.02')]
    """
    folded = unicodedata.normalize("NFKC", text)
    return [Decimal(found.replace(",", "")) for found in _NUMBER.findall(folded)]


def squeeze(text: str) -> str:
    """Text without blanks, widths folded, for comparing wordings."""
    return "".join(unicodedata.normalize("NFKC", text).split())
