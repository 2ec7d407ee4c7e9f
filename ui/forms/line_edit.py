"""One-line editor of all typed fields, with the state's icon at the left end."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ui.forms.brought import files_of, is_for_page
from ui.look.icons import pixmap
from ui.look.theme import CONTROL_HEIGHT, theme

MARK_SIDE, MARK_GAP = 16, 8


def reformat(text: str, cursor: int, clean: Callable[[str], str], group: Callable[[str], str]) -> tuple[str, int]:
    """Return ``text`` regrouped, and the cursor position behind the same significant character as before.

    ``clean`` removes all insignificant characters; ``group`` inserts the gaps.
    """
    before = len(clean(text[:cursor]))
    grouped = group(clean(text))
    position = 0
    while position < len(grouped) and len(clean(grouped[:position])) < before:
        position += 1
    return grouped, position


class FormLineEdit(QLineEdit):
    """Line edit with an icon at its left end in both text directions; ``left`` fires when the focus leaves it."""

    left = Signal()

    def __init__(self, *, ltr: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = ("", "")
        self._tail: QToolButton | None = None
        self._is_ltr = ltr
        if ltr:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        theme.changed.connect(self._make_room)

    def set_mark(self, name: str, color: str = "text") -> None:
        """Show icon ``name`` in the colour of token ``color`` at the left end; "" shows none."""
        self._mark = (name, color)
        self._make_room()
        self.update()

    def set_tail(self, button: QToolButton) -> None:
        """Place a small button at the left end, before the icon."""
        self._tail = button
        button.setParent(self)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        self._make_room()

    def _room_of_tail(self) -> int:
        return self.height() - 4 if self._tail is not None else 0

    def _make_room(self) -> None:
        mark = theme.px(MARK_SIDE + MARK_GAP) if self._mark[0] else 0
        self.setTextMargins(mark + self._room_of_tail(), 0, 0, 0)
        if self._tail is not None:
            side = self.height() - 8
            self._tail.setGeometry(4, 4, side, side)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(theme.px(110), theme.px(CONTROL_HEIGHT)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        name, color = self._mark
        if name:
            side = theme.px(MARK_SIDE)
            painter = QPainter(self)
            left = self._room_of_tail() + (0 if self._tail else theme.px(12))
            painter.drawPixmap(QPoint(left, (self.height() - side) // 2), pixmap(name, color, MARK_SIDE))
            painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take dragged text, and leave dragged files to the page."""
        if files_of(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emit ``left``, except when a popup opens or another window gets the focus."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Restore the alignment after a change of the layout direction; leave pasted files and pictures to the page."""
        if is_for_page(event):
            event.ignore()
            return False
        if event.type() == QEvent.Type.LayoutDirectionChange and self._is_ltr:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        return super().event(event)
