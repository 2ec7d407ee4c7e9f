"""Test that a file's number is on one confirmation only, even if a counter has the file but not yet its paper."""

from typing import Any

from sqlalchemy import Engine

from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.office.moves import move_order
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office

PERSON, ORDER, FIRST, SECOND = (f"0192f0c1-0000-7000-8000-00000000000{at}" for at in range(4))
NUMBER = "1405/2606/1000001"
FIELDS = {"national_code": "0499370899", "given_name": "سارا", "family_name": "نادری"}


def test_number_of_a_registered_file_is_not_given_to_a_second_paper(hub_engine: Engine) -> None:
    office = _office(hub_engine)
    _send(_counter(office, "2606"), "customer.register", _registered())

    assert _is_changed(_send(_counter(office, "2606"), "registration.issue", _paper(SECOND)))


def test_number_of_a_moved_file_is_not_given_to_a_second_paper(hub_url: str, hub_engine: Engine) -> None:
    office = _office(hub_engine)
    _send(_counter(office, "2606"), "customer.register", _registered())
    order = {"customer_id": PERSON, "fields": {"request_number": "R2606100412"}, "ledger": []}
    office.publish("2606", Published("order", ORDER, {**order, "included": [], "history": []}))
    move_order(OfficeDatabase(hub_url, hub_engine, office.keys), "R2606100412", "2606", "2607")

    assert _is_changed(_send(_counter(office, "2607"), "registration.issue", _paper(SECOND)))


def test_first_paper_of_an_old_file_keeps_its_number(hub_engine: Engine) -> None:
    office = _office(hub_engine)
    counter = _counter(office, "2606")
    body = {"id": PERSON, "number": NUMBER, "registration_id": "", "fields": FIELDS}
    _send(counter, "customer.register", body, version=1)

    assert _send(counter, "registration.issue", _paper(FIRST)).state == "applied"


def _office(engine: Engine) -> Office:
    office = Office(engine)
    office.add("2606", "2607")
    return office


def _counter(office: Office, dealership: str) -> Counter:
    counter = Counter(office)
    counter.enrol(dealership)
    return counter


def _send(counter: Counter, kind: str, body: dict[str, Any], *, version: int = 0) -> wire.Outcome:
    newest = 2 if kind == "customer.register" else 1
    line = counter.write(kind, body, version=version or newest)
    return counter.talk().push(counter.batch(first=line.n)).outcomes[0]


def _registered() -> dict[str, Any]:
    return {
        "id": PERSON,
        "number": NUMBER,
        "registration_id": FIRST,
        "fields": FIELDS,
        "registration": _paper(FIRST),
    }


def _paper(paper_id: str) -> dict[str, Any]:
    return whole("registration.issue", id=paper_id, number=NUMBER, customer_id=PERSON)


def _is_changed(outcome: wire.Outcome) -> bool:
    return (outcome.state, outcome.code) == ("applied_with_change", "number") and outcome.number != NUMBER
