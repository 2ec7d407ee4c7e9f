"""Test two slips with the same ids (a copied PC): both are kept, the second waits for a person."""

from typing import Any

from sqlalchemy import Engine

from dealer_app.hub.office.publishing import Published
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office

ORDER, FIRST, SECOND = (f"0192f0c1-0000-7000-8000-00000000000{at}" for at in range(3))
IDS = {"bill_id": "1117753200140", "payment_id": "12070160"}


def _slip(row_id: str, number: str, **changes: str) -> dict[str, Any]:
    return whole("bill.issue", id=row_id, number=number, order_id=ORDER, **{**IDS, **changes})


def _outcome(engine: Engine, *writes: tuple[str, dict[str, Any]]) -> tuple[str, str]:
    office = Office(engine)
    office.add("2606")
    order = {"customer_id": "", "fields": {"request_number": "R2606100412"}, "ledger": []}
    office.publish("2606", Published("order", ORDER, {**order, "included": [], "history": []}))
    counter = Counter(office)
    counter.enrol("2606")
    for kind, body in writes:
        counter.write(kind, body)
    said = counter.talk().push(counter.batch()).outcomes[-1]
    return said.state, said.code


def test_second_slip_with_the_same_ids_waits_for_a_person(hub_engine: Engine) -> None:
    first, second = _slip(FIRST, "1405/2606/1000001"), _slip(SECOND, "1405/2606/1000002")
    said = _outcome(hub_engine, ("bill.issue", first), ("bill.issue", second))
    assert said == ("deferred", "bill_ids_twice")


def test_ids_of_a_void_slip_are_free(hub_engine: Engine) -> None:
    first, second = _slip(FIRST, "1405/2606/1000001"), _slip(SECOND, "1405/2606/1000002")
    void = {"id": FIRST, "reason": "رونوشت"}
    assert _outcome(hub_engine, ("bill.issue", first), ("bill.void", void), ("bill.issue", second)) == ("applied", "")


def test_slip_with_another_payment_id_is_applied(hub_engine: Engine) -> None:
    first, second = _slip(FIRST, "1405/2606/1000001"), _slip(SECOND, "1405/2606/1000002", payment_id="22070160")
    assert _outcome(hub_engine, ("bill.issue", first), ("bill.issue", second)) == ("applied", "")
