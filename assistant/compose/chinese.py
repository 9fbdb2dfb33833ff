"""A finding in Chinese: the figure first, its source behind it, the formula with numbers where it is computed."""

import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from assistant.answer import Diagnosis, Verdict
from assistant.compose.footnotes import Source, Text, amount, joined
from assistant.compute.bounds import bounded
from assistant.compute.finding import Finding
from assistant.compute.naming import labels, prefix, scope_word
from assistant.compute.outcome import Outcome, Step
from assistant.inquiry import Condition, Operation, Relation
from assistant.plan import Plan
from index.records import Fact, Measure

_FLIPPED = MappingProxyType({"− ": "+ ", "+ ": "− "})
_SLOT = re.compile(r"\{(\d+)\}")


def worked(step: Step) -> Text:
    """The formula in numbers, each with its source: 4160.35万元[1] ÷ 5199.35万元[2]."""
    out: list[str | Source] = []
    for number, piece in enumerate(_SLOT.split(step.template)):
        if number % 2 == 0:
            out.append(piece)
            continue
        operand = step.operands[int(piece)]
        sign = out[-1] if out and isinstance(out[-1], str) else ""
        flipped = _FLIPPED.get(sign[-2:]) if operand.quantity.number < 0 else None
        if flipped:
            out[-1] = sign[:-2] + flipped
        out.append(amount(operand.quantity, unsigned=flipped is not None))
        out.extend([operand.fact] if operand.fact else [])
    return tuple(out)


def computed(outcome: Outcome) -> Text:
    """The calculation in brackets and the report's own result; for a printed figure just its source."""
    if not outcome.steps:
        return (outcome.fact,) if outcome.fact else ()
    step = outcome.steps[-1]
    return ("（", *worked(step), "）", *_reported(step))


def _reported(step: Step) -> Text:
    if step.reported is None:
        return ()
    printed = as_said(step.reported)
    if step.agrees:
        return (f"，与报告自己写的{printed}", step.reported, "一致")
    return (f"；报告自己写的是{printed}", step.reported, f"，与计算结果不一致{'（' + step.note + '）' if step.note else ''}")


def as_said(fact: Fact) -> str:
    """A printed result in the report's way: a fall as 下降25.00%, anything else plain."""
    if fact.measure in (Measure.CHANGE, Measure.CHANGE_RATE) and fact.quantity.number < 0:
        return ("减少" if fact.measure is Measure.CHANGE else "下降") + amount(fact.quantity, unsigned=True)
    return amount(fact.quantity)


def _lookup(outcome: Outcome) -> Text:
    return (f"{outcome.prefix}{outcome.names[0]}为{amount(outcome.quantity)}", *computed(outcome))


def _share(outcome: Outcome) -> Text:
    part, whole = outcome.names
    return (f"{outcome.prefix}{part}占{whole}的{amount(outcome.quantity)}", *computed(outcome))


def _change(outcome: Outcome) -> Text:
    item, base = outcome.names
    return (f"{outcome.prefix}{item}比{base}{_moved(outcome, '增加', '减少')}", *computed(outcome))


def _change_rate(outcome: Outcome) -> Text:
    item, base = outcome.names
    return (f"{outcome.prefix}{item}比{base}{_moved(outcome, '增长', '下降')}", *computed(outcome))


def _moved(outcome: Outcome, up: str, down: str) -> str:
    if outcome.quantity.number == 0:
        return f"持平，{up}{amount(outcome.quantity)}"
    return (up if outcome.quantity.number > 0 else down) + amount(outcome.quantity, unsigned=True)


def _completion(outcome: Outcome) -> Text:
    item, base = outcome.names
    return (f"{outcome.prefix}{item}完成{base}的{amount(outcome.quantity)}", *computed(outcome))


def _difference(outcome: Outcome) -> Text:
    first, second = outcome.names
    if outcome.quantity.number == 0:
        return (f"{outcome.prefix}{first}与{second}相等，相差{amount(outcome.quantity)}", *computed(outcome))
    word = "多" if outcome.quantity.number > 0 else "少"
    if outcome.quantity.unit.symbol == "个百分点":
        word = "高" if outcome.quantity.number > 0 else "低"
    return (f"{outcome.prefix}{first}比{second}{word}{amount(outcome.quantity, unsigned=True)}", *computed(outcome))


def _sum(outcome: Outcome) -> Text:
    if len(outcome.names) == 1:
        return _lookup(outcome)
    return (f"{outcome.prefix}{'、'.join(outcome.names)}合计{amount(outcome.quantity)}", *computed(outcome))


def _multiple(outcome: Outcome) -> Text:
    first, second = outcome.names
    return (f"{outcome.prefix}{first}是{second}的{amount(outcome.quantity)}", *computed(outcome))


def _times_more(outcome: Outcome) -> Text:
    first, second = outcome.names
    word = "高出" if outcome.quantity.number >= 0 else "低"
    return (f"{outcome.prefix}{first}比{second}{word}{amount(outcome.quantity, unsigned=True)}", *computed(outcome))


