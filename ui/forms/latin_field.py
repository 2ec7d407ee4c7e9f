"""Field for one line that is written from left to right: an internet address, a telephone number with hyphens."""

from collections.abc import Callable

from dealer_app.domain.persian import ascii_digits, clean_text
from ui.forms.text_field import LineField


class LatinField(LineField):
    """Field that keeps every sign as typed; ``parser`` of the domain checks it."""

    def __init__(self, name: str, label: str, parser: Callable[[str], object], *, hint: str = "") -> None:
        self._parser = parser
        super().__init__(name, label, ltr=True, hint=hint)

    def raw(self) -> str:
        """Return the cleaned text with ASCII digits."""
        return ascii_digits(clean_text(self.line.text()))

    def parse(self, text: str) -> object:
        """Check the text by the domain's parser; raises FieldError."""
        return self._parser(text)
