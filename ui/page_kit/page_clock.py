"""Tell a page that a minute or a day has begun, so that nothing on it that counts time stands still."""

from PySide6.QtCore import QObject, QTimer, Signal

from ui.clock import local_now, local_today
from ui.lanes.tasks import Tasks
from ui.page_kit.on_duty import OnDuty
from ui.page_kit.page import Page

MINUTE_MS, JUST_AFTER_MS = 60_000, 50


class PageClock(QObject):
    """``minute`` fires when a minute begins, ``day`` when a day (Tehran) begins; both after a locked counter opens.

    Neither fires while the counter is locked or closing or the page is away: nobody reads it, and nobody may.
    """

    minute = Signal()
    day = Signal()

    def __init__(self, parent: QObject, on_duty: OnDuty, tasks: Tasks) -> None:
        super().__init__(parent)
        self._on_duty, self._tasks = on_duty, tasks
        self._page = parent if isinstance(parent, Page) else None
        self.today = local_today()
        self._was_locked = on_duty.is_locked
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)
        on_duty.changed.connect(self._on_session)
        self._wait()

    def tick(self) -> None:
        """Tell the page what has begun, and wait for the next minute."""
        self._wait()
        is_away = self._page is not None and self._page.is_away
        if self._on_duty.is_locked or self._tasks.is_closing or is_away:
            return
        today = local_today()
        is_new = today != self.today
        self.today = today
        self.minute.emit()
        if is_new:
            self.day.emit()

    def _wait(self) -> None:
        now = local_now()
        passed = now.second * 1000 + now.microsecond // 1000
        self._timer.start(MINUTE_MS - passed + JUST_AFTER_MS)

    def _on_session(self) -> None:
        was_locked, self._was_locked = self._was_locked, self._on_duty.is_locked
        if was_locked and not self._on_duty.is_locked:
            self.tick()
