"""Asks a model what an odd question means, where the rules are not sure; code checks the plan and carries it out.

Comes in: a Question that the rules could not place. Goes out: a Question whose organisation and years are those that the
rules read in the words, whose items and operation the model chose among the library's own. Never a figure.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.answer import ModelUse
from assistant.inquiry import Asked, Operation, Question
from assistant.model.endpoint import Endpoint
from assistant.prompting import fenced, fill
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
_COMMON = re.compile(
    r"支出|收入|经费|费用|预算|决算|资金|项目|情况|合计|总额|金额|其他|一般|公共|服务|管理|财政|拨款|人员|单位|部门|本年|年初|年末|多少"
)
_EMPTY = frozenset("了多少的几是有一总共年到用花钱得")
"""Characters that mean nothing by themselves: 花了多少 and 招聘了多少 have nothing in common."""
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


def propose(question: Question, library: Library, endpoint: Endpoint) -> tuple[Question, ModelUse] | None:
    """Return *question* with the model's plan in it, and what that took; None where no plan holds; raises ModelFailed."""
    if not question.orgs or any(not choice.choices for choice in question.org_choices):
        return None
    reports = [report.id for report in library.reports() if report.org in question.orgs]
    offered = tuple(name for name, _ in library.labels(reports))[:OFFERED]
    prompt = fill(
        "plan",
        orgs="\n".join(question.orgs),
        years="、".join(str(year) for year in question.years) or "（问题没有说）",
        items="\n".join(offered),
        operations="、".join(_OPERATIONS),
        question=fenced(question.text),
    )
    said = endpoint.complete("plan", prompt, schema(question, offered))
    plan = parsed(said.text)
    planned = None if plan is None else validated(plan, question, offered)
    return None if planned is None else (planned, said.use)


def schema(question: Question, offered: tuple[str, ...]) -> dict[str, Any]:
    """The JSON schema of a plan: the library's own names are the only values."""
    names = {"type": "string", "enum": list(offered)}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": sorted(_FIELDS),
        "properties": {
            "operation": {"type": "string", "enum": list(_OPERATIONS)},
            "orgs": {"type": "array", "items": {"type": "string", "enum": list(question.orgs)}},
            "years": {"type": "array", "items": {"type": "integer"}},
            "items": {"type": "array", "items": names, "maxItems": 6},
            "whole": {"anyOf": [names, {"type": "null"}]},
            "basis": {"anyOf": [{"type": "string", "enum": list(_BASES)}, {"type": "null"}]},
        },
    }


def parsed(text: str) -> dict[str, Any] | None:
    """The one JSON object in a model's answer, None where there is none."""
    found = _OBJECT.search(text)
    if not found:
        return None
    try:
        plan = json.loads(found.group())
    except (json.JSONDecodeError, RecursionError):
        return None
    return plan if isinstance(plan, dict) and set(plan) <= _FIELDS else None


def validated(plan: dict[str, Any], question: Question, offered: tuple[str, ...]) -> Question | None:
    """Put a plan into *question* if every name in it exists and stands in the question's own words."""
    operation = _OPERATIONS.get(plan.get("operation") or "")
    items, whole = plan.get("items"), plan.get("whole")
    if operation in (None, Operation.NONE) or not isinstance(items, list) or not items:
        return None
    names = [*items, *([whole] if whole is not None else [])]
    if any(not isinstance(name, str) or name not in offered for name in names):
        return None
    if len(items) < _NEEDED.get(operation, 1) or any(not grounded(name, question.text) for name in items):
        return None
    if not set(_listed(plan.get("orgs"))) <= set(question.orgs) or not set(_listed(plan.get("years"))) <= set(question.years):
        return None
    return replace(
        question,
        operation=operation,
        items=tuple(_asked(name) for name in items),
        whole=_asked(whole) if whole else None,
        basis=question.basis or _BASES.get(plan.get("basis") or ""),
    )


def grounded(name: str, text: str) -> bool:
    """Whether two characters in a row that mean something of an item's names stand in the question.

    >>> grounded("公务接待费", "赫山区2020年接待上头花掉多少"), grounded("基本支出", "食堂支出多少")
    (True, False)
    >>> grounded("本年支出合计", "公开招聘了多少教师")
    False
    """
    item = find(name)
    names = (name, *item.aliases, *item.spoken) if item else (name,)
    pairs = {one[at : at + 2] for one in names for at in range(len(one) - 1)}
    return any(pair in text for pair in pairs if not _COMMON.search(pair) and not _EMPTY & set(pair))


def _asked(name: str) -> Asked:
    return Asked(item=name, said=name, known=find(name) is not None)


def _listed(value: Any) -> list[Any]:
    return [one for one in value if isinstance(one, str | int)] if isinstance(value, list) else []
