"""Several figures in one result: difference, sum, multiple, remainder, per head, side by side.

The figures are brought to one 口径 first, and may belong to several organisations or years.
"""

import re
from calendar import isleap
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import calculator
from assistant.answer import Reason
from assistant.calculator import Computed
from assistant.compute.desk import Desk, align, listed_twice, notices_of
from assistant.compute.measures import evaluate
from assistant.compute.naming import labels, prefix, short
from assistant.compute.outcome import Operand, Outcome, Step
from assistant.compute.steps import AGAINST_BASIS, growth_of, in_one_unit, operand
from assistant.errors import CannotAnswer
from assistant.evidence import Pick
from assistant.inquiry import Asked, Operation
from assistant.plan import Notice
from assistant.shelf import Subject
from index.glossary import ITEMS, Item, find
from index.quantity import Dimension, Quantity, Unit
from index.records import Against, Basis, Measure

_LAST_YEAR = re.compile(r"上年|去年|上一年|前一年|同期")

_IN_PERCENT = re.compile(r"百分之(?:几|多少)|几成|百分比")

Work = Callable[..., Computed]
Pairs = tuple[tuple[Asked, Subject], ...]

RELATIVE = (Measure.SHARE, Measure.CHANGE, Measure.CHANGE_RATE, Measure.COMPLETION_RATE)


def terms(desk: Desk) -> Pairs:
    """What the question combines: its items, or its one item over several years or organisations."""
    question = desk.plan.question
    if len(question.items) > 1 or any(asked.org or asked.year or asked.level for asked in question.items):
        return tuple((asked, desk.subject(asked)) for asked in question.items)
    return tuple((asked, subject) for asked in question.items for subject in desk.plan.subjects)


def difference(desk: Desk) -> Outcome:
    """The first less the second; in percent of the second where that is asked for: A比B多百分之几, 多三成."""
    question = desk.plan.question
    claimed = question.claimed is not None and question.claimed.unit.dimension is Dimension.RATIO
    if (claimed or _IN_PERCENT.search(question.text)) and not any(desk.measure(asked) in RELATIVE for asked in question.items):
        return _combined(desk, Operation.DIFFERENCE, _two(desk, "相减"), "（{0} − {1}） ÷ {1}", growth_of)
    return _combined(desk, Operation.DIFFERENCE, _two(desk, "相减"), "{0} − {1}", calculator.subtract)


def multiple(desk: Desk) -> Outcome:
    """How many times the second goes into the first."""
    return _combined(desk, Operation.MULTIPLE, _two(desk, "相比"), "{0} ÷ {1}", calculator.multiple)


def times_more(desk: Desk) -> Outcome:
    """By how many times the first exceeds the second."""
    return _combined(desk, Operation.TIMES_MORE, _two(desk, "相比"), "{0} ÷ {1} − 1", calculator.times_more)


def per_unit(desk: Desk) -> Outcome:
    """The first spread over the second, a count, or over the days or months of its year."""
    period = _PERIOD.search(desk.plan.question.text)
    if period and len(terms(desk)) == 1:
        return _per_period(desk, period.group(1) or period.group(2))
    pairs = _each_last(desk, _amount_first(desk, _money_of_count(desk) or _two(desk, "平均")))
    stated = [found[0].fact.quantity.unit.dimension for pair in pairs if (found := desk.readings(*pair))]
    if stated == [Dimension.MONEY, Dimension.MONEY]:
        raise CannotAnswer(Reason.AMBIGUOUS, "请说明要按什么平均：人数、批次还是别的数量")
    _refuse_strange(pairs[0][0].item, pairs[1][0].item)
    bases = [found[0].fact.quantity.unit.base for pair in pairs if (found := desk.readings(*pair))]
    if len(bases) == len(pairs) > len(set(bases)):
        raise CannotAnswer(Reason.AMBIGUOUS, f"“{short(pairs[0][0].item)}”和“{short(pairs[1][0].item)}”都按{bases[0]}计，请问要怎样平均？")
    unit = desk.plan.question.unit or ""
    money = unit.partition("/")[0] if unit.partition("/")[0].endswith("元") else "元"
    noun = find(pairs[1][0].item)
    return _combined(desk, Operation.PER_UNIT, pairs, "{0} ÷ {1}", lambda top, count: calculator.per(top, _counted(count, noun), money))


