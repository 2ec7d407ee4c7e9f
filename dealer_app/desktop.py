"""The counter without its screen: opens the encrypted file and runs reads and writes, one transaction each.

Importing this module is cheap; SQLAlchemy and the driver are loaded by ``open``, on the database lane.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dealer_app.domain.changes import Changes, Written
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.staff import Actor, Role
from dealer_app.domain.tehran import local_day

if TYPE_CHECKING:
    from dealer_app.domain.glance import Glance
    from dealer_app.domain.verification import VerifyReport
    from dealer_app.store.lanes import Lanes
    from dealer_app.store.unit import Unit

T = TypeVar("T")
Clock = Callable[[], datetime]
NOBODY = Actor(None, "", Role.CLERK, "")


def utc_now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


class Desktop:
    """The one object that the screen and the command line construct; ``home`` holds the file and its key."""

    def __init__(self, home: Path, *, clock: Clock = utc_now) -> None:
        self.home = home
        self.actor = NOBODY
        self._clock = clock
        self._lanes: Lanes | None = None

    @property
    def is_open(self) -> bool:
        """Say whether the file is open."""
        return self._lanes is not None

    def now(self) -> datetime:
        """Return the clock's moment, aware UTC."""
        return self._clock()

    def today(self) -> date:
        """Return the day in Iran."""
        return local_day(self._clock())

    def glance(self) -> Glance | None:
        """Return settings and staff by a light look into the file, without opening it; None where it is not ready."""
        from dealer_app.services.glance import glance

        return glance(self.home, self.today())

    def open(self) -> None:
        """Open the file of ``home``, creating or migrating it first; EnvironmentFault says what forbids it."""
        from dealer_app.store.lanes import open_lanes

        if self._lanes is None:
            self._lanes = open_lanes(self.home)

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        lanes, self._lanes = self._lanes, None
        if lanes is not None:
            lanes.close()

    def read(self, fn: Callable[[Unit], T]) -> T:
        """Return ``fn(unit)`` from one consistent view of the file; a write inside is a bug and raises."""
        return self._opened().read(fn, self.actor, self._clock(), self.today())

    def write(self, fn: Callable[[Unit], T]) -> Written[T]:
        """Run ``fn(unit)`` in one transaction: committed and durable on return, or, on any exception, undone whole."""
        value, touched = self._opened().write(fn, self.actor, self._clock(), self.today())
        return Written(value, Changes(touched))

    def backup(self, out: Path) -> None:
        """Write an encrypted, consistent backup to ``out``, with the key sealed by the passphrase if one is set."""
        from dealer_app.store.backups import write_backup

        write_backup(self.home, out, self._clock())

    def restore(self, file: Path, passphrase: str | None = None) -> Path | None:
        """Put the backup ``file`` in the file's place and open it; return where the present file was kept.

        Nothing is touched before the backup was verified. A backup of another PC needs its ``passphrase``.
        """
        from dealer_app.store.backups import restore_backup

        was_open = self.is_open
        self.close()
        try:
            return restore_backup(self.home, file, passphrase, self._clock())
        finally:
            if was_open:
                self.open()

    def verify(self) -> VerifyReport:
        """Examine the file: pages, references, hash chains, sums, papers."""
        from dealer_app.store.verification import verify_file

        return verify_file(self.home)

    def set_recovery_passphrase(self, passphrase: str) -> None:
        """Seal a copy of the key by ``passphrase`` beside the file; it travels with each backup from now on."""
        from dealer_app.store.backups import seal_key

        seal_key(self.home, passphrase)

    def has_recovery_passphrase(self) -> bool:
        """Say whether a sealed copy of the key lies beside the file."""
        from dealer_app.store.keys import RECOVERY_FILE

        return (self.home / RECOVERY_FILE).exists()

    def key_place(self) -> str:
        """Return where the key lies, "keyring" or "file", for Settings to say plainly."""
        from dealer_app.store.keys import key_place

        return key_place(self.home)

    def _opened(self) -> Lanes:
        if self._lanes is None:
            raise EnvironmentFault("database_closed")
        return self._lanes
