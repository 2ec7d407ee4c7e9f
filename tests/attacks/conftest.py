"""Provide the service as a process with small limits, and an honest counter beside the attacks."""

from collections.abc import Iterator

import pytest

from dealer_app.hub.service.limits import Limits
from tests.attacks.honest import Honest
from tests.hub.head_office import Office, open_office
from tests.hub.serving import HubProcess, hub_process

SMALL = Limits(
    connections=40,
    head_s=0.4,
    body_s=2.0,
    bundle_s=4.0,
    grace_s=0.4,
    least_rate=64 * 1024,
    held_bytes=4 * 1024 * 1024,
    check_s=0.05,
)
"""Limits that a test reaches in fractions of a second."""
PATIENT = Limits(connections=40, held_bytes=4 * 1024 * 1024, grace_s=60.0)
"""The same ceilings with long times: what is held stays held during the test, also on a busy PC."""


@pytest.fixture(scope="module")
def house() -> Iterator[tuple[Office, str]]:
    """A head office for all tests of a module."""
    with open_office("2606", "2607") as (office, url):
        yield office, url


@pytest.fixture(scope="module")
def office(house: tuple[Office, str]) -> Office:
    return house[0]


@pytest.fixture(scope="module")
def hasty(house: tuple[Office, str]) -> Iterator[HubProcess]:
    """A service that cuts soon."""
    with hub_process(*house, SMALL) as hub:
        assert Honest(house[0]).works(hub)  # everything that it loads is loaded: its size is measured from here
        yield hub


@pytest.fixture(scope="module")
def patient(house: tuple[Office, str]) -> Iterator[HubProcess]:
    """A service that lets attackers hold what they have."""
    with hub_process(*house, PATIENT) as hub:
        assert Honest(house[0]).works(hub)
        yield hub


@pytest.fixture(scope="module")
def honest(office: Office) -> Honest:
    """A counter of 2606."""
    return Honest(office)
