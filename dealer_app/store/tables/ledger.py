"""The table of the ledger: signed entries of each order."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, empty_text, one_of, row_number


class LedgerEntryRecord(Base):
    """One entry, in Rial: charges positive, discounts and payments negative, reversals positive.

    An entry that belongs to a payment can be neither changed nor deleted (trigger).
    """

    __tablename__ = "ledger_entries"
    __table_args__ = (
        CheckConstraint(one_of("account", "principal", "penalty"), name="account"),
        CheckConstraint(
            one_of(
                "kind",
                "price",
                "discount",
                "taxes",
                "insurance",
                "registration",
                "profit",
                "penalty",
                "received",
                "payment",
                "reversal",
                "included",
            ),
            name="kind",
        ),
        CheckConstraint(
            "(kind IN ('discount', 'received', 'payment') AND amount <= 0)"
            " OR (kind IN ('price', 'penalty', 'reversal') AND amount >= 0)"
            " OR kind IN ('taxes', 'insurance', 'registration', 'profit', 'included')",
            name="sign",
        ),
    )

    row: Mapped[int] = row_number()
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    account: Mapped[str]
    kind: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    on: Mapped[date | None] = mapped_column("entry_on")
    reference: Mapped[str] = empty_text()
    payment_id: Mapped[UUID | None] = mapped_column(ForeignKey("payments.id"))
    entered_at: Mapped[datetime]
