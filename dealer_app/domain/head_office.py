"""What head office said, as the counter shows it: each waiting document, each answer, each field with two values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from dealer_app.domain.changes import Changes
from dealer_app.domain.ids import CustomerId, OrderId, Rial


class SaidState(StrEnum):
    """The five states that a clerk reads."""

    WAITING = "waiting"  # queued, sent
    ACCEPTED = "accepted"  # applied
    CHANGED = "changed"  # applied_with_change
    REFUSED = "refused"  # rejected
    IN_REVIEW = "in_review"  # deferred, quarantined


SAID_OF = {
    "queued": SaidState.WAITING,
    "sent": SaidState.WAITING,
    "applied": SaidState.ACCEPTED,
    "applied_with_change": SaidState.CHANGED,
    "rejected": SaidState.REFUSED,
    "deferred": SaidState.IN_REVIEW,
    "quarantined": SaidState.IN_REVIEW,
}
"""State of an outbox line -> what a clerk reads."""


@dataclass(frozen=True, slots=True)
class LineState:
    """The truth about the line to head office, for status bar, page and command line.

    ``enrolment``: "" (never enrolled), active, forked, superseded, revoked. ``trouble`` is the code of the last talk's
    failure, "" after one that went well; ``waiting_amount`` in Rial.
    """

    enrolment: str = ""
    dealership: str = ""
    hub_url: str = ""
    waiting: int = 0
    waiting_payments: int = 0
    waiting_amount: Rial = Rial(0)
    conflicts: int = 0
    unmatched: int = 0
    kept_raw: int = 0
    last_heard_at: datetime | None = None
    trouble: str = ""
    is_asking: bool = False  # a request on a stick waits for its answer

    @property
    def is_enrolled(self) -> bool:
        """Return whether this counter belongs to a head office."""
        return self.enrolment != ""

    @property
    def is_by_stick(self) -> bool:
        """Return whether this counter knows no address of its head office: bundles are its only way."""
        return self.is_enrolled and not self.hub_url


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One command and what head office said of it; ``code`` explains a state that is not plain acceptance."""

    n: int
    kind: str
    at: datetime
    actor: str
    title: str  # the document's number or the customer's name
    state: SaidState
    code: str
    number: str  # the final number, where it was changed
    customer_id: CustomerId | None = None
    subject_id: UUID | None = None
    name: str = ""  # the customer's, where the file is known here
    paper_kind: str = ""  # set where the command made or printed a paper that can be shown
    paper_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field of a customer with two values: ``kept`` stands at head office, ``other`` was written at ``device``."""

    customer_id: CustomerId
    customer_name: str
    field: str
    kept: str
    other: str
    device: str
    is_ours: bool  # ``other`` was written at this counter


@dataclass(frozen=True, slots=True)
class UnmatchedOrder:
    """An order imported before enrolment that head office does not know; a person looks after it."""

    order_id: OrderId
    customer_id: CustomerId
    customer_name: str
    request_number: str
    contract_number: str
    car: str


@dataclass(frozen=True, slots=True)
class ResolveConflict:
    """Wish: the value that shall stand for a field with two; it goes up as ``customer.resolve``."""

    customer_id: CustomerId
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class TalkReport:
    """What one talk with head office did; ``trouble`` is "" where it went well, else a code that has a sentence."""

    sent: int = 0
    received: int = 0
    trouble: str = ""
    retry_after_s: int = 0
    changes: Changes = field(default_factory=Changes)
    is_done: bool = True  # False: stopped or more is waiting
    joined: str = ""  # the dealership, where this talk made the counter head office's (by stick)
