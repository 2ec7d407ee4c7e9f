"""Show the events of a file, newest first, with buttons to print their papers again."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.look import icons
from ui.look.theme import theme
from ui.widgets.painted.badge import Badge
from ui.widgets.words.directed import from_right
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

SIDE = 28


@dataclass(frozen=True, slots=True)
class Action:
    """Small button of an event: icon, words (tool tip and accessible name), and the key that ``asked`` carries."""

    icon: str
    words: str
    key: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the timeline and its actions (print again)."""

    icon: str
    title: str
    subtitle: str
    mark: str = ""
    is_mark_amber: bool = False
    actions: tuple[Action, ...] = ()


class EventSign(QWidget):
    """Icon of an event on a soft square, with a connector to the next one."""

    def __init__(self, icon: str, *, is_last: bool) -> None:
        super().__init__()
        self._icon = icon
        self._is_last = is_last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDE), theme.px(SIDE + 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(SIDE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("field"))
        painter.drawRoundedRect(QRectF(0, 0, side, side), 8, 8)
        drawn = theme.px(15)
        painter.drawPixmap(QPointF((side - drawn) / 2, (side - drawn) / 2), icons.pixmap(self._icon, "muted", 15))
        if not self._is_last:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(side / 2, side + 4), QPointF(side / 2, self.height() - 4))
        painter.end()


class EventRow(QWidget):
    """Row of an event: icon, title with its badge, subtitle, and the buttons."""

    asked = Signal(str)

    def __init__(self, event: Event, *, is_last: bool) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(EventSign(event.icon, is_last=is_last))
        row.addLayout(self._words(event), 1)
        for action in event.actions:
            row.addWidget(self._button(action), 0, Qt.AlignmentFlag.AlignTop)

    def _words(self, event: Event) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(6)
        title = make_label(from_right(event.title), wraps=True)
        head.addWidget(title, 0 if event.mark else 1)
        if event.mark:
            head.addWidget(
                Badge(event.mark, "amber" if event.is_mark_amber else "neutral"), 0, Qt.AlignmentFlag.AlignTop
            )
            head.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.setContentsMargins(0, 0, 0, 8)
        column.addLayout(head)
        column.addWidget(make_label(from_right(event.subtitle), "small", wraps=True))
        column.addStretch(1)
        return column

    def _button(self, action: Action) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(action.icon, "muted", 15))
        button.setIconSize(QSize(theme.px(15), theme.px(15)))
        set_tip(button, action.words)
        button.setAccessibleName(action.words)
        button.clicked.connect(lambda: self.asked.emit(action.key))
        return button


class Timeline(QWidget):
    """List of events; ``asked`` carries the key of the action that was clicked."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines: list[EventRow] = []
        self._column.addStretch(1)

    def show_events(self, events: Sequence[Event]) -> None:
        """Replace the shown events."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [EventRow(event, is_last=event is events[-1]) for event in events]
        for index, line in enumerate(self._lines):
            line.asked.connect(self.asked)
            self._column.insertWidget(index, line)
