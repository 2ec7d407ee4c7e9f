"""Show open decisions: fields with two values, and orders that head office does not know."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.head_office import FieldConflict, UnmatchedOrder
from ui.line.words import number
from ui.pages.head_office.choice import ValueChoice
from ui.pages.head_office.conflict import ConflictCard
from ui.texts import head_office as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.layout.one_of import OneOf
from ui.widgets.layout.scrolled import has_keyboard, scroll_to
from ui.widgets.notes.empty_state import EmptyState
from ui.widgets.words.labels import isolate_ltr, make_label

MOST_SHOWN = 50
"""Largest number of unmatched orders on the screen; the copied list contains all of them."""


class Decisions(OneOf):
    """List of decisions; it does not scroll itself, the page does.

    Signals: ``chosen`` carries a ResolveConflict, ``order_requested`` an UnmatchedOrder to open,
    ``copied`` the number of copied orders.
    """

    chosen = Signal(object)
    order_requested = Signal(object)
    copied = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[ConflictCard] = []
        self.orders: tuple[UnmatchedOrder, ...] = ()
        self.openers: list[KeyCapButton] = []
        self._front = 0
        self._list: QWidget | None = None
        self._empty = EmptyState("circle-check")
        self._empty.say(words.NO_DECISION, words.NO_DECISION_HINT)
        self.add(self._empty)

    def show_all(self, conflicts: Sequence[FieldConflict], orders: Sequence[UnmatchedOrder]) -> None:
        """Show the open decisions; the focus stays at the same position of the list."""
        had_focus = has_keyboard(self)
        self.cards = [ConflictCard(conflict) for conflict in conflicts]
        self.orders, self.openers = tuple(orders), []
        old, self._list = self._list, self._content()
        self.add(self._list)
        self.show_only(self._list if conflicts or orders else self._empty)
        if old is not None:
            old.hide()
            old.deleteLater()
        self._light(min(self._front, max(len(self.cards) - 1, 0)))
        if had_focus:
            self.begin()

    def begin(self) -> None:
        """Focus the first value of the card in front, else the first order."""
        if self.cards:
            self.cards[self._front].kept.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.openers:
            self.openers[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.setFocus()

    def take_kept(self) -> None:
        """Choose head office's value on the card in front."""
        if self.cards:
            self.cards[self._front].take(self.cards[self._front].kept)

    def take_other(self) -> None:
        """Choose the other value on the card in front."""
        if self.cards:
            self.cards[self._front].take(self.cards[self._front].other)

    def release(self) -> None:
        """Enable the choices again after a refusal."""
        for card in self.cards:
            card.release()

    def copy_orders(self) -> None:
        """Copy all unmatched orders to the clipboard, one per row."""
        lines = (
            f"{order.request_number}\t{order.contract_number}\t{order.customer_name}\t{order.car}"
            for order in self.orders
        )
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit(len(self.orders))

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        if self.cards:
            column.addWidget(make_label(words.CONFLICTS, "section"))
            column.addWidget(make_label(words.CONFLICTS_HINT, "muted", wraps=True))
        for place, card in enumerate(self.cards):
            card.chosen.connect(self.chosen)
            card.entered.connect(partial(self._light, place))
            card.left.connect(partial(self._step, place))
            column.addWidget(card)
        if self.orders:
            column.addSpacing(8)
            column.addWidget(self._orders_head())
            column.addWidget(make_label(words.UNMATCHED_HINT, "muted", wraps=True))
        for order in self.orders[:MOST_SHOWN]:
            column.addWidget(self._order_line(order))
        if len(self.orders) > MOST_SHOWN:
            more = words.UNMATCHED_MORE.format(count=number(len(self.orders) - MOST_SHOWN))
            column.addWidget(make_label(more, "muted"))
        column.addStretch(1)
        return content

    def _orders_head(self) -> QWidget:
        head = QWidget()
        row = FlowLayout(head, gap=14)
        row.addWidget(make_label(words.UNMATCHED, "section"))
        copying = KeyCapButton(words.COPY_UNMATCHED, icon_name="file-text")
        copying.clicked.connect(self.copy_orders)
        row.addWidget(copying)
        return head

    def _order_line(self, order: UnmatchedOrder) -> QWidget:
        line = QWidget()
        row = FlowLayout(line, gap=14, line_gap=4)
        numbers = words.UNMATCHED_LINE.format(
            request=isolate_ltr(order.request_number), contract=isolate_ltr(order.contract_number or "—")
        )
        row.addWidget(make_label(order.customer_name, "strong"))
        row.addWidget(make_label(numbers))
        row.addWidget(make_label(order.car, "muted", wraps=True))
        opening = KeyCapButton(words.OPEN_FILE, icon_name="folder-open")
        opening.setAccessibleName(f"{words.OPEN_FILE}: {order.customer_name}")
        opening.clicked.connect(lambda: self.order_requested.emit(order))
        self.openers.append(opening)
        row.addWidget(opening)
        return line

    def _step(self, place: int, by: int, is_other: bool) -> None:
        if 0 <= place + by < len(self.cards):
            card = self.cards[place + by]
            choice: ValueChoice = card.other if is_other else card.kept
            choice.setFocus(Qt.FocusReason.TabFocusReason)

    def _light(self, place: int) -> None:
        self._front = place
        for at, card in enumerate(self.cards):
            card.show_keys(is_front=at == place)
        if self.cards:
            scroll_to(self.cards[place])
