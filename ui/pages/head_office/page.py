"""Show the state of the line, every sent document with its answer, and open decisions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.changes import Changes
from dealer_app.domain.head_office import AnswerRow, AnswerState, ResolveConflict, UnmatchedOrder
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.rights import Right
from ui.commands.command import Command
from ui.line.head_office import DECISIONS, LineView
from ui.line.words import number
from ui.look.theme import theme
from ui.operations import head_office as operations
from ui.operations.head_office import AnswerQuery, WaitingDecisions
from ui.page_kit.context import Context
from ui.page_kit.page import Page
from ui.pages.head_office.answers import COLUMNS, kinds_named
from ui.pages.head_office.decisions import Decisions
from ui.pages.head_office.filters import Filters
from ui.pages.head_office.foot import Foot
from ui.pages.head_office.line_state import LineCard
from ui.pages.head_office.not_enrolled import NotEnrolled
from ui.pages.head_office.values import shown_value
from ui.tables.ids_model import IdsModel
from ui.tables.ids_table import IdsTable
from ui.texts import head_office as words
from ui.widgets.layout.one_of import OneOf
from ui.widgets.layout.page_room import room_of
from ui.widgets.layout.scrolled import has_keyboard, make_scrolled
from ui.widgets.notes.empty_state import EmptyState
from ui.widgets.painted.card import Card

LOW, VERY_LOW = 480, 420
"""Below these heights of the page (pixels at 100 %) the list takes the room of the line's facts, then of its card."""


