"""Test sessions of older programs, which cannot prove that a request is fresh (docs/protocol.md, session)."""

import pytest
from sqlalchemy import select

from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import devices
from dealer_app.hub.devices.devices import reopen
from dealer_app.protocol import wire
from dealer_app.sync.session.talker import HubRefusedError
from tests.hub.head_office import Counter, Office
from tests.hub.raw import push

START = wire.Head(0, wire.GENESIS)


def facts(office: Office, counter: Counter) -> tuple[str, bool]:
    """Return the device's state, and whether head office doubts its outbox."""
    with transaction(office.engine, "2606", office.clock()) as tx:
        mine = select(devices.c.state, devices.c.doubted_at).where(devices.c.device == counter.device)
        row = tx.connection.execute(mine).one()
    return row.state, row.doubted_at is not None


def refused(counter: Counter, head: wire.Head, challenge: str | None = None) -> str:
    with pytest.raises(HubRefusedError) as trouble:
        counter.talk(head=head, challenge=challenge)
    return trouble.value.code


def send(counter: Counter) -> None:
    """Write an entry and send it as an older program."""
    counter.write("example.note", {"words": "x"})
    counter.talk(challenge=None).push(counter.batch())


def test_late_request_of_an_older_program_is_doubted_until_its_next_session(office: Office, counter: Counter) -> None:
    send(counter)
    assert refused(counter, START) == "fork"  # a restored backup would stop at once
    assert facts(office, counter) == ("active", True)
    counter.talk(challenge=None)
    assert facts(office, counter) == ("active", False)


def test_old_request_of_before_an_upgrade_changes_nothing(office: Office, counter: Counter) -> None:
    send(counter)
    counter.talk()
    assert refused(counter, START) == "fork"
    assert facts(office, counter) == ("active", False)


def test_older_program_is_reopened(office: Office, counter: Counter) -> None:
    send(counter)
    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, counter.device)
    counter.talk(challenge=None, checkpoints=(wire.Head(1, counter.lines[0].hash),))
    counter.epoch = 2
    counter.write("example.note", {"words": "y"})
    assert push(counter, 2).acked_n == 2


@pytest.mark.parametrize("forged", ["x", ".", "e30=.00", "é.é", "e30=." + "0" * 64])
def test_forged_challenge_is_none(office: Office, counter: Counter, forged: str) -> None:
    send(counter)
    counter.talk()
    assert refused(counter, START, forged) == "prove"
    assert facts(office, counter) == ("active", False)


def test_challenge_of_another_device_is_none(office: Office, counter: Counter) -> None:
    other = Counter(office)
    other.enrol("2606")
    for one in (counter, other):
        send(one)
        one.talk()
    with pytest.raises(HubRefusedError) as trouble:
        other.talk(head=START, challenge="-")
    assert refused(counter, START, trouble.value.trouble.challenge) == "prove"
    assert facts(office, counter) == ("active", False)


def test_challenge_of_an_earlier_epoch_proves_nothing(office: Office, counter: Counter) -> None:
    send(counter)
    counter.talk()
    with pytest.raises(HubRefusedError) as trouble:
        counter.talk(head=START, challenge="-")
    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, counter.device)
    counter.talk(checkpoints=(wire.Head(1, counter.lines[0].hash),))
    counter.epoch = 2
    assert refused(counter, START, trouble.value.trouble.challenge) == "prove"
    assert facts(office, counter) == ("active", False)
