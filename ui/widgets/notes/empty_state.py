"""Show an empty list with a hint for the next step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.words.labels import make_label, make_mark


class EmptyState(QWidget):
    """Icon, title, hint and optional buttons, centered."""

    def __init__(self, icon_name: str = "inbox", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._mark = make_mark()
        self.title = make_label("", "section")
        self.hint = make_label("", "muted")
        self._buttons = QHBoxLayout()
        middle = Qt.AlignmentFlag.AlignHCenter
        self._buttons.setAlignment(middle)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for widget in (self._mark, self.title, self.hint):
            column.addWidget(widget, 0, middle)
        column.addSpacing(6)
        column.addLayout(self._buttons)
        column.addStretch(3)
        theme.changed.connect(self._paint_mark)
        self._paint_mark()

    def say(self, title: str, hint: str) -> None:
        """Show what is empty and what can be done."""
        self.title.setText(title)
        self.hint.setText(hint)

    def add_button(self, button: KeyCapButton) -> None:
        """Add a button."""
        self._buttons.addWidget(button)

    def _paint_mark(self) -> None:
        self._mark.setPixmap(pixmap(self._icon_name, "muted", 36))
