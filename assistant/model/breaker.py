"""Leaves a model alone that keeps failing, and holds the user's limit of questions a minute. Safe to share by threads."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from assistant.model.failure import ModelFailed

OPEN_AFTER = 3
"""Failures in a row after which the model is left alone."""
OPEN_FOR = 60.0
"""Seconds for which it is left alone; then one question may try it again."""


@dataclass(slots=True)
class Breaker:
    """Who may ask the model now. ``clock`` tells seconds."""

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    _failures: int = 0
    _open_until: float = 0.0
    _asked: deque[float] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

    def admit(self) -> None:
        """Let one question in; raise ModelFailed while the circuit is open or the minute's questions are used up."""
        now = self.clock()
        with self._lock:
            if now < self._open_until:
                raise ModelFailed("模型服务刚才连续失败，暂停使用")
            while self._asked and now - self._asked[0] > 60:
                self._asked.popleft()
            if len(self._asked) >= self.per_minute:
                raise ModelFailed("模型的每分钟用量已到上限")
            self._asked.append(now)

    def succeeded(self) -> None:
        """Forget earlier failures."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Count a failure; the one that comes after a pause closes the door again at once."""
        with self._lock:
            self._failures += 1
            if self._failures >= OPEN_AFTER:
                self._open_until = self.clock() + OPEN_FOR
