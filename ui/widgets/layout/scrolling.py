"""Make a page scroll if it is taller than the window, so that large type is never cut."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.layout.page_room import PageRoom


def in_scroll_area(content: QWidget) -> QScrollArea:
    """Return a frameless area around ``content`` that scrolls vertically only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setObjectName("content")
    area.setWidget(content)
    return area


def center_in(page: QWidget, card: QWidget, *, shrinks: bool = False) -> None:
    """Center ``card`` in ``page``; scroll if it is taller.

    With ``shrinks`` the parts of the card take less than they like before it scrolls (a list in it scrolls itself).
    """
    content = QWidget()
    inner = QVBoxLayout(content)
    inner.addStretch(1)
    row = QHBoxLayout()  # an aligned card would get a wrong height for its wrapped words
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    inner.addLayout(row)
    inner.addStretch(1)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(PageRoom(content, lambda: None) if shrinks else in_scroll_area(content))
