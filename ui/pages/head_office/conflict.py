"""Show one field with two values: the customer and both values side by side, one of which is chosen."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.head_office import FieldConflict, ResolveConflict
from ui.pages.head_office.choice import ValueChoice
from ui.pages.head_office.values import shown_value
from ui.texts import head_office as words
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

KEPT_KEY, OTHER_KEY = "F7", "F8"
SIDEWAYS = {Qt.Key.Key_Left, Qt.Key.Key_Right}
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ConflictCard(Card):
    """Card with two values.

    Signals: ``chosen`` carries the ResolveConflict, ``entered`` fires on focus, ``left`` carries the direction of the
    arrow key and whether the other value had the focus.
    """

    chosen = Signal(object)
    entered = Signal()
    left = Signal(int, bool)

    def __init__(self, conflict: FieldConflict) -> None:
        super().__init__(ground="window")
        self.conflict = conflict
        written = words.WRITTEN_HERE if conflict.is_ours else words.WRITTEN_THERE
        self.kept = self._choice(conflict.kept, words.WRITTEN_HUB, "building-2")
        self.other = self._choice(conflict.other, written, "monitor" if conflict.is_ours else "users")
        content = QWidget()
        columns = ColumnLayout(content, most=3, least=190, gap=12, counts=(3,))
        for part in (self._whose(), self.kept, self.other):
            columns.add(part)
        self.column(margin=14).addWidget(content)

    def take(self, choice: ValueChoice) -> None:
        """Choose the value of ``choice``, once."""
        if choice.isEnabled():
            self.kept.setEnabled(False)
            self.other.setEnabled(False)
            value = self.conflict.kept if choice is self.kept else self.conflict.other
            self.chosen.emit(ResolveConflict(self.conflict.customer_id, self.conflict.field, value))

    def release(self) -> None:
        """Enable the choice again after a refusal."""
        self.kept.setEnabled(True)
        self.other.setEnabled(True)

    def show_keys(self, *, is_front: bool) -> None:
        """Show the key caps if the card is in front, because the keys act on that card."""
        self.kept.show_key(KEPT_KEY if is_front else "")
        self.other.show_key(OTHER_KEY if is_front else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the focus with the arrows: sideways between the values, up and down between the cards."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in SIDEWAYS:
                (self.other if watched is self.kept else self.kept).setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if key in STEPS:
                self.left.emit(STEPS[key], watched is self.other)
                return True
        return False

    def _choice(self, value: str, written: str, icon_name: str) -> ValueChoice:
        shown = shown_value(self.conflict.field, value)
        choice = ValueChoice(written, shown, icon_name)
        label = words.FIELDS.get(self.conflict.field, self.conflict.field)
        name = words.CHOICE_NAME.format(field=label, name=self.conflict.customer_name, value=shown, written=written)
        choice.setAccessibleName(name)
        choice.clicked.connect(lambda: self.take(choice))
        choice.installEventFilter(self)
        return choice

    def _whose(self) -> QWidget:
        whose = QWidget()
        column = QVBoxLayout(whose)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        label = words.FIELDS.get(self.conflict.field, self.conflict.field)
        column.addWidget(make_label(label, "section", wraps=True))
        column.addWidget(make_label(self.conflict.customer_name, "muted", wraps=True))
        column.addStretch(1)
        return whose
