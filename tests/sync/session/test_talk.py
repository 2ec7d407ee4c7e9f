"""Test a talk: the order of its calls, and which faults stop it."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.hub.database.database import transaction
from dealer_app.hub.devices.devices import revoke
from dealer_app.protocol.carriage import Answer, Call
from tests.hub.head_office import Office
from tests.sync.both_sides import ledger_lines, me, states
from tests.sync.counters import SpoiltLine, new_order, open_counter, pay, register


def test_waiting_entries_are_sent_and_answered(joined: Desktop, office: Office) -> None:
    joined.talk()
    for at in range(3):
        register(joined, at)

    report = joined.talk()

    assert (report.trouble, report.sent, report.is_done) == ("", 3, True)
    assert set(states(joined)) == {"applied"}
    assert len(ledger_lines(office)) == 3
    assert joined.line_state().waiting == 0


def test_talk_keeps_the_order_of_the_protocol(joined: Desktop, line: SpoiltLine) -> None:
    joined.talk()
    line.calls.clear()
    order_id = new_order(joined)
    pay(joined, order_id, "A1")

    joined.talk()

    assert line.paths[:2] == ["session", "push"]
    assert line.paths.index("push") < line.paths.index("pull")


def test_new_counter_gets_numbers_and_a_snapshot(joined: Desktop, line: SpoiltLine) -> None:
    joined.talk()

    assert line.paths[:2] == ["session", "lease"]
    assert "snapshot" in line.paths


def test_lost_answer_causes_no_duplicate(joined: Desktop, office: Office, line: SpoiltLine) -> None:
    register(joined, 1)
    line.lose_answer("/v1/push")

    assert joined.talk().trouble == "line_down"
    assert states(joined) == ["queued"]
    report = joined.talk()

    assert (report.trouble, report.sent) == ("", 1)
    assert len(ledger_lines(office)) == 1


def test_login_page_changes_nothing(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    line.after = lambda _call, _answer: Answer(200, {"Content-Type": "text/html"}, b"<html>Log in</html>")

    report = joined.talk()

    assert report.trouble == "line_portal"
    assert joined.line_state().trouble == "line_portal"
    assert states(joined) == ["queued"]
    line.come_back()
    assert joined.talk().trouble == ""
    assert joined.line_state().trouble == ""


def test_failed_push_does_not_prevent_the_pull(joined: Desktop, line: SpoiltLine) -> None:
    joined.talk()
    register(joined, 1)
    line.calls.clear()

    def after(call: Call, answer: Answer) -> Answer:
        return Answer(500, {}, b"") if call.path == "/v1/push" else answer

    line.after = after
    assert joined.talk().trouble == "line_server"
    assert "pull" in line.paths


def test_failed_pull_does_not_prevent_the_push(joined: Desktop, line: SpoiltLine) -> None:
    joined.talk()
    register(joined, 1)

    def after(call: Call, answer: Answer) -> Answer:
        return Answer(502, {}, b"") if call.path.startswith("/v1/pull") else answer

    line.after = after
    report = joined.talk()
    assert (report.trouble, report.sent) == ("line_server", 1)


def test_busy_head_office_reports_how_long_to_wait(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    line.is_busy = True

    report = joined.talk()

    assert report.trouble == "busy"
    assert report.retry_after_s >= 5
    assert "push" not in line.paths


def test_payments_are_accepted_by_a_busy_head_office(joined: Desktop, line: SpoiltLine) -> None:
    pay(joined, new_order(joined), "A1")
    line.is_busy = True

    assert joined.talk().sent >= 1


def test_copied_pc_stops_writing(joined: Desktop, line: SpoiltLine, tmp_path: Path) -> None:
    register(joined, 1)
    joined.talk()
    joined.backup(tmp_path / "day.bajeh")
    joined.close()
    shutil.copytree(joined.home, tmp_path / "clone")
    joined.open()
    clone = open_counter(tmp_path / "clone", line)
    register(joined, 2)
    register(clone, 3)
    assert joined.talk().trouble == ""

    assert clone.talk().trouble == "fork"
    assert clone.line_state().enrolment == "forked"
    clone.close()


def test_revoked_device_destroys_key_and_database(joined: Desktop, office: Office) -> None:
    register(joined, 1)
    joined.set_recovery_passphrase("یک عبارت بازیابی بلند")
    joined.talk()
    with transaction(office.engine, "2606", office.clock()) as tx:
        revoke(tx, me(joined).device)

    assert joined.talk().trouble == "device_revoked"

    assert {path.name for path in joined.home.rglob("*") if path.is_file()} == {"bajeh.revoked"}
    with pytest.raises(EnvironmentFault, match="device_revoked"):
        Desktop(joined.home).open()


def test_unsigned_revocation_is_ignored(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    line.after = lambda _call, _answer: Answer(403, {}, b'{"code":"device_revoked"}')

    assert joined.talk().trouble == "line_portal"
    assert states(joined) == ["queued"]


def test_restored_head_office_receives_the_lost_entries_again(
    joined: Desktop, office: Office, owner_engine: Engine
) -> None:
    for at in range(4):
        register(joined, at)
    joined.talk()
    forget_after(owner_engine, me(joined).device, 2)

    report = joined.talk()

    assert (report.trouble, report.sent) == ("", 2)
    assert len(ledger_lines(office)) == 4


def forget_after(owner: Engine, device: str, n: int) -> None:
    """Set head office back to an older backup: its ledger ends at entry ``n`` of ``device``."""
    with owner.begin() as connection:
        connection.exec_driver_sql("DELETE FROM ledger WHERE device = %s AND n > %s", (device, n))
        head = connection.exec_driver_sql("SELECT hash FROM ledger WHERE device = %s AND n = %s", (device, n)).scalar()
        connection.exec_driver_sql(
            "UPDATE devices SET acked_n = %s, acked_hash = %s WHERE device = %s", (n, head, device)
        )


def test_talk_of_a_counter_that_never_enrolled_is_reported(fresh: Desktop) -> None:
    assert fresh.talk().trouble == "not_enrolled"


def test_stopped_talk_is_not_done(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)

    assert not joined.talk(lambda: True).is_done
    assert line.calls == []
