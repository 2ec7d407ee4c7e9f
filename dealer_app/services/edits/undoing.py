"""Undo the newest edit of a thing; that is an edit too, and travels like one."""

from dealer_app.domain.edits.edits import RIGHTS, Made, Topic, holds
from dealer_app.domain.errors import Refusal
from dealer_app.services.days.days import require_day
from dealer_app.services.edits.making import find_edit, make_edit
from dealer_app.services.edits.things import THINGS
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit


def undo_edit(unit: Unit, topic: Topic, key: str) -> None:
    """Make a thing again what it was before its newest edit, which this counter made.

    Raises Refusal ``edit_changed`` if another counter or head office has changed the thing since, and what the
    topic refuses (``deadline_rule_begun``).
    """
    require(unit, RIGHTS[topic])
    require_day(unit)
    thing, record = THINGS[topic], find_edit(unit, topic, key)
    published = thing.published(unit, key)
    if record is None or record.command_id is None or not holds(record.seen, published):
        raise Refusal("edit_changed")
    thing.may_undo(unit, key)
    former, present = record.former, record.value
    thing.write(unit, key, former, Made(unit.actor.name, unit.now))
    make_edit(unit, topic, key, former, present, seen=published)
    write_audit(unit, "edit_undone", "edits", record.id, {"topic": str(topic), "key": key})
