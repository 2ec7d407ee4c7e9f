"""Paint a PIN field as six boxes; it accepts digits of any script and shows dots."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from dealer_app.domain.persian import ascii_digits
from ui.look.theme import theme
from ui.texts import sign_in as words
from ui.widgets.painted.painting import fill_rounded
from ui.widgets.words.labels import set_kind

LENGTH, SIDE, GAP = 6, 44, 8
COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class PinBoxes(QLineEdit):
    """Line edit painted as boxes.

    ``completed`` fires with the sixth digit, ``step_requested`` with the arrow keys, ``letters_typed`` with a letter
    of a name and its time (ms).
    """

    completed = Signal(str)
    step_requested = Signal(int)
    letters_typed = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "bare", "true")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(words.PIN)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.is_wrong = False
        self.textEdited.connect(self._on_typed)
        theme.changed.connect(self._resize)
        self._resize()

    def reject(self) -> None:
        """Clear the boxes and mark them as wrong."""
        self.clear()
        self.is_wrong = True
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Request another person by the arrows, which a surrounding scroll area would otherwise take, or by letters."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.step_requested.emit(steps[Qt.Key(event.key())])
        elif event.text() == " " or (event.text().isalpha() and not event.modifiers() & COMMAND_KEYS):
            self.letters_typed.emit(event.text(), event.timestamp())
        else:
            super().keyPressEvent(event)

    def _on_typed(self, text: str) -> None:
        self.is_wrong = False
        pin = "".join(mark for mark in ascii_digits(text) if mark.isascii() and mark.isdecimal())[:LENGTH]
        if pin != text:
            self.setText(pin)
        self.update()
        if len(pin) == LENGTH:
            self.completed.emit(pin)

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(LENGTH * theme.px(SIDE) + (LENGTH - 1) * theme.px(GAP), theme.px(SIDE + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        filled = len(self.text())
        for place in range(LENGTH):
            left = place * (theme.px(SIDE) + theme.px(GAP))
            box = QRectF(left, 2, theme.px(SIDE), theme.px(SIDE))
            self._paint_box(painter, box, is_filled=place < filled, is_next=place == min(filled, LENGTH - 1))

    def _paint_box(self, painter: QPainter, box: QRectF, *, is_filled: bool, is_next: bool) -> None:
        ground = "red_soft" if self.is_wrong else "field"
        fill_rounded(painter, box, theme.px(9), theme.color(ground), theme.color("red" if self.is_wrong else "line"))
        if is_next and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.px(9), theme.px(9))
        if is_filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("text" if self.isEnabled() else "muted"))
            painter.drawEllipse(box.center(), theme.px(5), theme.px(5))
