"""A pair of hands for the window: types, presses, waits for facts; the demo plays with it where nobody can watch."""

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
    """Drives one running counter by its keyboard alone."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    def until(self, is_so: Callable[[], bool]) -> None:
        """Let the event loop turn until ``is_so`` and nothing is under way; TimeoutError when it never comes."""
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
        """Wait for every answer that was asked for."""
        self.until(lambda: True)

    def type(self, text: str) -> None:
        """Type ``text`` where the keyboard is, Persian letters too."""
        for letter in text:
            _send(self._hands_on(), Qt.Key.Key_Space if letter == " " else 0, letter, _NO_KEY)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NO_KEY) -> None:
        """Press one key where the keyboard is."""
        _send(self._hands_on(), key, "\r" if key is Qt.Key.Key_Return else "", modifier)

    def enter(self, text: str = "") -> None:
        """Type ``text`` and go on with Enter."""
        self.type(text)
        self.press(Qt.Key.Key_Return)
        self.settle()

    def picture(self, file: Path) -> None:
        """Keep a picture of the window."""
        self.settle()
        self.counter.window.grab().save(str(file))

    def _hands_on(self) -> QWidget:
        return QApplication.focusWidget() or self.counter.window


def _send(widget: QWidget, key: int, text: str, modifier: Qt.KeyboardModifier) -> None:
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifier, text))
