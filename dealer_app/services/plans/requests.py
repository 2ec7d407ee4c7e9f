"""Order a car from a plan: a request with a leased number, its order, and the slip of the prepayment, all at once."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.bills import IssueBill
from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import CustomerId, OrderId, RequestId
from dealer_app.domain.money import format_rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.orders.statuses import current_status
from dealer_app.domain.papers.papers import BillDetails
from dealer_app.domain.persian import clean_name, document_number
from dealer_app.domain.plans.plans import PlanDetails, PlanState, state_of
from dealer_app.domain.plans.requests import REFUSALS, MakeRequest, RequestDetails, order_of
from dealer_app.domain.plans.schedule import delivery_day, due_today
from dealer_app.domain.registration import LONGEST_LINE
from dealer_app.domain.rights import Right
from dealer_app.domain.settings import Settings
from dealer_app.services.bills.bills import issue_bills
from dealer_app.services.customers.customers import get_customer
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.orders.orders import order_fields
from dealer_app.services.papers.issuing import take_paper_number
from dealer_app.services.plans.plans import get_plan
from dealer_app.services.rights import require, require_to_read
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord, StatusHistoryRecord
from dealer_app.store.tables.outbox import enqueue
from dealer_app.store.tables.plans.requests import RequestRecord


def make_request(unit: Unit, command: MakeRequest) -> tuple[RequestDetails, tuple[BillDetails, ...]]:
    """Order a car from a plan; return the request and the slip of what is due at once.

    The order is charged with that sum only, until head office answers with its own ledger. Raises Refusal
    ``plan_not_found``, ``plan_not_yet``, ``plan_closed``, ``plan_full``, ``plan_incomplete`` (name, at),
    ``plan_nothing_due`` (name), ``plan_price_changed`` (price), ``customer_not_found``; FieldError ``plan_color_long``;
    FieldErrors with the warnings ``plan_ordered_before`` (number, day) and of ``bill_doubts`` that were not accepted,
    all at once.
    """
    require(unit, Right.ORDER)
    require_day(unit)
    plan = get_plan(unit, command.plan_id)
    _refuse_closed(unit, plan)
    if plan.fields.price != command.price:
        raise Refusal("plan_price_changed", price=format_rial(plan.fields.price))
    color = clean_name(command.color)
    if len(color) > LONGEST_LINE:
        raise FieldError("plan_color_long", "color")
    settings = get_settings(unit)
    doubts = _ordered_before(unit, command.customer_id, plan.fields.code)
    request = _request(unit, command, plan, color, settings)
    _write(unit, request, confirmed=[doubt.code for doubt in doubts])
    wish = IssueBill(request.order_id, Account.PRINCIPAL, accepted_warnings=command.accepted_warnings)
    asked = [doubt for doubt in doubts if doubt.code not in command.accepted_warnings]
    try:
        slip = issue_bills(unit, wish)
    except FieldErrors as error:
        raise FieldErrors((*asked, *error.errors)) from None
    if asked:
        raise FieldErrors(asked)
    return request, slip


def get_request(unit: Unit, order_id: OrderId) -> RequestDetails:
    """Return the request of an order as it was made, with its price of then; raises Refusal ``request_not_found``."""
    facts = unit.session.scalar(select(RequestRecord.facts).where(RequestRecord.order_id == order_id))
    if facts is None:
        raise Refusal("request_not_found")
    return thaw(RequestDetails, facts)


def list_requests(unit: Unit, order_ids: Collection[OrderId]) -> dict[OrderId, RequestDetails]:
    """Return the requests of these orders as they were made, with price and conditions of then; others have none."""
    require_to_read(unit, Right.FIND)
    mine = select(RequestRecord.order_id, RequestRecord.facts).where(RequestRecord.order_id.in_(order_ids))
    return {OrderId(row.order_id): thaw(RequestDetails, row.facts) for row in unit.session.execute(mine)}


def _ordered_before(unit: Unit, customer_id: CustomerId, code: str) -> tuple[FieldError, ...]:
    """Return the doubt about a customer who has an order from any version of the plan: circulars allow one each."""
    mine = RequestRecord.state != "refused", OrderRecord.customer_id == customer_id
    query = select(RequestRecord, OrderRecord).join(OrderRecord, OrderRecord.id == RequestRecord.order_id).where(*mine)
    for made, order in unit.session.execute(query.order_by(RequestRecord.issued_at.desc())):
        status = current_status(order_fields(order))
        if made.facts["plan"]["code"] == code and not (status and status.is_aside):
            given = {"number": document_number(made.number), "day": format_jalali(made.issued_on)}
            return (FieldError("plan_ordered_before", "national_code", is_warning=True, **given),)
    return ()


def _refuse_closed(unit: Unit, plan: PlanDetails) -> None:
    """Raise the refusal of a plan that cannot be ordered at the unit's moment."""
    state = state_of(plan.fields, unit.now, plan.ordered)
    if state is not PlanState.OPEN:
        at = plan.fields.opens_at if state is PlanState.NOT_YET else plan.fields.closes_at
        raise Refusal(REFUSALS[state], name=plan.fields.name, at="" if at is None else moment_words(at))
    if due_today(plan.fields) <= 0:  # a plan that was stored before this was refused
        raise Refusal("plan_nothing_due", name=plan.fields.name)


