"""Paint a box to mark: square, tick, words, and the focus ring, visible in both palettes."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded

SIDE, GAP, PADDING, HEIGHT, LEAST_WIDTH = 18, 8, 6, 30, 140


class MarkBox(QCheckBox):
    """Check box that Space or a click marks; Enter does not, because Enter moves on."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font()).horizontalAdvance(self.text())
        return QSize(words + theme.px(SIDE + GAP + 2 * PADDING) + 4, theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(LEAST_WIDTH)), theme.px(HEIGHT))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines of the words."""
        metrics = QFontMetrics(theme.font())
        room = QRect(0, 0, width - theme.px(SIDE + GAP + 2 * PADDING), theme.px(1000))
        lines = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(lines.height() - metrics.height(), 0) + theme.px(HEIGHT)

    def hitButton(self, pos: QPoint) -> bool:
        """Return whether a click at ``pos`` marks the box: anywhere on box or words."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move on by Enter; the window, which presses the focused button by Enter, must not see the key."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, middle = theme.px(SIDE), self.height() / 2
        box = QRectF(self.width() - theme.px(PADDING) - side, middle - side / 2, side, side)
        is_on = self.isChecked()
        ground, border = ("accent", "accent") if is_on else ("field", "muted")
        fill_rounded(painter, box, theme.px(5), theme.color(ground), theme.color(border))
        if is_on:
            tick = pixmap("check", "on_accent", SIDE - 4)
            painter.drawPixmap(round(box.left() + theme.px(2)), round(box.top() + theme.px(2)), tick)
        if self.hasFocus():
            draw_focus_ring(painter, QRectF(self.rect()), 8)
        painter.setPen(theme.color("text" if self.isEnabled() else "muted"))
        painter.setFont(theme.font())
        room = QRectF(theme.px(PADDING), 0, box.left() - theme.px(GAP + PADDING), self.height())
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, int(place) | int(Qt.TextFlag.TextWordWrap), self.text())
