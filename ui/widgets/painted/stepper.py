"""Paint the stages of an order in one row: done, current and remaining; the first step is at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import icons
from ui.look.theme import theme
from ui.texts import customer_file as texts

RADIUS = 10
LARGEST, SMALLEST = 12, 7
"""Type sizes of the labels, in pixels at 100 %."""
_HALO = 4
_GAP = 4


def _px(length: int) -> int:
    return theme.px(length)


class Stepper(QWidget):
    """Steps with ``labels``; ``current`` is -1 if the order is outside the regular stages."""

    def __init__(self, labels: Sequence[str], current: int, *, is_complete: bool = False) -> None:
        super().__init__()
        self._labels = tuple(labels)
        self._current = current
        self._is_complete = is_complete
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_current(current, is_complete=is_complete)

    def set_current(self, current: int, *, is_complete: bool = False) -> None:
        """Set the current step (from 0); ``is_complete`` ticks that step as well."""
        self._current = current
        self._is_complete = is_complete
        self.setAccessibleName(self._spoken())
        self.update()

    def is_done(self, index: int) -> bool:
        """Return whether step ``index`` is done."""
        return index < self._current or (self._is_complete and index == self._current)

    def _spoken(self) -> str:
        if not 0 <= self._current < len(self._labels):
            return texts.STEPPER_ASIDE
        from dealer_app.domain.persian import persian_digits

        return texts.STEPPER_AT.format(
            step=persian_digits(str(self._current + 1)),
            steps=persian_digits(str(len(self._labels))),
            label=self._labels[self._current],
        )

    def _centre(self, index: int) -> QPointF:
        step = self.width() / len(self._labels)
        return QPointF(self.width() - step * (index + 0.5), _px(RADIUS + _HALO) + 1)

    def _paint_line(self, painter: QPainter, index: int) -> None:
        from_x = self._centre(index).x() - _px(RADIUS + _HALO)
        to_x = self._centre(index + 1).x() + _px(RADIUS + _HALO)
        painter.setPen(QPen(theme.color("accent" if self.is_done(index) else "line"), 2))
        height = self._centre(index).y()
        painter.drawLine(QPointF(from_x, height), QPointF(to_x, height))

    def _paint_circle(self, painter: QPainter, index: int) -> None:
        centre = self._centre(index)
        if self.is_done(index):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(centre, _px(RADIUS), _px(RADIUS))
            tick = icons.pixmap("check", "on_accent", 14)
            side = theme.px(14)
            painter.drawPixmap(QPointF(centre.x() - side / 2, centre.y() - side / 2), tick)
            return
        is_here = index == self._current
        if is_here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawEllipse(centre, _px(RADIUS + _HALO), _px(RADIUS + _HALO))
        painter.setPen(QPen(theme.color("accent" if is_here else "line"), 2))
        painter.setBrush(theme.color("card"))
        painter.drawEllipse(centre, _px(RADIUS) - 1, _px(RADIUS) - 1)

    def _paint_label(self, painter: QPainter, index: int) -> None:
        is_here = index == self._current
        painter.setFont(self._font(self.width(), is_bold=is_here))
        painter.setPen(theme.color("accent" if is_here else "muted"))
        step = self.width() / len(self._labels)
        centre = self._centre(index)
        top = centre.y() + _px(RADIUS + _HALO) + 2
        painter.drawText(
            QRectF(centre.x() - step / 2, top, step, self.height() - top),
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
            self._labels[index],
        )

    def _font(self, width: int, *, is_bold: bool) -> QFont:
        """Return the font of the labels, smaller in a narrow place, so that the longest word fits under its circle."""
        pixels = LARGEST
        while pixels > SMALLEST and self._longest_word(pixels) > width / len(self._labels):
            pixels -= 1
        return theme.font(pixels, 700 if is_bold else 400)

    def _longest_word(self, pixels: int) -> int:
        metrics = QFontMetrics(theme.font(pixels, 700))
        return max(metrics.horizontalAdvance(word) for label in self._labels for word in label.split())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the circles and of all lines of the labels below."""
        metrics = QFontMetrics(self._font(width, is_bold=True))
        room = QRect(0, 0, width // len(self._labels), _px(1000))
        tallest = max(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, label).height() for label in self._labels)
        return 2 * _px(RADIUS + _HALO) + _px(_GAP) + tallest

    def sizeHint(self) -> QSize:
        """Return the size of the circles and one row of labels below."""
        return QSize(480, 2 * _px(RADIUS + _HALO) + _px(_GAP + 16))

    def minimumSizeHint(self) -> QSize:
        """Return a minimum size that keeps the height of the labels."""
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint connectors, circles and labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(len(self._labels) - 1):
            self._paint_line(painter, index)
        for index in range(len(self._labels)):
            self._paint_circle(painter, index)
            self._paint_label(painter, index)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Update the height after a change of the type size."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()
        super().changeEvent(event)
