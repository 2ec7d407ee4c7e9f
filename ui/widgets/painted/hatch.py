"""Paint a hatched place that hides what may not be seen yet: a lock, a title and a hint in its middle."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.theme import CARD_RADIUS, theme

STRIPE, ICON, GAP, PADDING, LEAST_HEIGHT = 14, 34, 10, 20, 150


class Hatch(QWidget):
    """Place without any content; its words say why."""

    def __init__(self, title: str, hint: str, icon_name: str = "lock") -> None:
        super().__init__()
        self._icon_name = icon_name
        self.say(title, hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.updateGeometry)

    def say(self, title: str, hint: str) -> None:
        """Show another title and hint."""
        self.title, self.hint = title, hint
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the smallest size: a layout that asks for both must not get two heights."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return a size with enough height for the words."""
        return QSize(theme.px(160), max(theme.px(LEAST_HEIGHT), self._height_in(max(self.width(), theme.px(160)))))

    def _height_in(self, width: int) -> int:
        inner = width - 2 * theme.px(PADDING)
        words = self._box(self.title, 15, 700, inner).height() + self._box(self.hint, 13, 400, inner).height()
        return words + theme.px(ICON) + 2 * theme.px(GAP) + 2 * theme.px(PADDING)

    def _box(self, text: str, size: int, weight: int, width: int) -> QRect:
        room = QRect(0, 0, width, 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        return QFontMetrics(theme.font(size, weight)).boundingRect(room, int(flags), text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        inner = self.width() - 2 * theme.px(PADDING)
        title, hint = self._box(self.title, 15, 700, inner), self._box(self.hint, 13, 400, inner)
        side, gap = theme.px(ICON), theme.px(GAP)
        top = (self.height() - side - title.height() - hint.height() - 2 * gap) / 2
        painter.drawPixmap(QPointF((self.width() - side) / 2, top), pixmap(self._icon_name, "muted", ICON))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        for words, box, size, weight, ink, at in (
            (self.title, title, 15, 700, "text", top + side + gap),
            (self.hint, hint, 13, 400, "muted", top + side + 2 * gap + title.height()),
        ):
            painter.setFont(theme.font(size, weight))
            painter.setPen(theme.color(ink))
            painter.drawText(QRectF(theme.px(PADDING), at, inner, box.height() + 2), int(flags), words)

    def _paint_ground(self, painter: QPainter) -> None:
        """Paint the stripes and a dashed edge."""
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, CARD_RADIUS, CARD_RADIUS)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(box, theme.color("card"))
        painter.setPen(QPen(theme.color("field"), theme.px(STRIPE) * 0.7))
        step = theme.px(STRIPE) * 2
        for left in range(-self.height(), self.width() + self.height(), step):
            painter.drawLine(QPointF(left, self.height()), QPointF(left + self.height(), 0))
        painter.restore()
        painter.setPen(QPen(theme.color("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
