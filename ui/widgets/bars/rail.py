"""Paint the navigation rail: an icon and a word for each page of the counter."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded
from ui.widgets.words.plain import set_tip

WIDTH, ENTRY_HEIGHT, LEAST_HEIGHT, SHORT_HEIGHT, MARK = 76, 52, 44, 24, 40
MARGINS, SPACING = (7, 10, 6, 8), 2


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One entry: ``key`` is its name, ``run`` opens its page; ``is_at_bottom`` places it at the bottom."""

    key: str
    word: str
    icon: str
    run: Callable[[], object]
    is_at_bottom: bool = False


class RailButton(QAbstractButton):
    """Button of a rail entry, lit while its page is in front; ``is_short``: only its icon, the word is its tool tip."""

    def __init__(self, entry: RailEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setText(entry.word)
        self.setAccessibleName(entry.word)
        set_tip(self, entry.word)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.clicked.connect(entry.run)
        self.badge, self.tone = "", "red"
        self.is_short = False

    def show_badge(self, text: str, name: str, tone: str = "red") -> None:
        """Show a small figure beside the icon, "" for none; ``name`` is what a screen reader says."""
        self.badge, self.tone = text, tone
        self.setAccessibleName(name)
        set_tip(self, name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of one entry."""
        return QSize(theme.px(WIDTH) - 12, theme.px(LEAST_HEIGHT if self.is_short else ENTRY_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size: only the icon."""
        return QSize(theme.px(WIDTH) - 12, theme.px(SHORT_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint background, icon and word."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            fill_rounded(painter, box, theme.px(10), theme.color("accent_soft" if self.isChecked() else "hover"))
        if self.hasFocus():
            draw_focus_ring(painter, box, 10)
        ink = "accent" if self.isChecked() else "muted"
        side = theme.px(20)
        least = theme.px(LEAST_HEIGHT)
        top = round((self.height() - (side if self.is_short else least)) / 2 + (0 if self.is_short else theme.px(3)))
        painter.drawPixmap((self.width() - side) // 2, top, pixmap(self.entry.icon, ink, 20))
        self._paint_badge(painter, (self.width() - side) / 2, top)
        if self.is_short:
            return
        painter.setPen(theme.color(ink))
        painter.setFont(theme.font(11, 700 if self.isChecked() else 400))
        lower = QRect(0, top + side, self.width(), least - theme.px(3) - side)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, self.text())

    def _paint_badge(self, painter: QPainter, left: float, top: float) -> None:
        """Paint the figure over the left upper corner of the icon."""
        if not self.badge:
            return
        font = theme.font(10, 700)
        height = theme.px(15)
        width = max(QFontMetrics(font).horizontalAdvance(self.badge) + theme.px(7), height)
        tag = QRectF(left - width / 2, top - theme.px(3), width, height)
        fill_rounded(painter, tag, height / 2, theme.color(self.tone))
        painter.setPen(theme.color("card"))
        painter.setFont(font)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self.badge)


class Rail(QWidget):
    """Column of rail entries under the program's logo; a low window with large type shows icons without words."""

    def __init__(self, entries: tuple[RailEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words.RAIL)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(SPACING)
        self._mark_room = QSpacerItem(0, MARK)
        column.addSpacerItem(self._mark_room)
        self.buttons = {entry.key: RailButton(entry, self) for entry in entries}
        upper = [self.buttons[entry.key] for entry in entries if not entry.is_at_bottom]
        lower = [self.buttons[entry.key] for entry in entries if entry.is_at_bottom]
        for button in upper:
            column.addWidget(button)
        column.addStretch(1)
        for button in lower:
            column.addWidget(button)
        theme.changed.connect(self._resize)
        self._resize()

    def light(self, key: str) -> None:
        """Light the entry with ``key``; an unknown key lights none."""
        for name, button in self.buttons.items():
            button.setChecked(name == key)

    def _resize(self) -> None:
        self.setFixedWidth(theme.px(WIDTH))
        self._mark_room.changeSize(0, theme.px(MARK + 10))
        entries = len(self.buttons) * (theme.px(LEAST_HEIGHT) + SPACING)
        is_short = self.height() < theme.px(MARK + 10) + MARGINS[1] + MARGINS[3] + entries
        for button in self.buttons.values():
            button.is_short = is_short
            button.updateGeometry()
        self._column.invalidate()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show or hide the words."""
        super().resizeEvent(event)
        self._resize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, the hairline next to the content, and the program's logo."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("card"))
        painter.setPen(theme.color("line"))
        edge = 0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 1
        painter.drawLine(edge, 0, edge, self.height())
        side = theme.px(MARK)
        mark = QRectF((self.width() - side) / 2, theme.px(10), side, side)
        fill_rounded(painter, mark, theme.px(10), theme.color("accent"))
        painter.setPen(theme.color("on_accent"))
        painter.setFont(theme.font(20, 700))
        painter.drawText(mark.adjusted(0, 0, 0, -theme.px(4)), Qt.AlignmentFlag.AlignCenter, words.APP_LETTER)
