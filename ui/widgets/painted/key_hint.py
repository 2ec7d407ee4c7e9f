"""Paint a key and the word for its action: «Enter باز کن»."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import theme
from ui.widgets.painted.painting import draw_key_cap, key_cap_width


class KeyHint(QWidget):
    """Small key cap with a word."""

    def __init__(self, key: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.word = key, word
        self.setAccessibleName(f"{key} {word}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size of key cap and word."""
        word = QFontMetrics(theme.font(12)).horizontalAdvance(self.word)
        return QSize(key_cap_width(self.key) + word + theme.px(8), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Return the full size, so that nothing is cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key at the right and the word after it."""
        painter = QPainter(self)
        cap = key_cap_width(self.key)
        draw_key_cap(
            painter, self.width() - cap, self.height() / 2, self.key, theme.color("muted"), theme.color("card")
        )
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(12))
        box = self.rect().adjusted(0, 0, -cap - theme.px(6), 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.word)
