"""A round initial beside a name, so that the eye finds the person."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import theme


class Avatar(QWidget):
    """The first letter of ``name`` on a soft disc; ``side`` in pixels of the 100 % drawing."""

    def __init__(self, name: str = "", side: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._side = name, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(theme.px(self._side), theme.px(self._side))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint disc and letter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font(round(self._side * 0.4), 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._name[:1])
