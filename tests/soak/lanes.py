"""Lanes that lose their power inside a transaction."""

from typing import Any


class PowerCutError(Exception):
    """The PC went dark."""


class DyingLanes:
    """A counter's lanes whose write number ``at`` dies after its work and before its commit."""

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
