"""Paint one of two values of a field as a button: where it was written, the value, and its key."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.theme import RADIUS, theme
from ui.widgets.painted.painting import draw_focus_ring, draw_key_cap, fill_rounded, key_cap_width
from ui.widgets.words.plain import set_tip

HEIGHT, PADDING, ICON, CAP = 34, 14, 15, 46
"""``HEIGHT`` is the height of everything except the value's lines; ``CAP`` the width for the key."""
WRAPPED = Qt.TextFlag.TextWordWrap


class ValueChoice(QPushButton):
    """Button that chooses a value by Enter or a click; ``show_key`` shows a key cap on the card in front."""

    def __init__(self, written: str, value: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(value, parent)
        self._written, self._icon_name, self._key = written, icon_name, ""
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_tip(self, value)
        theme.changed.connect(self.updateGeometry)

    def show_key(self, key: str) -> None:
        """Show the key that chooses this value now; "" for none."""
        self._key = key
        self.update()

    def sizeHint(self) -> QSize:
        width = theme.px(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(HEIGHT + 20))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the whole value, because a cut text cannot be compared with the other."""
        room = QRect(0, 0, max(width - theme.px(2 * PADDING + CAP), theme.px(80)), theme.px(2000))
        lines = QFontMetrics(theme.font(14, 700)).boundingRect(room, WRAPPED, self.text())
        return lines.height() + theme.px(HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box, is_lit = QRectF(self.rect()), self.underMouse() or self.hasFocus()
        border = theme.color("accent" if is_lit else "edge")
        fill_rounded(painter, box, theme.px(RADIUS), theme.color("accent_soft" if is_lit else "card"), border)
        if self.hasFocus():
            draw_focus_ring(painter, box)
        inner = box.adjusted(theme.px(PADDING), theme.px(8), -theme.px(PADDING), -theme.px(8))
        if self._key and self.isEnabled():
            ground = theme.color("accent_soft" if is_lit else "card")
            draw_key_cap(painter, inner.left(), box.center().y(), self._key, theme.color("muted"), ground)
            inner.setLeft(inner.left() + key_cap_width(self._key) + theme.px(10))
        self._paint_words(painter, inner)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        side, line = theme.px(ICON), theme.px(18)
        upper, lower = QRectF(box.left(), box.top(), box.width(), line), box.adjusted(0, line, 0, 0)
        mark = pixmap(self._icon_name, "muted", ICON)
        painter.drawPixmap(round(upper.right() - side), round(upper.center().y() - side / 2), mark)
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(12))
        place = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper.adjusted(0, 0, -side - theme.px(6), 0), place, self._written)
        painter.setFont(theme.font(14, 700))
        painter.setPen(theme.color("text"))
        painter.drawText(lower, int(WRAPPED | place), self.text())
