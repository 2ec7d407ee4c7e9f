"""Record the words that a widget paints: where each stands, and the rectangle to which Qt clips it."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

_DPI, _DEPTH, _SCALED_RATIO = 96, 32, 65_536


@dataclass(frozen=True, slots=True)
class Word:
    """A painted text: its ink, in pixels of the widget, and the part of the widget in which it is seen."""

    text: str
    ink: QRectF
    seen: QRectF


class _Engine(QPaintEngine):
    """Keeps texts and drops everything else."""

    def __init__(self, size: QSize) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.words: list[Word] = []
        self._whole = QRectF(QPointF(), size.toSizeF())
        self._clip = self._whole
        self._transform = QTransform()

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        dirty = state.state()
        if dirty & QPaintEngine.DirtyFlag.DirtyTransform:
            self._transform = state.transform()
        if dirty & QPaintEngine.DirtyFlag.DirtyClipRegion:
            self._take_clip(QRectF(state.clipRegion().boundingRect()), state.clipOperation())
        if dirty & QPaintEngine.DirtyFlag.DirtyClipPath:
            self._take_clip(state.clipPath().boundingRect(), state.clipOperation())
        if dirty & QPaintEngine.DirtyFlag.DirtyClipEnabled and not state.isClipEnabled():
            self._clip = self._whole

    def _take_clip(self, box: QRectF, operation: Qt.ClipOperation) -> None:
        box = self._transform.mapRect(box)
        if operation is Qt.ClipOperation.NoClip:
            self._clip = self._whole
        elif operation is Qt.ClipOperation.IntersectClip:
            self._clip = self._clip.intersected(box)
        else:
            self._clip = box

    def drawTextItem(self, at: Any, item: QTextItem) -> None:  # Any: Qt passes a QPointF
        ink = _ink(item).translated(at)
        if not ink.isEmpty():
            seen = self._clip.intersected(self._whole)
            self.words.append(Word(item.text(), self._transform.mapRect(ink), seen))

    def drawPixmap(self, *_what: object) -> None:
        """Drop the picture."""

    def drawImage(self, *_what: object) -> None:
        """Drop the picture."""

    def drawPath(self, *_what: object) -> None:
        """Drop the shape."""

    def drawPolygon(self, *_what: object) -> None:
        """Drop the shape."""

    def drawRects(self, *_what: object) -> None:
        """Drop the shape."""

    def drawLines(self, *_what: object) -> None:
        """Drop the shape."""

    def drawEllipse(self, *_what: object) -> None:
        """Drop the shape."""

    def drawPoints(self, *_what: object) -> None:
        """Drop the shape."""

    def drawTiledPixmap(self, *_what: object) -> None:
        """Drop the picture."""


def _ink(item: QTextItem) -> QRectF:
    """Return the ink of a text relative to its left end; the last spaces of a Persian text stand there."""
    metrics, text = QFontMetricsF(item.font()), item.text()
    is_persian = bool(item.renderFlags() & QTextItem.RenderFlag.RightToLeft)
    before = text[len(text.rstrip()) :] if is_persian else text[: len(text) - len(text.lstrip())]
    return metrics.tightBoundingRect(text.strip()).translated(metrics.horizontalAdvance(before), 0)


class _Sheet(QPaintDevice):
    """Paint device without pixels."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._size = size
        self.engine = _Engine(size)

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        kinds = QPaintDevice.PaintDeviceMetric
        known = {
            kinds.PdmWidth: self._size.width(),
            kinds.PdmHeight: self._size.height(),
            kinds.PdmWidthMM: self._size.width(),
            kinds.PdmHeightMM: self._size.height(),
            kinds.PdmNumColors: 2**24,
            kinds.PdmDepth: _DEPTH,
            kinds.PdmDevicePixelRatio: 1,
            kinds.PdmDevicePixelRatioScaled: _SCALED_RATIO,
        }
        return known.get(metric, _DPI)


def words_of(widget: QWidget) -> list[Word]:
    """Return the words that ``widget`` itself paints; its children are left out."""
    sheet = _Sheet(widget.size())
    widget.render(sheet, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
    return sheet.engine.words
