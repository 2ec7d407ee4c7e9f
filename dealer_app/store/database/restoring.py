"""Restore a backup: it is verified first, the present database is kept under a dated name, then it takes its place."""

import os
import shutil
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from zipfile import is_zipfile

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.store.database.archives import unpack
from dealer_app.store.database.backups import seal_key
from dealer_app.store.database.connection import DATABASE_FILE, connect, open_engine
from dealer_app.store.database.durable_files import (
    make_home,
    make_private,
    put_durably,
    remove_database,
    sync_file,
    sync_folder,
)
from dealer_app.store.database.faults import machine_faults
from dealer_app.store.database.heads import Head, Heads
from dealer_app.store.database.keys import KEY_FILE, RECOVERY_FILE, find_key, make_key, unwrap_key
from dealer_app.store.database.presence import end_home
from dealer_app.store.database.schema import REVISIONS, file_revision, migrate, raw_of
from dealer_app.store.database.verification import list_problems


def restore_backup(home: Path, file: Path, passphrase: str | None, now: datetime) -> Path | None:
    """Verify the backup ``file``, keep the present database under a dated name, and put the backup in its place.

    ``file`` may also be a database that an earlier restore kept. Return the path of the kept database, None if there
    was none. The restored database has this PC's own key.
    """
    with machine_faults():
        make_home(home)
        unpacked = home / f"{DATABASE_FILE}.restored"
        remove_database(unpacked)
        try:
            present = _present_key(home)
            recovery = None if _is_kept_file(file, unpacked, present) else unpack(file, unpacked)
            key = _key_that_opens(unpacked, present, recovery, passphrase)
            _examine(unpacked, key)
            own = present or _new_key(home, now)
            _rekey(unpacked, key, own)
            migrate(unpacked, own)
            head = _head_of(unpacked, own)
            _fold(unpacked, own)
            kept = _keep_present(home / DATABASE_FILE, present, now)
            heads = Heads(home, own)
            heads.forget()  # a kill before the next lines leaves no head, never one of another past
            put_durably(unpacked, home / DATABASE_FILE)
            heads.put(head) if head is not None else None
            end_home(home)
        finally:
            remove_database(unpacked)
        if passphrase and not (home / RECOVERY_FILE).exists():
            seal_key(home, passphrase)
        return kept


def _is_kept_file(file: Path, unpacked: Path, present: bytes | None) -> bool:
    """Return whether ``file`` is a database of this PC that was kept; copy it with its log."""
    if present is None or not file.is_file() or is_zipfile(file):
        return False
    for rest in ("", "-wal", "-journal"):
        part = file.with_name(file.name + rest)
        if part.exists():
            make_private(unpacked.with_name(unpacked.name + rest))
            shutil.copyfile(part, unpacked.with_name(unpacked.name + rest))
    if _is_opened_by(unpacked, present):
        return True
    remove_database(unpacked)
    return False


def _present_key(home: Path) -> bytes | None:
    try:
        return find_key(home)
    except EnvironmentFault:
        return None  # the key ring has lost it; a backup with a passphrase still opens


def _key_that_opens(unpacked: Path, present: bytes | None, recovery: bytes | None, passphrase: str | None) -> bytes:
    if present is not None and _is_opened_by(unpacked, present):
        return present
    if recovery is None:
        raise EnvironmentFault("backup_damaged" if present else "key_missing")
    if passphrase is None:
        raise Refusal("backup_needs_passphrase")
    key = unwrap_key(recovery, passphrase)
    if not _is_opened_by(unpacked, key):
        raise EnvironmentFault("backup_damaged")
    return key


def _is_opened_by(path: Path, key: bytes) -> bool:
    try:
        connect(path, key).close()
    except (driver.DatabaseError, EnvironmentFault):  # the fault: the file is shorter than a page
        return False
    return True


def _examine(unpacked: Path, key: bytes) -> None:
    """Refuse a backup that is newer than this program or damaged; an older schema is migrated afterwards."""
    with open_engine(unpacked, key).connect() as connection:
        revision = file_revision(raw_of(connection))
        if revision not in REVISIONS:
            raise EnvironmentFault("backup_newer" if revision else "backup_damaged")
        if any(problem.code != "verify_revision" for problem in list_problems(connection)):
            raise EnvironmentFault("backup_damaged")


def _new_key(home: Path, now: datetime) -> bytes:
    """Make a key for a PC without a readable one; a key file of the lost key is kept under a dated name."""
    if (home / KEY_FILE).exists():
        (home / KEY_FILE).rename(_free(home / f"{KEY_FILE}.{_stamp(now)}"))
    return make_key(home)


def _head_of(path: Path, key: bytes) -> Head | None:
    connection = connect(path, key)
    try:
        row = connection.execute("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    finally:
        connection.close()
    return None if row is None else Head(*row)


def _rekey(path: Path, key: bytes, own: bytes) -> None:
    _fold(path, key)
    if key != own:
        connection = driver.connect(str(path), isolation_level=None)
        try:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute(f"PRAGMA rekey = \"x'{own.hex()}'\"")
        finally:
            connection.close()


def _fold(path: Path, key: bytes) -> None:
    """Fold the log into the database; raises SQLite's locked error while another connection has it open."""
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def _keep_present(path: Path, key: bytes | None, now: datetime) -> Path | None:
    """Give the present database a second, dated name, so that its own name always exists."""
    if not path.exists():
        return None
    kept = _free(path.with_name(f"{path.name}.before-restore-{_stamp(now)}"))
    if key is not None and _is_opened_by(path, key):
        _fold(path, key)
    else:
        for rest in ("-wal", "-shm", "-journal"):
            log = path.with_name(path.name + rest)
            log.rename(kept.with_name(kept.name + rest)) if log.exists() else None
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        shutil.copy2(path, kept)
        sync_file(kept)
    sync_folder(path.parent)
    return kept


def _free(path: Path) -> Path:
    """Return ``path``, with a number added if a file of the same second exists."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(name for name in chain((path,), numbered) if not name.exists())


def _stamp(now: datetime) -> str:
    return now.strftime("%Y%m%d-%H%M%S")
