"""What a caller would answer: the facts of the file that belongs to an order."""

from sqlalchemy import select

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calls.gate import Fact
from dealer_app.domain.ids import OrderId
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord


def truth_of(unit: Unit, order_id: OrderId, fact: Fact) -> str:
    """Return what the customer of an order would answer, "" if the file does not know the fact."""
    owner = select(CustomerRecord, OrderRecord.car).join(OrderRecord, OrderRecord.customer_id == CustomerRecord.id)
    customer, car = unit.session.execute(owner.where(OrderRecord.id == order_id)).one()
    held = {
        Fact.MOBILE: customer.mobile[-4:],
        Fact.BIRTH: format_jalali(customer.birth_on) if customer.birth_on else "",
        Fact.CAR: car,
        Fact.CITY: customer.city,
        Fact.FATHER: customer.father_name,
    }
    return str(held[fact])
