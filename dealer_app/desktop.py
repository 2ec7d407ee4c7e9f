"""The counter without its screen: open the encrypted database and run reads and writes, one transaction each.

Importing this module is cheap; SQLAlchemy and the driver are loaded by ``open``, on the database lane.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.changes import Changes, Written
from dealer_app.domain.errors import EnvironmentFault, FieldError, Refusal
from dealer_app.domain.staff import Actor

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from dealer_app.domain.glance import Glance
    from dealer_app.domain.head_office import LineState, TalkReport
    from dealer_app.domain.rights import Right
    from dealer_app.domain.verification import VerifyReport
    from dealer_app.protocol.carriage import Carrier
    from dealer_app.store.core.unit import Unit as Unit  # noqa: PLC0414 - the screen names it from here
    from dealer_app.store.database.lanes import Lanes
    from dealer_app.sync.session.sender import BatchSize

T = TypeVar("T")
Clock = Callable[[], datetime]
Dial = Callable[[str], "AbstractContextManager[Carrier]"]
NOBODY = Actor(None, "", frozenset(), "")


def utc_now() -> datetime:
    """Return the current time, aware, in UTC."""
    return datetime.now(UTC)


def dial(hub_url: str) -> AbstractContextManager[Carrier]:
    """Return a line to ``hub_url``; leaving its context closes it."""
    from dealer_app.sync.session.client import HttpCarrier

    return HttpCarrier(hub_url)


class Background:
    """The open database for work without a signed-in actor, such as applying what head office sends."""

    def __init__(self, home: Path, lanes: Lanes, clock: Clock) -> None:
        self.home, self._lanes, self.now = home, lanes, clock

    def read(self, fn: Callable[[Unit], T]) -> T:
        """Return ``fn(unit)`` from one consistent view."""
        moment = self.now()
        return self._lanes.read(fn, NOBODY, moment, local_day(moment))

    def write(self, fn: Callable[[Unit], T]) -> Written[T]:
        """Run ``fn(unit)`` in one transaction."""
        moment = self.now()
        value, touched = self._lanes.write(fn, NOBODY, moment, local_day(moment))
        return Written(value, Changes(touched))


class Desktop:
    """The object that the screen and the command line construct; folder ``home`` holds the database and its key."""

    def __init__(
        self, home: Path, *, clock: Clock = utc_now, dial: Dial = dial, ticks: Callable[[], float] | None = None
    ) -> None:
        """Use ``clock`` for the time and ``ticks`` for seconds since the PC started (known with the system's clock)."""
        self.home = home
        self.actor = NOBODY
        self._ticks = monotonic if ticks is None and clock is utc_now else ticks
        self._clock, self._dial = clock, dial
        self._lanes: Lanes | None = None
        self._batch_size: BatchSize | None = None

    @property
    def is_open(self) -> bool:
        """Return whether the database is open."""
        return self._lanes is not None

    def now(self) -> datetime:
        """Return the clock's current time, aware UTC."""
        return self._clock()

    def today(self) -> date:
        """Return today's date in Iran."""
        return local_day(self._clock())

    def glance(self) -> Glance | None:
        """Return settings and staff without opening the database in full; None if it is not ready."""
        from dealer_app.services.glance import glance

        return glance(self.home, self.today())

    def open(self) -> None:
        """Open the database of ``home``, creating or migrating it first; raises EnvironmentFault if that fails."""
        from dealer_app.store.database.destroying import refuse_destroyed
        from dealer_app.store.database.lanes import open_lanes

        refuse_destroyed(self.home)
        if self._lanes is None:
            self._lanes = open_lanes(self.home, self._ticks)

    def close(self) -> None:
        """Close the database; closing twice is harmless."""
        lanes, self._lanes = self._lanes, None
        if lanes is not None:
            lanes.close()

    def read(self, fn: Callable[[Unit], T]) -> T:
        """Return ``fn(unit)`` from one consistent view of the database; a write inside is a bug and raises."""
        return self._opened().read(fn, self.actor, self._clock(), self.today())

    def write(self, fn: Callable[[Unit], T]) -> Written[T]:
        """Run ``fn(unit)`` in one transaction: durable on return, rolled back on any exception."""
        value, touched = self._opened().write(fn, self.actor, self._clock(), self.today())
        return Written(value, Changes(touched))

    def backup(self, out: Path) -> None:
        """Write an encrypted, consistent backup to ``out``, with the key sealed by the passphrase if one is set.

        A closed database is opened for it and closed again. Raises Refusal ``right_missing``, and the faults of
        opening; the audit row follows the backup, because a failed one made nothing.
        """
        from dealer_app.domain.rights import Right
        from dealer_app.store.database.backups import write_backup

        was_open = self.is_open
        if not was_open:
            self.open()
        try:
            self._require(Right.BACKUP)
            write_backup(self.home, out, self._clock())
            self._note("backed_up", "backups", {"file": out.name})
        finally:
            if not was_open:
                self.close()

    def restore(self, file: Path, passphrase: str | None = None) -> Path | None:
        """Replace the database by the backup ``file``; return the path under which the present database was kept.

        Nothing is touched before the backup is verified. A backup of another PC needs its ``passphrase``.
        A database that was open is opened again. The restored database gets the audit row. Raises Refusal
        ``right_missing``; a database without staff, or one that cannot be read, may be restored by everybody.
        """
        from dealer_app.store.database.destroying import refuse_destroyed
        from dealer_app.store.database.restoring import restore_backup

        refuse_destroyed(self.home)
        self._require_restore()
        was_open = self.is_open
        self.close()
        try:
            kept = restore_backup(self.home, file, passphrase, self._clock())
        except BaseException:
            if was_open:
                self.open()
            raise
        self.open()
        self._note("restored", "backups", {"file": file.name})
        if not was_open:
            self.close()
        return kept

    def verify(self) -> VerifyReport:
        """Examine the database: pages, references, hash chains, sums, papers."""
        from dealer_app.store.database.presence import advising
        from dealer_app.store.database.verification import verify_file

        with advising(self.home):
            return verify_file(self.home)

    def set_recovery_passphrase(self, passphrase: str) -> None:
        """Store a copy of the key, sealed by ``passphrase``, beside the database; each later backup contains it.

        Raises Refusal ``right_missing`` or ``recovery_passphrase_short``.
        """
        from dealer_app.domain.rights import Right
        from dealer_app.store.database.backups import seal_key

        self._require(Right.RECOVERY)
        seal_key(self.home, passphrase)
        self._note("recovery_passphrase_set", "backups", {})

    def has_recovery_passphrase(self) -> bool:
        """Return whether a sealed copy of the key exists beside the database."""
        from dealer_app.store.database.keys import RECOVERY_FILE

        return (self.home / RECOVERY_FILE).exists()

    def key_place(self) -> str:
        """Return where the key is kept, "keyring" or "file", for the Settings page."""
        from dealer_app.store.database.keys import key_place

        return key_place(self.home)

    # -- head office

    def line_state(self) -> LineState:
        """Return this counter's enrolment at head office and what waits to be sent."""
        from dealer_app.services.head_office.line_state import get_line_state

        return self.read(get_line_state)

    def talk(self, is_stopped: Callable[[], bool] = lambda: False) -> TalkReport:
        """Hold one talk with head office; the report contains what went wrong.

        If head office has permanently shut this counter out, the database is closed and destroyed with its keys.
        """
        from dealer_app.sync.session.talk import talk

        with self._dial(self.line_state().hub_url) as carrier:
            report = talk(self._background(), carrier, is_stopped=is_stopped, batch_size=self._batch_size_of_line())
        return self._obey(report)

    def enrol(self, hub_url: str, code: str, counter: str = "") -> LineState:
        """Enrol this counter at head office with a one-time code; ``counter`` is its name there.

        Raises FieldError (hub_url, code), Refusal, or EnvironmentFault of the line. A refusal leaves an audit row.
        """
        from dealer_app.domain.rights import Right
        from dealer_app.services.settings import get_settings
        from dealer_app.sync.session.enrolment import enrol
        from dealer_app.sync.session.faults import line_faults

        self._require(Right.HEAD_OFFICE)
        name = counter or self.read(get_settings).counter.counter
        try:
            with line_faults(), self._dial(hub_url) as carrier:
                enrol(self._background(), carrier, hub_url, code, name)
        except (FieldError, Refusal) as error:
            self._note("enrolment_refused", "enrolments", {"code": error.code})
            raise
        return self.line_state()

    def request_enrolment(self, enrolment_file: Path, code: str, out: Path, counter: str = "") -> None:
        """Write the request of enrolment of a counter without a line to ``out``.

        ``import_bundle`` takes the answer. Raises FieldError (file or code), Refusal or EnvironmentFault.
        """
        from dealer_app.domain.rights import Right
        from dealer_app.services.settings import get_settings
        from dealer_app.sync.usb.joining import make_request
        from dealer_app.sync.usb.sticks import read_stick, write_stick

        self._require(Right.HEAD_OFFICE)
        name = counter or self.read(get_settings).counter.counter
        write_stick(out, make_request(self._background(), read_stick(enrolment_file), code, name))

    def change_address(self, hub_url: str) -> LineState:
        """Change the address of head office to ``hub_url``; raises FieldError (hub_url) or Refusal ``not_enrolled``."""
        from dealer_app.domain.rights import Right
        from dealer_app.sync.session.enrolment import change_address

        self._require(Right.HEAD_OFFICE)
        change_address(self._background(), hub_url)
        return self.line_state()

    def export_bundle(self, out: Path, *, with_attachments: bool = False) -> None:
        """Write all waiting entries to ``out``, sealed to head office, with pieces of attachments if asked for.

        Raises Refusal ``not_enrolled`` or EnvironmentFault.
        """
        from dealer_app.sync.usb.bundles import make_bundle
        from dealer_app.sync.usb.sticks import write_stick

        write_stick(out, make_bundle(self._background(), with_attachments=with_attachments))

    def import_bundle(self, file: Path) -> TalkReport:
        """Apply the answers in ``file``; raises Refusal or EnvironmentFault (``sync.usb.bundles.take_bundle``)."""
        from dealer_app.sync.usb.bundles import take_bundle
        from dealer_app.sync.usb.sticks import read_stick

        return self._obey(take_bundle(self._background(), read_stick(file)))

    def carry_bundle(self, file: Path, out: Path) -> None:
        """Send another counter's bundle to head office over this counter's line and write the answer to ``out``.

        Raises Refusal (``sync.usb.carrying.carry_bundle``) or EnvironmentFault of line or stick.
        """
        from dealer_app.sync.session.faults import line_faults
        from dealer_app.sync.usb.carrying import carry_bundle
        from dealer_app.sync.usb.sticks import read_stick, write_stick

        bundle = read_stick(file)
        with line_faults(), self._dial(self.line_state().hub_url) as carrier:
            answer = carry_bundle(self._background(), carrier, bundle)
        write_stick(out, answer)

    # -- rights and audit

    def _require(self, right: Right) -> None:
        """Raise Refusal unless the actor may use ``right``."""
        from dealer_app.services.rights import require

        self.read(lambda unit: require(unit, right))

    def _require_restore(self) -> None:
        """Raise Refusal unless the actor may restore; a closed database is asked only for its staff."""
        from dealer_app.domain.rights import Right, refusal_of

        if self.is_open:
            self._require(Right.RESTORE)
            return
        try:
            seen = self.glance()
        except EnvironmentFault:
            return
        if seen is not None and seen.staff and not self.actor.os_user:
            raise refusal_of(Right.RESTORE)

    def _note(self, action: str, kind: str, detail: dict[str, Any]) -> None:
        """Write one audit row in a transaction of its own."""
        from dealer_app.store.tables.audit import write_audit

        self.write(lambda unit: write_audit(unit, action, kind, None, detail))

    def _background(self) -> Background:
        return Background(self.home, self._opened(), self._clock)

    def _batch_size_of_line(self) -> BatchSize:
        """Return the batch size that earlier talks of this process found for the line."""
        from dealer_app.sync.session.sender import BatchSize

        self._batch_size = self._batch_size or BatchSize()
        return self._batch_size

    def _obey(self, report: TalkReport) -> TalkReport:
        """Destroy the database if head office ordered it under its signature."""
        if report.trouble == "device_revoked":
            from dealer_app.store.database.destroying import destroy

            self.close()
            destroy(self.home)
        return report

    def _opened(self) -> Lanes:
        if self._lanes is None:
            raise EnvironmentFault("database_closed")
        return self._lanes
