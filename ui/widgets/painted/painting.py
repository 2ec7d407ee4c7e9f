"""Draw shapes that the painted widgets share: rounded backgrounds, key caps, focus rings."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ui.look.theme import RADIUS, theme

KEY_CAP_HEIGHT, KEY_CAP_PADDING = 19, 7


def fill_rounded(
    painter: QPainter, rect: QRectF, radius: float, ground: QColor | None, border: QColor | None = None
) -> None:
    """Fill a rounded rectangle with an inner hairline; ``None`` omits that part."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1) if border else Qt.PenStyle.NoPen)
    painter.setBrush(ground or Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5) if border else rect
    painter.drawRoundedRect(inner, radius, radius)


def draw_focus_ring(painter: QPainter, rect: QRectF, radius: float = RADIUS) -> None:
    """Draw the focus ring just inside ``rect``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("text"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), theme.px(radius), theme.px(radius))


def key_cap_width(key: str) -> int:
    """Return the width of a key cap that shows ``key``, in pixels."""
    return QFontMetrics(theme.font(11, 500)).horizontalAdvance(key) + 2 * theme.px(KEY_CAP_PADDING)


def draw_key_cap(painter: QPainter, left: float, middle: float, key: str, ink: QColor, ground: QColor) -> None:
    """Draw a small key at ``left``, centered on height ``middle``, with a stronger lower edge."""
    height = theme.px(KEY_CAP_HEIGHT)
    cap = QRectF(left, middle - height / 2, key_cap_width(key), height)
    edge = QColor(ink)
    edge.setAlpha(90)
    fill_rounded(painter, cap, 5, ground, edge)
    painter.setPen(QPen(edge, 1))
    painter.drawLine(cap.bottomLeft() + QPointF(4, -1.5), cap.bottomRight() + QPointF(-4, -1.5))
    painter.setPen(ink)
    painter.setFont(theme.font(11, 500))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
