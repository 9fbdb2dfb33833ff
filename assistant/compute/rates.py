"""Claims of rates and tasks that stand under a report's own labels: 抽检合格率没到98%, 征缴任务没有完成.

Comes in: a desk whose question is to be verified. Goes out: the desk asked of the very label, or a finding with its verdict.
"""

import re
from dataclasses import replace

from assistant import calculator
from assistant.answer import Verdict
from assistant.compute.desk import Desk
from assistant.compute.finding import Finding, Judged
from assistant.compute.steps import worked
from assistant.evidence import LEVELS
from assistant.inquiry import Asked, Operation
from index.quantity import Dimension
from index.records import Fact

_RATE = re.compile(r"([\u4e00-\u9fff]{2,10}率)")
_TASK = re.compile(r"(?:目标)?(?:任务|计划|目标)(?:数|量|指标)?$")
_DONE = re.compile(
    r"(?:任务|计划|目标)(?:数|量|指标)?(?:都|也|是否|到底|已经?)*(?P<not>没有?|未|尚未)?(?:全部|按期|如期)?(?:完成|达到|达成|实现)"
)
_ACTUAL = re.compile(r"(?:实际)?完成(?:数|量)?$|实际(?:数|量|[\u4e00-\u9fff]{0,4})$")
_NEAR = 80
"""How many characters apart a count and its rate may stand."""


def rated(desk: Desk) -> Desk:
    """A percentage claimed of what the report counts is of the rate that stands beside the count: 食品抽检…批次，合格率98.47%."""
    question = desk.plan.question
    said = _RATE.search(question.text)
    claimed = question.claimed is not None and question.claimed.unit.dimension is Dimension.RATIO
    if said is None or not claimed or len(question.items) != 1 or question.of not in (None, Operation.LOOKUP, Operation.SHARE):
        return desk
    subject = desk.subject(question.items[0])
    counts = [fact for fact in desk.evidence.facts(subject, question.items[0].item) if fact.measure in LEVELS]
    if not counts or any(fact.quantity.unit.dimension is Dimension.RATIO for fact in counts):
        return desk
    rates = {fact.item for fact in desk.evidence.everything(subject) if _is_rate_of(fact, counts, said.group(1))}
    if len(rates) != 1:
        return desk
    item = rates.pop()
    asked = Asked(item=item, said=said.group(1), known=False)
    return Desk(replace(desk.plan, question=replace(question, items=(asked,), whole=None, of=Operation.LOOKUP)), desk.evidence)


def _is_rate_of(fact: Fact, counts: list[Fact], said: str) -> bool:
    """Whether a rate stands beside a count and all its characters are said: 调解率 of 调解成功率."""
    named = fact.item.endswith("率") and set(fact.item) <= set(said) and fact.quantity.unit.dimension is Dimension.RATIO
    return named and any(fact.report == count.report and abs(fact.start - count.start) < _NEAR for count in counts)


def task(desk: Desk) -> Finding | None:
    """Whether a task was fulfilled: what was done against what was set, each under the report's own label."""
    question = desk.plan.question
    done = _DONE.search(question.text)
    if done is None or question.claimed is not None or len(question.items) != 1 or not _TASK.search(question.items[0].item):
        return None
    subject = desk.subject(question.items[0])
    stem = _TASK.sub("", question.items[0].item)
    reached = [name for name in desk.evidence.names(subject) if name.startswith(stem) and _ACTUAL.fullmatch(name[len(stem) :])]
    target = desk.readings(question.items[0], subject)
    actual = desk.readings(Asked(item=reached[0], said=reached[0], known=False), subject) if len(reached) == 1 else ()
    if not target or not actual or not target[0].fact.quantity.number:
        return None
    outcome = worked(Operation.SHARE, "{0} ÷ {1}", (actual[0], target[0]), calculator.share)
    fulfilled = actual[0].fact.quantity.in_base >= target[0].fact.quantity.in_base
    return Finding(outcomes=(outcome,), judged=Judged(None, Verdict.TRUE if fulfilled is not bool(done["not"]) else Verdict.FALSE))
