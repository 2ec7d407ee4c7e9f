"""The table of codes that were asked for, each with the hash by which it is proved without a line."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.domain.files.activation import CodeState
from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class ActivationRecord(Identified, Base):
    """One code that was asked for; the code itself is never here.

    ``hash`` is salted (scrypt) and comes from head office with ``expires_at`` after the message was taken; ``wrong``
    counts the wrong codes at this counter. File, mobile and moment never change (triggers).
    """

    __tablename__ = "activations"
    __table_args__ = (CheckConstraint(one_of("state", *CodeState), name="state"),)

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), index=True)
    mobile: Mapped[str]
    state: Mapped[str] = mapped_column(default=str(CodeState.ASKED))
    hash: Mapped[str] = empty_text()
    expires_at: Mapped[datetime | None]
    reason: Mapped[str] = empty_text()
    wrong: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = empty_text()
    settled_at: Mapped[datetime | None]
