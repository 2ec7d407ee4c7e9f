"""The table of questions that a manager edited."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base, Identified, empty_text


class QuestionRecord(Identified, Base):
    """One version of a question; a change adds a row, and the earlier rows stay. ``words`` are joined by «|»."""

    __tablename__ = "questions"
    __table_args__ = (CheckConstraint("length(code) > 0", name="code"),)

    code: Mapped[str] = mapped_column(index=True)
    question: Mapped[str]
    answer: Mapped[str]
    words: Mapped[str] = empty_text()
    effective_from: Mapped[date]
    source: Mapped[str]
    is_sample: Mapped[bool] = mapped_column(default=True)
    is_shown: Mapped[bool] = mapped_column(default=True)
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = empty_text()
