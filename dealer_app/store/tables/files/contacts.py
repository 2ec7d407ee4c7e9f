"""The table of changed numbers: each with the number before it, the paper that proved it and who saw it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.domain.files.contacts import ContactField
from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class ContactRecord(Identified, Base):
    """One change of a mobile or a Sheba; triggers refuse to change or delete it."""

    __tablename__ = "contacts"
    __table_args__ = (CheckConstraint(one_of("field", *ContactField), name="field"),)

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), index=True)
    field: Mapped[str]
    changed_on: Mapped[date]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = empty_text()
    facts: Mapped[dict[str, Any]]
