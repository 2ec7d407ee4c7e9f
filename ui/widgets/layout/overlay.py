"""Show a floating sheet in the middle of the window that takes the focus and returns it on closing."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.look.theme import theme
from ui.widgets.layout.floating import SHADOW, FloatingSheet


class Overlay(FloatingSheet):
    """Sheet that is opened by a key and closed by Esc or by a click outside."""

    width_px = 620

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._before: QWidget | None = None

    def open_over(self, height: int) -> None:
        """Show the sheet in the upper middle of the host; ``height`` in pixels, limited to the host's height."""
        self._before = QApplication.focusWidget()
        width = min(theme.px(self.width_px), self._host.width() - 32) + 2 * SHADOW
        room = self._host.height()
        tall = min(height + 2 * SHADOW, room - 24)
        top = min(max(12, theme.px(56) - SHADOW), room - tall)
        self.setGeometry((self._host.width() - width) // 2, top, width, tall)
        self.show()
        self.raise_()
        self._host.installEventFilter(self)

    def close_over(self) -> None:
        """Hide the sheet and restore the focus, if what had it is still there."""
        self.hide()
        self._host.removeEventFilter(self)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window's shortcuts while the sheet is open."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close after a click outside the sheet."""
        if watched is self._host and event.type() == QEvent.Type.MouseButtonPress:
            self.close_over()
        return False
