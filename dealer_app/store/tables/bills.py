"""The table of bills: each part of a series, its two ids and the facts frozen at issue."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class BillRecord(Identified, Base):
    """One bill; ``series_id`` is the id of the first part. A void bill keeps its row and its number.

    The pair of ids is unique among bills that are not void; ``number`` is unique among all bills.
    """

    __tablename__ = "bills"
    __table_args__ = (
        CheckConstraint(one_of("account", "principal", "penalty"), name="account"),
        CheckConstraint(one_of("state", "open", "paid", "void"), name="state"),
        CheckConstraint("amount > 0 AND amount % 1000 = 0 AND amount <= 99999999000", name="amount"),
        CheckConstraint("remainder >= 0 AND remainder < 1000 AND total >= amount", name="total"),
        CheckConstraint("part >= 1 AND part <= parts", name="part"),
        Index(
            "uq_bills_bill_id_payment_id", "bill_id", "payment_id", unique=True, sqlite_where=text("state <> 'void'")
        ),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    series_id: Mapped[UUID] = mapped_column(index=True)
    account: Mapped[str]
    number: Mapped[str] = mapped_column(unique=True)
    part: Mapped[int] = mapped_column(default=1)
    parts: Mapped[int] = mapped_column(default=1)
    bill_id: Mapped[str] = mapped_column(index=True)
    payment_id: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
    remainder: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = empty_text()
    state: Mapped[str] = mapped_column(default="open")
    void_reason: Mapped[str] = empty_text()
    voided_at: Mapped[datetime | None]
    is_sample: Mapped[bool] = mapped_column(default=True)
    facts: Mapped[dict[str, Any]]
