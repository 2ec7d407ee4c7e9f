"""The limits of one hub process, and the count of its calls."""

from dataclasses import dataclass
from threading import Lock
from typing import Self

from dealer_app.protocol import wire
from dealer_app.protocol.sealing import MOST_BYTES

BUNDLE = "/v1/bundle"
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings and times of one process; ``docs/deployment.md`` gives the reasons of the numbers."""

    connections: int = 2_000
    head_s: float = 10.0
    """Seconds in which a whole head must arrive; also the longest pause between two calls of a connection."""
    body_s: float = 120.0
    bundle_s: float = 900.0
    grace_s: float = 10.0
    """Seconds without a least rate, for the beginning of a slow line."""
    least_rate: int = 1024
    """Bytes per second that a sender or a reader must reach after ``grace_s``."""
    held_bytes: int = 64 * MIB
    """Most bytes of bodies in memory at once, without bundles."""
    bundles: int = 2
    places: int = 8
    """Calls that are in the database at once."""
    waiting_sessions: int = 64
    check_s: float = 1.0

    def most_bytes(self, path: str) -> int:
        """Return the most bytes of a body that is read for this path."""
        return MOST_BYTES if path == BUNDLE else wire.MOST_SENT_BYTES

    def longest_s(self, path: str) -> float:
        """Return the seconds in which a whole body must arrive."""
        return self.bundle_s if path == BUNDLE else self.body_s

    def is_too_slow(self, seconds: float, size: int) -> bool:
        """Return whether ``size`` bytes in ``seconds`` are below the least rate."""
        return size < self.least_rate * (seconds - self.grace_s)

    def patience_s(self, size: int) -> float:
        """Return after how many seconds ``size`` bytes are below the least rate."""
        return self.grace_s + (size + 1) / self.least_rate


class Budget:
    """Count what is held at once, up to a ceiling; used by one event loop, so it needs no lock."""

    def __init__(self, most: int) -> None:
        self._most, self.held = most, 0

    def take(self, amount: int) -> bool:
        """Take ``amount`` and return True, or take nothing and return False."""
        if self.held + amount > self._most:
            return False
        self.held += amount
        return True

    def give_back(self, amount: int) -> None:
        """Give back what was taken."""
        self.held -= amount


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
