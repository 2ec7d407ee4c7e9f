"""Save drafts of unfinished forms every few seconds, so that they can be offered again after a power cut."""

from typing import Any

from sqlalchemy import delete, select

from dealer_app.domain.drafts import Draft
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.drafts import DraftRecord


def save_draft(unit: Unit, kind: str, key: str, body: dict[str, Any]) -> None:
    """Save the draft ``key`` of a ``kind`` of form and replace the last; no audit or outbox, as no action was taken."""
    unit.session.merge(DraftRecord(kind=kind, key=key, body=body, staff_id=unit.actor.staff_id, saved_at=unit.now))


def list_drafts(unit: Unit, kind: str = "") -> tuple[Draft, ...]:
    """Return the drafts of a kind ("" all), newest first."""
    wanted = select(DraftRecord).order_by(DraftRecord.saved_at.desc())
    if kind:
        wanted = wanted.where(DraftRecord.kind == kind)
    return tuple(Draft(row.kind, row.key, row.body, row.saved_at) for row in unit.session.scalars(wanted))


def drop_draft(unit: Unit, kind: str, key: str) -> None:
    """Delete a draft whose form was saved or discarded; a missing draft is no error."""
    unit.session.execute(delete(DraftRecord).where(DraftRecord.kind == kind, DraftRecord.key == key))
