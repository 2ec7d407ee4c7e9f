"""The table of edits: of each thing that a manager edits, the newest edit that this counter knows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from dealer_app.domain.edits.edits import Stamp
from dealer_app.store.core.base import Base, Identified, empty_text


class EditRecord(Identified, Base):
    """The newest edit of a thing; its id is ``edit_id_of(topic, key)``, ``edit`` that of the edit itself.

    ``value`` is None if the edit took the thing away. Only an edit of this counter has the last three: ``former`` is
    the value before it, to which it can be undone; ``settled`` the value before the first edit on which head office has
    not ruled, to which the thing returns if it refuses.
    """

    __tablename__ = "edits"

    topic: Mapped[str]
    key: Mapped[str]
    edit: Mapped[UUID]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = empty_text()
    seen: Mapped[int]
    value: Mapped[dict[str, Any] | None]
    former: Mapped[dict[str, Any] | None]
    settled: Mapped[dict[str, Any] | None]
    command_id: Mapped[UUID | None] = mapped_column(default=None)

    @property
    def stamp(self) -> Stamp:
        """Return the place of the edit among those of its thing."""
        return Stamp(self.made_at, self.edit)
