"""Open connections to the encrypted database with the driver's settings, and refuse a driver that is too old."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.database.durable_files import make_home, make_private

if TYPE_CHECKING:
    from sqlalchemy import Engine

DATABASE_FILE = "bajeh.db"
OLDEST_SQLITE = (3, 51, 3)  # before it, a WAL reset could lose commits
PRIVATE_KEY_BYTES = 32
_BUSY_TIMEOUT_S = 15.0
_CACHE_KIB = 32_768
_STATEMENTS = 512


SMALLEST_FILE = 4096
"""The size of one page in bytes; SQLite takes a smaller file for an empty database and deletes the log beside it."""


def open_engine(path: Path, key: bytes, *, is_reader: bool = False) -> Engine:
    """Return the engine of the database at ``path``; ``connect`` opens each connection.

    The driver never begins a transaction by itself: a writer executes BEGIN IMMEDIATE, a reader BEGIN.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    check_driver()
    return create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, key, is_reader=is_reader),
        poolclass=NullPool,
        query_cache_size=_STATEMENTS,
        hide_parameters=True,  # error texts may reach a log, customers' names must not
    )


def open_memory() -> Engine:
    """Return the engine of an empty database in memory, without encryption; each connection has its own."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    return create_engine(
        "sqlite://", module=driver, creator=lambda: driver.connect(":memory:", isolation_level=None), poolclass=NullPool
    )


def connect(path: Path, key: bytes, *, is_reader: bool = False, is_new: bool = False) -> driver.Connection:
    """Open the database with its raw 32-byte key; only ``is_new`` makes a missing or empty one, for its owner only.

    A wrong key raises the driver's NOTADB error. Raises EnvironmentFault ``database_missing`` or ``database_empty``
    for a file that is absent or shorter than a page.
    """
    assert len(key) == PRIVATE_KEY_BYTES
    if is_new:
        make_home(path.parent)
        make_private(path, is_emptied=False)  # another process may have just created it
    else:
        refuse_no_file(path)
    connection = driver.connect(
        str(path), timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS
    )
    try:
        _prepare(connection, key, is_reader=is_reader)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_untouched(path: Path, key: bytes) -> driver.Connection:
    """Open the database so that neither reading nor closing changes its file or its log; faults as ``connect``.

    A change that a killed process left half written is rolled back first: SQLite lets no reader in before.
    """
    refuse_no_file(path)
    if path.with_name(f"{path.name}-journal").exists():
        _connect_as("rw", path, key).close()
    return _connect_as("ro", path, key)


def refuse_no_file(path: Path) -> None:
    """Raise EnvironmentFault ``database_missing`` or ``database_empty``; the file and its log are not opened."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise EnvironmentFault("database_missing", backup="") from None
    except NotADirectoryError:
        raise EnvironmentFault("database_cannot_open") from None
    if size < SMALLEST_FILE and path.is_file():
        raise EnvironmentFault("database_empty", backup="")


def check_driver() -> None:
    """Raise EnvironmentFault ``sqlite_too_old`` for a library older than ``OLDEST_SQLITE``."""
    if driver.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise EnvironmentFault("sqlite_too_old", found=driver.sqlite_version, needed=needed)


def _connect_as(mode: str, path: Path, key: bytes) -> driver.Connection:
    """Open an existing database with SQLite's ``mode`` and read it once, without any other setting."""
    connection = driver.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_BUSY_TIMEOUT_S)
    try:
        _unlock(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: driver.Connection, key: bytes, *, is_reader: bool) -> None:
    _unlock(connection, key)
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    for setting, value in (
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
        ("temp_store", "MEMORY"),
        ("cache_size", f"-{_CACHE_KIB}"),
        ("query_only", "ON" if is_reader else "OFF"),
    ):
        connection.execute(f"PRAGMA {setting} = {value}")


def _unlock(connection: driver.Connection, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
