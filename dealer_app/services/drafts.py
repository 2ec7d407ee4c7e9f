"""Save drafts of unfinished forms every few seconds, so that they can be offered again after a power cut.

A draft belongs to the person who typed it: nobody else sees, replaces or deletes it. The draft of nobody (saved while
nobody was signed in, or handed on with a ticket) is offered to all, and belongs to whoever saves it first.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from dealer_app.domain.drafts import Draft
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.drafts import NOBODY, DraftRecord


def save_draft(unit: Unit, kind: str, key: str, body: dict[str, Any]) -> None:
    """Save the actor's draft ``key`` of a ``kind`` of form and replace the last; no audit, as no action was taken."""
    drop_draft(unit, kind, key)
    owner = unit.actor.staff_id or NOBODY
    unit.session.add(DraftRecord(kind=kind, key=key, staff_id=owner, body=body, saved_at=unit.now))
    unit.session.flush()


def list_drafts(unit: Unit, kind: str = "") -> tuple[Draft, ...]:
    """Return the actor's drafts of a kind ("" all), newest first."""
    wanted = select(DraftRecord).where(_is_offered(unit)).order_by(DraftRecord.saved_at.desc())
    if kind:
        wanted = wanted.where(DraftRecord.kind == kind)
    return tuple(Draft(row.kind, row.key, row.body, row.saved_at) for row in unit.session.scalars(wanted))


def drop_draft(unit: Unit, kind: str, key: str) -> None:
    """Delete the actor's draft, whose form was saved or discarded; a missing draft is no error."""
    one = (DraftRecord.kind == kind, DraftRecord.key == key, _is_offered(unit))
    unit.session.execute(delete(DraftRecord).where(*one))


def hand_on_draft(unit: Unit, kind: str, key: str, body: Mapping[str, Any]) -> None:
    """Save the draft ``key`` for whoever goes on with the form; it belongs to nobody."""
    drop_draft(unit, kind, key)
    unit.session.add(DraftRecord(kind=kind, key=key, staff_id=NOBODY, body=dict(body), saved_at=unit.now))
    unit.session.flush()


def forget_drafts(unit: Unit, kind: str, keys: Sequence[str]) -> None:
    """Delete the drafts of forms that nobody can open again, whoever typed them."""
    unit.session.execute(delete(DraftRecord).where(DraftRecord.kind == kind, DraftRecord.key.in_(keys)))


def _is_offered(unit: Unit) -> ColumnElement[bool]:
    return DraftRecord.staff_id.in_({unit.actor.staff_id or NOBODY, NOBODY})
