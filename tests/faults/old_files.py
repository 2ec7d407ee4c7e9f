"""Databases with an older schema, made by the first migrations only."""

from pathlib import Path

from alembic.command import upgrade

from dealer_app.store.database import schema
from dealer_app.store.database.connection import DATABASE_FILE, connect, open_engine
from dealer_app.store.database.keys import make_key


def make_old_file(home: Path, revision: str) -> bytes:
    """Create the database of ``home`` with the schema of ``revision`` and one setting; return its key."""
    home.mkdir(parents=True, exist_ok=True)
    key = make_key(home)
    config = schema.migration_config()
    connect(home / DATABASE_FILE, key, is_new=True).close()
    with open_engine(home / DATABASE_FILE, key).connect() as connection:
        config.attributes["connection"] = connection
        raw = schema.raw_of(connection)
        raw.execute("BEGIN IMMEDIATE")
        upgrade(config, revision)
        raw.execute("INSERT INTO settings VALUES ('kept', '{}', '2026-11-22T08:30:00.000000+00:00')")
        connection.commit()
    return key
