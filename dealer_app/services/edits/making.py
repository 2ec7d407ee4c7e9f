"""Note an edit and queue its command for head office, in the transaction of the edit itself."""

from typing import Any

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.edits.edits import Topic, edit_id_of, next_moment
from dealer_app.services.freezing import freeze
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.edits.edits import EditRecord
from dealer_app.store.tables.outbox import OutboxRecord, enqueue

Value = dict[str, Any] | None
_COMMANDS = {
    "dealership": "edit.dealership",
    "closure": "edit.closure",
    "check_list": "edit.check_list",
    "question": "edit.question",
    "deadline_rule": "edit.deadline_rule",
    "holiday": "edit.holiday",
    "holiday_year": "edit.holiday_year",
}

_OPEN = ("queued", "sent", "quarantined", "deferred")
"""States of a command on which head office has not ruled."""


def find_edit(unit: Unit, topic: Topic, key: str) -> EditRecord | None:
    """Return the newest edit of a thing, None if it was never edited since edits travel."""
    return unit.session.scalars(select(EditRecord).where(EditRecord.id == edit_id_of(topic, key))).one_or_none()


def make_edit(unit: Unit, topic: Topic, key: str, value: Value, former: Value, seen: int = 0) -> None:
    """Note that the unit's actor made a thing ``value`` (None: took it away) and queue the command.

    ``former`` is what it was before, ``seen`` the version of head office's row that the actor saw. The caller has asked
    for the right and the day, has written the thing and writes the audit row.
    """
    record = find_edit(unit, topic, key)
    made_at = next_moment(unit.now, None if record is None else record.made_at)
    row_id = edit_id_of(topic, key)
    settled = record.settled if record is not None and _waits(unit, record) else freeze(former)
    if record is None:
        record = EditRecord(id=row_id, topic=str(topic), key=key)
        unit.session.add(record)
    record.edit, record.made_at, record.made_by = uuid7(), made_at, unit.actor.name
    record.seen, record.value, record.former, record.settled = seen, freeze(value), freeze(former), settled
    body = {
        "id": row_id,
        "edit": record.edit,
        "key": key,
        "made_at": instant_text(made_at),
        "made_by": unit.actor.name,
        "seen": seen,
        "value": value,
    }
    record.command_id = enqueue(unit, _COMMANDS[topic], freeze(body), subject_id=row_id)
    unit.session.flush()
    unit.touch("edits", row_id)


def _waits(unit: Unit, record: EditRecord) -> bool:
    """Return whether head office has not ruled on an edit of this counter."""
    waiting = OutboxRecord.command_id == record.command_id, OutboxRecord.state.in_(_OPEN)
    return unit.session.execute(select(OutboxRecord.n).where(*waiting)).first() is not None
