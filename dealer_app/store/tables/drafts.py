"""The table of drafts: unfinished forms that survive a power cut."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.store.core.base import Base

NOBODY: Final = UUID(int=0)
"""The person of a draft that was saved while nobody was signed in, or is for whoever goes on with the form."""


class DraftRecord(Base):
    """An unfinished form; ``key`` is unique within its kind for each person."""

    __tablename__ = "drafts"

    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
