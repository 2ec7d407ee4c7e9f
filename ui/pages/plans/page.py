"""The catalogue of sale plans: filtered while typing, up to three side by side, a brochure on A4."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.changes import Changes
from dealer_app.domain.ids import PlanId
from dealer_app.domain.money import group_digits
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.plans import words
from dealer_app.domain.plans.filtering import CatalogueEntry, PlanFilter, filter_entries
from dealer_app.domain.plans.plans import Channel, PlanState
from dealer_app.domain.rights import Right, refusal_of
from ui.commands.command import Command
from ui.look.theme import theme
from ui.operations import plans as operations
from ui.operations.plans import Catalogue
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.page_kit.page_clock import PageClock
from ui.pages.plans.comparison import MOST_COLUMNS, Comparison, title_of
from ui.pages.plans.listing import PlanList, PlanModel
from ui.pages.plans.taking import Taking
from ui.tables.kept_choice import kept_place
from ui.texts import forms as form_texts
from ui.texts import plans as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.controls.filter_chip import FilterChip
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.layout.page_room import room_of
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.notes.empty_state import EmptyState
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

MOST_BESIDE = 3
LIST_WIDTH, COLUMN_WIDTH, LABEL_WIDTH = 280, 245, 165
PAUSE_MS = 120
"""The table follows the list after this pause: building it takes longer than one frame."""
OPEN = "open"


class PlansPage(Page):
    """Catalogue; typing narrows it, Space lays a plan beside the others."""

    needed_right = None
    rail_key = "plans"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.catalogue: Catalogue | None = None
        self.chosen: list[PlanId] = []
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(texts.FILTER_HINT)
        self.filter.setAccessibleName(texts.FILTER)
        set_tip(self.filter, texts.FILTER_HINT)
        self.filter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.chips = {OPEN: FilterChip(OPEN, texts.OPEN_ONLY, "", "green")}
        for channel in Channel:
            self.chips[channel.value] = FilterChip(channel.value, texts.CHANNELS[channel.value], "", "neutral")
        self.model = PlanModel()
        self.list = PlanList(self.model)
        self.count = make_label("", "small", wraps=True)
        self.comparison = Comparison()
        self.title_line = make_label("", "title", wraps=True)
        self.best = make_label(texts.BEST, "small")
        self.brochure = KeyCapButton(texts.BROCHURE, icon_name="printer", key="Ctrl+P")
        self.empty = EmptyState("tags")
        self.taking = Taking(self)
        self._shown: tuple[tuple[CatalogueEntry, ...], Catalogue] | None = None
        self._columns = MOST_COLUMNS
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self.guard = Guard(self)
        self._lay_out()
        self._connect()
        self.set_title(texts.TITLE)
        self.refresh()

    # -- calls of the shell

    def begin(self) -> None:
        """Focus the filter: words narrow the list, the down arrow goes into it."""
        if self._stack.currentWidget() is self.taking:
            self.taking.focus_first()
        else:
            self.filter.setFocus()

    def fit(self) -> None:
        """Give the list less room in a narrow window or at large type."""
        side = min(theme.px(LIST_WIDTH), room_of(self).width() // 3)
        self._side.setFixedWidth(side)
        free = room_of(self).width() - side - theme.px(LABEL_WIDTH)
        columns = min(max(free // theme.px(COLUMN_WIDTH), 1), MOST_COLUMNS)
        if columns != self._columns:
            self._columns = columns
            self._shown = None
            self._compare()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(texts.FILTER, self.filter.setFocus, "Ctrl+F", "list-filter"),
            Command(texts.BROCHURE, self.open_brochure, "Ctrl+P", "printer"),
            *self._orders(),
            Command(texts.IMPORT, self._ask_file, "Ctrl+O", "file-spreadsheet"),
        )

    def _orders(self) -> tuple[Command, ...]:
        names = (texts.ORDER_NTH.format(n=persian_digits(str(at + 1))) for at in range(MOST_BESIDE))
        return tuple(
            Command(name, partial(self.order, at), f"Alt+{at + 1}", "receipt-text") for at, name in enumerate(names)
        )

    def refresh(self) -> None:
        operations.get_catalogue(self, self._show)

    def on_changes(self, changes: Changes) -> None:
        if changes.has("plans"):
            self.refresh()

    def go_back(self) -> bool:
        """Leave the sheet, then clear the filter, then the plans side by side."""
        if self._stack.currentWidget() is self.taking:
            self.taking.leave.click()
        elif self.filter.text() or any(chip.isChecked() for chip in self.chips.values()):
            self.clear()
        elif self.chosen:
            self.chosen.clear()
            self._compare()
        else:
            return False
        return True

    # -- the catalogue

    def clear(self) -> None:
        """Show all plans again."""
        self.filter.clear()
        for chip in self.chips.values():
            chip.setChecked(False)
        self._narrow()
        self.filter.setFocus()

    def toggle(self, place: int) -> None:
        """Lay the plan at ``place`` of the list beside the others, or take it away."""
        if not 0 <= place < len(self.model.entries):
            return
        plan_id = self.model.entries[place].plan.id
        if plan_id in self.chosen:
            self.chosen.remove(plan_id)
        elif len(self.chosen) < MOST_BESIDE:
            self.chosen.append(plan_id)
        else:
            self.context.notes.show(texts.TOO_MANY, "amber")
        self._compare()

    def open_brochure(self) -> None:
        """Issue the brochure of the plan under the cursor if it is in the table, else of the first one there."""
        entries = self.beside()
        if not entries:
            return
        current = self.list.currentIndex()
        here = self.model.entries[current.row()] if current.isValid() else entries[0]
        plan_id = here.plan.id if here in entries else entries[0].plan.id
        operations.issue_brochure(self, plan_id).on_done(self.context.navigate.open_paper).run()

    def order(self, place: int) -> None:
        """Open the order of the plan at ``place`` of the table."""
        entries = self.beside()
        if not self.guard.may_try(Right.ORDER):
            self.context.notes.show_error(refusal_of(Right.ORDER))
        elif place < len(entries):
            if entries[place].state is PlanState.OPEN:
                self.context.navigate.open_request(entries[place].plan.id)
            else:
                self.context.notes.show(texts.NOT_OPEN, "amber")

    def beside(self) -> tuple[CatalogueEntry, ...]:
        """Return the plans that the table shows: the chosen ones, else the one under the cursor."""
        entries = {entry.plan.id: entry for entry in (self.catalogue.entries if self.catalogue else ())}
        chosen = tuple(entries[one] for one in self.chosen if one in entries)
        current = self.list.currentIndex()
        if chosen or not current.isValid():
            return chosen
        return (self.model.entries[current.row()],)

    def take_file(self, path: Path) -> None:
        """Take the plans of a sheet."""
        self._stack.setCurrentWidget(self.taking)
        self.taking.take(path)

    def _show(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.model.validity = {
            entry.plan.id: words.validity_words(entry.plan, catalogue.now) for entry in catalogue.entries
        }
        known = {entry.plan.id for entry in catalogue.entries}
        self.chosen = [one for one in self.chosen if one in known]
        current = self.list.currentIndex().row()
        here = self.model.entries[current].plan.id if 0 <= current < len(self.model.entries) else None
        self._narrow(here, current)

    def _wish(self) -> PlanFilter:
        channel = next((one for one in Channel if self.chips[one.value].isChecked()), None)
        return PlanFilter(self.filter.text(), self.chips[OPEN].isChecked(), channel)

    def _narrow(self, here: PlanId | None = None, before: int = 0) -> None:
        """Show the plans that fit the filter; nothing is read from the database.

        ``here`` keeps the cursor at a plan, or at the place ``before`` if it is gone; else the first one is chosen.
        """
        if self.catalogue is None:
            return
        wish = self._wish()
        found = filter_entries(self.catalogue.entries, wish)
        self.model.show(found)
        self.model.choose(self.chosen)
        if found:
            place = 0 if here is None else kept_place([one.plan.id for one in found], here, before)
            self.list.setCurrentIndex(self.model.index(place))
        self._count(wish, found)
        is_empty = not self.catalogue.entries
        self._lists.setCurrentWidget(self.list if found else self._nothing)
        if self._stack.currentWidget() is not self.taking:
            self._stack.setCurrentWidget(self.empty if is_empty else self._table)
        self._pause.start()

    def _count(self, wish: PlanFilter, found: tuple[CatalogueEntry, ...]) -> None:
        assert self.catalogue is not None
        entries = self.catalogue.entries
        for key, chip in self.chips.items():
            is_open, channel = key == OPEN or wish.is_open_only, wish.channel if key == OPEN else Channel(key)
            chip.show_count(len(filter_entries(entries, PlanFilter(wish.text, is_open, channel))))
        shown = texts.COUNT.format(shown=group_digits(len(found)), total=group_digits(len(entries)))
        newest = max((entry.plan for entry in entries), key=lambda plan: plan.received_at, default=None)
        data = ""
        if newest is not None:
            origin, at = texts.ORIGINS[newest.origin], moment_words(newest.received_at)
            data = texts.DATA_OF.format(origin=origin, at=at)
        self.count.setText("\n".join(filter(None, (shown, data, texts.COMPARE_HINT))))

    def _compare(self) -> None:
        self._pause.stop()
        self.model.choose(self.chosen)
        if self.catalogue is None:
            return
        entries = self.beside()
        shown = (entries, self.catalogue)
        if shown == self._shown:
            return
        self._shown = shown
        self.comparison.show_plans(entries, self.catalogue.today, self.catalogue.now, columns=self._columns)
        self.title_line.setText(title_of(entries, self.catalogue.today) if entries else texts.TITLE)
        self.brochure.setEnabled(bool(entries))
        self.best.setVisible(len(entries) > 1)

    def _on_moved(self, _current: QModelIndex, _before: QModelIndex) -> None:
        if not self.chosen:
            self._pause.start()

    # -- the sheet

    def _ask_file(self) -> None:
        if not self.guard.may_try(Right.PLANS):
            self.context.notes.show_error(refusal_of(Right.PLANS))
            return
        chosen, _ = QFileDialog.getOpenFileName(self, texts.IMPORT_TITLE, "", texts.IMPORT_FILTER)
        if chosen:
            self.take_file(Path(chosen))

    def _on_taken(self) -> None:
        self._stack.setCurrentWidget(self._table)
        self.refresh()
        self.filter.setFocus()

    # -- building

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _text: self._narrow())
        self.filter.installEventFilter(self)
        self.filter.returnPressed.connect(self.list.setFocus)
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, key=key: self._on_chip(key))
        self._pause.timeout.connect(self._compare)
        self.list.toggled.connect(self.toggle)
        self.list.copied.connect(lambda: self.context.notes.show(form_texts.COPIED))
        self.list.typed.connect(self._on_typed)
        self.list.selectionModel().currentChanged.connect(self._on_moved)
        self.comparison.ordered.connect(self.order)
        self.brochure.clicked.connect(self.open_brochure)
        self.guard.watch(Right.ORDER, self.comparison)
        self.guard.watch(Right.ISSUE, self.brochure)
        self.guard.watch(Right.PLANS, self.importing, self.taking.store)
        PageClock(self, self.context.on_duty, self.context.tasks).minute.connect(self.refresh)  # plans open and close
        self.taking.finished.connect(self._on_taken)

    def _on_chip(self, key: str) -> None:
        """Only one channel at a time."""
        for name, chip in self.chips.items():
            if key != OPEN and name not in {OPEN, key}:
                chip.setChecked(False)
        self._narrow()

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.insert(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the filter into the list by the down arrow."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._make_side())
        row.addWidget(self._make_main(), 1)

    def _make_side(self) -> QWidget:
        self._side = Card()
        column = self._side.column(margin=12, gap=8)
        column.addWidget(self.filter)
        chips = FlowLayout(gap=6, line_gap=6)
        for chip in self.chips.values():
            chips.addWidget(chip)
        column.addLayout(chips)
        self._nothing = make_label(f"{texts.NOTHING}\n{texts.NOTHING_HINT}", "muted", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self._nothing)
        column.addWidget(self._lists, 1)
        column.addWidget(self.count)
        self._side.setFixedWidth(theme.px(LIST_WIDTH))
        return self._side

    def _make_main(self) -> QWidget:
        card = Card()
        self._table = QWidget()
        column = QVBoxLayout(self._table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QWidget()
        parts = ColumnLayout(head, most=4, least=130, counts=(4,))
        parts.add(self.title_line, 3)
        parts.add(self.brochure)
        column.addWidget(head)
        column.addWidget(self.guard.note_of(Right.ORDER))
        column.addWidget(make_scrolled(self.comparison), 1)
        column.addWidget(self.best)
        self.empty.say(texts.EMPTY, texts.EMPTY_HINT)
        self.importing = KeyCapButton(texts.IMPORT, icon_name="file-spreadsheet", key="Ctrl+O")
        self.importing.clicked.connect(self._ask_file)
        self.empty.add_button(self.importing)
        self._stack = QStackedWidget()
        for part in (self._table, self.empty, self.taking):
            self._stack.addWidget(part)
        card.column(margin=18).addWidget(self._stack)
        return card
