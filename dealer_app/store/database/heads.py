"""Remember outside the database how far its audit had come, so that missing commits are noticed.

The file ``bajeh.heads`` has two slots that are written in turn, after each commit that wrote the audit. It is not
forced to the disk: after a power cut it may be older than the database, which is harmless, but never newer. A seal by
the database's key protects each slot. A copy of the database and its key without this file cannot be recognised.
"""

import hmac
import json
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.persian import persian_digits
from dealer_app.store.database.durable_files import create_durably, sync_folder, write_durably
from dealer_app.store.database.presence import HEADS_FILE, words_of_backup

_SLOT = 512  # bytes
_PURPOSE = b"bajeh heads 1"


class Head(NamedTuple):
    """The newest audit row that this PC committed: its number and its hash."""

    n: int
    hash: str


class Heads:
    """The file of heads of ``home``, sealed by the database's ``key``."""

    def __init__(self, home: Path, key: bytes) -> None:
        self._path = home / HEADS_FILE
        self._key = hmac.digest(key, _PURPOSE, "sha256")

    def read(self) -> Head | None:
        """Return the newest head, None if the file is missing or both its slots are damaged."""
        newest = max(self._slots(), default=None)
        return None if newest is None else newest[0]

    def note(self, head: Head) -> None:
        """Note the head of a commit; a lower one than the file has (of another process) is left out."""
        newest = max(self._slots(), default=None)
        if newest is not None and newest[0].n >= head.n:
            return
        if newest is None:
            self._path.unlink(missing_ok=True)  # damaged
            create_durably(self._path, self._sealed(head).ljust(2 * _SLOT))  # another process may be the first
            return
        with self._path.open("rb+", buffering=0) as file:
            file.seek(_SLOT * (1 - newest[1]))
            file.write(self._sealed(head))

    def put(self, head: Head) -> None:
        """Write the file anew, durably, whatever it had."""
        write_durably(self._path, self._sealed(head).ljust(2 * _SLOT))

    def forget(self) -> None:
        """Remove the file durably, before the database is replaced by one with another past."""
        self._path.unlink(missing_ok=True)
        sync_folder(self._path.parent)

    def _slots(self) -> list[tuple[Head, int]]:
        """Return the readable heads with the position of their slot."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return []
        found = ((self._opened(content[at * _SLOT : (at + 1) * _SLOT]), at) for at in (0, 1))
        return [(head, at) for head, at in found if head is not None]

    def _sealed(self, head: Head) -> bytes:
        facts = json.dumps([head.n, head.hash]).encode("ascii")
        seal = hmac.new(self._key, facts, sha256).hexdigest().encode("ascii")
        return (seal + facts).ljust(_SLOT)

    def _opened(self, slot: bytes) -> Head | None:
        seal, facts = slot[:64], slot[64:].rstrip()
        if not hmac.compare_digest(seal, hmac.new(self._key, facts, sha256).hexdigest().encode("ascii")):
            return None
        n, hash_ = json.loads(facts)
        return Head(int(n), str(hash_))


def refuse_behind(home: Path, heads: Heads, connection: driver.Connection) -> None:
    """Raise EnvironmentFault ``database_behind`` if the database lacks audit rows that this PC committed.

    Raises ``database_other`` if the row of the noted number is another one: the file has another past. Without a file
    of heads nothing is known.
    """
    known = heads.read()
    if known is None:
        return
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'audit'").fetchone() is None:
        raise EnvironmentFault("database_empty", backup=words_of_backup(home))
    row = connection.execute("SELECT hash FROM audit WHERE n = ?", (known.n,)).fetchone()
    if row is not None and row[0] == known.hash:
        return
    if row is not None:
        raise EnvironmentFault("database_other", backup=words_of_backup(home))
    (newest_n,) = connection.execute("SELECT coalesce(max(n), 0) FROM audit").fetchone()
    lost = persian_digits(str(known.n - newest_n))
    raise EnvironmentFault("database_behind", lost=lost, backup=words_of_backup(home))
