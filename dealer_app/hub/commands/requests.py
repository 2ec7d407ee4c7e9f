"""Answer orders from plans: head office looks at the plan again, by the moment of the order and by its own count.

A refused order stays as a void one that charges nothing, so that its slip becomes void and money that was already paid
for it stays in its ledger, owed to the customer.
"""

from datetime import UTC, datetime
from typing import Any

from dealer_app.domain.plans.plans import PlanFields, PlanState, state_of
from dealer_app.domain.plans.requests import REFUSALS, RequestDetails, is_same_version, order_of
from dealer_app.hub.commands.numbers import order_names
from dealer_app.hub.commands.papers import is_issued, settle_number, write_paper
from dealer_app.hub.commands.plan_places import EVERYWHERE, place_of
from dealer_app.hub.commands.rulings import Ruling, rejected
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol.wire import OutboxCommand
from dealer_app.services.freezing import freeze, thaw

Body = dict[str, Any]


def make(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep a request and make its order, or refuse both with the reason; defer one whose file is unknown here."""
    row_id, order_id, owner = str(body["id"]), str(body["order_id"]), working.customer_id(str(body["customer_id"]))
    if is_issued(working, command, "request", row_id) or working.has("order", order_id):
        return rejected("exists")
    number, is_changed = settle_number(working, "request", str(body["number"]), row_id)
    final = number if is_changed else ""
    body = {**body, "customer_id": owner}
    if not working.has("customer", owner):
        ruling = Ruling("deferred", "customer_unknown", ("request", row_id), number=final)
        write_paper(working, command, "request", row_id, body, "made", ruling=ruling, number=final)
        return ruling
    request = thaw(RequestDetails, body)
    code = _refusal(working, command, request)
    state = "rejected" if code else "applied_with_change" if is_changed else "applied"
    ruling = Ruling(state, code or ("number" if is_changed else ""), ("request", row_id), number=final)
    write_paper(working, command, "request", row_id, body, "refused" if code else "made", ruling=ruling, number=final)
    if not code:
        working.taken[str(request.plan_id)] = working.taken.get(str(request.plan_id), 0) + 1
        working.staged.numbers[EVERYWHERE, place_of(str(request.plan_id), row_id)] = row_id, working.device
    _put_order(working, command, request, number, code)
    return ruling


def _put_order(working: WorkingSet, command: OutboxCommand, request: RequestDetails, number: str, code: str) -> None:
    fields = order_of(request, number, is_refused=bool(code))
    charge = {
        "account": "principal",
        "kind": "price",
        "amount": request.prepayment,
        "on": request.issued_on.isoformat(),
        "reference": number,
    }
    doc = {
        "customer_id": str(request.customer_id),
        "fields": freeze(fields),
        "ledger": [] if code else [charge],
        "included": [],
        "history": [{"status": fields.status, "at": command.at}],
    }
    order_id = str(request.order_id)
    working.put("order", order_id, {**doc, "refused": code} if code else doc)
    for name in order_names(doc["fields"]):
        working.staged.numbers[name] = order_id, working.device


def _refusal(working: WorkingSet, command: OutboxCommand, request: RequestDetails) -> str:
    """Return why the order is refused, "" if it is not.

    An order that was made in time is in time, however late it arrives; a moment after the hub's own is not.
    """
    doc = working.row("plan", str(request.plan_id)).doc
    if doc is None or not doc.get("plan"):
        return "plan_unknown"
    plan = thaw(PlanFields, doc["plan"])
    if not is_same_version(request.plan, plan):
        return "plan_differs"
    made = datetime.fromisoformat(command.at)
    now = working.now or datetime.now(UTC)
    state = state_of(plan, min(made, now), working.taken.get(str(request.plan_id), 0))
    return "" if state is PlanState.OPEN else REFUSALS[state]
