"""Read and write whole files on a stick and report each fault as a fault of the stick."""

import errno
from pathlib import Path

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.database.durable_files import write_durably

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def read_stick(path: Path) -> bytes:
    """Return the content of a file; raises EnvironmentFault ``stick_cannot_read``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentFault("stick_cannot_read", path=str(path)) from error


def write_stick(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` atomically; raises EnvironmentFault ``stick_cannot_write``, ``stick_full``."""
    try:
        write_durably(path, content)
    except OSError as error:
        code = "stick_full" if error.errno in _FULL else "stick_cannot_write"
        raise EnvironmentFault(code, path=str(path)) from error
