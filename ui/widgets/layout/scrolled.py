"""A column that scrolls when the room is small, without a frame and without stealing the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget


def make_scrolled(content: QWidget) -> QScrollArea:
    """Return ``content`` in an area that scrolls up and down only and is transparent."""
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
    """Say whether the keyboard is on ``widget`` or on something inside it."""
    typing = QApplication.focusWidget()
    return typing is not None and (typing is widget or widget.isAncestorOf(typing))
