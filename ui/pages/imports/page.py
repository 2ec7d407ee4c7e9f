"""Import a dealer export: choose or drop a file, check every row in a dry run, then import."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from dealer_app.domain.errors import CodedError, sentence
from dealer_app.domain.imports import ImportReport
from dealer_app.domain.money import group_digits
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right, refusal_of
from ui.commands.command import Command
from ui.look.theme import theme
from ui.operations import imports as operations
from ui.operations.imports import ImportWatch
from ui.page_kit.context import Context
from ui.page_kit.page import Page
from ui.pages.imports.parts import Choosing, Counts, Running
from ui.tables.import_notes import ImportNotesModel
from ui.tables.notes_table import NotesTable
from ui.texts import forms as form_texts
from ui.texts import imports as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.controls.mark_box import MarkBox
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

WIDTHS = (70, 120, 150, 420, 160)


class ImportPage(Page):
    """Import page; it starts with a dry run and stores nothing before the clerk has seen the refused rows."""

    needed_right = Right.IMPORT
    rail_key = "import"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.path: Path | None = None
        self.report: ImportReport | None = None
        self._watch: ImportWatch | None = None
        self.notes_model = ImportNotesModel()
        self.choosing = Choosing()
        self.running = Running()
        self.fault = Banner("red", "circle-alert")
        self.guard_note = Banner("amber", "shield-alert")
        self.guard_note.say(sentence(refusal_of(Right.IMPORT)))
        self._lay_out()
        self.set_title(texts.TITLE)
        self.setAcceptDrops(True)
        self.choosing.choose.clicked.connect(self._ask_file)
        self.running.stop.clicked.connect(self._on_stop)
        self._show(self.choosing)
        context.on_duty.changed.connect(self._on_session)
        self._on_session()

    def begin(self) -> None:
        if self._stack.currentWidget() is self.choosing:
            self.choosing.choose.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._stack.currentWidget() is self._result:
            first = self.go if self._may_import() else self.right
            first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.running.stop.setFocus(Qt.FocusReason.TabFocusReason)

    def commands(self) -> tuple[Command, ...]:
        return (Command(texts.CHOOSE, self._ask_file, "Ctrl+O", "file-up"),)

    # -- the run

    def try_file(self, path: Path) -> None:
        """Run a dry run of ``path`` that stores nothing."""
        self.path = path
        self._run(is_dry_run=True)

    def import_now(self) -> None:
        """Store the rows that the dry run accepted; doubts about amounts must be marked as right first."""
        if self.path is not None and self._may_import():
            self._run(is_dry_run=False)

    def _may_import(self) -> bool:
        return self.right.isHidden() or self.right.isChecked()

    def _on_session(self) -> None:
        """Say who may import, if the person on duty may not."""
        is_allowed = self.context.on_duty.may(Right.IMPORT)
        self.choosing.choose.setEnabled(is_allowed)
        self.setAcceptDrops(is_allowed)
        self.guard_note.setVisible(not is_allowed)

    def _run(self, *, is_dry_run: bool) -> None:
        if self._watch is not None or self.path is None:
            return
        self._watch = ImportWatch(self)
        self._watch.progressed.connect(self.running.show_progress)
        words = texts.TESTING if is_dry_run else texts.IMPORTING
        self.running.start(words.format(name=self.path.name))
        self._show(self.running)
        operations.run_import(
            self, self.path, self._watch, is_dry_run=is_dry_run, on_done=self._on_done, on_error=self._on_error
        )

    def _on_stop(self) -> None:
        if self._watch is not None:
            self._watch.stop()
            self.running.say_stopping()

    def _on_done(self, report: ImportReport) -> None:
        self._watch = None
        self.report = report
        self.fault.hide()
        self.counts.show_report(report)
        self.remarks.say("\n".join(report.remarks), tone="amber", icon_name="triangle-alert")
        self.remarks.setVisible(bool(report.remarks))
        self.notes_model.show_report(report)
        self._say_outcome(report)
        self._show(self._result)

    def _say_outcome(self, report: ImportReport) -> None:
        has_new = report.is_dry_run and bool(report.accepted or report.updated)
        self.go.setVisible(has_new or report.was_stopped)
        self.right.setChecked(False)
        self.right.setVisible(has_new and report.has_money_doubt)
        self.go.setEnabled(self._may_import())
        self.sheet.setVisible(bool(report.refused or report.warned or report.mended_notes))
        has_notes = self.notes_model.rowCount() > 0
        self._table.setVisible(has_notes)
        self._nothing.setVisible(not has_notes)
        if report.was_stopped:
            self.outcome.say(_stopped_words(report), tone="amber", icon_name="circle-stop")
        elif report.is_dry_run:
            words = texts.TESTED if has_new else texts.NOTHING_NEW
            self.outcome.say(words, tone="accent", icon_name="clipboard-check")
        else:
            self.outcome.say(texts.DONE, tone="green", icon_name="circle-check")
            count = persian_digits(str(report.accepted))
            self.context.notes.show(texts.DONE_NOTE.format(count=count), "green")

    def _on_error(self, error: Exception) -> None:
        self._watch = None
        self._show(self._result if self.report is not None else self.choosing)
        if isinstance(error, CodedError):
            self.fault.say(sentence(error))
            self.fault.show()
        else:
            self.context.tasks.failed.emit(error)

    # -- files

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, texts.CHOOSE, "", texts.FILTER)
        if chosen:
            self.try_file(Path(chosen))

    def _ask_sheet(self) -> None:
        if self.path is None:
            return
        name = texts.SHEET_NAME.format(name=self.path.stem)
        chosen, _ = QFileDialog.getSaveFileName(self, texts.SHEET_TITLE, name, texts.SHEET_FILTER)
        if chosen:
            self.save_sheet(Path(chosen))

    def save_sheet(self, path: Path) -> None:
        """Write the error sheet to ``path``."""
        if self.report is None:
            return
        words = texts.SHEET_SAVED.format(name=path.name)
        operations.write_error_sheet(
            self,
            self.report,
            path,
            lambda _nothing: self.context.notes.show(words, "green"),
            self.context.notes.show_error,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._watch is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self._watch is None:
            self.try_file(Path(paths[0]))

    # -- building

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        if self.isVisible():
            self.begin()

    def _lay_out(self) -> None:
        card = Card()
        column = card.column(margin=20, gap=12)
        column.addWidget(make_label(texts.HEADING, "title"))
        column.addWidget(self.guard_note)
        column.addWidget(self.fault)
        self.fault.hide()
        self._result = self._make_result()
        self._stack = QStackedWidget()
        for part in (self.choosing, self.running, self._result):
            self._stack.addWidget(part)
        column.addWidget(make_scrolled(self._stack), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _make_result(self) -> QWidget:
        result = QWidget()
        self.counts = Counts()
        self.outcome = Banner("accent", "clipboard-check")
        self.remarks = Banner("amber", "triangle-alert")
        self._nothing = make_label(texts.NOTHING_TO_SEE, "muted")
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.outcome)
        column.addWidget(self.remarks)
        column.addWidget(self.counts)
        self.right = MarkBox(texts.AMOUNTS_ARE_RIGHT)
        self.right.hide()
        self.right.toggled.connect(lambda: self.go.setEnabled(self._may_import()))
        column.addWidget(self.right, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(self._buttons())
        column.addWidget(self._nothing)
        column.addWidget(self._make_table(), 1)
        return result

    def _buttons(self) -> FlowLayout:
        self.go = KeyCapButton(texts.IMPORT, icon_name="import", key="Enter", rank="primary")
        self.sheet = KeyCapButton(texts.SHEET, icon_name="file-spreadsheet")
        other = KeyCapButton(texts.CHOOSE_OTHER, icon_name="file-up", key="Ctrl+O")
        self.go.setAutoDefault(True)
        self.go.clicked.connect(self.import_now)
        self.sheet.clicked.connect(self._ask_sheet)
        other.clicked.connect(self._ask_file)
        flow = FlowLayout()
        for button in (self.go, self.sheet, other):
            flow.addWidget(button)
        return flow

    def _make_table(self) -> NotesTable:
        self._table = NotesTable()
        self._table.row_copied.connect(lambda: self.context.notes.show(form_texts.COPIED))
        self._table.setModel(self.notes_model)
        self._table.setAccessibleName(texts.TABLE)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.verticalHeader().hide()
        self._table.setTabKeyNavigation(False)
        self._table.setMinimumHeight(140)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self._fit()
        theme.changed.connect(self._fit)
        return self._table

    def _fit(self) -> None:
        self._table.verticalHeader().setDefaultSectionSize(theme.px(34))
        for column, width in enumerate(WIDTHS):
            self._table.setColumnWidth(column, theme.px(width))


def _stopped_words(report: ImportReport) -> str:
    """Return how far a stopped run came and which part of it is kept."""
    words = texts.TEST_STOPPED if report.is_dry_run else texts.STOPPED
    return words.format(
        rows=group_digits(report.rows), count=group_digits(report.accepted), updated=group_digits(report.updated)
    )
