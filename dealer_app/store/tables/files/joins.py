"""The table of joined files: which file is shown in which one, and since when they are apart again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.domain.files.joins import JoinState
from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class JoinRecord(Identified, Base):
    """One join; the files and their rows stay as they are. Files, reason and moment never change (triggers).

    ``kept_id`` has no foreign key: that file can move to another dealership while this row stays.
    """

    __tablename__ = "file_joins"
    __table_args__ = (CheckConstraint(one_of("state", *JoinState), name="state"),)

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), index=True)
    kept_id: Mapped[UUID] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(default=str(JoinState.JOINED))
    reason: Mapped[str] = empty_text()
    joined_at: Mapped[datetime]
    joined_by: Mapped[str] = empty_text()
    parted_at: Mapped[datetime | None]
    part_reason: Mapped[str] = empty_text()
