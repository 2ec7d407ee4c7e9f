"""Ask the clerk to confirm a doubt: mark a box or type the amount again; the keys that move on confirm nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.bills import RETYPED
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import format_rial, parse_rial
from dealer_app.domain.persian import ascii_digits
from ui.forms.line_edit import FormLineEdit, reformat
from ui.texts import forms as texts
from ui.widgets.controls.mark_box import MarkBox

_PLAIN = frozenset("0123456789, \u066c")
_LONGEST = 40  # letters; longer input is a scan


class DoubtAnswer(QWidget):
    """The control below a doubtful field; ``answered`` fires when the clerk marks the box or types again.

    An answer is valid for one doubt about one input: another doubt or another input asks anew.
    """

    answered = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self._asked = ("", "")
        self.box = MarkBox(texts.DOUBT_IS_RIGHT)
        self.again = FormLineEdit(ltr=True)
        self.again.setPlaceholderText(texts.TYPE_AGAIN)
        self.again.setAccessibleName(texts.TYPE_AGAIN)
        self.box.setAccessibleName(f"{label}: {texts.DOUBT_IS_RIGHT}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        column.addWidget(self.again)
        self.box.toggled.connect(self.answered)
        self.again.textEdited.connect(self._on_typed_again)
        self.hide()

    def ask(self, code: str, raw: str) -> None:
        """Show the control for doubt ``code`` about input ``raw``; the same question keeps its answer."""
        if self._asked != (code, raw):
            self.clear()
            self._asked = (code, raw)
        self.box.setVisible(code not in RETYPED)
        self.again.setVisible(code in RETYPED)
        self.show()

    def confirms(self, code: str, raw: str) -> bool:
        """Return whether the clerk confirmed doubt ``code`` about input ``raw``."""
        if self._asked != (code, raw):
            return False
        return self._is_typed_again(raw) if code in RETYPED else self.box.isChecked()

    def amount_again(self) -> Rial | None:
        """Return the amount in Rial that was typed again, None if none was or it cannot be read."""
        try:
            return parse_rial(self.again.text()) if self.again.text() else None
        except FieldError:
            return None

    def focus(self) -> None:
        """Give the keyboard to the control that is shown."""
        asked = self.box if self.box.isVisibleTo(self) else self.again
        asked.setFocus(Qt.FocusReason.TabFocusReason)

    def _is_typed_again(self, raw: str) -> bool:
        try:
            return self.amount_again() == parse_rial(raw)
        except FieldError:
            return False

    def _on_typed_again(self, text: str) -> None:
        if len(text) <= _LONGEST and all(mark in _PLAIN for mark in ascii_digits(text)):
            shown, cursor = reformat(text, self.again.cursorPosition(), _digits, _grouped)
            self.again.setText(shown)
            self.again.setCursorPosition(cursor)
        self.again.set_mark(*(("check", "green") if self._is_typed_again(self._asked[1]) else ("", "")))
        self.answered.emit()

    def clear(self) -> None:
        """Forget the question and its answer."""
        self._asked = ("", "")
        self.box.blockSignals(True)
        self.box.setChecked(False)
        self.box.blockSignals(False)
        self.again.clear()
        self.again.set_mark("")


def _digits(text: str) -> str:
    return "".join(mark for mark in ascii_digits(text) if mark.isdigit())


def _grouped(digits: str) -> str:
    return format_rial(int(digits)) if digits else ""
