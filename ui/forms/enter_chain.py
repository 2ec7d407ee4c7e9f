"""Move by Enter to the next field and by Shift+Enter back; Enter in the last field presses the default button."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.forms.field import Field
from ui.widgets.layout.scrolled import scroll_to

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterChain(QObject):
    """Moves the focus through ``fields`` by Enter; calls ``on_end`` after the last, ``on_start`` before the first."""

    def __init__(
        self,
        owner: QWidget,
        fields: Sequence[Field],
        on_end: Callable[[], object],
        on_start: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(owner)
        self._fields = tuple(fields)
        self._on_end = on_end
        self._on_start = on_start
        for field in self._fields:
            for control in (field.editor, field.answer.box, field.answer.again):
                control.installEventFilter(self)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that can currently get the focus, in order."""
        return tuple(field for field in self._fields if _takes_keyboard(field))

    def focus_first(self) -> None:
        """Focus the first field."""
        reachable = self.fields()
        if reachable:
            self._focus(reachable[0])

    def focus_first_wrong(self, names: Sequence[str]) -> bool:
        """Focus the first field named in ``names``, or what confirms its doubt; return False if there is none."""
        for field in self.fields():
            if field.name in names:
                self._focus(field)
                if field.open_doubt() is not None:
                    field.answer.focus()
                return True
        return False

    def step(self, editor: QObject, by: int) -> None:
        """Move forward (1) or back (-1) from the field of ``editor``."""
        reachable = self.fields()
        here = next((index for index, field in enumerate(reachable) if _belongs(editor, field)), -1)
        there = here + by
        if 0 <= there < len(reachable):
            self._focus(reachable[there])
        elif by > 0:
            self._leave(editor)
            self._on_end()
        elif self._on_start is not None:
            self._on_start()

    def _focus(self, field: Field) -> None:
        field.editor.setFocus(Qt.FocusReason.TabFocusReason)
        scroll_to(field)

    def _leave(self, editor: QObject) -> None:
        for field in self._fields:
            if _belongs(editor, field):
                field.check()

    def _completes(self, editor: QObject) -> bool:
        return any(field.complete() for field in self._fields if field.editor is editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle Enter for the chain; Ctrl+Enter starts a new line in a note."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _ENTERS:
            return False
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if isinstance(watched, QPlainTextEdit) and keys == Qt.KeyboardModifier.ControlModifier:
            watched.insertPlainText("\n")
            return True
        if isinstance(watched, QComboBox) and watched.view().isVisible():
            return False
        if keys in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}:
            _close_suggestions(watched)
            if keys == Qt.KeyboardModifier.NoModifier and self._completes(watched):
                return True  # the clerk sees the completed word; the next Enter moves on
            self.step(watched, -1 if keys == Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        return False


def _belongs(control: QObject, field: Field) -> bool:
    """Return whether ``control`` is the field's editor or confirms its doubt."""
    return control in (field.editor, field.answer.box, field.answer.again)


def _takes_keyboard(field: Field) -> bool:
    """Return whether a field accepts input now; a read-only field (the bank's name) does not."""
    return field.isEnabled() and field.is_wanted and field.editor.focusPolicy() is not Qt.FocusPolicy.NoFocus


def _close_suggestions(editor: QObject) -> None:
    """Hide the list of suggestions, because moving on is an answer too."""
    completer = editor.completer() if isinstance(editor, QLineEdit) else None
    popup = completer.popup() if completer is not None else None
    if popup is not None:
        popup.hide()
