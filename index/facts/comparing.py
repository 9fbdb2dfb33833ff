"""Comparisons: what a change is measured against, the figure in its brackets, and 持平.

Comes in: stretches of a clause. Goes out: the frame's base, facts of last year and of the budget, changes of nothing.
"""

import re
from dataclasses import replace

from index.facts.bases import Base
from index.facts.emit import signed
from index.facts.figures import Mark, Role
from index.facts.fillers import only_filler
from index.facts.fitting import Growth, grown
from index.facts.labels import Subject, bare_word, fits, is_bare, known_subject, unit_of
from index.facts.naming import LATELY, MONEY, Naming, without_basis
from index.facts.verbs import Verb, read_verb
from index.facts.words import flat_statement
from index.quantity import Dimension, Quantity
from index.records import Against, Basis, Measure

_SPENT = re.compile(r"(?:决算|实际|支出|执行|使用)[^，,；;。]*$")
_CLOSE = 16
"""How near a change stands to its base and a rate to its change."""


class Comparing(Naming):
    """Reads what is compared with what."""

    def _context(self, start: int, end: int) -> None:
        """Take the years and the comparison that stand between two offsets into the frame."""
        for mark in self.layout.free_years.between(start, end):
            self.frame.year = mark.year if mark.year is not None else self.frame.year if mark.role is Role.DATE else 0
        at = start
        for base in self.layout.bases.between(start, end):
            self._compare(base, named=self._named_before(base, at))
            at = base.end

    def _named_before(self, base: Base, start: int) -> bool:
        """本年支出|比2019年的1277.73万元增加: the words before a comparison name what is compared."""
        words = without_basis(self.layout.text[start : base.start].lstrip("，,、 "))
        if len(words) > 60 or only_filler(words, self.setting):
            return False
        subject = known_subject(words, self.base_at + start, self.setting)
        bare = bare_word(words, self.setting) if subject is None else ""
        if bare:
            subject = self._bare(bare, self._offset(words, bare, start))
        if subject is None and base.figure is not None:
            subject = self._subject_of(words, start, MONEY)
        if subject is not None and subject.twin is not None:
            self.frame.pair = subject
        elif subject is not None:
            self.frame.subject = subject
            self.frame.remember(subject, "元" if subject.scoped or fits(subject, MONEY) else "")
        return subject is not None

    def _compare(self, base: Base, *, named: bool) -> None:
        frame = self.frame
        against = base.against
        if base.year is not None and base.year != frame.default_year:
            against = Against.LAST_YEAR if base.year == frame.year - 1 else None
        elif against is Against.BUDGET and self.setting.basis is Basis.BUDGET:
            against = None
        frame.base = replace(base, against=against)
        frame.base_subject = self._subject_of(base.words, base.words_at, MONEY) if base.words.strip("的") else None
        if base.figure is not None and not named and frame.base_subject is None:
            self._borne_out_by(base)
        if base.figure is not None:
            self._base_figure(base)

    def _borne_out_by(self, base: Base) -> None:
        """较2020年的80万元增加10万元: of what has been stated as 90万元."""
        assert base.figure is not None
        start = next((mark for mark in self.layout.figures.between(*base.figure) if mark.role is Role.FIGURE), None)
        change = next(iter(self.layout.free_figures.between(base.end, base.end + _CLOSE)), None)
        if start is None or start.quantity is None or change is None or change.quantity is None:
            return
        reading = read_verb(self.layout.text[base.end : change.start], Dimension.MONEY)
        if reading.verb is Verb.CHANGES and change.quantity.comparable(start.quantity):
            self._borne_out(Growth(signed(change, reading.sign), base=start.quantity))

    def _borne_out(self, growth: Growth) -> Subject | None:
        """What the figures themselves tell a change to be of, where they tell it; it is spoken of from there on."""
        frame = self.frame
        subject = grown(frame.subject, growth, frame.amounts)
        if subject is not None:
            frame.subject = subject
            frame.remember(subject, "元")
        return subject

    def _rate_behind(self, mark: Mark) -> Quantity | None:
        """The rate that a change is said to make: 增加10万元，增长12.5%."""
        end = mark.tail or mark.end
        behind = next(iter(self.layout.free_figures.between(end, end + _CLOSE)), None)
        if behind is None or behind.quantity is None or behind.quantity.unit.dimension is not Dimension.RATIO:
            return None
        reading = read_verb(self.layout.text[end : behind.start], Dimension.RATIO)
        return signed(behind, reading.sign) if reading.verb is Verb.CHANGES and not reading.rest.strip("，, ") else None

    def _base_figure(self, base: Base) -> None:
        """The figure in the brackets of 与2019年收入（1885.26万元）相比."""
        assert base.figure is not None
        frame = self.frame
        subject = frame.base_subject or frame.subject
        for mark in self.layout.figures.between(*base.figure):
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
        found = flat_statement(self.layout.text, end, self.layout.bases.between(start, end))
        if found is None:
            return False
        base, word_start, word_end, hedge = found
        frame = self.frame
        before = self.layout.text[start : base.start]
        subject = self._subject_of(before, start, MONEY) if not only_filler(before, self.setting) else None
        counted = frame.subject is not None and frame.subject.known and not fits(frame.subject, MONEY)
        subject = subject or frame.base_subject or (frame.subject if counted else frame.compared(MONEY))
        if subject is None or not (subject.known or subject.scoped):
            return True
        none = Quantity.of(0, unit_of(subject).symbol, hedge)
        mark = Mark(word_start, word_end, Role.FIGURE, none, tail=word_end)
        self._state_change(subject, mark, none, Measure.CHANGE, base.start)
        return True

    def _after_bases(self, start: int, end: int) -> tuple[int, str]:
        for base in self.layout.bases.between(start, end):
            before = self.layout.text[start : base.start]
            if base.end <= end and (only_filler(before, self.setting) or is_bare(before) or end > base.end):
                rest = self.layout.text[base.end : end]
                if not only_filler(before, self.setting) and _is_change_only(rest):
                    continue_label = self._subject_of(before, start, MONEY)
                    self.frame.base_subject = self.frame.base_subject or continue_label
                start = base.end
        return start, self.layout.text[start:end]

    def _state_change(self, subject: Subject, mark: Mark, quantity: Quantity, measure: Measure, start: int) -> None:
        basis = self._planned_before(subject) or self.setting.basis
        self._state(subject, mark, quantity, measure, basis, self.frame.year, start, against=self.frame.against)

    def _planned_before(self, subject: Subject) -> Basis | None:
        """年初预算15万元，比上年减少2万元: a plan that is compared with last year's."""
        frame = self.frame
        of_it = bool(frame.own) and frame.own[-1][0].item == subject.item and frame.against is Against.LAST_YEAR
        if not of_it or frame.base is None or frame.base.basis is Basis.FINAL:
            return None
        words = self.layout.text[max(frame.base.start - _CLOSE, 0) : frame.base.start]
        plan_only = all(fact.basis is not Basis.FINAL for fact in self.ledger.facts[-LATELY:] if fact.item == subject.item)
        return frame.planned if plan_only and not _SPENT.search(words) else None


def _is_change_only(words: str) -> bool:
    return read_verb(words, Dimension.RATIO).verb is Verb.CHANGES
