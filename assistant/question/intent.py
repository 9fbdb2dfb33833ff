"""What is to be done with the items of one question, where its words alone would say otherwise.

Comes in: the reading of a question's items, its marked text. Goes out: what is wanted. Never changes an item.
"""

import re
from dataclasses import replace

from assistant.inquiry import Condition, Operation
from assistant.question.items import Reading
from assistant.question.marking import Marked
from assistant.question.operations import Wanted, is_yes_no, wanted
from index.quantity import Dimension
from index.records import Against


def intended(reading: Reading, marked: Marked) -> Wanted:
    """What the words want, seen together with the years, the items and the unit of a claimed figure."""
    mask = _not_grown(reading).replace("Q", "I").replace("K", "I")
    return _by_unit(_left_over(_each_budget(wanted(mask, mask.count("I"), reading.spelt), marked, mask), reading), marked)


def _not_grown(reading: Reading) -> str:
    """The mask, in which 新增 is no change where nothing known is asked for: 新增参保多少人 is what a report calls it."""
    return reading.mask if any(item.known for item in reading.items) else reading.mask.replace("新增", "")


def _each_budget(want: Wanted, marked: Marked, mask: str) -> Wanted:
    """2024年和2025年预算差多少 compares the budgets of two years, neither with what was spent."""
    if len(marked.years.years) < 2 or want.against is not Against.BUDGET or _SPENT_TOO.search(mask):
        return want
    return replace(want, against=None) if want.operation in (Operation.CHANGE, Operation.DIFFERENCE, Operation.COMPARE) else want


_SPENT_TOO = re.compile("决算|实际|执行|完成|超|[比较]年?初?预算|花|用")


def _left_over(want: Wanted, reading: Reading) -> Wanted:
    """还剩多少没花完 asks for what is left of the year, not for what is left of the budget, unless it says so."""
    left = (not reading.items and "剩" in reading.mask) or (reading.phrases == (True,) and reading.items[0].item == "年末结转和结余")
    if not left or "预算" in reading.mask:
        return want
    if want.against is None or not want.against.value.endswith("budget"):
        return want
    return replace(want, operation=Operation.LOOKUP, of=None, against=None, direction=None, condition=Condition.ANY)


def _by_unit(want: Wanted, marked: Marked) -> Wanted:
    """What a claimed figure is of, told by its unit: a rate, a share, a multiple."""
    if want.operation is not Operation.VERIFY or not marked.numbers:
        return want
    dimension = marked.numbers[0].quantity.unit.dimension
    of = want.of
    if of is Operation.COMPLETION and dimension is Dimension.MONEY and not is_yes_no(marked.text):  # 任务完成率,实际16451万
        return replace(want, operation=of, of=None)
    if dimension is Dimension.RATIO and of in (None, Operation.CHANGE):
        of = Operation.CHANGE_RATE if of else Operation.SHARE
    if dimension is Dimension.RATIO and _OF_LAST_YEAR.search(marked.text):
        of = Operation.MULTIPLE  # 不到上年的八成
    if dimension is Dimension.TIMES:
        of = Operation.TIMES_MORE if want.direction and "的N" not in marked.text else Operation.MULTIPLE
    return replace(want, of=of)


_OF_LAST_YEAR = re.compile(r"(?:上年|上一年|Y)度?的N")
