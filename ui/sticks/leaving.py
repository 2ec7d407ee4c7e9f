"""Asks before closing with waiting entries: shows count and money, offers a bundle."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from dealer_app.domain.head_office import LineState
from ui.page_kit.context import Context
from ui.sticks.bundles import Bundles
from ui.widgets.sheets.leave_sheet import LeaveSheet


class Leaving(QObject):
    """Allows closing after the person has seen the waiting entries; does not ask without head office."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.bundles = Bundles(context, window)
        self._is_leaving = False
        self.sheet = LeaveSheet(window)
        self.sheet.bundle_requested.connect(lambda: self.bundles.ask_export(on_saved=self.sheet.say_bundled))

    def may_close(self) -> bool:
        """Return whether the program may end now; if entries wait, ask first."""
        state = self._context.line.view.state
        app = QApplication.instance()
        is_ending = isinstance(app, QApplication) and app.isSavingSession()  # the PC shuts down: it will not wait
        if self._is_leaving or is_ending or not _is_at_stake(state):
            return True
        self.sheet.ask("quit", state, self.go)
        return False

    def ask_change(self, go: Callable[[], object]) -> None:
        """Call ``go`` at once if nothing waits, else after the person agrees: head office is about to change."""
        state = self._context.line.view.state
        if _is_at_stake(state):
            self.sheet.ask("change", state, go)
        else:
            go()

    def go(self) -> None:
        """Close the program although entries wait: the person has been asked."""
        self._is_leaving = True
        self._window.close()


def _is_at_stake(state: LineState) -> bool:
    return state.is_enrolled and state.waiting > 0
