"""Paint a checkable card with a figure: a small heading, a large number and its unit."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.theme import CARD_RADIUS, theme
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded

HEIGHT, PADDING, GAP, ICON = 76, 16, 6, 16


class FigureButton(QAbstractButton):
    """Card such as «گذشته ۳ مورد»; ``tone`` colours the figure unless it is zero."""

    def __init__(self, heading: str, unit: str, tone: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit, self._tone, self._icon_name = unit, tone, icon_name
        self.figure = ""
        self._is_zero = True
        self.setText(heading)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_figure(self, heading: str, figure: str, name: str, *, is_zero: bool) -> None:
        """Show another heading and figure; ``name`` is what a screen reader says."""
        self.figure, self._is_zero = figure, is_zero
        self.setText(heading)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        heading = QFontMetrics(theme.font(12)).horizontalAdvance(self.text()) + theme.px(ICON + GAP)
        figure = QFontMetrics(theme.font(22, 700)).horizontalAdvance(self.figure)
        unit = QFontMetrics(theme.font(12)).horizontalAdvance(self._unit)
        width = max(heading, figure + unit + theme.px(GAP)) + 2 * theme.px(PADDING)
        return QSize(width, theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box, is_on = QRectF(self.rect()), self.isChecked()
        ground = "accent_soft" if is_on else "hover" if self.underMouse() else "card"
        fill_rounded(painter, box, CARD_RADIUS, theme.color(ground), theme.color("accent" if is_on else "line"))
        if self.hasFocus():
            draw_focus_ring(painter, box, CARD_RADIUS)
        inner = box.adjusted(theme.px(PADDING), theme.px(10), -theme.px(PADDING), -theme.px(8))
        self._paint_heading(painter, QRectF(inner.left(), inner.top(), inner.width(), theme.px(20)))
        self._paint_figure(painter, QRectF(inner.left(), inner.top() + theme.px(22), inner.width(), theme.px(34)))

    def _paint_heading(self, painter: QPainter, box: QRectF) -> None:
        side = theme.px(ICON)
        ink = "muted" if self._is_zero else self._tone
        painter.drawPixmap(
            round(box.right() - side), round(box.center().y() - side / 2), pixmap(self._icon_name, ink, ICON)
        )
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(12))
        words = box.adjusted(0, 0, -side - theme.px(GAP), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())

    def _paint_figure(self, painter: QPainter, box: QRectF) -> None:
        font = theme.font(22, 700)
        painter.setFont(font)
        painter.setPen(theme.color("text" if self._is_zero else self._tone))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.figure)
        width = QFontMetrics(font).horizontalAdvance(self.figure) + theme.px(GAP)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("muted"))
        unit = box.adjusted(0, theme.px(4), -width, 0)
        painter.drawText(unit, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self._unit)
