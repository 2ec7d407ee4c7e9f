"""Apply rows that only head office writes: dealerships, holidays, staff, later decisions, and kinds not shown yet."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from dealer_app.domain.edits.edits import Topic
from dealer_app.domain.persian import normalise
from dealer_app.domain.staff import FORMER_ROLES, roles_text
from dealer_app.services.edits.taking import show_edits
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.dealerships import DealershipRecord
from dealer_app.store.tables.head_office import CentralRowRecord
from dealer_app.store.tables.holidays import HolidayRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.store.tables.staff import StaffRecord
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.rows import FeedRow, insert_many
from dealer_app.sync.apply.statements import insert_of, upsert_of
from dealer_app.sync.apply.states import set_state

_OF_HUB = {"origin": "'hub'", "edited_by": "''"}
_PLACE = ("owner", "province", "city", "address", "services")
_TIMES = ("phone", "phones", "latitude", "longitude", "hours", "opening", "phone_opening", "source")
_FACTS = (*_PLACE, *_TIMES)
_DEALERSHIP = upsert_of(
    DealershipRecord,
    ("id", "version", "published", "code", "name", "name_key", *_FACTS, "valid_from"),
    key=("code",),
    fixed=_OF_HUB,
)
_HOLIDAY = upsert_of(
    HolidayRecord, ("day", "published", "name", "is_estimated", "is_holiday", "why"), key=("day",), fixed=_OF_HUB
)
_STAFF = upsert_of(
    StaffRecord,
    ("id", "version", "name", "roles", "pin_hash", "is_active", "added_at"),
    fixed={"failed_count": "0"},
    kept=("failed_count", "added_at"),
    changes={"pin_hash": "CASE WHEN excluded.pin_hash = '' THEN staff.pin_hash ELSE excluded.pin_hash END"},
)
_RAW = insert_of(CentralRowRecord, ("kind", "id", "doc"), is_replacing=True)


def apply_dealerships(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write the network's dealerships; the code is the key. A manager's edit of the same version stays."""
    docs, values = kind.read(rows), []
    for row in rows:
        doc = docs[row.id]
        facts = [doc.get(name) or "" for name in _FACTS]
        named = doc["code"], doc["name"], normalise(doc["name"])
        values.append((row.id.bytes, row.version, row.version, *named, *facts, doc.get("valid_from") or None))
        unit.touch("dealerships", row.id)
    insert_many(unit, _DEALERSHIP, values)
    show_edits(unit, Topic.DEALERSHIP, [doc["code"] for doc in docs.values()])


def apply_holidays(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write holidays; head office's rows replace those of the library. A manager's edit of the same version stays."""
    docs = kind.read(rows)
    values = [
        (
            doc["day"],
            row.version,
            doc.get("name") or "",
            bool(doc.get("is_estimated")),
            bool(doc.get("is_holiday", True)),
            doc.get("source") or "",
        )
        for row, doc in zip(rows, docs.values(), strict=True)
    ]
    insert_many(unit, _HOLIDAY, values)
    show_edits(unit, Topic.HOLIDAY, [doc["day"] for doc in docs.values()])
    for row in rows:
        unit.touch("holidays", row.id)


def apply_staff(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write the staff who may sign in; a PIN that was set here stays if head office sends none."""
    docs = kind.read(rows)
    moment = instant_text(unit.now)
    values = [
        (row.id.bytes, row.version, doc["name"], _roles(doc), doc.get("pin") or "", bool(doc["is_active"]), moment)
        for row, doc in zip(rows, docs.values(), strict=True)
    ]
    insert_many(unit, _STAFF, values)
    for row in rows:
        unit.touch("staff", row.id)


def _roles(doc: dict[str, Any]) -> str:
    """Return the roles of a person; an older head office names one of two roles."""
    return doc.get("roles") or roles_text(FORMER_ROLES[doc["role"]])


def apply_outcomes(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Apply later decisions on this counter's own commands; ignore those on other counters' commands."""
    docs = kind.read(rows)
    own = select(OutboxRecord.n, OutboxRecord.command_id).where(OutboxRecord.command_id.in_(docs))
    for entry in unit.session.execute(own).all():
        doc = docs[entry.command_id]
        set_state(unit, entry.n, doc["state"], doc.get("code") or "")


def apply_raw(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Store whole rows of kinds that no page shows yet."""
    kind.read(rows)
    insert_many(unit, _RAW, [(kind.name, row.id.bytes, row.doc.decode()) for row in rows])