class HeadOfficePage(Page):
    """Page with the line's card, a row of chips, and one of: list, decisions, empty list, steps to enrol.

    It has one scroll bar: that of the list, or that of the page around the other parts.
    """

    needed_right = Right.FIND
    rail_key = "head_office"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sort, self._descending = "n", True
        self._asked = 0
        self._shows_queue = False
        self._shown = LineView()
        self.line_card, self.filters, self.foot = LineCard(), Filters(), Foot()
        self.model = IdsModel(COLUMNS, "n")
        self.table = IdsTable(self.model, words.TABLE)
        self.decisions = Decisions()
        self.empty = EmptyState("inbox")
        self.not_enrolled = NotEnrolled()
        self._stack = OneOf()
        self._lay_out()
        self._connect()
        self.set_title(words.PAGE_TITLE)
        self._show_line()

    def _lay_out(self) -> None:
        body = Card()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.setSpacing(0)
        for part in (self.table, self.decisions, self.empty, self.not_enrolled):
            self._stack.add(part)
        inner.addWidget(self._stack, 1)
        inner.addWidget(self.foot)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.line_card)
        column.addWidget(self.filters)
        column.addWidget(body, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = make_scrolled(content)
        outer.addWidget(self._area)
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Give a low page's room to the list, which scrolls by itself; around every other part the page scrolls."""
        is_list = self._stack.shown() is self.table
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if is_list else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._area.setVerticalScrollBarPolicy(policy)
        is_enrolling = self._stack.shown() is self.not_enrolled
        is_very_low = is_list and room_of(self).height() < theme.px(VERY_LOW)
        self.line_card.setVisible(not is_enrolling and not is_very_low)
        self.line_card.set_short(is_list and room_of(self).height() < theme.px(LOW))
        self.filters.set_short(is_very_low)
        self.foot.set_short(is_very_low)

    def _connect(self) -> None:
        line = self.context.line
        line.changed.connect(self._show_line)
        self.line_card.talk_requested.connect(line.talk_now)
        self.line_card.stop_requested.connect(line.stop_talk)
        self.line_card.bundles_requested.connect(lambda: self.context.navigate.open_settings(section="head_office"))
        self.filters.chosen.connect(self._on_filter)
        self.filters.typed.connect(self.refresh)
        self.filters.search.returnPressed.connect(self.table.setFocus)
        self.model.rows_wanted.connect(lambda ids: operations.get_answer_rows(self, ids, self._take_rows))
        self.model.sort_wanted.connect(self._on_sort)
        self.table.more = lambda: (Command(words.OPEN_PAPER, self.open_paper, "Ctrl+P", "file-text"),)
        self.table.row_opened.connect(lambda _place: self.open_file())
        self.table.row_copied.connect(lambda: self.context.notes.show(words.COPIED))
        self.table.typed.connect(self.filters.type)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_foot())
        self.foot.file_requested.connect(self.open_file)
        self.foot.paper_requested.connect(self.open_paper)
        self.decisions.chosen.connect(self._resolve)
        self.decisions.order_requested.connect(self._open_order)
        self.decisions.copied.connect(self._on_orders_copied)
        self.not_enrolled.enrol_requested.connect(lambda: self.context.navigate.open_settings(section="head_office"))
        self.not_enrolled.queue_requested.connect(self.show_queue)

    # -- calls of the shell

    def begin(self) -> None:
        """Focus the part that is shown."""
        part = self._stack.shown()
        if part is self.decisions:
            self.decisions.begin()
        elif part is self.not_enrolled:
            self.not_enrolled.begin()
        elif part is not None:
            part.setFocus()

    def commands(self) -> tuple[Command, ...]:
        """Return the commands: filter, open, copy; choose one of two values instead while decisions are shown."""
        verbs = (
            Command(words.FILTER, self.filters.search.setFocus, "Ctrl+F", "list-filter"),
            Command(words.NEXT_FILTER, lambda: self.filters.step(1), "F6", "chevron-left"),
            Command(words.PREVIOUS_FILTER, lambda: self.filters.step(-1), "Shift+F6", "chevron-right"),
        )
        if self.filters.key == DECISIONS:
            return (
                Command(words.CHOOSE_KEPT, self.decisions.take_kept, "F7", "building-2"),
                Command(words.CHOOSE_OTHER, self.decisions.take_other, "F8", "monitor"),
                *verbs,
            )
        return (
            Command(words.OPEN_FILE, self.open_file, "", "folder-open"),
            Command(words.OPEN_PAPER, self.open_paper, "Ctrl+P", "file-text"),
            Command(words.COPY, self.table.copy_row, "", "file-text"),
            *verbs,
        )

    def refresh(self) -> None:
        """Read the list and the open decisions again."""
        self._asked += 1
        asked, key, text = self._asked, self.filters.key, self.filters.text
        state = AnswerState(key) if key not in {"", DECISIONS} else None
        query = AnswerQuery(state, text, self._sort, self._descending, kinds_named(text))
        self.model.forget(self.model.ids)
        operations.list_answer_ids(self, query, lambda ids: self._show(asked, ids))
        operations.list_waiting(self, self._show_waiting)

    def on_changes(self, changes: Changes) -> None:
        """Reload after every write, because any write may add an outbox entry."""
        self.refresh()

    def go_back(self) -> bool:
        """Clear the search first, then remove the filter."""
        if self.filters.text:
            self.filters.search.clear()
        elif self.filters.key:
            self.filters.choose("")
        else:
            return False
        self.refresh()
        return True

    # -- commands

    def show_queue(self) -> None:
        """Show the list although this counter is not enrolled."""
        self._shows_queue = True
        self._show_part()
        self.begin()

    def open_file(self) -> None:
        """Open the file of the selected row's customer, else its paper."""
        row = self._row()
        if row is None:
            return
        if row.customer_id is not None:
            self.context.navigate.open_customer(row.customer_id)
        elif row.paper_id is not None:
            self.open_paper()
        else:
            self.context.notes.show(words.NO_FILE)

    def open_paper(self) -> None:
        """Open the paper that the selected row issued or printed."""
        row = self._row()
        if row is not None and row.paper_id is not None:
            self.context.navigate.open_paper(PaperRef(PaperKind(row.paper_kind), row.paper_id))
        elif row is not None:
            self.context.notes.show(words.NO_PAPER)

    # -- showing

    def _show_line(self) -> None:
        line = self.context.line
        before, self._shown = self._shown, line.view
        if before != self._shown:  # an answer may change this list without changing a file
            self.refresh()
        self.line_card.show_line(line)
        self.filters.show_counts(line.view.counts, line.view.state)
        self.not_enrolled.show_waiting(line.view.state.waiting)
        self._show_part()

    def _show(self, asked: int, ids: tuple[int, ...]) -> None:
        if asked != self._asked:
            return
        chosen = self._row()
        self.model.show_ids(ids)
        if chosen is not None and chosen.n in ids:
            self.table.setCurrentIndex(self.model.index(ids.index(chosen.n), 0))
        else:
            self.table.choose_first()
        key, text = self.filters.key, self.filters.text
        if text:
            self.empty.say(words.NOTHING.format(text=text), words.NOTHING_HINT)
        elif key in words.EMPTY_TITLES:
            self.empty.say(words.EMPTY_TITLES[key], words.EMPTY_HINTS[key])
        self._show_part()

    def _show_part(self) -> None:
        is_new = not self.context.line.view.state.is_enrolled and not self._shows_queue
        part: QWidget = self.table if self.model.ids else self.empty
        if self.filters.key == DECISIONS:
            part = self.decisions
        elif is_new and self.context.line.is_known:
            part = self.not_enrolled
        had_keyboard = has_keyboard(self._stack)
        is_other = self._stack.shown() is not part
        self._stack.show_only(part)
        self.filters.setVisible(part is not self.not_enrolled)
        self.fit()
        self._show_foot()
        if is_other and had_keyboard and self.isVisible():
            self.begin()

    def _show_foot(self) -> None:
        row = self._row() if self._stack.shown() is self.table else None
        self.foot.show_row(row)

    def _show_waiting(self, waiting: WaitingDecisions) -> None:
        self.decisions.show_all(waiting.conflicts, waiting.orders)

    def _take_rows(self, rows: tuple[AnswerRow, ...]) -> None:
        self.model.take_rows(rows)
        self._show_foot()

    def _row(self) -> AnswerRow | None:
        row = self.model.row_at(self.table.currentIndex().row())
        return row if isinstance(row, AnswerRow) else None

    # -- answers

    def _on_filter(self, key: str) -> None:
        self.commands_changed.emit()
        self.refresh()
        self._show_part()
        if key == DECISIONS:
            self.begin()

    def _on_sort(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self.refresh()

    def _resolve(self, command: ResolveConflict) -> None:
        field, value = words.FIELDS.get(command.field, command.field), shown_value(command.field, command.value)
        said = words.RESOLVED.format(field=field, value=value)
        operation = operations.resolve_conflict(self, command)
        operation.on_done(lambda _nothing: self.context.notes.show(said, "green")).on_error(self._on_refused).run()

    def _on_refused(self, error: Exception) -> None:
        self.decisions.release()
        self.context.notes.show_error(error)

    def _open_order(self, order: UnmatchedOrder) -> None:
        self.context.navigate.open_customer(order.customer_id, order.order_id)

    def _on_orders_copied(self, count: int) -> None:
        self.context.notes.show(words.UNMATCHED_COPIED.format(count=number(count)), "green")
