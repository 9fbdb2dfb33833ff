"""Asks a model what an odd question means, where the rules are not sure; code checks the plan and carries it out.

Comes in: a Question that the rules could not place. Goes out: a Proposal whose organisation and years are those that the
rules read in the words, whose items and operation the model chose among the library's own. Never a figure.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.inquiry import Asked, Operation, Question
from assistant.model.fitting import fits, remaining
from assistant.model.naming import grounded
from assistant.model.talk import Talk
from assistant.prompting import fenced, fill
from assistant.question import Catalog
from index.glossary import find
from index.library import Library
from index.records import Basis

OFFERED = 200
"""How many items a plan may choose from: those with the most figures."""

PLANNED = (
    Operation.LOOKUP, Operation.SHARE, Operation.CHANGE, Operation.CHANGE_RATE, Operation.COMPLETION,
    Operation.DIFFERENCE, Operation.SUM, Operation.MULTIPLE, Operation.REMAINDER, Operation.REASON, Operation.NONE,
)  # fmt: skip
_BASES: Mapping[str, Basis] = {basis.value: basis for basis in Basis}
_OPERATIONS: Mapping[str, Operation] = {operation.value: operation for operation in PLANNED}
_NEEDED = {Operation.DIFFERENCE: 2, Operation.SUM: 2, Operation.MULTIPLE: 2, Operation.REMAINDER: 2}
_FIELDS = {"operation", "orgs", "years", "items", "whole", "basis"}
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model takes a question for. ``sure`` where the question's own words leave nothing else; else it is only offered."""

    question: Question
    sure: bool


def propose(question: Question, library: Library, talk: Talk) -> Proposal | None:
    """Return what the model takes *question* for; None where no plan holds; raises ModelFailed."""
    if question.claimed is not None or question.language != "zh" or any(not choice.choices for choice in question.org_choices):
        return None
    offered = labels_of(question, library)
    prompt = fill(
        "plan",
        orgs=fenced("\n".join(question.orgs) or "（没有说）"),
        years="、".join(str(year) for year in question.years) or "（没有说）",
        items=fenced("\n".join(offered)),
        operations="、".join(_OPERATIONS),
        question=fenced(question.text),
    )
    plan = parsed(talk.complete("plan", prompt, schema(question, offered)))
    planned = None if plan is None else validated(plan, question, offered)
    if planned is None:
        return None
    words = remaining(question.text, Catalog.of(library))
    # what the rules doubt among these words the plan explains; a doubted organisation stays doubted
    doubts = tuple(one for one in question.corrections if one.certain or one.said not in words)
    return Proposal(replace(planned, corrections=doubts), fits(planned, words, offered))


def labels_of(question: Question, library: Library) -> tuple[str, ...]:
    """The items that the reports in question have figures of."""
    reports = [report.id for report in library.reports() if report.org in question.orgs or not question.orgs]
    return tuple(name for name, _ in library.labels(reports))[:OFFERED]


def schema(question: Question, offered: tuple[str, ...]) -> dict[str, Any]:
    """The JSON schema of a plan: the library's own names are the only values."""
    names = {"type": "string", "enum": list(offered)}
    orgs = {"type": "string", "enum": list(question.orgs)} if question.orgs else {"type": "string"}
    years = {"type": "integer", "enum": list(question.years)} if question.years else {"type": "integer"}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": sorted(_FIELDS),
        "properties": {
            "operation": {"type": "string", "enum": list(_OPERATIONS)},
            "orgs": {"type": "array", "items": orgs},
            "years": {"type": "array", "items": years},
            "items": {"type": "array", "items": names, "maxItems": 6},
            "whole": {"anyOf": [names, {"type": "null"}]},
            "basis": {"anyOf": [{"type": "string", "enum": list(_BASES)}, {"type": "null"}]},
        },
    }


def parsed(text: str, fields: frozenset[str] | set[str] = frozenset(_FIELDS)) -> dict[str, Any] | None:
    """The one JSON object in a model's answer, None where there is none or it has other fields."""
    found = _OBJECT.search(text)
    if not found:
        return None
    try:
        plan = json.loads(found.group())
    except (json.JSONDecodeError, RecursionError):
        return None
    return plan if isinstance(plan, dict) and set(plan) <= fields else None


def validated(plan: dict[str, Any], question: Question, offered: tuple[str, ...]) -> Question | None:
    """Put a plan into *question* if every name in it exists and something of each item stands in the question's own words."""
    operation = _OPERATIONS.get(str(plan.get("operation")))
    items, whole = plan.get("items"), plan.get("whole")
    if operation in (None, Operation.NONE) or not isinstance(items, list) or not items:
        return None
    names = [*items, *([whole] if whole is not None else [])]
    if any(not isinstance(name, str) or name not in offered or not grounded(name, question.text) for name in names):
        return None
    if len(set(names)) < len(names) or len(items) < _NEEDED.get(operation, 1) or (whole is not None) != (operation is Operation.SHARE):
        return None
    if not set(_listed(plan.get("orgs"))) <= set(question.orgs) or not set(_listed(plan.get("years"))) <= set(question.years):
        return None
    basis = _BASES.get(str(plan.get("basis"))) if "预算" in question.text else None
    return replace(
        question, operation=operation, items=tuple(_asked(name) for name in items), whole=_asked(whole) if whole else None,
        basis=question.basis or basis, measure=None, of=None, relation=None, indicator=None, group=None, top=None, nth=None,
        leftover=(), topic=(), sure=0.7,
    )  # fmt: skip


def _asked(name: str) -> Asked:
    return Asked(item=name, said=name, known=find(name) is not None)


def _listed(value: Any) -> list[Any]:
    return [one for one in value if isinstance(one, str | int)] if isinstance(value, list) else []
