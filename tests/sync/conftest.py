"""Fixtures: a head office on a real database and counters that belong to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from tests.hub.conftest import hub_engine, hub_url, office, owner_engine
from tests.hub.head_office import Office
from tests.sync.counters import HUB_URL, SpoiltLine, open_counter

__all__ = ["hub_engine", "hub_url", "office", "owner_engine"]


@pytest.fixture
def line(office: Office) -> SpoiltLine:
    """The counter's line to head office."""
    return SpoiltLine(office)


@pytest.fixture
def fresh(tmp_path: Path, line: SpoiltLine) -> Iterator[Desktop]:
    """A counter that was never enrolled."""
    desktop = open_counter(tmp_path / "counter", line)
    yield desktop
    desktop.close()


@pytest.fixture
def joined(fresh: Desktop, office: Office, line: SpoiltLine) -> Desktop:
    """A counter of dealership 2606."""
    fresh.enrol(HUB_URL, office.code("2606"))
    line.calls.clear()
    return fresh
