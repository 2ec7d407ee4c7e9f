"""Show small notes inside the window instead of message boxes; they cover nothing and disappear after a while."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from dealer_app.domain.errors import CodedError, FieldErrors, sentence
from ui.look.icons import pixmap
from ui.look.palettes import TONES
from ui.texts import shell as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.card import Card
from ui.widgets.words.directed import from_right
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
    ) -> None:
        super().__init__(ground=TONES[tone][1], border=TONES[tone][0])
        self.text = text
        row = self.row(margin=10, gap=10)
        mark = make_mark()
        mark.setPixmap(pixmap(ICONS[tone], TONES[tone][0]))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(make_label(from_right(text), wraps=True), 1)
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
    """Shows one note in the layout that ``room`` returns, so that it covers nothing; a new note replaces the old."""

    def __init__(self, host: QWidget, room: Callable[[], QBoxLayout]) -> None:
        super().__init__(host)
        self._room = room
        self._note: Note | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    @property
    def text(self) -> str:
        """Return the sentence of the note on the screen, or ""."""
        return self._note.text if self._note is not None else ""

    def show(self, text: str, tone: str = "neutral", action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show ``text``; ``tone``: neutral, accent, green, amber or red; ``action``: one (label, callback)."""
        self.clear()
        self._note = Note(text, tone, action, self.clear)
        self._room().addWidget(self._note)
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
