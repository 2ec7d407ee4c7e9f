"""Paint the program's logo and name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.painted.painting import fill_rounded

SIDE = 56


class Brand(QWidget):
    """Large logo for the entrance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words.APP_NAME)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDE), theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill_rounded(painter, QRectF(self.rect()), theme.px(14), theme.color("accent"))
        painter.setPen(theme.color("on_accent"))
        painter.setFont(theme.font(28, 700))
        painter.drawText(self.rect().adjusted(0, 0, 0, -theme.px(5)), Qt.AlignmentFlag.AlignCenter, words.APP_LETTER)
