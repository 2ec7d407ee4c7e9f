"""The tables of orders, as head office exports them, and of the history of their status."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Computed, ForeignKey
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


def _amount() -> Mapped[int]:
    return mapped_column(BigInteger, default=0)


class OrderRecord(Identified, Base):
    """An order; the columns are ``OrderFields`` and the counter's own.

    Look numbers up by ``request_key``, ``contract_key``, ``invitation_key`` with ``number_key`` of the typed text:
    SQLite computes and indexes these columns; they are never written.
    """

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("length(request_number) > 0", name="request_number"),
        CheckConstraint("price >= 0 AND discount >= 0 AND prepayment >= 0 AND received >= 0", name="amounts"),
        CheckConstraint(one_of("origin", "import", "hub", "counter"), name="origin"),
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


class StatusHistoryRecord(Base):
    """One change of an order's status, with the time when it became known at this counter; never edited."""

    __tablename__ = "status_history"
    __table_args__ = (CheckConstraint(one_of("origin", "import", "hub", "counter"), name="origin"),)

    row: Mapped[int] = row_number()
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    status: Mapped[str]
    changed_at: Mapped[datetime]
    origin: Mapped[str] = mapped_column(default="import")
