"""What one talk with head office has done so far: counted while it goes on, reported at its end."""

from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from dealer_app.domain.changes import Changes, Written
from dealer_app.domain.head_office import TalkReport

T = TypeVar("T")


@dataclass(slots=True)
class Progress:
    """Counts of one talk; the first trouble is the one that is told."""

    sent: int = 0
    received: int = 0
    trouble: str = ""
    retry_after_s: int = 0
    is_done: bool = True
    joined: str = ""
    touched: set[tuple[str, UUID]] = field(default_factory=set)

    def keep(self, written: Written[T]) -> T:
        """Note what a transaction changed and return its result."""
        self.touched |= written.changes.touched
        return written.value

    def fail(self, trouble: str, retry_after_s: int = 0) -> None:
        """Note a trouble, and how long head office asked to wait."""
        self.trouble = self.trouble or trouble
        self.retry_after_s = max(self.retry_after_s, retry_after_s)

    def report(self) -> TalkReport:
        """Return what the talk did."""
        changes = Changes(frozenset(self.touched))
        is_done = self.is_done and not self.trouble
        return TalkReport(self.sent, self.received, self.trouble, self.retry_after_s, changes, is_done, self.joined)
