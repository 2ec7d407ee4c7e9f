"""List the deadlines of all orders: late, today, soon; Enter opens the file, or a call-back without a file."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout

from dealer_app.domain.changes import Changes
from dealer_app.domain.deadlines.lists import DeadlineCounts, DeadlineKey, DeadlinePage, DeadlineRow, DeadlineWish
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from resources.texts.deadlines import COLUMNS as COLUMN_NAMES
from ui.commands.command import Command
from ui.operations import deadlines as operations
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.page_kit.page_clock import PageClock
from ui.pages.deadlines.filters import DeadlineFilters
from ui.pages.deadlines.paper import ListPaper
from ui.tables.ids_model import Column, IdsModel
from ui.tables.ids_table import IdsTable
from ui.tables.kept_choice import kept_place
from ui.texts import deadlines as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.notes.empty_state import EmptyState
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

PAUSE_MS, NEAR_END, FIRST_PAGE = 150, 12, 40
ICONS = {"red": "triangle-alert", "amber": "alarm-clock", "accent": "clock"}


def _mark(row: DeadlineRow) -> tuple[str, str]:
    return row.words.tone, ICONS[row.words.tone]


COLUMNS = (
    Column(COLUMN_NAMES[0], 15, lambda row: row.words.left, "due", "badge", mark=_mark),
    Column(COLUMN_NAMES[1], 19, lambda row: row.words.name),
    Column(COLUMN_NAMES[2], 18, lambda row: row.customer_name, "", "strong"),
    Column(COLUMN_NAMES[3], 23, lambda row: row.detail, is_spare=True),
    Column(COLUMN_NAMES[4], 11, lambda row: row.words.day, is_spare=True),
    Column(COLUMN_NAMES[5], 14, lambda row: row.words.action, "", "action", is_spare=True),
)


class DeadlinesPage(Page):
    """Cards and chips choose a part of the list; further rows are read while scrolling."""

    needed_right = Right.FIND
    rail_key = "deadlines"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._is_latest_first = self._is_reading = self._has_entered = False
        self._asked = 0
        self._next: DeadlineKey | None = None
        self.filters = DeadlineFilters()
        self.model = IdsModel(COLUMNS, "key")
        self.table = IdsTable(self.model, words.TABLE)
        self.empty = EmptyState("alarm-clock")
        self.then = make_label("", "muted", wraps=True)
        self.rule = make_label("", "small", wraps=True)
        self.open_button = KeyCapButton(words.OPEN, icon_name="folder-open", key="Enter")
        self.print_button = KeyCapButton(words.PRINT, icon_name="printer", key="Ctrl+P")
        self._importing = KeyCapButton(words.IMPORT, icon_name="file-spreadsheet")
        self._showing_all = KeyCapButton(words.SHOW_ALL, icon_name="list-filter")
        self._stack = QStackedWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self.guard = Guard(self)
        self.paper = ListPaper(self, self.guard, self._wish)
        self._lay_out()
        self._connect()
        self.set_title(words.TITLE)
        self.refresh()

    def _lay_out(self) -> None:
        body = Card()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(1, 6, 1, 8)
        inner.setSpacing(6)
        self.empty.add_button(self._importing)
        self.empty.add_button(self._showing_all)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        inner.addWidget(self._stack, 1)
        self._foot = Card()
        foot = self._foot.row(margin=12, gap=12)
        sentences = QVBoxLayout()
        sentences.setSpacing(2)
        sentences.addWidget(self.then)
        sentences.addWidget(self.rule)
        foot.addLayout(sentences, 1)
        foot.addWidget(self.print_button)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.filters)
        column.addWidget(body, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        self.filters.chosen.connect(self.refresh)
        self.model.rows_wanted.connect(lambda keys: operations.get_rows(self, keys, self.model.take_rows))
        self.model.sort_wanted.connect(self._on_sort)
        self.table.row_opened.connect(self._open)
        self.table.row_copied.connect(lambda: self.context.notes.show(words.COPIED))
        self.table.typed.connect(self.context.navigate.search)
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _old: self._show_foot(now.row()))
        self.open_button.clicked.connect(lambda: self._open(self.table.currentIndex().row()))
        self.print_button.clicked.connect(self.paper.print_now)
        self.guard.watch(Right.PRINT, self.print_button)
        self._importing.clicked.connect(self.context.navigate.open_import)
        self._showing_all.clicked.connect(self.filters.clear)
        self._pause.timeout.connect(self._refresh_later)
        self._clock = PageClock(self, self.context.on_duty, self.context.tasks)
        self._clock.day.connect(self._refresh_later)
        self._clock.minute.connect(self._on_minute)
        self.context.on_duty.changed.connect(self._on_session)

    # -- calls of the shell

    def begin(self) -> None:
        """Focus the table: arrows move, letters go to the search box. An empty list focuses the button of its hint."""
        if self._stack.currentWidget() is self.table:
            self.table.setFocus()
        else:
            (self._showing_all if self._is_part else self._importing).setFocus()

    def commands(self) -> tuple[Command, ...]:
        """Return the commands that choose another part of the list."""
        return (
            Command(words.NEXT_GROUP, self._next_group, "F6", "list-filter"),
            Command(words.NEXT_KIND, self._next_kind, "Shift+F6", "list-filter"),
            *self.paper.commands(),
        )

    def refresh(self) -> None:
        """Read the list again from its beginning."""
        self._pause.stop()
        self._asked += 1
        asked, wish = self._asked, self._wish()
        operations.open_board(self, wish, lambda board: self._show(asked, *board))

    def on_changes(self, changes: Changes) -> None:
        """Read the list again soon after a clock may have started, ended or moved."""
        if changes.has(*operations.KINDS):
            self._pause.start()

    def go_back(self) -> bool:
        """Show everything first."""
        return self.filters.clear()

    # -- results

    def _wish(self) -> DeadlineWish:
        return self.filters.wish(is_latest_first=self._is_latest_first)

    def _show(self, asked: int, page: DeadlinePage, counts: DeadlineCounts) -> None:
        if asked != self._asked:
            return
        chosen, before, focused = self._chosen(), self.table.currentIndex().row(), QApplication.focusWidget()
        is_here = focused is not None and self.isAncestorOf(focused)
        self._next, self._is_reading = page.next_key, False
        self.filters.show_counts(counts, page.soon_days)
        keys = tuple(row.key for row in page.rows)
        self.model.forget(self.model.ids)
        self.model.show_ids(keys)
        self.model.take_rows(page.rows)
        place = kept_place(keys, chosen, before)
        if keys:
            self.table.setCurrentIndex(self.model.index(place, 0))
        self._show_foot(place)
        self._stack.setCurrentWidget(self.table if keys else self.empty)
        self._say_empty(page.soon_days)
        if focused is not None and is_here and not focused.isVisible():
            self.begin()
        if page.lacks_holidays and not self._has_entered:
            self._has_entered = True
            operations.enter_holidays(self).on_done(lambda _none: self.refresh()).on_error(lambda _error: None).run()

    def _say_empty(self, soon_days: int) -> None:
        self._importing.setVisible(not self._is_part)
        self._showing_all.setVisible(self._is_part)
        if self._is_part:
            self.empty.say(words.NOTHING_HERE, words.NOTHING_HERE_HINT)
        else:
            self.empty.say(words.EMPTY, words.EMPTY_HINT.format(days=persian_digits(str(soon_days))))

    @property
    def _is_part(self) -> bool:
        """Return whether only a group or a kind is shown."""
        return self.filters.group is not None or self.filters.kind is not None

    def _chosen(self) -> object:
        place = self.table.currentIndex().row()
        return self.model.ids[place] if 0 <= place < len(self.model.ids) else None

    def _on_scrolled(self, value: int) -> None:
        """Read the next page of the list before its end is seen."""
        rows_left = (self.table.verticalScrollBar().maximum() - value) // max(self.table.rowHeight(0), 1)
        if self._next is None or self._is_reading or rows_left > NEAR_END:
            return
        self._is_reading = True
        asked = self._asked
        operations.list_more(self, self._wish(), self._next, lambda page: self._add(asked, page))

    def _add(self, asked: int, page: DeadlinePage) -> None:
        if asked != self._asked:
            return
        self._next, self._is_reading = page.next_key, False
        self.model.add_ids(tuple(row.key for row in page.rows))
        self.model.take_rows(page.rows)

    def _show_foot(self, place: int) -> None:
        """Say what happens after the last day of the selected row, and by which rule the day is counted."""
        row = self.model.row_at(place)
        self._foot.setVisible(isinstance(row, DeadlineRow))
        if isinstance(row, DeadlineRow):
            self.then.setText(words.THEN.format(words=row.words.then))
            self.rule.setText(words.RULE.format(words=row.words.rule) if row.words.rule else "")
            self.rule.setVisible(bool(row.words.rule))

    # -- commands

    def _on_sort(self, _sort: str, is_descending: bool) -> None:
        self._is_latest_first = is_descending
        self.refresh()

    def _on_session(self) -> None:
        """Read again soon, because another number of days may count as soon now."""
        if not self.context.on_duty.is_locked:
            self._pause.start()

    def _refresh_later(self) -> None:
        """Read the list again, unless the counter is closing meanwhile."""
        if not self.context.tasks.is_closing:
            self.refresh()

    def _on_minute(self) -> None:
        """Read the list again while it shows a call-back of today; not under a reader who scrolls through its pages."""
        keys = self.model.ids
        if len(keys) <= FIRST_PAGE and any(key.at and key.due_on == self._clock.today for key in keys):
            self.refresh()

    def _next_group(self) -> None:
        self.begin()
        self.filters.step_group()

    def _next_kind(self) -> None:
        self.begin()
        self.filters.step_kind()

    def _open(self, place: int) -> None:
        row = self.model.row_at(place)
        if isinstance(row, DeadlineRow) and row.customer_id is not None:
            self.context.navigate.open_customer(row.customer_id, row.order_id)
        elif isinstance(row, DeadlineRow):
            self.context.navigate.open_call_backs(chosen=row.call_back_id)
