"""The demo: made-up people with valid codes, and every kind of case that occurs at a counter."""

from random import Random

from dealer_app.desktop import Desktop
from dealer_app.domain.codes.bill_ids import MAX_BILL_RIAL
from dealer_app.domain.codes.vehicles import parse_plate, parse_vin
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.orders.statuses import find_status
from dealer_app.domain.registration import check_registration
from dealer_app.services.customers import customers
from dealer_app.services.demo.people import make_people
from dealer_app.services.orders import orders
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables import outbox
from tests.services.factories import TODAY


def all_orders(unit: Unit) -> list[OrderDetails]:
    return [orders.get_order(unit, one) for one in orders.list_order_ids(unit)]


def test_every_person_of_the_demo_passes_the_checks() -> None:
    people = make_people(TODAY, 40, Random(1405))

    assert [error for one in people for error in check_registration(one, TODAY) if not error.is_warning] == []
    assert len({one.national_code for one in people}) == 40
    assert people == make_people(TODAY, 40, Random(1405))


def test_demo_has_every_kind_of_case(counter: Desktop) -> None:
    found = counter.read(all_orders)

    fields = [order.fields for order in found]
    principal = [order.ledger.principal.remaining for order in found]
    assert any(order.ledger.penalty.remaining > 0 for order in found)
    assert any(remaining > MAX_BILL_RIAL for remaining in principal)
    assert any(remaining % 1000 for remaining in principal)
    assert any(one.withdrawal_state and one.withdrawal_sheba for one in fields)
    assert any(one.reassignment_state and one.giver_national_code for one in fields)
    assert any(order.is_other_dealership for order in found)
    assert {order.card.stage for order in found} >= {"request", "documents", "contract", "payment", "delivery"}


def test_statuses_chassis_numbers_and_plates_of_the_demo_are_valid(counter: Desktop) -> None:
    for order in counter.read(all_orders):
        assert find_status(order.fields.status) is not None
        assert not order.fields.vin or parse_vin(order.fields.vin) == order.fields.vin
        assert not order.fields.plate or parse_plate(order.fields.plate)


def test_two_walk_ins_of_the_demo_are_queued(counter: Desktop) -> None:
    ids = counter.read(customers.list_customer_ids)
    files = [counter.read(lambda unit, one=one: customers.get_customer(unit, one)) for one in ids]  # type: ignore[misc]

    assert sum(file.is_queued for file in files) == 2
    assert counter.read(lambda unit: outbox.count_queued(unit.session)) == 4  # two registrations, a letter and its slip
