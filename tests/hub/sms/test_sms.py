"""Test messages: the gateway's documented status becomes our code, and only an accepted message counts as sent."""

import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, select, text

from dealer_app.domain.errors import FieldError, Refusal, sentence
from dealer_app.hub.database.database import engine_of, transaction
from dealer_app.hub.database.schema import sms
from dealer_app.hub.sms.kavenegar import CODES, KEY_FILE, KEY_VARIABLE, find_gateway
from dealer_app.hub.sms.queue import FINAL, GATEWAY_WIDE, MOST_TRIES, Message, queue_message, send_waiting
from tests.hub.head_office import Office
from tests.hub.sms.gateway import FakeGateway, serving

HINT = Message("09131234567", "bajeh-code", {"token": "48213"})


@pytest.fixture
def gateway(socket_enabled: None) -> Iterator[FakeGateway]:
    with serving() as fake:
        fake.says(200)
        yield fake


def test_message_is_sent_as_documented(gateway: FakeGateway) -> None:
    assert gateway.client().send(HINT) == ""
    path, form = gateway.asked[0]
    assert path == "/v1/6B2F5A7D%2F41%2Bx/verify/lookup.json"
    assert form == {"receptor": ["09131234567"], "template": ["bajeh-code"], "token": ["48213"]}


def test_every_code_of_the_gateway_becomes_ours_and_has_a_sentence(gateway: FakeGateway) -> None:
    for status, code in CODES.items():
        gateway.says(status)
        assert gateway.client().send(HINT) == code
        gateway.says(status, http=status)
        assert gateway.client().send(HINT) == code
        assert sentence(Refusal(code)) != code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, b"<html>404</html>"), "sms_answer"),
        ((200, b""), "sms_answer"),
        ((200, b"[]"), "sms_answer"),
        ((200, b'{"return": {}}'), "sms_answer"),
        ((200, b'{"return": {"status": 299}}'), "sms_answer"),
        ((418, b'{"return": {"status": 200}}'), "sms_credit"),
        ((502, b'{"return": {"status": 200}}'), "sms_answer"),
        ((302, b'{"return": {"status": 200}}'), "sms_answer"),
    ],
)
def test_any_answer_but_success_is_a_failure(gateway: FakeGateway, answer: tuple[int, bytes], code: str) -> None:
    gateway.answer = answer
    assert gateway.client().send(HINT) == code


@pytest.mark.enable_socket
def test_gateway_that_times_out_is_reported() -> None:
    with serving(Event()) as fake:
        assert fake.client(timeout=httpx.Timeout(0.2)).send(HINT) == "sms_timeout"


@pytest.mark.enable_socket
def test_dead_line_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert FakeGateway(port).client().send(HINT) == "sms_gateway_down"


