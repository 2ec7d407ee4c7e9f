"""Declare the interface of the counter's database that synchronisation needs: short transactions, as on the desktop."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from dealer_app.domain.changes import Written
from dealer_app.store.core.unit import Unit

T = TypeVar("T")


class CounterDatabase(Protocol):
    """The open database of a counter; ``home`` is its folder."""

    home: Path

    def read(self, fn: Callable[[Unit], T]) -> T:
        """Return ``fn(unit)``, run on one consistent view."""

    def write(self, fn: Callable[[Unit], T]) -> Written[T]:
        """Run ``fn(unit)`` in one transaction."""

    def now(self) -> datetime:
        """Return the current time as an aware datetime in UTC."""
