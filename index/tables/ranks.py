"""The numbered rows that stand over a row: 五、资产信息 over （一）车辆数合计（辆） over 1.其他用车."""

import re
from dataclasses import dataclass, field

from index.tables.headings import COUNT_UNIT

_LADDER = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}[、.．](?!\d)"),
    re.compile(r"[(（]\d{1,2}[)）]"),
)
_PART = re.compile(r"其中[:：]?")


@dataclass(slots=True)
class Ranks:
    """Knows what stands over the row that came last; a row without a number stands under nothing, 其中 under the row before."""

    _open: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, label: str) -> None:
        """Go on to the row with this name."""
        part = _PART.match(label)
        bare = label[part.end() :] if part else label
        rank = next((number for number, marker in enumerate(_LADDER) if marker.match(bare)), len(_LADDER) if part else None)
        self._open = [above for above in self._open if rank is not None and above[0] < rank]
        self._open.append((len(_LADDER) if rank is None else rank, label))

    @property
    def counted(self) -> str:
        """What the row counts as a part of a row over it, "" for money."""
        return next((found[1] for _, label in reversed(self._open) if (found := COUNT_UNIT.search(label))), "")

    @property
    def heading(self) -> str:
        """The row of the highest rank over this one, "" where this is it."""
        return self._open[0][1] if len(self._open) > 1 else ""
