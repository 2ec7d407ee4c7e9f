"""Paint a round initial beside a name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import theme


class Avatar(QWidget):
    """First letter of ``name`` on a soft disc; ``side`` in pixels at 100 % scale."""

    def __init__(self, name: str = "", side: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._side = name, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_name(self, name: str) -> None:
        """Show the initial of another person."""
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square size."""
        return QSize(theme.px(self._side), theme.px(self._side))

    def minimumSizeHint(self) -> QSize:
        """Return the full size, so that the disc is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc and the letter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font(round(self._side * 0.4), 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._name[:1])
