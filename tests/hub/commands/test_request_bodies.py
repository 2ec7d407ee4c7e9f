"""Orders from plans as no counter of today makes them: head office compares all that they promise with its own plan."""

from typing import Any

import pytest

from dealer_app.hub.database.schema import rows
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office
from tests.hub.raw import push, stored
from tests.hub.recording import publish_centre


def asked(office: Office, counter: Counter, *bodies: dict[str, Any]) -> list[tuple[str, str]]:
    """Push orders from the published plan and return their outcomes."""
    publish_centre(office)
    for body in bodies:
        counter.write("request.make", body)
    return [(outcome.state, outcome.code) for outcome in push(counter).outcomes]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ("applied", "")),
        ({"prepayment": 1}, ("rejected", "plan_differs")),
        ({"delivery_due_on": "2027-11-22"}, ("rejected", "plan_differs")),
        ({"delivery_due_on": None}, ("rejected", "plan_differs")),
        ({"issued_on": "2150-01-01", "delivery_due_on": None}, ("rejected", "plan_differs")),
        ({"number": ""}, ("rejected", "malformed_body")),
    ],
)
def test_order_must_promise_what_its_plan_says(
    office: Office, counter: Counter, change: dict[str, Any], said: tuple[str, str]
) -> None:
    assert asked(office, counter, whole("request.make", **change)) == [said]


def test_number_that_is_none_is_refused_alone(office: Office, counter: Counter) -> None:
    body = whole("request.make")
    first, *others = body["plan"]["stages"]
    plans = [
        {**body["plan"], **change}
        for value in ("", " ", "NaN", "Infinity", "1e999", "9" * 5_000)
        for change in ({"late_rate": value}, {"opens_at": value}, {"stages": [{**first, "share": value}, *others]})
    ]
    said = asked(office, counter, *({**body, "plan": plan} for plan in plans), body)
    assert said == [*[("rejected", "malformed_body")] * len(plans), ("applied", "")]


def test_slip_of_a_refused_order_is_void_even_if_its_ids_are_taken(office: Office, counter: Counter) -> None:
    publish_centre(office)
    counter.write("bill.issue", {**whole("bill.issue"), "number": "1405/2606/1000077"})
    body = whole("request.make", prepayment=1)
    slip = whole("bill.issue", order_id=body["order_id"], request_number=body["number"], contract_number="")
    counter.write("request.make", body)
    counter.write("bill.issue", {**slip, "number": "1405/2606/1000078"})
    push(counter)
    docs = [row["doc"] for row in stored(office.engine, "2606", rows, office) if row["id"] == slip["id"]]
    assert ['"doc_state":"void"' in doc for doc in docs] == [True]


def test_visit_without_a_number_is_refused(office: Office, counter: Counter) -> None:
    publish_centre(office)
    counter.write("visit.record", whole("visit.record", number=""))
    assert [outcome.code for outcome in push(counter).outcomes] == ["malformed_body"]
