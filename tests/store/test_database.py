"""The database: encrypted, opened only with its key, private, and unchanged if it is of a newer version."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, sentence
from dealer_app.store.database.connection import DATABASE_FILE, connect
from dealer_app.store.database.keys import KEY_FILE, find_key
from tests.store.conftest import MakeDesktop
from tests.store.factories import a_customer


def _code(desktop: Desktop) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        desktop.open()
    assert sentence(caught.value)
    return caught.value.code


def _raw(home: Path) -> sqlite3.Connection:
    key = find_key(home)
    assert key is not None
    connection: sqlite3.Connection = connect(home / DATABASE_FILE, key)
    return connection


def test_database_is_not_plaintext(desktop: Desktop, home: Path) -> None:
    desktop.write(lambda unit: a_customer(unit, family_name="Plaintext"))
    desktop.close()
    content = (home / DATABASE_FILE).read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"Plaintext" not in content
    assert b"customers" not in content


def test_log_of_the_open_database_is_not_plaintext(desktop: Desktop, home: Path) -> None:
    desktop.write(lambda unit: a_customer(unit, family_name="Plaintext"))
    log = (home / f"{DATABASE_FILE}-wal").read_bytes()
    assert log
    assert b"Plaintext" not in log


def test_plain_sqlite_cannot_read_the_database(desktop: Desktop, home: Path) -> None:
    desktop.close()
    stranger = sqlite3.connect(home / DATABASE_FILE)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        stranger.execute("SELECT 1 FROM customers")
    stranger.close()


def test_files_are_readable_only_by_their_owner(desktop: Desktop, home: Path) -> None:
    desktop.write(a_customer)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    assert set(modes) >= {DATABASE_FILE, f"{DATABASE_FILE}-wal", KEY_FILE}
    assert set(modes.values()) == {0o600}


def test_settings_of_every_connection(desktop: Desktop, home: Path) -> None:
    raw = _raw(home)
    settings = {
        name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    raw.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_wrong_key_is_refused(desktop: Desktop, make_desktop: MakeDesktop, home: Path) -> None:
    desktop.close()
    key_file = home / KEY_FILE
    key_file.write_text(f'{{"place": "file", "key": "{os.urandom(32).hex()}"}}')
    assert _code(make_desktop()) == "database_unreadable"


def test_lost_key_is_not_replaced_by_a_new_one(desktop: Desktop, make_desktop: MakeDesktop, home: Path) -> None:
    desktop.close()
    (home / KEY_FILE).unlink()
    assert _code(make_desktop()) == "key_missing"
    assert not (home / KEY_FILE).exists()


def test_newer_database_is_refused_and_unchanged(desktop: Desktop, make_desktop: MakeDesktop, home: Path) -> None:
    desktop.close()
    raw = _raw(home)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = (home / DATABASE_FILE).read_bytes()
    assert _code(make_desktop()) == "database_newer"
    assert (home / DATABASE_FILE).read_bytes() == before


def test_file_that_is_no_database_is_refused(desktop: Desktop, make_desktop: MakeDesktop, home: Path) -> None:
    desktop.close()
    (home / DATABASE_FILE).write_bytes(b"\0" * 8192)
    assert _code(make_desktop()) == "database_unreadable"


def test_place_of_the_key_is_reported(desktop: Desktop) -> None:
    assert desktop.key_place() == "file"
