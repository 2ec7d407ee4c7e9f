"""The counter without its screen: opens the encrypted file and runs reads and writes, one transaction each.

Importing this module is cheap; SQLAlchemy and the driver are loaded by ``open``, on the database lane.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.changes import Changes, Written
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.staff import Actor, Role

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from dealer_app.domain.glance import Glance
    from dealer_app.domain.head_office import LineState, TalkReport
    from dealer_app.domain.verification import VerifyReport
    from dealer_app.protocol.carriage import Carrier
    from dealer_app.store.core.unit import Unit as Unit  # noqa: PLC0414 - the screen names it from here
    from dealer_app.store.database.lanes import Lanes
    from dealer_app.sync.session.sender import BatchSize

T = TypeVar("T")
Clock = Callable[[], datetime]
Dial = Callable[[str], "AbstractContextManager[Carrier]"]
NOBODY = Actor(None, "", Role.CLERK, "")


def utc_now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def dial(hub_url: str) -> AbstractContextManager[Carrier]:
    """Return the line to ``hub_url``, closed at the end of a talk."""
    from dealer_app.sync.session.client import HttpCarrier

    return HttpCarrier(hub_url)


class Background:
    """The open file for work that nobody at the counter does: what head office sends is signed by nobody here."""

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
    """The one object that the screen and the command line construct; ``home`` holds the file and its key."""

    def __init__(self, home: Path, *, clock: Clock = utc_now, dial: Dial = dial) -> None:
        self.home = home
        self.actor = NOBODY
        self._clock, self._dial = clock, dial
        self._lanes: Lanes | None = None
        self._batch_size: BatchSize | None = None

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
        from dealer_app.store.database.destroying import refuse_destroyed
        from dealer_app.store.database.lanes import open_lanes

        refuse_destroyed(self.home)
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
        from dealer_app.store.database.backups import write_backup

        write_backup(self.home, out, self._clock())

    def restore(self, file: Path, passphrase: str | None = None) -> Path | None:
        """Put the backup ``file`` in the file's place and open it; return where the present file was kept.

        Nothing is touched before the backup was verified. A backup of another PC needs its ``passphrase``.
        """
        from dealer_app.store.database.backups import restore_backup
        from dealer_app.store.database.destroying import refuse_destroyed

        refuse_destroyed(self.home)
        was_open = self.is_open
        self.close()
        try:
            return restore_backup(self.home, file, passphrase, self._clock())
        finally:
            if was_open:
                self.open()

    def verify(self) -> VerifyReport:
        """Examine the file: pages, references, hash chains, sums, papers."""
        from dealer_app.store.database.verification import verify_file

        return verify_file(self.home)

    def set_recovery_passphrase(self, passphrase: str) -> None:
        """Seal a copy of the key by ``passphrase`` beside the file; it travels with each backup from now on."""
        from dealer_app.store.database.backups import seal_key

        seal_key(self.home, passphrase)

    def has_recovery_passphrase(self) -> bool:
        """Say whether a sealed copy of the key lies beside the file."""
        from dealer_app.store.database.keys import RECOVERY_FILE

        return (self.home / RECOVERY_FILE).exists()

    def key_place(self) -> str:
        """Return where the key lies, "keyring" or "file", for Settings to say plainly."""
        from dealer_app.store.database.keys import key_place

        return key_place(self.home)

    # -- head office

    def line_state(self) -> LineState:
        """Return who this counter is to head office and what waits."""
        from dealer_app.services.head_office.line_state import get_line_state

        return self.read(get_line_state)

    def talk(self, is_stopped: Callable[[], bool] = lambda: False) -> TalkReport:
        """Hold one talk with head office; what goes wrong is told in the report.

        Where head office has shut this counter out for good, the file is closed and destroyed with its keys.
        """
        from dealer_app.sync.session.talk import talk

        with self._dial(self.line_state().hub_url) as carrier:
            report = talk(self._background(), carrier, is_stopped=is_stopped, batch_size=self._batch_size_of_line())
        return self._obey(report)

    def enrol(self, hub_url: str, code: str, counter: str = "") -> LineState:
        """Make this counter one of head office's by a one-time code; ``counter`` is its name there.

        Raises FieldError (hub_url, code), Refusal, EnvironmentFault of the line.
        """
        from dealer_app.services.settings import get_settings
        from dealer_app.sync.session.enrolment import enrol
        from dealer_app.sync.session.faults import line_faults

        name = counter or self.read(get_settings).counter.counter
        with line_faults(), self._dial(hub_url) as carrier:
            enrol(self._background(), carrier, hub_url, code, name)
        return self.line_state()

    def request_enrolment(self, enrolment_file: Path, code: str, out: Path, counter: str = "") -> None:
        """Write to ``out`` the request by which a counter without a line becomes one of head office's.

        ``import_bundle`` takes the answer. Raises FieldError (invitation, code), Refusal, EnvironmentFault.
        """
        from dealer_app.services.settings import get_settings
        from dealer_app.sync.usb.joining import make_request
        from dealer_app.sync.usb.sticks import read_stick, write_stick

        name = counter or self.read(get_settings).counter.counter
        write_stick(out, make_request(self._background(), read_stick(enrolment_file), code, name))

    def change_address(self, hub_url: str) -> LineState:
        """Let this counter find its head office at ``hub_url``; FieldError (hub_url), Refusal ``not_enrolled``."""
        from dealer_app.sync.session.enrolment import change_address

        change_address(self._background(), hub_url)
        return self.line_state()

    def export_bundle(self, out: Path) -> None:
        """Write all that waits to ``out``, sealed to head office; Refusal ``not_enrolled``, EnvironmentFault."""
        from dealer_app.sync.usb.bundles import make_bundle
        from dealer_app.sync.usb.sticks import write_stick

        write_stick(out, make_bundle(self._background()))

    def import_bundle(self, file: Path) -> TalkReport:
        """Take the answers in ``file``; Refusal and EnvironmentFault say why not (``sync.usb.bundles.take_bundle``)."""
        from dealer_app.sync.usb.bundles import take_bundle
        from dealer_app.sync.usb.sticks import read_stick

        return self._obey(take_bundle(self._background(), read_stick(file)))

    def carry_bundle(self, file: Path, out: Path) -> None:
        """Bring another counter's bundle to head office over this one's line and write the answer to ``out``.

        Raises Refusal (``sync.usb.carrying.carry_bundle``), EnvironmentFault of line or stick.
        """
        from dealer_app.sync.session.faults import line_faults
        from dealer_app.sync.usb.carrying import carry_bundle
        from dealer_app.sync.usb.sticks import read_stick, write_stick

        bundle = read_stick(file)
        with line_faults(), self._dial(self.line_state().hub_url) as carrier:
            answer = carry_bundle(self._background(), carrier, bundle)
        write_stick(out, answer)

    def _background(self) -> Background:
        return Background(self.home, self._opened(), self._clock)

    def _batch_size_of_line(self) -> BatchSize:
        """Return what earlier talks of this process learned of the line."""
        from dealer_app.sync.session.sender import BatchSize

        self._batch_size = self._batch_size or BatchSize()
        return self._batch_size

    def _obey(self, report: TalkReport) -> TalkReport:
        """Destroy everything where head office ordered it, under its signature."""
        if report.trouble == "device_revoked":
            from dealer_app.store.database.destroying import destroy

            self.close()
            destroy(self.home)
        return report

    def _opened(self) -> Lanes:
        if self._lanes is None:
            raise EnvironmentFault("database_closed")
        return self._lanes
