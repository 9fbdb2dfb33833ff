"""What a figure does for its subject: an amount, a change, a share, a completion, one of a list.

Comes in: the verb before a figure. Goes out: facts. Never looks beyond the figure's own clause.
"""

import re
from dataclasses import replace

from index.facts.comparing import Comparing
from index.facts.emit import signed
from index.facts.figures import Mark
from index.facts.fillers import only_filler
from index.facts.fitting import Growth
from index.facts.labels import TOTALS, Subject, bare_word, known_subject, unit_of
from index.facts.naming import LATELY, UNTOLD, without_basis
from index.facts.open_labels import open_label
from index.facts.verbs import Reading, Verb
from index.quantity import Dimension, Quantity, Unit
from index.records import Against, Basis, Measure

_LAST_YEAR = re.compile(r"(?:上年度?|上一年度?|去年)(?:同期)?(?:数$|(?=决算|预算|实际|执行|支出|收入|总收入|总支出|数|为|的|完成|$))")
_MONEY_WORDS = re.compile(r"费|基金|征缴|收入|支出|款|资金|补助|补贴|工资|经费|预算|额|投资|产值|税|价值")
_SCORED = re.compile(r"得分|评分|总分|分值|自评|满意度|评价|考核|评为|得$|计$|打分|平均分?$")
_FULL_MARKS = re.compile(r"(?:满分|分值|标准分|权重|总分值)(?:为|是|共|：)?$")
_SIDE_OF_PLAN = re.compile(r"部门预算(?:总)?(?:收入|支出)(?:数|总额)?(?:为|共计?|是)?$")
_ADDED = re.compile(r"(?:追加|调增|调减|核减)(?:了|预算|资金)*$")
_FROM = re.compile(r"(?:由|从|自)(?:(?:19|20)\d\d年度?)?的?$")
_PLANNED_FIRST = re.compile(r"(?:(?:19|20)\d\d年度?)?(?:年初|当年|本年)预算(?:安排|批复)?的?(?=.{2})")
_MORE = re.compile(r"(?:(?P<up>增加|追加|调增)|(?P<down>减少|核减|调减))(?:了|的)?$")
_BEYOND = re.compile(r"(?:超出|高出|多出)了?$")
_PLAN_OF = re.compile(r"(?:仅|共)?(?:完成|占|达到?|为|是|控制在|未?低于|未?超过|未突破)(?:了)?(?:(?:19|20)\d\d年(?:度)?)?(?:支出|收入)?$")
_PLANS = {Basis.BUDGET: Against.BUDGET, Basis.ADJUSTED_BUDGET: Against.ADJUSTED_BUDGET}


