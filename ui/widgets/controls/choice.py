"""Paint a combo box like the other controls, with its arrow at the left and without a style sheet."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.look.icons import pixmap
from ui.look.theme import CONTROL_HEIGHT, RADIUS, theme
from ui.widgets.painted.painting import fill_rounded

PADDING, ICON = 12, 16


class Choice(QComboBox):
    """Combo box that ignores the wheel, so that scrolling the page never changes a choice by accident."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size with the common height of all controls."""
        return QSize(super().sizeHint().width() + theme.px(2 * PADDING), theme.px(CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the minimum size with the common height of all controls."""
        return QSize(super().minimumSizeHint().width(), theme.px(CONTROL_HEIGHT))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel event on to the page."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint background, text and the arrow at the left end."""
        painter = QPainter(self)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        border = theme.color("edge" if self.underMouse() else "line")
        fill_rounded(painter, QRectF(self.rect()), theme.px(RADIUS), theme.color("field"), border)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(RADIUS), theme.px(RADIUS))
        side, padding = theme.px(ICON), theme.px(PADDING)
        arrow = padding if is_rtl else self.width() - padding - side
        painter.drawPixmap(arrow, (self.height() - side) // 2, pixmap("chevron-down", "muted", ICON))
        painter.setPen(theme.color("text" if self.isEnabled() else "muted"))
        painter.setFont(theme.font())
        box = QRect(self.rect()).adjusted(padding + (side if is_rtl else 0), 0, -padding - (0 if is_rtl else side), 0)
        words = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
