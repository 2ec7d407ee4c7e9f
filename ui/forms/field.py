"""Base class of form fields: a label, an editor, a state with its icon, and a sentence below."""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_app.domain.errors import FieldError, sentence
from ui.forms.doubt import DoubtAnswer
from ui.look import icons
from ui.look.theme import theme
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.words.labels import make_label, make_mark, set_kind

if TYPE_CHECKING:
    from collections.abc import Callable


class FieldState(StrEnum):
    """State of a field: untouched, correct, doubtful (may be confirmed) or wrong."""

    NEUTRAL = "neutral"
    OK = "good"
    WARNING = "warning"
    ERROR = "error"


STATE_ICONS = {
    FieldState.OK: ("check", "green"),
    FieldState.WARNING: ("triangle-alert", "amber"),
    FieldState.ERROR: ("triangle-alert", "red"),
}
WORD_KINDS = {
    FieldState.NEUTRAL: "small",
    FieldState.OK: "small",
    FieldState.WARNING: "warning",
    FieldState.ERROR: "error",
}


class Sentence(QWidget):
    """Sentence below a field: icon and words, so that the meaning does not depend on colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FieldState.NEUTRAL
        self._icon = make_mark()
        self.words = make_label("", "small", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.offer = KeyCapButton("", rank="normal")
        self.offer.hide()
        row.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignTop)
        self.setVisible(False)
        theme.changed.connect(self._paint_icon)

    def say(self, state: FieldState, text: str) -> None:
        """Show ``text`` in the tone of ``state``; an empty text hides the sentence."""
        self._state = state
        self.words.setText(text)
        set_kind(self.words, "kind", WORD_KINDS[state])
        self._paint_icon()
        self.offer.hide()
        self.setVisible(bool(text))

    def offer_to(self, words: str) -> None:
        """Show a button labelled ``words`` that corrects the field."""
        self.offer.setText(words)
        self.offer.setAccessibleName(words)
        self.offer.show()

    def _paint_icon(self) -> None:
        name, role = STATE_ICONS.get(self._state, ("", ""))
        self._icon.setVisible(bool(name) and self._state is not FieldState.OK)
        if name:
            self._icon.setPixmap(icons.pixmap(name, role, 14))


class Field(QWidget):
    """Labelled editor with a live check; ``name`` is the field's name in the domain's values.

    ``edited`` fires while the clerk types, ``finished`` when the field is left or Enter is pressed.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, name: str, label: str, editor: QWidget, *, hint: str = "") -> None:
        super().__init__()
        self.name = name
        self.editor = editor
        self.hint = hint
        self.state = FieldState.NEUTRAL
        self.error: FieldError | None = None
        self.is_wanted = True
        self.is_kept = True  # whether a draft keeps the input; secrets and what acts at once set False
        self.warn: Callable[[str], FieldError | None] | None = None
        self.label = make_label(label, "small")
        self.label.setBuddy(editor)
        editor.setAccessibleName(label)
        self.sentence = Sentence()
        self.answer = DoubtAnswer(label)
        self.answer.answered.connect(self.edited)
        self._told: tuple[str, FieldError] | None = None
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(editor)
        column.addWidget(self.sentence)
        column.addWidget(self.answer)
        column.addStretch(1)
        self._rest()
        theme.changed.connect(self.paint_state)

    def put_beside(self, button: QWidget) -> None:
        """Place a button at the left of the editor; the label stays above and the sentence below both."""
        place = self._column.indexOf(self.editor)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.editor, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.insertLayout(place, row)

    def raw(self) -> str:
        """Return the input with ASCII digits, as drafts and commands store it."""
        raise NotImplementedError

    def set_raw(self, text: str) -> None:
        """Show ``text`` as if it had been typed, without firing ``edited``."""
        raise NotImplementedError

    def parse(self, text: str) -> object:
        """Check ``text`` and return its value; raises FieldError. The base class accepts everything."""
        return text

    def complete(self) -> bool:
        """Complete what is typed if only one word is meant; return whether the text changed. The base knows none."""
        return False

    def want(self, is_wanted: bool) -> None:
        """Show or hide the field; hiding keeps its input."""
        self.is_wanted = is_wanted
        self.setVisible(is_wanted)

    def is_empty(self) -> bool:
        """Return whether the field is empty."""
        return not self.raw().strip()

    def problem(self) -> FieldError | None:
        """Return the error or warning for the input; None if it is valid or empty."""
        if self.is_empty():
            return None
        try:
            self.parse(self.raw())
        except FieldError as error:
            return error.at(self.name)
        found = self.warn(self.raw()) if self.warn else None
        return found.at(self.name) if found else self._told_here(is_warning=True)

    def open_doubt(self) -> FieldError | None:
        """Return the doubt about the input that the clerk has not confirmed, None if there is none."""
        found = self.problem()
        is_open = found is not None and found.is_warning and not self.answer.confirms(found.code, self.raw())
        return found if is_open else None

    def confirmed(self) -> frozenset[str]:
        """Return the code of the doubt that the clerk confirmed for the present input, as a set of at most one."""
        found = self.problem()
        is_confirmed = found is not None and found.is_warning and self.answer.confirms(found.code, self.raw())
        return frozenset({found.code}) if found is not None and is_confirmed else frozenset()

    def tell(self, error: FieldError) -> None:
        """Show an error that only the database or the whole form knows; it stays until the input changes."""
        self._told = (self.raw(), error.at(self.name))
        self.show_error(error)

    def confirm_stored(self, doubt: FieldError) -> None:
        """Take ``doubt`` about the stored value as confirmed until the input changes."""
        self.tell(doubt)
        self.answer.box.setChecked(True)

    def forget_told(self) -> None:
        """Forget what ``tell`` showed."""
        self._told = None

    def doubt_anew(self) -> None:
        """Forget what was told and what was confirmed, because something else that it depends on changed."""
        self._told = None
        self.answer.clear()
        self.check_while_typing()

    def _told_here(self, *, is_warning: bool) -> FieldError | None:
        """Return the error that was told about the present input."""
        if self._told is None or self._told[0] != self.raw() or self._told[1].is_warning is not is_warning:
            return None
        return self._told[1]

    def check(self) -> bool:
        """Check the field, show the result, and return whether the input is acceptable (warnings are)."""
        error = self.problem()
        shown = error or self._told_here(is_warning=False)
        if shown is not None:
            self.show_error(shown)
        elif self.is_empty():
            self.show_state(FieldState.NEUTRAL)
        else:
            self.show_state(FieldState.OK)
        return error is None or error.is_warning

    def check_while_typing(self) -> None:
        """Show success and doubts at once, but an error only if the field already showed one."""
        error = self.problem()
        if error is None:
            self.show_state(FieldState.NEUTRAL if self.is_empty() else FieldState.OK)
        elif error.is_warning or self.state in {FieldState.ERROR, FieldState.WARNING}:
            self.show_error(error)
        else:
            self.show_state(FieldState.NEUTRAL)

    def show_error(self, error: FieldError) -> None:
        """Show the sentence of ``error`` below the field; a doubt also gets the control that confirms it."""
        state = FieldState.WARNING if error.is_warning else FieldState.ERROR
        self.show_state(state, sentence(error), error)
        if error.is_warning:
            self.answer.ask(error.code, self.raw())

    def show_state(self, state: FieldState, text: str = "", error: FieldError | None = None) -> None:
        """Set the state, its icon, and the sentence below (the hint if ``text`` is empty)."""
        self.state = state
        self.error = error
        set_kind(self.editor, "state", str(state))
        self.editor.setAccessibleDescription(text or self.hint)
        if text:
            self.sentence.say(state, text)
        else:
            self._rest()
        if state is not FieldState.WARNING:
            self.answer.hide()
        self.paint_state()

    def paint_state(self) -> None:
        """Draw the state's icon; overridden by fields whose editor can hold one."""

    def _rest(self) -> None:
        self.sentence.say(FieldState.NEUTRAL, self.hint)
