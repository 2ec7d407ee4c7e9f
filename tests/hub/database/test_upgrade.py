"""Test that a database of an earlier version keeps its devices, windows and slips when it is upgraded."""

import json
from collections.abc import Iterator

import psycopg
import pytest
from alembic.command import upgrade

from dealer_app.hub.database import roles
from dealer_app.hub.database.database import engine_of, transaction
from tests.hub.head_office import Counter, Office
from tests.pg import address_of

NAME = "bajeh_upgrade"
PAIR = "1117753200140:12070160"


@pytest.fixture
def old_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The owner's address of a database of the first version, with two dealerships."""
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {NAME}")
        with monkeypatch.context() as patch:
            patch.setattr(roles, "upgrade", lambda config, _to: upgrade(config, "0001"))
            roles.init_hub(address_of(NAME))
        engine = engine_of(address_of(NAME))
        Office(engine).add("2606", "2607")
        engine.dispose()
        yield address_of(NAME)
        server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def fill(url: str) -> None:
    """Add two devices with the same window, an open slip in each dealership, and a void one."""
    device = (
        "INSERT INTO devices (dealership, device, public_key, box_key, counter, epoch, acked_n, acked_hash, state,"
        " window_no, base_n, enrolled_at) VALUES (%s, %s, '', '', '', 1, 0, '', 'active', %s, 0, now())"
    )
    row = "INSERT INTO rows (dealership, kind, id, version, seq, op, doc) VALUES (%s, 'bill', %s, 1, %s, 'upsert', %s)"
    number = "INSERT INTO numbers (dealership, kind, number, id, device) VALUES (%s, 'bill_ids', %s, %s, '')"
    with psycopg.connect(url, autocommit=True) as owner:
        for town, window in (("2606", 0), ("2606", 1), ("2607", 0)):
            owner.execute(device, (town, f"{town}-{window}", window))
        for at, (town, pair, state) in enumerate(
            (("2606", PAIR, "open"), ("2607", PAIR, "open"), ("2607", "7:7", "void"))
        ):
            owner.execute(row, (town, f"bill-{at}", at + 1, json.dumps({"doc_state": state})))
            owner.execute(number, (town, pair, f"bill-{at}"))
        owner.execute(
            "INSERT INTO numbers (dealership, kind, number, id, device) VALUES ('*', 'plan_orders', 'p:r', 'r', '')"
        )


def test_upgrade_keeps_windows_apart_and_knows_open_slips(old_url: str) -> None:
    fill(old_url)

    roles.init_hub(old_url)

    with psycopg.connect(old_url) as owner:
        shared = owner.execute("SELECT kind, number FROM numbers WHERE dealership = '*' ORDER BY kind").fetchall()
    assert shared == [("bill_ids", PAIR), ("plan_orders:p", "r")]
    engine = engine_of(old_url)
    newcomer = Counter(Office(engine))
    assert newcomer.enrol("2607").provisional[0].first == 90_020_000  # two windows of 10,000 were given
    engine.dispose()


def test_upgrade_of_an_empty_database_begins_with_the_first_window(old_url: str) -> None:
    roles.init_hub(old_url)
    engine = engine_of(old_url)
    with transaction(engine, "2606", Office(engine).clock()):
        assert Counter(Office(engine)).enrol("2606").provisional[0].first == 90_000_000
    engine.dispose()


def test_older_names_of_orders_are_found_without_their_leading_zeros(old_url: str) -> None:
    add = "INSERT INTO numbers (dealership, kind, number, id, device) VALUES ('2606', %s, %s, %s, 'hub')"
    older = [
        ("order.request_number", "0012345", "a"),
        ("order.request_number", "00777", "b"),
        ("order.request_number", "777", "c"),  # it keeps its name
        ("order.contract_number", "000", "d"),
        ("registration", "0099", "e"),
    ]
    with psycopg.connect(old_url, autocommit=True) as owner:
        for row in older:
            owner.execute(add, row)

    roles.init_hub(old_url)

    with psycopg.connect(old_url) as owner:
        found = owner.execute("SELECT kind, number, id FROM numbers").fetchall()
    assert set(found) == {*older, ("order.request_number", "12345", "a")}
