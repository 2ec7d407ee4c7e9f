"""Paint one step of a short list: a round mark with its number or a tick, words, and a value."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_app.domain.persian import persian_digits
from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label, set_kind

SIDE, TICK = 24, 14
SIGNS = {"done": ("check", "green"), "wrong": ("x", "red")}


class StepMark(QWidget):
    """Disc with the number of a step; a step that is done has a tick, the present one the accent colour."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._state = number, "later"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_state(self, state: str) -> None:
        """Show that the step is ``later``, ``now``, ``done`` or ``wrong``."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDE), theme.px(SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        grounds = {"later": "neutral_soft", "now": "accent", "done": "green_soft", "wrong": "red_soft"}
        painter.setBrush(theme.color(grounds[self._state]))
        painter.drawEllipse(QRectF(self.rect()))
        if self._state in SIGNS:
            side = theme.px(TICK)
            corner = QPointF((self.width() - side) / 2, (self.height() - side) / 2)
            painter.drawPixmap(corner, pixmap(*SIGNS[self._state], TICK))
            return
        painter.setPen(theme.color("on_accent" if self._state == "now" else "muted"))
        painter.setFont(theme.font(12, 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, persian_digits(str(self._number)))


class StepRow(QWidget):
    """One row: the mark, the name of the step, its value in bold, and a small word at the left end."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._name = name
        self.mark = StepMark(number)
        self.name = make_label(name, "body", wraps=True)
        self.value = make_label("", "strong", wraps=True)
        self.after = make_label("", "small")
        self.room = QHBoxLayout(self)
        self.room.setContentsMargins(0, 4, 0, 4)
        self.room.setSpacing(12)
        self.room.addWidget(self.mark)
        self.room.addWidget(self.name)
        self.room.addWidget(self.value, 1)
        self.room.addWidget(self.after)

    def say(self, state: str, *, name: str = "", value: str = "", after: str = "") -> None:
        """Show the state, another name of the step, its value (a code keeps its direction) and the small word."""
        self.mark.show_state(state)
        self.name.setText(name or self._name)
        set_kind(self.name, "kind", "muted" if state == "later" else "body")
        self.value.setText(directed(value))
        self.value.setVisible(bool(value))
        self.room.setStretchFactor(self.name, 0 if value else 1)
        self.after.setText(after)
        self.setAccessibleName(" ".join(part for part in (name or self._name, value, after) if part))
