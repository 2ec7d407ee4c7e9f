"""Test the creation of head office's database: repeatable, by its owner, for a service with few rights."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import ProgrammingError

from dealer_app.domain.errors import FieldError
from dealer_app.hub.database.database import SERVICE_ROLE, engine_of, transaction
from dealer_app.hub.database.roles import add_dealership, init_hub, is_dealership_code
from dealer_app.hub.database.schema import heads
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office


def test_second_init_keeps_the_dealerships(hub_url: str, office: Office) -> None:
    init_hub(hub_url)
    with transaction(office.engine, "2606", office.clock()) as tx:
        assert tx.connection.scalar(select(heads.c.dealership).where(heads.c.dealership == "2606")) == "2606"


def test_dealership_is_made_once_and_keeps_its_number(office: Office, owner_engine: Engine) -> None:
    office.add("2606", "2608", "2608")
    with owner_engine.connect() as connection:
        lines = connection.execute(text("SELECT dealership, dealership_no FROM heads"))
        found = {row.dealership: row.dealership_no for row in lines}
    assert len(found) == len(set(found.values())) == 4
    assert found["*"] == 0


def test_dealerships_that_are_made_at_once_never_share_a_number(hub_url: str, office: Office) -> None:
    def add(code: str) -> None:
        engine = engine_of(hub_url)
        with transaction(engine, code, office.clock()) as tx:
            add_dealership(tx.connection, code)
        engine.dispose()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, [str(code) for code in range(3000, 3008)]))
    with office.engine.connect() as connection:
        codes = list(connection.scalars(text("SELECT list_dealerships()")))
    with transaction(office.engine, "3007", office.clock()) as tx:
        highest = tx.connection.scalar(text("SELECT next_dealership_no()"))
    assert (len(codes), highest) == (11, 11)


@pytest.mark.parametrize("code", ["", "*", "a*", "26 06", " ", "26\u200906", "۲۶۰۶", "26/06", "کرمان", "x" * 21])
def test_invalid_code_makes_no_dealership(office: Office, code: str) -> None:
    assert not is_dealership_code(code)
    with transaction(office.engine, code or "x", office.clock()) as tx, pytest.raises(FieldError):
        add_dealership(tx.connection, code)


FORBIDDEN = ("DROP TABLE rows", "DELETE FROM ledger", "UPDATE ledger SET body = ''", "SELECT * FROM device_directory")


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_service_cannot_undo_what_it_wrote(office: Office, statement: str) -> None:
    with pytest.raises(ProgrammingError) as refused, office.engine.begin() as connection:
        connection.execute(text(statement))
    assert getattr(refused.value.orig, "sqlstate", "") == "42501"  # insufficient privilege


def test_login_that_is_only_a_member_of_the_role_serves_a_counter(
    hub_url: str, office: Office, owner_engine: Engine
) -> None:
    with owner_engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS hub_login"))  # roles outlive a test's database
        connection.execute(text(f"CREATE ROLE hub_login LOGIN NOINHERIT IN ROLE {SERVICE_ROLE}"))
    engine = engine_of(hub_url.replace("//postgres:", "//hub_login:"))
    counter = Counter(Office(engine, office.keys))
    counter.enrol("2606")
    counter.write("print.record", whole("print.record"))
    assert counter.talk().push(counter.batch()).acked_n == 1
    with engine.connect() as connection:
        connection.execute(text("SET ROLE NONE"))
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text("SELECT 1 FROM ledger"))
    engine.dispose()
