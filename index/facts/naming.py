"""From the words before a figure to its subject, with what the clause inherits.

Comes in: words and their place. Goes out: a Subject, None where nothing names one. Never writes a fact.
"""

import re
from dataclasses import replace

from index.facts.counting import JOINT, SCORE_WORDS, Counting
from index.facts.counts import spent_on
from index.facts.elliptic import completed, of_insurance, of_project, project_named
from index.facts.figures import Mark
from index.facts.fillers import only_filler, without_filler
from index.facts.labels import (
    FUNDS,
    GENERIC,
    TOTALS,
    Subject,
    bare_word,
    fits,
    is_bare,
    is_beside,
    is_part_of,
    known_subject,
    localised,
    placed,
    total,
    unit_of,
)
from index.facts.open_labels import open_label
from index.glossary import functional
from index.quantity import Dimension, Unit
from index.records import Measure, Scope

UNTOLD = frozenset(("涉及", "项目", "资金", "金额"))
"""Words that need the word for the basis to say anything: 涉及|预算金额."""

_YEAR_INSIDE = re.compile(r"(?<=[一-龥])(?:19|20)\d\d年(?:度|(?!度))(?=[一-龥])")
_WHOLES = TOTALS | FUNDS | {"基本支出", "项目支出", "国有资本经营预算支出"}
_FUND_INCOMES = frozenset(name.replace("支出", "收入") for name in FUNDS)
_WITH_OPENING = re.compile(r"[^。；]{0,60}?(?:其中|包括|包含)[^。]{0,120}?(?:上年|年初)末?(?:财政拨款)?结转")
"""收入预算9万元，其中：上年结转1万元 is the total."""

_WITH_BALANCE = re.compile(r"其中[：:，,]?(?:\d[.．、])?(?:本年支出|结余分配|年末结转)")
_OF_THE_REGION = re.compile(r"全(?:区|市|县|省|州|镇|乡|街道)(?!域)|我(?:区|市|县|省|州|镇|乡)")
_DID = re.compile(r"(?:已|均|共|都)?(?P<what>(?:开展|参加|实施|组织|完成|通过|获得|获评|编报)[^，。；：、]{0,16})")
"""What those counted did: 3个预算单位开展了绩效目标编报工作 are not all units."""

_VALUES = frozenset(("金额", "价值", "原值", "账面原值", "账面价值", "账面净值"))
_REVIEWED = re.compile(r"(?:重点|部门|财政)评价")
_SPENDING = frozenset(("费用", "开支"))
_OF_THE_YEAR = frozenset(("本年支出", "本年收入"))
_WHOLE_YEAR = frozenset(("本年支出合计", "本年收入合计"))
_EARLIER = 160
_NOBODY = Subject("", "", False, 0, 0)
LATELY = 40
_AND_SO_ON = re.compile(r".*、.*等(?:各项|方面的?|的)?(?P<what>.{2,20})$")
"""基本工资、津贴补贴等人员经费: the last name is what all of them are."""

_FOR_WHAT = re.compile(r"(?:用于|保障|完成).{2,80}的(?:日常|经费|各项|专项|公用)*(?:支出|开支)$")
"""用于专项业务的经费支出 has no name of its own: it is what the heading names."""

_PURPOSE = re.compile(r"^(?:用于|举办|开展|组织|召开|共?涉及)+")
_DONE_TO_IT = frozenset(("新增", "新建", "改造", "修缮", "新开工", "续建"))
"""Labels that tell what became of the thing counted before them: 审判法庭4930平方米，新增612平方米."""

MONEY = Unit.of("万元")


