"""The walk through a paragraph: clause by clause, each figure gets its subject, verb, year, base and 口径.

Comes in: a Layout and what the headings say. Goes out: facts and lost figures in the Ledger. Never computes a figure.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.facts.clauses import Clause, Layout
from index.facts.desk import LIST_MARK
from index.facts.elliptic import project_named
from index.facts.figures import Mark, Role
from index.facts.frame import Inherited
from index.facts.handing import Handing
from index.facts.labels import Subject, known_subject
from index.facts.naming import MONEY, without_basis
from index.facts.open_labels import open_label
from index.facts.paths import Path
from index.facts.setting import Setting
from index.facts.verbs import Reading, Verb, goes_on_with, read_verb
from index.facts.words import Zero, zero_of_it, zero_statement
from index.quantity import Dimension, Quantity
from index.records import Measure

_LIST = re.compile(
    r"其中|主要(?:是|为)[:：]?$|主要用于(?:以下|如下)?(?:几个)?方面|用于以下方面|具体(?:包括|如下|为|情况如下)|按.{1,12}(?:分类|划分)|包括[:：]?$|分别为[:：]$"
)
_AMONG = re.compile(r"\s*其中")
_WITHIN = re.compile(r"^(?P<whole>.{2,60}?)(?:支出|收入)?(?:决算|预算)?(?:数|总额)?中$")
_BY_KIND = re.compile(r"^(?P<whole>.{2,60}?)按.{1,14}(?:分|分类|划分|构成)(?:为|如下|包括)?$")
_ENTRY = re.compile(r"\s*(?:\d{1,2}[.．、](?!\d(?!\d{3}年))|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳])")
_COMPARED = re.compile(
    r"(?P<what>.{2,60}?)(?:支出|收入)?(?:决算)?数?(?:大于|小于|等于|高于|低于|超过|增加|减少|增长|下降)(?=.{0,12}(?:预算|决算|原因))"
)
_EXPLAINED = re.compile(r"(?P<what>.{2,40}?)(?:主要)?(?:包括|包含|用于)(?![:：])")
_TOLD = re.compile(r"\s*(?:(?:本|当)?年(?:度|初)?|全年|调整后?)?的?(?:预算|决算|支出决算|收入决算|计划|安排)")
_THING = re.compile(r"[一-龥]{2}(?:经费|资金|项目|费用?|补[助贴]|工程|专项|支出|款|基金|投资)$")
_WAYS = "大于|小于|等于|高于|低于|增加|减少|增长|下降|上升"
_RESIDUE = re.compile(rf"(?:{_WAYS})[（(/](?:{_WAYS})[)）]?+(?!\s?[了为]?\d)")
_CLOSED_BRACKET = re.compile(r"[（(][^（()）]{0,60}[)）]")
_LONGEST_TITLE = 60
_LONGEST_NAME = 16
_LEADS_ON = re.compile(r"其中|包括|分别|如下|原因|情况|方面|说明|主要|以下|[是为即]$")
"""Words before a colon that introduce what follows and do not name it."""

_LONGEST_CLAUSE = 400
_WITHIN_OPEN = re.compile(r"^在?(?P<whole>.{4,26})中$")
_COUNTABLE = re.compile(r"[一-龥]{4}")


class Reader(Handing):
    """Reads paragraphs into the ledger, with a frame that lives as long as the report."""

    def read(self, layout: Layout, setting: Setting, offset: int, topic: Subject | None, carried: Subject | None) -> None:
        """Read one paragraph that starts at view *offset*; *carried* heads the list that it is an entry of."""
        self.layout, self.setting, self.base_at = layout, setting, offset
        self.done.clear()
        if LIST_MARK.match(layout.text):
            self.frame.entry = None
        self.frame.begin_paragraph(topic, carried)
        if not layout.figures and len(layout.text) <= _LONGEST_TITLE:
            self.frame.project = project_named(layout.text) or self.frame.project
        for clauses in layout.sentences:
            self._sentence(clauses)
        for found in _RESIDUE.finditer(layout.text):
            self.ledger.lose(offset + found.start(), offset + found.end(), "template_residue")
        self.frame.carry(opens=layout.text.rstrip().endswith(("：", ":")), entry=carried is not None)

    def _sentence(self, clauses: tuple[Clause, ...]) -> None:
        frame, head, base = self.frame, self.frame.head, self.frame.base
        frame.begin_sentence()
        if _AMONG.match(self.layout.text, clauses[0].start):
            frame.base = base
        if head is not None and head.said is not None and _ENTRY.match(self.layout.text, clauses[0].start):
            frame.head = head
        kept: list[Inherited] = []
        for number, clause in enumerate(clauses):
            while len(kept) > clause.depth:
                frame.restore(kept.pop())
            while len(kept) < clause.depth:
                kept.append(frame.inherited())
            last = number == len(clauses) - 1
            self._clause(clause, first=number == 0, alone=last and not self.layout.free_figures.between(clauses[0].start, clause.end))
        if kept:
            frame.restore(kept[0])
        self._keep_year(clauses)

    def _keep_year(self, clauses: tuple[Clause, ...]) -> None:
        """A sentence that opens with its year gives it to the sentences behind it; a year inside it ends with it."""
        first = clauses[0]
        years = self.layout.free_years.between(first.start, first.end)
        if years and years[0].start - first.start <= 2 and years[0].year is not None and years[0].role is Role.YEAR:
            self.frame.paragraph_year = years[0].year
        self.frame.year = self.frame.paragraph_year

    def _clause(self, clause: Clause, *, first: bool, alone: bool) -> None:
        at, self.trailed, self.depth = clause.start, False, clause.depth
        numbered = _ENTRY.match(self.layout.text, clause.start, clause.end)
        if numbered:
            self.frame.entry = numbered.group()
        figures = self.layout.free_figures.between(numbered.end() if numbered else clause.start, clause.end)
        for place, mark in enumerate(figures):
            following = figures[place + 1].start if place + 1 < len(figures) else clause.end
            trail = self.layout.text[mark.tail or mark.end : following]
            if mark.start not in self.done:
                spent = self.trailed and place and _COUNTABLE.match(trail)
                self._figure(mark.start if spent else at, mark, trail, clause)
            at = mark.tail or mark.end
        if figures:
            self.frame.clause_before = _without_figures(self.layout.text[clause.start : clause.end], figures, clause.start)
        if at >= clause.end and clause.after.startswith(("；", ";")):
            self.frame.leave_inner_list()
        if at < clause.end:
            self._event(at, clause, first=first and not figures, alone=alone, plain=not figures)

    def _event(self, start: int, clause: Clause, *, first: bool, alone: bool, plain: bool) -> None:
        frame, text = self.frame, self.layout.text[max(start, clause.end - _LONGEST_CLAUSE) : clause.end]
        self._context(start, clause.end)
        if self._flat(start, clause.end):
            return
        paths = self.layout.paths.between(start, clause.end)
        if paths:
            self._enter_path(paths[-1])
        if _LIST.search(text) or (clause.after.endswith(("：", ":")) and "其中" in text):
            frame.enter_list()
        zero = self._none_of_it(text, start) or zero_statement(text, self.setting) or self._none_of_the_heading(text, start)
        if zero is not None and plain:
            self._zero(zero, start, text)
        within = (_WITHIN.match(text) or _BY_KIND.match(text)) if plain else None
        if within is not None:
            self._within(within, start)
            open_within = _WITHIN_OPEN.match(text)
            frame.within = open_within["whole"] if open_within else ""
        elif plain and (first or alone or _ENTRY.match(text) or clause.after.startswith(("：", ":"))) and not paths:
            self._topic(text, start, clause)
        elif plain and not paths:
            self._mention(text, start)
        opens = clause.after.endswith(("（", "(")) or (plain and clause.after.startswith(("：", ":")) and _is_label(text))
        frame.opened, frame.opened_at = (text, start) if opens else ("", 0)
        if plain:
            frame.clause_before = text
        if clause.after.startswith(("；", ";")):
            frame.leave_inner_list()

    def _enter_path(self, path: Path) -> None:
        self.frame.path = path
        self.frame.about(self._path_subject(path))

    def _zero(self, zero: Zero, start: int, text: str) -> None:
        for subject, basis in zero.statements:
            mark = Mark(start + zero.start, start + zero.end, Role.FIGURE, Quantity.of(0, zero.unit(subject)), tail=start + len(text))
            placed = replace(subject, start=self.base_at + start + subject.start, end=self.base_at + start + subject.end)
            measure = Measure.AMOUNT if zero.unit(subject) == "万元" else Measure.COUNT
            assert mark.quantity is not None
            self._state(placed, mark, mark.quantity, measure, basis or self.setting.basis, self.frame.year, start + zero.start)

    def _none_of_the_heading(self, text: str, start: int) -> Zero | None:
        """本年度无此项支出 is of the heading, unless the sentence tells of something else or gives it as a reason."""
        before = self.layout.text[self.layout.text.rfind("。", 0, start) + 1 : start]
        if self.frame.own or "原因" in before or "上年" in text:
            return None
        return zero_of_it(text, self.heading, self.setting)

    def _none_of_it(self, text: str, start: int) -> Zero | None:
        """因公出国（境）经费：无。"""
        subject = self.frame.subject
        if (
            text.strip() not in ("无", "没有")
            or self.layout.text[start - 1 : start] not in ("：", ":")
            or subject is None
            or not subject.known
        ):
            return None
        at = text.find(text.strip())
        placed = replace(subject, start=subject.start - self.base_at - start, end=subject.end - self.base_at - start)
        return Zero(((placed, None),), at, at + len(text.strip()))

    def _within(self, within: re.Match[str], start: int) -> None:
        subject = known_subject(within["whole"], self.base_at + start, self.setting)
        if subject is not None:
            self.frame.about(subject)
            self.frame.enter_list()

    def _topic(self, text: str, start: int, clause: Clause) -> None:
        """A clause that is nothing but an item's name, or compares it, names what the clauses behind it are about."""
        named = _ENTRY.match(text) or clause.after.startswith(("：", ":"))
        if "/" in (self.frame.main.item if self.frame.main else "") and not named:
            return
        compared = _COMPARED.match(text) or _EXPLAINED.match(text)
        text = compared["what"] if compared else text
        if not compared and clause.after[:1] not in ("", "：", ":", "（", "，", ","):
            return
        subject = known_subject(text, self.base_at + start, self.setting)
        if clause.after.startswith(("：", ":")):
            self.frame.project = project_named(text) or self.frame.project
        if subject is None and clause.after.startswith(("：", ":")) and _TOLD.match(self.layout.text, clause.end + 1):
            subject = self._headed(text, start)
        if subject is not None and subject.twin is None:
            self.frame.about(subject)

    def _headed(self, text: str, start: int) -> Subject | None:
        """青年就业培训经费：年初预算10万元: what stands before the colon is what the plan is of."""
        label = open_label(text)
        if not _THING.search(label):
            return None
        at = self.base_at + start + max(text.find(label), 0)
        return Subject(label, label, False, at, at + len(label))

    def _mention(self, text: str, start: int) -> None:
        """项目支出增加，较上年增加…: a clause that says only which way an item went names what the next one is of."""
        reading = read_verb(text, Dimension.RATIO)
        if reading.verb is Verb.CHANGES and reading.rest:
            subject = known_subject(reading.rest, self.base_at + start, self.setting)
            if subject is not None:
                self.frame.subject = subject
                self.frame.remember(subject, "元")

    def _figure(self, start: int, mark: Mark, trail: str, clause: Clause) -> None:
        frame = self.frame
        lead_start = max(start, mark.start - _LONGEST_CLAUSE)
        opened = False
        if start == clause.start == mark.start and frame.opened:
            lead_start, opened = frame.opened_at, True
        self._context(start, mark.start)
        lead_end = mark.start if not opened else frame.opened_at + len(frame.opened)
        separately = "分别" in self.layout.text[lead_start:lead_end]
        lead_start, lead = self._after_bases(lead_start, lead_end)
        path = self._path_in(lead_start, lead)
        if path is not None:
            lead_start, lead = path.end, self.layout.text[path.end : lead_start + len(lead)]
        listed = _LIST.search(_CLOSED_BRACKET.sub(lambda found: "＿" * len(found.group()), lead))
        if listed:
            frame.enter_list()
            lead_start, lead = lead_start + listed.end(), lead[listed.end() :]
        frame.opened = ""
        if mark.role is not Role.FIGURE or mark.quantity is None:
            self._fault(lead, lead_start, mark)
            return
        self.value = mark.quantity
        dimension = mark.quantity.unit.dimension
        if self._several(lead, lead_start, mark):
            return
        if separately and len(frame.stated(self.depth)) > 1:
            frame.each = frame.stated(self.depth)
        reading = self._verb(lead, dimension)
        if reading.level and not self.layout.free_years.between(lead_start, mark.start):
            frame.year = frame.paragraph_year
        if path is not None and path.covers(re.sub(r"^(?:支出|科目|”|\")+", "", reading.rest.strip('”" 。，'))):
            reading = replace(reading, rest="")
        self._dispatch(reading, lead_start, mark, trail)

    def _verb(self, lead: str, dimension: Dimension) -> Reading:
        """What the words before a figure say of it, with what the sentence has said of a plan."""
        frame = self.frame
        if dimension is Dimension.RATIO and frame.completed and (plan := goes_on_with(lead)) is not None:
            return Reading(Verb.COMPLETES, "", against=plan)
        if dimension is Dimension.RATIO and frame.completing is not None and lead.startswith("的"):
            return Reading(Verb.COMPLETES, "", against=frame.completing)
        if frame.each and frame.handed is not None and not lead.strip(" 、，,和及与"):
            return frame.handed
        reading = read_verb(lead.rstrip(' “"（('), dimension)
        frame.handed = reading if frame.each and reading.verb is Verb.CHANGES else None
        return reading

    def _lose_with_label(self, mark: Mark, lead: str, at: int) -> None:
        """A number that is missing is lost with the words that it is missing behind."""
        label = open_label(lead) if mark.reason == "missing_number" else ""
        place = lead.rfind(label) if label else -1
        start = at + place if place >= 0 else mark.start
        self.ledger.lose(self.base_at + start, self.base_at + mark.end, mark.reason)

    def _path_in(self, start: int, lead: str) -> Path | None:
        paths = self.layout.paths.between(start, start + len(lead))
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
            frame.remember(subject, "元")

    def _fault(self, lead: str, at: int, mark: Mark) -> None:
        """A figure that is lost still names what the figures behind it are of."""
        if mark.role is Role.FAULT:
            rest = without_basis(read_verb(lead, Dimension.MONEY).rest)
            self._lose_with_label(mark, lead, at)
            subject = known_subject(rest, self.base_at + at, self.setting)
            if subject is not None:
                self.frame.take(subject, MONEY, self.depth)
        elif mark.quantity is not None and mark.quantity.places and read_verb(lead, Dimension.RATIO).verb is not Verb.STATES:
            self._lose(mark, "no_unit")


def _is_label(text: str) -> bool:
    """Whether a clause before a colon is the name of the figure behind it: 教学班：42个."""
    name = LIST_MARK.sub("", text.strip())
    return 2 <= len(name) <= _LONGEST_NAME and not _LEADS_ON.search(name)


def _without_figures(text: str, figures: Sequence[Mark], start: int) -> str:
    """A clause's words: 召开2次会议 → 召开会议."""
    ends = [start, *(mark.end for mark in figures)]
    stops = [*(mark.start for mark in figures), start + len(text)]
    return "".join(text[end - start : stop - start] for end, stop in zip(ends, stops, strict=True))
