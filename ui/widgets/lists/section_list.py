"""List the sections of a form: the current one, the completed ones and those with errors."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.look import icons
from ui.look.theme import theme
from ui.texts import registration as texts
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded


class Mark(StrEnum):
    """State of a section."""

    OPEN = "open"
    DONE = "done"
    WRONG = "wrong"


PADDING, ICON, HEIGHT, SCROLL_BAR = 12, 16, 38, 14
ICONS = {Mark.DONE: ("check", "green"), Mark.WRONG: ("triangle-alert", "red")}


class SectionButton(QPushButton):
    """Button of one section: word at the right, mark at the left; the current one has a soft background."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words)
        self.key = key
        self.mark = Mark.OPEN
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_mark(Mark.OPEN)
        theme.changed.connect(self.updateGeometry)

    def set_mark(self, mark: Mark) -> None:
        """Show the state of the section as an icon and in its accessible name."""
        self.mark = mark
        names = {Mark.DONE: texts.SECTION_DONE, Mark.WRONG: texts.SECTION_WRONG}
        self.setAccessibleName(names.get(mark, "{section}").format(section=self.text()))
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font(weight=700)).horizontalAdvance(self.text())
        return QSize(words + theme.px(2 * PADDING + ICON + 8), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            fill_rounded(painter, QRectF(self.rect()), theme.px(8), theme.color(ground))
        if self.hasFocus():
            draw_focus_ring(painter, QRectF(self.rect()), 8)
        name, token = ICONS.get(self.mark, ("", ""))
        side, padding = theme.px(ICON), theme.px(PADDING)
        if name:
            painter.drawPixmap(padding, (self.height() - side) // 2, icons.pixmap(name, token, ICON))
        painter.setPen(theme.color("accent" if self.isChecked() else "text"))
        painter.setFont(theme.font(weight=700 if self.isChecked() else 400))
        room = self.rect().adjusted(padding + (side if name else 0), 0, -padding, 0)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
        painter.end()


class SectionList(QWidget):
    """All sections; ``chosen`` carries the key of the clicked one."""

    chosen = Signal(str)

    def __init__(self, sections: Mapping[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(texts.SECTION_LIST)
        self.buttons = {key: SectionButton(key, words) for key, words in sections.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            column.addWidget(button)
        column.addStretch(1)

    def wanted_width(self) -> int:
        """Return the width of the longest words, with room for a scroll bar."""
        return self.sizeHint().width() + theme.px(SCROLL_BAR)

    def show_at(self, key: str) -> None:
        """Mark section ``key`` as the current one."""
        self.buttons[key].setChecked(True)

    def mark(self, key: str, mark: Mark) -> None:
        """Show the state of section ``key``."""
        self.buttons[key].set_mark(mark)
