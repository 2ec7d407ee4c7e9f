"""What happens on a bug: a log entry without personal data, one calm dialog, and the counter goes on."""

import hashlib
import logging
import os
import sys
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.texts import shell as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.words.labels import isolate_ltr, make_label

log = logging.getLogger("bajeh")
LOG_FILE, LOG_BYTES, LOG_KEPT = "bajeh.log", 500_000, 3


class _PrivateLog(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        opened = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(os.fdopen(opened, "ab"), encoding="utf-8")


def open_log(home: Path) -> logging.Handler | None:
    """Log into ``home``, readable by this user alone; a home that cannot be written to goes without."""
    try:
        handler = _PrivateLog(home / LOG_FILE, maxBytes=LOG_BYTES, backupCount=LOG_KEPT, delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False
    return handler


def crash_code(error: BaseException) -> str:
    """Return a short code that is the same for the same bug; made of places in the source, never of data."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    return hashlib.sha256(" ".join([type(error).__name__, *places]).encode()).hexdigest()[:8].upper()


def log_crash(error: BaseException) -> None:
    """Log type and places of a bug; its message may hold a customer's data and is left out."""
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    log.error("bug %s %s\n%s", crash_code(error), type(error).__name__, "\n".join(places))


class CrashDialog(QDialog):
    """Says that something unforeseen happened, what is safe, and the code to tell."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.CRASH_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(make_label(words.CRASH_TITLE, "title"))
        column.addWidget(make_label(words.CRASH_TEXT, wraps=True))
        column.addWidget(make_label(f"{words.CRASH_CODE}: {isolate_ltr(crash_code(error))}", "strong"))
        button = KeyCapButton(words.CRASH_CLOSE, key="Esc", rank="primary")
        button.clicked.connect(self.accept)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)


def report_bug(error: BaseException, parent: QWidget | None) -> None:
    """Log a bug and show its dialog, without stopping the event loop."""
    log_crash(error)
    CrashDialog(error, parent).open()


def catch_bugs(report: Callable[[BaseException], None]) -> None:
    """Send exceptions that leave a slot to ``report`` instead of the console."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report(error)

    sys.excepthook = hook