def _per_period(desk: Desk, period: str) -> Outcome:
    """A year's figure spread over its days, months or quarters."""
    asked, subject = terms(desk)[0]
    pick = desk.required(asked, subject)[0]
    days = 366 if isleap(subject.year) else 365
    number, noun, spelt = {"月": (12, "月", "个月"), "季": (4, "季度", "个季度")}.get(period, (days, "天", "天"))
    money = desk.plan.question.unit or ("元" if pick.fact.quantity.in_base < number * _WAN_YUAN else "万元")
    amount, length = operand(labels([pick.fact])[0], pick), Operand("一年", Quantity.of(number, spelt))
    result = calculator.per(pick.fact.quantity, Quantity.of(number, noun), money)
    return Outcome(
        operation=Operation.PER_UNIT, prefix=prefix([pick.fact]), names=(amount.label, noun), quantity=result.quantity,
        steps=(Step(template="{0} ÷ {1}", operands=(amount, length), result=result),), notices=notices_of([pick]),
    )  # fmt: skip


def _money_of_count(desk: Desk) -> Pairs:
    """A count alone is what the one amount of its kind is spread over: 绩效目标管理项目数 and 绩效目标管理资金."""
    found = terms(desk)
    known = find(found[0][0].item) if len(found) == 1 else None
    if known is None or known.unit == _MONEY:
        return ()
    asked, subject = found[0]
    kin = [other.name for other in ITEMS if other.group == known.group and other.unit == _MONEY and other.name[:_STEM] in known.name]
    there = [name for name in kin if desk.readings(Asked(item=name, said=name), subject)]
    return ((Asked(item=there[0], said=there[0], basis=asked.basis), subject), (asked, subject)) if len(there) == 1 else ()


def _amount_first(desk: Desk, pairs: Pairs) -> Pairs:
    """Money is spread over a count, in whichever order the two were said."""
    counted, spent = (desk.readings(*pair) for pair in pairs)
    turned = counted and spent and counted[0].fact.quantity.unit.dimension is Dimension.COUNT
    return pairs[::-1] if turned and spent[0].fact.quantity.unit.dimension is Dimension.MONEY else pairs


def _each_last(desk: Desk, pairs: Pairs) -> Pairs:
    """Of two counts the one that 每 counts is what the other is spread over: 平均每场演练多少人参加."""
    each = _EACH.search(desk.plan.question.text)
    bases = [found[0].fact.quantity.unit.base if (found := desk.readings(*pair)) else "" for pair in pairs]
    turned = each and bases[0].startswith(each.group(1)) and not bases[1].startswith(each.group(1))
    return pairs[::-1] if turned else pairs


_WAN_YUAN = 10_000
_EACH = re.compile(r"(?:每一?个?|平均一个?)(场|批|次|户|期|家|件|起|名|所|辆|项|支|人|笔|卷|张|间|台)")
_PERIOD = re.compile(r"每一?个?([天日月季])|([日月季])均")
_MONEY, _STEM = "万元", 4
_KINDS = ("接待", "出国", "培训", "会议", "用车")


def _refuse_strange(amount: str, count: str) -> None:
    """Money for one thing is not spread over the visits, trips or trainees of another; 三公 covers some of them."""
    strange = [kind for kind in _KINDS if kind in count and kind not in amount and "三公" not in amount]
    if strange:
        raise CannotAnswer(Reason.AMBIGUOUS, f"“{short(amount)}”不是按“{short(count)}”计的，请问要怎样平均？")


