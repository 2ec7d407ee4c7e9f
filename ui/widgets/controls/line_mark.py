"""Paint the state of the line as a button: a dot (or a warning sign if a person is needed) and words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.texts import head_office as words
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded
from ui.widgets.words.plain import set_tip

HEIGHT, PADDING, GAP, ICON, DOT = 24, 8, 7, 14, 8


class LineMark(QAbstractButton):
    """State of the line: muted while offline is normal, green after a good talk, amber if a person is needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = "muted"
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleDescription(words.BAR_HINT)
        theme.changed.connect(self.updateGeometry)

    def say(self, text: str, tone: str) -> None:
        """Show ``text``; ``tone``: muted, green, accent (a talk is running) or amber (with a warning sign)."""
        self.tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        set_tip(self, f"{text}\n{words.BAR_HINT}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        mark = ICON if self.tone == "amber" else DOT
        width = QFontMetrics(self._font()).horizontalAdvance(self.text())
        return QSize(width + theme.px(mark + GAP + 2 * PADDING), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return a small width, so that large type can elide the text; the tool tip shows it in full."""
        return QSize(min(theme.px(160), self.sizeHint().width()), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box, is_amber = QRectF(self.rect()), self.tone == "amber"
        if is_amber or self.underMouse():
            fill_rounded(painter, box, theme.px(6), theme.color("amber_soft" if is_amber else "hover"))
        if self.hasFocus():
            draw_focus_ring(painter, box, 6)
        side = theme.px(ICON if is_amber else DOT)
        right = self.width() - theme.px(PADDING)
        top = (self.height() - side) / 2
        if is_amber:
            painter.drawPixmap(right - side, round(top), pixmap("triangle-alert", "amber", ICON))
        else:
            fill_rounded(painter, QRectF(right - side, top, side, side), side / 2, theme.color(self.tone))
        painter.setPen(theme.color("amber" if is_amber else "muted"))
        painter.setFont(self._font())
        left = theme.px(PADDING)
        room = QRectF(left, 0, right - side - theme.px(GAP) - left, self.height())
        shown = QFontMetrics(self._font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def _font(self) -> QFont:
        return theme.font(12, 500 if self.tone == "amber" else 400)
