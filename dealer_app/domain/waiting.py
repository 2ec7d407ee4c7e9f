"""The waiting list: a request for a ticket, one ticket, the list of today."""

from dataclasses import dataclass
from datetime import datetime

from dealer_app.domain.ids import CustomerId, OrderId, TicketId


@dataclass(frozen=True, slots=True)
class TakeTicket:
    """Request to put a person on the waiting list; ``name`` is that of a person without a file."""

    purpose: str
    customer_id: CustomerId | None = None
    order_id: OrderId | None = None
    name: str = ""


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
