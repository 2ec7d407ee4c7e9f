"""Order cars from a published plan at a real counter, and read what became of the orders there."""

from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import RecordPayment
from dealer_app.domain.ids import CustomerId, PlanId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.plans.plans import PlanFields
from dealer_app.domain.plans.requests import MakeRequest, RequestDetails
from dealer_app.hub.office.plans import plan_doc, plan_row_id
from dealer_app.hub.office.publishing import Published
from dealer_app.services.orders.orders import get_order
from dealer_app.services.payments.payments import record_payment
from dealer_app.services.plans.plans import find_newest_plan
from dealer_app.services.plans.requests import make_request
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from tests.hub.head_office import Office
from tests.plan_samples import a_staged_plan
from tests.services.factories import confirming
from tests.sync.counters import register

PLAN = a_staged_plan(opens_at=None, closes_at=None, capacity=1)


def publish(office: Office, fields: PlanFields) -> None:
    office.publish("*", Published("plan", plan_row_id(fields), plan_doc(fields)))


def order(
    desktop: Desktop, number: int = 1, *, customer_id: CustomerId | None = None, fields: PlanFields = PLAN
) -> RequestDetails:
    """Order a car for a customer, by default for the walk-in customer ``number``, who is registered first."""
    customer_id = customer_id or register(desktop, number)
    plan_id = PlanId(desktop.read(lambda unit: find_newest_plan(unit, fields.code)))
    wish = MakeRequest(plan_id, customer_id, fields.price)
    return desktop.write(lambda unit: make_request(unit, wish)).value[0]


def pay(desktop: Desktop, request: RequestDetails) -> None:
    wish = RecordPayment(request.order_id, Account.PRINCIPAL, request.prepayment, "bill", "PAID1", desktop.today())
    desktop.write(lambda unit: record_payment(unit, confirming(wish)))


def answer(desktop: Desktop) -> tuple[str, str]:
    query = select(RequestRecord.state, RequestRecord.code)
    row = desktop.read(lambda unit: unit.session.execute(query).one())
    return row.state, row.code


def bill_states(desktop: Desktop) -> list[str]:
    return desktop.read(lambda unit: list(unit.session.scalars(select(BillRecord.state))))


def order_at(desktop: Desktop, request: RequestDetails) -> OrderDetails:
    return desktop.read(lambda unit: get_order(unit, request.order_id))