def _request(unit: Unit, command: MakeRequest, plan: PlanDetails, color: str, settings: Settings) -> RequestDetails:
    customer = get_customer(unit, command.customer_id)
    return RequestDetails(
        id=RequestId(uuid7()),
        order_id=OrderId(uuid7()),
        customer_id=customer.id,
        customer_name=customer.name,
        national_code=customer.fields.national_code,
        number=take_paper_number(unit, "request", settings),
        issued_on=unit.today,
        plan_id=plan.id,
        plan=plan.fields,
        prepayment=due_today(plan.fields),
        delivery_due_on=delivery_day(plan.fields, unit.today),
        color=color,
        dealership=settings.dealership,
        is_sample=settings.dealership.is_sample,
    )


def _write(unit: Unit, request: RequestDetails, *, confirmed: list[str]) -> None:
    """Write the order with its first charge, the request, its audit row (with the confirmed doubts) and its command."""
    order, now = order_of(request, request.number), unit.now
    facts = {name: getattr(order, name) for name in order.__dataclass_fields__}
    unit.session.add(
        OrderRecord(id=request.order_id, customer_id=request.customer_id, origin="counter", imported_at=now, **facts)
    )
    unit.session.flush()
    unit.session.add(
        StatusHistoryRecord(order_id=request.order_id, status=order.status, changed_at=now, origin="counter")
    )
    unit.session.add(
        LedgerEntryRecord(
            order_id=request.order_id,
            account=Account.PRINCIPAL.value,
            kind="price",
            amount=request.prepayment,
            on=request.issued_on,
            reference=request.number,
            entered_at=now,
        )
    )
    unit.session.add(
        RequestRecord(
            id=request.id,
            order_id=request.order_id,
            plan_id=request.plan_id,
            number=request.number,
            prepayment=request.prepayment,
            issued_on=request.issued_on,
            issued_at=now,
            issued_by=unit.actor.name,
            facts=freeze(request),
        )
    )
    unit.session.flush()
    detail: dict[str, Any] = {"number": request.number, "order_id": str(request.order_id), "plan": request.plan.number}
    if confirmed:
        detail["confirmed"] = confirmed
    write_audit(unit, "request_made", "requests", request.id, detail)
    enqueue(unit, "request.make", freeze(request), subject_id=request.id)
    unit.touch("requests", request.id)
    unit.touch("orders", request.order_id)
    unit.touch("customers", request.customer_id)
    unit.touch("plans", request.plan_id)
