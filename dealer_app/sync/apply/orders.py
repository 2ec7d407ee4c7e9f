"""Orders from head office: its fields, its ledger lines, its history; counter payments keep their own entries."""

from collections.abc import Sequence
from dataclasses import fields
from operator import itemgetter
from typing import Any
from uuid import UUID

from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.persian import number_key
from dealer_app.protocol.wire import parse
from dealer_app.store.tables.types import instant_text
from dealer_app.store.tables.unit import Unit
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.matching import match_orders
from dealer_app.sync.apply.rows import FeedRow, execute_many, id_of, list_known

_FIELDS = tuple(item.name for item in fields(OrderFields))
_OPTIONAL = frozenset({"contract_number", "invitation_number", "vin"})  # NULL where nothing was given
_DEFAULTS = {item.name: item.default for item in fields(OrderFields)}
_stated = itemgetter(*_FIELDS)
_COLUMNS = ("customer_id", "version", "imported_at", *_FIELDS)
_UPSERT = (
    f"INSERT INTO orders (id, origin, {', '.join(_COLUMNS)}) VALUES (?, 'hub', {', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - names of our own columns
    f" ON CONFLICT (id) DO UPDATE SET origin = 'hub', {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}"
)
_DROP_LINES = "DELETE FROM ledger_entries WHERE order_id = ? AND payment_id IS NULL"
_DROP_INCLUDED = "DELETE FROM ledger_entries WHERE order_id = ? AND kind = 'included'"
_ADD_LINE = (
    "INSERT INTO ledger_entries (order_id, account, kind, amount, entry_on, reference, payment_id, entered_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_INCLUDED = (
    "INSERT INTO ledger_entries (order_id, account, kind, amount, entry_on, reference, payment_id, entered_at)"
    " SELECT order_id, account, 'included', ?, paid_on, bank_reference, id, ? FROM payments WHERE id = ?"
)
_ADD_STATUS = (
    "INSERT INTO status_history (order_id, status, changed_at, origin) SELECT ?, ?, ?, 'hub'"
    " WHERE NOT EXISTS (SELECT 1 FROM status_history WHERE order_id = ? AND status = ? AND changed_at = ?)"
)


def apply_orders(unit: Unit, rows: Sequence[FeedRow]) -> None:
    """Write orders as head office has them; one whose customer is not here yet is kept (BrokenRowError ``parent``)."""
    docs = {row.id: parse(row.doc) for row in rows}
    owners = {id_of(doc["customer_id"]) for doc in docs.values()}
    if owners.difference(list_known(unit, "customers", owners)):
        raise BrokenRowError("parent")
    match_orders(unit, {row_id: _keys(doc["fields"]) for row_id, doc in docs.items()})
    moment = instant_text(unit.now)
    execute_many(unit, _UPSERT, [(row.id.bytes, *_values(docs[row.id], row.version, moment)) for row in rows])
    _write_ledger(unit, docs, moment)
    history = [
        (row_id.bytes, entry["status"], entry["at"]) for row_id, doc in docs.items() for entry in doc.get("history", ())
    ]
    execute_many(unit, _ADD_STATUS, [(*entry, *entry) for entry in history])
    unit.touched.update(("orders", row_id) for row_id in docs)
    unit.touched.update(("customers", owner) for owner in owners)


def _keys(order: dict[str, Any]) -> tuple[str, str]:
    return number_key(str(order["request_number"])), number_key(str(order.get("contract_number") or ""))


def _values(doc: dict[str, Any], version: int, moment: str) -> list[Any]:
    given = {**_DEFAULTS, **doc["fields"]}
    for name in _OPTIONAL:
        given[name] = given[name] or None
    return [id_of(doc["customer_id"]).bytes, version, moment, *_stated(given)]


def _write_ledger(unit: Unit, docs: dict[UUID, dict[str, Any]], moment: str) -> None:
    """Put head office's lines in the place of the old ones; the entries of counter payments stay."""
    execute_many(unit, _DROP_LINES, [(row_id.bytes,) for row_id in docs])
    lines = [
        (
            row_id.bytes,
            line["account"],
            line["kind"],
            line["amount"],
            line["on"],
            line.get("reference") or "",
            None,
            moment,
        )
        for row_id, doc in docs.items()
        for line in doc.get("ledger", ())
    ]
    execute_many(unit, _ADD_LINE, lines)
    included = [
        (part["amount"], moment, id_of(part["payment"]).bytes)
        for doc in docs.values()
        for part in doc.get("included", ())
    ]
    if included:
        with unit.session.no_autoflush:
            _write_included(unit, docs, included)


def _write_included(unit: Unit, docs: dict[UUID, dict[str, Any]], included: list[tuple[int, str, bytes]]) -> None:
    from dealer_app.store.tables.permits import permitted

    with permitted(unit, "included"):
        execute_many(unit, _DROP_INCLUDED, [(row_id.bytes,) for row_id, doc in docs.items() if doc.get("included")])
    execute_many(unit, _ADD_INCLUDED, included)
