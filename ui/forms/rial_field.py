"""Field for a Rial amount: grouped while typing, in words and Toman below."""

from dealer_app.domain.errors import FieldError, sentence
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import format_rial, format_toman, parse_rial, rial_in_words
from dealer_app.domain.persian import ascii_digits
from ui.forms.code_field import digits_only
from ui.forms.field import FieldState
from ui.forms.line_edit import reformat
from ui.forms.text_field import LineField
from ui.texts import forms as texts

LONGEST_AMOUNT = 15  # digits; longer input is a scan


def shown_rial(digits: str) -> str:
    """Return ``digits`` as a grouped amount, "" for none."""
    return format_rial(Rial(int(digits))) if digits else ""


def is_plain_amount(text: str) -> bool:
    """Return whether ``text`` contains only digits and separators, so that it may be grouped while typing."""
    return all(mark in "0123456789,. \u066c" for mark in ascii_digits(text))


class RialField(LineField):
    """Field for an amount in Rial; its page sets ``warn`` if it knows which amount is probable."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, ltr=True)

    def raw(self) -> str:
        """Return the digits without groups, or typed words («۵ میلیون») with ASCII digits."""
        text = self.line.text()
        return digits_only(text) if is_plain_amount(text) else ascii_digits(text).strip()

    def set_raw(self, text: str) -> None:
        """Show an amount in groups."""
        self.line.setText(shown_rial(digits_only(text)) if is_plain_amount(text) else text)
        self.check_while_typing()

    def parse(self, text: str) -> object:
        """Return the amount in Rial; raises FieldError, also for a scanned code."""
        if len(digits_only(text)) > LONGEST_AMOUNT:
            raise FieldError("amount_is_scan")
        return parse_rial(text)

    def amount(self) -> Rial:
        """Return the typed amount in Rial; 0 if the field is empty or unreadable."""
        try:
            return parse_rial(self.raw()) if self.raw() else Rial(0)
        except FieldError:
            return Rial(0)

    def amount_again(self) -> Rial | None:
        """Return the amount in Rial that was typed again to confirm a doubt; None if none was."""
        return self.answer.amount_again()

    def check_while_typing(self) -> None:
        """Check, and show the amount in words."""
        super().check_while_typing()
        self._say_words()

    def check(self) -> bool:
        """Check, then show the amount in words if nothing is wrong."""
        may_stand = super().check()
        if may_stand and not is_plain_amount(self.line.text()):
            self.line.setText(shown_rial(str(self.amount())))
        self._say_words()
        return may_stand

    def show_error(self, error: FieldError) -> None:
        """Show the error; below a doubt also the amount in words, because it would be saved."""
        super().show_error(error)
        if error.is_warning:
            self.sentence.say(FieldState.WARNING, f"{sentence(error)}\n{self.words()}")

    def words(self) -> str:
        """Return the amount in words and in Toman, "" if there is none."""
        amount = self.amount()
        if not amount:
            return ""
        return texts.AMOUNT_WORDS.format(words=rial_in_words(amount), toman=format_toman(amount))

    def _say_words(self) -> None:
        if self.state in {FieldState.NEUTRAL, FieldState.OK}:
            self.sentence.say(FieldState.NEUTRAL, self.words())

    def _on_typed(self, text: str) -> None:
        if is_plain_amount(text) and len(digits_only(text)) <= LONGEST_AMOUNT:
            shown, cursor = reformat(text, self.line.cursorPosition(), digits_only, shown_rial)
            if shown != text:
                self.line.setText(shown)
                self.line.setCursorPosition(cursor)
        super()._on_typed(text)
