"""The table of drafts: unfinished forms that survive a power cut."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base


class DraftRecord(Base):
    """An unfinished form; ``key`` is unique within its kind."""

    __tablename__ = "drafts"

    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]]
    staff_id: Mapped[UUID | None]
    saved_at: Mapped[datetime]