class Naming(Counting):
    """Finds what a figure is of."""

    def _stated_subject(self, rest: str, at: int, mark: Mark, trail: str) -> Subject | None:
        """The subject of an amount or a count: its own words, else what the clause inherits."""
        assert mark.quantity is not None
        unit = mark.quantity.unit
        counted = unit.dimension is not Dimension.MONEY
        if open_label(without_basis(rest)) not in UNTOLD:
            rest = without_basis(rest)
        if unit.dimension is Dimension.SCORE and (scored := self._scored(rest)) is not None:
            return scored
        reached = self._counted_twice(mark) if counted else None
        reached = reached or self._reached(rest, mark)
        if reached is not None:
            return reached
        if counted:
            subject = self._counted(rest, at, unit, trail)
            if subject is not None:
                return subject
        hollow = only_filler(rest, self.setting) and (not rest.strip() or known_subject(rest, 0, self.setting) is None)
        if hollow and not (counted and open_label(rest, trail, counted=True)):
            return None if counted else self._spent(rest)
        return self._subject_of(rest, at, unit, trail)

    def _spent(self, words: str) -> Subject | None:
        """The subject that money without a label of its own is of."""
        subject = self.frame.subject
        if subject is not None and subject.known and unit_of(subject).dimension is Dimension.SCORE:
            return self._evaluated(subject)
        if subject is not None and not fits(subject, MONEY):
            return spent_on(subject, "", stated=self._has_stated("公务接待费"))
        scored = SCORE_WORDS.search(subject.item) if subject is not None and not subject.known else None
        if subject is not None and scored and scored.start() >= 2:
            return replace(subject, item=subject.item[: scored.start()], printed=subject.item[: scored.start()])
        if subject is not None and not subject.known and self.frame.subjects and self.frame.subjects[-1][1] not in ("元", ""):
            return spent_on(subject, words)
        return subject

    def _has_stated(self, name: str) -> bool:
        """Whether one of the figures just read is the amount of *name*."""
        return any(fact.item == name and fact.measure is Measure.AMOUNT for fact in self.ledger.facts[-LATELY:])

    def _heading(self, mark: Mark) -> Subject | None:
        """A line that is nothing but a figure is of what its heading names."""
        if len(self.layout.text) > mark.end - mark.start + 4 or not self.setting.section:
            return None
        label = self.frame.project + open_label(self.setting.section[-1])
        return Subject(label, label, False, -1, -1) if label else None

    def _plainly_named(self, at: int, mark: Mark) -> Subject | None:
        """A label that the glossary has with its verb: 收入预算, 政府采购支出决算."""
        words = self.layout.text[at : mark.start].rstrip(" ：:为是共达约“")
        return known_subject(words, self.base_at + at, self.setting) if len(words) <= 60 else None

    def _subject_of(self, words: str, at: int, unit: Unit, trail: str = "") -> Subject | None:
        stripped = JOINT.sub("", words)
        start = self.base_at + at + len(words) - len(stripped)
        counted = unit.dimension not in (Dimension.MONEY, Dimension.RATIO, Dimension.POINT)
        bare = bare_word(stripped, self.setting)
        known = known_subject(stripped, start, self.setting) if not is_bare(stripped) or self.frame.subject is None else None
        if known is not None and fits(known, unit):
            return self._involved(self._in_total(self._bought(known)))
        if bare:
            of_it = self._completed(bare, replace(_NOBODY, start=start, end=start + len(stripped)), unit) if bare == "金额" else None
            return of_it or self._bare(bare, self._offset(words, bare, at))
        if known is None and (several := _AND_SO_ON.match(stripped)) is not None:
            known = known_subject(several["what"], start + several.start("what"), self.setting)
            if known is not None and fits(known, unit):
                return known
        topic = self.frame.topic
        if _FOR_WHAT.search(stripped) and topic is not None and fits(topic, unit):
            place = replace(_NOBODY, start=start, end=start + len(stripped))
            stated = any(each.item == topic.item for each, _ in self.frame.own)
            return self._completed(stripped, place, unit) or (None if stated else topic)
        own = _YEAR_INSIDE.sub("", without_filler(stripped, self.setting))
        label = open_label(own, trail, counted=counted)
        if not label:
            return None
        self.trailed = counted and bool(trail) and label != open_label(own)
        place = replace(_NOBODY, start=start, end=start + len(stripped))
        return self._completed(label, place, unit) or self._opened(label, own, trail if counted else "", place, unit)

    def _completed(self, label: str, place: Subject, unit: Unit) -> Subject | None:
        """What head or heading make of a short label; 在…项目中，采购金额 is of those projects alone."""
        if self.frame.within and label in GENERIC:
            return None
        full = completed(label, self.frame.head, self.frame.subject, self.setting.section, unit)
        known = known_subject(full, place.start, self.setting) if full else None
        if known is not None and fits(known, unit):
            return replace(known, printed=label, end=place.end)
        return self._below(label, place.start) if unit.dimension is Dimension.MONEY else None

    def _opened(self, label: str, own: str, trail: str, place: Subject, unit: Unit) -> Subject:
        """The item that an open *label* turns out to name, else the label itself; *own* stands before the figure, *trail* behind it."""
        before = self.layout.text[max(place.start - self.base_at - _EARLIER, 0) : max(place.start - self.base_at, 0)]
        label = of_project(label, self.frame.project) or of_insurance(label, before) or label
        self.frame.project = project_named(label) or self.frame.project
        subject = self.frame.subject
        if label in _DONE_TO_IT and subject is not None and not subject.known and self.frame.subjects[-1][1] == unit.base:
            return replace(subject, item=subject.item + label, printed=label)
        if label in GENERIC:
            label = self.frame.within + open_label(_PURPOSE.sub("", open_label(self.frame.clause_before))) + label
        start = place.start + max(own.find(label[:2]), 0)
        did = _DID.match(trail, trail.find(label) + len(label)) if label in trail and label not in own else None
        people = unit.dimension is Dimension.COUNT and unit.base in ("人", "人次", "名")
        for name in (label, f"{label}{unit.base}", f"{label}人数") if people else (label,):
            named = known_subject(name, start, self.setting)
            if named is not None and did is not None:
                return replace(place, item=label + _YEAR_INSIDE.sub("", did["what"].replace("了", "")), printed=label)
            if named is not None and _OF_THE_REGION.match(own):
                return replace(place, item=own, printed=own)
            if named is not None and fits(named, unit):
                return replace(named, printed=label, end=start + len(label))
        return replace(place, item=label, printed=label, start=start)

    def _below(self, label: str, start: int) -> Subject | None:
        """残疾人事业1649万元（行政运行318万元: a name that many 款 have is of the one before the bracket."""
        near = (self.frame.subject, self.frame.head) if self.depth else ()
        for upper in near:
            if upper is None or upper.group != "功能分类" or not upper.known:
                continue
            steps = upper.item.split("/")
            for names in (steps, steps[:-1]):
                item = functional((*names, label)) if 0 < len(names) < 3 else None
                if item is not None:
                    return Subject(item.name, label, True, start, start + len(label), None, True, None, item.code, "功能分类")
        return None

    def _in_total(self, known: Subject) -> Subject:
        """总支出 with 年末结转 among its parts is 支出总计; a fund's total inside a bracket is its item's share of that fund."""
        frame = self.frame
        topic = frame.topic
        if known.printed in _OF_THE_YEAR and topic is not None and topic.item in FUNDS and topic.income == known.income:
            return placed(topic, known.start, known.printed)
        if known.item in _WHOLE_YEAR and known.said is None and self._is_part_of_fiscal_total():
            return replace(
                localised(known, replace(self.setting, scope=Scope.FISCAL_APPROPRIATION), wholly=True), said=Scope.FISCAL_APPROPRIATION
            )
        if known.item in _FUND_INCOMES and "收入" not in known.printed and self._spending():
            known = replace(known, item=known.item.removesuffix("收入") + "支出")
        if known.item in ("收入总计", "财政拨款收入总计") and frame.grand is None:
            frame.grand = self.value
        if known.item in ("本年支出合计", "财政拨款支出") and "总支出" in known.printed and self._is_grand(known):
            return total(False, True, known.said, known.printed, known.start)
        if known.item == "本年收入合计" and "本年" not in known.printed and _WITH_OPENING.match(self.layout.text, known.end - self.base_at):
            return total(True, True, None, known.printed, known.start)
        before = next((said for said, _ in reversed(frame.subjects) if said.item in TOTALS), None)
        fund = before.said if before is not None else None
        if before is not None and fund is not None and known.said is None and known.printed in _OF_THE_YEAR and "本年" in before.printed:
            return replace(localised(known, replace(self.setting, scope=fund), wholly=True), said=fund)
        if fund in (Scope.GOVERNMENT_FUND, Scope.STATE_CAPITAL) and known.said is None and known.item in TOTALS and frame.head is None:
            return replace(localised(known, replace(self.setting, scope=fund)), said=fund)
        if known.item in FUNDS and frame.head is not None and frame.head.scoped and frame.head.item not in TOTALS and self.depth:
            return replace(frame.head, said=known.scope, scope=known.scope, printed=known.printed, start=known.start, end=known.end)
        return known

    def _is_part_of_fiscal_total(self) -> bool:
        """财政拨款支出总计5050万元，其中：本年支出4980万元."""
        head = self.frame.head
        return head is not None and localised(head, self.setting).item in ("财政拨款收入总计", "财政拨款支出总计")

    def _spending(self) -> bool:
        """Whether what the figure is a part of is money spent: 财政拨款支出9万元，其中一般公共预算8万元."""
        whole = self.frame.head or self.frame.subject
        return whole is not None and whole.item in TOTALS and "支出" in whole.item

    def _is_grand(self, known: Subject) -> bool:
        """Whether 总支出 holds the closing balance: it equals 总收入, or the balance is among its parts."""
        frame = self.frame
        if any(subject.printed == known.printed and subject.item == "支出总计" for subject, _ in frame.subjects):
            return True
        if frame.grand is not None and self.value is not None and frame.grand.comparable(self.value):
            return frame.grand.agrees_with(self.value)
        return bool(_WITH_BALANCE.search(self.layout.text[known.end - self.base_at : known.end - self.base_at + 60]))

    def _involved(self, known: Subject) -> Subject:
        """涉及一般公共预算支出300万元 is what an evaluation covered, no total of the department."""
        if known.item == "绩效目标管理资金":
            evaluated = self.frame.subject
            if evaluated is not None and not evaluated.known and _REVIEWED.search(evaluated.item):
                return replace(known, item=f"{evaluated.item}涉及资金", known=False)
            stop = known.start - self.base_at
            told = self.layout.text[self.layout.text.rfind("。", 0, max(stop, 0)) + 1 : max(stop, 0)]
            return replace(known, item="绩效自评资金") if "自评" in told else known
        if known.item not in _WHOLES:
            return known
        before = self.layout.text[max(known.start - self.base_at - 120, 0) : max(known.start - self.base_at, 0)]
        if "涉及" not in re.split(r"[。；;]", before)[-1]:
            return known
        label = f"涉及{known.printed}"
        return Subject(label, known.printed, False, known.start, known.end)

    def _bought(self, known: Subject) -> Subject:
        """Cars listed under 安排购置车辆 are to be bought, not held."""
        head = self.frame.head
        if head is None or head.known or "购置" not in head.item or known.group != "国有资产":
            return known
        label = f"购置{known.printed}"
        return Subject(label, known.printed, False, known.start, known.end)

    @staticmethod
    def _offset(words: str, part: str, at: int) -> int:
        return at + max(words.rfind(part), 0)

    def _bare(self, words: str, at: int) -> Subject | None:
        """支出, 收入, 总计 alone: the subject before it, or the department's total."""
        frame = self.frame
        whole = any(word in words for word in ("总计", "合计", "共计", "小计"))
        sided = "收入" in words or "支出" in words
        before = frame.subject
        if words in _SPENDING and before is not None and not before.known and frame.subjects and frame.subjects[-1][1] not in ("元", ""):
            return None
        if whole and before is not None and (self._is_summed_up(words, before) or self._is_of_the_heading(words, before)):
            return before
        if before is not None and not whole and (not sided or before.item not in TOTALS):
            valued = words in _VALUES and (not before.known or not fits(before, MONEY))
            return spent_on(before, words, stated=self._has_stated("公务接待费")) if valued or not fits(before, MONEY) else before
        side = frame.main or before
        income = "收入" in words or (not sided and side is not None and side.income)
        if not whole:
            for subject, _ in reversed(frame.subjects):
                if subject.item in TOTALS and subject.income == income and "总计" not in subject.item and "结" not in subject.item:
                    return subject
        if (side is None and not sided) or frame.astray:
            return None
        if side is None and self.setting.loose:
            return Subject(words, words, False, self.base_at + at, self.base_at + at + len(words))
        scope = (side.said or side.scope) if side is not None and side.scoped else self.setting.scope
        whole = whole or (income and bool(_WITH_OPENING.match(self.layout.text, at)))
        return total(income, whole, scope, words, self.base_at + at)

    def _is_summed_up(self, words: str, before: Subject) -> bool:
        """机关运行经费，合计5万元: the sum of what was named and has no figure yet."""
        return words in ("合计", "共计") and before.known and before.item not in TOTALS and fits(before, MONEY) and not self.frame.own

    def _is_of_the_heading(self, words: str, before: Subject) -> bool:
        """三、支出决算情况，合计5000万元: the heading's own total."""
        return words in ("合计", "共计") and before is self.frame.topic and before.item in _WHOLE_YEAR and not self.frame.own

    def _whole(self, words: str, at: int, subject: Subject) -> str | None:
        frame = self.frame
        bare = words.strip('的 “”"约为')
        if bare and not is_bare(bare):
            outer = frame.head or frame.main
            if bare in ("总收入", "总支出") and outer is not None and outer.item in TOTALS and outer.item != subject.item:
                return outer.item
            known = known_subject(bare, self.base_at + at, self.setting)
            return known.item if known is not None else open_label(bare) or None
        part = frame.amount.unit if frame.amount is not None and frame.subject is subject else MONEY
        near = [outer for outer, _ in frame.subjects] + ([frame.topic] if frame.topic else [])
        known_whole = next((outer for outer in near if is_part_of(subject, outer)), None)
        outer = frame.head if known_whole is None or (frame.head and is_part_of(subject, frame.head)) else known_whole
        if outer is not None and ((known_whole is None and is_beside(subject, outer)) or not fits(outer, part)):
            return None
        return outer.item if outer is not None and outer.item != subject.item else None


def without_basis(words: str) -> str:
    """Take the word for the basis off a label's end: 公务接待费支出决算 → 公务接待费支出."""
    stripped = words.strip(' “”"')
    found = re.search(r"(?:决算|年初预算|预算)(?:数|额|金额|总额)?$", stripped)
    if found is None or stripped.endswith(("社会保险基金预算", "政府性基金预算", "公共预算", "经营预算")):
        return words
    return stripped[: found.start()]
