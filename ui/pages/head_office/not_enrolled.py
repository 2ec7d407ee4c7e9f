"""Explain that this counter is not enrolled, and show the three steps to enrol."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.line.words import number
from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.texts import head_office as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.badge import Badge
from ui.widgets.words.labels import make_label, make_mark


class NotEnrolled(QWidget):
    """``enrol_requested`` opens the settings, ``queue_requested`` shows the list without enrolling."""

    enrol_requested = Signal()
    queue_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignHCenter
        self._mark = make_mark()
        self.queue = make_label("", "muted")
        self.enrol = KeyCapButton(words.GO_ENROL, icon_name="landmark", key="Enter", rank="primary")
        self.show_queue = KeyCapButton(words.SHOW_QUEUE, icon_name="inbox")
        for button, signal in ((self.enrol, self.enrol_requested), (self.show_queue, self.queue_requested)):
            button.setAutoDefault(True)
            button.clicked.connect(signal)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.enrol)
        buttons.addWidget(self.show_queue)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._mark, 0, middle)
        column.addWidget(make_label(words.NOT_ENROLLED, "title"), 0, middle)
        column.addWidget(make_label(words.NOT_ENROLLED_HINT, "muted"), 0, middle)
        column.addWidget(self.queue, 0, middle)
        column.addSpacing(10)
        column.addWidget(_steps(), 0, middle)
        column.addSpacing(4)
        column.addWidget(make_label(words.ENROL_BY_STICK_STEP, "muted"), 0, middle)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.setAlignment(buttons, middle)
        column.addStretch(3)
        theme.changed.connect(self._paint_mark)
        self._paint_mark()

    def begin(self) -> None:
        """Focus the button that leads to enrolment."""
        self.enrol.setFocus(Qt.FocusReason.TabFocusReason)

    def show_waiting(self, count: int) -> None:
        """Show how many documents would be sent."""
        self.queue.setText(words.NOT_ENROLLED_QUEUE.format(count=number(count)))
        self.queue.setVisible(count > 0)
        self.show_queue.setVisible(count > 0)

    def _paint_mark(self) -> None:
        self._mark.setPixmap(pixmap("landmark", "accent", 36))


def _steps() -> QWidget:
    steps = QWidget()
    grid = QGridLayout(steps)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(10)
    for place, text in enumerate(words.ENROL_STEPS):
        grid.addWidget(Badge(number(place + 1), "accent"), place, 0)
        grid.addWidget(make_label(text), place, 1)
    return steps
