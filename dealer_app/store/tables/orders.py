"""The tables of orders, as head office exports them, and of the history of their status."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Computed, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text, one_of, row_number
from dealer_app.store.core.types import OptionalText

_SEPARATORS = " -/\\_.,:"


def _number_key(column: str) -> Computed:
    """Return a column in which SQLite computes ``domain.persian.number_key`` of a stored (ASCII) number."""
    expression = column
    for separator in _SEPARATORS:
        expression = f"replace({expression}, '{separator}', '')"
    return Computed(f"ltrim(upper({expression}), '0')", persisted=False)


_INSTALMENT = "\u0627\u0642\u0633\u0627\u0637"  # the word of a sale by instalments
OPEN = "delivered_on IS NULL AND withdrawal_state = ''"
"""Orders whose clocks can run."""
BY_INSTALMENTS = f"instr(sale_type || ' ' || payment_method, '{_INSTALMENT}') > 0"
CLOCK_INDEXES = {
    "delivery_due_on": f"delivery_due_on IS NOT NULL AND {OPEN}",
    "invitation_due_on": f"invitation_due_on IS NOT NULL AND {OPEN}",
    "pay_by_on": f"pay_by_on IS NOT NULL AND {OPEN}",
    "won_on": f"won_on IS NOT NULL AND {OPEN}",
    "paid_on": f"paid_on IS NOT NULL AND {OPEN} AND {BY_INSTALMENTS}",
    "first_paid_on": f"first_paid_on IS NOT NULL AND paid_on IS NULL AND {OPEN} AND {BY_INSTALMENTS}",
}
"""Day on which a clock starts or ends -> the condition of its index, after the status (``services/deadlines``)."""


def _amount() -> Mapped[int]:
    return mapped_column(BigInteger, default=0)


class OrderRecord(Identified, Base):
    """An order; the columns are ``OrderFields`` and the counter's own.

    Look numbers up by ``request_key``, ``contract_key``, ``invitation_key`` with ``number_key`` of the typed text:
    SQLite computes and indexes these columns; they are never written. Triggers write the last three, from the letters,
    the payments and the history of the order, so that the list of deadlines reads them from an index.
    """

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("length(request_number) > 0", name="request_number"),
        CheckConstraint("price >= 0 AND discount >= 0 AND prepayment >= 0 AND received >= 0", name="amounts"),
        CheckConstraint(one_of("origin", "import", "hub", "counter"), name="origin"),
        *(
            Index(f"ix_orders_clock_{column}", "status", column, sqlite_where=text(condition))
            for column, condition in CLOCK_INDEXES.items()
        ),
    )

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    request_number: Mapped[str] = mapped_column(unique=True)
    contract_number: Mapped[str] = mapped_column(OptionalText, nullable=True)
    invitation_number: Mapped[str] = mapped_column(OptionalText, nullable=True)
    tracking_code: Mapped[str] = empty_text()
    request_on: Mapped[date | None]
    contract_on: Mapped[date | None]
    dealership_code: Mapped[str] = empty_text()
    dealership_name: Mapped[str] = empty_text()
    brand: Mapped[str] = empty_text()
    car: Mapped[str] = empty_text()
    model_year: Mapped[str] = empty_text()
    color: Mapped[str] = empty_text()
    sale_permit: Mapped[str] = empty_text()
    sale_type: Mapped[str] = empty_text()
    payment_method: Mapped[str] = empty_text()
    price: Mapped[int] = _amount()
    discount: Mapped[int] = _amount()
    prepayment: Mapped[int] = _amount()
    received: Mapped[int] = _amount()
    invitation_due_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    delivery_due_on: Mapped[date | None]
    vin: Mapped[str] = mapped_column(OptionalText, index=True, nullable=True)
    allocated_on: Mapped[date | None]
    plate: Mapped[str] = empty_text()
    delivered_on: Mapped[date | None]
    status: Mapped[str] = empty_text()
    withdrawal_state: Mapped[str] = empty_text()
    withdrawn_on: Mapped[date | None]
    withdrawal_sheba: Mapped[str] = empty_text()
    reassignment_state: Mapped[str] = empty_text()
    giver_national_code: Mapped[str] = empty_text()

    origin: Mapped[str] = mapped_column(default="import")
    imported_at: Mapped[datetime]
    request_key: Mapped[str] = mapped_column(_number_key("request_number"), index=True)
    contract_key: Mapped[str | None] = mapped_column(_number_key("contract_number"), index=True)
    invitation_key: Mapped[str | None] = mapped_column(_number_key("invitation_number"), index=True)
    pay_by_on: Mapped[date | None]  # the last day of the newest valid letter
    first_paid_on: Mapped[date | None]  # the first payment of the principal taken at a counter
    won_on: Mapped[date | None]  # the day on which the status of a winner became known here


class StatusHistoryRecord(Base):
    """One change of an order's status, with the time when it became known at this counter; never edited."""

    __tablename__ = "status_history"
    __table_args__ = (CheckConstraint(one_of("origin", "import", "hub", "counter"), name="origin"),)

    row: Mapped[int] = row_number()
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    status: Mapped[str]
    changed_at: Mapped[datetime]
    origin: Mapped[str] = mapped_column(default="import")
