"""List the dealerships, filtered in memory at each key, with the details of the chosen one beside the list."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dealer_app.domain.changes import Changes
from dealer_app.domain.directory.listing import Directory, DirectoryImport, DirectoryRow, filter_rows, sort_rows
from dealer_app.domain.directory.opening import Openness, open_at
from dealer_app.domain.errors import FieldErrors, sentence
from dealer_app.domain.money import group_digits
from dealer_app.domain.persian import join_names, persian_digits
from dealer_app.domain.rights import Right, refusal_of
from ui.clock import local_now
from ui.commands.command import Command
from ui.look.theme import theme
from ui.operations import directory as operations
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.page_kit.page_clock import PageClock
from ui.pages.directory.details import TONES, Details, state_words
from ui.pages.directory.errors import ErrorList
from ui.tables.ids_model import Column, IdsModel
from ui.tables.ids_table import IdsTable
from ui.tables.kept_choice import kept_place
from ui.texts import directory as words
from ui.texts import forms as form_words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.notes.empty_state import EmptyState
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

DETAILS_WIDTH = 470


class DirectoryPage(Page):
    """The directory; typing anywhere filters, the arrows choose, Enter opens the address slip."""

    needed_right = None
    rail_key = "directory"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.directory = Directory()
        self.shown: tuple[DirectoryRow, ...] = ()
        self._by_id: dict[UUID, DirectoryRow] = {}
        self._states: dict[UUID, Openness] = {}
        self._chosen = ""
        self._rows: tuple[DirectoryRow, ...] = ()
        self._sort, self._is_descending = "place", False
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(words.FILTER_HINT)
        self.filter.setAccessibleName(words.FILTER)
        set_tip(self.filter, words.FILTER_HINT)
        self.filter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.count = make_label("", "muted", wraps=True)
        self.model = IdsModel(self._columns())
        self.table = IdsTable(self.model, words.TABLE)
        self.empty = EmptyState("store")
        self.details = Details()
        self.errors = ErrorList()
        self._stack = QStackedWidget()
        self.guard = Guard(self)
        self._lay_out()
        self._connect()
        self.set_title(words.TITLE)
        self.refresh()

    # -- calls of the shell

    def begin(self) -> None:
        """Focus the table: arrows move, letters go to the filter."""
        self.table.setFocus()

    def commands(self) -> tuple[Command, ...]:
        """Return the commands on the list and on the chosen dealership."""
        is_manager = self.guard.may_try(Right.DIRECTORY)
        return (
            Command(words.FILTER, self.filter.setFocus, "Ctrl+F", "list-filter"),
            Command(words.PRINT, self.print_slip, "Ctrl+P", "printer"),
            *self._row_verbs(),
            Command(words.NEW, self.add, "", "plus", is_enabled=is_manager),
            Command(words.IMPORT, self.ask_file, "", "file-spreadsheet", is_enabled=is_manager),
        )

    def _row_verbs(self) -> tuple[Command, ...]:
        is_manager = self.guard.may_try(Right.DIRECTORY)
        return (
            Command(words.CLOSE_TODAY, self.toggle_closed, "Ctrl+L", "lock"),
            Command(words.COPY, self.copy, "", "clipboard-check"),
            Command(words.EDIT, self.edit, "Ctrl+E", "pencil", is_enabled=is_manager),
        )

    def refresh(self) -> None:
        """Read the directory again."""
        operations.read_directory(self, self._on_read)

    def on_changes(self, changes: Changes) -> None:
        if changes.has("dealerships", "holidays", "settings"):
            self.refresh()

    def go_back(self) -> bool:
        """Close the list of errors, then clear the filter."""
        if self.errors.isVisible():
            self.errors.close_list()
            return True
        if self.filter.text():
            self.filter.clear()
            self.show_matches()
            return True
        return False

    # -- the list

    def show_matches(self, here: str = "") -> None:
        """Show the dealerships that match the filter; the first is chosen, without a filter the one that was.

        ``here`` is the code of one that stays chosen.
        """
        text, before = self.filter.text().strip(), self.table.currentIndex().row()
        self.shown = filter_rows(self._rows, text)
        wanted = here or ("" if text else self._chosen)
        place = kept_place([row.facts.code for row in self.shown], wanted, before if here else 0)
        self.model.show_ids([row.id for row in self.shown])
        count = group_digits(len(self.shown))
        said = words.COUNT_OF.format(count=count, text=text) if text else words.COUNT.format(count=count)
        self.count.setText(said)
        self._stack.setCurrentWidget(self.table if self.shown else self.empty)
        if not self.shown:
            self.empty.say(*self._empty_words(text))
        self.details.setVisible(bool(self.shown))
        if self.shown:
            self.table.setCurrentIndex(self.model.index(place, 0))

    def _on_sort(self, sort: str, is_descending: bool) -> None:
        self._sort, self._is_descending = sort, is_descending
        self._rows = sort_rows(self.directory.rows, sort, is_descending=is_descending)
        self.show_matches(self.details.subject.facts.code if self.details.subject is not None else "")

    def choose(self, code: str) -> None:
        """Choose a dealership; the filter is cleared if it hides it."""
        self._chosen = code
        if all(row.facts.code != code for row in self.shown):
            self.filter.clear()
        place = next((at for at, row in enumerate(self._rows) if row.facts.code == code), 0)
        self.filter.clear()
        self.show_matches()
        self.table.setCurrentIndex(self.model.index(place, 0))
        self.table.setFocus()

    def _on_read(self, directory: Directory) -> None:
        self.directory = directory
        self._rows = sort_rows(directory.rows, self._sort, is_descending=self._is_descending)
        self._by_id = {row.id: row for row in directory.rows}
        if not self._chosen:
            self._chosen = next((row.facts.code for row in directory.rows if row.is_own), "")
        self._judge()
        self.model.take_rows(directory.rows)
        self.show_matches(self.details.subject.facts.code if self.details.subject is not None else "")

    def _judge(self) -> None:
        """Find out for every dealership whether it is open now."""
        now, official = local_now(), self.directory.official
        self._states = {row.id: open_at(row.facts.hours, now, official, row.closed) for row in self.directory.rows}

    def _on_minute(self) -> None:
        self._judge()
        self.table.viewport().update()
        if self.details.subject is not None:
            self.details.show_row(self.details.subject, self.directory, local_now())

    def _on_current(self, place: int) -> None:
        if 0 <= place < len(self.shown):
            row = self.shown[place]
            self._chosen = row.facts.code if not self.filter.text() else self._chosen
            if row is not self.details.subject:
                self.details.show_row(row, self.directory, local_now())

    # -- verbs

    def toggle_closed(self) -> None:
        """Close the chosen dealership for today, or open it again."""
        if self.details.subject is not None:
            self._set_closed(self.details.subject.facts.code, is_closed=not self.details.is_closed_today(local_now()))

    def _set_closed(self, code: str, *, is_closed: bool) -> None:
        undo = partial(self._set_closed, code, is_closed=not is_closed)

        def done(row: DirectoryRow) -> None:
            said = words.CLOSED if is_closed else words.OPENED
            self.context.notes.show(said.format(name=row.facts.name), "green", (words.UNDO, undo))
            self.context.on_duty.remember_edit(undo)

        operations.set_closed(self, code, is_closed=is_closed).on_done(done).run()

    def print_slip(self) -> None:
        """Issue the address slip of the chosen dealership and show its preview."""
        if self.details.subject is not None:
            issuing = operations.issue_address(self, self.details.subject.id)
            issuing.on_done(self.context.navigate.open_paper).run()

    def copy(self) -> None:
        """Copy name, address, telephones and hours."""
        QGuiApplication.clipboard().setText(self.details.text())
        self.context.notes.show(words.COPIED, "green")

    def edit(self) -> None:
        """Open the form of the chosen dealership."""
        if self.details.subject is not None and self._may_edit():
            self.context.navigate.open_dealership(self.details.subject.facts.code)

    def add(self) -> None:
        """Open an empty form."""
        if self._may_edit():
            self.context.navigate.open_dealership("")

    def ask_file(self) -> None:
        """Ask for a sheet and import it."""
        if not self._may_edit():
            return
        name, _ = QFileDialog.getOpenFileName(self, words.IMPORT_TITLE, "", words.IMPORT_FILTER)
        if name:
            self.take_in(Path(name))

    def take_in(self, path: Path) -> None:
        """Import a sheet: all of its rows, or none and every bad cell is listed."""
        self.context.notes.show(words.IMPORTING)
        operations.import_directory(self, path, self._on_imported, lambda error: self._on_refused(path, error))

    def _on_imported(self, counts: DirectoryImport) -> None:
        self.errors.close_list()
        said = {name: persian_digits(str(getattr(counts, name))) for name in ("added", "changed", "same")}
        told = words.IMPORTED.format(**said)
        if counts.unknown:
            told += words.UNKNOWN_COLUMNS.format(columns=join_names(counts.unknown))
        self.context.notes.show(told, "green")

    def _on_refused(self, path: Path, error: Exception) -> None:
        if not self.is_alive():
            return
        self.context.notes.clear()
        if isinstance(error, FieldErrors):
            self.show_errors(path.name, [sentence(one) for one in error.errors])
        else:
            self.context.notes.show_error(error)

    def show_errors(self, name: str, lines: list[str]) -> None:
        """Show the bad cells of a file in place of the list."""
        self._beside.hide()
        self.errors.show_errors(name, lines)

    def _may_edit(self) -> bool:
        if not self.guard.may_try(Right.DIRECTORY):
            self.context.notes.show_error(refusal_of(Right.DIRECTORY))
        return self.guard.may_try(Right.DIRECTORY)

    # -- building

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(words.NAME, 36, lambda row: row.facts.name, "name", "strong"),
            Column(words.PLACE, 30, _place, "place"),
            Column(words.CODE, 14, lambda row: row.facts.code, "code", "code"),
            Column(words.STATE, 20, lambda row: state_words(self._states[row.id]), "", "badge", mark=self._mark),
        )

    def _mark(self, row: DirectoryRow) -> tuple[str, str]:
        return TONES[self._states[row.id].state]

    def _connect(self) -> None:
        self.filter.textEdited.connect(lambda _text: self.show_matches())
        self.filter.returnPressed.connect(self.table.setFocus)
        self.table.typed.connect(self._on_typed)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_current(now.row()))
        self.model.rows_wanted.connect(lambda ids: self.model.take_rows([self._by_id[one] for one in ids]))
        self.errors.closed.connect(self._beside.show)
        self.details.wanted.connect(self.choose)
        self.model.sort_wanted.connect(self._on_sort)
        self.table.opens, self.table.more = words.PRINT, self._row_verbs
        self.table.row_copied.connect(lambda: self.context.notes.show(form_words.COPIED))
        self.table.row_opened.connect(lambda _place: self.print_slip())
        self.details.printing.clicked.connect(self.print_slip)
        self.details.closing.clicked.connect(self.toggle_closed)
        self.details.copying.clicked.connect(self.copy)
        self.details.editing.clicked.connect(self.edit)
        PageClock(self, self.context.on_duty, self.context.tasks).minute.connect(self._on_minute)
        self.guard.watch(Right.CLOSE_TODAY, self.details.closing)
        self.guard.watch(Right.ISSUE, self.details.printing)
        self.guard.watch(Right.DIRECTORY, self.details.editing, self.adding, self.importing)
        self.guard.changed.connect(self.commands_changed)

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.insert(text)
        self.show_matches()

    def _empty_words(self, text: str) -> tuple[str, str]:
        if text:
            return words.NOTHING.format(text=text), words.NOTHING_HINT
        return words.EMPTY, words.EMPTY_HINT

    def _lay_out(self) -> None:
        head = Card()
        row = head.row(margin=12, gap=12)
        self.filter.setMinimumWidth(200)
        row.addWidget(self.filter, 4)
        row.addWidget(self.count, 3)
        self.adding = KeyCapButton(words.NEW, icon_name="plus")
        self.importing = KeyCapButton(words.IMPORT, icon_name="file-spreadsheet")
        self.adding.clicked.connect(self.add)
        self.importing.clicked.connect(self.ask_file)
        actions = QWidget()
        flow = FlowLayout(actions)
        for button in (self.adding, self.importing):
            flow.addWidget(button)
        row.addWidget(actions, 3)
        body = Card()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(1, 6, 1, 6)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        inner.addWidget(self._stack)
        self._beside = QWidget()
        beside = QHBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(body, 1)
        beside.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(self.errors, 1)
        column.addWidget(self._beside, 1)
        self.fit()
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Give the details their width, at large type at most half of the page."""
        parent = self.parentWidget()
        room = theme.px(1258) if parent is None else parent.width()
        self.details.setFixedWidth(min(theme.px(DETAILS_WIDTH), room // 2))


def _place(row: DirectoryRow) -> str:
    facts = row.facts
    if facts.city and facts.province and facts.city != facts.province:
        return words.CITY_PROVINCE.format(city=facts.city, province=facts.province)
    return facts.city or facts.province
