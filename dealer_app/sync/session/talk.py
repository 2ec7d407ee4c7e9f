"""Run one talk with head office in the protocol's order; a failed step does not stop others (docs/protocol.md, 10)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.domain.head_office import TalkReport
from dealer_app.protocol.carriage import Carrier, LineDownError
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import EnrolmentRecord, change_enrolment, current_enrolment
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.attachments import Pieces
from dealer_app.sync.session.digests import compare
from dealer_app.sync.session.faults import line_code
from dealer_app.sync.session.leases import refill
from dealer_app.sync.session.progress import Progress
from dealer_app.sync.session.reader import read_feed
from dealer_app.sync.session.refusals import obey_refusal
from dealer_app.sync.session.sender import BatchSize, Sender
from dealer_app.sync.session.sessions import identity_of, open_session
from dealer_app.sync.session.snapshots import load_snapshot
from dealer_app.sync.session.talker import HubRefusedError, Talker
from dealer_app.sync.session.unconfirmed import is_unsettled

COMPARED_EVERY = timedelta(hours=24)
UNKNOWN_SESSION = 401


def talk(
    database: CounterDatabase,
    carrier: Carrier,
    *,
    is_stopped: Callable[[], bool] = lambda: False,
    batch_size: BatchSize | None = None,
) -> TalkReport:
    """Run one talk and return its report; troubles on the way are reported, not raised.

    ``batch_size`` is the size that earlier talks found for this line. After a trouble in one step the others still run.
    """
    enrolment = database.read(lambda unit: current_enrolment(unit.session))
    if enrolment is None or enrolment.state == "revoked":
        return TalkReport(trouble="device_revoked" if enrolment else "not_enrolled", is_done=False)
    if not enrolment.hub_url:
        return TalkReport(trouble="line_none", is_done=False)
    held = _Talk(
        database, Talker(carrier, identity_of(enrolment), is_stopped), Progress(), batch_size or BatchSize(), is_stopped
    )
    held.run(enrolment)
    return held.progress.report()


class _Talk:
    """The steps of one talk."""

    def __init__(
        self,
        database: CounterDatabase,
        talker: Talker,
        progress: Progress,
        batch_size: BatchSize,
        is_stopped: Callable[[], bool],
    ) -> None:
        self.database, self.talker, self.progress = database, talker, progress
        self.is_stopped = is_stopped
        self.sender = Sender(database, talker, progress, batch_size, self._is_over)
        self._is_renewed = self._is_shut_out = self._is_forked = False

    def run(self, enrolment: EnrolmentRecord) -> None:
        """Run each step in order and note its result."""
        if self._step(self._open):
            self._step(lambda: self.sender.send(only_payments=True))
            self._step(lambda: refill(self.database, self.talker))
            is_new = enrolment.cursor == 0
            if not is_new:
                self._step(self._read)
            if not self._is_forked:
                before = self.progress.sent
                if self._step(self.sender.send) and self.progress.sent > before:
                    self._step(lambda: refill(self.database, self.talker))  # what was sent used up numbers
            if is_new:
                self._step(self._load)
                self._step(self._read)
            self._step(self._compare)
            if not self._is_forked:
                self._step(Pieces(self.database, self.talker, self.progress, self._is_over).exchange)
        self.progress.is_done = self.progress.is_done and not self.is_stopped()
        with suppress(EnvironmentFault):  # a full disk: reported now, stored when there is space again
            self.database.write(self._note_end)

    def _step(self, step: Callable[[], None]) -> bool:
        """Run one step and return whether it succeeded; an EnvironmentFault ends the talk, as nothing can be stored."""
        if self._is_over():
            return False
        try:
            return self._report(step)
        except EnvironmentFault as fault:
            self.progress.fail(fault.code)
            self._is_shut_out = True
            return False

    def _report(self, step: Callable[[], None]) -> bool:
        """Run one step and note a refusal of head office or a fault of the line."""
        try:
            self._renewing(step)
        except LineDownError as down:
            if not self.is_stopped():  # a call that was given up is no fault of the line
                self.progress.fail(line_code(down.reason), down.retry_after_s)
        except HubRefusedError as refused:
            self._refused(refused.code, refused.trouble.retry_after_s)
        except Refusal as refusal:
            self._refused(refusal.code)
        else:
            return True
        return False

    def _renewing(self, step: Callable[[], None]) -> None:
        """Run a step; if head office no longer knows the session, open a new one, once."""
        try:
            step()
        except HubRefusedError as refused:
            if refused.status != UNKNOWN_SESSION or self._is_renewed:
                raise
            self._is_renewed = True
            self._open()
            step()

    def _open(self) -> None:
        answer = open_session(self.database, self.talker)
        if not answer.go:
            self.progress.fail("busy", answer.retry_after_s)
            self._is_shut_out = True

    def _read(self) -> None:
        received, changes = read_feed(self.database, self.talker, is_stopped=self._is_over)
        self._count(received, changes.touched)

    def _load(self) -> None:
        received, changes = load_snapshot(self.database, self.talker, is_stopped=self._is_over)
        self._count(received, changes.touched)

    def _compare(self) -> None:
        """Compare both copies once a day."""
        if self.database.read(_is_compared):
            return
        received, changes = compare(self.database, self.talker)
        self._count(received, changes.touched)
        self.database.write(_note_compared)

    def _count(self, received: int, touched: frozenset[tuple[str, object]]) -> None:
        self.progress.received += received
        self.progress.touched |= touched  # type: ignore[arg-type]

    def _refused(self, code: str, retry_after_s: int = 0) -> None:
        state = obey_refusal(self.database, self.progress, code, retry_after_s)
        self._is_forked = self._is_forked or state == "forked"
        is_to_return = code in ("busy", "too_slow")  # head office asked for a pause: no further step of this talk
        self._is_shut_out = self._is_shut_out or is_to_return or state in ("superseded", "revoked")

    def _is_over(self) -> bool:
        return self._is_shut_out or self.is_stopped()

    def _note_end(self, unit: Unit) -> None:
        change_enrolment(unit, trouble=self.progress.trouble)
        if self.progress.sent:
            change_enrolment(unit, sent_at=unit.now)


def _note_compared(unit: Unit) -> None:
    """Note the time of the comparison, unless rows of an earlier enrolment are still unconfirmed."""
    if not is_unsettled(unit):
        change_enrolment(unit, compared_at=unit.now)


def _is_compared(unit: Unit) -> bool:
    enrolment = current_enrolment(unit.session)
    assert enrolment is not None
    at = enrolment.compared_at  # a time in the future was stored while the clock was wrong
    return at is not None and unit.now - COMPARED_EVERY < at <= unit.now
