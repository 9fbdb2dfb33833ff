"""Two runs side by side: what was won and lost, and whether that is more than chance."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.intervals import mcnemar, paired
from eval.storing import load_results


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Items by suite/id. ``gone`` were only in the first run, ``new`` only in the second."""

    won: tuple[str, ...]
    lost: tuple[str, ...]
    both: int
    gone: tuple[str, ...]
    new: tuple[str, ...]
    p: float
    low: float
    high: float
    slices: tuple[tuple[str, int, int, int], ...]

    @property
    def exit_code(self) -> int:
        """0: nothing lost. 1: something that was right is wrong or gone."""
        return 1 if self.lost or self.gone else 0


def compare(first: Path, second: Path) -> Comparison:
    """Compare two runs' folders."""
    return compare_results(load_results(first), load_results(second))


def compare_results(before: Mapping[str, dict[str, Any]], after: Mapping[str, dict[str, Any]]) -> Comparison:
    """Compare results by id, over the items that both have."""
    shared = sorted(before.keys() & after.keys())
    differences = {key: int(after[key]["headline"]) - int(before[key]["headline"]) for key in shared}
    won = tuple(key for key in shared if differences[key] > 0)
    lost = tuple(key for key in shared if differences[key] < 0)
    low, high = paired(list(differences.values()))
    return Comparison(
        won=won,
        lost=lost,
        both=len(shared),
        gone=tuple(sorted(key for key in before.keys() - after.keys() if before[key]["headline"])),
        new=tuple(sorted(after.keys() - before.keys())),
        p=mcnemar(len(lost), len(won)),
        low=low,
        high=high,
        slices=_by_slice(differences, after),
    )


def _by_slice(differences: Mapping[str, int], results: Mapping[str, dict[str, Any]]) -> tuple[tuple[str, int, int, int], ...]:
    """Slices that changed: name=value, items, won, lost."""
    groups: dict[str, list[int]] = defaultdict(list)
    for key, difference in differences.items():
        for name, value in results[key].get("slices", {}).items():
            groups[f"{name}={value}"].append(difference)
    rows = ((name, len(group), group.count(1), group.count(-1)) for name, group in sorted(groups.items()))
    return tuple(row for row in rows if row[2] or row[3])
