"""Schedule talks with head office, and report their results and the state of the line to the window.

Talks run on the network lane; nothing here blocks. A fault is reported, never raised, because the next talk is
scheduled anyway.
"""

from dataclasses import dataclass, replace
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from dealer_app.domain.errors import CodedError
from dealer_app.domain.head_office import TalkReport
from ui.lanes.change_bus import ChangeBus
from ui.lanes.crash_log import log_crash
from ui.lanes.tasks import Tasks
from ui.line.head_office import HeadOffice, LineView, read_line

BROKEN, REVOKED = "broken", "device_revoked"
"""Trouble codes: of a talk that ended in an error without a code; of one that had the database destroyed."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Delays before the next talk, in milliseconds."""

    after_commit: int = 3_000
    more_waits: int = 500
    look: int = 700  # interval between two reads of the queue during a talk


class Line(QObject):
    """Connection to head office.

    Signals: ``changed`` fires after any change of the line's state, ``talked`` carries the TalkReport of each ended
    talk. ``revoked`` fires once, after head office had this counter's database destroyed.
    """

    changed = Signal()
    talked = Signal(object)
    revoked = Signal()

    def __init__(self, tasks: Tasks, change_bus: ChangeBus, head_office: HeadOffice, pace: Pace) -> None:
        super().__init__(tasks)
        self._tasks, self._bus = tasks, change_bus
        self.head_office = head_office
        self.pace = pace
        self.view = LineView()
        self.is_talking = self.is_known = False
        self.waited_at_start = 0
        self._failures, self._quiet, self._trouble = 0, 0, ""
        self._is_closed = self._has_grown = False
        self._stop = Event()
        self._next, self._looking = QTimer(self), QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._talk)
        self._looking.timeout.connect(self.look)
        change_bus.changed.connect(lambda _changes: self.look())

    @property
    def may_talk(self) -> bool:
        """Return whether this counter may talk to a head office and has an address of it."""
        state = self.view.state
        return state.enrolment not in {"", "revoked"} and not state.is_by_stick and not self._is_closed

    @property
    def is_stopping(self) -> bool:
        """Return whether a talk was asked to stop and has not ended yet."""
        return self.is_talking and self._stop.is_set()

    @property
    def was_stopped(self) -> bool:
        """Return whether the latest talk was asked to stop."""
        return self._stop.is_set()

    def look(self) -> None:
        """Read the state of the line again."""
        if not self._is_closed:
            self._tasks.run_read(self, read_line, self._on_seen)

    def talk_now(self) -> None:
        """Talk as soon as the lane is free, without waiting for the scheduled time."""
        if self.may_talk and not self.is_talking:
            self._next.stop()
            self._talk()

    def stop_talk(self) -> None:
        """Ask the running talk to stop; its completed work is kept."""
        self._stop.set()
        self.changed.emit()

    def close(self) -> None:
        """End permanently: start no further talk, and ask the running one to stop."""
        self._is_closed = True
        self._next.stop()
        self._looking.stop()
        self._stop.set()

    def end_revoked(self) -> None:
        """Report that this counter's database is destroyed; it is not used again."""
        self.close()
        self.revoked.emit()

    # -- the talk

    def _talk(self) -> None:
        if not self.may_talk or self.is_talking:
            return
        stop = self._stop = Event()
        self.is_talking, self._has_grown = True, False
        self.waited_at_start = self.view.state.waiting
        self._looking.start(self.pace.look)
        self.changed.emit()
        head_office = self.head_office
        self._tasks.run_network(
            self, lambda desktop: head_office.talk(desktop, stop.is_set), self._on_talked, self._on_fault
        )

    def _on_fault(self, error: Exception) -> None:
        if not isinstance(error, CodedError):
            log_crash(error)
        self._on_talked(TalkReport(trouble=error.code if isinstance(error, CodedError) else BROKEN))

    def _on_talked(self, report: TalkReport) -> None:
        self.is_talking = False
        self._looking.stop()
        if report.trouble == REVOKED:
            self.end_revoked()
            return
        self._trouble = report.trouble
        self._failures = self._failures + 1 if report.trouble else 0
        self._quiet = 0 if report.sent or report.received else self._quiet + 1
        if not self._is_closed:
            self._next.start(self._pause(report))
        self._bus.publish(report.changes)
        self.look()
        self.changed.emit()
        self.talked.emit(report)

    def _pause(self, report: TalkReport) -> int:
        """Return the milliseconds until the next talk."""
        from dealer_app.sync.session import backoff

        if report.retry_after_s:
            return round(1000 * backoff.asked_s(report.retry_after_s))
        if report.trouble:
            return round(1000 * backoff.pause_s(self._failures))
        if not report.is_done and not self._stop.is_set():
            return self.pace.more_waits
        return self.pace.after_commit if self._has_grown else round(1000 * backoff.idle_s(self._quiet))

    def _on_seen(self, view: LineView) -> None:
        if self._trouble:  # if the database cannot be written, it does not hold the trouble of the latest talk
            view = replace(view, state=replace(view.state, trouble=self._trouble))
        before, self.view = self.view, view
        is_news = not self.is_known or view.state.waiting > before.state.waiting
        has_joined = bool(view.state.hub_url) and not before.state.hub_url
        self.is_known = True
        self._has_grown |= is_news
        if (is_news or has_joined) and self.may_talk and not self.is_talking and not self._failures:
            self._hasten(self.pace.after_commit)
        self.changed.emit()

    def _hasten(self, pause: int) -> None:
        if not self._next.isActive() or self._next.remainingTime() > pause:
            self._next.start(pause)
