"""Test bodies with any content: the queue and its readers continue, and money is entered (I8, I18)."""

import json
from collections.abc import Iterator
from hashlib import sha256
from math import isfinite
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from dealer_app.domain.money import MAX_RIAL
from dealer_app.hub.database.schema import money, rows
from dealer_app.hub.database.schema import numbers as numbers_table
from tests.hub.bodies import SOME_JSON, a_payment, a_person, fresh_dealership, spoil, whole
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import push, stored
from tests.hub.recording import ORDER, publish_centre, recordings

RECORDED = [command for commands in recordings().values() for command in commands]
SPOILT = st.tuples(
    st.sampled_from(RECORDED),
    st.lists(st.integers(0, 40), min_size=0, max_size=3),
    SOME_JSON,
    st.sampled_from([1, 2, 9]),
)


def write_text(counter: Counter, kind: str, body: Any, version: int) -> None:
    """Write an entry whose body any program may have written."""
    counter.write(kind, {}, version=version, text=json.dumps(body))


def readable_amount(body: Any) -> int | None:
    """Return the amount (whole Rial) that a body contains, None if it cannot be read."""
    amount = body.get("amount") if isinstance(body, dict) else None
    return amount if isinstance(amount, int) and not isinstance(amount, bool) and abs(amount) <= MAX_RIAL else None


def is_readable(value: Any) -> bool:
    """Return whether a body is JSON with texts that can be stored."""
    is_number = all(isfinite(found) for found in walk(value) if isinstance(found, float))
    is_text = not any(0xD800 <= ord(letter) < 0xE000 for found in walk(value) for letter in str(found))
    return is_number and is_text and "\\u0000" not in json.dumps(value)


def walk(value: Any) -> Iterator[Any]:
    yield value if not isinstance(value, dict | list) else ""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)
    yield from value if isinstance(value, dict) else ()


@given(wishes=st.lists(SPOILT, min_size=1, max_size=8))
@example(wishes=[(RECORDED[0], [0], float("nan"), 1), (RECORDED[0], [0], float("inf"), 1)])
def test_no_body_stops_the_queue_or_the_readers(office: Office, wishes: list[Any]) -> None:
    counter = a_counter(office, fresh_dealership(office))
    publish_centre(office, counter.dealership)
    for command, path, value, version in wishes:
        write_text(counter, command["kind"], spoil(json.loads(command["body"]), path, value), version)

    answer = push(counter)

    assert answer.acked_n == len(wishes)
    page = counter.talk().pull(0, 0)
    assert page is not None
    assert [row.seq for row in page.rows] == sorted(row.seq for row in page.rows)
    assert_one_file_per_code(office, counter.dealership)


def test_body_too_deep_to_print_is_rejected_alone(office: Office, counter: Counter) -> None:
    for depth in (90, 900, 60_000):
        deep = "[" * depth + "]" * depth
        counter.write(
            "print.record", {}, text=json.dumps({**whole("print.record"), "x": 0}).replace(": 0}", f": {deep}}}")
        )
    counter.write("payment.record", a_payment())

    assert [out.code for out in push(counter).outcomes] == ["", "malformed_body", "malformed_body", "order_unknown"]


def test_text_too_long_to_look_up_is_rejected_alone(office: Office, counter: Counter) -> None:
    publish_centre(office)
    long = "".join(sha256(str(at).encode()).hexdigest() for at in range(400))
    for command in RECORDED:
        body = json.loads(command["body"])
        for name in body:
            counter.write(command["kind"], {**body, name: long}, version=command["kind_version"])
        if isinstance(body.get("fields"), dict):
            fields = {**body["fields"], "national_code": long}
            counter.write(command["kind"], {**body, "fields": fields}, version=command["kind_version"])
    talk = counter.talk()

    for first in range(1, len(counter.lines) + 1, 10):
        assert talk.push(counter.batch(first, first + 9)).acked_n == min(first + 9, len(counter.lines))


