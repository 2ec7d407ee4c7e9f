"""Field for a Sheba: fixed IR, groups of four, left to right, with the bank's name shown while typing."""

from PySide6.QtCore import Signal

from dealer_app.domain.codes.banking import bank_of_sheba, parse_sheba, sheba_warning
from ui.forms.code_field import digits_only
from ui.forms.line_edit import reformat
from ui.forms.text_field import LineField
from ui.texts import forms as texts

SHEBA_DIGITS = 24
_PREFIX = "IR"
_BANK_KNOWN_FROM = 5  # two check digits and three digits of the bank


def shown_sheba(digits: str) -> str:
    """Return IR and ``digits`` in groups of four."""
    whole = _PREFIX + digits
    return " ".join(whole[start : start + 4] for start in range(0, len(whole), 4))


class ShebaField(LineField):
    """Field for IR and 24 digits; accepts pasted text with or without IR, with gaps or in Persian digits."""

    bank_named = Signal(str)

    def __init__(self, name: str = "sheba", label: str = texts.SHEBA) -> None:
        super().__init__(name, label, ltr=True)
        self.bank = ""
        self.warn = lambda text: sheba_warning(parse_sheba(text))
        self.line.setText(_PREFIX)

    def raw(self) -> str:
        """Return «IR» and the digits, or "" if no digit was typed."""
        digits = digits_only(self.line.text())
        return _PREFIX + digits if digits else ""

    def set_raw(self, text: str) -> None:
        """Show a Sheba in groups."""
        self.line.setText(shown_sheba(digits_only(text)))
        self._name_bank()
        self.check_while_typing()

    def parse(self, text: str) -> object:
        """Check the 24 digits; raises FieldError."""
        return parse_sheba(text)

    def _name_bank(self) -> None:
        digits = digits_only(self.line.text())
        padded = _PREFIX + digits.ljust(SHEBA_DIGITS, "0")
        self.bank = bank_of_sheba(padded) if len(digits) >= _BANK_KNOWN_FROM else ""
        self.bank_named.emit(self.bank)

    def _on_typed(self, text: str) -> None:
        shown, cursor = reformat(text, self.line.cursorPosition(), digits_only, shown_sheba)
        if shown != text:
            self.line.setText(shown)
            self.line.setCursorPosition(max(cursor, len(_PREFIX)))
        self._name_bank()
        super()._on_typed(shown)
