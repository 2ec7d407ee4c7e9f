"""Paint a badge: a short word in a tone, with an icon so that the meaning does not depend on colour alone."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.palettes import TONES
from ui.look.theme import theme
from ui.widgets.painted.painting import fill_rounded

HEIGHT, PADDING, GAP, ICON = 22, 9, 5, 14


class Badge(QWidget):
    """Badge such as «۳ روز تا پایان مهلت واریز»; ``tone``: neutral, accent, amber, red, green."""

    def __init__(
        self, text: str = "", tone: str = "neutral", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
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
        """Return the full size, so that the badge is never cut."""
        return self.sizeHint()

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
            gap = side + theme.px(GAP)
            inner.adjust(0 if is_rtl else gap, 0, -gap if is_rtl else 0, 0)
        painter.setPen(ink)
        painter.setFont(theme.font(12, 500))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, self.text)
