"""Read the clocks of given orders by the one function of the domain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from dealer_app.domain.deadlines.clocks import Clock, ClockFacts, clocks_of
from dealer_app.domain.deadlines.words import ClockWords, clock_words
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.services.deadlines.calendar import Reckoning, read_reckoning
from dealer_app.services.orders.ledger import get_remainings
from dealer_app.services.orders.orders import order_fields
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord


@dataclass(frozen=True, slots=True)
class OrderClocks:
    """An order with its running clocks."""

    order_id: OrderId
    customer_id: CustomerId
    customer_name: str
    facts: ClockFacts
    clocks: tuple[Clock, ...]


def read_clocks(unit: Unit, reckoning: Reckoning, order_ids: Iterable[OrderId]) -> dict[OrderId, OrderClocks]:
    """Return the running clocks of orders in two queries; an order that does not exist is missing."""
    wanted = tuple(dict.fromkeys(order_ids))
    rows = unit.session.execute(
        select(OrderRecord, CustomerRecord.name)
        .join(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
        .where(OrderRecord.id.in_(wanted))
    ).all()
    remainings = get_remainings(unit, wanted)
    found = {}
    for record, name in rows:
        order_id = OrderId(record.id)
        facts = ClockFacts(
            order_fields(record),
            remainings.get(order_id, Rial(0)),
            record.pay_by_on,
            record.first_paid_on,
            record.won_on,
        )
        clocks = clocks_of(facts, reckoning.rules, reckoning.calendar, reckoning.today)
        found[order_id] = OrderClocks(order_id, CustomerId(record.customer_id), name, facts, clocks)
    return found


def list_clock_words(unit: Unit, order_ids: Iterable[OrderId]) -> Mapping[OrderId, tuple[ClockWords, ...]]:
    """Return the running clocks of orders in words, the first due first."""
    found = read_clocks(unit, read_reckoning(unit), order_ids)
    return {order_id: tuple(clock_words(clock, unit.today) for clock in one.clocks) for order_id, one in found.items()}
