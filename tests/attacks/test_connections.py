"""Test floods of connections: silent, half a head, dripping, no free file; an honest counter works meanwhile."""

import resource

import psutil
import pytest

from tests.attacks.attackers import Attacker, Size, events, many
from tests.attacks.conftest import PATIENT, SMALL
from tests.attacks.honest import Honest
from tests.hub.serving import HubProcess

pytestmark = pytest.mark.enable_socket
HALF = b"POST /v1/session HTTP/1.1\r\nHost: hub.test\r\nX-Pad: "


@pytest.mark.parametrize("content", [b"", HALF], ids=["silent", "half a head"])
def test_flood_of_half_open_connections_leaves_room_for_honest_calls(
    patient: HubProcess, honest: Honest, content: bytes
) -> None:
    size = Size(patient)
    with many(patient, 3 * PATIENT.connections, content):
        assert honest.works(patient)
        assert size.connections <= PATIENT.connections
    assert honest.works(patient)


def test_half_head_is_answered_408_and_closed(hasty: HubProcess) -> None:
    with many(hasty, 3, HALF) as attackers:
        for attacker in attackers:
            assert attacker.hear().startswith(b"HTTP/1.1 408 ")


def test_silent_connection_is_closed(hasty: HubProcess) -> None:
    with many(hasty, 3) as attackers:
        assert [attacker.hear() for attacker in attackers] == [b"", b"", b""]


def test_dripping_head_is_cut(hasty: HubProcess, honest: Honest) -> None:
    attacker = Attacker(hasty)
    attacker.send(HALF)
    assert attacker.drip(b"x" * 60_000).startswith(b"HTTP/1.1 408 ")
    attacker.close()
    assert honest.works(hasty)


def test_connection_that_makes_calls_is_not_cut_by_the_time_of_a_head(hasty: HubProcess) -> None:
    attacker = Attacker(hasty)
    for _ in range(int(3 * SMALL.head_s / 0.02)):
        attacker.send(b"GET /health HTTP/1.1\r\nHost: hub.test\r\n\r\n")
        assert attacker.answer().status == 200
        attacker.socket.settimeout(0.02)
        with pytest.raises(TimeoutError):
            attacker.socket.recv(1)
        attacker.socket.settimeout(10)
    attacker.close()


def test_nonsense_and_endless_heads_write_nothing_to_the_log(patient: HubProcess, honest: Honest) -> None:
    for nonsense in (
        b"\x16\x03\x01\x02\x00\x01" * 50,
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        HALF + b"x" * 200_000,
    ):
        with many(patient, 5, nonsense + b"\r\n\r\n") as attackers:
            assert all(attacker.hear().startswith(b"HTTP/1.1 4") for attacker in attackers)
    assert honest.works(patient)
    assert events(patient) == []


def test_service_goes_on_when_no_file_is_left(patient: HubProcess, honest: Honest) -> None:
    process = psutil.Process(patient.pid)
    before = process.rlimit(resource.RLIMIT_NOFILE)
    process.rlimit(resource.RLIMIT_NOFILE, (process.num_fds() + 3, before[1]))
    with many(patient, 12, HALF):
        while not events(patient):  # the flood arrives in the service's own time
            Attacker(patient).close()
    process.rlimit(resource.RLIMIT_NOFILE, before)

    assert honest.works(patient)
    assert [(record["event"], record["fault"]) for record in events(patient)] == [("accept", "OSError")]


def test_counts_and_description_are_served_only_on_request(patient: HubProcess) -> None:
    attacker = Attacker(patient)
    for path in (b"/metrics", b"/openapi.json", b"/docs"):
        attacker.send(b"GET " + path + b" HTTP/1.1\r\nHost: hub.test\r\n\r\n")
        assert attacker.answer().status == 404
    attacker.close()
