"""The unit of work of one transaction: session, actor and time; the first parameter of every service."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from dealer_app.domain.ids import StaffId
from dealer_app.domain.staff import Actor
from dealer_app.store.core.attempts import SignIns


@dataclass(slots=True)
class Approved:
    """The colleague who allowed the use of one right in this transaction, and why; their PIN was right."""

    right: str
    staff_id: StaffId
    name: str
    reason: str
    is_noted: bool = False


@dataclass(slots=True)
class Unit:
    """The context of one transaction; ``now`` is aware UTC, ``today`` is the day in Tehran."""

    session: Session
    actor: Actor
    now: datetime
    today: date
    touched: set[tuple[str, UUID]] = field(default_factory=set)
    sign_ins: SignIns | None = None
    approval: Approved | None = None

    def touch(self, kind: str, touched_id: UUID) -> None:
        """Record that a row changed, so that screens that show it fetch it again after the commit."""
        self.touched.add((kind, touched_id))
