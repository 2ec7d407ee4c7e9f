"""The schema of the database: read its revision and migrate it to the newest in one transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.database.connection import open_engine, open_memory
from dealer_app.store.database.copies import copy_database
from dealer_app.store.database.presence import BACKUP_FOLDER

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

    SchemaObjects = dict[tuple[str, str], str]
    """(type, name) of a table, index, trigger or view -> its SQL."""

REVISIONS = tuple(f"{number:04}" for number in range(1, 34))
HEAD = REVISIONS[-1]
_MIGRATIONS = Path(__file__).parents[1] / "migrations"


def file_revision(connection: driver.Connection) -> str:
    """Return the revision of the schema, "" for an empty database."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if known is None:
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return "" if row is None else str(row[0])


def is_current(connection: driver.Connection) -> bool:
    """Return whether the schema is the newest; EnvironmentFault ``database_newer`` if it is newer than this program."""
    revision = file_revision(connection)
    if revision and revision not in REVISIONS:
        raise EnvironmentFault("database_newer", found=revision, known=HEAD)
    return revision == HEAD


def migrate(path: Path, key: bytes) -> None:
    """Migrate the database at ``path`` to the newest schema in one transaction, after a durable copy of the old one.

    Waits for another process that migrates at the same time. A kill at any point leaves the old or the new database.
    """
    from dealer_app.store.database.anchoring import anchor_after_migration, list_unlike_tables

    engine = open_engine(path, key)
    with engine.connect() as connection:
        raw = raw_of(connection)
        raw.execute("PRAGMA foreign_keys = OFF")  # tables may be rebuilt; checked below, before the commit
        raw.execute("BEGIN IMMEDIATE")
        if is_current(raw):
            return
        revision = file_revision(raw)
        if revision:
            copy_database(path, key, _backup_path(path, revision))
        unlike = list_unlike_tables(raw, revision)
        if not connection.in_transaction():
            connection.begin()  # otherwise alembic commits the schema before the anchor is written
        _upgrade(connection)
        anchor_after_migration(raw, revision, unlike, datetime.now(UTC))
        if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise EnvironmentFault("database_damaged", backup="")
        connection.commit()


def raw_of(connection: Connection) -> driver.Connection:
    """Return the driver's connection of SQLAlchemy's ``connection``."""
    return connection.connection.driver_connection


def list_objects(raw: driver.Connection) -> SchemaObjects:
    """Return what the database's schema consists of, without SQLite's own objects."""
    rows = raw.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return {(kind, name): sql for kind, name, sql in rows.fetchall()}


@cache
def newest_objects() -> SchemaObjects:
    """Return what the migrations make of an empty database: made in memory, once in a process."""
    with open_memory().connect() as connection:
        raw_of(connection).execute("BEGIN")
        _upgrade(connection)
        return list_objects(raw_of(connection))


def migration_config() -> Config:
    """Return how Alembic finds the migrations: the older ones are in a folder of their own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("recursive_version_locations", "true")
    return config


def _upgrade(connection: Connection) -> None:
    from alembic.command import upgrade

    config = migration_config()
    config.attributes["connection"] = connection
    upgrade(config, HEAD)


def _backup_path(path: Path, revision: str) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return path.parent / BACKUP_FOLDER / f"before-{HEAD}-from-{revision}-{moment}.db"
