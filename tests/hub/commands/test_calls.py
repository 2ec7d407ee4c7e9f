"""Test calls and call-backs at head office: kept once, closed once, and never lost while their order is unknown."""

import json
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from dealer_app.hub.commands.push import retry_waiting
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import rows
from dealer_app.protocol.schemas.bodies import BODIES
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import push, stored
from tests.hub.recording import publish_centre

NOBODY = {"order_id": None, "request_number": "", "contract_number": ""}
GENERAL = {**NOBODY, "outcome": "general", "fact": ""}


def docs(office: Office, kind: str, row_id: str) -> dict[str, Any]:
    found = [row for row in stored(office.engine, "2606", rows, office) if (row["kind"], row["id"]) == (kind, row_id)]
    doc: dict[str, Any] = json.loads(found[0]["doc"])
    return doc


def outcomes(counter: Counter) -> list[tuple[str, str]]:
    return [(said.state, said.code) for said in push(counter).outcomes]


@pytest.fixture
def counter(office: Office) -> Counter:
    publish_centre(office)
    return a_counter(office)


def test_call_about_no_order_is_kept(office: Office, counter: Counter) -> None:
    call = whole("call.record", **GENERAL)
    counter.write("call.record", call)
    assert outcomes(counter) == [("applied", "")]
    assert docs(office, "call", call["id"])["body"]["asked"] == call["asked"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"order_id": None}, "order_id"),
        ({"outcome": "refused"}, "order_id"),
        ({"fact": ""}, "fact"),
        ({"ended_at": "2026-11-22T08:00:00.000000+00:00"}, "ended_at"),
        ({"wrong": 4}, "wrong"),
        ({"outcome": "unknown"}, "outcome"),
    ],
)
def test_call_that_contradicts_itself_is_refused_alone(
    office: Office, counter: Counter, changes: dict[str, Any], field: str
) -> None:
    body = whole("call.record", **changes)
    counter.write("call.record", body)
    counter.write("call.record", whole("call.record"))
    assert outcomes(counter) == [("rejected", "malformed_body"), ("applied", "")]
    with pytest.raises(ValueError, match=field):
        BODIES["call.record"][1].check(body, json.dumps(body).encode())


HASH = "0" * 63


@pytest.mark.parametrize(
    ("outcome", "hashes", "state"),
    [
        ("refused", [f"{HASH}{digit}" for digit in range(3)], "applied"),
        ("refused", [f"{HASH}{digit}" for digit in range(4)], "rejected"),
        ("refused", [f"{HASH}1", f"{HASH}1"], "rejected"),
        ("refused", ["R2606100412"], "rejected"),
        ("general", [f"{HASH}1"], "rejected"),
    ],
)
def test_only_a_refused_call_tells_hashes_of_numbers(
    office: Office, counter: Counter, outcome: str, hashes: list[str], state: str
) -> None:
    call = {**whole("call.record", **{**GENERAL, "outcome": outcome}), "number_hashes": hashes}
    counter.write("call.record", call, version=2)
    assert [said for said, _ in outcomes(counter)] == [state]
    if state == "applied":
        assert docs(office, "call", call["id"])["body"]["number_hashes"] == hashes


def test_call_back_is_closed_once_and_the_first_result_stays(office: Office, counter: Counter) -> None:
    body = whole("call_back.make")
    other = a_counter(office)
    counter.write("call_back.make", body)
    push(counter)
    place = {"due_at": "2026-11-25T08:00:00.000000+00:00", "owner_id": None, "owner_name": "رضایی"}
    other.write("call_back.move", {"id": body["id"], **place})
    other.write("call_back.close", whole("call_back.close", id=body["id"], result="گفته شد"))
    assert outcomes(other) == [("applied", ""), ("applied", "")]
    counter.write("call_back.close", whole("call_back.close", id=body["id"], result="دوباره"))
    counter.write("call_back.move", {"id": body["id"], **place})
    assert outcomes(counter)[1:] == [("rejected", "call_back_closed")] * 2
    doc = docs(office, "call_back", body["id"])
    assert (doc["doc_state"], doc["result"], doc["body"]["owner_name"]) == ("done", "گفته شد", "رضایی")


def test_unknown_call_back_is_not_closed(counter: Counter) -> None:
    counter.write("call_back.close", whole("call_back.close", id=str(uuid7())))
    assert outcomes(counter) == [("rejected", "depends")]


def test_call_back_of_an_unknown_order_waits_and_keeps_what_happened_meanwhile(office: Office) -> None:
    counter = a_counter(office)
    call, promise = whole("call.record"), whole("call_back.make")
    counter.write("call.record", call)
    counter.write("call_back.make", promise)
    counter.write("call_back.close", whole("call_back.close", id=promise["id"], result="گفته شد"))
    assert outcomes(counter) == [("deferred", "order_unknown")] * 2 + [("applied", "")]
    publish_centre(office)
    with transaction(office.engine, "2606", office.clock()) as tx:
        assert retry_waiting(tx, ("order_unknown",)) == 2
    doc = docs(office, "call_back", promise["id"])
    assert (doc["state"], doc["doc_state"], doc["result"]) == ("applied", "done", "گفته شد")
    assert docs(office, "call", call["id"])["state"] == "applied"
