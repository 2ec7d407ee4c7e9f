"""Apply orders from head office with ledger entries and history; entries of counter payments are kept."""

from collections.abc import Sequence
from dataclasses import fields
from operator import itemgetter
from typing import Any
from uuid import UUID

from dealer_app.domain.codes.vehicles import clean_vin
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.persian import number_key
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.matching import match_orders
from dealer_app.sync.apply.rows import FeedRow, execute_among, execute_many, id_of, insert_many, list_known
from dealer_app.sync.apply.statements import LEDGER_COLUMNS, Insert, insert_from, insert_of, optional_texts, upsert_of

_FIELDS = tuple(item.name for item in fields(OrderFields))
_OPTIONAL = optional_texts(OrderRecord)
_DEFAULTS = {item.name: item.default for item in fields(OrderFields)}
_stated = itemgetter(*_FIELDS)
_COLUMNS = ("customer_id", "version", "imported_at", *_FIELDS)
_UPSERT = upsert_of(OrderRecord, ("id", *_COLUMNS), fixed={"origin": "'hub'"}, changes={"origin": "'hub'"})
_DROP_ENTRIES = "DELETE FROM ledger_entries WHERE order_id IN ids AND payment_id IS NULL"
_DROP_INCLUDED = "DELETE FROM ledger_entries WHERE order_id IN ids AND kind = 'included'"
_ADD_ENTRY = insert_of(LedgerEntryRecord, LEDGER_COLUMNS)
_ADD_INCLUDED = insert_from(
    LedgerEntryRecord,
    {
        "order_id": "order_id",
        "account": "account",
        "kind": "'included'",
        "amount": "?",
        "entry_on": "paid_on",
        "reference": "bank_reference",
        "payment_id": "id",
        "entered_at": "?",
    },
    "FROM payments WHERE id = ?",
)
_ADD_STATUS = Insert(
    "INSERT INTO status_history (order_id, status, changed_at, origin) SELECT column1, column2, column3, 'hub' FROM (",
    "(?, ?, ?)",
    ") WHERE NOT EXISTS (SELECT 1 FROM status_history WHERE order_id = column1 AND status = column2"
    " AND changed_at = column3)",
)


def apply_orders(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write orders as head office has them; raises BrokenRowError ``parent`` if a customer is not here yet."""
    docs = kind.read(rows)
    owners = {id_of(doc["customer_id"]) for doc in docs.values()}
    if owners.difference(list_known(unit, "customers", owners)):
        raise BrokenRowError("parent")
    match_orders(unit, kind, {row_id: _keys(doc["fields"]) for row_id, doc in docs.items()})
    moment = instant_text(unit.now)
    insert_many(unit, _UPSERT, [(row.id.bytes, *_values(docs[row.id], row.version, moment)) for row in rows])
    _write_ledger(unit, docs, moment)
    history = (
        (row_id.bytes, entry["status"], entry["at"]) for row_id, doc in docs.items() for entry in doc.get("history", ())
    )
    insert_many(unit, _ADD_STATUS, list(dict.fromkeys(history)))
    unit.touched.update(("orders", row_id) for row_id in docs)
    unit.touched.update(("customers", owner) for owner in owners)


def _keys(order: dict[str, Any]) -> tuple[str, str]:
    return number_key(str(order["request_number"])), number_key(str(order.get("contract_number") or ""))


def _values(doc: dict[str, Any], version: int, moment: str) -> list[Any]:
    given = {**_DEFAULTS, **doc["fields"]}
    given["vin"] = clean_vin(given["vin"] or "")  # an older head office stored separators and hidden marks
    for name in _OPTIONAL:
        given[name] = given[name] or None
    return [id_of(doc["customer_id"]).bytes, version, moment, *_stated(given)]


def _write_ledger(unit: Unit, docs: dict[UUID, dict[str, Any]], moment: str) -> None:
    """Replace the old entries by head office's; the entries of counter payments stay."""
    execute_among(unit, _DROP_ENTRIES, docs)
    entries = [
        (
            row_id.bytes,
            entry["account"],
            entry["kind"],
            entry["amount"],
            entry["on"],
            entry.get("reference") or "",
            None,
            moment,
        )
        for row_id, doc in docs.items()
        for entry in doc.get("ledger", ())
    ]
    insert_many(unit, _ADD_ENTRY, entries)
    included = [
        (part["amount"], moment, id_of(part["payment"]).bytes)
        for doc in docs.values()
        for part in doc.get("included", ())
    ]
    if included:
        with unit.session.no_autoflush:
            _write_included(unit, docs, included)


def _write_included(unit: Unit, docs: dict[UUID, dict[str, Any]], included: list[tuple[int, str, bytes]]) -> None:
    from dealer_app.store.core.permits import permitted

    with permitted(unit, "included"):
        execute_among(unit, _DROP_INCLUDED, [row_id for row_id, doc in docs.items() if doc.get("included")])
    execute_many(unit, _ADD_INCLUDED, included)
