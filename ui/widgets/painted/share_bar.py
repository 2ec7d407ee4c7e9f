"""Paint a bar that shows how much of an amount is paid."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look.theme import theme
from ui.widgets.words.plain import set_tip

BAR_HEIGHT = 6


class ShareBar(QWidget):
    """Bar with ``share`` from 0 to 1, filled from the right; ``name`` is its accessible text."""

    def __init__(self, share: float, name: str) -> None:
        super().__init__()
        self._share = min(max(share, 0.0), 1.0)
        self.setAccessibleName(name)
        set_tip(self, name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a thin size; the layout sets the width."""
        return QSize(160, BAR_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return a minimum size that keeps the bar visible."""
        return QSize(40, BAR_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the whole bar, then the paid part over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(whole, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        painter.setClipPath(outline)
        painter.fillRect(whole, theme.color("line"))
        width = whole.width() * self._share
        painter.fillRect(QRectF(whole.right() - width, whole.top(), width, whole.height()), theme.color("accent"))
        painter.end()
