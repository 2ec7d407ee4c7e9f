"""Lock the counter after a period without input."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})
IDLE_MS = 10 * 60 * 1000
"""Ten minutes: long enough to handle a visitor's papers, short enough to cover a walk to the printer."""


class IdleWatch(QObject):
    """Emits ``idle`` once per period without input.

    Filters the events of the native window (few) instead of those of the application (all).
    """

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
        """Restart the timer at every input event."""
        if event.type() in TOUCHES:
            self._timer.start()
        return False
