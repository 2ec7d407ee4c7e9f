"""Build a scrolling column without a frame that does not take the keyboard focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget


def make_scrolled(content: QWidget) -> QScrollArea:
    """Return ``content`` in a transparent area that scrolls vertically only."""
    content.setObjectName("content")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def has_keyboard(widget: QWidget) -> bool:
    """Return whether ``widget`` or one of its children has the keyboard focus."""
    typing = QApplication.focusWidget()
    return typing is not None and (typing is widget or widget.isAncestorOf(typing))
