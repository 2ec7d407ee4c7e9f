"""Two counters of one dealership, whose order comes from head office."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from tests.hub.head_office import Office
from tests.hub.recording import publish_centre
from tests.sync.counters import HUB_URL, SpoiltLine, open_counter

NUMBER = "R2606100777"
"""The request number of the order that both counters have."""


@pytest.fixture
def pair(joined: Desktop, office: Office, tmp_path: Path, line: SpoiltLine) -> Iterator[tuple[Desktop, Desktop]]:
    """Two counters with head office's order."""
    publish_centre(office)
    other = open_counter(tmp_path / "other", line)
    other.enrol(HUB_URL, office.code("2606"))
    exchange(joined, other)
    yield joined, other
    other.close()


def exchange(*desktops: Desktop) -> None:
    """Let all counters talk twice, so that each has what the others made."""
    for _ in range(2):
        for desktop in desktops:
            assert desktop.talk().trouble == ""
