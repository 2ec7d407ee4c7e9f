"""Paint the progress through a few steps: small words, each under a bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import theme
from ui.widgets.painted.painting import fill_rounded


class Steps(QWidget):
    """Progress bars; ``show_at`` fills the steps up to the current one."""

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names, self._at = names, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_at(self, step: int) -> None:
        """Set the current step, from 0."""
        self._at = step
        self.setAccessibleName(self._names[step])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        gap = theme.px(8)
        width = (self.width() - gap * (len(self._names) - 1)) / len(self._names)
        for place, name in enumerate(self._names):
            left = self.width() - width - place * (width + gap)
            bar = QRectF(left, 0, width, theme.px(4))
            fill_rounded(painter, bar, theme.px(2), theme.color("accent" if place <= self._at else "line"))
            painter.setPen(theme.color("accent" if place == self._at else "muted"))
            painter.setFont(theme.font(12, 700 if place == self._at else 400))
            box = QRectF(left, theme.px(6), width, self.height() - theme.px(6))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, name)
