"""The named indicators as data: which figures each is computed from, and in which order of preference.

Comes in: an indicator's name. Goes out: its Indicator, None for a name that is none.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from index.glossary import compact
from index.records import Basis, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One operand. ``last`` means the year before; ``say`` is what the indicator's definition calls it. Where the report has no total
    but its kinds, each in a figure of its own (行政编制, 事业编制), these are added up: ``kinds`` is the pattern of their names.
    """

    item: str
    basis: Basis = Basis.FINAL
    scope: Scope | None = None
    last: bool = False
    say: str
    kinds: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One way to compute an indicator."""

    template: str
    operands: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named rate and the ways to compute it, the best first."""

    name: str
    aliases: tuple[str, ...]
    cases: tuple[Case, ...]


def indicator(name: str) -> Indicator | None:
    """Return the indicator of this name, quotes and brackets apart.

    >>> indicator("三公经费控制率").name
    '“三公经费”控制率'
    """
    return _by_name().get(compact(name))


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the order of the table that defines them."""
    data = tomllib.loads((resources.files("assistant") / "formulas.toml").read_text(encoding="utf-8"))
    return tuple(_indicator(entry) for entry in data["indicator"])


@cache
def _by_name() -> dict[str, Indicator]:
    return {compact(name): entry for entry in indicators() for name in (entry.name, *entry.aliases)}


def _indicator(entry: dict[str, Any]) -> Indicator:
    cases = tuple(Case(case["template"], tuple(map(_term, case["operands"]))) for case in entry["cases"])
    return Indicator(entry["name"], tuple(entry.get("aliases", ())), cases)


def _term(entry: dict[str, Any]) -> Term:
    basis = Basis(entry.get("basis", "final"))
    said = {Basis.FINAL: "", Basis.BUDGET: "年初预算数", Basis.ADJUSTED_BUDGET: "调整预算数"}[basis]
    last = bool(entry.get("last"))
    say = entry.get("say") or f"{'上年度' if last else ''}{entry['item']}{said}"
    scope = Scope(entry["scope"]) if "scope" in entry else None
    return Term(item=entry["item"], basis=basis, scope=scope, last=last, say=say, kinds=entry.get("kinds", ""))
