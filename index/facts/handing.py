"""Several names and several values: 分别 hands each name its own, 均 gives all the same.

Comes in: the words before the first value. Goes out: facts, one a name. Never pairs what does not count up.
"""

import re

from index.facts.figures import Mark, Role
from index.facts.fillers import only_filler
from index.facts.labels import known_subject
from index.facts.lists import listing
from index.facts.stating import Stating, in_money
from index.facts.verbs import read_verb
from index.quantity import Dimension

_TOGETHER = re.compile(r"(?<=[支出收入费])(?:合计|共计|共)为?$")
"""上缴上级支出、经营支出共0万元: each of them is nothing."""


class Handing(Stating):
    """States the figures of names that share a verb."""

    def _several(self, lead: str, at: int, mark: Mark) -> bool:
        """A、B、C分别为1、2、3: one statement a name; False where it is no such list."""
        if mark.quantity is not None and not mark.quantity.number:
            lead = _TOGETHER.sub("均", lead)
        if "分别" not in lead and "均" not in lead and "都" not in lead:
            return False
        marks = self._run(mark)
        spoken_of = self.frame.stated(self.depth) or self.frame.changed
        before = self.frame.names or tuple((subject.printed, at) for subject in spoken_of) or self.frame.earlier
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
            self._one_of(words, offset, in_money(each) if money and each.bare_scale else each)
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
        for mark in self.layout.figures.between(first.end, first.end + 400):
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
