"""The table of the rules of deadlines that a manager wrote; those of the program are in resources."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, empty_text, one_of, row_number


class DeadlineRuleRecord(Base):
    """The length of a kind of clock for all clocks that start on ``effective_from`` or later, until the next rule."""

    __tablename__ = "deadline_rules"
    __table_args__ = (
        UniqueConstraint("kind", "effective_from"),
        CheckConstraint(one_of("unit", "workdays", "days", "hours"), name="unit"),
        CheckConstraint("length > 0", name="length"),
    )

    row: Mapped[int] = row_number()
    kind: Mapped[str]
    effective_from: Mapped[date]
    length: Mapped[int]
    unit: Mapped[str]
    source: Mapped[str]
    is_sample: Mapped[bool] = mapped_column(default=True)
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = empty_text()