def _counted(count: Quantity, noun: Item | None) -> Quantity:
    """A count by the noun that the glossary has for it, where the report only says 个."""
    if noun is None or count.unit.symbol != "个" or noun.unit == "万元":
        return count
    return Quantity(count.number, Unit.of(noun.unit), count.hedge)


def total(desk: Desk) -> Outcome:
    """The sum of the items named."""
    found = terms(desk)
    if not found:
        raise CannotAnswer(Reason.AMBIGUOUS, "请说明要把哪些数字加起来")
    if len(found) == 1 and not desk.readings(*found[0]):
        return evaluate(desk, *found[0])  # 购置费和运行维护费 is one name: added up from its parts, or refused
    if len(found) == 1:
        entries = listed_twice(desk.required(*found[0])[0])
        if len(entries) == 1:
            raise CannotAnswer(Reason.AMBIGUOUS, f"请说明“{short(found[0][0].item)}”要和什么相加")
        names = labels([pick.fact for pick in entries])
        template = " + ".join(f"{{{n}}}" for n in range(len(entries)))
        return combine(Operation.SUM, tuple(zip(names, entries, strict=True)), template, calculator.add)
    return _combined(desk, Operation.SUM, found, " + ".join(f"{{{n}}}" for n in range(len(found))), calculator.add)


def remainder(desk: Desk) -> Outcome:
    """The first less all the others."""
    found = terms(desk)
    if len(found) < 2:
        raise CannotAnswer(Reason.AMBIGUOUS, "请说明从哪个数里扣除哪些数")
    outcome = _combined(desk, Operation.REMAINDER, found, " − ".join(f"{{{n}}}" for n in range(len(found))), calculator.subtract)
    if outcome.quantity.number < 0:
        whole, *parts = outcome.names
        raise CannotAnswer(Reason.AMBIGUOUS, f"“{'、'.join(parts)}”比“{whole}”还多，不是其中的一部分，请问要怎样算？")
    return outcome


def as_share(desk: Desk, outcome: Outcome) -> Outcome:
    """What was added up or is left, in percent of a whole that was named: 三项加起来占一般公共预算支出的多少."""
    whole = desk.plan.question.whole
    if whole is None or not outcome.steps or desk.measure(whole) in RELATIVE:
        return outcome
    subject = desk.subject(whole)
    scope = next((fact.scope for fact in outcome.facts if fact.scope), None)
    readings = desk.required(whole, subject)
    base = next((pick for pick in readings if pick.fact.scope is scope), readings[0])
    name = labels([base.fact])[0]
    first, *others = outcome.names
    part = first
    if others:
        part = "、".join(outcome.names) + "合计" if outcome.operation is Operation.SUM else f"{first}扣除{'、'.join(others)}后"
    result = calculator.share(outcome.quantity, base.fact.quantity)
    *before, last = outcome.steps
    template = f"（{last.template}） ÷ {{{len(last.operands)}}}"
    share = Step(template=template, operands=(*last.operands, operand(name, base)), result=result)
    return Outcome(
        operation=Operation.SHARE, prefix=prefix([base.fact]), names=(part, name), quantity=result.quantity,
        steps=(*before, share), notices=(*outcome.notices, *notices_of([base])),
    )  # fmt: skip


def combine(operation: Operation, operands: Sequence[tuple[str, Pick]], template: str, work: Work) -> Outcome:
    """One step over figures that were already chosen and named."""
    operands = tuple(zip((name for name, _ in operands), in_one_unit([pick for _, pick in operands]), strict=True))
    facts = [pick.fact for _, pick in operands]
    if len(facts) > len(set(facts)):
        raise CannotAnswer(Reason.AMBIGUOUS, f"请说明是哪几个数字：“{short(facts[0].item)}”不能与自己相算")
    result = work(*(fact.quantity for fact in facts))
    step = Step(template=template, operands=tuple(operand(name, pick) for name, pick in operands), result=result)
    return Outcome(
        operation=operation, prefix=prefix(facts), names=tuple(name for name, _ in operands), quantity=result.quantity,
        steps=(step,), notices=notices_of([pick for _, pick in operands]),
    )  # fmt: skip


