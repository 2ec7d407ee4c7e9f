"""Answer orders from plans: head office looks at the plan again, by the moment of the order and by its own count.

An order from a plan that head office never had (a sheet's) waits until the plan is published or a person decides. A
refused order stays as a void one that charges nothing, so that its slip becomes void and money that was already paid
for it stays in its ledger, owed to the customer.
"""

from datetime import UTC, datetime
from typing import Any

from dealer_app.domain.errors import FieldError
from dealer_app.domain.plans.plans import PlanFields, PlanState, plan_id_of, state_of
from dealer_app.domain.plans.requests import REFUSALS, RequestDetails, is_same_version, order_of
from dealer_app.domain.plans.schedule import delivery_day, due_today
from dealer_app.hub.commands.numbers import order_names
from dealer_app.hub.commands.papers import is_issued, settle_number, write_paper
from dealer_app.hub.commands.plan_places import EVERYWHERE, place_of
from dealer_app.hub.commands.rulings import Ruling, rejected
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol.wire import OutboxCommand
from dealer_app.services.freezing import freeze, thaw

Body = dict[str, Any]


def make(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep a request and make its order, or refuse both with the reason.

    Defers one whose file or whose plan is unknown here: the plan of a sheet that was not published yet.
    """
    row_id, order_id, owner = str(body["id"]), str(body["order_id"]), working.customer_id(str(body["customer_id"]))
    if is_issued(working, command, "request", row_id) or working.has("order", order_id):
        return rejected("exists")
    number, is_changed = settle_number(working, "request", str(body["number"]), row_id)
    final = number if is_changed else ""
    plan_id = str(plan_id_of(body["plan"]["code"], body["plan"]["version"]))  # an older counter gave its own ids
    body = {**body, "customer_id": owner, "plan_id": plan_id}
    awaited = _awaited(working, owner, plan_id)
    if awaited:
        ruling = Ruling("deferred", awaited, ("request", row_id), number=final)
        write_paper(working, command, "request", row_id, body, "made", ruling=ruling, number=final)
        return ruling
    request = thaw(RequestDetails, body)
    code = _refusal(working, command, request)
    state = "rejected" if code else "applied_with_change" if is_changed else "applied"
    ruling = Ruling(state, code or ("number" if is_changed else ""), ("request", row_id), number=final)
    write_paper(working, command, "request", row_id, body, "refused" if code else "made", ruling=ruling, number=final)
    if not code:
        _take_place(working, request)
    _put_order(working, request, number, code, command.at)
    return ruling


def accept(working: WorkingSet, row_id: str) -> None:
    """Make the order of a request that waited, whatever its plan says now: a person decided; its place is taken."""
    doc = working.row("request", row_id).doc
    assert doc is not None
    request, number = _request_of(working, doc)
    if not working.has("order", str(request.order_id)):
        _take_place(working, request)
        _put_order(working, request, number, "", doc["at"])


def refuse(working: WorkingSet, row_id: str, code: str, at: str) -> None:
    """Set the order of a request that waited aside at the moment ``at``: void, without its charge and its place.

    Head office has the order from now on, so that money that was paid for it stays visible in its ledger.
    """
    doc = working.row("request", row_id).doc
    assert doc is not None
    request, number = _request_of(working, doc)
    order_id = str(request.order_id)
    before = working.row("order", order_id).doc
    if before is None:
        _put_order(working, request, number, code, at)
    else:
        status = order_of(request, number, is_refused=True).status
        kept = [entry for entry in before["ledger"] if entry != _charge(request, number)]
        history = [*before["history"], {"status": status, "at": at}]
        void = {"fields": {**before["fields"], "status": status}, "ledger": kept, "history": history, "refused": code}
        working.put("order", order_id, {**before, **void})
    working.put("request", row_id, {**doc, "doc_state": "refused"})
    working.staged.numbers[EVERYWHERE, place_of(str(request.plan_id), row_id)] = "", working.device


def _request_of(working: WorkingSet, doc: Body) -> tuple[RequestDetails, str]:
    """Return the request of a row, with the file that its customer has now, and its final number."""
    body = {**doc["body"], "customer_id": working.customer_id(str(doc["body"]["customer_id"]))}
    request = thaw(RequestDetails, body)
    return request, str(doc["number"] or request.number)


def _awaited(working: WorkingSet, owner: str, plan_id: str) -> str:
    """Return the code of what a request waits for, "" if it can be ruled on; a withdrawn plan has a row."""
    if not working.has("customer", owner):
        return "customer_unknown"
    return "plan_unknown" if working.row("plan", plan_id).version == 0 else ""


def _take_place(working: WorkingSet, request: RequestDetails) -> None:
    plan_id = str(request.plan_id)
    working.taken[plan_id] = working.taken.get(plan_id, 0) + 1
    working.staged.numbers[EVERYWHERE, place_of(plan_id, str(request.id))] = str(request.id), working.device


def _charge(request: RequestDetails, number: str) -> Body:
    """Return the first charge of the order: the prepayment."""
    return {
        "account": "principal",
        "kind": "price",
        "amount": request.prepayment,
        "on": request.issued_on.isoformat(),
        "reference": number,
    }


def _put_order(working: WorkingSet, request: RequestDetails, number: str, code: str, at: str) -> None:
    fields = order_of(request, number, is_refused=bool(code))
    doc = {
        "customer_id": str(request.customer_id),
        "fields": freeze(fields),
        "ledger": [] if code else [_charge(request, number)],
        "included": [],
        "history": [{"status": fields.status, "at": at}],
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
        return "plan_withdrawn"
    plan = thaw(PlanFields, doc["plan"])
    if not is_same_version(request.plan, plan) or not _is_as_planned(request, plan):
        return "plan_differs"
    made = datetime.fromisoformat(command.at)
    now = working.now or datetime.now(UTC)
    state = state_of(plan, min(made, now), working.taken.get(str(request.plan_id), 0))
    return "" if state is PlanState.OPEN else REFUSALS[state]


def _is_as_planned(request: RequestDetails, plan: PlanFields) -> bool:
    """Return whether a request charges what the plan says is due at once, and promises the plan's day of delivery."""
    try:
        return (request.prepayment, request.delivery_due_on) == (due_today(plan), delivery_day(plan, request.issued_on))
    except FieldError:  # a day of delivery outside the calendar
        return False
