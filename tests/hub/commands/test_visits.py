"""Test visits at head office: of a customer, of a person without a file, of a file that is unknown there."""

from typing import Any

import pytest
from sqlalchemy import Engine

from dealer_app.protocol import wire
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office

PERSON, VISIT = (f"0192f0c1-0000-7000-8000-00000000000{at}" for at in range(2))
FIELDS = {"national_code": "0499370899", "given_name": "سارا", "family_name": "نادری"}


@pytest.fixture
def counter(hub_engine: Engine) -> Counter:
    office = Office(hub_engine)
    office.add("2606")
    counter = Counter(office)
    counter.enrol("2606")
    return counter


def send(counter: Counter, kind: str, body: dict[str, Any]) -> wire.Outcome:
    line = counter.write(kind, body, version=1)
    return counter.talk().push(counter.batch(first=line.n)).outcomes[0]


def a_visit(**changes: Any) -> dict[str, Any]:
    return whole("visit.record", **{"id": VISIT, "number": "1405/2606/1000001", **changes})


def test_visit_of_a_person_without_a_file_is_kept(counter: Counter) -> None:
    assert send(counter, "visit.record", a_visit(customer_id=None, order_id=None)).state == "applied"
    assert send(counter, "visit.record", a_visit(customer_id=None)).code == "exists"


def test_visit_waits_for_a_file_that_is_unknown(counter: Counter) -> None:
    outcome = send(counter, "visit.record", a_visit(customer_id=PERSON, order_id=None))
    assert (outcome.state, outcome.code) == ("deferred", "customer_unknown")


def test_number_that_another_visit_has_is_replaced(counter: Counter) -> None:
    send(counter, "visit.record", a_visit(customer_id=None))
    second = send(counter, "visit.record", a_visit(id=PERSON, customer_id=None))
    assert (second.state, second.code) == ("applied_with_change", "number")


@pytest.mark.parametrize(
    "changes",
    [
        {"representative": {"name": "حسین", "national_code": "1", "deed_number": "", "notary": "", "valid_until": "x"}},
        {"purpose": "رقص"},
        {"papers": [{"name": "کارت ملی", "mark": "eaten"}]},
        {"started_at": "2027-01-01T00:00:00.000000+00:00"},
        {"issued_on": "2027-01-01"},  # the representative's deed had ended, and something was handed over
        {"handed_over": ["الف" * 501]},
    ],
)
def test_visit_that_the_counter_refuses_is_refused_here(counter: Counter, changes: dict[str, Any]) -> None:
    outcome = send(counter, "visit.record", a_visit(**changes))
    assert (outcome.state, outcome.code) == ("rejected", "malformed_body")
