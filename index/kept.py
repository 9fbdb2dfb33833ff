"""What a library keeps in memory between questions, thrown away when the library changes."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

Value = TypeVar("Value")
_LIMIT = 600  # a report's text, passages and word counts take some 0.3 MB together


class Kept:
    """Values by kind and report, made when first asked for; the ones asked for longest ago go first."""

    def __init__(self) -> None:
        self._values: OrderedDict[tuple[str, str], object] = OrderedDict()
        self._changes = -1
        self._lock = Lock()

    def get(self, changes: int, kind: type[Value], report: str, make: Callable[[], Value]) -> Value:
        """Return the value of this kind, made anew where the library has had other *changes* since."""
        key = (kind.__qualname__, report)
        with self._lock:
            if changes != self._changes:
                self._values.clear()
                self._changes = changes
            held = self._values.get(key)
            if isinstance(held, kind):
                self._values.move_to_end(key)
                return held
        made = make()
        with self._lock:
            if changes == self._changes:
                self._values[key] = made
                if len(self._values) > _LIMIT:
                    self._values.popitem(last=False)
        return made