def _per_unit(outcome: Outcome) -> Text:
    first, count = outcome.names
    return (f"{outcome.prefix}{first}按{count}平均为{amount(outcome.quantity)}", *computed(outcome))


def _remainder(outcome: Outcome) -> Text:
    first, *others = outcome.names
    return (f"{outcome.prefix}{first}扣除{'、'.join(others)}后为{amount(outcome.quantity)}", *computed(outcome))


def _reverse(outcome: Outcome) -> Text:
    return (f"{outcome.prefix}{outcome.names[0]}倒推为{amount(outcome.quantity)}", *computed(outcome))


WORDING: MappingProxyType[Operation, Callable[[Outcome], Text]] = MappingProxyType(
    {
        Operation.LOOKUP: _lookup,
        Operation.SHARE: _share,
        Operation.CHANGE: _change,
        Operation.CHANGE_RATE: _change_rate,
        Operation.COMPLETION: _completion,
        Operation.DIFFERENCE: _difference,
        Operation.SUM: _sum,
        Operation.MULTIPLE: _multiple,
        Operation.TIMES_MORE: _times_more,
        Operation.PER_UNIT: _per_unit,
        Operation.REMAINDER: _remainder,
        Operation.REVERSE: _reverse,
        Operation.INDICATOR: _lookup,
        Operation.COMPARE: _lookup,
    }
)


def label(outcome: Outcome) -> str:
    """What the figure is called on its own."""
    names = outcome.names
    match outcome.operation:
        case Operation.SHARE:
            return f"{names[0]}占{names[1]}"
        case Operation.CHANGE | Operation.CHANGE_RATE:
            return f"{names[0]}比{names[1]}{'增减额' if outcome.operation is Operation.CHANGE else '增减率'}"
        case Operation.COMPLETION:
            return f"{names[0]}完成{names[1]}"
        case Operation.DIFFERENCE:
            return f"{names[0]}减{names[1]}"
        case Operation.SUM if len(names) > 1:
            return f"{'、'.join(names)}合计"
        case Operation.MULTIPLE | Operation.TIMES_MORE:
            return f"{names[0]}比{names[1]}{'的倍数' if outcome.operation is Operation.MULTIPLE else '高出的倍数'}"
        case Operation.PER_UNIT:
            return f"{names[0]}按{names[1]}平均"
        case Operation.REMAINDER:
            return f"{names[0]}扣除{'、'.join(names[1:])}"
        case _:
            return names[0]


def readings(outcomes: tuple[Outcome, ...]) -> Text:
    """One item in several 口径: which is which."""
    head = f"{outcomes[0].prefix}{_bare(outcomes[0])}有{'两' if len(outcomes) == 2 else '几'}个口径："
    named = [(f"{_scope(outcome)}为{amount(outcome.quantity)}", *computed(outcome)) for outcome in outcomes]
    return (head, *joined(named, "；"))


def _bare(outcome: Outcome) -> str:
    return outcome.names[0].removesuffix(f"（{scope_word_of(outcome)}）")


def scope_word_of(outcome: Outcome) -> str:
    """The 口径 of a printed figure in words."""
    return scope_word(outcome.fact) if outcome.fact else ""


def _scope(outcome: Outcome) -> str:
    return scope_word_of(outcome) or (outcome.names[0] if outcome.fact and outcome.fact.scope else "未注明口径")


def _said_once(outcomes: tuple[Outcome, ...]) -> list[Outcome]:
    """Leave out the organisation and year where the sentence before already named them."""
    return [
        replace(outcome, prefix="") if number and outcome.prefix == outcomes[number - 1].prefix else outcome
        for number, outcome in enumerate(outcomes)
    ]


def body(plan: Plan, finding: Finding) -> Text:
    """The sentences of an answer."""
    if finding.reports:
        return ("资料库里有：" + "；".join(report.title for report in finding.reports) + "。",)
    text = (*_verdict(plan, finding), *_figures(plan, finding))
    return (*text, *_quotes(plan, finding, after=bool(text)))


def _figures(plan: Plan, finding: Finding) -> Text:
    outcomes = finding.outcomes
    if not outcomes:
        return ()
    operation = outcomes[0].operation
    if operation is Operation.RANKING:
        return _ranking(plan, outcomes)
    if operation is Operation.COUNT_OF:
        return _count(outcomes[0], finding)
    same = {(outcome.fact.item, outcome.fact.org, outcome.fact.year) for outcome in outcomes if outcome.fact}
    scopes = {outcome.fact.scope for outcome in outcomes if outcome.fact}
    if len(outcomes) > 1 and len(scopes) == len(outcomes) and len(same) == 1:
        return (*readings(outcomes), "。")
    return (*joined([WORDING[outcome.operation](outcome) for outcome in _said_once(outcomes)], "；"), "。")


_RANKED_BY = MappingProxyType({Operation.COMPLETION: "完成率", Operation.CHANGE_RATE: "增减率", Operation.CHANGE: "增减额"})


