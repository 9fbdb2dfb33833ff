"""What a row is about: a functional path, an economic subject, a named row of a table, or a label of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.glossary import ECONOMIC, FUNCTIONAL, Item, by_code, compact, find, functional, namesakes, subject
from index.records import Scope
from index.tables.headings import COUNT_UNIT
from index.tables.kinds import FISCAL, Kind, Side, scope_of, without_scope
from index.tables.layout import CODE

_STEP = re.compile(r"[/／]|[-—–]{1,2}")
"""What parts the steps of a path printed in one cell: 教育支出/普通教育/小学教育."""

_SUMS = frozenset(("合计", "总计", "小计", "收入总计", "支出总计", "收入合计", "支出合计"))
_GRAND = frozenset(("总计", "收入总计", "支出总计"))
_YEARS_OWN = {Side.INCOME: "本年收入合计", Side.SPENDING: "本年支出合计"}
_CARRIED = frozenset(("年初财政拨款结转和结余", "年初结转和结余", "年末财政拨款结转和结余", "年末结转和结余"))
_SUM_ITEMS = {
    (False, Side.INCOME): "收入总计",
    (False, Side.SPENDING): "支出总计",
    (True, Side.INCOME): "财政拨款收入总计",
    (True, Side.SPENDING): "财政拨款支出总计",
}
_FISCAL_ITEMS = {
    "本年收入合计": "财政拨款收入",
    "本年支出合计": "财政拨款支出",
    "年初结转和结余": "年初财政拨款结转和结余",
    "年末结转和结余": "年末财政拨款结转和结余",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A row read: the item's name, whether the glossary has it, its code and, for rows under 年初结转, its own 口径."""

    name: str
    known: bool
    code: str | None = None
    scope: Scope | None = None
    total: bool = False

    @classmethod
    def of(cls, item: Item, scope: Scope | None = None) -> "Subject":
        """The subject that is a glossary item."""
        return cls(item.name, True, item.code, scope or item.scope)


