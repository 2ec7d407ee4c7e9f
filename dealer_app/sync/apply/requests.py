"""Apply orders from plans: own ones get head office's answer, those of other counters are inserted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.plans.requests import RequestRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.papers import Doc, number_of, settle
from dealer_app.sync.apply.rows import FeedRow, execute_many, id_of, insert_many, list_known
from dealer_app.sync.apply.statements import insert_of

_REQUEST = insert_of(
    RequestRecord,
    (
        "id",
        "order_id",
        "plan_id",
        "number",
        "prepayment",
        "issued_on",
        "issued_at",
        "issued_by",
        "state",
        "code",
        "facts",
    ),
)


def apply_requests(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write requests with head office's answer; raises BrokenRowError ``parent`` if an order is not here yet."""
    docs, facts = kind.read(rows), kind.read_bodies(rows)
    known = list_known(unit, "requests", docs)
    fresh = {row_id: doc for row_id, doc in docs.items() if row_id not in known}
    orders = {id_of(doc["body"]["order_id"]) for doc in fresh.values()}
    if orders - set(list_known(unit, "orders", orders)):
        raise BrokenRowError("parent")
    insert_many(unit, _REQUEST, [_request(row_id, doc, facts[row_id]) for row_id, doc in fresh.items()])
    states = [(*_answer(docs[row_id]), row_id.bytes) for row_id in known]
    execute_many(unit, "UPDATE requests SET state = ?, code = ? WHERE id = ?", states)
    for doc in docs.values():
        unit.touch("orders", id_of(doc["body"]["order_id"]))
        unit.touch("plans", id_of(doc["body"]["plan_id"]))
    settle(unit, kind, docs, known)


def _answer(doc: Doc) -> tuple[str, str]:
    """Return the state of a request and why it was refused."""
    if doc["doc_state"] == "refused" or doc["state"] == "rejected":
        return "refused", doc["code"]
    return ("made" if doc["state"] in {"deferred", "quarantined"} else "accepted"), ""


def _request(row_id: UUID, doc: Doc, facts: str) -> tuple[Any, ...]:
    body = doc["body"]
    ids = (row_id.bytes, id_of(body["order_id"]).bytes, id_of(body["plan_id"]).bytes)
    made = (body["prepayment"], body["issued_on"], doc["at"], doc.get("actor_name") or "")
    return (*ids, number_of(doc), *made, *_answer(doc), facts)
