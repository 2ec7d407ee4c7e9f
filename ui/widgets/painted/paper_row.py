"""Paint one paper of a check-list: its state, its name and a switch of three marks."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_app.domain.persian import persian_digits
from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded
from ui.widgets.words.plain import set_tip

HEIGHT, SWITCH, PADDING, SIDE, GAP, RADIUS = 38, 27, 13, 22, 12, 8
KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}
DIGITS = persian_digits("123")


class PaperRow(QWidget):
    """A paper with its mark; left and right, or the keys 1 to 3, choose one of ``marks`` (key, words).

    The last mark means that the paper is missing. ``marked`` fires after each change by the clerk.
    """

    marked = Signal()

    def __init__(self, name: str, marks: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self._marks = name, tuple(marks)
        self.at = len(self._marks) - 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_tip(self, name)
        theme.changed.connect(self.updateGeometry)

    @property
    def mark(self) -> str:
        """Return the key of the chosen mark."""
        return self._marks[self.at][0]

    @property
    def words(self) -> str:
        """Return the words of the chosen mark."""
        return self._marks[self.at][1]

    def choose(self, mark: str) -> None:
        """Choose a mark by its key; an unknown key changes nothing."""
        keys = [key for key, _ in self._marks]
        if mark in keys:
            self.at = keys.index(mark)
            self.update()

    def is_missing(self) -> bool:
        """Return whether the last mark is chosen."""
        return self.at == len(self._marks) - 1

    def _move_to(self, at: int) -> None:
        if at != self.at and 0 <= at < len(self._marks):
            self.at = at
            self.update()
            self.marked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by the arrows (right to left: the first mark is at the right) and by the keys 1 to 3."""
        step = {Qt.Key.Key_Left: 1, Qt.Key.Key_Right: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self._move_to(self.at + step)
        elif Qt.Key(event.key()) in KEYS or (event.text() and event.text() in DIGITS):
            self._move_to(KEYS.get(Qt.Key(event.key()), DIGITS.find(event.text())))
        elif event.key() == Qt.Key.Key_Space:
            self._move_to((self.at + 1) % len(self._marks))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the mark under the mouse."""
        for at, box in enumerate(self._boxes()):
            if box.contains(QPointF(event.position())):
                self._move_to(at)

    def sizeHint(self) -> QSize:
        name = QFontMetrics(theme.font()).horizontalAdvance(self.name)
        return QSize(name + self._switch_width() + theme.px(SIDE + 4 * GAP), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._switch_width() + theme.px(SIDE + 4 * GAP + 60), theme.px(HEIGHT))

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(theme.font(12, 500))
        return [metrics.horizontalAdvance(words) + 2 * theme.px(PADDING) for _, words in self._marks]

    def _switch_width(self) -> int:
        return sum(self._widths())

    def _boxes(self) -> list[QRectF]:
        """Return the places of the marks; the first one is at the right."""
        right, top = float(theme.px(GAP) + self._switch_width()), (self.height() - theme.px(SWITCH)) / 2
        boxes = []
        for width in self._widths():
            right -= width
            boxes.append(QRectF(right, top, width, theme.px(SWITCH)))
        return boxes

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.hasFocus():
            fill_rounded(painter, whole, theme.px(RADIUS), theme.color("accent_soft"))
            draw_focus_ring(painter, whole, RADIUS)
        self._paint_state(painter)
        self._paint_name(painter)
        self._paint_switch(painter)

    def _paint_state(self, painter: QPainter) -> None:
        tone, icon_name = ("amber", "clock") if self.is_missing() else ("green", "check")
        _ink, ground = theme.tone(tone)
        side = theme.px(SIDE)
        circle = QRectF(self.width() - theme.px(GAP) - side, (self.height() - side) / 2, side, side)
        fill_rounded(painter, circle, side / 2, ground)
        mark = pixmap(icon_name, tone, 14)
        inset = (side - theme.px(14)) / 2
        painter.drawPixmap(round(circle.left() + inset), round(circle.top() + inset), mark)

    def _paint_name(self, painter: QPainter) -> None:
        left = theme.px(2 * GAP) + self._switch_width()
        room = QRectF(left, 0, self.width() - left - theme.px(SIDE + 2 * GAP), self.height())
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font())
        name = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, name)

    def _paint_switch(self, painter: QPainter) -> None:
        boxes = self._boxes()
        frame = boxes[-1].united(boxes[0])
        fill_rounded(painter, frame, theme.px(RADIUS), theme.color("card"), theme.color("line"))
        painter.setFont(theme.font(12, 500))
        for at, (box, (_, words)) in enumerate(zip(boxes, self._marks, strict=True)):
            if at == self.at:
                fill_rounded(painter, box, theme.px(RADIUS), theme.color("accent"))
            elif at and at - 1 != self.at:
                painter.setPen(QPen(theme.color("line"), 1))
                painter.drawLine(QPointF(box.right(), box.top()), QPointF(box.right(), box.bottom()))
            painter.setPen(theme.color("on_accent" if at == self.at else "muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
