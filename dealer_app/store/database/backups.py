"""Write backups: each is examined before it takes its name, and the backups before it are kept.

A backup opens with the key of its own PC; on another PC it needs the recovery passphrase.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.database.archives import Extent, check_archive, extent_of, is_archive, pack
from dealer_app.store.database.connection import DATABASE_FILE, open_engine, refuse_no_file
from dealer_app.store.database.copies import copy_database
from dealer_app.store.database.durable_files import put_durably, sync_file, sync_folder, write_durably
from dealer_app.store.database.faults import machine_faults
from dealer_app.store.database.heads import Heads, refuse_behind
from dealer_app.store.database.keys import RECOVERY_FILE, find_key, wrap_key
from dealer_app.store.database.presence import OWN_FILES, advising, note_backup
from dealer_app.store.database.schema import raw_of
from dealer_app.store.database.verification import list_problems

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
    """Examine the database and write a backup to ``out``; up to two earlier backups keep their places beside it.

    The backup takes its name only after it opens with the key, its pages, chains and papers are sound, and its audit
    continues that of the backup it follows: a damaged database never replaces a good backup. Raises EnvironmentFault
    ``backup_of_damaged``, ``backup_would_lose``, ``backup_over_other_file``, ``backup_cannot_write``, and the faults of
    a database that cannot be opened.
    """
    key = find_key(home)
    if key is None:
        raise EnvironmentFault("key_missing")
    with advising(home), machine_faults(), _reaching(out):
        _refuse_other_file(home, out)
        refuse_no_file(home / DATABASE_FILE)
        copy, beside = out.with_name(f"{out.name}.db"), out.with_name(f"{out.name}.new")
        try:
            copy_database(home / DATABASE_FILE, key, copy)
            extent = _examined(home, copy, key)
            _refuse_loss(out, copy, key)
            pack(home, copy, beside, now, extent)
            sync_file(beside)
            check_archive(beside, copy)
            keep_former(out)
            put_durably(beside, out)
        finally:
            copy.unlink(missing_ok=True)
            beside.unlink(missing_ok=True)
    with suppress(OSError):  # the list only helps a person; the backup is written
        note_backup(home, out, now)


def seal_key(home: Path, passphrase: str) -> None:
    """Write a copy of the key, sealed by ``passphrase``, beside the database."""
    key = find_key(home)
    if key is None:
        raise EnvironmentFault("key_missing")
    with machine_faults():
        write_durably(home / RECOVERY_FILE, wrap_key(key, passphrase))


def _refuse_other_file(home: Path, out: Path) -> None:
    """Refuse an ``out`` that the backup would destroy: the database's own files, and any file that is no backup."""
    is_own = out.resolve().parent == home.resolve() and out.name.startswith(OWN_FILES)
    if is_own or (out.exists() and not out.is_dir() and not is_archive(out)):
        raise EnvironmentFault("backup_over_other_file", path=str(out))


def _examined(home: Path, copy: Path, key: bytes) -> Extent:
    """Return how far the database ``copy`` had come; refuse a damaged one, and one that this PC knows to be older."""
    with _opened(copy, key) as connection:
        problem = next((one for one in list_problems(connection) if one.code != "verify_revision"), None)
        if problem is not None:
            raise EnvironmentFault("backup_of_damaged", where=problem.where, backup="")
        refuse_behind(home, Heads(home, key), raw_of(connection))
        return _extent(raw_of(connection))


def _extent(raw: driver.Connection) -> Extent:
    newest = raw.execute("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1").fetchone() or (0, "")
    (outbox_n,) = raw.execute("SELECT coalesce(max(n), 0) FROM outbox").fetchone()
    return Extent(newest[0], newest[1], outbox_n)


def _refuse_loss(out: Path, copy: Path, key: bytes) -> None:
    """Refuse a backup that lacks rows of audit or outbox that the backup of the same name has."""
    former = extent_of(out) if out.exists() else None
    if former is None or former.audit_n == 0:
        return
    with _opened(copy, key) as connection:
        raw = raw_of(connection)
        row = raw.execute("SELECT hash FROM audit WHERE n = ?", (former.audit_n,)).fetchone()
        if row is None or row[0] != former.audit_hash or _extent(raw).outbox_n < former.outbox_n:
            raise EnvironmentFault("backup_would_lose", path=str(out))


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Connection]:
    """Open a copy of the database to read it; its log is folded in again."""
    try:
        with open_engine(path, key, is_reader=True).connect() as connection:
            yield connection
    finally:
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)


@contextmanager
def _reaching(out: Path) -> Iterator[None]:
    """Raise ``backup_cannot_write`` for a place that cannot be written; faults of the database pass unchanged."""
    try:
        yield
    except OSError as error:
        if error.errno not in _OUT_OF_REACH:
            raise
        raise EnvironmentFault("backup_cannot_write", path=str(out)) from error


def keep_former(out: Path) -> None:
    """Give the backup at ``out`` a second name, «day.1.bajeh», before another takes its name; «.2» is the one before.

    ``out`` itself keeps its file until it is replaced, except on a file system without links.
    """
    if not out.is_file():
        return
    first, second = (out.with_name(f"{out.stem}.{at}{out.suffix}") for at in (1, 2))
    if first.exists():
        if first.samefile(out):  # a backup that was killed here has kept it already
            return
        if not is_archive(first) or (second.exists() and not is_archive(second)):
            raise EnvironmentFault("backup_over_other_file", path=str(second if is_archive(first) else first))
        first.replace(second)
    try:
        os.link(out, first)
    except OSError:  # a stick without links: for a moment the former backup has only its second name
        out.replace(first)
    sync_folder(out.parent)
