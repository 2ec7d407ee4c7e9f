"""Migrations: they make the schema of the records, and copy the database before they change it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from dealer_app.desktop import Desktop
from dealer_app.domain.help import own_code_of
from dealer_app.domain.ids import StaffId
from dealer_app.domain.staff import Actor
from dealer_app.services.drafts import list_drafts
from dealer_app.store.database import schema
from dealer_app.store.database.anchoring import anchor_after_migration, list_unlike_tables
from dealer_app.store.database.connection import DATABASE_FILE, connect, open_engine
from dealer_app.store.database.keys import find_key
from dealer_app.store.database.presence import BACKUP_FOLDER
from dealer_app.store.tables.records import Base
from tests.faults.old_files import make_old_file
from tests.store.conftest import NOON, MakeDesktop

_OWN = (
    "type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'customer_names%' AND name <> 'alembic_version'"
)

_ADDED = re.compile(r", (\w+ [A-Z]+)(?=(?:, \w+ [A-Z]+)*,? *$)", re.MULTILINE)
"""A column that ALTER TABLE added: SQLite appends it to the line before, after those added earlier."""
_COMPUTED = re.compile(r", (?=\w+ (?:TEXT|DATE) (?:NOT NULL )?GENERATED)")


def _parts(sql: str) -> list[str]:
    """Return the lines of a statement, sorted: Alembic and SQLAlchemy write constraints in different orders."""
    apart = _ADDED.sub(r"\n\1", _COMPUTED.sub("\n", sql.replace("\t", "\n")))
    lines = (re.sub(r"\s+", " ", line).strip(" ,") for line in apart.split("\n"))
    return sorted(line for line in lines if line)


def _schema(connection: Connection) -> dict[str, list[str]]:
    rows = connection.execute(text(f"SELECT name, sql FROM sqlite_master WHERE {_OWN}")).all()
    return {name: _parts(sql) for name, sql in rows}


def test_head_is_the_last_migration() -> None:
    scripts = ScriptDirectory.from_config(schema.migration_config())
    revisions = tuple(script.revision for script in scripts.walk_revisions())
    assert tuple(reversed(revisions)) == schema.REVISIONS


def test_migrations_make_the_schema_of_the_records(desktop: Desktop, home: Path) -> None:
    key = find_key(home)
    assert key is not None
    with open_engine(home / DATABASE_FILE, key).connect() as migrated:
        options = {"include_name": lambda name, kind, _: not str(name).startswith("customer_names")}
        context = MigrationContext.configure(migrated, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        found = _schema(migrated)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        wanted = _schema(connection)
    engine.dispose()
    assert found == wanted


def test_every_table_with_frozen_facts_is_guarded(desktop: Desktop) -> None:
    frozen = {table.name for table in Base.metadata.tables.values() if "facts" in table.c}
    query = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    triggers = desktop.read(lambda unit: set(unit.session.scalars(query)))
    wanted = {f"{name}_{guard}" for name in frozen for guard in ("keep_rows", "keep_facts")}
    assert len(frozen) >= 4
    assert wanted - triggers == set()


def test_old_database_is_migrated_and_a_copy_is_kept(make_desktop: MakeDesktop, home: Path) -> None:
    make_old_file(home, "0002")
    make_desktop().open()
    (backup,) = (home / BACKUP_FOLDER).iterdir()
    key = find_key(home)
    assert key is not None
    old, new = connect(backup, key), connect(home / DATABASE_FILE, key)
    assert schema.file_revision(old) == "0002"
    assert schema.file_revision(new) == schema.HEAD
    old.close()
    new.close()


def test_new_database_needs_no_backup(desktop: Desktop, home: Path) -> None:
    assert not (home / BACKUP_FOLDER).exists()


def test_migration_anchors_what_is_there_and_says_so(make_desktop: MakeDesktop, home: Path) -> None:
    make_old_file(home, "0007")
    desktop = make_desktop()
    desktop.open()
    assert _anchored(desktop) == ['{"revision":"0007","unlike":[]}']
    assert desktop.verify().is_sound


def test_second_row_of_a_plan_version_is_joined_to_the_newest(make_desktop: MakeDesktop, home: Path) -> None:
    key = make_old_file(home, "0024")
    raw, at = connect(home / DATABASE_FILE, key), "2026-11-22T08:30:00.000000+00:00"
    plan = "INSERT INTO plans (id, code, version, number, name, car_key, price, origin, received_at, fields)"
    raw.executemany(
        f"{plan} VALUES (?, ?, 1, 'P/1', 'x', '', 5, 'sheet', '{at}', '{{}}')",
        [(bytes([n]) * 16, code) for n, code in ((1, "P"), (2, "P"), (3, ""), (4, ""), (5, "Q"))],
    )
    brochure = "INSERT INTO brochures (id, plan_id, number, issued_on, issued_at, issued_by, facts)"
    raw.execute(f"{brochure} VALUES (?, ?, 'P/1', '2026-11-22', '{at}', '', '{{}}')", (b"b" * 16, bytes([1]) * 16))
    raw.close()
    make_desktop().open()
    raw = connect(home / DATABASE_FILE, key)
    assert [found[0][0] for found in raw.execute("SELECT id FROM plans ORDER BY row")] == [2, 3, 4, 5]
    assert raw.execute("SELECT plan_id FROM brochures").fetchone() == (bytes([2]) * 16,)
    assert raw.execute("SELECT count(*) FROM permits").fetchone() == (0,)
    raw.close()


def test_change_before_a_later_migration_stays_a_finding(make_desktop: MakeDesktop, home: Path) -> None:
    make_desktop().open()
    key = find_key(home)
    assert key is not None
    raw = connect(home / DATABASE_FILE, key)
    raw.execute("INSERT INTO settings VALUES ('spy', '{}', '2026-11-22T08:30:00.000000+00:00')")
    raw.execute("BEGIN IMMEDIATE")
    unlike = list_unlike_tables(raw, schema.HEAD)
    anchor_after_migration(raw, schema.HEAD, unlike, NOON)
    raw.execute("COMMIT")
    raw.close()
    report = make_desktop().verify()
    assert [(problem.code, problem.where) for problem in report.problems] == [
        ("verify_before_migration", "settings, 1")
    ]


def test_migration_takes_the_letter_issued_last_for_the_newest(make_desktop: MakeDesktop, home: Path) -> None:
    key = make_old_file(home, "0027")
    raw = connect(home / DATABASE_FILE, key)
    one = b"1" * 16
    _put(raw, "customers", id=one, kind="natural", activation="pending", origin="hub")
    _put(raw, "orders", id=one, customer_id=one, request_number="R1", origin="hub")
    for name, at, day in ((b"3", "12", "2026-12-02"), (b"2", "11", "2026-11-26")):
        letter = {"kind": "payment", "state": "issued", "number": name.decode(), "pay_by_on": day}
        _put(raw, "invitations", id=name * 16, order_id=one, issued_at=f"2026-11-23T{at}:00:00.000000+00:00", **letter)
    wanted = "SELECT pay_by_on FROM orders"
    assert raw.execute(wanted).fetchone() == ("2026-11-26",)
    raw.close()
    make_desktop().open()
    raw = connect(home / DATABASE_FILE, key)
    assert raw.execute(wanted).fetchone() == ("2026-12-02",)
    raw.close()


def test_added_questions_get_codes_that_no_other_counter_gives(make_desktop: MakeDesktop, home: Path) -> None:
    key = make_old_file(home, "0031")
    raw = connect(home / DATABASE_FILE, key)
    day = {"effective_from": "2026-11-23", "saved_at": "2026-11-23T12:00:00.000000+00:00"}
    for id_, code in ((b"1", "own_1"), (b"2", "own_12"), (b"3", "own_1"), (b"4", "penalty")):
        _put(raw, "questions", id=id_ * 16, code=code, **day)
    raw.commit()
    raw.close()
    make_desktop().open()
    raw = connect(home / DATABASE_FILE, key)
    codes = [code for (code,) in raw.execute("SELECT code FROM questions ORDER BY row")]
    first, second = (own_code_of(UUID(bytes=id_ * 16)) for id_ in (b"1", b"2"))
    assert codes == [first, second, first, "penalty"]
    raw.close()


def test_version_of_head_offices_dealership_is_taken_from_the_feed(make_desktop: MakeDesktop, home: Path) -> None:
    key = make_old_file(home, "0030")
    raw = connect(home / DATABASE_FILE, key)
    for id_, code in ((b"1", "2606"), (b"2", "3301")):
        _put(raw, "dealerships", id=id_ * 16, code=code, origin="hub")
    _put(raw, "feed_rows", kind="dealership", id=b"1" * 16, version=7, op="upsert", digest=b"")
    raw.commit()
    raw.close()
    make_desktop().open()
    raw = connect(home / DATABASE_FILE, key)
    assert raw.execute("SELECT code, published FROM dealerships ORDER BY code").fetchall() == [
        ("2606", 7),
        ("3301", None),
    ]
    raw.close()


def _put(raw: Any, table: str, **given: object) -> None:
    """Insert a row with the ``given`` values, and 0 or "" in every other column that needs a value."""
    columns = raw.execute(f"PRAGMA table_info({table})").fetchall()
    needed = {name: 0 if "INT" in kind else "" for _, name, kind, is_needed, _, is_key in columns if is_needed > is_key}
    values = {**needed, **given}
    places = ", ".join("?" * len(values))
    raw.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", tuple(values.values()))


def _anchored(desktop: Desktop) -> list[str]:
    query = text("SELECT detail FROM audit WHERE action = 'anchored'")
    return desktop.read(lambda unit: list(unit.session.scalars(query)))


def test_drafts_of_an_older_program_stay(make_desktop: MakeDesktop, home: Path) -> None:
    """Drafts were one per form; they keep their person, and those without a person are offered to all."""
    key = make_old_file(home, "0024")
    raw = connect(home / DATABASE_FILE, key)
    staff_id = UUID(int=7)
    saved_at = "2026-11-22T08:30:00.000000+00:00"
    for name, owner in (("owned", staff_id.bytes), ("left", None)):
        raw.execute("INSERT INTO drafts VALUES ('visit', ?, '{\"asked\":\"x\"}', ?, ?)", (name, owner, saved_at))
    raw.commit()
    raw.close()
    desktop = make_desktop()
    desktop.open()
    clerk = Actor(StaffId(staff_id), "", frozenset(), "")
    mine = desktop.read(lambda unit: {draft.key for draft in list_drafts(replace(unit, actor=clerk))})
    others = desktop.read(lambda unit: {draft.key for draft in list_drafts(unit)})
    assert mine == {"owned", "left"}
    assert others == {"left"}
