"""Paint a filter chip for a list: word, number of rows, and whether it is checked."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dealer_app.domain.money import group_digits
from ui.look.icons import pixmap
from ui.look.palettes import TONES
from ui.look.theme import theme
from ui.texts import head_office as words
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded

HEIGHT, PADDING, GAP, ICON, COUNT_PADDING = 34, 12, 8, 15, 7


class FilterChip(QAbstractButton):
    """Checkable chip; ``tone`` colours the count unless it is zero."""

    def __init__(self, key: str, name: str, icon_name: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.count, self._figure = key, 0, ""
        self._icon_name, self._tone = icon_name, tone
        self.setText(name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_count(0)
        theme.changed.connect(self.updateGeometry)

    def show_count(self, count: int, *, is_more: bool = False) -> None:
        """Show how many rows match the chip; ``is_more``: at least so many."""
        self.count = count
        self._figure = group_digits(count) + ("+" if is_more else "")
        self.setAccessibleName(words.CHIP_NAME.format(name=self.text(), count=self._figure))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        word = QFontMetrics(theme.font(13, 700)).horizontalAdvance(self.text())
        side = theme.px(ICON + 2 * GAP + 2 * PADDING) if self._icon_name else theme.px(GAP + 2 * PADDING)
        return QSize(word + side + self._count_width(), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _count_width(self) -> int:
        width = QFontMetrics(theme.font(12, 700)).horizontalAdvance(self._figure)
        return max(width + theme.px(2 * COUNT_PADDING), theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box, is_on = QRectF(self.rect()), self.isChecked()
        ground = "accent_soft" if is_on else "hover" if self.underMouse() else "card"
        border = theme.color("accent" if is_on else "line")
        fill_rounded(painter, box, theme.px(HEIGHT / 2), theme.color(ground), border)
        if self.hasFocus():
            draw_focus_ring(painter, box, HEIGHT / 2)
        ink = "accent" if is_on else "text"
        right = box.right() - theme.px(PADDING)
        if self._icon_name:
            side = theme.px(ICON)
            mark = pixmap(self._icon_name, ink if is_on else TONES[self._tone][0], ICON)
            painter.drawPixmap(round(right - side), round((box.height() - side) / 2), mark)
            right -= side + theme.px(GAP)
        left = self._paint_count(painter, box)
        painter.setPen(theme.color(ink))
        painter.setFont(theme.font(13, 700 if is_on else 500))
        room = QRectF(left, 0, right - left, box.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())

    def _paint_count(self, painter: QPainter, box: QRectF) -> float:
        ink, ground = theme.tone(self._tone if self.count else "neutral")
        width, height = self._count_width(), theme.px(20)
        tag = QRectF(theme.px(PADDING), (box.height() - height) / 2, width, height)
        fill_rounded(painter, tag, height / 2, ground)
        painter.setPen(ink if self.count else theme.color("muted"))
        painter.setFont(theme.font(12, 700))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self._figure)
        return tag.right() + theme.px(GAP)
