"""Apply customers from head office, with the clerk's waiting edits over them and a conflict where both differ."""

import json
from collections.abc import Sequence
from dataclasses import fields
from operator import itemgetter
from typing import Any
from uuid import UUID

from dealer_app.domain.customers import CustomerFields
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord, customer_keys
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.head_office import ConflictRecord
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.matching import adopt_customer_ids, rename_customer
from dealer_app.sync.apply.rows import FeedRow, execute_among, fetch_among, insert_many
from dealer_app.sync.apply.statements import insert_of, optional_texts, upsert_of

OWN_EDITS = 1_000_000
_FIELDS = tuple(item.name for item in fields(CustomerFields))
_DEFAULTS = {item.name: item.default for item in fields(CustomerFields)}
_OPTIONAL = optional_texts(CustomerRecord)
_EXTRA = ("name", "name_key", "name_sort", "activation", "registered_at", "registration_number", "version")
_COLUMNS = (*_FIELDS, *_EXTRA)
_stated = itemgetter(*_COLUMNS)
_UPSERT = upsert_of(
    CustomerRecord,
    ("id", *_COLUMNS),
    fixed={"origin": "'hub'", "is_identity_seen": "0"},
    kept=("origin", "is_identity_seen"),
)
_WAITING = (
    "SELECT subject_id, kind, body FROM outbox WHERE state IN ('queued', 'sent')"
    " AND kind IN ('customer.correct', 'customer.resolve') AND subject_id IN ids ORDER BY n"
)
_ADD_CONFLICT = insert_of(
    ConflictRecord, ("customer_id", "field", "device", "kept", "other", "is_ours"), is_replacing=True
)


def apply_customers(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write customers as head office has them; edits that still wait override them and are listed as conflicts."""
    docs = kind.read(rows)
    codes = {doc["fields"].get("national_code"): row_id for row_id, doc in docs.items()}
    adopt_customer_ids(unit, kind, {code: row_id for code, row_id in codes.items() if code})
    own = current_enrolment(unit.session)
    device = own.device if own is not None else ""
    edits, decided = _waiting_edits(unit, list(docs))
    execute_among(unit, "DELETE FROM conflicts WHERE customer_id IN ids", docs)
    values, conflicts = [], []
    for row in rows:
        doc, mine = docs[row.id], edits.get(row.id, [])
        over = {name: value for edit in mine for name, value in edit.items()}
        values.append((row.id.bytes, *_values(doc, over, row.version * OWN_EDITS + len(mine))))
        disputed = _conflicts(doc, over, device)
        conflicts += [(row.id.bytes, *one) for one in disputed if (row.id, one[0]) not in decided]
        unit.touch("customers", row.id)
    insert_many(unit, _UPSERT, values)
    insert_many(unit, _ADD_CONFLICT, conflicts)


def apply_aliases(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Replace each alias by its target: rows that refer to the alias move to the target."""
    for row_id, doc in kind.read(rows).items():
        rename_customer(unit, kind, row_id, UUID(doc["target"]))


def _waiting_edits(
    unit: Unit, ids: list[UUID]
) -> tuple[dict[UUID, list[dict[str, Any]]], set[tuple[UUID | None, str]]]:
    """Return the unanswered edits of these customers, oldest first, and the fields that a person decided."""
    found: dict[UUID, list[dict[str, Any]]] = {}
    decided: set[tuple[UUID | None, str]] = set()
    for subject, kind, text in fetch_among(unit, _WAITING, ids):
        row_id, body = UUID(bytes=subject), json.loads(text)
        if kind == "customer.resolve":
            decided.add((row_id, body["field"]))
        edit = body["fields"] if kind == "customer.correct" else {body["field"]: body["value"]}
        found.setdefault(row_id, []).append(edit)
    return found, decided


def _values(doc: dict[str, Any], over: dict[str, Any], version: int) -> tuple[Any, ...]:
    """Return a customer's values in the order of _COLUMNS."""
    given = {**_DEFAULTS, **doc["fields"], **over}
    given |= customer_keys(str(given["given_name"] or ""), str(given["family_name"] or ""))
    given["activation"] = doc.get("activation") or "pending"
    given["registered_at"] = doc["registered_at"]
    given["registration_number"] = doc.get("registration_number")
    given["version"] = version
    for name in _OPTIONAL:
        given[name] = given[name] or None
    stated: tuple[Any, ...] = _stated(given)
    return stated


def _conflicts(doc: dict[str, Any], over: dict[str, Any], device: str) -> list[tuple[Any, ...]]:
    """Return (field, device, kept, other, is ours) of every field with two values."""
    if not over and not doc.get("conflicts"):
        return []
    kept = doc["fields"]
    stated = {(entry["field"], entry["device"]): entry["value"] for entry in doc.get("conflicts", ())}
    stated |= {(name, device): value for name, value in over.items() if value != kept.get(name)}
    return [(name, who, _shown(kept.get(name)), _shown(value), who == device) for (name, who), value in stated.items()]


def _shown(value: object) -> str:
    return "" if value is None else str(value)
