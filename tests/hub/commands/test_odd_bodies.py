"""Test bodies and numbers that no outbox writes: refused alone or with their batch, never stored in the feed."""

from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine
from uuid_utils.compat import uuid7

from dealer_app.protocol import wire
from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.sync.session.talker import HubRefusedError
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office


@pytest.fixture
def counter(hub_engine: Engine) -> Counter:
    """A counter of dealership 2606."""
    office = Office(hub_engine)
    office.add("2606")
    counter = Counter(office)
    counter.enrol("2606")
    return counter


def a_receipt(**changes: Any) -> dict[str, Any]:
    facts = {"number": "1405/2606/1000001", "amount": 5, "bank_reference": "", "settled_bills": [], **changes}
    return whole("payment.record", **facts)


def with_body(counter: Counter, kind: str, text: str) -> None:
    """Append an entry with ``text`` as its body."""
    line = counter.write(kind, {})
    previous = counter.lines[-2].hash if len(counter.lines) > 1 else wire.GENESIS
    odd = msgspec.structs.replace(line, body=text, hash="")
    counter.lines[-1] = msgspec.structs.replace(odd, hash=wire.command_hash(previous, odd))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_number_outside_json_never_enters_the_feed(counter: Counter, number: str) -> None:
    with_body(counter, "print.record", f'{{"id":"{uuid7()}","copy":{number}}}')
    counter.write("payment.record", a_receipt())
    me = counter.talk()
    answer = me.push(counter.batch())
    assert [outcome.state for outcome in answer.outcomes] == ["rejected", "deferred"]
    page = me.pull(0, 0)
    assert page is not None
    assert [row.kind for row in page.rows] == ["payment"]


@pytest.mark.parametrize("amount", [10**20, -(10**20)])
def test_too_large_amount_waits_for_a_person_and_the_queue_continues(counter: Counter, amount: int) -> None:
    counter.write("payment.record", a_receipt(amount=amount))
    counter.write("payment.record", a_receipt(number="1405/2606/1000002"))
    answer = counter.talk().push(counter.batch())
    assert [outcome.state for outcome in answer.outcomes] == ["deferred", "deferred"]
    assert answer.acked_n == 2


@pytest.mark.parametrize("changes", [{"base": 2**63}, {"base": -(2**63) - 1}, {"version": 2**31}])
def test_version_outside_the_range_of_the_database_is_refused(counter: Counter, changes: dict[str, Any]) -> None:
    counter.write("customer.correct", {"id": str(uuid7()), "fields": {}}, **changes)
    with pytest.raises(HubRefusedError) as refused:
        counter.talk().push(counter.batch())
    assert (refused.value.status, refused.value.code) == (400, "malformed")


def test_plain_json_is_canonical_json() -> None:
    letters = "".join(chr(point) for point in range(0x3000) if not 0xD800 <= point < 0xE000)
    value = {"b": [1, -(2**70), None, True], "a": {letters: letters}, "é": "", "\u200c": [[], {}], "😀": 0}
    assert wire.plain_json(value) == canonical_json(value).encode()
