"""List all customers' files, sorted and filtered in SQL; Enter opens one."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout

from dealer_app.domain.changes import Changes
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.money import group_digits
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from ui.commands.command import Command
from ui.operations import file_list
from ui.page_kit.context import Context
from ui.page_kit.page import Page
from ui.tables.ids_model import Column, IdsModel
from ui.tables.ids_table import IdsTable
from ui.texts import files as words
from ui.texts import forms as form_words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.notes.empty_state import EmptyState
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

PAUSE_MS = 120
COLUMNS = (
    Column(words.NAME, 26, lambda row: row.name, "name", "strong"),
    Column(words.NATIONAL_CODE, 15, lambda row: row.masked_national_code, "national_code", "code"),
    Column(words.MOBILE, 14, lambda row: row.masked_mobile, "", "code", is_spare=True),
    Column(words.CITY, 13, lambda row: row.city, "city"),
    Column(words.ORDERS, 9, lambda row: persian_digits(str(row.order_count)) if row.order_count else "", is_spare=True),
    Column(words.LAST_STATUS, 23, lambda row: row.last_status, "", "status"),
)


class FilesPage(Page):
    """Table of files; typing in the filter narrows it by name."""

    needed_right = Right.FIND
    rail_key = "files"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sort, self._descending = "name", False
        self._asked = 0
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(words.FILTER_HINT)
        self.filter.setAccessibleName(words.FILTER)
        set_tip(self.filter, words.FILTER_HINT)
        self.filter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.count = make_label("", "muted", wraps=True)
        self.model = IdsModel(COLUMNS)
        self.table = IdsTable(self.model, words.TABLE)
        self.empty = EmptyState("folder-open")
        self._stack = QStackedWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self._connect()
        self.set_title(words.TITLE)
        self.refresh()

    def _lay_out(self) -> None:
        head = Card()
        row = head.row(margin=12, gap=12)
        self.filter.setMinimumWidth(200)
        row.addWidget(self.filter, 4)
        row.addWidget(self.count, 3)
        self.open_button = KeyCapButton(words.OPEN, icon_name="folder-open", key="Enter")
        row.addWidget(self.open_button)
        body = Card()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(1, 6, 1, 6)
        importing = KeyCapButton(words.IMPORT, icon_name="file-spreadsheet")
        importing.clicked.connect(self.context.navigate.open_import)
        self.empty.add_button(importing)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        inner.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        self.filter.textEdited.connect(lambda _text: self._pause.start())
        self.filter.returnPressed.connect(self.table.setFocus)
        self._pause.timeout.connect(self.refresh)
        self.model.rows_wanted.connect(self._fetch)
        self.model.sort_wanted.connect(self._on_sort)
        self.table.row_opened.connect(self._open)
        self.table.row_copied.connect(lambda: self.context.notes.show(form_words.COPIED))
        self.table.typed.connect(self._on_typed)
        self.open_button.clicked.connect(lambda: self._open(self.table.currentIndex().row()))

    def begin(self) -> None:
        """Focus the table: arrows move, letters go to the filter."""
        self.table.setFocus()

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.insert(text)
        self._pause.start()

    def commands(self) -> tuple[Command, ...]:
        """Return the command that focuses the filter."""
        return (Command(words.FILTER, self.filter.setFocus, "Ctrl+F", "list-filter"),)

    def refresh(self) -> None:
        """Read the ids again."""
        self._asked += 1
        asked, text = self._asked, self.filter.text().strip()
        self.model.forget(self.model.ids)
        file_list.list_ids(
            self, self._sort, text, lambda ids: self._show(asked, text, ids), descending=self._descending
        )

    def on_changes(self, changes: Changes) -> None:
        """Fetch changed rows again; read the list again after a new file."""
        if changes.has("customers", "orders"):
            self.refresh()

    def go_back(self) -> bool:
        """Clear the filter first."""
        if self.filter.text():
            self.filter.clear()
            self.refresh()
            return True
        return False

    def _show(self, asked: int, text: str, ids: tuple[CustomerId, ...]) -> None:
        if asked != self._asked:
            return
        self.model.show_ids(ids)
        self.table.choose_first()
        count = group_digits(len(ids))
        self.count.setText(words.COUNT_OF.format(count=count, text=text) if text else words.COUNT.format(count=count))
        self._stack.setCurrentWidget(self.table if ids else self.empty)
        if text:
            self.empty.say(words.NOTHING.format(text=text), words.NOTHING_HINT)
        else:
            self.empty.say(words.EMPTY, words.EMPTY_HINT)

    def _fetch(self, ids: tuple[CustomerId, ...]) -> None:
        file_list.get_rows(self, ids, self.model.take_rows)

    def _on_sort(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self.refresh()

    def _open(self, place: int) -> None:
        if 0 <= place < len(self.model.ids):
            self.context.navigate.open_customer(CustomerId(self.model.ids[place]))
