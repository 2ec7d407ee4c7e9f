"""What head office owns alone: dealerships, holidays, staff, later decisions; what no page shows yet is kept whole."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from dealer_app.domain.persian import normalise
from dealer_app.protocol.wire import parse
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.store.tables.types import instant_text
from dealer_app.store.tables.unit import Unit
from dealer_app.sync.apply.outbox_entries import say
from dealer_app.sync.apply.rows import FeedRow, execute_many

_DEALERSHIP = (
    "INSERT INTO dealerships (id, version, code, name, name_key, province, city, address, phone, hours)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET id = excluded.id,"
    " version = excluded.version, name = excluded.name, name_key = excluded.name_key, province = excluded.province,"
    " city = excluded.city, address = excluded.address, phone = excluded.phone, hours = excluded.hours"
)
_HOLIDAY = (
    "INSERT INTO holidays (day, name, is_estimated, is_holiday, origin) VALUES (?, ?, ?, ?, 'hub')"
    " ON CONFLICT (day) DO UPDATE SET name = excluded.name, is_estimated = excluded.is_estimated,"
    " is_holiday = excluded.is_holiday, origin = 'hub'"
)
_STAFF = (
    "INSERT INTO staff (id, version, name, role, pin_hash, is_active, failed_count, added_at)"
    " VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,"
    " role = excluded.role, is_active = excluded.is_active,"
    " pin_hash = CASE WHEN excluded.pin_hash = '' THEN staff.pin_hash ELSE excluded.pin_hash END"
)
_RAW = "INSERT OR REPLACE INTO central_rows (kind, id, doc) VALUES (?, ?, ?)"


def apply_dealerships(unit: Unit, rows: Sequence[FeedRow]) -> None:
    """Write the network's dealerships, known by their codes."""
    values = []
    for row in rows:
        doc = parse(row.doc)
        facts = [doc.get(name) or "" for name in ("province", "city", "address", "phone", "hours")]
        values.append((row.id.bytes, row.version, doc["code"], doc["name"], normalise(doc["name"]), *facts))
        unit.touch("dealerships", row.id)
    execute_many(unit, _DEALERSHIP, values)


def apply_holidays(unit: Unit, rows: Sequence[FeedRow]) -> None:
    """Write holidays; head office's word stands over the library's."""
    docs = [parse(row.doc) for row in rows]
    values = [
        (doc["day"], doc.get("name") or "", bool(doc.get("is_estimated")), bool(doc.get("is_holiday", True)))
        for doc in docs
    ]
    execute_many(unit, _HOLIDAY, values)


def apply_staff(unit: Unit, rows: Sequence[FeedRow]) -> None:
    """Write who may sign in; a PIN that was set here stays where head office sends none."""
    docs: list[tuple[FeedRow, dict[str, Any]]] = [(row, parse(row.doc)) for row in rows]
    moment = instant_text(unit.now)
    values = [
        (row.id.bytes, row.version, doc["name"], doc["role"], doc.get("pin") or "", bool(doc["is_active"]), moment)
        for row, doc in docs
    ]
    execute_many(unit, _STAFF, values)
    for row in rows:
        unit.touch("staff", row.id)


def apply_outcomes(unit: Unit, rows: Sequence[FeedRow]) -> None:
    """Take later decisions on this counter's own commands; those on others' are none of ours."""
    docs = {row.id: parse(row.doc) for row in rows}
    own = select(OutboxRecord.n, OutboxRecord.command_id).where(OutboxRecord.command_id.in_(docs))
    for line in unit.session.execute(own).all():
        doc = docs[line.command_id]
        say(unit, line.n, doc["state"], doc.get("code") or "")


def apply_raw(unit: Unit, rows: Sequence[FeedRow]) -> None:
    """Keep rows whole until a page shows them."""
    execute_many(unit, _RAW, [(row.kind, row.id.bytes, row.doc.decode()) for row in rows])
