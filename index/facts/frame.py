"""What a clause inherits: the subject, the list's head, the year, the base of comparison. One frame a section.

Comes in: events in reading order. Goes out: the answers to "of what", "of which year", "against what".
"""

from collections import deque
from dataclasses import dataclass, field, replace

from index.facts.bases import Base
from index.facts.labels import TOTALS, Subject, is_part_of, localised
from index.facts.paths import Path
from index.facts.setting import Setting
from index.facts.verbs import Reading
from index.quantity import Dimension, Quantity, Unit
from index.records import Against, Basis, Scope

_MEMORY = 40
"""How many of a sentence's subjects stay in mind: more than any sentence that people write compares."""

_RELATIVE = (Dimension.RATIO, Dimension.POINT, Dimension.TIMES)


@dataclass(frozen=True, slots=True)
class Inherited:
    """A frame's memory at the opening of a bracket."""

    year: int
    base: Base | None
    subject: Subject | None
    main: Subject | None
    head: Subject | None
    subjects: tuple[tuple[Subject, str], ...]


@dataclass(slots=True)
class Frame:
    """The reader's memory. ``main`` is the last subject outside a list of parts, ``subject`` the last at all."""

    year: int
    default_year: int
    paragraph_year: int = 0
    main: Subject | None = None
    subject: Subject | None = None
    head: Subject | None = None
    topic: Subject | None = None
    path: Path | None = None
    base: Base | None = None
    base_subject: Subject | None = None
    adjusted: bool = False
    plan: Against | None = None
    """The plan that the sentence stated last: what 预决算差异率 is measured against."""

    opened: str = ""
    opened_at: int = 0
    names: tuple[tuple[str, int], ...] = ()
    earlier: tuple[tuple[str, int], ...] = ()
    """The names that the sentence and the sentence before listed with 分别."""

    amount: Quantity | None = None
    """What the sentence stated last."""

    amounts: deque[tuple[Subject, Quantity]] = field(default_factory=lambda: deque(maxlen=_MEMORY))
    """What the paragraph has stated: a change that names nothing is of one of them."""

    clause_before: str = ""
    listed: Subject | None = None
    carried: Subject | None = None
    outer: Subject | None = None
    three: tuple[str, Scope] | None = None
    """Heading and 口径 of the “三公” total last stated: its parts there are of the same money."""

    pair: Subject | None = None
    """Both totals, where the sentence states them alike."""

    astray: bool = False
    """Whether a figure of this sentence had no label: a bare 支出 behind it is not the department's."""

    entry: str | None = None
    """The number of a list entry inside the sentence (1．), None where there is none."""

    own: deque[tuple[Subject, int]] = field(default_factory=lambda: deque(maxlen=_MEMORY))
    within: str = ""
    each: list[Subject] = field(default_factory=list)
    """Subjects that 分别 hands the coming changes to, one each."""

    handed: Reading | None = None
    """The verb of the change that 分别 handed out last: 分别减少1万元、|2万元."""

    joint: tuple[Subject, ...] = ()
    changed: list[Subject] = field(default_factory=list)
    """What the sentence has named with a change: 收入增加2万元、支出增加3万元，分别增长."""

    grand: Quantity | None = None
    """What the section calls 总收入 or 收入总计: a 总支出 of the same size is its twin."""

    project: str = ""
    """The project that heading or sentence named last: what 项目全年预算数 is of."""

    planned: Basis | None = None
    """The basis that the words for the amount stated last name: its parts are of the same plan."""

    planned_list: Basis | None = None
    planned_before: Basis | None = None
    """The same of the list being read, and of the list that the paragraph before opens."""

    planned_row: bool = False
    """年初预算安排基本支出9万元、|项目支出3万元: whether a row of planned amounts goes on."""

    completing: Against | None = None
    completed: bool = False
    """Whether the sentence has told how much of a plan was reached: 、调整预算的99% goes on with that."""

    subjects: deque[tuple[Subject, str]] = field(default_factory=lambda: deque(maxlen=_MEMORY))

    def begin_section(self, project: str) -> None:
        """Forget what only the section before speaks of; *project* is what the headings name."""
        self.grand, self.project = None, project

    def begin_paragraph(self, topic: Subject | None, carried: Subject | None) -> None:
        """Forget the paragraph before; *topic* is what the heading or the line before names, *carried* a list's head."""
        self.listed = carried
        self.pair = None
        self.amounts.clear()
        self.year = self.paragraph_year = self.default_year
        self.topic = topic
        self.main = self.subject = topic
        self.head = None
        self.begin_sentence()

    def begin_sentence(self) -> None:
        """Keep what the paragraph speaks of, forget the comparison and the list."""
        if self.entry is not None and len({subject.item for subject, _ in self.own}) == 1:
            self.main = self.own[-1][0]
        if self.pair is not None:
            self.main, self.pair = self.pair, None
        self.entry, self.outer = None, None
        self.own.clear()
        self.astray = False
        self.subject = self.main or self.topic
        self.head = self.listed
        self.planned, self.planned_list = None, self.planned_before if self.listed is not None else None
        self.base = self.base_subject = None
        self.adjusted = False
        self.plan = None
        self.opened = self.clause_before = ""
        self.earlier = self.names
        self.names = ()
        self.amount = None
        self.within = ""
        self.joint = ()
        self.each, self.handed = [], None
        self.changed = []
        self.completing = None
        self.planned_row = False
        self.completed = False
        self.subjects.clear()
        if self.subject:
            self.remember(self.subject, "")

    def take(self, subject: Subject, unit: Unit, depth: int) -> None:
        """A figure of *subject* was stated, inside *depth* brackets."""
        self.subject, self.astray = subject, False
        self.remember(subject, unit.base)
        self.own.append((subject, depth))
        if self.head is self.listed and unit.dimension is not Dimension.RATIO:
            self.main = subject

    def pair_up(self, subject: Subject, quantity: Quantity, setting: Setting) -> None:
        """收入总计8200万元，支出总计8200万元: what is behind them speaks of both."""
        before = localised(self.own[-1][0], setting) if self.own else None
        subject = localised(subject, setting)
        if before is None or self.amount != quantity or before.item not in TOTALS or before.item.replace("收入", "支出") != subject.item:
            self.pair = None
        elif before.item.endswith("总计") and before.item != subject.item:
            self.pair = replace(before, twin=subject.item)

    def remember(self, subject: Subject, base: str) -> None:
        """*subject* was named; *base* is what it is measured in, "" where nothing says."""
        self.subjects.append((subject, base))

    def carry(self, *, opens: bool, entry: bool) -> None:
        """At a paragraph's end: a colon opens a list for the entries that follow; they hand the head on."""
        if opens:
            self.planned_before = self.planned
            self.carried = self.main if self.head is self.listed else self.head
        elif not entry:
            self.carried = None

    def enter_list(self) -> None:
        """其中: what follows are parts of the subject before."""
        self.planned_list = self.planned
        if self.head is self.listed:
            self.head = self.outer = self.main
        else:
            self.head = self.subject or self.head

    def leave_inner_list(self) -> None:
        """A semicolon ends a list inside a list: what follows are parts of the outer head again."""
        if self.head is not self.listed and self.outer is not None:
            self.head = self.outer

    def about(self, subject: Subject) -> None:
        """A clause names *subject* without a figure."""
        self.subject = self.main = subject
        self.subjects.clear()
        self.remember(subject, "")

    def inherited(self) -> "Inherited":
        """What a bracket must not change for the words behind it."""
        return Inherited(self.year, self.base, self.subject, self.main, self.head, tuple(self.subjects))

    def restore(self, kept: "Inherited") -> None:
        """Go on as before the bracket."""
        self.year, self.base, self.subject, self.main, self.head = kept.year, kept.base, kept.subject, kept.main, kept.head
        self.subjects.clear()
        self.subjects.extend(kept.subjects)

    def totals(self) -> tuple[Subject, ...]:
        """The totals that the sentence has stated, each once: what 各增加 is said of."""
        found: dict[str, Subject] = {}
        for subject, base in self.subjects:
            if subject.item in TOTALS and base == "元":
                found.setdefault(subject.item, subject)
        return tuple(found.values())

    def stated(self, depth: int) -> list[Subject]:
        """What 分别 can hand values to: the subjects stated inside as many brackets, each once, in order, without their whole."""
        found = {subject.item: subject for subject, inside in self.own if inside == depth}
        whole = self.head.item if self.head is not None else ""
        parts = [subject for item, subject in found.items() if item != whole]
        return parts[1:] if len(parts) > 2 and all(is_part_of(part, parts[0]) for part in parts[1:]) else parts

    def lose(self) -> None:
        """A figure had no label: nothing behind it may pass for a figure of the subject before."""
        self.astray = True
        self.subject = None
        self.subjects.clear()

    def compared(self, unit: Unit) -> Subject | None:
        """The subject that a change with *unit* belongs to: both totals, or the last one that is measured alike."""
        if self.pair is not None:
            return self.pair
        for subject, base in reversed(self.subjects):
            if not base or base == unit.base or unit.dimension in _RELATIVE:
                return subject
        return None

    @property
    def against(self) -> Against | None:
        """What the present change is measured against."""
        return self.base.against if self.base else None
