"""The one-line editor of all typed fields: its state's icon stands at the left, as the eye leaves a line."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QIcon
from PySide6.QtWidgets import QLineEdit, QWidget

CONTROL_HEIGHT = 36


def reformat(text: str, cursor: int, clean: Callable[[str], str], group: Callable[[str], str]) -> tuple[str, int]:
    """Return ``text`` grouped anew and the cursor behind the same significant character as before.

    ``clean`` drops all that is not significant; ``group`` inserts the gaps.
    """
    before = len(clean(text[:cursor]))
    grouped = group(clean(text))
    position = 0
    while position < len(grouped) and len(clean(grouped[:position])) < before:
        position += 1
    return grouped, position


class FormLineEdit(QLineEdit):
    """A line edit that can show an icon at its left end whatever its direction, and says when it is left."""

    left = Signal()

    def __init__(self, *, ltr: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formLineEdit")
        self.setMinimumHeight(CONTROL_HEIGHT)
        self._mark: QAction | None = None
        self._is_ltr = ltr
        if ltr:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)

    def set_mark(self, icon: QIcon | None) -> None:
        """Show ``icon`` at the left end, or nothing."""
        if icon is None:
            if self._mark is not None:
                self.removeAction(self._mark)
                self._mark = None
            return
        if self._mark is not None:
            self._mark.setIcon(icon)
            return
        place = QLineEdit.ActionPosition.LeadingPosition if self._is_ltr else QLineEdit.ActionPosition.TrailingPosition
        self._mark = self.addAction(icon, place)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for a comfortable width; layouts may stretch it."""
        return super().sizeHint().expandedTo(QSize(120, CONTROL_HEIGHT))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the field that it was left; a popup or another window does not count."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the direction of the widget type when the window's direction changes."""
        if event.type() == QEvent.Type.LayoutDirectionChange and self._is_ltr:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        return super().event(event)
