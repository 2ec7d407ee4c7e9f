"""Read what the screen needs to begin a visit: the person, the orders, the right dealership, the check-lists."""

from sqlalchemy import select

from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.visits import RightDealership, VisitStart
from dealer_app.services.customers.customers import get_customer
from dealer_app.services.orders.orders import get_order, list_customer_orders
from dealer_app.services.visits.check_lists import get_check_lists
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.dealerships import DealershipRecord


def start_visit(unit: Unit, customer_id: CustomerId | None = None, order_id: OrderId | None = None) -> VisitStart:
    """Return what the visit of a customer, of an order's customer or of an unknown person begins with.

    Raises Refusal ``customer_not_found``, ``order_not_found``.
    """
    owner = get_order(unit, order_id).customer_id if order_id is not None else customer_id
    orders = list_customer_orders(unit, owner) if owner is not None else ()
    return VisitStart(
        customer_id=owner,
        customer_name=get_customer(unit, owner).name if owner is not None else "",
        orders=orders,
        elsewhere={order.id: right_dealership(unit, order) for order in orders if order.is_other_dealership},
        check_lists=get_check_lists(unit),
        today=unit.today,
        now=unit.now,
    )


def right_dealership(unit: Unit, order: OrderDetails) -> RightDealership:
    """Return the dealership at which an order was made, as far as it is known here."""
    code, name = order.fields.dealership_code, order.fields.dealership_name
    record = unit.session.scalar(select(DealershipRecord).where(DealershipRecord.code == code))
    if record is None:
        return RightDealership(code, name or code)
    return RightDealership(code, record.name or name or code, record.address, record.phone, record.hours)
