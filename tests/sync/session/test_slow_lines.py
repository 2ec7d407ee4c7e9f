"""Test lines that never end a call: a deadline or a stop ends it, the window says why, nothing is lost."""

from collections.abc import Callable

import pytest

from dealer_app.desktop import Desktop, dial
from dealer_app.protocol.carriage import Answer, Call, LineDownError
from dealer_app.sync.session import client
from dealer_app.sync.session.client import HttpCarrier
from tests.hub.head_office import Office
from tests.sync.both_sides import ledger_lines, states
from tests.sync.counters import HUB_URL, SpoiltLine, register
from tests.sync.dripping import BODY, HEAD, DrippingServer

pytestmark = pytest.mark.enable_socket
KINDS = pytest.mark.parametrize("begin", [b"", HEAD, BODY], ids=["silent", "dripping head", "dripping body"])
CALLS = pytest.mark.parametrize(
    "call",
    [Call("GET", "/v1/pull"), Call("POST", "/v1/push", {}, bytes(20_000_000)), Call("POST", "/v1/bundle", {}, b"x")],
    ids=["pull", "push that is not read", "bundle"],
)


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deadlines that a test can reach."""
    monkeypatch.setattr(client, "CALL_S", 0.3)
    monkeypatch.setattr(client, "BUNDLE_S", 0.3)


@KINDS
@CALLS
def test_call_ends_at_its_deadline(begin: bytes, call: Call) -> None:
    server = DrippingServer(begin)
    with server.running(), HttpCarrier(server.url) as line, pytest.raises(LineDownError, match="slow"):
        line(call)


@KINDS
@CALLS
def test_call_that_is_stopped_ends(monkeypatch: pytest.MonkeyPatch, begin: bytes, call: Call) -> None:
    monkeypatch.setattr(client, "CALL_S", 1e9)
    monkeypatch.setattr(client, "BUNDLE_S", 1e9)
    server = DrippingServer(begin)
    stoppable = Call(call.method, call.path, {}, call.body, server.asked.is_set)
    with server.running(), HttpCarrier(server.url) as line, pytest.raises(LineDownError, match="stopped"):
        line(stoppable)


def test_deadline_counts_for_one_call_not_for_the_line(office: Office) -> None:
    calls = []

    def is_stopped() -> bool:
        calls.append(1)
        return False

    server = DrippingServer(BODY)
    with server.running(), HttpCarrier(server.url) as line:
        for _ in range(3):
            with pytest.raises(LineDownError, match="slow"):
                line(Call("GET", "/v1/pull", is_stopped=is_stopped))
    assert calls


@KINDS
def test_dripping_line_is_reported_and_nothing_is_lost(
    joined: Desktop, office: Office, line: SpoiltLine, begin: bytes
) -> None:
    register(joined, 1)
    server = DrippingServer(begin)
    joined._dial = dial
    joined.change_address(server.url)
    with server.running():
        report = joined.talk()
    assert (report.trouble, report.is_done) == ("line_slow", False)
    assert joined.line_state().trouble == "line_slow"
    assert states(joined) == ["queued"]
    joined._dial = line.dial
    joined.change_address(HUB_URL)
    assert joined.talk().trouble == ""
    assert len(ledger_lines(office)) == 1


@KINDS
def test_stopped_talk_ends_without_a_trouble(joined: Desktop, begin: bytes) -> None:
    register(joined, 1)
    server = DrippingServer(begin)
    joined._dial = dial
    joined.change_address(server.url)
    with server.running():
        report = joined.talk(server.asked.is_set)
    assert (report.trouble, report.is_done) == ("", False)
    assert states(joined) == ["queued"]


PAUSES = (
    *((503, text, 300) for text in ("301", "3600", "999999999999")),
    *((503, text, 0) for text in ("", "-1", "٤٠", "4e1", "9" * 5000, "Wed, 21 Oct 2026 07:28:00 GMT")),
    *((status, "40", 0) for status in (200, 404, 502)),
    (503, "40", 40),
    (429, "7", 7),
)


def always(answer: Answer) -> Callable[[Call], Answer]:
    return lambda _call: answer


def test_pause_that_a_server_in_between_asks_for_is_kept_within_bounds(joined: Desktop, line: SpoiltLine) -> None:
    for status, text, pause in PAUSES:
        line.before = always(Answer(status, {"retry-after": text}, b"<html>"))
        report = joined.talk()
        assert (report.retry_after_s, report.trouble) == (pause, "line_server" if status >= 500 else "line_portal")


def test_busy_head_office_ends_the_talk(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    line.refuse("/v1/push", 503, "busy")
    report = joined.talk()
    assert report.trouble == "busy"
    assert line.paths[-1] == "push"
    assert states(joined) == ["queued"]


def test_upload_that_is_too_slow_is_sent_again_in_smaller_batches(joined: Desktop, line: SpoiltLine) -> None:
    for at in range(8):
        register(joined, at)
    line.refuse("/v1/push", 408, "too_slow")
    assert joined.talk().trouble == "too_slow"
    line.come_back()
    line.calls.clear()
    assert joined.talk().trouble == ""
    assert line.paths.count("push") > 1
    assert set(states(joined)) <= {"applied", "applied_with_change"}
