"""The table of requests: orders made from a plan at a counter, with head office's answer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text, one_of

WAITING = "made"
"""State of a request that head office has not answered."""


class RequestRecord(Identified, Base):
    """A request; ``facts`` hold price and conditions as they were. ``code`` says why head office refused it."""

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint(one_of("state", WAITING, "accepted", "refused"), name="state"),
        CheckConstraint("prepayment > 0", name="prepayment"),
        Index("ix_requests_waiting", "issued_on", sqlite_where=text(f"state = '{WAITING}'")),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    plan_id: Mapped[UUID] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(unique=True)
    prepayment: Mapped[int] = mapped_column(BigInteger)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = empty_text()
    state: Mapped[str] = mapped_column(default=WAITING)
    code: Mapped[str] = empty_text()
    facts: Mapped[dict[str, Any]]
