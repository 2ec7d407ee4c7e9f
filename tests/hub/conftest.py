"""Provide a fresh hub database for each test, as the service sees it and as its owner does."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from dealer_app.hub.database.database import engine_of
from tests.hub.head_office import Counter, Office, a_counter
from tests.pg import hub_database


@pytest.fixture
def hub_url() -> Iterator[str]:
    """The owner's address of a fresh database."""
    with hub_database() as url:
        yield url


@pytest.fixture
def hub_engine(hub_url: str) -> Iterator[Engine]:
    """The service's engine, under its own role."""
    engine = engine_of(hub_url)
    yield engine
    engine.dispose()


@pytest.fixture
def owner_engine(hub_url: str) -> Iterator[Engine]:
    """The owner's engine; row-level security does not apply to it in these tests."""
    engine = engine_of(hub_url, role="")
    yield engine
    engine.dispose()


@pytest.fixture
def office(hub_engine: Engine) -> Office:
    """A head office with two dealerships."""
    office = Office(hub_engine)
    office.add("2606", "2607")
    return office


@pytest.fixture
def counter(office: Office) -> Counter:
    """A counter of 2606 that has only an outbox and keys."""
    return a_counter(office)
