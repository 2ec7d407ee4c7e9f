"""Field for a Rial amount: grouped while typing, in words and Toman below.

The words are those of the sum that is saved. Separators that the clerk types or pastes are kept as they are until the
whole text is read by the domain's rule; the field groups only digits that came without separators.
"""

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
_GROUP_MARK = "\u066c"


def shown_rial(digits: str) -> str:
    """Return ``digits`` as a grouped amount, "" for none."""
    return format_rial(Rial(int(digits))) if digits else ""


def is_grouped_by_field(text: str) -> bool:
    """Return whether ``text`` has only digits and this field's own group marks, so that it may be grouped again."""
    return all(mark in f"0123456789{_GROUP_MARK}" for mark in ascii_digits(text))


def inserted_text(before: str, after: str) -> str:
    """Return the part of ``after`` that is new since ``before``."""
    start = _common_length(before, after)
    return after[start : len(after) - _common_length(before[start:][::-1], after[start:][::-1])]


def _common_length(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


class RialField(LineField):
    """Field for an amount in Rial; its page sets ``warn`` if it knows which amount is probable."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, ltr=True)
        self._before = ""
        self._is_by_hand = False  # whether the clerk typed separators or words

    def raw(self) -> str:
        """Return the digits without groups, or the text as it was typed («5 میلیون», «12.500») with ASCII digits."""
        text = self.line.text()
        is_own = not self._is_by_hand and is_grouped_by_field(text)
        return digits_only(text) if is_own else ascii_digits(text).strip()

    def set_raw(self, text: str) -> None:
        """Show an amount in groups; a text that is none is shown as it is."""
        self._show_typed(text)
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
        """Show the amount in groups if it can be read, then check, and show it in words if nothing is wrong."""
        if self.raw():
            self._show_typed(self.line.text())
        may_stand = super().check()
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

    def _show_typed(self, text: str) -> None:
        """Show a typed, pasted or stored text: in groups if it is an amount, else unchanged."""
        plain = ascii_digits(text)
        try:
            shown = format_rial(parse_rial(digits_only(text) if self._is_own(text) else plain))
            self._is_by_hand = len(digits_only(text)) > LONGEST_AMOUNT
        except FieldError:
            shown, self._is_by_hand = text, bool(text) and not plain.isdecimal()
        self._before = text if self._is_by_hand else shown
        if self.line.text() != self._before:
            self.line.setText(self._before)

    def _is_own(self, text: str) -> bool:
        """Return whether ``text`` is this field's own grouping, perhaps not yet grouped again."""
        return text == self._before and not self._is_by_hand and is_grouped_by_field(text)

    def _on_typed(self, text: str) -> None:
        plain, new = ascii_digits(text), ascii_digits(inserted_text(self._before, text))
        if len(new) > 1 and new == plain:
            self._show_typed(text)
        else:
            has_marks = self._is_by_hand or not is_grouped_by_field(text) or _GROUP_MARK in new
            self._is_by_hand = has_marks and bool(text) and not plain.isdecimal()
            self._group(text)
        self._before = self.line.text()
        super()._on_typed(self._before)

    def _group(self, text: str) -> None:
        if self._is_by_hand or len(digits_only(text)) > LONGEST_AMOUNT:
            return
        shown, cursor = reformat(text, self.line.cursorPosition(), digits_only, shown_rial)
        if shown != text:
            self.line.setText(shown)
            self.line.setCursorPosition(cursor)
