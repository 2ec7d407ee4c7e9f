"""Paint a card: a sheet with a hairline border that groups related widgets."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.look.theme import CARD_RADIUS, theme
from ui.widgets.painted.painting import fill_rounded


class Card(QFrame):
    """Rounded sheet; set a layout on it, or use ``column`` / ``row``."""

    def __init__(self, parent: QWidget | None = None, *, ground: str = "card", border: str = "line") -> None:
        super().__init__(parent)
        self._ground = ground
        self._border = border
        theme.changed.connect(self.update)

    def column(self, *, margin: int = 16, gap: int = 8) -> QVBoxLayout:
        """Lay this card out as a column and return its layout."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(gap)
        return layout

    def row(self, *, margin: int = 16, gap: int = 8) -> QHBoxLayout:
        """Lay this card out as a row and return its layout."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(gap)
        return layout

    def set_ground(self, ground: str, border: str = "line") -> None:
        """Change the colour tokens of the sheet and its border; "" omits a part."""
        self._ground, self._border = ground, border
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet."""
        painter = QPainter(self)
        ground = theme.color(self._ground) if self._ground else None
        border = theme.color(self._border) if self._border else None
        fill_rounded(painter, QRectF(self.rect()), CARD_RADIUS, ground, border)
