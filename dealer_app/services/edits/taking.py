"""Take edits that other counters made, and take back one that head office refused."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.edits.edits import Made, Stamp, Topic, edit_id_of, holds, is_newer
from dealer_app.services.edits.making import find_edit
from dealer_app.services.edits.things import THINGS
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.edits.edits import EditRecord


def take_edit(unit: Unit, topic: Topic, body: dict[str, Any]) -> None:
    """Take an edit as head office sent it: it counts if it is newer than the one that is known here."""
    key, arrived = body["key"], Stamp(datetime.fromisoformat(body["made_at"]), UUID(body["edit"]))
    record = find_edit(unit, topic, key)
    if not is_newer(arrived, None if record is None else record.stamp):
        return
    if record is None:
        record = EditRecord(id=edit_id_of(topic, key), topic=str(topic), key=key)
        unit.session.add(record)
    record.edit, record.made_at, record.made_by = arrived.edit, arrived.moment, body["made_by"]
    record.seen, record.value = body["seen"], body["value"]
    record.former = record.settled = record.command_id = None
    unit.session.flush()
    _show(unit, record)
    unit.touch("edits", record.id)


def show_edits(unit: Unit, topic: Topic, keys: Iterable[str]) -> None:
    """Write the edits that still stand over rows of head office that were just written."""
    wanted = EditRecord.id.in_([edit_id_of(topic, key) for key in keys])
    for record in unit.session.scalars(select(EditRecord).where(wanted)):
        _show(unit, record)


def take_back(unit: Unit, command_id: UUID) -> None:
    """Restore what stood before edits of this counter that head office refused, if no newer edit has come.

    If head office has accepted one of another moment, that one comes down again after this.
    """
    record = unit.session.scalars(select(EditRecord).where(EditRecord.command_id == command_id)).one_or_none()
    if record is None:
        return
    thing, topic = THINGS[Topic(record.topic)], Topic(record.topic)
    if holds(record.seen, thing.published(unit, record.key)):
        thing.write(unit, record.key, record.settled, Made(record.made_by, record.made_at))
    unit.session.delete(record)
    unit.session.flush()
    unit.touch("edits", edit_id_of(topic, record.key))


def _show(unit: Unit, record: EditRecord) -> None:
    """Write the value of an edit unless head office's row is newer."""
    thing = THINGS[Topic(record.topic)]
    if holds(record.seen, thing.published(unit, record.key)):
        thing.write(unit, record.key, record.value, Made(record.made_by, record.made_at))
