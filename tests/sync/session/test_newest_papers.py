"""Two counters write papers of one order before either hears of the other: then both take the same one for the newest.

Each counter has its own paper first, so the order of the rows in its database says nothing.
"""

from datetime import date, timedelta
from typing import Any

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueInvitation, RecordPayment
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.visits import RecordVisit, Representative
from dealer_app.services.bills.bills import list_open_bills
from dealer_app.services.deadlines.calendar import read_reckoning
from dealer_app.services.deadlines.orders import read_clocks
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.services.orders.orders import find_order_id, get_order
from dealer_app.services.papers.confirmations import newest_confirmation
from dealer_app.services.payments.payments import latest_payment_id, record_payment
from dealer_app.services.registrations.registrations import issue_registration
from dealer_app.services.visits.visits import newest_visit_id, record_visit
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.orders import OrderRecord
from tests.sync.pairs import NUMBER, exchange, pair

__all__ = ["pair"]


def _order(unit: Unit) -> OrderId:
    found = find_order_id(unit, NUMBER)
    assert found is not None
    return found


def _customer(unit: Unit) -> CustomerId:
    return get_order(unit, _order(unit)).customer_id


def _write_papers(unit: Unit, days: int) -> None:
    """Write a letter, a visit with a deed and a payment of the order, and a confirmation of the file."""
    order_id, until = _order(unit), unit.today + timedelta(days=days)
    issue_invitation(unit, IssueInvitation(order_id, "payment", until))
    proxy = Representative("حسین صادقی", "0499370899", "1451", "۱۲ کرمان", until)
    record_visit(unit, RecordVisit("payment", unit.now, order_id=order_id, representative=proxy))
    reference = f"7788{days}"
    record_payment(
        unit, RecordPayment(order_id, Account.PRINCIPAL, Rial(days * 1_000), "deposit", reference, unit.today)
    )
    issue_registration(unit, _customer(unit))


def _newest(unit: Unit) -> dict[str, Any]:
    """Return what a counter takes for the newest of each kind."""
    order_id, customer_id = _order(unit), _customer(unit)
    (clocks,) = read_clocks(unit, read_reckoning(unit), OrderRecord.id == order_id).values()
    return {
        "pay by": clocks.facts.pay_by_on,
        "deed": clocks.facts.deeds,
        "spoken": get_order(unit, order_id).card.spoken,
        "visit": newest_visit_id(unit, customer_id),
        "payment": latest_payment_id(unit, order_id),
        "confirmation": newest_confirmation(unit, customer_id),
        "bills": [bill.id for bill in list_open_bills(unit, order_id, Account.PRINCIPAL)],
    }


def test_both_counters_take_the_same_paper_for_the_newest(pair: tuple[Desktop, Desktop]) -> None:
    one, other = pair
    one.write(lambda unit: _write_papers(unit, 9))
    other.write(lambda unit: _write_papers(unit, 3))
    last: date = other.read(lambda unit: unit.today + timedelta(days=3))
    exchange(one, other)
    exchange(one, other)
    here, there = one.read(_newest), other.read(_newest)
    assert here == there
    assert (here["pay by"], here["deed"]) == (last, (last,))
    assert all(desktop.verify().is_sound for desktop in pair)
