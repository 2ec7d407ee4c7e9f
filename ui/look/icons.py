"""Paint Lucide's outline icons in a colour of the theme, sharp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.look.theme import RESOURCES, theme


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    drawn = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return drawn.replace('stroke-width="2"', 'stroke-width="1.8"')


@lru_cache(maxsize=512)
def _rendered(name: str, color: str, side: int, ratio: float, *, mirrored: bool) -> QPixmap:
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    if mirrored:
        painter.translate(drawn.width(), 0)
        painter.scale(-1, 1)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def pixmap(name: str, color: str = "text", side: int = 18, *, mirrored: bool = False) -> QPixmap:
    """Return icon ``name`` in the colour of token ``color``; ``side`` in pixels at 100 % scale.

    ``mirrored`` flips icons with a direction (arrows, leaving).
    """
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    return _rendered(name, theme.hex(color), theme.px(side), ratio, mirrored=mirrored)


def icon(name: str, color: str = "text", side: int = 18) -> QIcon:
    """Return icon ``name`` as a QIcon in the colour of token ``color``."""
    return QIcon(pixmap(name, color, side))
