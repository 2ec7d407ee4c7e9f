"""An order made from a plan: the request with its frozen plan, and the order that both sides make of it."""

from dataclasses import dataclass, replace
from datetime import date

from dealer_app.domain.ids import CustomerId, OrderId, PlanId, RequestId, Rial
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.orders.statuses import status_by_code
from dealer_app.domain.plans.plans import PlanFields, PlanState
from dealer_app.domain.settings import DealershipSettings
from resources.texts import plans as texts

REFUSALS = {
    PlanState.NOT_YET: "plan_not_yet",
    PlanState.CLOSED: "plan_closed",
    PlanState.FULL: "plan_full",
    PlanState.INCOMPLETE: "plan_incomplete",
}
"""State of a plan -> the code under which an order from it is refused, at the counter and at head office."""
AVAILABILITY = ("opens_at", "closes_at", "capacity", "source")
"""What may change in a version that is known."""


@dataclass(frozen=True, slots=True)
class MakeRequest:
    """Request to order a car from a plan for a customer; ``price`` is what the clerk saw, and must still be right.

    ``accepted_warnings`` holds the codes of the doubts about it and its slip that the clerk confirmed.
    """

    plan_id: PlanId
    customer_id: CustomerId
    price: Rial
    color: str = ""
    accepted_warnings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RequestDetails:
    """The facts of a request, frozen when it was made: price and conditions stay whatever happens to the plan."""

    id: RequestId
    order_id: OrderId
    customer_id: CustomerId
    customer_name: str
    national_code: str
    number: str
    issued_on: date
    plan_id: PlanId
    plan: PlanFields
    prepayment: Rial
    delivery_due_on: date | None
    color: str
    dealership: DealershipSettings
    is_sample: bool


def order_of(request: RequestDetails, number: str, *, is_refused: bool = False) -> OrderFields:
    """Return the order of a request under its final ``number``; a refused one is void and charges nothing."""
    plan = request.plan
    status = status_by_code("void" if is_refused else "request_registered")
    return OrderFields(
        request_number=number,
        request_on=request.issued_on,
        dealership_code=request.dealership.code,
        dealership_name=request.dealership.name,
        car=" ".join(filter(None, (plan.car, plan.trim))),
        model_year=plan.model_year,
        color=request.color,
        sale_permit=plan.circular or plan.code,
        sale_type=texts.METHODS[plan.method.value] if plan.method else plan.name,
        payment_method=plan.name,
        price=plan.price,
        prepayment=request.prepayment,
        delivery_due_on=request.delivery_due_on,
        status=status.name,
    )


def is_same_version(one: PlanFields, other: PlanFields) -> bool:
    """Return whether two readings of a version differ at most in AVAILABILITY."""
    return replace(one, **{name: getattr(other, name) for name in AVAILABILITY}) == other
