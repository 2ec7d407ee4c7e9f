"""The table of help: what was given to whom."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.domain.help import HelpTopic
from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class HelpRecord(Identified, Base):
    """One act of help; ``code`` is that of the question, the result or the slip. Triggers refuse changes."""

    __tablename__ = "help_records"
    __table_args__ = (CheckConstraint(one_of("topic", *HelpTopic), name="topic"),)

    topic: Mapped[str]
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"), index=True)
    code: Mapped[str]
    recorded_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = empty_text()
    facts: Mapped[dict[str, Any]]
