"""Show a large button with icon, title and explanation."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded

HEIGHT = 64
WRAPPED = Qt.TextFlag.TextWordWrap


class BigChoice(QPushButton):
    """Button for one of a few ways to continue."""

    def __init__(self, title: str, hint: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._hint, self._icon_name = hint, icon_name
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), self.heightForWidth(theme.px(420)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(HEIGHT))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the title and of all lines of the explanation."""
        room = QRect(0, 0, width - theme.px(22 + 3 * 18), theme.px(1000))
        lines = QFontMetrics(theme.font(12)).boundingRect(room, WRAPPED, self._hint).height()
        return max(QFontMetrics(theme.font(14, 700)).height() + lines + theme.px(20), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        ground = "accent_soft" if self.underMouse() or self.hasFocus() else "card"
        fill_rounded(painter, box, theme.px(9), theme.color(ground), theme.color("line"))
        if self.hasFocus():
            draw_focus_ring(painter, box)
        side, gap = theme.px(22), theme.px(18)
        left = round(box.right() - gap - side)
        painter.drawPixmap(left, round(box.center().y() - side / 2), pixmap(self._icon_name, "accent", 22))
        words = box.adjusted(gap, theme.px(10), -side - 2 * gap, -theme.px(10))
        title = QFontMetrics(theme.font(14, 700)).height()
        place = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(14, 700))
        painter.drawText(QRectF(words.left(), words.top(), words.width(), title), place, self.text())
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(12))
        painter.drawText(words.adjusted(0, title, 0, 0), int(place) | int(WRAPPED), self._hint)
