"""One talk: its order, what stops it, what does not."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.hub.database.database import transaction
from dealer_app.hub.devices.devices import reopen, revoke
from dealer_app.protocol.carriage import Answer, Call
from tests.hub.head_office import Office
from tests.sync.both_sides import ledger_lines, me, states
from tests.sync.counters import SpoiltLine, new_order, open_counter, pay, register


def test_whatever_waits_is_sent_and_answered(joined: Desktop, office: Office) -> None:
    joined.talk()
    for at in range(3):
        register(joined, at)

    report = joined.talk()

    assert (report.trouble, report.sent, report.is_done) == ("", 3, True)
    assert set(states(joined)) == {"applied"}
    assert len(ledger_lines(office)) == 3
    assert joined.line_state().waiting == 0


def test_a_talk_keeps_the_order_of_the_protocol(joined: Desktop, line: SpoiltLine) -> None:
    joined.talk()
    line.calls.clear()
    order_id = new_order(joined)
    pay(joined, order_id, "A1")

    joined.talk()

    assert line.paths[:2] == ["session", "push"]
    assert line.paths.index("push") < line.paths.index("pull")


def test_a_new_counter_gets_numbers_and_a_snapshot(joined: Desktop, line: SpoiltLine) -> None:
    joined.talk()

    assert line.paths[:2] == ["session", "lease"]
    assert "snapshot" in line.paths


def test_an_answer_that_was_lost_doubles_nothing(joined: Desktop, office: Office, line: SpoiltLine) -> None:
    register(joined, 1)
    line.lose_answer("/v1/push")

    assert joined.talk().trouble == "line_down"
    assert states(joined) == ["queued"]
    report = joined.talk()

    assert (report.trouble, report.sent) == ("", 1)
    assert len(ledger_lines(office)) == 1


def test_a_page_instead_of_head_office_changes_nothing(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    line.after = lambda _call, _answer: Answer(200, {"Content-Type": "text/html"}, b"<html>Log in</html>")

    report = joined.talk()

    assert report.trouble == "line_portal"
    assert joined.line_state().trouble == "line_portal"
    assert states(joined) == ["queued"]
    line.come_back()
    assert joined.talk().trouble == ""
    assert joined.line_state().trouble == ""


def test_a_push_that_fails_does_not_keep_the_reader_from_its_turn(joined: Desktop, line: SpoiltLine) -> None:
    joined.talk()
    register(joined, 1)
    line.calls.clear()

    def after(call: Call, answer: Answer) -> Answer:
        return Answer(500, {}, b"") if call.path == "/v1/push" else answer

    line.after = after
    assert joined.talk().trouble == "line_server"
    assert "pull" in line.paths


def test_a_pull_that_fails_does_not_keep_the_sender_from_its_turn(joined: Desktop, line: SpoiltLine) -> None:
    joined.talk()
    register(joined, 1)

    def after(call: Call, answer: Answer) -> Answer:
        return Answer(502, {}, b"") if call.path.startswith("/v1/pull") else answer

    line.after = after
    report = joined.talk()
    assert (report.trouble, report.sent) == ("line_server", 1)


def test_a_busy_head_office_says_how_long_to_wait(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    line.is_busy = True

    report = joined.talk()

    assert report.trouble == "busy"
    assert report.retry_after_s >= 5
    assert "push" not in line.paths


def test_money_goes_through_a_busy_head_office(joined: Desktop, line: SpoiltLine) -> None:
    pay(joined, new_order(joined), "A1")
    line.is_busy = True

    assert joined.talk().sent >= 1


def test_restored_backup_stops_writing_and_goes_on_when_reopened(
    joined: Desktop, office: Office, tmp_path: Path
) -> None:
    register(joined, 1)
    joined.talk()
    joined.backup(tmp_path / "day.bajeh")
    register(joined, 2)
    joined.talk()
    joined.restore(tmp_path / "day.bajeh")

    assert joined.talk().trouble == "fork"
    assert joined.line_state().enrolment == "forked"
    with pytest.raises(Refusal, match="counter_stopped"):
        register(joined, 3)

    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, me(joined).device)
    assert joined.talk().trouble == ""
    assert joined.line_state().enrolment == "active"
    register(joined, 3)
    assert joined.talk().sent == 1
    assert len(ledger_lines(office)) == 3


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


def test_revoked_device_destroys_key_and_file(joined: Desktop, office: Office) -> None:
    register(joined, 1)
    joined.set_recovery_passphrase("یک عبارت بازیابی بلند")
    joined.talk()
    with transaction(office.engine, "2606", office.clock()) as tx:
        revoke(tx, me(joined).device)

    assert joined.talk().trouble == "device_revoked"

    assert {path.name for path in joined.home.rglob("*") if path.is_file()} == {"bajeh.revoked"}
    with pytest.raises(EnvironmentFault, match="device_revoked"):
        Desktop(joined.home).open()


def test_an_order_to_destroy_that_nobody_signed_is_no_answer(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    line.after = lambda _call, _answer: Answer(403, {}, b'{"code":"device_revoked"}')

    assert joined.talk().trouble == "line_portal"
    assert states(joined) == ["queued"]


def test_head_office_that_was_restored_gets_everything_again(joined: Desktop, office: Office, owner: Engine) -> None:
    for at in range(4):
        register(joined, at)
    joined.talk()
    forget_after(owner, me(joined).device, 2)

    report = joined.talk()

    assert (report.trouble, report.sent) == ("", 2)
    assert len(ledger_lines(office)) == 4


def forget_after(owner: Engine, device: str, n: int) -> None:
    """Set the hub back to an older backup of itself: its ledger ends at line ``n``."""
    with owner.begin() as connection:
        connection.exec_driver_sql("DELETE FROM ledger WHERE device = %s AND n > %s", (device, n))
        head = connection.exec_driver_sql("SELECT hash FROM ledger WHERE device = %s AND n = %s", (device, n)).scalar()
        connection.exec_driver_sql(
            "UPDATE devices SET acked_n = %s, acked_hash = %s WHERE device = %s", (n, head, device)
        )


def test_talk_of_a_counter_that_never_enrolled_says_so(fresh: Desktop) -> None:
    assert fresh.talk().trouble == "not_enrolled"


def test_a_stopped_talk_is_not_done(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)

    assert not joined.talk(lambda: True).is_done
    assert line.calls == []
