"""Paint a badge: a short word in a tone, with an icon so that the meaning does not depend on colour alone."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.palettes import TONES
from ui.look.theme import theme
from ui.widgets.painted.painting import fill_rounded

HEIGHT, PADDING, GAP, ICON, LEAST_WIDTH = 22, 9, 5, 14, 130
WRAPPED = Qt.TextFlag.TextWordWrap


class Badge(QWidget):
    """Badge such as «۳ روز تا پایان مهلت واریز»; ``tone``: neutral, accent, amber, red, green."""

    def __init__(
        self, text: str = "", tone: str = "neutral", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.text, self.tone, self.icon_name = text, tone, icon_name
        self.show_words(text, tone, icon_name)
        theme.changed.connect(self._on_theme_changed)

    def show_words(self, text: str, tone: str = "neutral", icon_name: str = "") -> None:
        """Show another text, tone and icon; an empty text does not hide the badge."""
        self.text, self.tone, self.icon_name = text, tone, icon_name
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size with enough width for the words and the icon."""
        words = QFontMetrics(theme.font(12, 500)).horizontalAdvance(self.text)
        mark = theme.px(ICON + GAP) if self.icon_name else 0
        return QSize(words + mark + 2 * theme.px(PADDING), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the full size of a short badge; the words of a long one wrap in a narrow place."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(LEAST_WIDTH)), hint.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        if width >= self.sizeHint().width():
            return theme.px(HEIGHT)
        room = QRect(0, 0, self._words_box(width).width(), theme.px(1000))
        lines = QFontMetrics(theme.font(12, 500)).boundingRect(room, WRAPPED, self.text)
        return lines.height() + theme.px(HEIGHT) - QFontMetrics(theme.font(12, 500)).height()

    def _words_box(self, width: int) -> QRect:
        mark = theme.px(ICON + GAP) if self.icon_name else 0
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = QRect(0, 0, width, self.height()).adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        return inner.adjusted(0 if is_rtl else mark, 0, -mark if is_rtl else 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint background, icon (at the right) and words."""
        painter = QPainter(self)
        ink, ground = theme.tone(self.tone)
        fill_rounded(painter, QRectF(self.rect()), theme.px(6), ground)
        inner = self.rect().adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        if self.icon_name:
            side = theme.px(ICON)
            is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = inner.right() + 1 - side if is_rtl else inner.left()
            painter.drawPixmap(left, (self.height() - side) // 2, pixmap(self.icon_name, TONES[self.tone][0], ICON))
        painter.setPen(ink)
        painter.setFont(theme.font(12, 500))
        wraps = WRAPPED if self.width() < self.sizeHint().width() else 0
        painter.drawText(self._words_box(self.width()), int(Qt.AlignmentFlag.AlignCenter) | int(wraps), self.text)
