"""Test that a late or repeated call never stops an honest counter, and that a restored or copied PC is still found."""

import shutil
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import devices
from dealer_app.hub.devices import settling
from dealer_app.hub.devices.devices import reopen
from dealer_app.hub.devices.freshness import Challenge
from dealer_app.hub.service.bundles import answer_bundle
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Answer, Call, LineDownError
from tests.hub.head_office import Office
from tests.sync.both_sides import ledger_lines, me
from tests.sync.counters import SpoiltLine, open_counter, register

_PEOPLE = count(20)


def state_at_head_office(office: Office, device: str) -> str:
    """Return the state of a device."""
    with transaction(office.engine, "2606", office.clock()) as tx:
        return str(tx.connection.scalar(select(devices.c.state).where(devices.c.device == device)))


def reopen_at_head_office(office: Office, desktop: Desktop) -> None:
    """Reopen the counter, as a person at head office does."""
    device = me(desktop).device
    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, device)


def everything_is_fresh(_keys: object, _text: object, device: str) -> Challenge:
    """Return a challenge that names more than any counter holds."""
    most = wire.Head(10**9, "")
    return Challenge(device, 1, 0, most, wire.Head(0, ""))


def hang(line: SpoiltLine, path: str) -> None:
    """Let the next call to ``path`` reach nobody; it is in ``line.calls`` and may arrive later."""

    def before(call: Call) -> Answer | None:
        if call.path.startswith(path):
            line.before = lambda _call: None
            raise LineDownError("timeout")
        return None

    line.before = before


def is_working(desktop: Desktop, office: Office, at: int) -> bool:
    """Return whether the counter still writes, sends and is active on both sides."""
    register(desktop, at)
    report = desktop.talk()
    mine = me(desktop)
    return (report.trouble, report.sent, mine.state, state_at_head_office(office, mine.device)) == (
        "",
        1,
        "active",
        "active",
    )


def test_slow_session_request_that_arrives_after_newer_talks_stops_nobody(
    joined: Desktop, office: Office, line: SpoiltLine
) -> None:
    hang(line, "/v1/session")
    assert joined.talk().trouble == "line_down"
    slow = line.calls[-1]
    register(joined, 1)
    joined.talk()

    office.service.answer(slow)

    assert is_working(joined, office, 2)


def test_recorded_session_request_stops_nobody_however_often_it_comes(
    joined: Desktop, office: Office, line: SpoiltLine
) -> None:
    for at in range(3):
        register(joined, at)
        joined.talk()
    recorded = [call for call in line.calls if call.path == "/v1/session"]

    for call in (*recorded, *reversed(recorded)):
        office.service.answer(call)

    assert is_working(joined, office, 9)


def test_session_request_that_was_built_before_a_stick_arrived_stops_nobody(
    joined: Desktop, office: Office, line: SpoiltLine, tmp_path: Path
) -> None:
    hang(line, "/v1/session")
    joined.talk()
    slow = line.calls[-1]
    register(joined, 1)
    joined.export_bundle(tmp_path / "up")
    answer_bundle(office.service, (tmp_path / "up").read_bytes())

    office.service.answer(slow)

    assert joined.talk().trouble == ""
    assert is_working(joined, office, 2)


def test_every_recorded_call_may_come_again_in_any_order(joined: Desktop, office: Office, line: SpoiltLine) -> None:
    for at in range(3):
        register(joined, at)
        joined.talk()

    for call in (*reversed(line.calls[:]), *line.calls[:]):
        office.service.answer(call)

    assert is_working(joined, office, 9)


def restored(desktop: Desktop, folder: Path) -> None:
    """Let a counter lose what it wrote after a backup."""
    register(desktop, 1)
    desktop.talk()
    desktop.backup(folder / "day.bajeh")
    register(desktop, 2)
    desktop.talk()
    desktop.restore(folder / "day.bajeh")


def test_restored_backup_is_found_by_its_session(joined: Desktop, office: Office, tmp_path: Path) -> None:
    restored(joined, tmp_path)
    assert joined.talk().trouble == "fork"
    assert (me(joined).state, state_at_head_office(office, me(joined).device)) == ("forked", "forked")


def test_copied_pc_is_found_although_old_calls_come_again(
    joined: Desktop, office: Office, line: SpoiltLine, tmp_path: Path
) -> None:
    register(joined, 1)
    joined.talk()
    joined.close()
    shutil.copytree(joined.home, tmp_path / "copy")
    joined.open()
    copy = open_counter(tmp_path / "copy", line)
    register(joined, 2)
    assert joined.talk().trouble == ""
    for call in line.calls[:]:
        office.service.answer(call)
    register(copy, 3)
    assert copy.talk().trouble == "fork"
    copy.close()
    assert state_at_head_office(office, me(joined).device) == "forked"


def test_old_calls_of_a_lost_disk_do_not_stop_the_reopened_counter(
    joined: Desktop, office: Office, line: SpoiltLine, tmp_path: Path
) -> None:
    restored(joined, tmp_path)
    joined.talk()
    old = line.calls[:]
    reopen_at_head_office(office, joined)
    for call in old:
        office.service.answer(call)
    assert joined.talk().trouble == ""
    for call in old:  # between the answer of the session and the first push of the new epoch
        office.service.answer(call)

    assert is_working(joined, office, 3)
    assert len(ledger_lines(office)) == 3


def test_proved_request_sets_the_base_only_once(
    joined: Desktop, office: Office, line: SpoiltLine, tmp_path: Path
) -> None:
    restored(joined, tmp_path)
    joined.talk()
    newer = tmp_path / "newer.bajeh"
    joined.backup(newer)
    reopen_at_head_office(office, joined)
    hang(line, "/v1/session")
    joined.talk()
    joined.talk()
    proved = [call for call in line.calls if call.path == "/v1/session"]
    register(joined, 3)
    joined.talk()
    for call in proved:
        office.service.answer(call)
    assert is_working(joined, office, 4)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(order=st.lists(st.integers(0, 99), min_size=2, max_size=8))
def test_calls_late_and_twice_between_other_talks_stop_nobody(
    joined: Desktop, office: Office, line: SpoiltLine, order: list[int]
) -> None:
    for step in order:
        if step % 3 == 0:
            register(joined, next(_PEOPLE))
        if step % 2 == 0 or not line.calls:
            assert joined.talk().trouble == ""
        office.service.answer(line.calls[step % len(line.calls)])
    assert joined.talk().trouble == ""
    mine = me(joined)
    assert (mine.state, state_at_head_office(office, mine.device)) == ("active", "active")


def test_without_the_proof_a_slow_request_stops_an_honest_counter(
    joined: Desktop, office: Office, line: SpoiltLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: head office judges by what it holds now, as if every request were fresh."""
    monkeypatch.setattr(settling, "read_challenge", everything_is_fresh)
    hang(line, "/v1/session")
    joined.talk()
    slow = line.calls[-1]
    register(joined, 1)
    joined.talk()
    office.service.answer(slow)
    assert state_at_head_office(office, me(joined).device) == "forked"


def test_without_detection_a_restored_backup_is_not_found(
    joined: Desktop, office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Negative control: no shown outbox counts as behind."""
    monkeypatch.setattr(settling, "is_behind", lambda _shown, _held: False)
    restored(joined, tmp_path)
    assert joined.talk().trouble == ""
