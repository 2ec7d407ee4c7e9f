"""Tell a home that was never used from one that lost its database, and name the backup to restore.

A new home has neither key nor database nor backups. While its database is being made, the mark ``bajeh.making``
stands beside it, so that a killed first start is completed. A lost database is never made anew, because its numbers
would be used twice.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.database.connection import DATABASE_FILE, SMALLEST_FILE
from dealer_app.store.database.durable_files import create_durably, sync_folder, write_durably
from dealer_app.store.database.keys import KEY_FILE, RECOVERY_FILE
from resources.texts import backups as texts

MAKING_FILE = "bajeh.making"
HEADS_FILE = "bajeh.heads"
SIGN_INS_FILE = "bajeh.signins"
BACKUP_LIST_FILE = "bajeh.backups"
BACKUP_SUFFIX = ".bajeh"
BACKUP_FOLDER = "backups"
OWN_FILES = (
    DATABASE_FILE, KEY_FILE, RECOVERY_FILE, HEADS_FILE, SIGN_INS_FILE, BACKUP_LIST_FILE, MAKING_FILE
)  # fmt: skip
"""The beginnings of the names of the program's own files in a home."""
_KEPT_ENTRIES = 20


def begin_home(home: Path) -> bool:
    """Return whether the database of ``home`` is to be made: a new home, or one whose first start was killed.

    Raises EnvironmentFault ``database_missing`` or ``database_empty`` (with words about the newest backup) for a home
    that was used and has no database any more.
    """
    if not has_traces(home):
        create_durably(home / MAKING_FILE, b"making\n")
        return True
    if (home / MAKING_FILE).exists():
        return True
    path = home / DATABASE_FILE  # looked at last: another process removes the mark only after its database is complete
    if not path.exists():
        raise EnvironmentFault("database_missing", backup=words_of_backup(home))
    if path.is_file() and path.stat().st_size < SMALLEST_FILE:
        raise EnvironmentFault("database_empty", backup=words_of_backup(home))
    return False


def end_home(home: Path) -> None:
    """Remove the mark of a database that is complete and forced to the disk."""
    (home / MAKING_FILE).unlink(missing_ok=True)
    sync_folder(home)


def has_traces(home: Path) -> bool:
    """Return whether ``home`` has a key, a database, a backup or a copy of one of them.

    The mark is no trace, nor is a file from which a process is making it, or was when it was killed.
    """
    if not home.is_dir():
        return False
    own = (path.name for path in home.iterdir() if not path.name.startswith(MAKING_FILE))
    is_used = any(name.startswith(OWN_FILES) or name.endswith(BACKUP_SUFFIX) for name in own)
    return is_used or any((home / BACKUP_FOLDER).glob("*"))


@contextmanager
def advising(home: Path) -> Iterator[None]:
    """Name the newest backup in the faults of a damaged or lost database that are raised inside the block."""
    try:
        yield
    except EnvironmentFault as fault:
        if fault.params.get("backup") != "":
            raise
        raise EnvironmentFault(fault.code, **{**fault.params, "backup": words_of_backup(home)}) from fault


def note_backup(home: Path, out: Path, made_at: datetime) -> None:
    """Add a written backup to the list beside the database."""
    entry = {"path": str(out.resolve()), "made_at": made_at.isoformat()}
    others = [one for one in _entries(home) if one["path"] != entry["path"]]
    write_durably(home / BACKUP_LIST_FILE, json.dumps([*others, entry][-_KEPT_ENTRIES:]).encode())


def words_of_backup(home: Path) -> str:
    """Return the Persian words that name the newest backup that is still in its place, with its day."""
    entries = sorted(_entries(home), key=lambda entry: str(entry["made_at"]), reverse=True)
    standing = [entry for entry in entries if _is_there(Path(entry["path"]))]
    for entry, words in [*((one, texts.NEWEST) for one in standing), *((one, texts.NOT_THERE) for one in entries)]:
        day = format_jalali(local_day(datetime.fromisoformat(entry["made_at"])))
        return words.format(path=entry["path"], day=day)
    return texts.NONE_KNOWN


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a stick that was taken out badly, a folder without permission
        return False


def _entries(home: Path) -> list[dict[str, Any]]:
    """Return the list of backups; a damaged list is empty, because it only helps a person."""
    try:
        found = json.loads((home / BACKUP_LIST_FILE).read_bytes())
        return [one for one in found if datetime.fromisoformat(one["made_at"]).tzinfo and isinstance(one["path"], str)]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return []
