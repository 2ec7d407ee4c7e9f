"""The call-backs that come next, beside the call."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calls.calls import CallBackRow
from dealer_app.domain.persian import persian_digits
from ui.operations.calls import Coming
from ui.tables.call_backs import moment_words_of, urgency_mark, urgency_words
from ui.texts import calls as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.painted.rule import Rule
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label


class ComingCard(Card):
    """A few rows, the earliest first; ``all_wanted`` opens the whole list."""

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = make_label("", "small")
        self.none = make_label(words.COMING_NONE, "muted", wraps=True)
        self._rows: list[QWidget] = []
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

    def show_rows(self, coming: Coming) -> None:
        """Replace the shown rows."""
        for old in self._rows:
            self._room.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [_Row(row, coming) for row in coming.rows]
        for row in self._rows:
            self._room.addWidget(row)
        self.none.setVisible(not self._rows)
        count = words.COMING_COUNT.format(count=persian_digits(str(coming.open_count)))
        self.count.setText(count if coming.open_count else "")


class _Row(QWidget):
    """Urgency, name, subject and moment of one call-back."""

    def __init__(self, row: CallBackRow, coming: Coming) -> None:
        super().__init__()
        said = urgency_words(row, coming.now, coming.grace)
        moment = moment_words_of(row.due_at, coming.now)
        self.setAccessibleName(f"{said} {row.name} {row.subject} {moment}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(Badge(said, *urgency_mark(row, coming.now, coming.grace)), 0, top)
        line.addWidget(make_label(row.name, "strong", wraps=True), 2, top)
        line.addWidget(make_label(row.subject, "body", wraps=True), 3, top)
        line.addWidget(make_label(directed(moment), "small"), 0, top)
        column.addLayout(line)
        column.addWidget(Rule())
