"""Translate errors of SQLite and of the system into EnvironmentFaults."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from dealer_app.domain.errors import EnvironmentFault

_CODES = {
    sqlite3.SQLITE_BUSY: "database_locked",
    sqlite3.SQLITE_LOCKED: "database_locked",
    sqlite3.SQLITE_READONLY: "database_readonly",
    sqlite3.SQLITE_IOERR: "disk_fault",
    sqlite3.SQLITE_CORRUPT: "database_damaged",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CANTOPEN: "database_cannot_open",
    sqlite3.SQLITE_PERM: "database_cannot_open",
    sqlite3.SQLITE_NOTADB: "database_unreadable",
}
_ERRNOS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "database_readonly",
    errno.EACCES: "database_cannot_open",
    errno.EPERM: "database_cannot_open",
    errno.ENOTDIR: "database_cannot_open",
    errno.EISDIR: "database_cannot_open",
    errno.EEXIST: "database_cannot_open",
    errno.ENAMETOOLONG: "database_cannot_open",
    errno.EIO: "disk_fault",
}
_PRIMARY = 0xFF
_RESTORED = frozenset({"database_damaged", "database_unreadable"})
"""Faults whose sentence names the newest backup, once the home is known (``presence.advising``)."""


def fault_of(error: BaseException) -> EnvironmentFault | None:
    """Return the fault behind an error of the driver, of SQLAlchemy or of the system; None if the error is a bug."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _fault(_CODES.get(code & _PRIMARY))
    if isinstance(cause, OSError):
        return _fault(_ERRNOS.get(cause.errno or 0))
    return None


@contextmanager
def machine_faults() -> Iterator[None]:
    """Raise EnvironmentFaults for errors of the machine inside the block; all other errors pass unchanged."""
    try:
        yield
    except Exception as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise fault from error


def _fault(code: str | None) -> EnvironmentFault | None:
    if code is None:
        return None
    return EnvironmentFault(code, backup="") if code in _RESTORED else EnvironmentFault(code)
