"""The line to head office: when to talk, what came of it, and a word about it that every part of the window hears.

Talks run on the network lane; nothing here waits. A fault is said, never raised: the next talk comes by itself.
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
"""Code of a talk that ended in an error without a code of its own; of one after which this file is no more."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How soon the next talk comes, in milliseconds."""

    after_commit: int = 3_000
    more_waits: int = 500
    look: int = 700  # between two looks at the queue while a talk runs


class Line(QObject):
    """``changed`` after anything about the line changed; ``talked`` carries the TalkReport of a talk that ended.

    ``revoked`` comes once: head office ordered this counter's file destroyed, and it is.
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
        """Say whether there is a head office that this counter may still talk to, and an address of it."""
        state = self.view.state
        return state.enrolment not in {"", "revoked"} and not state.is_by_stick and not self._is_closed

    @property
    def is_stopping(self) -> bool:
        """Say whether a talk was told to stop and has not ended yet."""
        return self.is_talking and self._stop.is_set()

    @property
    def was_stopped(self) -> bool:
        """Say whether somebody told the newest talk to stop."""
        return self._stop.is_set()

    def look(self) -> None:
        """Read the truth of the line again."""
        if not self._is_closed:
            self._tasks.run_read(self, read_line, self._on_seen)

    def talk_now(self) -> None:
        """Talk as soon as the lane is free, whatever the pace was."""
        if self.may_talk and not self.is_talking:
            self._next.stop()
            self._talk()

    def stop_talk(self) -> None:
        """Tell the talk under way to end; what it did stands."""
        self._stop.set()
        self.changed.emit()

    def close(self) -> None:
        """End for good: no talk begins any more, the one under way is told to stop."""
        self._is_closed = True
        self._next.stop()
        self._looking.stop()
        self._stop.set()

    def end_revoked(self) -> None:
        """Say that this counter's file is no more; nothing is asked of it again."""
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
        if self._trouble:  # a file that cannot be written does not know what the newest talk ended in
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
