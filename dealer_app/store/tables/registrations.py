"""The table of registration confirmations: the frozen facts of each paper that a customer was given to sign."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text


class RegistrationRecord(Identified, Base):
    """One confirmation; a file that is corrected and printed again gets another one with its own number.

    ``customer_version`` is the file's version at issue. Triggers refuse to change or delete a row.
    """

    __tablename__ = "registrations"
    __table_args__ = (CheckConstraint("length(number) > 0", name="number"),)

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), index=True)
    customer_version: Mapped[int]
    number: Mapped[str] = mapped_column(unique=True)
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = empty_text()
    facts: Mapped[dict[str, Any]]
