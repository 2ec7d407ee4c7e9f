"""Locks the counter when nobody has touched it for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})
IDLE_MS = 10 * 60 * 1000
"""Ten minutes: long enough for a visitor's papers, short enough for a walk to the printer and a coffee."""


class IdleWatch(QObject):
    """Filters the native window's events (few), never the application's (all); ``idle`` fires once per pause."""

    idle = Signal()

    def __init__(self, window: QObject, timeout_ms: int = IDLE_MS) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(timeout_ms)
        self._timer.timeout.connect(self.idle)
        window.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the pause anew at every touch."""
        if event.type() in TOUCHES:
            self._timer.start()
        return False
