"""Test uploads that are held, dripped, too large or unsigned: each is refused, and the memory is bounded."""

from base64 import b64encode
from contextlib import ExitStack
from dataclasses import replace
from os import urandom

import pytest
from uuid_utils.compat import uuid7

from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import SESSION_HEADER, Answer, Call
from dealer_app.sync.session.talker import Talker
from tests.attacks.attackers import MIB, Heard, Size, first_answer, head_of, many
from tests.attacks.conftest import PATIENT
from tests.attacks.honest import Honest
from tests.hub.head_office import Office
from tests.hub.raw import is_of_the_hub, signed
from tests.hub.serving import HubProcess

pytestmark = pytest.mark.enable_socket
BIG = 200 * 1024


def held(talk: Talker, path: str = "/v1/push") -> Call:
    """Return a call of an open session whose body never comes."""
    return signed(talk, Call("POST", path))


def heard(hub: HubProcess, call: Call, size: int, begun: bytes = b"") -> Heard:
    """Send a head that announces ``size`` bytes and ``begun`` of its body; return the answer."""
    with many(hub, 1, head_of(call, size) + begun) as (attacker,):
        return attacker.answer()


def is_signed(office: Office, call: Call, answer: Heard) -> bool:
    return is_of_the_hub(office, call, Answer(answer.status, answer.headers, answer.body))


@pytest.mark.parametrize("path", ["/v1/push", "/v1/bundle", "/v1/lease", "/v1/verify", "/v1/nowhere"])
def test_body_of_a_stranger_is_refused_before_it_is_sent(
    patient: HubProcess, honest: Honest, office: Office, path: str
) -> None:
    with honest.session(patient) as talk:
        call = held(talk, path)
    known = call.header(SESSION_HEADER)
    for token in ("", "x.y", known[:-1] + ("1" if known.endswith("0") else "0")):
        stranger = replace(call, headers={**call.headers, SESSION_HEADER: token})
        answer = heard(patient, stranger, 60 * MIB if path == "/v1/bundle" else BIG)
        assert (answer.status, answer.code) == (401, "session_unknown")
        assert is_signed(office, stranger, answer)


@pytest.mark.parametrize("path", ["/v1/push", "/v1/session", "/v1/enrol"])
def test_too_large_body_is_refused_by_its_announcement_or_its_size(
    patient: HubProcess, honest: Honest, path: str
) -> None:
    with honest.session(patient) as talk:
        call = held(talk, path)
    limit = wire.MOST_SENT_BYTES
    assert heard(patient, call, limit + 1).code == "too_large"
    assert heard(patient, call, 10**17).code == "too_large"
    chunked = replace(call, headers={**call.headers, "Transfer-Encoding": "chunked"})
    head = head_of(chunked).replace(b"Content-Length: 0\r\n", b"")
    with many(patient, 1, head + b"%x\r\n" % (limit + 1) + b" " * (limit + 1)) as (attacker,):
        assert attacker.answer().code == "too_large"


def test_held_upload_is_told_that_it_is_too_slow(hasty: HubProcess, honest: Honest, office: Office) -> None:
    with honest.session(hasty) as talk:
        call = held(talk)
    answer = heard(hasty, call, BIG, b" " * 1000)
    assert (answer.status, answer.code) == (408, "too_slow")
    assert is_signed(office, call, answer)
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("path", ["/v1/push", "/v1/session", "/v1/bundle"])
def test_dripped_upload_is_cut(hasty: HubProcess, honest: Honest, path: str) -> None:
    with honest.session(hasty) as talk, many(hasty, 1, head_of(held(talk, path), BIG)) as (attacker,):
        assert attacker.drip(b" " * BIG).startswith(b"HTTP/1.1 408 ")
    assert honest.works(hasty)


def test_upload_that_drips_after_its_answer_is_cut(hasty: HubProcess) -> None:
    with many(hasty, 1, head_of(Call("POST", "/v1/push"), BIG)) as (attacker,):
        assert attacker.answer().status == 401
        attacker.drip(b" " * BIG)


def test_held_uploads_share_a_bounded_memory(patient: HubProcess, honest: Honest, office: Office) -> None:
    size = Size(patient)
    with honest.session(patient) as talk:
        head = head_of(held(talk), BIG + 1)
    refused = 0
    with ExitStack() as stack:
        for _ in range(PATIENT.connections - 2):
            (attacker,) = stack.enter_context(many(patient, 1, head + bytes(BIG)))
            attacker.socket.settimeout(0.05)
            try:
                answer = attacker.answer()
            except TimeoutError:
                continue
            assert (answer.status, answer.code) == (503, "busy")
            assert int(answer.headers["retry-after"]) > 0
            refused += 1
        assert refused >= PATIENT.connections - 2 - PATIENT.held_bytes // BIG
        assert honest.works(patient)
    assert size.grown < 5 * PATIENT.held_bytes
    with many(patient, 1, head + bytes(BIG + 1)) as (attacker,):  # what was held is given back
        assert attacker.answer().code == "signature_wrong"


def test_bundles_have_a_ceiling_of_their_own(patient: HubProcess, honest: Honest, office: Office) -> None:
    with honest.session(patient) as talk:
        head = head_of(held(talk, "/v1/bundle"), 60 * MIB)
    with many(patient, PATIENT.bundles + 1, head + bytes(1000)) as attackers:
        answer = first_answer(attackers)  # the service decides which of them is the one too many
        assert (answer.status, answer.code) == (503, "busy")
        assert int(answer.headers["retry-after"]) > 0
        assert honest.works(patient)


def test_client_that_sends_ahead_without_end_is_cut(hasty: HubProcess, honest: Honest) -> None:
    with honest.session(hasty) as talk:
        calls = head_of(signed(talk, Call("GET", "/v1/pull?cursor=0&broadcast=0"))) * 500
    size = Size(hasty)
    with many(hasty, 1) as (attacker,):
        while attacker.send(calls):
            pass
    assert size.grown < 64 * MIB
    assert honest.works(hasty)


def test_client_that_does_not_read_its_answers_is_cut(hasty: HubProcess, honest: Honest, office: Office) -> None:
    rows = [Published("customer", str(uuid7()), {"x": b64encode(urandom(90_000)).decode()}) for _ in range(4)]
    office.publish("2606", *rows)
    ids = ",".join(row.id for row in rows)
    with honest.session(hasty) as talk:
        head = head_of(signed(talk, Call("GET", f"/v1/pull?cursor=0&broadcast=0&ids={ids}")))
    with many(hasty, 1, head * 300) as (attacker,):
        size = Size(hasty)
        while size.connections:
            assert honest.works(hasty)
        assert size.grown < 64 * MIB
        assert len(attacker.hear()) < 300 * 300_000
