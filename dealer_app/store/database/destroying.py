"""Make a database permanently unreadable: first its keys, then its bytes; the next call completes a killed one."""

import os
import secrets
from pathlib import Path

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.database.connection import DATABASE_FILE
from dealer_app.store.database.durable_files import create_durably, make_home, sync_folder
from dealer_app.store.database.faults import machine_faults
from dealer_app.store.database.keys import KEY_FILE, RECOVERY_FILE, forget_key
from dealer_app.store.database.presence import BACKUP_FOLDER, OWN_FILES

MARK_FILE = "bajeh.revoked"
INCOMING_FOLDER = "incoming"
_PIECE = 1 << 20


def is_destroyed(home: Path) -> bool:
    """Return whether head office had the database of ``home`` destroyed."""
    try:
        return (home / MARK_FILE).exists()
    except PermissionError:
        return False  # an unreadable folder; opening its database reports that


def refuse_destroyed(home: Path) -> None:
    """Raise EnvironmentFault ``device_revoked`` if the database was destroyed, after completing the destruction."""
    if is_destroyed(home):
        destroy(home)
        raise EnvironmentFault("device_revoked")


def destroy(home: Path) -> None:
    """Destroy the keys, then every file of ``home`` that they opened; the mark, which is written first, remains."""
    with machine_faults():
        make_home(home)
        create_durably(home / MARK_FILE, b"revoked\n")
        forget_key(home)
        for path in (*_starting(home, KEY_FILE), *_starting(home, RECOVERY_FILE)):
            shred(path)
        rest = (name for name in OWN_FILES if name not in {KEY_FILE, RECOVERY_FILE, DATABASE_FILE})
        others = [path for name in rest for path in _starting(home, name)]
        for path in (*_starting(home, DATABASE_FILE), *_backups(home), *others):
            shred(path)
        sync_folder(home)


def shred(path: Path) -> None:
    """Overwrite a file with random bytes, force it to the disk and remove it."""
    with path.open("rb+") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(secrets.token_bytes(min(left, _PIECE)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _starting(home: Path, name: str) -> list[Path]:
    return [path for path in sorted(home.iterdir()) if path.is_file() and path.name.startswith(name)]


def _backups(home: Path) -> list[Path]:
    """Return copies left by migrations, pieces of a snapshot, and backups in ``home``: each may hold a key."""
    folders = home / BACKUP_FOLDER, home / INCOMING_FOLDER
    inside = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [*inside, *sorted(home.glob("*.bajeh"))]
