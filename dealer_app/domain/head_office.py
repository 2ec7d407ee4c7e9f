"""Head office as the counter shows it: state of the line, waiting entries, outcomes, fields with two values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from dealer_app.domain.changes import Changes
from dealer_app.domain.ids import CustomerId, OrderId, Rial


class AnswerState(StrEnum):
    """The five states of an outbox entry that a clerk sees."""

    WAITING = "waiting"  # queued, sent
    ACCEPTED = "accepted"  # applied
    CHANGED = "changed"  # applied_with_change
    REFUSED = "refused"  # rejected
    IN_REVIEW = "in_review"  # deferred, quarantined


ANSWER_OF = {
    "queued": AnswerState.WAITING,
    "sent": AnswerState.WAITING,
    "applied": AnswerState.ACCEPTED,
    "applied_with_change": AnswerState.CHANGED,
    "rejected": AnswerState.REFUSED,
    "deferred": AnswerState.IN_REVIEW,
    "quarantined": AnswerState.IN_REVIEW,
}
"""State of an outbox entry -> the state that a clerk sees."""


@dataclass(frozen=True, slots=True)
class LineState:
    """The state of the line to head office, for status bar, page and command line.

    ``enrolment``: "" (never enrolled), active, forked, superseded, revoked. ``trouble`` is the code of the last talk's
    failure, "" if it succeeded; ``waiting_amount`` is in Rial.
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
    is_asking: bool = False  # a request of enrolment on a stick waits for its answer

    @property
    def is_enrolled(self) -> bool:
        """Return whether this counter is enrolled at a head office."""
        return self.enrolment != ""

    @property
    def is_by_stick(self) -> bool:
        """Return whether this counter has no address of its head office and uses bundles only."""
        return self.is_enrolled and not self.hub_url


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One command and its outcome; ``code`` explains a state other than plain acceptance."""

    n: int
    kind: str
    at: datetime
    actor: str
    title: str  # the document's number or the customer's name
    state: AnswerState
    code: str
    number: str  # the final number, if it was changed
    customer_id: CustomerId | None = None
    subject_id: UUID | None = None
    name: str = ""  # the customer's, if the file is known here
    paper_kind: str = ""  # set if the command made or printed a paper that can be shown
    paper_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field of a customer with two values: ``kept`` is head office's, ``other`` was written at ``device``."""

    customer_id: CustomerId
    customer_name: str
    field: str
    kept: str
    other: str
    device: str
    is_ours: bool  # ``other`` was written at this counter


@dataclass(frozen=True, slots=True)
class UnmatchedOrder:
    """An order imported before enrolment that head office does not know; staff must handle it."""

    order_id: OrderId
    customer_id: CustomerId
    customer_name: str
    request_number: str
    contract_number: str
    car: str


@dataclass(frozen=True, slots=True)
class ResolveConflict:
    """Request to choose the value of a field with two; it is sent as ``customer.resolve``."""

    customer_id: CustomerId
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class TalkReport:
    """The result of one talk with head office; ``trouble`` is "" on success, else a code that has a sentence."""

    sent: int = 0
    received: int = 0
    trouble: str = ""
    retry_after_s: int = 0
    changes: Changes = field(default_factory=Changes)
    is_done: bool = True  # False: stopped or more is waiting
    joined: str = ""  # the dealership, if this talk enrolled the counter (by stick)
