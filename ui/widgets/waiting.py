"""One sentence in the middle of an empty window: opening, building, or why it did not open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.texts import sign_in as words
from ui.widgets.brand import Brand
from ui.widgets.buttons import KeyCapButton
from ui.widgets.labels import make_label


class Waiting(QWidget):
    """The first thing that is painted; needs no database."""

    again_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = make_label(words.OPENING, "muted")
        self.reason = make_label("", "muted", wraps=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.reason.setMinimumWidth(480)
        self.again = KeyCapButton(words.TRY_AGAIN, icon_name="refresh-cw", rank="primary")
        self.again.clicked.connect(self.again_requested)
        self.quit = KeyCapButton(words.QUIT)
        self.quit.clicked.connect(self.quit_requested)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(Brand(), 0, middle)
        column.addWidget(self.title, 0, middle)
        column.addWidget(self.reason, 0, middle)
        row = QHBoxLayout()
        row.setAlignment(middle)
        row.addWidget(self.again)
        row.addWidget(self.quit)
        column.addLayout(row)
        column.addStretch(1)
        self.wait(words.OPENING)

    def wait(self, text: str) -> None:
        """Say what is going on."""
        self.title.setText(text)
        for widget in (self.reason, self.again, self.quit):
            widget.hide()

    def fail(self, reason: str) -> None:
        """Say why the counter did not open, and what is safe."""
        self.title.setText(words.FAILED)
        self.reason.setText(f"{reason}\n{words.FAILED_HINT}")
        for widget in (self.reason, self.again, self.quit):
            widget.show()
        self.again.setFocus()
