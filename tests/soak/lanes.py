"""Lanes that simulate a power cut inside a transaction."""

from typing import Any


class PowerCutError(Exception):
    """Raised instead of a commit: the power of the PC failed."""


class DyingLanes:
    """A counter's lanes; from write number ``at`` on each write fails after its work and before its commit."""

    def __init__(self, lanes: Any, at: int) -> None:
        self._lanes, self._left = lanes, at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lanes, name)

    def write(self, fn: Any, *rest: Any) -> Any:
        self._left -= 1
        if self._left >= 0:
            return self._lanes.write(fn, *rest)

        def die(unit: Any) -> None:
            fn(unit)
            unit.session.flush()
            raise PowerCutError

        return self._lanes.write(die, *rest)
