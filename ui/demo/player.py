"""Drive the window by simulated keyboard input: type, press keys, wait for conditions; used by the demo."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.shell.counter import Counter

PATIENCE_MS = 60_000
_LOOK_MS = 10
_NO_KEY = Qt.KeyboardModifier.NoModifier


class Player:
    """Drives one running counter by its keyboard only."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    def until(self, is_so: Callable[[], bool]) -> None:
        """Run the event loop until ``is_so`` holds and no task is pending; raises TimeoutError after the time limit."""
        loop, look, end = QEventLoop(), QTimer(), QTimer()
        look.timeout.connect(lambda: loop.quit() if is_so() and self.counter.tasks.is_idle else None)
        end.setSingleShot(True)
        end.timeout.connect(lambda: loop.exit(1))
        look.start(_LOOK_MS)
        end.start(PATIENCE_MS)
        if loop.exec():
            msg = "the counter did not answer"
            raise TimeoutError(msg)

    def settle(self) -> None:
        """Wait until all pending tasks are answered."""
        self.until(lambda: True)

    def type(self, text: str) -> None:
        """Type ``text`` into the focused widget, Persian letters too."""
        for letter in text:
            _send(self._hands_on(), Qt.Key.Key_Space if letter == " " else 0, letter, _NO_KEY)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NO_KEY) -> None:
        """Press one key in the focused widget."""
        _send(self._hands_on(), key, "\r" if key is Qt.Key.Key_Return else "", modifier)

    def enter(self, text: str = "") -> None:
        """Type ``text``, press Enter and wait for pending tasks."""
        self.type(text)
        self.press(Qt.Key.Key_Return)
        self.settle()

    def picture(self, file: Path) -> None:
        """Save a picture of the window."""
        self.settle()
        self.counter.window.grab().save(str(file))

    def _hands_on(self) -> QWidget:
        return QApplication.focusWidget() or self.counter.window


def _send(widget: QWidget, key: int, text: str, modifier: Qt.KeyboardModifier) -> None:
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifier, text))
