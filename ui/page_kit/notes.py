"""Show small notes inside the window instead of message boxes; they disappear after a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from dealer_app.domain.errors import CodedError, FieldErrors, sentence
from ui.look.icons import pixmap
from ui.look.palettes import TONES
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label, make_mark

ICONS = {"neutral": "info", "accent": "info", "green": "circle-check", "amber": "triangle-alert", "red": "circle-alert"}
STAY_MS = {"green": 5000, "neutral": 5000, "accent": 5000, "amber": 9000, "red": 0}
"""How long a note is shown, by tone, in milliseconds; 0: until it is closed (Esc or its cross) or replaced."""


class Note(Card):
    """One note: icon, sentence, an optional action and a cross."""

    def __init__(
        self,
        text: str,
        tone: str,
        action: tuple[str, Callable[[], object]] | None,
        on_close: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, ground=TONES[tone][1], border=TONES[tone][0])
        self.text = text
        row = self.row(margin=10, gap=10)
        mark = make_mark()
        mark.setPixmap(pixmap(ICONS[tone], TONES[tone][0]))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(make_label(text, wraps=True), 1)
        if action is not None:
            button = KeyCapButton(action[0])
            button.clicked.connect(lambda: (on_close(), action[1]()))
            row.addWidget(button)
        cross = KeyCapButton("", icon_name="x", rank="quiet")
        cross.setAccessibleName(words.CLOSE_NOTE)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(on_close)
        row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(text)


class Notes(QObject):
    """Shows notes over the lower middle of ``host``; a new note replaces the one before."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._note: Note | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        host.installEventFilter(self)

    @property
    def text(self) -> str:
        """Return the sentence of the note on the screen, or ""."""
        return self._note.text if self._note is not None else ""

    def show(self, text: str, tone: str = "neutral", action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show ``text``; ``tone``: neutral, accent, green, amber or red; ``action``: one (label, callback)."""
        self.clear()
        note = self._note = Note(text, tone, action, self.clear, self._host)
        self._place()
        note.show()
        note.raise_()
        if STAY_MS[tone]:
            self._timer.start(STAY_MS[tone])

    def show_error(self, error: Exception) -> None:
        """Show a known error as its Persian sentence: refusals amber, faults of the environment red."""
        if isinstance(error, FieldErrors):
            self.show("\n".join(sentence(each) for each in error.errors), "amber")
        elif isinstance(error, CodedError):
            self.show(sentence(error), "red" if type(error).__name__ == "EnvironmentFault" else "amber")

    def clear(self) -> bool:
        """Remove the note; return whether there was one."""
        self._timer.stop()
        note, self._note = self._note, None
        if note is not None:
            note.hide()
            note.deleteLater()
        return note is not None

    def _place(self) -> None:
        if self._note is None:
            return
        width = min(theme.px(560), self._host.width() - theme.px(48))
        self._note.setFixedWidth(width)
        self._note.adjustSize()
        left = (self._host.width() - width) // 2
        self._note.move(left, self._host.height() - self._note.height() - theme.px(16))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the note after the window was resized."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False
