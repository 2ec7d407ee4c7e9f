"""Report the times of the first paint and of readiness, for the start-up benchmark."""

import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

SWITCH = "BAJEH_TRACE_START"
"""Environment variable for the benchmark.

If it is set, the program prints its marks (monotonic nanoseconds) and ends once it is usable.
"""


def mark(name: str) -> None:
    """Print ``name`` and the current time if the benchmark variable is set."""
    if os.environ.get(SWITCH):
        sys.stdout.write(f"{name} {time.monotonic_ns()}\n")
        sys.stdout.flush()


def mark_usable() -> None:
    """Print the time at which a PIN can be typed, and quit, if the benchmark variable is set."""
    if os.environ.get(SWITCH):
        QTimer.singleShot(0, _end)


def _end() -> None:
    mark("usable")
    QApplication.quit()
