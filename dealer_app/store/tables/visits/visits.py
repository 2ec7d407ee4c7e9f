"""The table of visits: the frozen facts of each visit to the counter, which its slip shows."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Date, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text


class VisitRecord(Identified, Base):
    """One ended visit; a person without a file has no ``customer_id``. Triggers refuse to change or delete a row.

    SQLite computes ``deed_until_on``, the last day of the representative's power of attorney. ``order_id`` becomes None
    if the order leaves the dealership and the file stays; the facts keep its numbers.
    """

    __tablename__ = "visits"
    __table_args__ = (
        CheckConstraint("length(number) > 0", name="number"),
        Index("ix_visits_deed_until_on", "deed_until_on", sqlite_where=text("deed_until_on IS NOT NULL")),
    )

    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"), index=True)
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"), index=True)
    purpose: Mapped[str]
    number: Mapped[str] = mapped_column(unique=True)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = empty_text()
    facts: Mapped[dict[str, Any]]
    deed_until_on: Mapped[date | None] = mapped_column(
        Date, Computed("json_extract(facts, '$.representative.valid_until')", persisted=False), nullable=True
    )
