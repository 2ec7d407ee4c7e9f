"""Fixtures: head office's database as its own commands open it, and a real counter."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.hub.database.opening import OfficeDatabase
from tests.hub.head_office import Office
from tests.sync.counters import enrolled_counter


@pytest.fixture
def office_database(office: Office, hub_url: str) -> OfficeDatabase:
    return OfficeDatabase(hub_url, office.engine, office.keys)


@pytest.fixture
def counter(office: Office, tmp_path: Path) -> Iterator[Desktop]:
    """A real counter of 2606."""
    with enrolled_counter(tmp_path / "counter", office, "2606") as desktop:
        yield desktop
