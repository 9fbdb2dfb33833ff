"""Plans: what was planned, how a plan was changed, how much of it was reached.

Comes in: the verb before a figure. Goes out: facts of the budget and measured against it. Never looks beyond the figure's own clause.
"""

import re
from dataclasses import replace

from index.facts.comparing import Comparing
from index.facts.emit import signed
from index.facts.figures import Mark
from index.facts.fillers import only_filler
from index.facts.labels import TOTALS, Subject, bare_word, known_subject, placed
from index.facts.naming import MONEY, without_basis
from index.facts.open_labels import open_label
from index.facts.verbs import Reading
from index.quantity import Quantity
from index.records import Against, Basis, Measure

_SIDE_OF_PLAN = re.compile(r"部门预算(?:总)?(?:收入|支出)(?:数|总额)?(?:为|共计?|是)?$")
_MORE = re.compile(r"(?:(?P<up>增加|追加|调增)|(?P<down>减少|核减|调减))(?:了|的)?$")
_BEYOND = re.compile(r"(?:超出|高出|多出)了?$")
_PLANNED_FIRST = re.compile(r"(?:(?:19|20)\d\d年度?)?(?:年初|当年|本年)预算(?:安排|批复)?的?(?=.{2})")
_HAPPENED = re.compile(r"实际|决算|执行|完成|已|支付|使用|到位|下达")
_AS_CHANGED = re.compile(r"调整后的?(?=[一-龥“”]{2,16}$)")
_OF_A_PLAN = re.compile(
    r"(?:年初|当年|本年|(?P<adjusted>全年|调整后?))?的?(?P<what>[一-龥“”]{2,16}?)(?:年初)?预算(?:数|总额|金额|总数)?的?"
)
PLANS = {Basis.BUDGET: Against.BUDGET, Basis.ADJUSTED_BUDGET: Against.ADJUSTED_BUDGET}
"""What a figure is measured against where its plan is one of these."""


class Planning(Comparing):
    """States figures of plans and against plans."""

    def _own_rate(self, at: int, mark: Mark) -> None:
        """预算执行率98.5% of nothing that was named before is a figure of its own."""
        label = open_label(self.layout.text[at : mark.start])
        if not label.endswith("率") or mark.quantity is None:
            self._lose(mark, "no_label")
            return
        subject = Subject(label, label, False, self.base_at + at, self.base_at + mark.start)
        self._state(subject, mark, mark.quantity, Measure.AMOUNT, self.setting.basis, self.frame.year, at)

    def _more_planned(self, reading: Reading, at: int, mark: Mark) -> bool:
        """年中调整增加预算141万元 changes the plan, 超出预算141万元 goes beyond it; neither is the plan."""
        if reading.basis not in PLANS or mark.quantity is None:
            return False
        subject = self.frame.subject
        if _BEYOND.search(reading.rest) and subject is not None:
            self._state(subject, mark, mark.quantity, Measure.CHANGE, self.setting.basis, self.frame.year, at, against=PLANS[reading.basis])
            return True
        found = _MORE.search(reading.rest)
        if found is None:
            return False
        quantity = signed(mark, 1 if found["up"] else -1)
        if self.frame.base is not None and self.frame.against is not Against.BUDGET and self.frame.subject is not None:
            self._state_change(self.frame.subject, mark, quantity, Measure.CHANGE, at)
        else:
            self._adjustment(mark, quantity, Measure.CHANGE, at)
        return True

    def _planned_first(self, rest: str, at: int, reading: Reading) -> tuple[str, Reading]:
        """年初预算安排|基本支出9万元、项目支出3万元: the words for the plan stand before the first of a row."""
        frame = self.frame
        found = _PLANNED_FIRST.match(rest)
        first = found is not None and known_subject(rest[found.end() :], at, self.setting) is not None
        frame.planned_row = first or (frame.planned_row and reading.basis is None and self.layout.text[at] in "、和及与")
        if found is not None and first:
            rest = rest[found.end() :]
        return rest, replace(reading, basis=Basis.BUDGET) if frame.planned_row else reading

    def _planned_with(self, part: Subject, at: int, mark: Mark) -> Basis | None:
        """年初预算48万元，其中：公务接待费15万元: a part of the plan is planned."""
        head = self.frame.head
        if head is None or head.item == part.item or _HAPPENED.search(self.layout.text, at, mark.start):
            return None
        return self.frame.planned_list

    def _of_the_department(self, at: int, mark: Mark) -> bool:
        """2026年部门预算收入3万元: both sides of the plan, where no narrower subject stands before."""
        subject = self.frame.subject
        narrow = subject is not None and subject.item not in TOTALS and subject.item != "部门预算数"
        return not narrow and bool(_SIDE_OF_PLAN.search(self.layout.text, max(at, mark.start - 12), mark.start))

    def _adjustment(self, mark: Mark, quantity: Quantity, measure: Measure, at: int) -> None:
        """调整预算增加141.00万元: the adjusted budget against the initial one."""
        subject = self.frame.subject
        if subject is None:
            self._lose(mark, "no_label")
            return
        self._state(
            subject, mark, quantity, measure, Basis.ADJUSTED_BUDGET, self.frame.year, at, against=Against.BUDGET
        )  # fmt: skip

    def _plan_of(self, subject: Subject, whole: str, mark: Mark) -> Against | None:
        """政府采购支出120万元，占年初政府采购预算的89%: a share of its own plan is how much of it was reached."""
        found = _OF_A_PLAN.fullmatch(whole)
        if found is None:
            return None
        place = self.base_at + mark.start
        planned = known_subject(found["what"], place, self.setting) or self._completed(found["what"], placed(subject, place, ""), MONEY)
        if planned is None or planned.item != subject.item:
            return None
        return Against.ADJUSTED_BUDGET if found["adjusted"] else Against.BUDGET

    def _completion(self, reading: Reading, at: int, mark: Mark) -> None:
        frame = self.frame
        assert mark.quantity is not None
        subject = None
        if not only_filler(reading.rest, self.setting) and not bare_word(without_basis(reading.rest), self.setting):
            subject = known_subject(without_basis(reading.rest), self.base_at + at, self.setting)
            if subject is None and reading.against is None:
                subject = self._subject_of(reading.rest, at, mark.quantity.unit)
        subject = subject or next((each for each, _ in frame.own if each.printed and reading.rest.startswith(each.printed)), frame.subject)
        if subject is None:
            self._own_rate(at, mark)
            return
        against = reading.against or (frame.plan if reading.whole == "计划" else None)
        if reading.whole == "预算" and frame.adjusted:
            against = Against.ADJUSTED_BUDGET
        frame.completed, frame.planned = True, None
        self._state(subject, mark, mark.quantity, Measure.COMPLETION_RATE, Basis.FINAL, frame.year, at, against=against)


def of_the_plan_as_changed(reading: Reading) -> Reading:
    """调整后|政府采购|预算130万元."""
    found = _AS_CHANGED.search(reading.rest) if reading.basis is Basis.BUDGET else None
    if found is None:
        return reading
    return replace(reading, rest=reading.rest[: found.start()] + reading.rest[found.end() :], basis=Basis.ADJUSTED_BUDGET)