class Stating(Comparing):
    """States figures, each by its verb."""

    def _dispatch(self, reading: Reading, at: int, mark: Mark, trail: str) -> None:
        if not self.frame.year:
            self._lose(mark, "several_years")
        elif reading.verb is Verb.RESIDUE:
            start = self.base_at + at + len(reading.rest)
            self.ledger.lose(start, self.base_at + mark.end, "template_residue")
        elif reading.verb is Verb.RATIO_TO_BASE:
            self._lose(mark, "ratio_to_last_year")
        elif reading.verb is Verb.CHANGES:
            self._change(reading, at, mark)
        elif reading.verb is Verb.SHARES:
            self._share(reading, at, mark)
        elif (whole := self._whole_of(reading.rest, mark)) is not None:
            self._share(replace(reading, rest="", whole=whole), at, mark)
        elif reading.verb is Verb.COMPLETES:
            self._completion(reading, at, mark)
        else:
            self._amount(reading, at, mark, trail)

    def _whole_of(self, words: str, mark: Mark) -> str | None:
        """基本支出60万元（60%）: what a rate alone in a bracket is a share of, if the figures just read bear it out."""
        part, rate = self.frame.amount, mark.quantity
        if words.strip() or not self.depth or part is None or rate is None or rate.unit.dimension is not Dimension.RATIO:
            return None
        for fact in reversed(self.ledger.facts[-LATELY:]):
            whole = fact.quantity
            larger = fact.measure is Measure.AMOUNT and whole.comparable(part) and part.in_base < whole.in_base
            if larger and abs(part.in_base / whole.in_base - rate.in_base) <= 2 * rate.slack:
                return fact.item
        return None

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
        if reading.basis not in _PLANS or mark.quantity is None:
            return False
        subject = self.frame.subject
        if _BEYOND.search(reading.rest) and subject is not None:
            self._state(
                subject, mark, mark.quantity, Measure.CHANGE, self.setting.basis, self.frame.year, at, against=_PLANS[reading.basis]
            )
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

    def _amount(self, reading: Reading, at: int, mark: Mark, trail: str) -> None:
        frame, text = self.frame, self.layout.text
        if self._more_planned(reading, at, mark):
            return
        if mark.worded:
            mark = self._worded(mark, reading.rest, at)
        mark = self._with_money(mark, reading.rest)
        assert mark.quantity is not None
        unit = mark.quantity.unit
        if mark.bare_scale and unit.dimension is Dimension.COUNT and unit.base in ("万", "亿", "千", "百", "十"):
            self._lose(mark, "no_unit")
            return
        if unit.dimension is Dimension.TIMES:
            self._lose(mark, "ratio")
            return
        if unit.dimension is Dimension.SCORE and _FULL_MARKS.search(text, max(mark.start - 8, 0), mark.start):
            return
        if unit.dimension is Dimension.SCORE and not (_SCORED.search(text[max(mark.start - 16, 0) : mark.start]) or self._scored_before()):
            return
        rest, year = self._last_year(_PLAN_OF.sub("", reading.rest) if reading.basis in _PLANS else reading.rest)
        if reading.basis is not None and open_label(rest) in UNTOLD:
            rest = self.layout.text[at : mark.start]
        frame.completing = _PLANS.get(reading.basis) if reading.basis is not None and rest != reading.rest else None
        rest = _FROM.sub("", rest)
        planned = _PLANNED_FIRST.match(rest)
        if planned and known_subject(rest[planned.end() :], at, self.setting) is not None:
            rest = rest[planned.end() :]
            reading = replace(reading, basis=Basis.BUDGET)
        hollow = only_filler(rest, self.setting) or bool(bare_word(rest, self.setting))
        money = unit.dimension is Dimension.MONEY
        named = self._plainly_named(at, mark) if money and (not hollow or self._of_the_department(at, mark)) else None
        subject = (
            (self._involved(self._in_total(named)) if named else None) or self._stated_subject(rest, at, mark, trail) or self._heading(mark)
        )
        if subject is None:
            self._lose(mark, "no_label")
            frame.lose()
            return
        frame.adjusted = frame.adjusted or reading.basis is Basis.ADJUSTED_BUDGET
        frame.plan = _PLANS.get(reading.basis or self.setting.basis, frame.plan)
        frame.pair_up(subject, mark.quantity)
        frame.take(subject, unit, self.depth)
        basis = reading.basis or self.setting.basis
        frame.amount = mark.quantity
        frame.amounts.append((subject, mark.quantity))
        self._state(subject, mark, mark.quantity, _measure(unit), basis, year, at)

    def _of_the_department(self, at: int, mark: Mark) -> bool:
        """2026年部门预算收入3万元: both sides of the plan, where no narrower subject stands before."""
        subject = self.frame.subject
        narrow = subject is not None and subject.item not in TOTALS and subject.item != "部门预算数"
        return not narrow and bool(_SIDE_OF_PLAN.search(self.layout.text, max(at, mark.start - 12), mark.start))

    def _worded(self, mark: Mark, words: str, at: int) -> Mark:
        """为零 has the unit of what it is said of."""
        subject = known_subject(without_basis(words), self.base_at + at, self.setting) or self.frame.subject
        return replace(mark, quantity=Quantity.of(0, unit_of(subject).symbol)) if subject is not None else mark

    def _scored_before(self) -> bool:
        """得分97.92分，其中数量指标30分: what follows a score in points is a score."""
        return bool(self.frame.subjects) and self.frame.subjects[-1][1] == "分"

    def _with_money(self, mark: Mark, words: str) -> Mark:
        """560万 of a 社会保险费收入 is 万元."""
        if not mark.bare_scale or mark.quantity is None:
            return mark
        money = _MONEY_WORDS.search(words[-14:]) or (not words.strip() and self.frame.subject is not None and self.frame.subject.scoped)
        if not money:
            return mark
        return in_money(mark)

    def _last_year(self, words: str) -> tuple[str, int]:
        found = _LAST_YEAR.search(words)
        if found is None or "结转" in words[found.end() : found.end() + 3] or "结余" in words[found.end() : found.end() + 3]:
            return words, self.frame.year
        return words[: found.start()] + words[found.end() :], self.frame.year - 1

    def _change(self, reading: Reading, at: int, mark: Mark) -> None:
        frame = self.frame
        assert mark.quantity is not None
        unit = mark.quantity.unit
        quantity, measure = signed(mark, reading.sign), Measure.CHANGE
        if unit.dimension in (Dimension.RATIO, Dimension.TIMES):
            measure = Measure.CHANGE_RATE
        rest = reading.rest
        if re.search(r"(?:调整|追加)(?:后)?(?:的)?预算$", rest) or _ADDED.search(self.layout.text[max(at, mark.start - 8) : mark.start]):
            self._adjustment(mark, quantity, measure, at)
            return
        subject = self._changed(rest, at, unit)
        if subject is None and frame.each:
            subject = frame.each.pop(0)
        elif subject is None and self._jointly(rest, at, mark, quantity, measure):
            return
        if subject is None and frame.base_subject is None and self._in_reasons(at, mark):
            self._lose(mark, "no_label")
            return
        subject = subject or frame.base_subject or self._grown(quantity) or self._borne_out(Growth(quantity, rate=self._rate_behind(mark)))
        subject = subject or frame.compared(unit)
        if subject is None:
            self._lose(mark, "no_label")
            return
        frame.joint = ()
        start = at if rest.strip() else (frame.base.start if frame.base and frame.base.end >= at - 2 else at)
        if reading.against is not None:
            against = frame.plan or reading.against
            self._state(subject, mark, quantity, measure, self.setting.basis, frame.year, at, against=against)
        else:
            self._state_change(subject, mark, quantity, measure, min(start, mark.start))

    def _changed(self, rest: str, at: int, unit: Unit) -> Subject | None:
        """What the words before a change name, bare 收入 and 支出 among them."""
        if only_filler(rest, self.setting):
            return None
        words = without_basis(rest)
        bare = bare_word(words, self.setting)
        subject = self._bare(bare, at) if bare else self._subject_of(words, at, unit)
        if subject is not None:
            self.frame.subject = subject
            self.frame.changed.append(subject)
            self.frame.remember(subject, "元" if bare or subject.scoped else unit.base)
        return subject

    def _in_reasons(self, at: int, mark: Mark) -> bool:
        """减少的主要原因：一是工程完工，减少180万元: a change that makes up another one, without a name and without a base."""
        text = self.layout.text
        reason = text.rfind("原因", text.rfind("。", 0, at) + 1, mark.start)
        return reason >= 0 and not self.layout.bases.between(reason, mark.start)

    def _grown(self, change: Quantity) -> Subject | None:
        """收入总计60万元，其中年初结余2万元，比上年增加4万元: what has grown by more than there is of it is the whole."""
        frame = self.frame
        stated, whole = frame.amount, frame.head
        if stated is None or whole is None or whole is frame.subject or not stated.comparable(change):
            return None
        if stated.in_base >= change.in_base:
            return None
        frame.subject = whole
        frame.remember(whole, "元")
        return whole

    def _jointly(self, rest: str, at: int, mark: Mark, quantity: Quantity, measure: Measure) -> bool:
        """收入总计…，支出总计…，各增加200.5万元，增长7.16%: said of both."""
        frame = self.frame
        lead = self.layout.text[at : mark.start].lstrip("，, ")
        if lead.startswith(("各", "均", "都")):
            frame.joint = frame.totals()
        elif rest.strip():
            return False
        for subject in frame.joint:
            self._state_change(subject, mark, quantity, measure, at)
        return bool(frame.joint)

    def _adjustment(self, mark: Mark, quantity: Quantity, measure: Measure, at: int) -> None:
        """调整预算增加141.00万元: the adjusted budget against the initial one."""
        subject = self.frame.subject
        if subject is None:
            self._lose(mark, "no_label")
            return
        self._state(
            subject, mark, quantity, measure, Basis.ADJUSTED_BUDGET, self.frame.year, at, against=Against.BUDGET
        )  # fmt: skip

    def _share(self, reading: Reading, at: int, mark: Mark) -> None:
        frame = self.frame
        assert mark.quantity is not None
        subject = None
        if not only_filler(reading.rest, self.setting):
            subject = self._subject_of(without_basis(reading.rest), at, mark.quantity.unit)
        subject = subject or frame.subject
        if subject is None:
            self._lose(mark, "no_label")
            return
        whole = self._whole(reading.whole, at, subject)
        self._state(subject, mark, mark.quantity, Measure.SHARE, self.setting.basis, frame.year, at, whole=whole)

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
        frame.completed = True
        self._state(subject, mark, mark.quantity, Measure.COMPLETION_RATE, Basis.FINAL, frame.year, at, against=against)


def _measure(unit: Unit) -> Measure:
    if unit.dimension is Dimension.SCORE:
        return Measure.SCORE
    return Measure.COUNT if unit.dimension is Dimension.COUNT else Measure.AMOUNT


def in_money(mark: Mark) -> Mark:
    """560万 as 560万元."""
    assert mark.quantity is not None
    unit = Unit.of(mark.quantity.unit.symbol + "元")
    return replace(mark, quantity=Quantity(mark.quantity.number, unit, mark.quantity.hedge), bare_scale=False)