def assert_one_file_per_code(office: Office, dealership: str) -> None:
    """Assert that no two files have the same national code (I9)."""
    docs = [
        json.loads(row["doc"]) for row in stored(office.engine, dealership, rows, office) if row["kind"] == "customer"
    ]
    codes = [code for doc in docs if isinstance(doc["fields"], dict) and (code := doc["fields"].get("national_code"))]
    assert len(codes) == len(set(map(str, codes)))


PAYMENTS = st.lists(
    st.tuples(
        st.sampled_from(["payment.record", "payment.reverse"]),
        st.lists(st.integers(0, 40), max_size=2),
        SOME_JSON,
        st.sampled_from([1, 1, 3]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@given(wishes=PAYMENTS)
@example(wishes=[("payment.record", [0], "x", 1, True), ("payment.record", [], None, 1, True)])
def test_money_is_entered_to_the_rial_even_from_a_spoilt_body(office: Office, wishes: list[Any]) -> None:
    counter = a_counter(office, fresh_dealership(office))
    publish_centre(office, counter.dealership)
    expected: list[int] = []
    for kind, path, value, version, is_same_id in wishes:
        changes = {"id": recordings()["payment.record", 1][0]["command_id"]} if is_same_id else {}
        body = spoil(a_payment(order_id=ORDER, **changes), path, value) if path else a_payment(**changes)
        write_text(counter, kind, body, version)
        amount = readable_amount(body) if is_readable(body) else None
        expected += [] if amount is None else [amount if kind == "payment.reverse" else -amount]

    outcomes = push(counter).outcomes

    assert {out.state for out in outcomes} <= {"applied", "applied_with_change", "deferred"}
    entered = stored(office.engine, counter.dealership, money, office)
    assert sorted(entry["amount"] for entry in entered) == sorted(expected)
    shown = [row["id"] for row in stored(office.engine, counter.dealership, rows, office) if row["kind"] == "payment"]
    assert sorted(shown) == [entry["id"] for entry in entered]


ODD_FIELDS: list[Any] = [
    [["national_code", "0790419904"]],  # dict() would accept it
    {"national_code": 790419904},
    {"national_code": ["0790419904"]},
    "national_code",
    None,
]


def test_odd_body_opens_no_second_file_for_a_code(office: Office, counter: Counter) -> None:
    counter.write("customer.register", a_person("0790419904"))
    counter.write("customer.register", a_person("1234567891"))
    push(counter)
    first = len(counter.lines) + 1
    for fields in ODD_FIELDS:
        person = a_person()
        counter.write("customer.register", {**person, "fields": fields})
        counter.write("customer.correct", {"id": person["id"], "fields": fields})

    push(counter, first)

    found = [row for row in stored(office.engine, "2606", rows, office) if row["kind"] == "customer"]
    codes = [json.loads(row["doc"])["fields"].get("national_code") for row in found]
    assert sorted(map(str, codes)) == ["0790419904", "1234567891"]


def test_decision_cannot_give_a_code_that_another_file_has(office: Office, counter: Counter) -> None:
    one, other = a_person("0790419904"), a_person("1234567891")
    counter.write("customer.register", one)
    counter.write("customer.register", other)
    push(counter)
    chosen = {"id": other["id"], "field": "national_code", "value": "0790419904", "conflicts": []}
    counter.write("customer.resolve", chosen, base=1_000_000)

    (said,) = push(counter, 3).outcomes

    assert (said.state, said.code) == ("rejected", "code_known")
    assert_one_file_per_code(office, "2606")


def test_number_that_is_not_text_waits_for_a_person_and_its_money_is_entered(office: Office, counter: Counter) -> None:
    counter.write("payment.record", a_payment(number=1000001))

    (said,) = push(counter).outcomes

    assert (said.state, said.code) == ("deferred", "malformed_body")
    assert [entry["amount"] for entry in stored(office.engine, "2606", money, office)] == [-5_000_000]
    assert stored(office.engine, "2606", numbers_table, office) == []
