"""Lay up to three plans side by side: each row one question, the best answer of a row in green."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from dealer_app.domain.calendar.jalali import format_jalali_long
from dealer_app.domain.money import format_rial
from dealer_app.domain.plans import words
from dealer_app.domain.plans.filtering import CatalogueEntry
from dealer_app.domain.plans.plans import PlanFields, PlanState, PriceKind
from dealer_app.domain.plans.schedule import delivery_day, is_open_ended, list_payments, total_of
from resources.texts import plans as names
from ui.pages.plans.bars import PaymentBars, slots_of
from ui.texts import plans as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.rule import Rule
from ui.widgets.words.labels import make_label, set_kind

MOST_COLUMNS = 3
_LONGEST_CELL = 160
LAST_BEFORE_ORDER = "transfer"
"""The row after which the order buttons stand, so that they are seen without scrolling."""
_RIGHT_TO_LEFT = "\u200f"  # a cell of digits only would stand at the left
Cell = Callable[[CatalogueEntry], str]
Measure = Callable[[CatalogueEntry], float | None]


class Comparison(QWidget):
    """The table; ``show_plans`` builds it anew for other plans; ``ordered`` carries the place of the plan to order."""

    ordered = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._why_not = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(7)

    def forbid(self, why: str) -> None:
        """Grey the order buttons and say why; "" allows them again."""
        self._why_not = why
        for button in self.findChildren(KeyCapButton):
            button.forbid(why)

    def show_plans(
        self, entries: Sequence[CatalogueEntry], today: date, now: datetime, *, columns: int = MOST_COLUMNS
    ) -> None:
        """Show these plans as of ``today``, at most ``columns`` side by side, the others below."""
        self._clear()
        row = 0
        for first in range(0, len(entries), columns):
            row = self._add_table(row, entries, range(first, min(first + columns, len(entries))), today, now)
        self._grid.setRowStretch(row, 1)

    def _add_table(self, row: int, entries: Sequence[CatalogueEntry], places: range, today: date, now: datetime) -> int:
        """Add the table of the plans at ``places`` and return the row after it."""
        mine = [entries[at] for at in places]
        for column, entry in enumerate(mine, start=1):
            self._grid.setColumnStretch(column, 3)
            self._grid.addWidget(_head(entry.plan.fields), row, column)
        self._grid.addWidget(Rule(), row + 1, 0, 1, len(mine) + 1)
        row += 2
        for key, cell, measure in _rows(today, now):
            shown = [cell(entry) for entry in mine]
            if key == "when":
                row = self._add_bars(row, mine, today)
            elif any(shown):
                best = frozenset(at - places.start for at in _best(entries, measure))
                row = self._add_row(row, key, shown, best)
            if key == LAST_BEFORE_ORDER:
                row = self._add_orders(row, mine, places.start)
        return row

    def _add_orders(self, row: int, entries: Sequence[CatalogueEntry], first: int) -> int:
        for column, entry in enumerate(entries, start=1):
            button = self._order_button(first + column, entry)
            if len(entries) == 1:  # a narrow place: the button has the room of its label, too
                self._grid.addWidget(button, row, 0, 1, 2)
            else:
                self._grid.addWidget(button, row, column)
        self._grid.addWidget(Rule(), row + 1, 0, 1, len(entries) + 1)
        return row + 2

    def _order_button(self, number: int, entry: CatalogueEntry) -> KeyCapButton:
        rank = "primary" if number == 1 else "normal"
        button = KeyCapButton(texts.ORDER_THIS, icon_name="receipt-text", key=f"Alt+{number}", rank=rank)
        button.setEnabled(entry.state is PlanState.OPEN)
        button.forbid(self._why_not)
        button.clicked.connect(lambda: self.ordered.emit(number - 1))
        return button

    def _add_row(self, row: int, key: str, shown: Sequence[str], best: frozenset[int]) -> int:
        self._grid.addWidget(make_label(texts.ROWS[key], "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        for column, text in enumerate(shown, start=1):
            label = make_label(
                f"{_RIGHT_TO_LEFT}{text or texts.NOT_STATED}", "best" if column - 1 in best else "body", wraps=True
            )
            if key in {"price", "today", "total"} and column - 1 not in best:
                set_kind(label, "kind", "strong")
            label.setAccessibleName(f"{texts.ROWS[key]}: {text}")
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(Rule(), row + 1, 0, 1, len(shown) + 1)
        return row + 2

    def _add_bars(self, row: int, entries: Sequence[CatalogueEntry], today: date) -> int:
        paid = [list_payments(entry.plan.fields, today) for entry in entries]
        slots = max(slots_of(payments, today) for payments in paid)
        most = max((payment.amount for payments in paid for payment in payments), default=1)
        self._grid.addWidget(make_label(texts.ROWS["when"], "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        for column, payments in enumerate(paid, start=1):
            self._grid.addWidget(PaymentBars(payments, today, slots, most), row, column)
        self._grid.addWidget(Rule(), row + 1, 0, 1, len(entries) + 1)
        return row + 2

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # without a parent it would become a window of its own
                widget.deleteLater()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)


def title_of(entries: Sequence[CatalogueEntry], today: date) -> str:
    """Return the title over the table."""
    day = format_jalali_long(today)
    if len(entries) == 1:
        return texts.ONE_PLAN.format(day=day)
    return texts.SIDE_BY_SIDE.format(day=day)


def _head(fields: PlanFields) -> QLabel:
    label = make_label(f"{fields.name}\n{_RIGHT_TO_LEFT}{fields.code}", "section", wraps=True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label


def _rows(today: date, now: datetime) -> tuple[tuple[str, Cell, Measure | None], ...]:
    """Return key, words and measure of each row; the lowest measure is the best."""
    return (
        ("price", lambda one: words.price_words(one.plan.fields), _price),
        ("today", lambda one: format_rial(one.today) if one.today else "", lambda one: one.today or None),
        ("when", lambda _one: "", None),
        ("total", lambda one: words.total_words(one.plan.fields) if one.today else "", _total),
        ("delivery", lambda one: words.delivery_words(one.plan.fields, today), lambda one: _delivery(one, today)),
        ("participation", lambda one: words.participation_words(one.plan.fields), None),
        ("withdrawal", lambda one: words.withdrawal_words(one.plan.fields), None),
        ("late", lambda one: words.late_words(one.plan.fields), None),
        ("transfer", lambda one: words.transfer_words(one.plan.fields), None),
        ("channel", _channel, None),
        ("validity", lambda one: words.validity_words(one.plan, now), None),
        ("buyer", lambda one: _short(one.plan.fields.buyer_conditions), None),
        ("conditions", lambda one: _short(one.plan.fields.conditions), None),
    )


def _best(entries: Sequence[CatalogueEntry], measure: Measure | None) -> frozenset[int]:
    """Return the places of the lowest measure; none if all are equal or one plan stands alone."""
    if measure is None or len(entries) < 2:
        return frozenset()
    values = [measure(entry) for entry in entries]
    known = [value for value in values if value is not None]
    if len(set(known)) < 2:
        return frozenset()
    return frozenset(at for at, value in enumerate(values) if value == min(known))


def _price(entry: CatalogueEntry) -> float | None:
    """Return the price if it is firm: one of the day is compared with nothing."""
    fields = entry.plan.fields
    return fields.price if fields.price and fields.price_kind is PriceKind.FIRM else None


def _total(entry: CatalogueEntry) -> float | None:
    fields = entry.plan.fields
    return None if is_open_ended(fields) else total_of(fields) or None


def _delivery(entry: CatalogueEntry, today: date) -> float | None:
    day = delivery_day(entry.plan.fields, today)
    return None if day is None else day.toordinal()


def _channel(entry: CatalogueEntry) -> str:
    fields = entry.plan.fields
    parts = (
        names.CHANNELS[fields.channel.value] if fields.channel else "",
        names.METHODS[fields.method.value] if fields.method else "",
        fields.circular,
    )
    return names.DOT.join(filter(None, parts))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_CELL else f"{line[:_LONGEST_CELL]}…"
