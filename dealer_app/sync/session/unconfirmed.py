"""Wipe rows of an earlier enrolment that are no longer in head office's whole copy."""

from sqlalchemy import delete, select

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.head_office import FeedRowRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.sync.apply.wiping import wipe

_UNCONFIRMED = FeedRowRecord.version == 0


def has_unconfirmed(unit: Unit) -> bool:
    """Return whether rows of an earlier enrolment are still unconfirmed; always False after the first comparison."""
    enrolment = current_enrolment(unit.session)
    if enrolment is None or enrolment.compared_at is not None:
        return False  # called in every idle talk: avoids a scan of all rows
    return is_unsettled(unit)


def is_unsettled(unit: Unit) -> bool:
    """Return whether such rows exist, by a scan of all rows."""
    return unit.session.scalar(select(FeedRowRecord.kind).where(_UNCONFIRMED).limit(1)) is not None


def wipe_unconfirmed(unit: Unit) -> None:
    """Wipe those rows after the last page; rows with unanswered outbox entries are left."""
    if not has_unconfirmed(unit):
        return
    enrolment = current_enrolment(unit.session)
    assert enrolment is not None
    waiting = set(unit.session.scalars(select(OutboxRecord.subject_id).where(OutboxRecord.n > enrolment.acked_n)))
    gone = unit.session.execute(select(FeedRowRecord.kind, FeedRowRecord.id).where(_UNCONFIRMED)).all()
    for row in gone:
        if row.id not in waiting:
            wipe(unit, row.kind, row.id)
            mine = FeedRowRecord.kind == row.kind, FeedRowRecord.id == row.id
            unit.session.execute(delete(FeedRowRecord).where(*mine))
