"""What a figure does for its subject: an amount, a change, a share, a completion, one of a list.

Comes in: the verb before a figure. Goes out: facts. Never looks beyond the figure's own clause.
"""

import re
from dataclasses import replace

from index.facts.emit import signed
from index.facts.figures import Mark
from index.facts.fillers import only_filler
from index.facts.fitting import Growth, leads_to
from index.facts.labels import TOTALS, Subject, bare_word, known_subject, unit_of
from index.facts.naming import LATELY, UNTOLD, without_basis
from index.facts.open_labels import open_label
from index.facts.planning import PLANS, Planning, of_the_plan_as_changed
from index.facts.verbs import Reading, Verb
from index.quantity import Dimension, Quantity, Unit
from index.records import Against, Basis, Measure

_LAST_YEAR = re.compile(r"(?:上年度?|上一年度?|去年)(?:同期)?(?:数$|(?=决算|预算|实际|执行|支出|收入|总收入|总支出|数|为|的|完成|$))")
_MONEY_WORDS = re.compile(r"费|基金|征缴|收入|支出|款|资金|补助|补贴|工资|经费|预算|额|投资|产值|税|价值")
_SCORED = re.compile(r"得分|评分|总分|分值|自评|满意度|评价|考核|评为|得$|计$|打分|平均分?$")
_FULL_MARKS = re.compile(r"(?:满分|分值|标准分|权重|总分值)(?:为|是|共|：)?$")
_ADDED = re.compile(r"(?:追加|调增|调减|核减)(?:了|预算|资金)*$")
_FROM = re.compile(r"(?:由|从|自)(?:(?:19|20)\d\d年度?)?的?$")
_BESIDE = re.compile(r"(?:低|高|少|多|小|大)于$")
"""低于|上年46.52万元."""

_PLAN_OF = re.compile(r"(?:仅|共)?(?:完成|占|达到?|为|是|控制在|未?低于|未?超过|未突破)(?:了)?(?:(?:19|20)\d\d年(?:度)?)?(?:支出|收入)?$")


class Stating(Planning):
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

    def _amount(self, reading: Reading, at: int, mark: Mark, trail: str) -> None:
        frame, text = self.frame, self.layout.text
        reading = of_the_plan_as_changed(reading)
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
        rest, year = self._last_year(_PLAN_OF.sub("", reading.rest) if reading.basis in PLANS else reading.rest)
        if reading.basis is not None and open_label(rest) in UNTOLD:
            rest = self.layout.text[at : mark.start]
        frame.completing = PLANS.get(reading.basis) if reading.basis is not None and rest != reading.rest else None
        rest = _BESIDE.sub("", rest) if year != frame.year else _FROM.sub("", rest)
        rest, reading = self._planned_first(rest, at, reading)
        hollow = only_filler(rest, self.setting) or bool(bare_word(rest, self.setting))
        money = unit.dimension is Dimension.MONEY
        named = self._plainly_named(at, mark) if money and (not hollow or self._of_the_department(at, mark)) else None
        subject = (
            (self._of_the_other_side(at + len(reading.rest), mark) if hollow and money else None)
            or (self._involved(self._in_total(named)) if named else None)
            or self._stated_subject(rest, at, mark, trail)
            or self._heading(mark)
        )
        if subject is None:
            self._lose(mark, "no_label")
            frame.lose()
            return
        frame.adjusted = frame.adjusted or reading.basis is Basis.ADJUSTED_BUDGET
        frame.plan = PLANS.get(reading.basis or self.setting.basis, frame.plan)
        frame.pair_up(subject, mark.quantity, self.setting)
        frame.take(subject, unit, self.depth)
        frame.planned = reading.basis or (self._planned_with(subject, at, mark) if money else None)
        basis = frame.planned or self.setting.basis
        frame.amount = mark.quantity
        frame.amounts.append((subject, mark.quantity))
        self._state(subject, mark, mark.quantity, _measure(unit), basis, year, at)

    def _of_the_other_side(self, at: int, mark: Mark) -> Subject | None:
        """决算收入90万元，决算|支出80万元: the verb names a side that the total before it is not of."""
        before, verb = self.frame.subject, self.layout.text[at : mark.start]
        side = next((word for word in ("支出", "收入") if word in verb), "")
        if before is None or not side or before.item not in TOTALS or before.income is (side == "收入"):
            return None
        return self._bare(side, at)

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
        if self._told_of_both_years(quantity):
            self._state(subject, mark, quantity, measure, self.setting.basis, frame.default_year, at, against=Against.LAST_YEAR)
            return
        start = at if rest.strip() else (frame.base.start if frame.base and frame.base.end >= at - 2 else at)
        if reading.against is not None:
            against = frame.plan or reading.against
            self._state(subject, mark, quantity, measure, self.setting.basis, frame.year, at, against=against)
        else:
            self._state_change(subject, mark, quantity, measure, min(start, mark.start))

    def _told_of_both_years(self, change: Quantity) -> bool:
        """2022年收入90万元，2021年收入80万元，增加10万元: the later year's change, borne out by both amounts."""
        last = self.frame.default_year - 1
        if self.frame.year != last and self.frame.base is not None:
            return False
        lately = (fact for fact in self.ledger.facts[-LATELY:] if fact.measure is Measure.AMOUNT and fact.basis is self.setting.basis)
        now, before = [None, None, *lately][-2:]
        if now is None or before is None or now.item != before.item or (now.year, before.year) != (last + 1, last):
            return False
        return leads_to(change, before.quantity, now.quantity)

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
        if self.frame.own and self.frame.own[-1][0].start > self.base_at + reason:
            return False
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
        plan = self._plan_of(subject, reading.whole, mark)
        if plan is not None:
            self._state(subject, mark, mark.quantity, Measure.COMPLETION_RATE, Basis.FINAL, frame.year, at, against=plan)
            return
        whole = self._whole(reading.whole, at, subject)
        self._state(subject, mark, mark.quantity, Measure.SHARE, self.setting.basis, frame.year, at, whole=whole)


def _measure(unit: Unit) -> Measure:
    if unit.dimension is Dimension.SCORE:
        return Measure.SCORE
    return Measure.COUNT if unit.dimension is Dimension.COUNT else Measure.AMOUNT


def in_money(mark: Mark) -> Mark:
    """560万 as 560万元."""
    assert mark.quantity is not None
    unit = Unit.of(mark.quantity.unit.symbol + "元")
    return replace(mark, quantity=Quantity(mark.quantity.number, unit, mark.quantity.hedge), bare_scale=False)
