"""Test guesses of enrolment codes: slowed from one address, logged, and no other place is touched."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.hub.devices.codes import Guesses, place_of
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Call
from dealer_app.protocol.signing import new_key, public_key
from dealer_app.sync.session.talker import Identity, Talker, plain
from tests.attacks.attackers import Attacker, Heard, events, head_of
from tests.hub.head_office import Office
from tests.hub.raw import post, signed
from tests.hub.serving import HubProcess

PLACES = st.sampled_from(["a", "b", "c"])


def enrolment(code: str) -> Call:
    """Return a well-formed call with a code, signed by a new key."""
    key = new_key()
    public = b64encode(public_key(key)).decode()
    body = wire.Enrol(code, public, public, "counter")
    me = Talker(lambda _call: pytest.fail("not called"), Identity("", key, b""))
    return signed(me, post("/v1/enrol", body), nonce=plain(code))


def ask(hub: HubProcess, call: Call, source: str = "127.0.0.1") -> Heard:
    attacker = Attacker(hub, source)
    attacker.send(head_of(call) + call.body)
    answer = attacker.answer()
    attacker.close()
    return answer


@pytest.mark.enable_socket
def test_wrong_codes_are_slowed_for_their_address_alone(patient: HubProcess, office: Office) -> None:
    wrong, good = enrolment("AAAA-" * 8), enrolment(office.code("2606"))
    answers = [ask(patient, wrong) for _ in range(Guesses.FREE + 2)]

    assert [answer.status for answer in answers] == [403] * Guesses.FREE + [429, 429]
    assert answers[-1].code == "busy"
    assert int(answers[-1].headers["retry-after"]) > 0
    assert [record["count"] for record in events(patient)] == list(range(1, Guesses.FREE + 1))
    assert ask(patient, good).status == 429
    assert ask(patient, good, "127.0.0.2").status == 200


@given(st.lists(st.tuples(PLACES, st.floats(0, 5_000)), max_size=60))
def test_pause_grows_with_the_guesses_of_a_place_and_has_an_end(steps: list[tuple[str, float]]) -> None:
    guesses, now = Guesses(), 0.0
    for place, later in steps:
        now += later
        before = {other: guesses.wait_s(other, now) for other in "abc" if other != place}
        count = guesses.note(place, now)
        assert 0 <= guesses.wait_s(place, now) <= Guesses.LONGEST_S
        assert (guesses.wait_s(place, now) > 0) == (count >= Guesses.FREE)
        assert {other: guesses.wait_s(other, now) for other in before} == before
        assert guesses.wait_s(place, now + Guesses.LONGEST_S) == 0


def test_memory_of_guesses_is_bounded() -> None:
    guesses = Guesses()
    for at in range(Guesses.PLACES + 500):
        guesses.note(str(at), 0.0)
    assert len(guesses._wrong) == Guesses.PLACES


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_place_is_an_address_or_the_network_of_an_ipv6_address(address: str, place: str) -> None:
    assert place_of(address) == place
