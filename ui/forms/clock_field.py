"""Field for the time of a day, «۱۰:۳۰»."""

from datetime import time

from dealer_app.domain.calls.calls import parse_clock
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits, persian_digits
from ui.forms.text_field import LineField


class ClockField(LineField):
    """Hours and minutes, or hours alone; shown with Persian digits."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, ltr=True)

    def raw(self) -> str:
        """Return the typed text with ASCII digits."""
        return ascii_digits(self.line.text()).strip()

    def set_raw(self, text: str) -> None:
        """Show ``text`` in Persian digits and check it."""
        self.line.setText(persian_digits(text))
        self.check_while_typing()

    def parse(self, text: str) -> object:
        """Return the time; raises FieldError."""
        return parse_clock(text)

    def clock(self) -> time | None:
        """Return the time; None if the field is empty or unreadable."""
        try:
            return parse_clock(self.raw()) if self.raw() else None
        except FieldError:
            return None

    def check(self) -> bool:
        """Check, and show a readable time as hours and minutes."""
        may_stand = super().check()
        clock = self.clock()
        if clock is not None:
            self.line.setText(persian_digits(f"{clock:%H:%M}"))
        return may_stand
