"""The tables of attachments: their records, which travel, and their bytes in pieces, which follow by themselves."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.domain.attachments import AttachmentKind, Media, Subject
from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class AttachmentRecord(Identified, Base):
    """One attachment of a customer's file; only its state may change, once, and no row is deleted (triggers)."""

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint(one_of("kind", *AttachmentKind), name="kind"),
        CheckConstraint(one_of("subject", *Subject), name="subject"),
        CheckConstraint(one_of("media", *Media), name="media"),
        CheckConstraint(one_of("state", "kept", "withdrawn"), name="state"),
    )

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), index=True)
    subject: Mapped[str]
    subject_id: Mapped[UUID | None]
    kind: Mapped[str]
    media: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    added_on: Mapped[date]
    added_at: Mapped[datetime]
    added_by: Mapped[str] = empty_text()
    state: Mapped[str] = mapped_column(default="kept")
    reason: Mapped[str] = empty_text()
    facts: Mapped[dict[str, Any]]


class AttachmentFileRecord(Base):
    """How many bytes of an attachment are here (``held``) and, as far as known, at head office (``sent``; None: ask).

    It outlives a wiped attachment whose bytes have not all been sent.
    """

    __tablename__ = "attachment_files"
    __table_args__ = (CheckConstraint("held >= 0 AND held <= size", name="held"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    size: Mapped[int]
    sha256: Mapped[str]
    held: Mapped[int]
    sent: Mapped[int | None]
    thumb: Mapped[bytes] = mapped_column(LargeBinary, default=b"")


class AttachmentPieceRecord(Base):
    """Bytes of an attachment from offset ``at`` on; the hash on the record covers them, no digest does."""

    __tablename__ = "attachment_pieces"

    attachment_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
