"""Apply visits of other counters; a visit never changes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.visits.visits import VisitRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.papers import number_of, settle, targets_of
from dealer_app.sync.apply.rows import FeedRow, id_of, insert_many, list_known
from dealer_app.sync.apply.statements import insert_of

_VISIT = insert_of(
    VisitRecord,
    ("id", "customer_id", "order_id", "purpose", "number", "issued_on", "issued_at", "issued_by", "facts"),
)


def apply_visits(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write visits; raises BrokenRowError ``parent`` if a customer is not here yet.

    A visit stays without its order if the order is not here: it belongs to the customer.
    """
    docs, facts = kind.read(rows), kind.read_bodies(rows)
    known = list_known(unit, "visits", docs)
    fresh = {row_id: doc["body"] for row_id, doc in docs.items() if row_id not in known}
    owners = targets_of(unit, {id_of(body["customer_id"]) for body in fresh.values() if body["customer_id"]})
    if set(owners.values()) - set(list_known(unit, "customers", set(owners.values()))):
        raise BrokenRowError("parent")
    orders = list_known(unit, "orders", {id_of(body["order_id"]) for body in fresh.values() if body["order_id"]})
    insert_many(unit, _VISIT, [_visit(row_id, docs[row_id], owners, orders, facts[row_id]) for row_id in fresh])
    for owner in owners.values():
        unit.touch("customers", owner)
    settle(unit, kind, docs, known)


def _visit(
    row_id: UUID, doc: dict[str, Any], owners: dict[UUID, UUID], orders: Sequence[UUID], facts: str
) -> tuple[Any, ...]:
    body = doc["body"]
    owner = owners[id_of(body["customer_id"])].bytes if body["customer_id"] else None
    order = id_of(body["order_id"]) if body["order_id"] else None
    return (
        row_id.bytes,
        owner,
        order.bytes if order in orders and order is not None else None,
        body["purpose"],
        number_of(doc),
        body["issued_on"],
        doc["at"],
        doc.get("actor_name") or "",
        facts,
    )