def _ranking(plan: Plan, outcomes: tuple[Outcome, ...]) -> Text:
    first, *rest = outcomes
    word = _RANKED_BY.get(plan.question.of or Operation.RANKING, "") + ("最高" if plan.question.descending else "最低")
    if plan.question.of in (Operation.CHANGE, Operation.CHANGE_RATE) and plan.question.claimed_direction:
        word = ("增加" if plan.question.claimed_direction > 0 else "减少") + ("最多" if plan.question.descending else "最少")
    if plan.question.nth and plan.question.operation is Operation.RANKING:
        word = "从高到低排在问题所说名次" if plan.question.descending else "从低到高排在问题所说名次"
    shared = prefix([fact for outcome in outcomes for fact in outcome.facts])
    if plan.question.group == "orgs" and len(plan.subjects) > 1:  # whose figure it is stands beside each
        shared = shared.removeprefix(outcomes[0].facts[0].org)
    if (plan.question.condition is not Condition.ANY and plan.question.of is None) or bounded(plan.question):
        listed: list[Text] = [(f"{outcome.names[0]}{amount(outcome.quantity)}", *_source(outcome)) for outcome in outcomes]
        return (f"{shared}符合条件的有：", *joined(listed, "、"), "。")
    head: Text = (f"{shared}{word}的是{first.names[0]}，为{amount(first.quantity)}", *_source(first))
    following: list[Text] = [(f"{outcome.names[0]}{amount(outcome.quantity)}", *_source(outcome)) for outcome in rest]
    return (*head, *(("；其后依次是", *joined(following, "、")) if following else ()), "。")


def _source(outcome: Outcome) -> Text:
    return (outcome.fact,) if outcome.fact else computed(outcome)


def _count(outcome: Outcome, finding: Finding) -> Text:
    operands = outcome.steps[0].operands
    if not operands:
        looked: list[Text] = [(f"{name}{amount(fact.quantity)}", fact) for name, fact in _looked_through(finding)]
        return (f"{outcome.prefix}没有符合条件的项目（比较了", *joined(looked, "、"), "）。")
    listed: list[Text] = [
        (f"{operand.label}{amount(operand.quantity)}", *((operand.fact,) if operand.fact else ())) for operand in operands
    ]
    return (f"{outcome.prefix}符合条件的有{amount(outcome.quantity)}：", *joined(listed, "、"), "。")


def _looked_through(finding: Finding) -> list[tuple[str, Fact]]:
    return list(zip(labels(finding.sources), finding.sources, strict=True))


VERDICTS = MappingProxyType({Verdict.TRUE: "是的：", Verdict.FALSE: "不是：", Verdict.UNVERIFIABLE: "算不算，要看取整到什么程度："})
MISTAKEN = MappingProxyType(
    {
        Diagnosis.UNIT: "单位不同",
        Diagnosis.YEAR: "那是另一年的数字",
        Diagnosis.ORG: "那是另一个单位的数字",
        Diagnosis.BASIS: "那是另一种数（预算与决算相混）",
        Diagnosis.SCOPE: "那是另一个口径的数字",
        Diagnosis.DIRECTION: "增减方向相反",
        Diagnosis.ROUNDING: "四舍五入不当",
        Diagnosis.ARITHMETIC: "与用报告数字计算的结果不符",
        Diagnosis.OTHER: "",
    }
)


_IS_THERE = re.compile(r"有没有|有无|是否有|(?<![是没])有(?!没有).*(?:吗|么|没有|没)[?？]?$")


def _verdict(plan: Plan, finding: Finding) -> Text:
    judged = finding.judged
    if judged is None:
        return ()
    if judged.verdict is Verdict.TRUE and judged.nearest is not None:
        return ("报告有一处是这样写的，但写法不一：",)
    if plan.question.relation is Relation.ANY and judged.claimed is None and _IS_THERE.search(plan.question.text):
        return ("有：" if judged.verdict is Verdict.TRUE else "没有：",)
    mistake = MISTAKEN[judged.mistook] if judged.mistook and judged.verdict is Verdict.FALSE else ""
    own = {outcome.fact for outcome in finding.outcomes}
    if judged.nearest is not None and judged.nearest not in own and mistake:
        name = prefix([judged.nearest]) + labels([judged.nearest])[0]
        return (VERDICTS[judged.verdict] + mistake + f"（{name}为{amount(judged.nearest.quantity)}", judged.nearest, "）。")
    return (VERDICTS[judged.verdict] + (mistake + "。" if mistake else ""),)


LEADS = MappingProxyType({Operation.REASON: "报告写的原因：", Operation.DEFINITION: "报告的名词解释："})


def _quotes(plan: Plan, finding: Finding, *, after: bool) -> Text:
    """The report's own words: one in quotation marks, several one a line."""
    if not finding.excerpts:
        return ()
    lead = (f"{finding.lead}，" if finding.lead else "") + LEADS.get(plan.question.operation, "报告写道：")
    if len(finding.excerpts) == 1:
        return (f"{lead}“{finding.excerpts[0].flowing}”", finding.excerpts[0])
    lines: list[Text] = [(excerpt.flowing, excerpt) for excerpt in finding.excerpts]
    return (("\n" if after else "") + lead + "\n", *joined(lines, "\n"))
