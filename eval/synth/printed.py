"""What a synthetic report prints, by account: the ground that questions stand on."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from eval.synth.slots import ACCOUNTS, COUNTS, OWN
from eval.synth.truth import Stated
from index.quantity import Quantity
from index.records import Basis, Measure

if TYPE_CHECKING:
    from eval.synth import Synthetic


@dataclass(frozen=True, slots=True)
class Shelf:
    """A report with its stated figures by (account, what is said of it), and the reports around it."""

    report: "Synthetic"
    file: str
    stated: dict[str, list[Stated]]
    before: "Shelf | None" = None

    @classmethod
    def of(cls, report: "Synthetic", suffix: str) -> "Shelf":
        """Index what a report states."""
        stated: dict[str, list[Stated]] = defaultdict(list)
        for figure in report.stated:
            stated[_key(figure, report.year)].append(figure)
        return cls(report, f"{report.stem}.{suffix}", dict(stated))

    def find(self, key: str) -> list[Stated]:
        """Every place that states ``key``; none where the report does not print it."""
        return self.stated.get(key, [])

    def evidence(self, key: str, operand: str = "") -> list[dict[str, Any]]:
        """Those places as evidence for *operand*."""
        return [_evidence(self, figure, operand) for figure in self.find(key)]

    def quantity(self, key: str) -> Quantity:
        """The figure as printed."""
        figure = self.find(key)[0]
        return Quantity.of(figure.value, figure.unit)

    def last_year(self, account: str) -> tuple[Quantity | None, list[dict[str, Any]]]:
        """Last year's figure and every place that prints it, as operand ``b``: in this report, and in last year's if that is there."""
        places = self.evidence(f"{account}.上年", "b") + (self.before.evidence(account, "b") if self.before else [])
        if self.find(f"{account}.上年"):
            return self.quantity(f"{account}.上年"), places
        return (self.before.quantity(account), places) if self.before and self.before.find(account) else (None, [])


def _evidence(shelf: Shelf, figure: Stated, operand: str) -> dict[str, Any]:
    words = shelf.report.text[figure.start : figure.end]
    return {
        "file": shelf.file,
        "operand": operand,
        "start": figure.start,
        "end": figure.end,
        "quote_sha256": sha256(words.encode()).hexdigest(),
    }


def _key(figure: Stated, year: int) -> str:
    """The key that states a figure: 三公, 三公.上年, 三公.增减率 …; "" of functional items."""
    account = _accounts().get((figure.slot.items[0], figure.slot.scopes), "")
    if figure.slot.measure is Measure.AMOUNT and figure.slot.basis is Basis.BUDGET:
        return f"{account}.预算"
    against = {"budget": "差", "last_year": "增减", None: ""}[figure.slot.against.value if figure.slot.against else None]
    said = {
        Measure.AMOUNT: "" if figure.slot.year == year else ".上年", Measure.COUNT: "", Measure.SHARE: ".占",
        Measure.COMPLETION_RATE: ".完成率", Measure.CHANGE: f".{against}", Measure.CHANGE_RATE: f".{against}率", Measure.SCORE: "",
    }[figure.slot.measure]  # fmt: skip
    return account + said if account else ""


@cache
def _accounts() -> dict[tuple[str, Any], str]:
    found = {(items[0], scopes): account for account, (items, scopes) in ACCOUNTS.items()}
    return found | {(items[0], OWN): account for account, (items, _) in COUNTS.items()}
