"""The table of invitations: the number of each and the facts frozen at issue."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class InvitationRecord(Identified, Base):
    """An issued invitation; ``facts`` is what its letter shows permanently, even if the order changes."""

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint(one_of("kind", "payment", "delivery"), name="kind"),
        CheckConstraint(one_of("state", "issued", "void"), name="state"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(unique=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = empty_text()
    pay_by_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="issued")
    void_reason: Mapped[str] = empty_text()
    facts: Mapped[dict[str, Any]]
