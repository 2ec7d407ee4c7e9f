"""Run work on the database, slow and network lanes, and deliver results on the GUI thread.

Only frozen values cross threads. The result is dropped if its owner is gone. Each lane is one thread, so its jobs run
in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from dealer_app.domain.changes import Written
from ui.lanes.network_lane import NetworkLane

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop, Unit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Answer:
    owner: ref[QObject]
    deliver: Callable[[Any], None]
    value: object
    is_counted: bool


class Tasks(QObject):
    """Runs work on the lanes; ``failed`` carries errors without an ``on_error`` handler."""

    failed = Signal(object)
    busy_changed = Signal(bool)
    _answered = Signal(object)

    def __init__(self, open_desktop: Callable[[], Desktop], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_desktop = open_desktop
        self._desktop: Desktop | None = None
        self._database = _lane(self)
        self._slow = _lane(self)
        self._network = NetworkLane()
        self._opening = Lock()
        self._waiting = 0
        self.is_closing = False
        self._answered.connect(self._deliver)

    @property
    def is_idle(self) -> bool:
        """Return whether every requested result has been delivered; talks with head office are not counted."""
        return self._waiting == 0

    def run_desktop(
        self,
        owner: QObject,
        work: Callable[[Desktop], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``work`` with the desktop on the database lane (opening, signing in, backup)."""
        self._start(self._database, owner, lambda: work(self._opened()), on_done, on_error)

    def run_unopened(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``work`` on the database lane before the database is opened (the first look)."""
        self._start(self._database, owner, work, on_done, on_error)

    def run_read(
        self,
        owner: QObject,
        work: Callable[[Unit], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read on the database lane; ``on_done`` receives the result of ``work``."""
        self.run_desktop(owner, lambda desktop: desktop.read(work), on_done, on_error)

    def run_write(
        self,
        owner: QObject,
        work: Callable[[Unit], T],
        on_done: Callable[[Written[T]], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Write in one transaction on the database lane; prefer ``ui.operations``, which publish to the change bus."""
        self.run_desktop(owner, lambda desktop: desktop.write(work), on_done, on_error)

    def run_slow(
        self,
        owner: QObject,
        work: Callable[[Desktop], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run long work (import, printing) on the slow lane, so that the database lane stays free for search."""
        self._start(self._slow, owner, lambda: work(self._opened()), on_done, on_error)

    def run_network(
        self,
        owner: QObject,
        work: Callable[[Desktop], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a talk with head office; closing waits a second, so ``work`` must tolerate being interrupted."""
        self._start(self._network, owner, lambda: work(self._opened()), on_done, on_error)

    def close(self) -> None:
        """Finish the database lane (drafts are queued there), drop slow work not started, then close the database."""
        self.is_closing = True
        self._slow.clear()
        self._network.close()
        self._slow.waitForDone()
        self._database.waitForDone()
        if self._desktop is not None:
            self._desktop.close()
            self._desktop = None

    def _opened(self) -> Desktop:
        with self._opening:  # both lanes may be first; one opens, the other waits
            if self._desktop is None:
                self._desktop = self._open_desktop()
            return self._desktop

    def _start(
        self,
        lane: QThreadPool | NetworkLane,
        owner: QObject,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None,
    ) -> None:
        held = ref(owner)
        on_failed = on_error or self.failed.emit
        is_counted = lane is not self._network

        def job() -> None:
            try:
                answer = _Answer(held, on_done, work(), is_counted)
            except Exception as error:  # noqa: BLE001 - the GUI thread reports every error
                answer = _Answer(held, on_failed, error, is_counted)
            if is_counted or not self.is_closing:  # a talk may end after the window was closed
                self._answered.emit(answer)

        self._count(by=int(is_counted))
        lane.start(job)

    def _deliver(self, answer: _Answer) -> None:
        self._waiting -= int(answer.is_counted)
        owner = answer.owner()
        if owner is not None and isValid(owner):
            answer.deliver(answer.value)
        self.busy_changed.emit(self._waiting > 0)

    def _count(self, *, by: int) -> None:
        self._waiting += by
        self.busy_changed.emit(self._waiting > 0)


def _lane(parent: QObject) -> QThreadPool:
    lane = QThreadPool(parent)
    lane.setMaxThreadCount(1)
    lane.setExpiryTimeout(-1)
    return lane
