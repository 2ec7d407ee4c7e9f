"""A counter as a process that runs until it is killed: it opens its database, enrols, works and talks at random."""

import os
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic

from sqlalchemy import select

import dealer_app.services.head_office.line_state
import dealer_app.store.database.lanes
import dealer_app.sync.session.talk  # noqa: F401 - slow modules are loaded before the process is forked
from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, FieldError, FieldErrors, Refusal
from dealer_app.domain.staff import Actor
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import EnrolmentRecord
from dealer_app.store.tables.outbox import outbox_head
from tests.chaos.journal import Journal
from tests.chaos.tallies import SharedTally
from tests.chaos.watching import watched_line
from tests.signed_on import CLERK
from tests.soak.works import WORKS

BY_NAME = {work.__name__: work for work in WORKS}
WORK_DONE = tuple(f"{name} done" for name in BY_NAME)
COUNTED = ("opened", "enrolled", *WORK_DONE, "refused", "talks", "talks whole", "talks troubled")
LINE_TROUBLES = frozenset({"line_down", "line_portal", "line_server", "busy"})
"""Troubles of a talk that a hostile line may cause; any other is a broken promise."""
ENROL_TROUBLES = frozenset({"busy", "line_down", "line_portal", "line_server", "hub_key_wrong", "hub_refused"})
"""The same for an enrolment; head office refuses a code while its database is down."""
TALKS = 0.15
NOON = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
WRONG_CLOCKS_DAYS = (0, 0, 0, 1, -1, 400, -400)


@dataclass(frozen=True, slots=True)
class Place:
    """The home of a counter, head office's address, its one-time code, and the folder of its notes."""

    name: str
    home: Path
    hub_url: str
    code: str
    notes: Path

    @property
    def tally(self) -> Path:
        """Return the file of its counts."""
        return self.notes / f"{self.name}.tally"

    @property
    def journal(self) -> Path:
        """Return the file of its journal."""
        return self.notes / f"{self.name}.journal"

    @property
    def failure(self) -> Path:
        """Return the file for the traceback of a counter that failed."""
        return self.notes / f"{self.name}.failure"


def live(place: Place, seed: str) -> None:
    """Run a counter until it is killed; an exception is written to ``place.failure`` and ends the process."""
    os.environ["BAJEH_KEYRING"] = "file"
    os.environ["NO_PROXY"] = "127.0.0.1"
    try:
        Counter(place, Random(seed)).live()
    except BaseException:  # noqa: BLE001 - the run must hear of every exception
        place.failure.write_text(traceback.format_exc(), "utf-8")
        raise SystemExit(1) from None


class Counter:
    """A counter with its tally and its journal."""

    def __init__(self, place: Place, dice: Random) -> None:
        self.place, self.dice = place, dice
        self.tally, self.journal = SharedTally(place.tally, COUNTED), Journal(place.journal)
        wrong = timedelta(days=dice.choice(WRONG_CLOCKS_DAYS))
        self.desktop = Desktop(
            place.home,
            clock=lambda: NOON + wrong + timedelta(seconds=monotonic()),
            dial=lambda url: watched_line(url, self._held),
        )
        self.desktop.actor = Actor(None, "سمیه کریمی", CLERK, place.name)

    def live(self) -> None:
        """Open the database, enrol, and work and talk without end."""
        self.desktop.open()
        self.tally.add("opened")
        while not self.desktop.line_state().enrolment:
            self._enrol()
        while True:
            if self.dice.random() < TALKS:
                self._talk()
            else:
                self._work()

    def _enrol(self) -> None:
        try:
            self.desktop.enrol(self.place.hub_url, self.place.code)
        except (EnvironmentFault, Refusal) as trouble:
            if trouble.code not in ENROL_TROUBLES:
                raise
        else:
            self.tally.add("enrolled")

    def _talk(self) -> None:
        report = self.desktop.talk()
        assert report.trouble in {"", *LINE_TROUBLES}, report.trouble
        self.tally.add("talks")
        self.tally.add("talks troubled" if report.trouble else "talks whole")
        self.journal.acknowledged(self._held()[0])

    def _work(self) -> None:
        name = self.dice.choice(tuple(BY_NAME))
        wish = partial(_work, name=name, a=self.dice.randrange(10**6), b=self.dice.randrange(10**6))
        try:
            n, line_hash = self.desktop.write(wish).value
        except (FieldError, FieldErrors, Refusal):
            self.tally.add("refused")
            return
        self.journal.committed(n, line_hash)
        self.tally.add(f"{name} done")

    def _held(self) -> tuple[int, bytes]:
        return self.desktop.read(_held)


def _work(unit: Unit, name: str, a: int, b: int) -> tuple[int, str]:
    """Run one action and return number and hash of the last outbox entry after it."""
    BY_NAME[name](unit, a, b)
    return outbox_head(unit.session)


def _held(unit: Unit) -> tuple[int, bytes]:
    found = select(EnrolmentRecord.acked_n, EnrolmentRecord.hub_key).where(EnrolmentRecord.is_current)
    row = unit.session.execute(found).one()
    return row.acked_n, row.hub_key
