"""Read settings and staff with the driver alone, so that sign-in is shown before SQLAlchemy is loaded."""

import json
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from dealer_app.store.database.connection import DATABASE_FILE, connect
from dealer_app.store.database.faults import machine_faults
from dealer_app.store.database.keys import find_key
from dealer_app.store.database.schema import is_current

_STAFF = "SELECT id, name, roles FROM staff WHERE is_active ORDER BY row"
_SETTINGS = "SELECT key, value FROM settings ORDER BY key"


class RawGlance(NamedTuple):
    """Settings by key, and (id, name, roles) of the staff who may sign in, in the order they were added."""

    settings: dict[str, dict[str, Any]]
    staff: tuple[tuple[UUID, str, str], ...]


def glance(home: Path) -> RawGlance | None:
    """Return settings and staff of ``home``; None if the database or its key does not exist or needs a migration."""
    key = find_key(home)
    if key is None or not (home / DATABASE_FILE).exists():
        return None
    with machine_faults():
        connection = connect(home / DATABASE_FILE, key, is_reader=True)
        try:
            if not is_current(connection):
                return None
            settings = {name: json.loads(value) for name, value in connection.execute(_SETTINGS)}
            staff = tuple((UUID(bytes=row[0]), row[1], row[2]) for row in connection.execute(_STAFF))
        finally:
            connection.close()
    return RawGlance(settings, staff)
