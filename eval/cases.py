"""Cases: what is asked, what would be right, and where the reports say so.

Comes in: JSONL as ``case.schema.json`` describes it. Goes out: frozen cases. Never asks the product anything.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.quantity import Quantity
from index.records import Span

OPTIONAL = frozenset({"reported", "context"})
"""Operands of evidence that may be cited and need not be: the result as the report prints it, figures that belong to the matter."""
SCHEMA = Path(__file__).with_name("case.schema.json")


class CaseError(ValueError):
    """A suite's file breaks the schema; the message names the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A figure that the gold is computed from."""

    name: str
    quantity: Quantity
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What would be right. A figure's last decimal sets its tolerance."""

    kind: str = "none"
    figure: Quantity | None = None
    formula: str = ""
    operands: tuple[Operand, ...] = ()
    accept: tuple[Quantity, ...] = ()
    forbid: tuple[Quantity, ...] = ()
    figures: tuple[Quantity, ...] = ()
    points: tuple[tuple[str, ...], ...] = ()
    verdict: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place that proves an operand ("" is the figure or the text itself). Places of one operand are alternatives."""

    file: str
    operand: str = ""
    quote: str = ""
    within: str = ""
    start: int | None = None
    end: int | None = None
    quote_sha256: str = ""

    def find(self, text: str) -> Span | None:
        """Return where the evidence stands in the report's *text*; None where it does not stand there."""
        if self.quote:
            begin = text.find(self.within) + len(self.within) if self.within else 0
            at = text.find(self.quote, begin) if begin >= len(self.within) else -1
            return Span(at, at + len(self.quote)) if at >= 0 else None
        if self.start is None or self.end is None:
            return None
        found = sha256(text[self.start : self.end].encode()).hexdigest()
        return Span(self.start, self.end) if found == self.quote_sha256 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question of a dialogue (most dialogues have one) with what would be right."""

    question: str
    answerable: str
    gold: Gold = Gold()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A dialogue of one or more turns, with the slices that tables are broken down by."""

    id: str
    split: str
    slices: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...]
    note: str = ""

    def slice(self, name: str) -> str:
        """Return the value of one slice, "" where the case has none."""
        return dict(self.slices).get(name, "")

    @property
    def files(self) -> tuple[str, ...]:
        """The reports that the case rests on; intervals are clustered by them."""
        return tuple(sorted({evidence.file for turn in self.turns for evidence in turn.evidence}))


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read a suite; raise CaseError at the first line that breaks the schema or repeats an id."""
    seen: set[str] = set()
    cases = []
    for number, record in _records(path):
        case = parse_case(record, f"{path.name}:{number}")
        if case.id in seen:
            raise CaseError(f"{path.name}:{number}: {case.id} is there twice")
        seen.add(case.id)
        cases.append(case)
    return tuple(cases)


def parse_case(record: dict[str, Any], where: str = "") -> Case:
    """Turn one JSON object into a case; raise CaseError where it breaks the schema."""
    problems = sorted(_validator().iter_errors(record), key=lambda error: list(error.absolute_path))
    if problems:
        raise CaseError(f"{where}: {problems[0].json_path}: {problems[0].message}")
    turns = record.get("turns") or [record]
    return Case(
        id=record["id"],
        split=record["split"],
        slices=tuple((name, str(value)) for name, value in sorted(record["slices"].items())),
        turns=tuple(_turn(turn) for turn in turns),
        note=record.get("note", ""),
    )


def digest(paths: Iterable[Path]) -> str:
    """Return one hash over the suites' files, so that a run says what it was measured on."""
    joined = sha256()
    for path in sorted(paths):
        joined.update(path.read_bytes())
    return joined.hexdigest()


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise CaseError(f"{path.name}:{number}: {error}") from None


def _turn(record: dict[str, Any]) -> Turn:
    return Turn(
        question=record["question"],
        answerable=record["answerable"],
        gold=_gold(record.get("gold", {"kind": "none"})),
        evidence=tuple(Evidence(**_known(place)) for place in record.get("evidence", ())),
    )


def _known(place: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name not in ("page", "report_sha256")}


def _gold(record: dict[str, Any]) -> Gold:
    return Gold(
        kind=record["kind"],
        figure=_figure(record),
        formula=record.get("formula", ""),
        operands=tuple(Operand(name=o["name"], label=o.get("label", ""), quantity=_quantity(o)) for o in record.get("operands", ())),
        accept=tuple(map(_quantity, record.get("accept", ()))),
        forbid=tuple(map(_quantity, record.get("forbid", ()))),
        figures=tuple(map(_quantity, record.get("figures", ()))),
        points=tuple(map(tuple, record.get("points", ()))),
        verdict=record.get("verdict"),
        reasons=tuple(record.get("reasons", ())),
    )


def _figure(record: dict[str, Any]) -> Quantity | None:
    if "value" not in record:
        return None
    number = Decimal(record["value"])
    if "decimals" in record:
        number = number.quantize(Decimal(1).scaleb(-record["decimals"]))
    return Quantity.of(number, record["unit"])


def _quantity(record: dict[str, str]) -> Quantity:
    return Quantity.of(record["value"], record["unit"])


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
