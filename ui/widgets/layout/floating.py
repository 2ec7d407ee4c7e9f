"""Paint a floating card with a soft shadow over the window (results, palette, help)."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look.theme import CARD_RADIUS, theme
from ui.widgets.painted.painting import fill_rounded

SHADOW = 18


class FloatingSheet(QWidget):
    """Card that is hidden until shown; add widgets to ``column``. Its outer margin is the space of the shadow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SHADOW + 6, SHADOW + 6, SHADOW + 6, SHADOW + 6)
        self.column.setSpacing(0)
        theme.changed.connect(self.update)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shadow in thin layers, then the sheet."""
        painter = QPainter(self)
        sheet = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        shade = theme.color("shadow")
        shade.setAlpha(12 if theme.is_dark else 3)
        for spread in range(SHADOW, 0, -2):
            layer = sheet.adjusted(-spread, -spread + 6, spread, min(spread + 4, SHADOW))
            fill_rounded(painter, layer, CARD_RADIUS + spread, shade)
        fill_rounded(painter, sheet, CARD_RADIUS, theme.color("card"), theme.color("line"))
