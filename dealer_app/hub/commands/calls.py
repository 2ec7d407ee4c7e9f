"""Keep calls as they were recorded, and the present moment, owner and state of each call-back."""

from typing import Any

from dealer_app.domain.calls.calls import CallBackState
from dealer_app.hub.commands.papers import find_order, is_issued, write_paper
from dealer_app.hub.commands.rulings import Ruling, rejected
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol.wire import OutboxCommand

Body = dict[str, Any]
_PLACE = "due_at", "owner_id", "owner_name"


def record_call(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep a call; defer one whose order is unknown here."""
    return _keep(working, command, body, "call", "recorded")


def make_call_back(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep a call-back, open; one that waited for its order keeps what happened to it meanwhile."""
    row_id = str(body["id"])
    before = working.row("call_back", row_id).doc
    ruling = _keep(working, command, body, "call_back", str(CallBackState.OPEN))
    doc = working.row("call_back", row_id).doc
    if before is None or doc is None or ruling.state == "rejected":
        return ruling
    place = {name: before["body"][name] for name in _PLACE}
    ended: Body = {name: before[name] for name in ("doc_state", "result", "closed_at") if name in before}
    working.put("call_back", row_id, {**doc, "body": {**doc["body"], **place}, **ended})
    return ruling


def move_call_back(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - every handler's form
    """Give an open call-back another moment or owner; the last one wins."""
    row_id = str(body["id"])
    doc = working.row("call_back", row_id).doc
    if doc is None:
        return rejected("depends")
    if doc["doc_state"] != CallBackState.OPEN:
        return rejected("call_back_closed")
    place = {name: body[name] for name in _PLACE}
    working.put("call_back", row_id, {**doc, "body": {**doc["body"], **place}})
    return Ruling(row=("call_back", row_id))


def close_call_back(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - the same
    """Close an open call-back once; the first one to close it says what came of it."""
    row_id = str(body["id"])
    doc = working.row("call_back", row_id).doc
    if doc is None:
        return rejected("depends")
    if doc["doc_state"] != CallBackState.OPEN:
        return rejected("call_back_closed")
    ended: Body = {"doc_state": body["state"], "result": body["result"], "closed_at": body["closed_at"]}
    working.put("call_back", row_id, {**doc, **ended})
    return Ruling(row=("call_back", row_id))


def _keep(working: WorkingSet, command: OutboxCommand, body: Body, kind: str, doc_state: str) -> Ruling:
    """Write a row that is about an order, or about none."""
    row_id = str(body["id"])
    if is_issued(working, command, kind, row_id):
        return rejected("exists")
    order_id = find_order(working, body) if body["order_id"] is not None else None
    ruling = Ruling(row=(kind, row_id))
    if body["order_id"] is not None and order_id is None:
        ruling = Ruling("deferred", "order_unknown", (kind, row_id))
    kept = body if order_id is None else {**body, "order_id": order_id}
    write_paper(working, command, kind, row_id, kept, doc_state, ruling=ruling)
    return ruling
