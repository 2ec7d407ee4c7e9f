"""Test PostgreSQL's catalogue of the migrated database: partitions, keys, policies and rights of the service's role."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from dealer_app.hub.database.database import SERVICE_ROLE, engine_of, transaction
from dealer_app.hub.database.roles import init_hub
from dealer_app.hub.database.schema import metadata
from tests.hub.head_office import Office
from tests.pg import address_of, hub_database

ROUTES = {"device_directory", "code_directory"}
"""Tables that map a device or a code, which is all that a caller is known by, to its dealership and nothing else."""
TABLES = set(metadata.tables)
PARENTS = "SELECT oid, relname FROM pg_class WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace"


@pytest.fixture(scope="module")
def hub_url() -> Iterator[str]:
    """One database for all these tests: they only read, or write rows that no other test reads."""
    with hub_database() as url:
        yield url


@pytest.fixture(scope="module")
def hub_engine(hub_url: str) -> Iterator[Engine]:
    """The service's engine."""
    engine = engine_of(hub_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def owner_engine(hub_url: str) -> Iterator[Engine]:
    """The owner's engine."""
    engine = engine_of(hub_url, role="")
    yield engine
    engine.dispose()


def ask(engine: Engine, query: str, **values: Any) -> list[Any]:
    """Return the rows of a query; a single column as plain values."""
    with engine.begin() as connection:
        rows = connection.execute(text(query), values).all()
    return [row[0] if len(row) == 1 else tuple(row) for row in rows]


def test_schema_names_every_table(owner_engine: Engine) -> None:
    tables = ask(
        owner_engine,
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
        " AND relnamespace = 'public'::regnamespace",
    )

    assert set(tables) == TABLES | ROUTES | {"alembic_version"}


def test_every_table_is_partitioned_by_a_hash_of_the_dealership(owner_engine: Engine) -> None:
    found = ask(
        owner_engine,
        "SELECT c.relname, p.partstrat::text, a.attname"
        " FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0] AND p.partnatts = 1",
    )

    assert sorted(found) == [(table, "h", "dealership") for table in sorted(TABLES)]


def test_every_unique_key_starts_with_the_dealership(owner_engine: Engine) -> None:
    found = ask(
        owner_engine,
        "SELECT c.relname, i.indisprimary, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
        " WHERE i.indisunique AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace"
        " AND c.relname <> 'alembic_version'",
    )

    assert {table for table, is_primary, _ in found if is_primary} == TABLES | ROUTES
    assert {(table, column) for table, _, column in found if column != "dealership"} == {
        ("device_directory", "device"),
        ("code_directory", "code_hash"),
    }


def test_routing_tables_hold_only_the_dealership(owner_engine: Engine) -> None:
    found = ask(
        owner_engine,
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_name = ANY(:names)",
        names=sorted(ROUTES),
    )

    assert set(found) == {
        ("device_directory", "device"),
        ("device_directory", "dealership"),
        ("code_directory", "code_hash"),
        ("code_directory", "dealership"),
    }


def test_row_security_is_on_and_forced_on_every_table(owner_engine: Engine) -> None:
    found = ask(owner_engine, f"SELECT relname FROM pg_class WHERE oid IN (SELECT oid FROM ({PARENTS}) p)")
    guarded = ask(
        owner_engine,
        "SELECT relname FROM pg_class WHERE relkind = 'p' AND relrowsecurity AND relforcerowsecurity"
        " AND relnamespace = 'public'::regnamespace",
    )

    assert set(found) == set(guarded) == TABLES


def test_policies_allow_the_own_dealership_and_reading_broadcast_rows(owner_engine: Engine) -> None:
    found = ask(
        owner_engine,
        "SELECT tablename::text, cmd, qual, coalesce(with_check, '') FROM pg_policies"
        f" WHERE '{SERVICE_ROLE}' = ANY(roles)",
    )
    own = "(dealership = current_setting('bajeh.dealership'::text, true))"
    broadcast = "(dealership = '*'::text)"

    assert set(found) == {(table, "ALL", own, own) for table in TABLES} | {
        (table, "SELECT", broadcast, "") for table in ("heads", "rows")
    }


def test_partitions_are_closed_to_the_service(hub_engine: Engine, owner_engine: Engine) -> None:
    partitions = ask(
        owner_engine,
        "SELECT inhrelid::regclass::text FROM pg_inherits i JOIN pg_class c ON"
        " c.oid = i.inhparent WHERE c.relkind = 'p'",
    )
    open_ones = ask(
        owner_engine,
        "SELECT c.relname, r FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',"
        " 'REFERENCES', 'TRIGGER']) r WHERE c.relispartition AND c.relkind = 'r' AND"
        f" has_table_privilege('{SERVICE_ROLE}', c.oid, r)",
    )

    assert len(partitions) == 8 * len(TABLES)
    assert open_ones == []
    with pytest.raises(DBAPIError, match="permission denied"):
        ask(hub_engine, "SELECT * FROM rows_p0")


def test_service_has_only_the_rights_it_needs(owner_engine: Engine) -> None:
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    found = ask(
        owner_engine,
        f"SELECT c.relname, r FROM pg_class c, unnest(:rights ::text[]) r WHERE c.relkind IN ('r', 'p')"
        " AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition"
        f" AND has_table_privilege('{SERVICE_ROLE}', c.oid, r)".replace(":rights ::text[]", f"ARRAY{list(rights)}"),
    )
    held = {table: {right for name, right in found if name == table} for table in TABLES | ROUTES}

    assert {table for table, its in held.items() if "DELETE" in its} == {
        "snapshots",  # replaced by newer ones
        "snapshot_parts",
        "attachment_pieces",  # bytes that do not fit their hash; bytes that moved with their file
        "identities",  # follow a corrected national code
        "numbers",
    }
    assert all(its <= {"SELECT", "INSERT", "UPDATE", "DELETE"} for its in held.values())
    assert held["ledger"] == {"SELECT", "INSERT"}
    assert held["void_numbers"] == {"SELECT", "INSERT"}
    assert held["device_directory"] == held["code_directory"] == set()


def test_only_the_outcome_of_a_ledger_entry_can_change(owner_engine: Engine) -> None:
    found = ask(
        owner_engine,
        "SELECT attname::text FROM pg_attribute WHERE attrelid = 'ledger'::regclass AND attnum > 0"
        f" AND has_column_privilege('{SERVICE_ROLE}', attrelid, attnum, 'UPDATE')",
    )

    assert set(found) == {"state", "code", "seq", "outcome"}


def test_role_of_the_service_obeys_row_security_and_owns_nothing(owner_engine: Engine) -> None:
    flags = "rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolcanlogin"
    (role,) = ask(owner_engine, f"SELECT {flags} FROM pg_roles WHERE rolname = '{SERVICE_ROLE}'")
    owned = ask(owner_engine, f"SELECT relname FROM pg_class WHERE relowner = '{SERVICE_ROLE}'::regrole")
    may_create = ask(owner_engine, f"SELECT has_schema_privilege('{SERVICE_ROLE}', 'public', 'CREATE')")
    groups = ask(owner_engine, f"SELECT 1 FROM pg_auth_members WHERE member = '{SERVICE_ROLE}'::regrole")

    assert not any(role)
    assert owned == groups == []
    assert may_create == [False]


def test_only_core_postgresql_is_used(owner_engine: Engine) -> None:
    assert ask(owner_engine, "SELECT extname::text FROM pg_extension") == ["plpgsql"]
    assert set(
        ask(
            owner_engine,
            "SELECT l.lanname::text FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
            " WHERE p.pronamespace = 'public'::regnamespace",
        )
    ) == {"sql", "plpgsql"}


def test_functions_that_bypass_row_security_are_few_and_pin_their_search_path(owner_engine: Engine) -> None:
    found = ask(
        owner_engine,
        "SELECT proname::text, proconfig::text FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace",
    )

    assert {name for name, _ in found} == {
        "dealership_of_device",
        "dealership_of_code",
        "route_device",
        "route_code",
        "list_dealerships",
        "next_dealership_no",
    }
    assert {config for _, config in found} == {'{"search_path=pg_catalog, public"}'}


def test_overlapping_leases_are_excluded_on_every_partition(owner_engine: Engine) -> None:
    found = ask(
        owner_engine,
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'",
    )

    assert sorted(found) == [(f"leases_p{part}", "EXCLUDE USING gist (span WITH &&)") for part in range(8)]


def test_overlapping_lease_is_refused_by_the_database(hub_engine: Engine) -> None:
    office = Office(hub_engine)
    office.add("2606")
    statement = text(
        "INSERT INTO leases VALUES ('2606', 'receipt', :first, :last, int8range(:first, :last + 1), 'd', 1, now())"
    )
    with transaction(hub_engine, "2606", office.clock()) as tx:
        tx.connection.execute(statement, {"first": 1, "last": 10})

    with pytest.raises(DBAPIError, match="exclusion"), transaction(hub_engine, "2606", office.clock()) as tx:
        tx.connection.execute(statement, {"first": 10, "last": 20})


def test_second_init_changes_nothing(hub_url: str, owner_engine: Engine) -> None:
    Office(owner_engine).add("2606")
    facts = ("SELECT version_num FROM alembic_version", "SELECT dealership FROM heads ORDER BY 1")
    before = [ask(owner_engine, query) for query in facts]

    init_hub(hub_url)

    assert [ask(owner_engine, query) for query in facts] == before
    assert before[1] == ["*", "2606"]


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """Yield the owner's address of an empty database."""
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield address_of(name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_two_inits_at_once_make_one_database() -> None:
    with empty_database("bajeh_twice") as url, ThreadPoolExecutor(2) as threads:
        assert list(threads.map(init_hub, [url, url])) == [None, None]
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM heads").fetchone() == (1,)
