"""Show on the rail how many deadlines have passed or end today."""

from PySide6.QtCore import QObject, QTimer

from dealer_app.domain.changes import Changes
from dealer_app.domain.deadlines.lists import DeadlineCounts, Group
from dealer_app.domain.money import group_digits
from ui.clock import local_today
from ui.operations import deadlines as operations
from ui.page_kit.context import Context
from ui.shell.window import Window
from ui.texts import deadlines as words
from ui.texts.shell import PLACES

KINDS = ("customers", "orders", "invitations", "payments", "deadline_rules", "holidays", "call_backs", "visits")
PAUSE_MS, DAY_MS, MOST = 600, 60_000, 99


class DeadlineBadge(QObject):
    """Counts again soon after a change, after a sign-in and at midnight."""

    def __init__(self, context: Context, window: Window) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._today = local_today()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.count)
        self._day = QTimer(self)
        self._day.setInterval(DAY_MS)
        self._day.timeout.connect(self._on_minute)
        context.change_bus.changed.connect(self._on_changes)
        context.on_duty.changed.connect(self._on_session)

    def count(self) -> None:
        """Count now, unless the counter is locked or closing."""
        self._pause.stop()
        if not (self._context.on_duty.is_locked or self._context.tasks.is_closing):
            operations.count(self, self._context.tasks, self._show)

    def _show(self, counts: DeadlineCounts) -> None:
        total = counts.total(Group.LATE) + counts.total(Group.TODAY)
        figure = f"{group_digits(MOST)}{words.MORE}" if total > MOST else group_digits(total)
        word = PLACES["deadlines"]
        button = self._window.shell.rail.buttons["deadlines"]
        button.show_badge(figure if total else "", words.BADGE.format(word=word, count=figure) if total else word)

    def _on_changes(self, changes: Changes) -> None:
        if changes.has(*KINDS):
            self._pause.start()

    def _on_session(self) -> None:
        if not self._context.on_duty.is_locked:
            self._day.start()
            self._pause.start()

    def _on_minute(self) -> None:
        if local_today() != self._today:
            self._today = local_today()
            self.count()
