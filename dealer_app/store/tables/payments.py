"""The table of payments: amounts never change, no row is deleted, a reversing payment undoes another."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class PaymentRecord(Identified, Base):
    """A payment (``recorded``, later perhaps ``reversed``) or the ``reversal`` of one; ``number`` is the receipt's.

    The service refuses a bank reference that was recorded before, so that the same money is counted once. ``imported``
    is only the receipt of money that head office's export contains; the money is the ledger's ``received`` entry.
    """

    __tablename__ = "payments"
    __table_args__ = (
        CheckConstraint(one_of("account", "principal", "penalty"), name="account"),
        CheckConstraint(one_of("method", "bill", "deposit", "card", "cheque", "imported"), name="method"),
        CheckConstraint(one_of("state", "recorded", "reversed", "reversal", "imported"), name="state"),
        CheckConstraint("(state = 'reversal') = (reversal_of IS NOT NULL)", name="reversal"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("length(bank_reference) > 0", name="bank_reference"),
        Index("ix_payments_bank_reference", "bank_reference"),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    settled_bill_id: Mapped[UUID | None] = mapped_column(ForeignKey("bills.id"))
    account: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[str]
    bank_reference: Mapped[str]
    paid_on: Mapped[date | None]
    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="recorded")
    reversal_of: Mapped[UUID | None] = mapped_column(ForeignKey("payments.id"), unique=True)
    reason: Mapped[str] = empty_text()
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = empty_text()
    received_before: Mapped[int | None] = mapped_column(BigInteger)  # head office's total when the payment was recorded
    facts: Mapped[dict[str, Any]]
