"""Count the calls of a hub process; above the limit, counters with waiting payments go first."""

from threading import Lock
from typing import Self

MOST_AT_ONCE = 24


class Load:
    """The calls under way in this process."""

    def __init__(self) -> None:
        self._count, self._lock = 0, Lock()
        self.calls, self.refused = 0, 0

    def __enter__(self) -> Self:
        with self._lock:
            self._count += 1
            self.calls += 1
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._count -= 1

    @property
    def now(self) -> int:
        """Return how many calls are under way."""
        return self._count

    def is_busy(self) -> bool:
        """Return whether only counters with waiting payments may open a session."""
        return self._count > MOST_AT_ONCE
