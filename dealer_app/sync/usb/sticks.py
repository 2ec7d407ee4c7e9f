"""CounterDatabase on a stick: read and written whole, and each fault of the stick is said as one of the stick."""

import errno
from pathlib import Path

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.database.durable_files import write_durably

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def read_stick(path: Path) -> bytes:
    """Return what a file holds; raises EnvironmentFault ``stick_cannot_read``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentFault("stick_cannot_read", path=str(path)) from error


def write_stick(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, the old or the new file whole; raises ``stick_cannot_write``, ``stick_full``."""
    try:
        write_durably(path, content)
    except OSError as error:
        code = "stick_full" if error.errno in _FULL else "stick_cannot_write"
        raise EnvironmentFault(code, path=str(path)) from error
