"""Build a scrolling column without a frame that does not take the keyboard focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Scroll area that keeps the focused field in sight when it becomes smaller, for example by a note."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)


def make_scrolled(content: QWidget) -> QScrollArea:
    """Return ``content`` in a transparent area that scrolls vertically only."""
    content.setObjectName("content")
    area = Scrolled()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def scroll_to(widget: QWidget) -> None:
    """Scroll the area around ``widget``, if there is one, until the widget is seen."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget)


def has_keyboard(widget: QWidget) -> bool:
    """Return whether ``widget`` or one of its children has the keyboard focus."""
    typing = QApplication.focusWidget()
    return typing is not None and (typing is widget or widget.isAncestorOf(typing))
