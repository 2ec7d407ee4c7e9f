"""Fields for plain text (names, places, addresses) and for notes of several lines."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QPlainTextEdit

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import clean_text, normalise
from ui.forms.brought import files_of, is_for_page
from ui.forms.field import STATE_ICONS, Field
from ui.forms.line_edit import FormLineEdit
from ui.look.theme import theme

SHORTEST_START = 2
"""Fewest letters that a suggestion completes."""
Parser = Callable[[str], object]


class LineField(Field):
    """Field with a one-line editor; subclasses define the significant characters."""

    def __init__(self, name: str, label: str, *, ltr: bool = False, hint: str = "") -> None:
        self.line = FormLineEdit(ltr=ltr)
        super().__init__(name, label, self.line, hint=hint)
        self.line.textEdited.connect(self._on_typed)
        self.line.left.connect(self._on_left)

    def raw(self) -> str:
        """Return the cleaned text."""
        return clean_text(self.line.text())

    def set_raw(self, text: str) -> None:
        """Show ``text`` and check it."""
        self.line.setText(text)
        self.check_while_typing()

    def paint_state(self) -> None:
        """Draw the state's icon inside the editor."""
        name, role = STATE_ICONS.get(self.state, ("", ""))
        self.line.set_mark(name, role)

    def _on_typed(self, _text: str) -> None:
        self.check_while_typing()
        self.edited.emit()

    def _on_left(self) -> None:
        self.check()
        self.finished.emit()


class TextField(LineField):
    """Field for free text such as a name, a job or an address; its parser may refuse some texts."""

    def __init__(self, name: str, label: str, *, hint: str = "", parser: Parser | None = None) -> None:
        self._parser = parser
        self._words: tuple[str, ...] = ()
        super().__init__(name, label, hint=hint)

    def parse(self, text: str) -> object:
        """Check the text by the given parser; raises FieldError."""
        return self._parser(text) if self._parser else text

    def suggest(self, words: Sequence[str], *, completes: bool = False) -> None:
        """Suggest ``words`` while typing; the field accepts any other text.

        With ``completes``, Enter completes the beginning of the only word that is meant.
        """
        completer = QCompleter(list(words), self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.line.setCompleter(completer)
        completer.activated.connect(self._on_typed)
        self._words = tuple(words) if completes else ()

    def complete(self) -> bool:
        """Complete the text to the only suggestion that begins with it; return whether the text changed."""
        typed = self.raw()
        meant = [word for word in self._words if normalise(word).startswith(normalise(typed))]
        if len(typed) < SHORTEST_START or len(meant) != 1 or normalise(meant[0]) == normalise(typed):
            return False
        self.line.setText(meant[0])
        self._on_typed(meant[0])
        return True


class _NoteEdit(QPlainTextEdit):
    """Plain-text editor that emits a signal when the focus leaves it."""

    def __init__(self, field: "NoteField", height: int) -> None:
        super().__init__()
        self._field, self._height = field, height
        self.setTabChangesFocus(True)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight)  # Qt does not mirror a text that is set, only a typed one
        self.document().setDefaultTextOption(option)
        theme.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(self._height))

    def event(self, event: QEvent) -> bool:
        """Leave pasted files and pictures to the page."""
        if is_for_page(event):
            event.ignore()
            return False
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, and leave dragged files to the page."""
        return not files_of(source) and super().canInsertFromMimeData(source)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emit the signal that the focus left the editor."""
        super().focusOutEvent(event)
        self._field.finished.emit()


class NoteField(Field):
    """Field for several lines of text; Ctrl+Enter starts a new line, Enter moves to the next field.

    ``height`` is that of the editor in pixels at 100 %.
    """

    def __init__(self, name: str, label: str, *, hint: str = "", height: int = 72) -> None:
        self.box = _NoteEdit(self, height)
        super().__init__(name, label, self.box, hint=hint)
        self.box.textChanged.connect(self.edited)

    def raw(self) -> str:
        """Return the text, each line cleaned."""
        return "\n".join(clean_text(line) for line in self.box.toPlainText().splitlines()).strip()

    def set_raw(self, text: str) -> None:
        """Show ``text``."""
        self.box.blockSignals(True)
        self.box.setPlainText(text)
        self.box.blockSignals(False)

    def problem(self) -> FieldError | None:
        """Return None, because notes accept any text."""
        return None
