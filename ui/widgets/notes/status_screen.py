"""Show one sentence in the middle of an empty window: opening, building, or why opening failed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.texts import sign_in as words
from ui.widgets.painted.brand import Brand
from ui.widgets.words.labels import make_label

if TYPE_CHECKING:
    from ui.widgets.controls.buttons import KeyCapButton


class StatusScreen(QWidget):
    """First screen that is painted; it needs no database and shows buttons only after a failure."""

    again_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = make_label(words.OPENING, "muted")
        self.reason = make_label("", "muted", wraps=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.buttons: list[KeyCapButton] = []
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(Brand(), 0, middle)
        column.addWidget(self.title, 0, middle)
        column.addLayout(self._in_the_middle())
        self._row = QHBoxLayout()
        self._row.setAlignment(middle)
        column.addLayout(self._row)
        column.addStretch(1)
        self.wait(words.OPENING)

    def _in_the_middle(self) -> QHBoxLayout:
        """Return the reason over half of the width: a layout that is aligned would not give it all its lines."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.reason, 2)
        row.addStretch(1)
        return row

    def wait(self, text: str) -> None:
        """Show ``text`` while something is in progress."""
        self.title.setText(text)
        for widget in (self.reason, *self.buttons):
            widget.hide()

    def fail(self, reason: str) -> None:
        """Show why the counter did not open, and what is safe."""
        self.title.setText(words.FAILED)
        self.reason.setText(f"{reason}\n{words.FAILED_HINT}")
        self._make_buttons()
        for widget in (self.reason, *self.buttons):
            widget.show()
        self.buttons[0].setFocus()

    def end(self, reason: str) -> None:
        """Show why the counter ended permanently, without a button to try again."""
        self.title.setText(words.ENDED)
        self.reason.setText(reason)
        self._make_buttons()
        again, leave = self.buttons
        again.hide()
        for widget in (self.reason, leave):
            widget.show()
        leave.setFocus()

    def _make_buttons(self) -> None:
        from ui.widgets.controls.buttons import KeyCapButton

        if self.buttons:
            return
        again = KeyCapButton(words.TRY_AGAIN, icon_name="refresh-cw", rank="primary")
        again.clicked.connect(self.again_requested)
        leave = KeyCapButton(words.QUIT)
        leave.clicked.connect(self.quit_requested)
        self.buttons = [again, leave]
        for button in self.buttons:
            self._row.addWidget(button)
