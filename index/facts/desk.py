"""What every step of reading holds in hand: the paragraph, its setting, the frame; and how a statement is written down.

Comes in: a subject, a mark, the slots. Goes out: facts and lost figures in the Ledger.
"""

import re

from index.facts.clauses import Layout
from index.facts.emit import Ledger, Stated
from index.facts.figures import Mark
from index.facts.frame import Frame
from index.facts.labels import Subject, final_scope, is_part_of
from index.facts.paths import Path
from index.facts.setting import Setting
from index.quantity import Quantity
from index.records import Against, Basis, Measure, Scope

_FRONT_MATTER = re.compile(
    r"(?:[ ，,。；;：:、）)\n\t]|\d{1,2}[.．、](?!\d(?!\d{3}年))|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[①-⑳]|其中[：:，,]?)+"
)
LIST_MARK = re.compile(
    r"^(?:[-–•●▪◆■►]\s*(?=[一-龥])|第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．](?!\d(?!\d{3}年)))\s*"
)
"""The number that a heading or an entry of a list starts with."""

_QUOTE_REACH = 110


class Desk:
    """The paragraph being read, with what it inherits and where its figures go."""

    def __init__(self, ledger: Ledger, frame: Frame) -> None:
        self.ledger, self.frame = ledger, frame
        self.layout: Layout
        self.setting: Setting
        self.base_at = 0
        self.done: set[int] = set()
        self.depth = 0
        self.value: Quantity | None = None
        self.trailed = False

    @property
    def heading(self) -> str:
        """The title above the paragraph without its number, "" where there is none."""
        return LIST_MARK.sub("", self.setting.section[-1]) if self.setting.section else ""

    def _path_subject(self, path: Path) -> Subject:
        start, end = self.base_at + path.start, self.base_at + path.end
        printed = LIST_MARK.sub("", self.layout.text[path.start : path.end])
        start = end - len(printed)
        return Subject(path.item, printed, path.known, start, end, None, True, None, path.code, "功能分类")

    def _state(  # noqa: PLR0913 (every slot of a fact is said once, here)
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
        scope = final_scope(subject, self.frame.head or self._whole_stated(subject), self.setting)
        if subject.group != "三公" or not subject.scoped:
            return scope
        title = next((title for title in self.setting.section if "三公" in title), "")
        if subject.item == "“三公”经费" and title:
            self.frame.three = (title, scope) if scope is not None else None
        elif self.frame.three is not None and self.frame.three[0] == title and subject.said is None:
            return self.frame.three[1]
        return scope

    def _whole_stated(self, part: Subject) -> Subject | None:
        """What the sentence has stated that *part* belongs to."""
        return next((whole for whole, _ in reversed(self.frame.own) if is_part_of(part, whole)), None) if part.scoped else None

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
