"""The walk through a paragraph: clause by clause, each figure gets its subject, verb, year, base and 口径.

Comes in: a Layout and what the headings say. Goes out: facts and lost figures in the Ledger. Never computes a figure.
"""

import re
from dataclasses import replace

from index.facts.bases import Base
from index.facts.clauses import Clause, Layout
from index.facts.counts import counted_subject, spent_on
from index.facts.emit import Ledger, Stated, signed
from index.facts.figures import Mark, Role
from index.facts.frame import Frame, Inherited
from index.facts.labels import (
    FUNDS,
    GENERIC,
    TOTALS,
    Subject,
    bare_word,
    final_scope,
    fits,
    is_bare,
    is_part_of,
    known_subject,
    only_filler,
    total,
    without_filler,
)
from index.facts.lists import listing
from index.facts.open_labels import open_label
from index.facts.paths import Path
from index.facts.setting import Setting
from index.facts.verbs import Reading, Verb, read_verb
from index.facts.words import Zero, flat_statement, zero_statement
from index.quantity import Dimension, Quantity, Unit
from index.records import Against, Basis, Measure, Scope

_LIST = re.compile(
    r"其中|主要用于(?:以下|如下)?(?:几个)?方面|用于以下方面|具体(?:包括|如下|为|情况如下)|按.{1,12}(?:分类|划分)|包括[:：]?$|分别为[:：]$"
)
_WITHIN = re.compile(r"^(?P<whole>.{2,60}?)(?:支出|收入)?(?:决算|预算)?(?:数|总额)?中$")
_LAST_YEAR = re.compile(r"(?:上年度?|上一年度?|去年)(?:同期)?(?=决算|预算|实际|执行|支出|收入|数|为|的|完成|$)")
_MONEY_WORDS = re.compile(r"费|收入|支出|款|资金|补助|补贴|工资|经费|预算|额|投资|产值|税|价值")
_SCORED = re.compile(r"得分|评分|总分|分值|自评|满意度|评价|考核|评为|得$|计$|打分")
_PLAN_OF = re.compile(r"(?:仅|共)?(?:完成|占|达到?|为|是)(?:了)?(?:(?:19|20)\d\d年(?:度)?)?(?:支出|收入)?$")
_PLANS = {Basis.BUDGET: Against.BUDGET, Basis.ADJUSTED_BUDGET: Against.ADJUSTED_BUDGET}
_ENTRY = re.compile(r"\s*(?:\d{1,2}[.．、](?!\d(?!\d{3}年))|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳])")
_COMPARED = re.compile(r"(?P<what>.{2,60}?)(?:支出|收入)?(?:决算)?数?(?:大于|小于|等于|高于|低于|超过|增加|减少|增长|下降)(?=.{0,12}(?:预算|决算|原因))")
_WAYS = "大于|小于|等于|高于|低于|增加|减少|增长|下降|上升"
_RESIDUE = re.compile(rf"(?:{_WAYS})[（(/](?:{_WAYS})[)）]?+(?!\s?[了为]?\d)")
_LONGEST_CLAUSE = 400
_WITH_BALANCE = re.compile(r"其中[：:，,]?(?:\d[.．、])?(?:本年支出|结余分配|年末结转)")
_SCORE_WORDS = re.compile(r"(?:绩效)?(?:目标)?(?:自评|评价)?(?:综合|总体|平均)?(?:得分|评分|总分|分值|总得分)$")
_OF_THE_REGION = re.compile(r"全(?:区|市|县|省|州|镇|乡|街道)(?!域)|我(?:区|市|县|省|州|镇|乡)")
_PURPOSE = re.compile(r"^(?:用于|举办|开展|组织)+")
_WITHIN_OPEN = re.compile(r"^在?(?P<whole>.{4,26})中$")
_FRONT_MATTER = re.compile(
    r"(?:[ ，,。；;：:、）)\n\t]|\d{1,2}[.．、](?!\d(?!\d{3}年))|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳]|其中[：:，,]?)+"
)
_COUNTABLE = re.compile(r"[一-龥]{4}")
_MONEY = Unit.of("万元")
_QUOTE_REACH = 110


