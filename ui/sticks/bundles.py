"""Writes waiting entries to a sealed file and reads answers from one, by file dialog; shows each result."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.head_office import TalkReport
from dealer_app.domain.persian import ascii_digits, persian_digits
from ui.clock import local_today
from ui.line.line import REVOKED
from ui.line.words import number, trouble_sentence
from ui.operations import bundles as operations
from ui.page_kit.context import Context
from ui.texts import head_office as words


class Bundles(QObject):
    """Asks for the file over ``host``, works on the network lane, shows the result.

    A bundle has attachments if ``takes_attachments`` says so when it is written.
    """

    def __init__(self, context: Context, host: QWidget, takes_attachments: Callable[[], bool] = lambda: False) -> None:
        super().__init__(host)
        self._takes_attachments = takes_attachments
        self._context, self._host = context, host

    def ask_export(self, *, on_saved: Callable[[str], object] | None = None) -> None:
        """Ask where the bundle goes, then write it; ``on_saved`` gets the file's name."""
        day = ascii_digits(format_jalali(local_today())).replace("/", "-")
        name = words.BUNDLE_NAME.format(code=self._context.line.view.state.dealership, day=day)
        chosen, _ = QFileDialog.getSaveFileName(self._host, words.EXPORT_TO, name, words.BUNDLE_FILTER)
        if chosen:
            self.export(Path(chosen), on_saved)

    def export(self, out: Path, on_saved: Callable[[str], object] | None = None) -> None:
        """Write the bundle to ``out``."""

        def done(_nothing: None) -> None:
            self._context.notes.show(words.EXPORTED.format(name=out.name), "green")
            if on_saved is not None:
                on_saved(out.name)

        operations.export_bundle(self, self._context, out, done, with_attachments=self._takes_attachments())

    def ask_import(self) -> None:
        """Ask for a bundle of answers, then apply it."""
        chosen, _ = QFileDialog.getOpenFileName(self._host, words.IMPORT_FROM, "", words.BUNDLE_FILTER)
        if chosen:
            self.take(Path(chosen))

    def take(self, file: Path) -> None:
        """Apply the answers in ``file``; a second time changes nothing."""
        operations.import_bundle(self, self._context, file, self._on_taken)

    def ask_carry(self) -> None:
        """Ask for another counter's bundle and where its answer goes, then carry it to head office."""
        chosen, _ = QFileDialog.getOpenFileName(self._host, words.CARRY_FROM, "", words.BUNDLE_FILTER)
        if not chosen:
            return
        beside = str(Path(chosen).with_name(words.ANSWER_NAME.format(stem=Path(chosen).stem)))
        out, _ = QFileDialog.getSaveFileName(self._host, words.CARRY_TO, beside, words.BUNDLE_FILTER)
        if out:
            self.carry(Path(chosen), Path(out))

    def carry(self, file: Path, out: Path) -> None:
        """Carry ``file`` to head office and write its answer to ``out``."""
        context = self._context

        def done(_nothing: None) -> None:
            context.notes.show(words.CARRIED.format(name=out.name), "green")

        operations.carry_bundle(self, context, file, out, done)

    def _on_taken(self, report: TalkReport) -> None:
        if report.trouble == REVOKED:
            self._context.line.end_revoked()
            return
        self._context.change_bus.publish(report.changes)
        self._context.line.look()
        if report.joined:
            said = words.JOINED_BY_STICK.format(dealership=persian_digits(report.joined))
            self._context.notes.show(said, "green")
        elif report.trouble:
            self._context.notes.show(trouble_sentence(report.trouble), "amber")
        elif report.received or report.sent:
            said = words.IMPORTED.format(received=number(report.received), sent=number(report.sent))
            self._context.notes.show(said, "green")
        else:
            self._context.notes.show(words.IMPORTED_NOTHING, "green")
