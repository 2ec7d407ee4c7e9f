"""Show the pages of a paper: each page whole, or as wide as the view for reading."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.look.theme import theme
from ui.widgets.painted.painting import fill_rounded

MARGIN, GAP, SHADOW = 14, 18, 8


class _Sheets(QWidget):
    """Pages one below the other, scaled smoothly."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: tuple[QImage, ...] = ()
        self.words = ""
        self.places: tuple[QRect, ...] = ()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill_rounded(painter, QRectF(self.rect()), 12, theme.color("paper_well"))
        if not self.pages:
            painter.setPen(theme.color("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, place in zip(self.pages, self.places, strict=True):
            _paint_shadow(painter, place)
            ratio = self.devicePixelRatioF()
            size = QSize(round(place.width() * ratio), round(place.height() * ratio))
            # Two steps of smooth scaling keep thin strokes and bars of a reduced page readable.
            shown = page.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            painter.drawImage(place, shown)
        painter.end()


class PaperSheets(QScrollArea):
    """Scroll area with the pages; ``set_zoomed`` switches between whole page and full width."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheets")  # its focus is shown by the style
        self._is_zoomed = False
        self._sheets = _Sheets()
        self.setWidget(self._sheets)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._sheets.update)

    @property
    def pages(self) -> tuple[QImage, ...]:
        """Return the pages that are shown."""
        return self._sheets.pages

    def say(self, words: str) -> None:
        """Show text instead of pages."""
        self._sheets.pages, self._sheets.words = (), words
        self._place()

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show these pages, starting at the first."""
        self._sheets.pages = tuple(pages)
        self._place()
        self.verticalScrollBar().setValue(0)

    def set_zoomed(self, is_zoomed: bool) -> None:
        """Show the page at the width of the view (True) or whole (False)."""
        self._is_zoomed = is_zoomed
        self._place()

    def _place(self) -> None:
        room = self.viewport().size()
        top, places = MARGIN, []
        for page in self._sheets.pages:
            size = self._size_of(page, room)
            places.append(QRect((room.width() - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + GAP
        self._sheets.places = tuple(places)
        self._sheets.resize(room.width(), max(room.height(), top - GAP + MARGIN))
        self._sheets.update()

    def _size_of(self, page: QImage, room: QSize) -> QSize:
        width, height = room.width() - 2 * MARGIN, room.height() - 2 * MARGIN
        scale = width / page.width()
        if not self._is_zoomed:
            scale = min(scale, height / page.height())
        return QSize(max(round(page.width() * scale), 1), max(round(page.height() * scale), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


def _paint_shadow(painter: QPainter, place: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(SHADOW, 0, -1):
        shade = QColor(theme.color("shadow"))
        shade.setAlpha(3 + (SHADOW - step))
        painter.setBrush(shade)
        painter.drawRoundedRect(place.adjusted(-step, -step + 2, step, step + 2), step, step)
