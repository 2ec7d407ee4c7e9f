"""Show one of several widgets; the hidden ones take no room, which those of a QStackedWidget do."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class OneOf(QWidget):
    """Container of widgets of which one is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None

    def add(self, widget: QWidget) -> None:
        """Add ``widget``; the first one is shown."""
        self._column.addWidget(widget)
        if self._shown is None:
            self._shown = widget
        else:
            widget.hide()

    def show_only(self, widget: QWidget) -> None:
        """Show ``widget`` and hide the one before."""
        if widget is not self._shown:
            if self._shown is not None:
                self._shown.hide()
            self._shown = widget
        widget.show()

    def shown(self) -> QWidget | None:
        """Return the shown widget, or None without any."""
        return self._shown
