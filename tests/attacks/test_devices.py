"""Test what a device with valid keys, or its recorded calls, can do: no effect twice, and few numbers.

An honest counter of the same dealership works meanwhile.
"""

import pytest
from sqlalchemy import func, select

from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import devices, leases, ledger
from dealer_app.hub.devices.ceilings import LEAST
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Answer, Call
from dealer_app.store.tables.leases import KINDS
from dealer_app.sync.session.client import HttpCarrier
from tests.attacks.attackers import Attacker, head_of
from tests.attacks.honest import Honest
from tests.hub.bodies import a_person
from tests.hub.head_office import Office
from tests.hub.serving import HubProcess

pytestmark = pytest.mark.enable_socket
TIMES = 3


class Recording:
    """A line that records each call as it was sent."""

    def __init__(self, line: HttpCarrier) -> None:
        self._line = line
        self.calls: list[Call] = []

    def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        return self._line(call)


def recorded_talk(hub: HubProcess, honest: Honest) -> list[Call]:
    """Let an honest counter work and return its calls, with the session's."""
    counter = honest.counter
    with HttpCarrier(hub.url) as line:
        recording = Recording(line)
        at = len(counter.lines) + 1
        counter.write("customer.register", a_person(f"{at:010}"))
        with honest.session(hub, recording) as talk:
            talk.push(counter.batch(at))
            talk.pull(0, 0)
    return recording.calls


def send_again(hub: HubProcess, call: Call) -> int:
    """Send a recorded call once more from elsewhere; return the status of its answer."""
    attacker = Attacker(hub, "127.0.0.3")
    attacker.send(head_of(call) + call.body)
    status = attacker.answer().status
    attacker.close()
    return status


def test_replayed_and_late_calls_stop_nobody_and_take_effect_once(
    patient: HubProcess, office: Office, honest: Honest
) -> None:
    victim = Honest(office)
    calls = [call for _ in range(3) for call in recorded_talk(patient, victim)]
    assert {call.path.partition("?")[0] for call in calls} == {"/v1/session", "/v1/push", "/v1/pull"}

    for call in [*reversed(calls), *calls] * TIMES:
        assert send_again(patient, call) < 500
    assert victim.works(patient)
    assert honest.works(patient)
    for call in calls:
        send_again(patient, call)

    assert victim.works(patient)
    with transaction(office.engine, "2606", office.clock()) as tx:
        state = tx.connection.scalar(select(devices.c.state).where(devices.c.device == victim.counter.device))
        entries = select(func.count()).select_from(ledger).where(ledger.c.device == victim.counter.device)
        assert (state, tx.connection.scalar(entries)) == ("active", len(victim.counter.lines))


def test_numbers_are_not_drained(patient: HubProcess, office: Office, honest: Honest) -> None:
    thief, after = Honest(office), dict.fromkeys(KINDS, 0)
    with thief.session(patient) as talk:
        for turn in range(40):
            for kind in KINDS:
                lie = (0, after[kind], after[kind] + 10**6, 2**62)[turn % 4]
                for one in talk.lease(wire.Wants((wire.Want(kind, lie),))).ranges:
                    after[kind] = max(after[kind], one.last)

    with transaction(office.engine, "2606", office.clock()) as tx:
        size = func.sum(leases.c.last - leases.c.first + 1)
        mine = select(leases.c.kind, size).where(leases.c.device == thief.counter.device).group_by(leases.c.kind)
        granted = {kind: int(count) for kind, count in tx.connection.execute(mine)}
    assert granted
    assert all(count <= LEAST for count in granted.values()), granted
    with honest.session(patient) as talk:
        asked = wire.Wants(tuple(wire.Want(kind, 0) for kind in KINDS))
        assert {one.kind for one in talk.lease(asked).ranges} == set(KINDS)
