"""Head office defers papers and payments of days that cannot be; it rejects none and loses no money."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.days import FIRST_MOMENT
from dealer_app.hub.commands.dates import AHEAD, IMPOSSIBLE, is_impossible
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import money
from dealer_app.hub.office.decisions import Decision, decide
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from dealer_app.protocol.canonical_json import canonical_json
from tests.hub.bodies import a_payment, whole
from tests.hub.head_office import Counter, Office, a_counter

NOW = datetime.fromisoformat("2026-11-29T08:00:00+00:00")
GOOD = "2026-11-23T08:15:30.250000+00:00"


def _entry(at: str, body: dict[str, Any]) -> wire.OutboxCommand:
    return wire.OutboxCommand(1, str(uuid7()), "payment.record", 1, canonical_json(body), None, at, None, "")


def _send(counter: Counter, kind: str, body: dict[str, Any], at: str) -> tuple[str, str]:
    """Write one entry at ``at``, push it alone, and return the ruling."""
    line = counter.write(kind, body)
    previous = counter.lines[-2].hash if len(counter.lines) > 1 else wire.GENESIS
    changed = replace(line, at=at, hash="")
    counter.lines[-1] = replace(changed, hash=wire.command_hash(previous, changed))
    outcome = counter.talk().push(counter.batch(line.n)).outcomes[-1]
    return outcome.state, outcome.code


@pytest.fixture
def order_id(office: Office) -> str:
    """An order that head office knows."""
    found = str(uuid7())
    doc = {"customer_id": str(uuid7()), "fields": {"request_number": "R1"}, "ledger": [], "included": [], "history": []}
    office.publish("2606", Published("order", found, doc))
    return found


def _payment(order_id: str, reference: str, **changes: str) -> dict[str, Any]:
    return a_payment(order_id=order_id, bank_reference=reference, settled_bills=[], **changes)


@pytest.mark.parametrize(
    ("at", "changes"),
    [
        ("1970-01-01T00:00:00.000000+00:00", {}),
        ("2008-06-01T00:00:00.000000+00:00", {}),
        ("2060-01-01T00:00:00.000000+00:00", {}),
        (GOOD, {"paid_on": "2027-11-23"}),
        (GOOD, {"issued_on": "2008-06-01"}),
    ],
)
def test_payment_of_a_day_that_cannot_be_waits_and_is_entered(
    office: Office, order_id: str, at: str, changes: dict[str, str]
) -> None:
    counter = a_counter(office)
    body = _payment(order_id, "981244", **changes)
    assert _send(counter, "payment.record", body, at) == ("deferred", IMPOSSIBLE)
    with transaction(office.engine, "2606", office.clock()) as tx:
        entry = tx.connection.execute(select(money).where(money.c.id == body["id"])).one()
        assert (entry.amount, entry.state, entry.code) == (-5_000_000, "reconcile", IMPOSSIBLE)
        decide(tx, counter.device, 1, Decision(is_accepted=True, by="رضایی", why="رسید بانک دیده شد"))
        assert tx.connection.execute(select(money.c.state).where(money.c.id == body["id"])).scalar_one() == "entered"
    assert _send(counter, "payment.record", _payment(order_id, "981245"), GOOD) == ("applied", "")  # the control


def test_paper_of_a_day_that_cannot_be_waits(office: Office, order_id: str) -> None:
    counter = a_counter(office)
    body = whole("invitation.issue", order_id=order_id, number="1387/2606/00001")
    assert _send(counter, "invitation.issue", body, "2008-06-01T00:00:00.000000+00:00") == ("deferred", IMPOSSIBLE)
    other = whole("invitation.issue", order_id=order_id, number="1405/2606/00002")
    assert _send(counter, "invitation.issue", other, GOOD) == ("applied", "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.datetimes(datetime(1960, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(tzinfo=NOW.tzinfo)),  # noqa: DTZ001
    paid_ago=st.integers(-20_000, 20_000),
)
def test_border_of_the_days(at: datetime, paid_ago: int) -> None:
    paid_on = local_day(NOW) - timedelta(days=paid_ago)
    found = is_impossible(_entry(at.isoformat(), {}), {"paid_on": paid_on.isoformat()}, NOW)
    assert found == (not FIRST_MOMENT <= at <= NOW + AHEAD or paid_ago < -1)


@pytest.mark.parametrize("day", ["", "1405/09/08", None, 5, [], "9999-99-99", "x" * 1000])
def test_unreadable_days_are_not_judged(day: object) -> None:
    assert not is_impossible(_entry(GOOD, {}), {"paid_on": day, "issued_on": day}, NOW)
    assert not is_impossible(_entry(str(day), {}), {}, NOW)
