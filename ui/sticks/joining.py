"""Enrols a counter without a line: asks for the enrolment file and writes a request; the answer comes as a bundle."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.operations import bundles as operations
from ui.page_kit.context import Context
from ui.texts import head_office as words


class Joining(QObject):
    """Asks for both files over ``host`` and works on the network lane; errors go to ``on_failed``."""

    def __init__(self, context: Context, host: QWidget, on_failed: Callable[[Exception], None]) -> None:
        super().__init__(host)
        self._context, self._host, self._on_failed = context, host, on_failed

    def ask(self, code: str) -> None:
        """Ask for the enrolment file, then where the request goes, and write it."""
        chosen, _ = QFileDialog.getOpenFileName(self._host, words.ENROLMENT_FROM, "", words.ENROLMENT_FILTER)
        if not chosen:
            return
        beside = str(Path(chosen).with_name(words.REQUEST_NAME))
        out, _ = QFileDialog.getSaveFileName(self._host, words.REQUEST_TO, beside, words.BUNDLE_FILTER)
        if out:
            self.request(Path(chosen), code, Path(out))

    def request(self, enrolment_file: Path, code: str, out: Path) -> None:
        """Write the request of this counter to ``out``."""
        line = self._context.line

        def done(_nothing: None) -> None:
            self._context.notes.show(words.REQUESTED.format(name=out.name), "green")
            line.look()

        operations.request_enrolment(self, self._context, enrolment_file, code, out, done, self._on_failed)
