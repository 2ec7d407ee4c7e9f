"""Read the clocks of given orders by the one function of the domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.calls.calls import CallBackState
from dealer_app.domain.deadlines.clocks import Clock, ClockFacts, clocks_of
from dealer_app.domain.deadlines.words import ClockWords, clock_words
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.rights import Right
from dealer_app.services.deadlines.calendar import Reckoning, read_reckoning
from dealer_app.services.orders.ledger import get_remainings
from dealer_app.services.orders.orders import order_fields
from dealer_app.services.rights import require_to_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.phone.calls import CallBackRecord
from dealer_app.store.tables.plans.requests import WAITING, RequestRecord
from dealer_app.store.tables.visits.visits import VisitRecord


@dataclass(frozen=True, slots=True)
class OrderClocks:
    """An order with its running clocks; ``row`` is the database's number of it."""

    row: int
    order_id: OrderId
    customer_id: CustomerId
    customer_name: str
    facts: ClockFacts
    clocks: tuple[Clock, ...]


def read_clocks(unit: Unit, reckoning: Reckoning, *which: ColumnElement[bool]) -> dict[OrderId, OrderClocks]:
    """Return the running clocks of the orders that match ``which``, in a few queries for all."""
    rows = unit.session.execute(
        select(OrderRecord, CustomerRecord.name)
        .join(CustomerRecord, CustomerRecord.id == OrderRecord.customer_id)
        .where(*which)
    ).all()
    ids = [OrderId(record.id) for record, _ in rows]
    remainings, call_backs, deeds = get_remainings(unit, ids), _call_backs(unit, ids), _deeds(unit, ids)
    requests = _requests(unit, ids)
    found = {}
    for record, name in rows:
        order_id = OrderId(record.id)
        facts = ClockFacts(
            order_fields(record),
            remainings.get(order_id, Rial(0)),
            record.pay_by_on,
            record.first_paid_on,
            record.won_on,
            tuple(call_backs.get(order_id, ())),
            deeds.get(order_id, ()),
            requests.get(order_id),
        )
        clocks = clocks_of(facts, reckoning.rules, reckoning.calendar, reckoning.today)
        customer_id = CustomerId(record.customer_id)
        found[order_id] = OrderClocks(record.row, order_id, customer_id, name, facts, clocks)
    return found


def _call_backs(unit: Unit, ids: Sequence[OrderId]) -> dict[OrderId, list[date]]:
    """Return the days of the open call-backs of each order."""
    record = CallBackRecord
    mine = select(record.order_id, record.due_at).where(
        record.order_id.in_(ids), record.state == str(CallBackState.OPEN)
    )
    days: dict[OrderId, list[date]] = {}
    for order_id, due_at in unit.session.execute(mine.order_by(record.due_at)):
        assert order_id is not None  # it is one of ``ids``
        days.setdefault(OrderId(order_id), []).append(local_day(due_at))
    return days


def _deeds(unit: Unit, ids: Sequence[OrderId]) -> dict[OrderId, tuple[date, ...]]:
    """Return the last day of each representative's newest power of attorney, by order."""
    record = VisitRecord
    mine = select(record.order_id, record.facts, record.deed_until_on).where(
        record.order_id.in_(ids), record.deed_until_on.is_not(None)
    )
    newest: dict[OrderId, dict[str, date]] = {}
    for order_id, facts, until in unit.session.execute(mine.order_by(record.issued_at, record.id)):
        assert order_id is not None  # it is one of ``ids``
        newest.setdefault(OrderId(order_id), {})[facts["representative"]["national_code"]] = until
    return {order_id: tuple(days.values()) for order_id, days in newest.items()}


def _requests(unit: Unit, ids: Sequence[OrderId]) -> dict[OrderId, date]:
    """Return the day of each order from a plan that waits for head office's answer."""
    record = RequestRecord
    waiting = select(record.order_id, record.issued_on).where(record.order_id.in_(ids), record.state == WAITING)
    return {OrderId(order_id): issued_on for order_id, issued_on in unit.session.execute(waiting)}


def list_clock_words(unit: Unit, order_ids: Sequence[OrderId]) -> Mapping[OrderId, tuple[ClockWords, ...]]:
    """Return the running clocks of orders in words, the first due first."""
    require_to_read(unit, Right.FIND)
    found = read_clocks(unit, read_reckoning(unit), OrderRecord.id.in_(order_ids))
    return {order_id: tuple(clock_words(clock, unit.today) for clock in one.clocks) for order_id, one in found.items()}
