"""Apply calls and call-backs from head office: own ones get their state, others' are inserted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.head_office import RowStateRecord
from dealer_app.store.tables.phone.calls import CallBackRecord, CallRecord, RefusedNumberRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.rows import FeedRow, execute_many, id_of, insert_many, list_known
from dealer_app.sync.apply.statements import insert_of, upsert_of

Doc = dict[str, Any]
_SET_STATE = upsert_of(RowStateRecord, ("kind", "id", "state", "code"), key=("kind", "id"))
_TOLD = ("outcome", "fact", "wrong", "started_at", "ended_at", "asked", "answer", "spoken", "taken_by")
_CALL = insert_of(CallRecord, ("id", "order_id", *_TOLD))
_REFUSED = replace(
    insert_of(RefusedNumberRecord, ("call_id", "number_hash", "refused_at")), tail=" ON CONFLICT DO NOTHING"
)
_PROMISED = ("caller_name", "phone", "subject", "due_at")
_CALL_BACK = insert_of(
    CallBackRecord,
    (
        "id",
        "order_id",
        "call_id",
        *_PROMISED,
        "owner_id",
        "owner_name",
        "state",
        "result",
        "closed_at",
        "made_at",
    ),
)
_CHANGE = (
    "UPDATE call_backs SET due_at = ?, owner_id = ?, owner_name = ?, state = ?, result = ?, closed_at = ? WHERE id = ?"
)


def apply_calls(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write calls, and the numbers that refused callers tried; a call never changes."""
    docs = kind.read(rows)
    fresh = _fresh(unit, "calls", docs)
    insert_many(unit, _CALL, [_call(row_id, doc["body"]) for row_id, doc in fresh.items()])
    insert_many(unit, _REFUSED, [one for row_id, doc in fresh.items() for one in _refused(row_id, doc["body"])])
    _settle(unit, kind, docs)


def apply_call_backs(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write call-backs; of a known one the moment, the owner and the state are those of head office."""
    docs = kind.read(rows)
    fresh = _fresh(unit, "call_backs", docs)
    insert_many(unit, _CALL_BACK, [_call_back(row_id, doc) for row_id, doc in fresh.items()])
    known = {row_id: doc for row_id, doc in docs.items() if row_id not in fresh}
    execute_many(unit, _CHANGE, [(*_state(doc), row_id.bytes) for row_id, doc in known.items()])
    _settle(unit, kind, docs)


def _fresh(unit: Unit, table: str, docs: dict[UUID, Doc]) -> dict[UUID, Doc]:
    """Return the documents that are not here; raises BrokenRowError ``parent`` if the order of one is not here yet."""
    known = list_known(unit, table, docs)
    fresh = {row_id: doc for row_id, doc in docs.items() if row_id not in known}
    orders = {id_of(doc["body"]["order_id"]) for doc in fresh.values() if doc["body"]["order_id"]}
    if orders - set(list_known(unit, "orders", orders)):
        raise BrokenRowError("parent")
    for order_id in orders:
        unit.touch("orders", order_id)
    return fresh


def _settle(unit: Unit, kind: Kind, docs: dict[UUID, Doc]) -> None:
    states = [(kind.name, row_id.bytes, doc["state"], doc["code"]) for row_id, doc in docs.items()]
    insert_many(unit, _SET_STATE, states)
    for row_id in docs:
        kind.touch(unit, row_id)


def _call(row_id: UUID, body: Doc) -> tuple[Any, ...]:
    return (row_id.bytes, _id(body["order_id"]), *(body[name] for name in _TOLD))


def _refused(row_id: UUID, body: Doc) -> list[tuple[Any, ...]]:
    """Return the numbers of a refused call; version 1 of its command does not tell them."""
    return [(row_id.bytes, hashed, body["ended_at"]) for hashed in body.get("number_hashes", ())]


def _call_back(row_id: UUID, doc: Doc) -> tuple[Any, ...]:
    body = doc["body"]
    head = (row_id.bytes, _id(body["order_id"]), _id(body["call_id"]), *(body[name] for name in _PROMISED))
    _due_at, *rest = _state(doc)
    return (*head, *rest, doc["at"])


def _state(doc: Doc) -> tuple[Any, ...]:
    """Return moment, owner, state, result and end of a call-back."""
    body = doc["body"]
    place = (body["due_at"], _id(body["owner_id"]), body["owner_name"])
    return (*place, doc["doc_state"], doc.get("result") or "", doc.get("closed_at"))


def _id(text: str | None) -> bytes | None:
    return id_of(text).bytes if text else None
