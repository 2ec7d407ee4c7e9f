"""Two long-lived connections to the database, a reader and a writer; each is used by one thread at a time."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar
from uuid import UUID

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection
from sqlalchemy.orm import Session

import dealer_app.store.tables.records  # noqa: F401 - every record must be mapped before the first session
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.staff import Actor
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.anchoring import Anchoring
from dealer_app.store.database.connection import DATABASE_FILE, check_driver, connect, connect_untouched, open_engine
from dealer_app.store.database.durable_files import make_home
from dealer_app.store.database.faults import fault_of, machine_faults
from dealer_app.store.database.heads import Head, Heads, refuse_behind
from dealer_app.store.database.keys import find_key, make_key
from dealer_app.store.database.presence import advising, begin_home, end_home
from dealer_app.store.database.schema import file_revision, is_current, migrate, raw_of
from dealer_app.store.database.sign_ins import SignInFile, Ticks
from dealer_app.store.tables.audit import AUDIT_HEAD

T = TypeVar("T")


class Lanes:
    """The open database. A read and a write run concurrently; two reads, or two writes, run one after the other.

    The reader's session outlives its reads, because making one costs more than most reads. It holds no record between
    two reads. Each read has its own transaction and so one consistent view.
    """

    def __init__(self, reader: Connection, writer: Connection, heads: Heads, sign_ins: SignInFile) -> None:
        self._reader, self._writer, self._heads, self._sign_ins = reader, writer, heads, sign_ins
        self._raw_reader, self._raw_writer = raw_of(reader), raw_of(writer)
        self._anchoring = Anchoring(self._raw_writer)
        self._session = Session(reader, autoflush=False, info={"driver": self._raw_reader})
        self._read_lock, self._write_lock = RLock(), RLock()

    def read(self, fn: Callable[[Unit], T], actor: Actor, now: datetime, today: date) -> T:
        """Return ``fn(unit)`` from one consistent view of the database."""
        raw = self._raw_reader
        with self._read_lock:
            try:
                raw.execute("BEGIN")
                return fn(Unit(self._session, actor, now, today))
            except Exception as error:
                self._session.rollback()
                fault = fault_of(error)
                if fault is None:
                    raise
                raise fault from error
            finally:
                if self._session.identity_map or self._session.new:
                    self._session.expunge_all()
                _rollback(raw)

    def write(
        self, fn: Callable[[Unit], T], actor: Actor, now: datetime, today: date
    ) -> tuple[T, frozenset[tuple[str, UUID]]]:
        """Return ``fn(unit)`` and what it touched, after the commit; any exception rolls everything back."""
        raw = self._raw_writer
        with self._write_lock, machine_faults(), self._write_session(now) as session:
            raw.execute("BEGIN IMMEDIATE")
            try:
                unit = Unit(session, actor, now, today, sign_ins=self._sign_ins)
                value = fn(unit)
                session.commit()
                _commit(raw)
                self._note_head(session)
            except BaseException:
                session.rollback()
                _rollback(raw)
                self._anchoring.forget()
                raise
            return value, frozenset(unit.touched)

    def close(self) -> None:
        """Close both connections; SQLite folds the log into the database with the last one."""
        with self._read_lock, self._write_lock:
            self._session.close()
            self._reader.close()
            self._writer.close()

    def _note_head(self, session: Session) -> None:
        """Note the newest audit row of a commit; the commit stands even if the note cannot be written."""
        head = session.info.get(AUDIT_HEAD)
        if head is not None:
            with suppress(OSError):
                self._heads.note(Head(*head))

    def _write_session(self, now: datetime) -> Session:
        info = {"driver": self._raw_writer, "row_digests": self._anchoring.digests}
        return _SigningSession(self._writer, self._anchoring, now, info)


class _SigningSession(Session):
    """A session whose every commit signs the anchor; a service may commit before it refuses (a wrong PIN)."""

    def __init__(self, writer: Connection, anchoring: Anchoring, now: datetime, info: dict[str, Any]) -> None:
        super().__init__(writer, expire_on_commit=False, info=info)
        self._anchoring, self._now = anchoring, now

    def commit(self) -> None:
        """Write what is pending, sign the anchor, and commit both."""
        self.flush()
        self._anchoring.sign(self._now)
        super().commit()


def open_lanes(home: Path, ticks: Ticks | None = None) -> Lanes:
    """Open the database of ``home``; only a home that was never used gets a new key, database and schema.

    ``ticks`` returns the seconds since the PC started; without it, delays are measured by the clock alone.

    Raises EnvironmentFault ``database_missing``, ``database_empty``, ``database_behind`` or ``database_other`` for a
    home whose database is gone, empty, lacks commits of this PC, or has another past.
    """
    check_driver()
    with advising(home), machine_faults():
        make_home(home)
        is_new = begin_home(home)
        path, key = home / DATABASE_FILE, ready_key(home, is_new=is_new)
        heads = Heads(home, key)
        if not is_new:
            _refuse_behind(home, key, heads)
        _ready_schema(path, key, is_new=is_new)
        if is_new:
            end_home(home)
        reader = open_engine(path, key, is_reader=True).connect()
        writer = open_engine(path, key).connect()
        return Lanes(reader, writer, heads, SignInFile(home, key, ticks))


def ready_key(home: Path, *, is_new: bool) -> bytes:
    """Return the key of ``home``; only a home that ``is_new`` gets one.

    Raises EnvironmentFault ``key_missing`` for a database without a key.
    """
    key = find_key(home)
    if key is None and is_new and not (home / DATABASE_FILE).exists():
        return make_key(home)
    key = key or find_key(home)  # another process may have just made both
    if key is None:
        raise EnvironmentFault("key_missing")
    return key


def _ready_schema(path: Path, key: bytes, *, is_new: bool) -> None:
    connection = connect(path, key, is_new=is_new)
    try:
        is_ready = is_current(connection)
        if not is_new and not file_revision(connection):
            raise EnvironmentFault("database_empty", backup="")
    finally:
        connection.close()
    if not is_ready:
        migrate(path, key)
    if is_new:
        _force_to_file(path, key)


def _force_to_file(path: Path, key: bytes) -> None:
    """Copy the log into the new database, so that its file is never empty beside a log that holds everything."""
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()


def _refuse_behind(home: Path, key: bytes, heads: Heads) -> None:
    connection = connect_untouched(home / DATABASE_FILE, key)
    try:
        refuse_behind(home, heads, connection)
    finally:
        connection.close()


def _commit(raw: driver.Connection) -> None:
    """Commit a transaction that the session left open because it ran no statement in it."""
    if raw.in_transaction:
        raw.execute("COMMIT")


def _rollback(raw: driver.Connection) -> None:
    if raw.in_transaction:
        raw.execute("ROLLBACK")
