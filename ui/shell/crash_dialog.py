"""Show a dialog with a crash code after an unexpected error; the counter keeps running."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.lanes.crash_log import crash_code, log_crash
from ui.texts import shell as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.words.labels import isolate_ltr, make_label


class CrashDialog(QDialog):
    """Dialog that reports an unexpected error: what is safe, and the code to report."""

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
    """Log a bug and show its dialog without stopping the event loop."""
    log_crash(error)
    CrashDialog(error, parent).open()


def catch_bugs(report: Callable[[BaseException], None]) -> None:
    """Pass exceptions that leave a slot to ``report`` instead of the console."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report(error)

    sys.excepthook = hook
