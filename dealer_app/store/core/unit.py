"""One unit of work: the session, who acts, and when; every service takes it first."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from dealer_app.domain.staff import Actor


@dataclass(slots=True)
class Unit:
    """What one transaction knows; ``now`` is aware UTC, ``today`` the day in Tehran."""

    session: Session
    actor: Actor
    now: datetime
    today: date
    touched: set[tuple[str, UUID]] = field(default_factory=set)

    def touch(self, kind: str, touched_id: UUID) -> None:
        """Note that a row changed, so that screens that show it fetch it again after the commit."""
        self.touched.add((kind, touched_id))
