"""Says when the first paint was done and when the counter could be used, for the start-up benchmark."""

import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

SWITCH = "BAJEH_TRACE_START"
"""With this variable set, the program prints its marks (monotonic nanoseconds) and ends once it can be used."""


def mark(name: str) -> None:
    """Print the moment, when a benchmark asked for it."""
    if os.environ.get(SWITCH):
        sys.stdout.write(f"{name} {time.monotonic_ns()}\n")
        sys.stdout.flush()


def mark_usable() -> None:
    """Print the moment at which a PIN can be typed, and end."""
    if os.environ.get(SWITCH):
        QTimer.singleShot(0, _end)


def _end() -> None:
    mark("usable")
    QApplication.quit()
