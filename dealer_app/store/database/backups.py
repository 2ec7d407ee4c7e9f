"""Write and restore backups: one archive with the encrypted database, a check sum and the key sealed by a passphrase.

A backup opens with the key of its own PC; on another PC it needs the recovery passphrase.
"""

import errno
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import file_digest
from itertools import chain, count
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.store.database.connection import DATABASE_FILE, connect, open_engine
from dealer_app.store.database.copies import copy_database
from dealer_app.store.database.durable_files import (
    make_home,
    make_private,
    put_durably,
    remove_database,
    sync_file,
    sync_folder,
    write_durably,
)
from dealer_app.store.database.faults import machine_faults
from dealer_app.store.database.keys import KEY_FILE, RECOVERY_FILE, find_key, make_key, unwrap_key, wrap_key
from dealer_app.store.database.schema import REVISIONS, file_revision, migrate, raw_of
from dealer_app.store.database.verification import list_problems

_MANIFEST = "manifest.json"
_FORM = 1
_OUT_OF_REACH = frozenset(
    {
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.EEXIST,
        errno.ENOENT,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.ENAMETOOLONG,
    }
)


def write_backup(home: Path, out: Path, now: datetime) -> None:
    """Write a backup to ``out`` atomically; replaces an earlier backup and refuses to replace any other file."""
    key = find_key(home)
    if key is None:
        raise EnvironmentFault("key_missing")
    with machine_faults(), _reaching(out):
        _refuse_other_file(home, out)
        copy, beside = out.with_name(f"{out.name}.db"), out.with_name(f"{out.name}.new")
        try:
            copy_database(home / DATABASE_FILE, key, copy)
            make_private(beside)
            _pack(home, copy, beside, now)
            put_durably(beside, out)
        finally:
            copy.unlink(missing_ok=True)
            beside.unlink(missing_ok=True)


def restore_backup(home: Path, file: Path, passphrase: str | None, now: datetime) -> Path | None:
    """Verify the backup ``file``, keep the present database under a dated name, and put the backup in its place.

    Return the path of the kept database, None if there was none. The restored database has this PC's own key.
    """
    with machine_faults():
        make_home(home)
        unpacked = home / f"{DATABASE_FILE}.restored"
        remove_database(unpacked)
        try:
            recovery = _unpack(file, unpacked)
            present = _present_key(home)
            key = _key_that_opens(unpacked, present, recovery, passphrase)
            _examine(unpacked, key)
            own = present or _new_key(home, now)
            _rekey(unpacked, key, own)
            migrate(unpacked, own)
            _fold(unpacked, own)
            kept = _keep_present(home / DATABASE_FILE, present, now)
            put_durably(unpacked, home / DATABASE_FILE)
        finally:
            remove_database(unpacked)
        if passphrase and not (home / RECOVERY_FILE).exists():
            seal_key(home, passphrase)
        return kept


def seal_key(home: Path, passphrase: str) -> None:
    """Write a copy of the key, sealed by ``passphrase``, beside the database."""
    key = find_key(home)
    if key is None:
        raise EnvironmentFault("key_missing")
    with machine_faults():
        write_durably(home / RECOVERY_FILE, wrap_key(key, passphrase))


def _refuse_other_file(home: Path, out: Path) -> None:
    """Refuse an ``out`` that the backup would destroy: the database's own files, and any file that is no backup."""
    is_own = out.resolve().parent == home.resolve() and out.name.startswith((DATABASE_FILE, KEY_FILE, RECOVERY_FILE))
    if is_own or (out.exists() and not out.is_dir() and not _is_backup(out)):
        raise EnvironmentFault("backup_over_other_file", path=str(out))


def _is_backup(file: Path) -> bool:
    """Return whether ``file`` is an archive with a backup's manifest."""
    if not file.is_file() or not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        return _MANIFEST in archive.namelist()


@contextmanager
def _reaching(out: Path) -> Iterator[None]:
    """Raise ``backup_cannot_write`` for a place that cannot be written; faults of the database pass unchanged."""
    try:
        yield
    except OSError as error:
        if error.errno not in _OUT_OF_REACH:
            raise
        raise EnvironmentFault("backup_cannot_write", path=str(out)) from error


def _pack(home: Path, copy: Path, beside: Path, now: datetime) -> None:
    manifest = {"form": _FORM, "made_at": now.isoformat(), "sha256": _digest(copy)}
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as archive:  # encrypted data does not compress
        archive.writestr(_MANIFEST, json.dumps(manifest))
        if (home / RECOVERY_FILE).exists():
            archive.write(home / RECOVERY_FILE, RECOVERY_FILE)
        archive.write(copy, DATABASE_FILE)


def _unpack(file: Path, unpacked: Path) -> bytes | None:
    """Unpack the database of ``file`` and return the sealed key, if there is one; a damaged archive is refused."""
    if not file.is_file():
        raise EnvironmentFault("backup_missing")
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            make_private(unpacked)
            with archive.open(DATABASE_FILE) as packed, unpacked.open("wb") as target:
                shutil.copyfileobj(packed, target)
            recovery = archive.read(RECOVERY_FILE) if RECOVERY_FILE in archive.namelist() else None
        is_whole = manifest["sha256"] == _digest(unpacked)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise EnvironmentFault("backup_damaged") from error
    if not is_whole:
        raise EnvironmentFault("backup_damaged")
    return recovery


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
    except driver.DatabaseError:
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
        for rest in ("-wal", "-shm"):
            log = path.with_name(path.name + rest)
            log.rename(kept.with_name(kept.name + rest)) if log.exists() else None
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        shutil.copy2(path, kept)
        sync_file(kept)
    sync_folder(path.parent)
    return kept


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _free(path: Path) -> Path:
    """Return ``path``, with a number added if a file of the same second exists."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(name for name in chain((path,), numbered) if not name.exists())


def _stamp(now: datetime) -> str:
    return now.strftime("%Y%m%d-%H%M%S")
