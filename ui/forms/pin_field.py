"""Field for choosing a PIN: six digits of any script, shown as dots."""

from PySide6.QtWidgets import QLineEdit

from dealer_app.domain.errors import FieldError
from ui.forms.code_field import digits_only
from ui.forms.text_field import LineField

LENGTH = 6


class PinField(LineField):
    """Field for six digits; the domain rejects easy PINs when they are saved."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, ltr=True)
        self.is_kept = False
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def raw(self) -> str:
        """Return the digits in ASCII."""
        return digits_only(self.line.text())

    def parse(self, text: str) -> object:
        """Return ``text``; raises FieldError unless it has six digits."""
        if len(text) != LENGTH:
            raise FieldError("pin_form")
        return text