def test_key_is_neither_logged_nor_stored(
    gateway: FakeGateway, office: Office, owner_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    queue(office)
    for status in (418, 424, 200):
        gateway.says(status)
        send(office, gateway.client())
    gateway.answer = 200, b"<html>"
    client = gateway.client()
    client.send(HINT)
    with owner_engine.connect() as connection:
        stored = str(connection.execute(text("SELECT * FROM sms")).all())
    for place in (caplog.text, stored, repr(client)):
        assert "6B2F5A7D" not in place
        assert "127.0.0.1" not in stored


def test_key_comes_from_the_environment_or_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    assert find_gateway(tmp_path) is None
    (tmp_path / KEY_FILE).write_text("abc\n")
    assert find_gateway(tmp_path) is not None
    (tmp_path / KEY_FILE).write_text("\n")
    assert find_gateway(tmp_path) is None
    monkeypatch.setenv(KEY_VARIABLE, "abc\n")
    assert find_gateway(tmp_path) is not None


@dataclass
class ToldGateway:
    """A gateway that gives the prepared answers in turn; an exception is raised."""

    answers: list[str | BaseException]
    taken: list[str] = field(default_factory=list)

    def send(self, message: Message) -> str:
        self.taken.append(message.receptor)
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


def queue(office: Office, *receptors: str) -> list[str]:
    with transaction(office.engine, "2606", office.clock()) as tx:
        return [queue_message(tx, Message(one, "t", {"token": "1"})) for one in receptors or ("09131234567",)]


def send(office: Office, gateway: Any) -> dict[str, int]:
    return send_waiting(office.engine, "2606", office.clock, gateway)


def kept(office: Office) -> list[tuple[str, str, int]]:
    with transaction(office.engine, "2606", office.clock()) as tx:
        rows = tx.connection.execute(select(sms.c.state, sms.c.code, sms.c.tries).order_by(sms.c.id))
        return [(row.state, row.code, row.tries) for row in rows]


@pytest.mark.parametrize("token", ["علی رضایی", "a b", "", "a\tb", "a\u00a0b"])
def test_token_with_a_space_is_refused(office: Office, token: str) -> None:
    with transaction(office.engine, "2606", office.clock()) as tx, pytest.raises(FieldError) as refused:
        queue_message(tx, Message("09131234567", "t", {"token": token}))
    assert refused.value.code == "sms_token_space"


def test_nothing_is_sent_without_a_gateway(office: Office) -> None:
    queue(office, "1", "2")
    for _ in range(MOST_TRIES + 1):
        assert send(office, None) == {"sent": 0, "failed": 0, "waiting": 2}
    assert kept(office) == [("queued", "sms_no_gateway", 0)] * 2


def test_accepted_message_is_sent_once(office: Office) -> None:
    queue(office, "1", "2")
    gateway = ToldGateway(["", ""])
    assert send(office, gateway) == {"sent": 2, "failed": 0, "waiting": 0}
    assert send(office, gateway) == {"sent": 0, "failed": 0, "waiting": 0}
    assert (gateway.taken, kept(office)) == (["1", "2"], [("sent", "", 1)] * 2)


@pytest.mark.parametrize("code", sorted(FINAL))
def test_final_code_fails_at_once(office: Office, code: str) -> None:
    queue(office)
    assert send(office, ToldGateway([code])) == {"sent": 0, "failed": 1, "waiting": 0}
    assert kept(office) == [("failed", code, 1)]


def test_other_failures_are_tried_again_up_to_the_limit(office: Office) -> None:
    queue(office)
    for _ in range(MOST_TRIES - 1):
        assert send(office, ToldGateway(["sms_failed"]))["waiting"] == 1
    assert send(office, ToldGateway(["sms_failed"])) == {"sent": 0, "failed": 1, "waiting": 0}
    assert kept(office) == [("failed", "sms_failed", MOST_TRIES)]


@pytest.mark.parametrize("code", sorted(GATEWAY_WIDE))
def test_failure_of_the_gateway_leaves_the_rest_waiting(office: Office, code: str) -> None:
    queue(office, "1", "2", "3")
    gateway = ToldGateway(["", code])
    assert send(office, gateway) == {"sent": 1, "failed": 0, "waiting": 2}
    assert (gateway.taken, kept(office)[2]) == (["1", "2"], ("queued", "", 0))


def test_crash_after_the_gateway_accepted_is_recorded_and_sent_again(office: Office) -> None:
    queue(office, "1", "2")
    with pytest.raises(KeyboardInterrupt):
        send(office, ToldGateway(["", KeyboardInterrupt()]))
    assert kept(office) == [("sent", "", 1), ("queued", "sms_unsure", 1)]

    gateway = ToldGateway([""])
    assert send(office, gateway) == {"sent": 1, "failed": 0, "waiting": 0}
    assert (gateway.taken, kept(office)[1]) == (["2"], ("sent", "", 2))


@dataclass
class CuriousGateway:
    """A gateway whose call starts a second sender."""

    office: Office
    other: ToldGateway = field(default_factory=lambda: ToldGateway([]))

    def send(self, _message: Message) -> str:
        assert send(self.office, self.other)["sent"] == 0
        return ""


def test_two_senders_at_once_send_a_message_once(office: Office) -> None:
    queue(office)
    curious = CuriousGateway(office)
    assert send(office, curious)["sent"] == 1
    assert curious.other.taken == []


def test_dealership_sends_only_its_own_messages(office: Office, hub_url: str) -> None:
    queue(office)
    other = engine_of(hub_url)
    assert send_waiting(other, "2607", office.clock, ToldGateway([])) == {"sent": 0, "failed": 0, "waiting": 0}
    other.dispose()