@dataclass(slots=True)
class Subjects:
    """Reads the rows of one block in order, because a row's name may hang on the rows above it.

    ``whole`` is the name that stands for the total, "" where none does; ``grand`` are the sums that hold what was carried over
    where others in the block hold the year's own alone.
    """

    kind: Kind
    side: Side | None = None
    economic: bool = False
    whole: str = ""
    grand: frozenset[str] = frozenset()
    _paths: dict[str, str] = field(default_factory=dict)
    _path: list[str] = field(default_factory=list)
    _carried: Item | None = None
    _steps: tuple[str, ...] = ()

    def code(self, parts: Sequence[str]) -> str:
        """The code in the columns 类, 款 and 项, a lost zero put back; what a row leaves out at the left stands in the rows above."""
        filled = next((place for place, part in enumerate(parts) if part), None)
        if filled is None:
            return ""
        steps = (*self._steps[:filled], *parts[filled:])
        self._steps = steps
        joined = "".join(part.zfill(2) if place and part.isdigit() else part for place, part in enumerate(steps))
        return joined if CODE.fullmatch(joined) else parts[0] if CODE.fullmatch(parts[0]) else ""

    def own(self, label: str) -> Subject | None:
        """Return what a row of a project or a unit is about: the project, the unit; 合计 stays the total."""
        bare = compact(label)
        if bare in _SUMS or (bare and bare == compact(self.whole)):
            return self._sum(bare)
        return Subject(f"项目·{bare}" if find(bare) else bare, False) if bare else None

    def read(self, label: str, code: str) -> Subject | None:
        """Return what a row is about; None for a row without a name."""
        if not code:
            code, label = _split(label)
        if code:
            return self._economic(code, label) if code[0] in "356" else self._functional(code, label)
        label = COUNT_UNIT.sub("", label)
        bare = compact(label)
        if not bare:
            return None
        if bare in _SUMS or (self.side is None and bare == compact(self.whole)):
            return self._sum(bare)
        return self._named(label)

    def _sum(self, bare: str) -> Subject:
        if self.side is not None and self.grand and bare not in self.grand:
            return self._named(_YEARS_OWN[self.side])
        if self.side is not None:
            return Subject(_SUM_ITEMS[self.kind is FISCAL, self.side], True, scope=self.kind.scope)
        return Subject(self.kind.total, True, scope=self.kind.scope, total=True)

    def _functional(self, code: str, label: str) -> Subject:
        """By code where the name fits it; a subject that the glossary lacks is named by its printed path."""
        names = [*self._above(code), label]
        item = subject(code, label) or functional(names, _steps(code))
        path = item.name if item else "/".join(names)
        self._paths[code] = path
        return Subject(path, item is not None, code)

    def _above(self, code: str) -> list[str]:
        """The names over a subject: the rows above it in the table, else the glossary's."""
        for length in (5, 3):
            upper = code[:length]
            if length < len(code) and (upper in self._paths or by_code(upper)):
                item = by_code(upper)
                return (self._paths.get(upper) or (item.name if item else "")).split("/")
        return []

    def _economic(self, code: str, label: str) -> Subject:
        item = subject(code, label)
        if item is not None:
            return Subject.of(item)
        named = [each for each in namesakes(label) if each.group == ECONOMIC]
        return Subject.of(named[0]) if named else Subject(compact(label), False, code)

    def _named(self, label: str) -> Subject:
        item = self._find(label)
        if item is None:
            return Subject(compact(label), False)
        if self._carried is not None and item.group == "收入" and scope_of(label):
            return Subject.of(self._carried, scope_of(label))
        if self.kind is FISCAL and item.name in _FISCAL_ITEMS:
            item = find(_FISCAL_ITEMS[item.name]) or item
        self._carried = item if item.name in _CARRIED else None
        return (
            Subject(self.kind.total, True, scope=self.kind.scope, total=True)
            if item.name in self.kind.own and not self.side
            else Subject.of(item)
        )

    def _find(self, label: str) -> Item | None:
        """Rows of the spending side are functional subjects, those of 基本支出 economic ones; else what the label names."""
        candidates = namesakes(label)
        by_nature = self.economic or self.kind.within == "基本支出"
        group = ECONOMIC if by_nature else FUNCTIONAL if self.side is Side.SPENDING else ""
        preferred = [item for item in candidates if item.group == group]
        if self.side is None and not by_nature:
            below = self._below(label)
            if below is not None:
                return below
        return preferred[0] if preferred else find(label) or find(without_scope(label))

    def _below(self, label: str) -> Item | None:
        """A functional subject printed without a code: under the last 款, under the last 类, or a 类 itself."""
        steps = _STEP.split(label)
        for depth in (min(len(self._path), 2), 1, 0):
            item = functional([*self._path[:depth], *steps]) if depth <= len(self._path) else None
            item = item or (functional([*_above_only(steps[0]), *steps]) if depth == 0 and len(steps) > 1 else None)
            if item is not None:
                self._path = item.name.split("/")
                return item
        return None


def _above_only(name: str) -> list[str]:
    """The 类 above a 款 that only one 类 has: 社会保障和就业支出 above 残疾人事业."""
    found = [item for item in namesakes(name) if item.code and len(item.code) == 5]
    return found[0].name.split("/")[:1] if len(found) == 1 else []


def is_sum(label: str) -> bool:
    """Whether a row's name says that it is the total."""
    return compact(label) in _SUMS


def grand_sums(labels: Sequence[str]) -> frozenset[str]:
    """Which sums of a block hold what was carried over: those called 总计, else the last of several.

    >>> sorted(grand_sums(["收入合计", "上年结转", "合计"])), sorted(grand_sums(["一、财政拨款收入", "合计"]))
    (['合计'], [])
    """
    sums = [bare for label in labels if (bare := compact(label)) in _SUMS]
    if _GRAND & set(sums):
        return _GRAND
    return frozenset(sums[-1:]) if len(set(sums)) > 1 else frozenset()


def _split(label: str) -> tuple[str, str]:
    """A code printed in the same cell before its name: 2080505机关事业单位…."""
    found = CODE.match(label)
    return (found.group(), label[found.end() :]) if found and len(found.group()) < len(label) else ("", label)


def _steps(code: str) -> tuple[str, ...]:
    return tuple(step for step in (code[:3], code[3:5], code[5:7]) if step)
