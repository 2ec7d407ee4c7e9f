"""Compare what a counter shows with head office's documents, field by field (I12), and judge the plans (I22)."""

import json
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import rows
from dealer_app.services.freezing import freeze
from dealer_app.services.plans.records import details_of
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.files.activations import ActivationRecord
from dealer_app.store.tables.files.joins import JoinRecord
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.phone.calls import CallBackRecord, CallRecord
from dealer_app.store.tables.plans.plans import PlanRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from tests.soak.central import PLANS
from tests.soak.promises import promise
from tests.soak.world import Pc, World

Doc = dict[str, Any]
Shown = tuple[Any, ...]
VOID = "ابطال"


@dataclass(frozen=True, slots=True)
class Content:
    """What is compared of a kind: its records, their values, and the same values of a document."""

    record: Any
    here: Callable[[Any], Shown]
    there: Callable[[Doc], Shown]


def _of_body(record: Any, *names: str, more: Callable[[Doc], Shown] = lambda _doc: ()) -> Content:
    """Compare fields that a record and a body have under the same name; ``more`` are values beside the body."""
    return Content(
        record,
        lambda row: tuple(getattr(row, name) for name in names),
        lambda doc: (*more(doc), *(doc["body"][name] for name in names[len(more(doc)) :])),
    )


def _number(doc: Doc) -> Shown:
    return (doc["number"] or doc["body"]["number"],)


def _end(doc: Doc) -> Shown:
    return doc["doc_state"], doc.get("result") or ""


def _answer(doc: Doc) -> Shown:
    is_refused = doc["doc_state"] == "refused" or doc["state"] == "rejected"
    is_waiting = doc["state"] in {"deferred", "quarantined"}
    return (*_number(doc), "refused" if is_refused else "made" if is_waiting else "accepted")


OF_A_DEALERSHIP = {
    "visit": _of_body(VisitRecord, "number", "purpose", more=_number),
    "help": _of_body(HelpRecord, "topic", "code"),
    "call": _of_body(CallRecord, "outcome", "fact", "wrong", "asked", "answer", "spoken", "taken_by"),
    "call_back": _of_body(CallBackRecord, "state", "result", "subject", "owner_name", more=_end),
    "activation": Content(
        ActivationRecord, lambda row: (row.state, row.mobile), lambda doc: (doc["doc_state"], doc["body"]["mobile"])
    ),
    "join": Content(
        JoinRecord,
        lambda row: (row.state, row.reason, row.part_reason),
        lambda doc: (doc["doc_state"], doc["body"]["reason"], doc.get("part_reason") or ""),
    ),
    "request": _of_body(RequestRecord, "number", "state", "prepayment", more=_answer),
}
OF_ALL = {
    "plan": Content(PlanRecord, lambda row: (freeze(details_of(row).fields),), lambda doc: (doc["plan"],)),
}


def check_contents(world: World, pc: Pc, theirs: Iterable[tuple[str, str, Doc]]) -> None:
    """Check that a counter shows every document of its dealership and of all as head office holds it, and no other.

    ``theirs`` are the documents of the dealership that the counter can show: kind, id and document.
    """
    documents: dict[str, dict[str, Doc]] = {}
    for kind, row_id, doc in theirs:
        documents.setdefault(kind, {})[row_id] = doc
    for kind, content in OF_A_DEALERSHIP.items():
        _compare(pc, kind, content, documents.get(kind, {}))
    for kind, content in OF_ALL.items():
        _compare(pc, kind, content, _documents(world, "*", kind))
    pc.desktop.read(_check_refused)


def check_places(world: World, dealerships: Iterable[str]) -> None:
    """Check that no plan gave more orders than its capacity, over all dealerships."""
    accepted = Tally(
        doc["body"]["plan"]["code"]
        for dealership in dealerships
        for doc in _documents(world, dealership, "request").values()
        if _answer(doc)[1] == "accepted"
    )
    over = [plan.code for plan in PLANS if plan.capacity is not None and accepted[plan.code] > plan.capacity]
    promise(22, not over, f"{over} gave more orders than their capacity: {accepted}")


def check_awaited_plans(world: World, dealerships: Iterable[str]) -> None:
    """Check that no order was refused for a plan that comes late, and that none waits for a published plan.

    Head office withdraws no plan here.
    """
    published = _documents(world, "*", "plan").keys()
    requests = [doc for dealership in dealerships for doc in _documents(world, dealership, "request").values()]
    refused = [doc["code"] for doc in requests if doc["code"] == "plan_withdrawn"]
    idle = [doc["state"] for doc in requests if doc["code"] == "plan_unknown" and doc["body"]["plan_id"] in published]
    promise(22, not refused and not idle, f"orders from late plans: {refused}, {idle}")


def _compare(pc: Pc, kind: str, content: Content, documents: Mapping[str, Doc]) -> None:
    wanted = {row_id: content.there(doc) for row_id, doc in documents.items()}

    def read(unit: Unit) -> dict[str, Shown]:
        return {str(row.id): content.here(row) for row in unit.session.scalars(select(content.record))}

    shown = pc.desktop.read(read)
    differing = [(key, shown.get(key), wanted.get(key)) for key in shown.keys() | wanted.keys()]
    differing = [entry for entry in differing if entry[1] != entry[2]]
    promise(12, not differing, f"{kind}: {differing[:3]}")


def _documents(world: World, dealership: str, kind: str) -> dict[str, Doc]:
    mine = rows.c.dealership == dealership, rows.c.kind == kind, rows.c.op == "upsert"
    with transaction(world.engine, dealership, world.office.clock()) as tx:
        found = tx.connection.execute(select(rows.c.id, rows.c.doc).where(*mine)).all()
    return {str(row.id): json.loads(row.doc) for row in found}


def _check_refused(unit: Unit) -> None:
    """Check that a refused order is void and that none of its slips can be paid any more."""
    refused = select(RequestRecord.order_id).where(RequestRecord.state == "refused")
    order_ids = unit.session.scalars(refused).all()
    names = unit.session.scalars(select(OrderRecord.status).where(OrderRecord.id.in_(order_ids))).all()
    states = unit.session.scalars(select(BillRecord.state).where(BillRecord.order_id.in_(order_ids))).all()
    promise(22, set(names) <= {VOID} and "open" not in states, f"refused orders: {set(names)}, slips {Tally(states)}")
