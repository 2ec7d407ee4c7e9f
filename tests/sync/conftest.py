"""Fixtures: a head office on a real database and counters that belong to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dealer_app.desktop import Desktop
from dealer_app.hub.database.database import engine_of
from tests.hub.head_office import Office
from tests.pg import hub_database
from tests.sync.counters import HUB_URL, SpoiltLine, open_counter


@pytest.fixture
def office_url() -> Iterator[str]:
    """The owner's address of a fresh database of head office."""
    with hub_database() as url:
        yield url


@pytest.fixture
def owner(office_url: str) -> Iterator[Engine]:
    """The engine of the database's owner, who bypasses row-level security."""
    engine = engine_of(office_url, role="")
    yield engine
    engine.dispose()


@pytest.fixture
def office(office_url: str) -> Iterator[Office]:
    """A head office with two dealerships."""
    engine = engine_of(office_url)
    office = Office(engine)
    office.add("2606", "2607")
    yield office
    engine.dispose()


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
