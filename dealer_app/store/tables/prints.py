"""The table of the print log: every print is a row before the paper leaves the printer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.domain.papers.papers import PaperKind
from dealer_app.store.core.base import Base, Identified, empty_text, one_of


class PrintRecord(Identified, Base):
    """One print of one paper; person, time and copy number never change, ``sha256`` is written once (triggers)."""

    __tablename__ = "prints"
    __table_args__ = (
        CheckConstraint(one_of("paper_kind", *PaperKind), name="paper_kind"),
        CheckConstraint(one_of("state", "prepared", "queued", "printed", "failed"), name="state"),
        CheckConstraint("copy_number >= 1", name="copy_number"),
        UniqueConstraint("paper_kind", "paper_id", "copy_number"),
        Index("ix_prints_paper_id", "paper_id"),
    )

    paper_kind: Mapped[str]
    paper_id: Mapped[UUID]
    number: Mapped[str]
    copy_number: Mapped[int]
    printed_by: Mapped[str]
    staff_id: Mapped[UUID | None]
    counter: Mapped[str]
    printed_at: Mapped[datetime]
    template: Mapped[str] = empty_text()
    sha256: Mapped[str] = empty_text()
    state: Mapped[str] = mapped_column(default="prepared")
    printer: Mapped[str] = empty_text()
    fault: Mapped[str] = empty_text()