class Reader:
    """Reads the paragraphs of one section's setting into the ledger, with a frame that lives as long as the report."""

    def __init__(self, ledger: Ledger, frame: Frame) -> None:
        self.ledger, self.frame = ledger, frame
        self.layout: Layout
        self.setting: Setting
        self.base_at = 0
        self.done: set[int] = set()
        self.depth = 0
        self.trailed = False

    def read(self, layout: Layout, setting: Setting, offset: int, topic: Subject | None, carried: Subject | None) -> None:
        """Read one paragraph that starts at view *offset*; *carried* heads the list that it is an entry of."""
        self.layout, self.setting, self.base_at = layout, setting, offset
        self.done.clear()
        self.frame.begin_paragraph(topic, carried)
        for clauses in layout.sentences:
            self._sentence(clauses)
        for found in _RESIDUE.finditer(layout.text):
            self.ledger.lose(offset + found.start(), offset + found.end(), "template_residue")
        self.frame.carry(opens=layout.text.rstrip().endswith(("：", ":")), entry=carried is not None)

    def _sentence(self, clauses: tuple[Clause, ...]) -> None:
        frame = self.frame
        frame.begin_sentence()
        kept: list[Inherited] = []
        for number, clause in enumerate(clauses):
            while len(kept) > clause.depth:
                frame.restore(kept.pop())
            while len(kept) < clause.depth:
                kept.append(frame.inherited())
            last = number == len(clauses) - 1
            self._clause(clause, first=number == 0, alone=last and not self._figures(clauses[0].start, clause.end))
        if kept:
            frame.restore(kept[0])
        self._keep_year(clauses)

    def _keep_year(self, clauses: tuple[Clause, ...]) -> None:
        """A sentence that opens with its year gives it to the sentences behind it; a year inside it ends with it."""
        first = clauses[0]
        years = self._free_years(first.start, first.end)
        if years and years[0].start - first.start <= 2 and years[0].year is not None and years[0].role is Role.YEAR:
            self.frame.paragraph_year = years[0].year
        self.frame.year = self.frame.paragraph_year

    def _clause(self, clause: Clause, *, first: bool, alone: bool) -> None:
        at, self.trailed, self.depth = clause.start, False, clause.depth
        numbered = _ENTRY.match(self.layout.text, clause.start, clause.end)
        if numbered:
            self.frame.entry = numbered.group()
        figures = self._figures(clause.start, clause.end)
        for place, mark in enumerate(figures):
            following = figures[place + 1].start if place + 1 < len(figures) else clause.end
            trail = self.layout.text[mark.tail or mark.end : following]
            if mark.start not in self.done:
                spent = self.trailed and place and _COUNTABLE.match(trail)
                self._figure(mark.start if spent else at, mark, trail, clause)
            at = mark.tail or mark.end
        if at >= clause.end and clause.after.startswith(("；", ";")):
            self.frame.leave_inner_list()
        if at < clause.end:
            self._event(at, clause, first=first and not figures, alone=alone, plain=not figures)

    def _figures(self, start: int, end: int) -> list[Mark]:
        """The figures between two offsets that no comparison holds."""
        return [mark for mark in self.layout.figures(start, end) if not self._based(mark)]

    def _based(self, mark: Mark) -> bool:
        return any(base.start <= mark.start < base.end for base in self.layout.bases_in(mark.start - 60, mark.start))

    # ---- clauses without a figure of their own

    def _event(self, start: int, clause: Clause, *, first: bool, alone: bool, plain: bool) -> None:
        frame, text = self.frame, self.layout.text[max(start, clause.end - _LONGEST_CLAUSE) : clause.end]
        self._context(start, clause.end)
        if self._flat(start, clause.end):
            return
        paths = self.layout.paths_in(start, clause.end)
        if paths:
            self._enter_path(paths[-1])
        if _LIST.search(text) or clause.after.endswith(("：", ":")) and "其中" in text:
            frame.enter_list()
        zero = zero_statement(text, self.setting)
        if zero is not None and plain:
            self._zero(zero, start, text)
        within = _WITHIN.match(text) if plain else None
        if within is not None:
            self._within(within, start)
            open_within = _WITHIN_OPEN.match(text)
            frame.within = open_within["whole"] if open_within else ""
        elif plain and (first or alone) and not paths:
            self._topic(text, start, clause)
        elif plain and not paths:
            self._mention(text, start)
        frame.opened, frame.opened_at = (text, start) if clause.after.endswith(("（", "(")) else ("", 0)
        if plain:
            frame.clause_before = text
        if clause.after.startswith(("；", ";")):
            frame.leave_inner_list()

    def _context(self, start: int, end: int) -> None:
        """Take the years and the comparison that stand between two offsets into the frame."""
        for mark in self._free_years(start, end):
            self.frame.year = mark.year if mark.year is not None else self.frame.year if mark.role is Role.DATE else 0
        at = start
        for base in self.layout.bases_in(start, end):
            self._named_before(base, at)
            self._compare(base)
            at = base.end

    def _named_before(self, base: Base, start: int) -> None:
        """本年支出|比2019年的1277.73万元增加: the words before a comparison name what is compared."""
        words = _without_basis(self.layout.text[start : base.start].lstrip("，,、 "))
        if len(words) > 60 or only_filler(words, self.setting):
            return
        subject = known_subject(words, self.base_at + start, self.setting)
        bare = bare_word(words, self.setting) if subject is None else ""
        if bare:
            subject = self._bare(bare, self._offset(words, bare, start))
        if subject is None and base.figure is not None:
            subject = self._subject_of(words, start, _MONEY)
        if subject is not None and subject.twin is None:
            self.frame.subject = subject
            self.frame.subjects.append((subject, "元" if subject.scoped or fits(subject, _MONEY) else ""))

    def _free_years(self, start: int, end: int) -> list[Mark]:
        """The years between two offsets that no comparison holds."""
        bases = self.layout.bases_in(start, end)
        return [mark for mark in self.layout.years(start, end) if not any(base.start <= mark.start < base.end for base in bases)]

    def _compare(self, base: Base) -> None:
        frame = self.frame
        against = base.against
        if base.year is not None and base.year != frame.default_year:
            against = Against.LAST_YEAR if base.year == frame.year - 1 else None
        elif against is Against.BUDGET and self.setting.basis is Basis.BUDGET:
            against = None
        frame.base = replace(base, against=against)
        frame.base_subject = self._subject_of(base.words, base.words_at, _MONEY) if base.words.strip("的") else None
        if base.figure is not None:
            self._base_figure(base)

    def _base_figure(self, base: Base) -> None:
        """The figure in the brackets of 与2019年收入（1885.26万元）相比."""
        assert base.figure is not None
        frame = self.frame
        subject = frame.base_subject or frame.subject
        for mark in self.layout.figures(*base.figure):
            if mark.role is not Role.FIGURE or mark.quantity is None or subject is None:
                self._lose(mark, "no_label")
                continue
            basis = base.basis or (Basis.FINAL if base.year is not None else self.setting.basis)
            if self.setting.basis is Basis.BUDGET and base.basis is None:
                basis = Basis.BUDGET
            year = base.year if base.year is not None else frame.year
            self._state(subject, mark, mark.quantity, Measure.AMOUNT, basis, year, base.start)

    def _flat(self, start: int, end: int) -> bool:
        """与上年持平: a change of nothing, stated in words."""
        found = flat_statement(self.layout.text, start, end, self.layout.bases_in(start, end))
        if found is None:
            return False
        base, word_start, word_end, hedge = found
        frame = self.frame
        before = self.layout.text[start : base.start]
        subject = self._subject_of(before, start, _MONEY) if not only_filler(before, self.setting) else None
        subject = subject or frame.base_subject or frame.compared(Unit.of("万元"))
        if subject is None or not subject.known or subject.item.endswith(("数", "量", "批次", "人次")):
            return True
        mark = Mark(word_start, word_end, Role.FIGURE, Quantity.of(0, "万元", hedge), tail=word_end)
        self._state_change(subject, mark, Quantity.of(0, "万元", hedge), Measure.CHANGE, base.start)
        return True

    def _enter_path(self, path: Path) -> None:
        self.frame.path = path
        self.frame.about(self._path_subject(path))

    def _path_subject(self, path: Path) -> Subject:
        start, end = self.base_at + path.start, self.base_at + path.end
        printed = self.layout.text[path.start : path.end]
        return Subject(path.item, printed, path.known, start, end, None, True, None, path.code, "功能分类")

    def _zero(self, zero: Zero, start: int, text: str) -> None:
        for subject, basis in zero.statements:
            mark = Mark(start + zero.start, start + zero.end, Role.FIGURE, Quantity.of(0, zero.unit(subject)), tail=start + len(text))
            placed = replace(subject, start=self.base_at + start + subject.start, end=self.base_at + start + subject.end)
            measure = Measure.AMOUNT if zero.unit(subject) == "万元" else Measure.COUNT
            assert mark.quantity is not None
            self._state(placed, mark, mark.quantity, measure, basis or self.setting.basis, self.frame.year, start + zero.start)

    def _within(self, within: re.Match[str], start: int) -> None:
        subject = known_subject(within["whole"], self.base_at + start, self.setting)
        if subject is not None:
            self.frame.about(subject)
            self.frame.enter_list()

    def _topic(self, text: str, start: int, clause: Clause) -> None:
        """A clause that is nothing but an item's name, or compares it, names what the clauses behind it are about."""
        if "/" in (self.frame.main.item if self.frame.main else "") and not _ENTRY.match(text):
            return
        compared = _COMPARED.match(text)
        text = compared["what"] if compared else text
        if not compared and clause.after[:1] not in ("", "：", ":", "（", "，", ","):
            return
        subject = known_subject(text, self.base_at + start, self.setting)
        if subject is not None and subject.twin is None:
            self.frame.about(subject)

    def _mention(self, text: str, start: int) -> None:
        """项目支出增加，较上年增加…: a clause that says only which way an item went names what the next one is of."""
        reading = read_verb(text, Dimension.RATIO)
        if reading.verb is Verb.CHANGES and reading.rest:
            subject = known_subject(reading.rest, self.base_at + start, self.setting)
            if subject is not None:
                self.frame.subject = subject
                self.frame.subjects.append((subject, "元"))

    # ---- figures

    def _figure(self, start: int, mark: Mark, trail: str, clause: Clause) -> None:
        frame = self.frame
        lead_start = max(start, mark.start - _LONGEST_CLAUSE)
        opened = False
        if start == clause.start == mark.start and frame.opened and clause.depth:
            lead_start, opened = frame.opened_at, True
        self._context(start, mark.start)
        lead_end = mark.start if not opened else frame.opened_at + len(frame.opened)
        separately = "分别" in self.layout.text[lead_start:lead_end]
        lead_start, lead = self._after_bases(lead_start, lead_end)
        path = self._path_in(lead_start, lead)
        if path is not None:
            lead_start, lead = path.end, self.layout.text[path.end : lead_start + len(lead)]
        listed = _LIST.search(lead)
        if listed:
            frame.enter_list()
            lead_start, lead = lead_start + listed.end(), lead[listed.end() :]
        frame.opened = ""
        if mark.role is not Role.FIGURE or mark.quantity is None:
            self._fault(lead, lead_start, mark)
            return
        dimension = mark.quantity.unit.dimension
        if self._several(lead, lead_start, mark):
            return
        if separately and len(frame.stated()) > 1:
            frame.each = frame.stated()
        reading = read_verb(lead.rstrip(' “"（('), dimension)
        if frame.completing is not None and dimension is Dimension.RATIO and lead.startswith("的"):
            reading = Reading(Verb.COMPLETES, "", against=frame.completing)
        if path is not None and path.covers(re.sub(r"^(?:支出|科目|”|\")+", "", reading.rest.strip('”" 。，'))):
            reading = replace(reading, rest="")
        self._dispatch(reading, lead_start, mark, trail)

    def _after_bases(self, start: int, end: int) -> tuple[int, str]:
        for base in self.layout.bases_in(start, end):
            before = self.layout.text[start : base.start]
            if base.end <= end and (only_filler(before, self.setting) or is_bare(before) or end - base.end >= 2):
                rest = self.layout.text[base.end : end]
                if not only_filler(before, self.setting) and _is_change_only(rest):
                    continue_label = self._subject_of(before, start, _MONEY)
                    self.frame.base_subject = self.frame.base_subject or continue_label
                start = base.end
        return start, self.layout.text[start:end]

    def _path_in(self, start: int, lead: str) -> Path | None:
        paths = self.layout.paths_in(start, start + len(lead))
        if not paths:
            return None
        self._enter_path_figure(paths[-1])
        return paths[-1]

    def _enter_path_figure(self, path: Path) -> None:
        frame = self.frame
        frame.path = path
        subject = self._path_subject(path)
        if frame.head is frame.listed:
            frame.about(subject)
        else:
            frame.subject = subject
            frame.subjects.append((subject, "元"))

    def _fault(self, lead: str, at: int, mark: Mark) -> None:
        """A figure that is lost still names what the figures behind it are of."""
        if mark.role is Role.FAULT:
            self._lose(mark, mark.reason)
            rest = _without_basis(read_verb(lead, Dimension.MONEY).rest)
            subject = known_subject(rest, self.base_at + at, self.setting)
            if subject is not None:
                self.frame.take(subject, _MONEY)
        elif mark.quantity is not None and mark.quantity.places and read_verb(lead, Dimension.RATIO).verb is not Verb.STATES:
            self._lose(mark, "no_unit")

    def _dispatch(self, reading: Reading, at: int, mark: Mark, trail: str) -> None:
        if not self.frame.year:
            self._lose(mark, "several_years")
        elif reading.verb is Verb.RESIDUE:
            self._lose(mark, "template_residue")
        elif reading.verb is Verb.RATIO_TO_BASE:
            self._lose(mark, "ratio_to_last_year")
        elif reading.verb is Verb.CHANGES:
            self._change(reading, at, mark)
        elif reading.verb is Verb.SHARES:
            self._share(reading, at, mark)
        elif reading.verb is Verb.COMPLETES:
            self._completion(reading, at, mark)
        else:
            self._amount(reading, at, mark, trail)

    def _change(self, reading: Reading, at: int, mark: Mark) -> None:
        frame = self.frame
        assert mark.quantity is not None
        unit = mark.quantity.unit
        quantity, measure = signed(mark, reading.sign), Measure.CHANGE
        if unit.dimension in (Dimension.RATIO, Dimension.TIMES):
            measure = Measure.CHANGE_RATE
        rest = reading.rest
        if re.search(r"(?:调整|追加)(?:后)?(?:的)?预算$", rest):
            self._adjustment(mark, quantity, measure, at)
            return
        subject = None
        if not only_filler(rest, self.setting) and not bare_word(_without_basis(rest), self.setting):
            subject = self._subject_of(_without_basis(rest), at, unit)
            if subject is not None:
                frame.subject = subject
                frame.subjects.append((subject, "元" if subject.scoped else unit.base))
        if subject is None and bare_word(_without_basis(rest), self.setting):
            subject = self._bare(bare_word(_without_basis(rest), self.setting), at)
        if subject is None and frame.each:
            subject = frame.each.pop(0)
        elif subject is None and self._jointly(rest, at, mark, quantity, measure):
            return
        subject = subject or frame.base_subject or frame.compared(unit)
        if subject is None:
            self._lose(mark, "no_label")
            return
        frame.joint = ()
        start = at if rest.strip() else (frame.base.start if frame.base and frame.base.end >= at - 2 else at)
        self._state_change(subject, mark, quantity, measure, min(start, mark.start))

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

    def _state_change(self, subject: Subject, mark: Mark, quantity: Quantity, measure: Measure, start: int) -> None:
        self._state(subject, mark, quantity, measure, self.setting.basis, self.frame.year, start, against=self.frame.against)

    def _share(self, reading: Reading, at: int, mark: Mark) -> None:
        frame = self.frame
        assert mark.quantity is not None
        subject = None
        if not only_filler(reading.rest, self.setting):
            subject = self._subject_of(_without_basis(reading.rest), at, mark.quantity.unit)
        subject = subject or frame.subject
        if subject is None:
            self._lose(mark, "no_label")
            return
        whole = self._whole(reading.whole, at, subject)
        self._state(subject, mark, mark.quantity, Measure.SHARE, self.setting.basis, frame.year, at, whole=whole)

    def _whole(self, words: str, at: int, subject: Subject) -> str | None:
        frame = self.frame
        bare = words.strip('的 “”"约为')
        if bare and not is_bare(bare):
            known = known_subject(bare, self.base_at + at, self.setting)
            return known.item if known is not None else open_label(bare) or None
        outer = frame.head or next((outer for outer, _ in frame.subjects if is_part_of(subject, outer)), None)
        return outer.item if outer is not None and outer.item != subject.item else None

    def _completion(self, reading: Reading, at: int, mark: Mark) -> None:
        frame = self.frame
        assert mark.quantity is not None
        subject = None
        if not only_filler(reading.rest, self.setting) and not bare_word(_without_basis(reading.rest), self.setting):
            subject = known_subject(_without_basis(reading.rest), self.base_at + at, self.setting)
        subject = subject or frame.subject
        if subject is None:
            self._lose(mark, "no_label")
            return
        against = reading.against
        if reading.whole == "预算" and frame.adjusted:
            against = Against.ADJUSTED_BUDGET
        self._state(subject, mark, mark.quantity, Measure.COMPLETION_RATE, Basis.FINAL, frame.year, at, against=against)

    def _amount(self, reading: Reading, at: int, mark: Mark, trail: str) -> None:
        frame, text = self.frame, self.layout.text
        mark = self._with_money(mark, reading.rest)
        assert mark.quantity is not None
        unit = mark.quantity.unit
        if mark.bare_scale and unit.dimension is Dimension.COUNT and unit.base in ("万", "亿", "千", "百", "十"):
            self._lose(mark, "no_unit")
            return
        if unit.dimension is Dimension.TIMES:
            self._lose(mark, "ratio")
            return
        if unit.dimension is Dimension.SCORE and not _SCORED.search(text[max(mark.start - 16, 0) : mark.start]):
            return
        rest, year = self._last_year(_PLAN_OF.sub("", reading.rest) if reading.basis in _PLANS else reading.rest)
        frame.completing = _PLANS.get(reading.basis) if rest != reading.rest else None
        hollow = only_filler(rest, self.setting) or bool(bare_word(rest, self.setting))
        named = None if hollow or unit.dimension is not Dimension.MONEY else self._plainly_named(at, mark)
        subject = (self._in_total(named) if named else None) or self._stated_subject(rest, at, mark, trail) or self._heading(mark)
        if subject is None:
            self._lose(mark, "no_label")
            frame.lose()
            return
        frame.adjusted = frame.adjusted or reading.basis is Basis.ADJUSTED_BUDGET
        frame.take(subject, unit)
        basis = reading.basis or self.setting.basis
        self._state(subject, mark, mark.quantity, _measure(unit), basis, year, at if subject.start >= self.base_at + at else at)

    def _with_money(self, mark: Mark, words: str) -> Mark:
        """560万 of a 社会保险费收入 is 万元."""
        if not mark.bare_scale or mark.quantity is None:
            return mark
        money = _MONEY_WORDS.search(words[-14:]) or (not words.strip() and self.frame.subject is not None and self.frame.subject.scoped)
        if not money:
            return mark
        return _in_money(mark)

    def _last_year(self, words: str) -> tuple[str, int]:
        found = _LAST_YEAR.search(words)
        if found is None or "结转" in words[found.end() : found.end() + 3] or "结余" in words[found.end() : found.end() + 3]:
            return words, self.frame.year
        return words[: found.start()] + words[found.end() :], self.frame.year - 1

    def _stated_subject(self, rest: str, at: int, mark: Mark, trail: str) -> Subject | None:
        """The subject of an amount or a count: its own words, else what the clause inherits."""
        assert mark.quantity is not None
        unit = mark.quantity.unit
        counted = unit.dimension is not Dimension.MONEY
        if open_label(_without_basis(rest)) not in ("涉及", "项目", "资金", "金额"):
            rest = _without_basis(rest)
        if counted:
            subject = self._counted(rest, at, unit, trail)
            if subject is not None:
                return subject
        if only_filler(rest, self.setting) and not (counted and open_label(rest, trail, counted=True)):
            return None if counted else self._spent(rest)
        return self._subject_of(rest, at, unit, trail)

    def _spent(self, words: str) -> Subject | None:
        """The subject that money without a label of its own is of."""
        subject = self.frame.subject
        if subject is not None and not fits(subject, _MONEY):
            return spent_on(subject, "")
        scored = _SCORE_WORDS.search(subject.item) if subject is not None and not subject.known else None
        if subject is not None and scored and scored.start() >= 2:
            return replace(subject, item=subject.item[: scored.start()], printed=subject.item[: scored.start()])
        if subject is not None and not subject.known and self.frame.subjects and self.frame.subjects[-1][1] not in ("元", ""):
            return spent_on(subject, words)
        return subject

    def _heading(self, mark: Mark) -> Subject | None:
        """A line that is nothing but a figure is of what its heading names."""
        if len(self.layout.text) > mark.end - mark.start + 4 or not self.setting.section:
            return None
        label = open_label(self.setting.section[-1])
        return Subject(label, label, False, -1, -1) if label else None

    def _plainly_named(self, at: int, mark: Mark) -> Subject | None:
        """A label that the glossary has with its verb: 收入预算, 政府采购支出决算."""
        words = self.layout.text[at : mark.start].rstrip(" ：:为是共达约“")
        return known_subject(words, self.base_at + at, self.setting) if len(words) <= 60 else None

    def _counted(self, rest: str, at: int, unit: Unit, trail: str) -> Subject | None:
        bare = without_filler(re.sub(r"^[、，,\s和及与]+", "", rest), self.setting)
        start = self.base_at + at + len(rest) - len(bare)
        return counted_subject(bare, unit.base, self.frame.subject or self.frame.main, start)

    def _subject_of(self, words: str, at: int, unit: Unit, trail: str = "") -> Subject | None:
        stripped = words.lstrip("、，, 和及与")
        start = self.base_at + at + len(words) - len(stripped)
        counted = unit.dimension not in (Dimension.MONEY, Dimension.RATIO, Dimension.POINT)
        known = known_subject(stripped, start, self.setting)
        if known is not None and fits(known, unit):
            return self._in_total(self._bought(known))
        bare = bare_word(stripped, self.setting)
        if bare:
            return self._bare(bare, self._offset(words, bare, at))
        own = without_filler(stripped, self.setting)
        label = open_label(own, trail, counted=counted)
        if not label:
            return None
        if label in GENERIC:
            label = self.frame.within + open_label(_PURPOSE.sub("", open_label(self.frame.clause_before))) + label
        self.trailed = counted and bool(trail) and label != open_label(own)
        offset = max(stripped.find(label[:2]), 0)
        for name in (label, f"{label}{unit.base}", f"{label}人数") if counted and unit.base in ("人", "人次", "名") else (label,):
            named = known_subject(name, start + offset, self.setting)
            if named is not None and _OF_THE_REGION.match(own):
                return Subject(own, own, False, start, start + len(stripped))
            if named is not None and fits(named, unit):
                return replace(named, printed=label, end=start + offset + len(label))
        return Subject(label, label, False, start + offset, start + len(stripped))

    def _in_total(self, known: Subject) -> Subject:
        """总支出 with 年末结转 among its parts is 支出总计; a fund's total inside a bracket is its item's share of that fund."""
        frame = self.frame
        if known.item == "本年支出合计" and "总支出" in known.printed:
            behind = self.layout.text[known.end - self.base_at : known.end - self.base_at + 60]
            stated = {subject.item for subject, _ in frame.subjects} | {frame.main.item if frame.main else ""}
            if stated & {"收入总计", "支出总计"} or _WITH_BALANCE.search(behind):
                return total(False, True, None, known.printed, known.start)
        if known.item in FUNDS and frame.head is not None and frame.head.scoped and frame.head.item not in TOTALS and self.depth:
            return replace(frame.head, said=known.scope, scope=known.scope, printed=known.printed, start=known.start, end=known.end)
        return known

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
        if before is not None and not whole and (not sided or before.item not in TOTALS):
            return spent_on(before, words) if not fits(before, _MONEY) or words == "金额" else before
        side = frame.main or before
        income = "收入" in words or (not sided and side is not None and side.income)
        if not whole:
            for subject, _ in reversed(frame.subjects):
                if subject.item in TOTALS and subject.income == income and "总计" not in subject.item and "结" not in subject.item:
                    return subject
        if side is None and not sided:
            return None
        scope = (side.said or side.scope) if side is not None and side.scoped else self.setting.scope
        return total(income, whole, scope, words, self.base_at + at)

    # ---- several at once

    def _several(self, lead: str, at: int, mark: Mark) -> bool:
        """A、B、C分别为1、2、3: one statement a name; False where it is no such list."""
        if "分别" not in lead and "均" not in lead and "都" not in lead:
            return False
        marks = self._run(mark)
        before = self.frame.names or tuple((subject.printed, at) for subject in self.frame.stated())
        found = listing(lead, at, len(marks), before)
        if found is None or (found.shared and self._names_one(lead, at)):
            return self._lose_list(lead, marks)
        if found.shared:
            marks = marks[:1] * len(found.labels)
        if len(found.labels) != len(marks):
            return self._lose_list(lead, marks)
        self.frame.names = found.names
        money = any(each.quantity and each.quantity.unit.dimension is Dimension.MONEY for each in marks)
        for (words, offset), each in zip(found.labels, marks, strict=True):
            self.done.add(each.start)
            self._one_of(words, offset, _in_money(each) if money and each.bare_scale else each)
        return True

    def _names_one(self, lead: str, at: int) -> bool:
        """收、支总计均为 is one name of the glossary."""
        return known_subject(re.split(r"均|都", lead)[0], self.base_at + at, self.setting) is not None

    def _lose_list(self, lead: str, marks: list[Mark]) -> bool:
        """A list of values whose names do not fit: nothing is paired by guess."""
        if "分别" not in lead or len(marks) < 2:
            return False
        for each in marks:
            self.done.add(each.start)
            self._lose(each, "list_mismatch")
        return True

    def _run(self, first: Mark) -> list[Mark]:
        """The figures behind *first* that only commas or 和 separate from it."""
        run = [first]
        text = self.layout.text
        for mark in self.layout.figures(first.end, first.end + 400):
            between = text[run[-1].tail or run[-1].end : mark.start]
            if mark.role is not Role.FIGURE or not re.fullmatch(r"\s?[、，,；;和与及]?以?及?\s?", between):
                break
            run.append(mark)
        return run

    def _one_of(self, words: str, offset: int, mark: Mark) -> None:
        """One name with its value, read as if it stood alone."""
        assert mark.quantity is not None
        frame = self.frame
        kept, before = frame.year, frame.subject
        years = [int(found) for found in re.findall(r"((?:19|20)\d\d)年", words)]
        frame.year = years[-1] if years else frame.year
        reading = read_verb(words, mark.quantity.unit.dimension)
        self._dispatch(reading, offset, mark, "")
        frame.year = kept
        if only_filler(reading.rest, self.setting):
            frame.subject = before

    # ---- writing down

    def _state(
        self, subject: Subject, mark: Mark, quantity: Quantity, measure: Measure, basis: Basis, year: int, start: int, *,
        against: Against | None = None, whole: str | None = None,
    ) -> None:  # fmt: skip
        value_start, value_end = self.base_at + mark.start, self.base_at + mark.end
        begin = self.base_at + start
        if self.base_at <= subject.start < value_start and value_start - subject.start <= _QUOTE_REACH:
            begin = min(begin, subject.start)
        begin = self._with_quote(self._trim(begin, value_start), value_end)
        stated = Stated(
            subject=subject, quantity=quantity, measure=measure, basis=basis, year=year,
            scope=self._scope(subject), start=begin, end=self.base_at + (mark.tail or mark.end),
            value_start=value_start, value_end=value_end, against=against, whole=whole,
        )  # fmt: skip
        self.ledger.state(stated, self.setting)

    def _scope(self, subject: Subject) -> Scope | None:
        """The subject's 口径; the parts of “三公” take their total's where the total names a narrower one than the heading."""
        scope = final_scope(subject, self.frame.head, self.setting)
        if subject.group != "三公" or not subject.scoped:
            return scope
        title = next((title for title in self.setting.section if "三公" in title), "")
        if subject.item == "“三公”经费" and title:
            self.frame.three = (title, scope) if scope is not None else None
        elif self.frame.three is not None and self.frame.three[0] == title and subject.said is None:
            return self.frame.three[1]
        return scope

    def _trim(self, start: int, limit: int) -> int:
        found = _FRONT_MATTER.match(self.ledger.view.text, start, limit)
        return found.end() if found else start

    def _with_quote(self, start: int, end: int) -> int:
        """Take in the opening quotation mark of a name that the quote closes."""
        text = self.ledger.view.text
        inner = text[start:end]
        opening = next(
            (pair[0] for pair in ("“”", "「」", "《》") if 0 <= inner.find(pair[1]) < (inner.find(pair[0]) % (len(inner) + 1))), ""
        )
        return start - 1 if opening and text[start - 1 : start] == opening else start

    def _lose(self, mark: Mark, reason: str) -> None:
        self.ledger.lose(self.base_at + mark.start, self.base_at + mark.end, reason)


def _measure(unit: Unit) -> Measure:
    if unit.dimension is Dimension.SCORE:
        return Measure.SCORE
    return Measure.COUNT if unit.dimension is Dimension.COUNT else Measure.AMOUNT


def _in_money(mark: Mark) -> Mark:
    assert mark.quantity is not None
    unit = Unit.of(mark.quantity.unit.symbol + "元")
    return replace(mark, quantity=Quantity(mark.quantity.number, unit, mark.quantity.hedge), bare_scale=False)


def _is_change_only(words: str) -> bool:
    return read_verb(words, Dimension.RATIO).verb is Verb.CHANGES


def _without_basis(words: str) -> str:
    """Take the word for the basis off a label's end: 公务接待费支出决算 → 公务接待费支出."""
    stripped = words.strip(' “”"')
    found = re.search(r"(?:决算|年初预算|预算)(?:数|额|金额|总额)?$", stripped)
    if found is None or stripped.endswith(("社会保险基金预算", "政府性基金预算", "公共预算", "经营预算")):
        return words
    return stripped[: found.start()]
