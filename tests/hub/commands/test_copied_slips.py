"""Test two slips with the same ids (a copied PC): both are kept, the second waits for a person."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine
from uuid_utils.compat import uuid7

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


ELSEWHERE = "0192f0c1-0000-7000-8000-000000000009"


class Towns:
    """Two dealerships with one order each, and a counter in each of them."""

    def __init__(self, engine: Engine) -> None:
        self.office = Office(engine)
        self.office.add("2606", "2607")
        self.counters = []
        for town, order in (("2606", ORDER), ("2607", ELSEWHERE)):
            doc = {"customer_id": "", "fields": {"request_number": f"R{town}"}, "ledger": []}
            self.office.publish(town, Published("order", order, {**doc, "included": [], "history": []}))
            self.counters.append(Counter(self.office))
            self.counters[-1].enrol(town)

    def send(self, at: int, *writes: tuple[str, dict[str, str]]) -> tuple[str, str]:
        """Send commands of one town and return the outcome of the last."""
        counter = self.counters[at]
        first = len(counter.lines) + 1
        for kind, body in writes:
            counter.write(kind, body)
        said = counter.talk().push(counter.batch(first)).outcomes[-1]
        return said.state, said.code


@pytest.fixture
def towns(hub_engine: Engine) -> Towns:
    return Towns(hub_engine)


HERE = _slip(FIRST, "1405/2606/1000001")
THERE = {**_slip(SECOND, "1405/2607/1000001"), "order_id": ELSEWHERE}
VOID_HERE = ("bill.void", {"id": FIRST, "reason": "رونوشت"})


def test_slip_with_the_ids_of_another_dealership_waits_for_a_person(towns: Towns) -> None:
    assert towns.send(0, ("bill.issue", HERE)) == ("applied", "")
    assert towns.send(1, ("bill.issue", THERE)) == ("deferred", "bill_ids_twice")
    assert towns.send(
        1, ("bill.issue", {**THERE, "id": ORDER, "payment_id": "30000003", "number": "1405/2607/1000009"})
    ) == (
        "applied",
        "",
    )


def test_ids_of_a_void_slip_are_free_in_every_dealership(towns: Towns) -> None:
    towns.send(0, ("bill.issue", HERE))
    towns.send(0, VOID_HERE)
    assert towns.send(1, ("bill.issue", THERE)) == ("applied", "")
    assert towns.send(0, ("bill.issue", _slip(ELSEWHERE, "1405/2606/1000003"))) == ("deferred", "bill_ids_twice")


def test_slip_that_was_refused_claims_no_ids(towns: Towns) -> None:
    towns.send(0, ("bill.issue", {**HERE, "bill_id": "7777777"}), ("bill.issue", HERE))  # the same id of a row: refused
    assert towns.send(1, ("bill.issue", THERE)) == ("applied", "")


def test_slip_that_is_void_in_its_own_batch_claims_no_ids(towns: Towns) -> None:
    towns.send(0, ("bill.issue", HERE), VOID_HERE)
    assert towns.send(1, ("bill.issue", THERE)) == ("applied", "")


def test_making_a_second_slip_void_does_not_free_the_ids_of_the_first(towns: Towns) -> None:
    towns.send(0, ("bill.issue", HERE))
    towns.send(1, ("bill.issue", THERE), ("bill.void", {"id": SECOND, "reason": "رونوشت"}))
    again = {**THERE, "id": "0192f0c1-0000-7000-8000-00000000000a"}
    assert towns.send(1, ("bill.issue", again)) == ("deferred", "bill_ids_twice")


def test_two_dealerships_that_send_the_same_ids_at_once_do_not_both_get_them(towns: Towns) -> None:
    bodies = [
        [
            {**slip, "id": str(uuid7()), "payment_id": f"{10**7 + at}", "number": f"1405/2606/20000{at:02}"}
            for at in range(20)
        ]
        for slip in (HERE, THERE)
    ]
    for counter, slips in zip(towns.counters, bodies, strict=True):
        for slip in slips if counter is towns.counters[0] else reversed(slips):
            counter.write("bill.issue", slip)
    start = Barrier(2)

    def send(counter: Counter) -> list[str]:
        talk = counter.talk()
        start.wait()
        return [said.state for said in talk.push(counter.batch()).outcomes]

    with ThreadPoolExecutor(2) as threads:
        found = [state for states in threads.map(send, towns.counters) for state in states]
    assert sorted(found) == ["applied"] * 20 + ["deferred"] * 20
