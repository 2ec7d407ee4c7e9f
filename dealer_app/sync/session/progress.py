"""Count the results of one talk with head office while it runs and report them at its end."""

from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from dealer_app.domain.changes import Changes, Written
from dealer_app.domain.head_office import TalkReport

T = TypeVar("T")


@dataclass(slots=True)
class Progress:
    """Counts of one talk; only the first trouble is reported."""

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
        """Note a trouble, and the seconds that head office asked to wait."""
        self.trouble = self.trouble or trouble
        self.retry_after_s = max(self.retry_after_s, retry_after_s)

    def report(self) -> TalkReport:
        """Return the report of the talk."""
        changes = Changes(frozenset(self.touched))
        is_done = self.is_done and not self.trouble
        return TalkReport(self.sent, self.received, self.trouble, self.retry_after_s, changes, is_done, self.joined)