def _combined(desk: Desk, operation: Operation, pairs: Pairs, template: str, work: Work) -> Outcome:
    if any(desk.measure(asked) in RELATIVE for asked, _ in pairs):
        return _of_results(desk, operation, pairs, template, work)
    readings = [desk.readings(asked, subject) for asked, subject in pairs]
    if not all(readings):  # turned back or added up, or the refusal that it deserves
        return _of_results(desk, operation, pairs, template, work)
    picks, mixed = align(readings)
    names = labels([pick.fact for pick in picks])
    outcome = combine(operation, tuple(zip(names, picks, strict=True)), template, work)
    if mixed and operation is not Operation.PER_UNIT:
        outcome = replace(outcome, notices=(*outcome.notices, Notice("mixed_scope", (), tuple(pick.fact for pick in picks))))
    return outcome


def _of_results(desk: Desk, operation: Operation, pairs: Pairs, template: str, work: Work) -> Outcome:
    """Combine shares, rates or changes, each with its own steps."""
    found = [evaluate(desk, asked, subject) for asked, subject in pairs]
    shared, names = _result_names(found)
    result = work(*(outcome.quantity for outcome in found))
    operands = tuple(Operand(name, outcome.quantity, outcome.fact) for name, outcome in zip(names, found, strict=True))
    step = Step(template=template, operands=operands, result=result)
    return Outcome(
        operation=operation, prefix=shared, names=names, quantity=result.quantity,
        steps=(*(step for outcome in found for step in outcome.steps), step),
        notices=tuple(notice for outcome in found for notice in outcome.notices),
    )  # fmt: skip


_SUFFIXES = {
    Operation.SHARE: "占比", Operation.CHANGE: "增减额", Operation.CHANGE_RATE: "增减率", Operation.COMPLETION: "完成率",
}  # fmt: skip


def _result_names(found: Sequence[Outcome]) -> tuple[str, tuple[str, ...]]:
    """What the results share, and what each is called beside it."""
    facts = [outcome.facts[0] for outcome in found]
    years = {outcome.prefix for outcome in found}
    shared = found[0].prefix if len(years) == 1 else facts[0].org if len({fact.org for fact in facts}) == 1 else ""
    rest = (outcome.prefix.removeprefix(shared) for outcome in found)
    suffixes = (_SUFFIXES.get(outcome.operation, "") for outcome in found)
    return shared, tuple(f"{own}{short(outcome.names[0])}{suffix}" for own, outcome, suffix in zip(rest, found, suffixes, strict=True))


def _two(desk: Desk, verb: str) -> Pairs:
    """The two figures; of one item in two years the later comes first: 2020年是2019年的几倍; else it and its base."""
    found = terms(desk)
    question = desk.plan.question
    moved = Operation.TIMES_MORE in (question.operation, question.of)  # 增长了两倍: than the year before
    against = question.against or (Against.LAST_YEAR if moved or _LAST_YEAR.search(question.text) else None)
    if len(found) == 1 and against is not None:
        return _with_base(desk, *found[0], against)
    if len(found) != 2:
        raise CannotAnswer(Reason.AMBIGUOUS, f"请说明是哪两个数字{verb}")
    if len(question.items) == 1 and found[0][1].org == found[1][1].org:
        return tuple(sorted(found, key=lambda pair: -pair[1].year))
    return found


def _with_base(desk: Desk, asked: Asked, subject: Subject, against: Against) -> Pairs:
    """A figure and what it is compared with: its budget, or last year's."""
    if against in AGAINST_BASIS:
        return (replace(asked, basis=Basis.FINAL), subject), (replace(asked, basis=AGAINST_BASIS[against]), subject)
    return (asked, subject), (asked, desk.plan.shelf.subject(subject.org, desk.base_year(subject)))
