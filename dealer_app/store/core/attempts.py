"""Wrong PINs of one person, as they are kept outside the database, and the place that keeps them."""

from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID


class Attempt(NamedTuple):
    """Wrong PINs in a row, and the seconds that were left to wait at a moment of this PC.

    ``at`` is the moment by the clock, which anybody may turn; ``ticks`` are the seconds since the PC started, None if
    they are not known.
    """

    errors: int
    wait_s: float
    at: datetime
    ticks: float | None


class SignIns(Protocol):
    """The place that keeps the attempts; restoring an older database does not change it."""

    def ticks(self) -> float | None:
        """Return the seconds since the PC started, which no person can turn; None if they are not known."""

    def find(self, staff_id: UUID) -> Attempt | None:
        """Return a person's attempts, None if nothing is known."""

    def keep(self, staff_id: UUID, attempt: Attempt) -> None:
        """Keep a person's attempts durably."""
