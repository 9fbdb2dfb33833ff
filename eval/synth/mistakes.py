"""Mistakes that real reports contain, planted on demand: at most one a report, of a known kind, at a known place.

The kinds are those of real reports: two figures for one item, 元 for 万元, a sum that is off by the last digit or by more, a rate that
its operands do not give, 增加 beside a smaller number, template words left in, a number missing before its unit, an item listed twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake in a report's text: its kind, its characters, and what was there before."""

    kind: str
    start: int
    end: int
    before: str

    def to_json(self, file: str) -> dict[str, Any]:
        """The line in errors.jsonl."""
        return {"file": file, "kind": self.kind, "start": self.start, "end": self.end, "before": self.before}


@dataclass(slots=True)
class Planter:
    """Plants the mistake of one kind at the first place that can carry it; "" plants nothing."""

    kind: str = ""
    chance: Random = field(default_factory=Random)
    planted: list[Planted] = field(default_factory=list)

    @property
    def waiting(self) -> str:
        """The kind that is still to be planted."""
        return "" if self.planted else self.kind

    def number(self, key: str, number: Decimal) -> Decimal | None:
        """The number to print for *key*, spoilt where this is the place; None: print none."""
        spoil = NUMBERS.get(self.waiting)
        return number if spoil is None or not spoil[0](key, number) else spoil[1](number)

    def unit(self, key: str, unit: str) -> str:
        """The unit to print for *key*: 元 for 万元 where this is the place."""
        return "元" if self.waiting == "unit" and key == "中小" and unit == "万元" else unit

    def direction(self, key: str, words: tuple[str, str], falls: bool) -> str:
        """The word of direction: turned round, or left as the template has it, where this is the place."""
        if not key.endswith("机关运行"):
            return words[falls]
        if self.waiting == "direction":
            return words[not falls]
        return f"{words[0]}（{words[1]}）" if self.waiting == "template" else words[falls]

    def forget(self, start: int) -> None:
        """Text from *start* on was taken back, and the mistake in it."""
        self.planted = [planted for planted in self.planted if planted.start < start]

    def note(self, start: int, end: int, before: str) -> None:
        """Remember that the mistake was planted here."""
        self.planted.append(Planted(self.kind, start, end, before))


Spoil = tuple[Callable[[str, Decimal], bool], Callable[[Decimal], Decimal | None]]

NUMBERS: Mapping[str, Spoil] = MappingProxyType(
    {
        "rate": (lambda key, number: key in ("基本.占", "三公.增减率", "公支出.完成率") and abs(number) > 5, lambda n: n + Decimal("7.7")),
        "total": (lambda key, number: key == "项目" and number > 10, lambda n: n + Decimal("9.87")),
        "tail": (lambda key, number: key == "项目" and number > 10, lambda n: n + Decimal("0.01")),
        "missing": (lambda key, number: key == "接待" and number > 0, lambda _: None),
    }
)
KINDS = ("conflict", "unit", "total", "tail", "rate", "direction", "template", "missing", "duplicate")
