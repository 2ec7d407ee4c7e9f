"""The waiting list: a request for a ticket, one ticket, the list of today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dealer_app.domain.ids import CustomerId, OrderId, TicketId

VISIT_DRAFT = "visit"
"""The kind of the drafts of visits."""


@dataclass(frozen=True, slots=True)
class TakeTicket:
    """Request to put a person on the waiting list; ``name`` is that of a person without a file.

    ``typed`` is what the form of the visit holds so far, by field name, for whoever calls the ticket.
    """

    purpose: str
    customer_id: CustomerId | None = None
    order_id: OrderId | None = None
    name: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One person on the waiting list; ``name`` is "" for somebody who did not say one."""

    id: TicketId
    turn: int  # the number of the ticket, counted anew each day
    purpose: str
    name: str
    customer_id: CustomerId | None
    order_id: OrderId | None
    taken_at: datetime  # aware UTC
    minutes: int  # of waiting until now
    state: str


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Who waits, the next first; who was skipped; who was called last; the usual wait of those called today."""

    waiting: tuple[Ticket, ...]
    skipped: tuple[Ticket, ...]
    called: tuple[Ticket, ...]
    average_minutes: int | None
    can_undo: bool


def ticket_draft_key(customer_id: CustomerId | None, ticket_id: TicketId | None) -> str:
    """Return the key of the draft of a visit: that of the file, else of the ticket, else of any unknown person."""
    return str(customer_id or ticket_id or "unknown")
