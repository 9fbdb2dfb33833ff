"""What a synthetic report states: values with every slot, written down as they are printed."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from index.records import Against, Basis, Measure, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What a figure is of. ``items`` are the names that are right for it: 收、支总计 is both totals in one."""

    items: tuple[str, ...]
    year: int
    scopes: tuple[Scope | None, ...]
    basis: Basis = Basis.FINAL
    measure: Measure = Measure.AMOUNT
    against: Against | None = None
    code: str | None = None

    def with_(self, **changes: Any) -> "Slot":
        """The slot with some of its parts changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One figure as printed in one place: what it is of, how much, and its characters (of the number and its unit)."""

    slot: Slot
    value: Decimal
    unit: str
    start: int
    end: int
    table: str = ""

    def to_json(self, file: str, org: str) -> dict[str, Any]:
        """The truth's line."""
        slot = self.slot
        return {
            "file": file, "org": org, "year": slot.year, "items": list(slot.items), "code": slot.code, "basis": slot.basis.value,
            "scopes": [scope.value if scope else None for scope in slot.scopes], "measure": slot.measure.value,
            "against": slot.against.value if slot.against else None, "value": f"{self.value:f}", "unit": self.unit,
            "start": self.start, "end": self.end, "table": self.table,
        }  # fmt: skip
