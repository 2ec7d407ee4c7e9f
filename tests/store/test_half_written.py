"""A process that is killed while SQLite folds its log leaves a journal: the next start rolls back and goes on."""

import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from dealer_app.desktop import Desktop
from dealer_app.store.database.connection import DATABASE_FILE, connect, connect_untouched
from dealer_app.store.database.keys import KEY_FILE, find_key
from tests.store.conftest import NOON
from tests.store.factories import a_customer

PASSPHRASE = "made-up words for a test"
JOURNAL = f"{DATABASE_FILE}-journal"
_HALF_WRITTEN = "CREATE TABLE half_written AS SELECT randomblob(400000) AS filler"


@pytest.fixture
def cut_off(desktop: Desktop, home: Path, tmp_path: Path) -> Path:
    """A home with one customer whose process was killed in the middle of a change without the log."""
    desktop.set_recovery_passphrase(PASSPHRASE)
    desktop.write(a_customer)
    desktop.backup(tmp_path / "counter.bajeh")
    desktop.close()
    key = find_key(home)
    assert key is not None
    connection = connect(home / DATABASE_FILE, key)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA cache_size = 1")  # pages reach the file before the commit
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_HALF_WRITTEN)
    shutil.copytree(home, tmp_path / "cut")
    connection.close()
    return tmp_path / "cut"


def _read_only(path: Path, key: bytes) -> None:
    connection = driver.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        connection.close()


def test_half_written_change_is_rolled_back_at_the_next_start(cut_off: Path) -> None:
    key = find_key(cut_off)
    assert key is not None
    with pytest.raises(driver.OperationalError):  # the control: SQLite lets no reader in
        _read_only(cut_off / DATABASE_FILE, key)
    again = Desktop(cut_off, clock=lambda: NOON)
    again.open()
    assert not (cut_off / JOURNAL).exists()
    verified = again.verify()
    assert verified.is_sound
    assert verified.customers == 1
    again.close()


def test_reader_that_changes_nothing_still_sees_what_was_committed(cut_off: Path) -> None:
    key = find_key(cut_off)
    assert key is not None
    connection = connect_untouched(cut_off / DATABASE_FILE, key)
    assert connection.execute("SELECT count(*) FROM customers").fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half_written'").fetchone() == (0,)
    connection.close()


def test_journal_of_a_lost_key_stays_with_its_own_database(cut_off: Path, tmp_path: Path) -> None:
    (cut_off / KEY_FILE).unlink()
    desktop = Desktop(cut_off, clock=lambda: NOON)
    kept = desktop.restore(tmp_path / "counter.bajeh", PASSPHRASE)
    assert kept is not None
    assert kept.with_name(f"{kept.name}-journal").exists()
    desktop.open()
    assert desktop.verify().is_sound
    assert desktop.verify().customers == 1
    desktop.close()
