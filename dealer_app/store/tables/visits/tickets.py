"""The table of the waiting list: one row a ticket, numbered anew each day."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text, one_of

STATES = ("waiting", "called", "skipped", "served", "gone")


class TicketRecord(Identified, Base):
    """One person who waits; ``former_state`` and ``moved_at`` allow the last change to be undone.

    ``name`` is only that of a person without a file; the file has the name of the others. ``called_at`` is the last
    moment at which a person was called; it means nothing while the person waits again.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        CheckConstraint(one_of("state", *STATES), name="state"),
        CheckConstraint("number >= 1", name="number"),
        UniqueConstraint("day", "number"),
    )

    day: Mapped[date]
    number: Mapped[int]
    purpose: Mapped[str]
    name: Mapped[str] = empty_text()
    customer_id: Mapped[UUID | None]
    order_id: Mapped[UUID | None]
    taken_at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default="waiting")
    former_state: Mapped[str] = empty_text()
    moved_at: Mapped[datetime | None]
