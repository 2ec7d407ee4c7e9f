"""Test that a call counts only from its device, in its session, with its bytes; any other changes nothing."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

import pytest

from dealer_app.hub.database.schema import leases
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import DEVICE_HEADER, SESSION_HEADER, SIGNATURE_HEADER, Answer, Call
from dealer_app.protocol.signing import new_key
from dealer_app.sync.session.talker import Identity, Talker, new_nonce
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import is_of_the_hub, said, signed, stored

LEASE = Call("POST", "/v1/lease", {}, b'{"wants":[{"kind":"receipt","after":0}]}')


@pytest.fixture
def other(office: Office) -> Counter:
    """A counter of another dealership."""
    return a_counter(office, "2607")


def with_header(call: Call, name: str, value: str) -> Call:
    return replace(call, headers={**call.headers, name: value})


def refused(office: Office, call: Call) -> tuple[int, str]:
    """Send a call that must change nothing; return (status, code) of its signed refusal."""
    answer: Answer = office.service.answer(call)
    assert is_of_the_hub(office, call, answer)
    for dealership in ("2606", "2607"):
        assert stored(office.engine, dealership, leases, office) == []
    body = said(answer)
    assert set(body) <= {"code", "acked_n", "retry_after_s"}
    return answer.status, body["code"]


def test_call_of_an_open_session_is_answered(office: Office, counter: Counter) -> None:
    assert office.service.answer(signed(counter.talk(), LEASE)).status == 200


def test_device_cannot_speak_for_another(office: Office, counter: Counter, other: Counter) -> None:
    mine, theirs = counter.talk(), other.talk()
    call = signed(mine, LEASE)
    own_token_of_theirs = signed(theirs, LEASE)

    assert refused(office, with_header(call, DEVICE_HEADER, other.device)) == (401, "session_unknown")
    assert refused(office, with_header(call, SESSION_HEADER, theirs.token)) == (401, "session_unknown")
    assert refused(office, with_header(own_token_of_theirs, SIGNATURE_HEADER, call.header(SIGNATURE_HEADER))) == (
        401,
        "signature_wrong",
    )
    both = with_header(with_header(call, DEVICE_HEADER, other.device), SESSION_HEADER, theirs.token)
    assert refused(office, both) == (401, "signature_wrong")


def test_signature_of_another_key_is_wrong(office: Office, counter: Counter) -> None:
    talk = counter.talk()
    thief = Talker(talk.carrier, Identity(counter.device, new_key(), office.keys.public))
    thief.token, thief.nonce = talk.token, talk.nonce
    session = wire.OpenSession(new_nonce(), 1, wire.Head(0, wire.GENESIS), 0, 0)

    assert refused(office, signed(thief, LEASE)) == (401, "signature_wrong")
    opening = Call("POST", "/v1/session", {}, wire.encode(session))
    assert refused(office, signed(thief, opening, nonce=session.client_nonce)) == (401, "signature_wrong")


def test_token_with_another_payload_is_unknown(office: Office, counter: Counter, other: Counter) -> None:
    talk = counter.talk()
    packed, mark = talk.token.split(".")
    payload = json.loads(urlsafe_b64decode(packed))
    forged = [{**payload, "device": other.device}, {**payload, "until": payload["until"] + 1}, {**payload, "nonce": ""}]
    call = signed(talk, LEASE)

    for changed in forged:
        token = f"{urlsafe_b64encode(json.dumps(changed).encode()).decode()}.{mark}"
        assert refused(office, with_header(call, SESSION_HEADER, token)) == (401, "session_unknown")


DEEP = urlsafe_b64encode(b"[" * 30_000).decode()


TOKENS = ("", ".", "..", "x", "é.é", "e30=.ü", "e30.00", f"{DEEP}.00", "\0.\0", "e30=.")


def test_malformed_token_is_an_unknown_session(office: Office, counter: Counter) -> None:
    call = signed(counter.talk(), LEASE)

    for token in TOKENS:
        assert refused(office, with_header(call, SESSION_HEADER, token)) == (401, "session_unknown"), token[:20]


def test_session_ends_after_a_quarter_of_an_hour(office: Office, counter: Counter) -> None:
    talk = counter.talk()
    office.clock.pass_by(minutes=15, seconds=1)

    assert refused(office, signed(talk, LEASE)) == (401, "session_unknown")


def test_signed_call_is_valid_only_for_its_path_body_and_session(office: Office, counter: Counter) -> None:
    talk = counter.talk()
    call = signed(talk, LEASE)
    replayed = [
        replace(call, path="/v1/verify"),
        replace(call, path="/v1/lease?x=1"),
        replace(call, method="GET"),
        replace(call, body=LEASE.body + b" "),
        replace(call, body=b""),
        with_header(call, SESSION_HEADER, counter.talk().token),
    ]

    for again in replayed:
        assert refused(office, again) == (401, "signature_wrong")


def test_device_that_was_never_enrolled_is_refused(office: Office) -> None:
    for device in ("", "nobody", "é", "a\0b", "0" * 40_000):
        stranger = Talker(office.service.answer, Identity(device, new_key(), office.keys.public))
        body = wire.OpenSession(new_nonce(), 1, wire.Head(0, wire.GENESIS), 0, 0)
        call = signed(stranger, Call("POST", "/v1/session", {}, wire.encode(body)), nonce=body.client_nonce)

        assert refused(office, call) == (401, "signature_wrong")


def test_answer_is_signed_for_its_own_request(office: Office, counter: Counter) -> None:
    talk = counter.talk()
    one, two = signed(talk, LEASE), signed(talk, Call("GET", "/v1/pull?cursor=0"))
    answer = office.service.answer(one)

    assert is_of_the_hub(office, one, answer)
    assert not is_of_the_hub(office, two, answer)
