"""The call-backs that come next, beside the call."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calls.calls import CallBackRow
from dealer_app.domain.persian import persian_digits
from ui.clock import local_now
from ui.look.theme import theme
from ui.operations.calls import Coming
from ui.tables.call_backs import moment_words_of, urgency_mark, urgency_words
from ui.texts import calls as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.painted.rule import Rule
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label

LARGE_PERCENT = 150
"""From this type size on, what a call-back is about stands under its name."""


class ComingCard(Card):
    """A few rows, the earliest first; ``all_wanted`` opens the whole list."""

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = make_label("", "small")
        self.none = make_label(words.COMING_NONE, "muted", wraps=True)
        self._table: QWidget | None = None
        column = self.column(margin=18, gap=6)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(make_label(words.COMING, "section"))
        head.addStretch(1)
        head.addWidget(self.count)
        button = KeyCapButton(words.SHOW_ALL, rank="quiet")
        button.clicked.connect(self.all_wanted)
        head.addWidget(button)
        column.addLayout(head)
        self._room = QVBoxLayout()
        self._room.setSpacing(0)
        column.addLayout(self._room)
        column.addWidget(self.none)
        column.addStretch(1)

    def clear(self) -> None:
        """Show no row."""
        now = local_now()
        self.show_rows(Coming((), 0, now, timedelta(0)))

    def show_rows(self, coming: Coming) -> None:
        """Replace the shown rows."""
        if self._table is not None:
            self._room.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        self._table = _Table(coming) if coming.rows else None
        if self._table is not None:
            self._room.addWidget(self._table)
        self.none.setVisible(self._table is None)
        count = words.COMING_COUNT.format(count=persian_digits(str(coming.open_count)))
        self.count.setText(count if coming.open_count else "")


class _Table(QWidget):
    """Urgency, name, subject and moment of a few call-backs, in columns."""

    def __init__(self, coming: Coming) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        for place, row in enumerate(coming.rows):
            self._add(2 * place, row, coming)

    def _add(self, line: int, row: CallBackRow, coming: Coming) -> None:
        said = urgency_words(row, coming.now, coming.grace)
        moment = directed(moment_words_of(row.due_at, coming.now))
        badge = Badge(said, *urgency_mark(row, coming.now, coming.grace))
        self._grid.addWidget(badge, line, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        name, subject = make_label(row.name, "strong", wraps=True), make_label(row.subject, "body", wraps=True)
        if theme.scale_percent >= LARGE_PERCENT:
            both = QVBoxLayout()
            both.addWidget(name)
            both.addWidget(subject)
            self._grid.addLayout(both, line, 1, 1, 2)
        else:
            self._grid.addWidget(name, line, 1)
            self._grid.addWidget(subject, line, 2)
        self._grid.addWidget(make_label(moment, "small"), line, 3, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(Rule(), line + 1, 0, 1, 4)
