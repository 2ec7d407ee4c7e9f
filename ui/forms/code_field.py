"""Fields for codes: left to right, aligned right, digits of every script accepted, shown in Persian groups."""

from collections.abc import Callable

from dealer_app.domain.codes import identity
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits, persian_digits
from ui.forms.line_edit import reformat
from ui.forms.text_field import LineField
from ui.texts import forms as texts

Groups = tuple[int, ...]


def digits_only(text: str) -> str:
    """Return the digits of ``text`` in ASCII; everything else is dropped."""
    return "".join(mark for mark in ascii_digits(text) if mark.isascii() and mark.isdigit())


def letters_and_digits(text: str) -> str:
    """Return the Latin letters (capitals) and digits of ``text`` in ASCII."""
    return "".join(mark for mark in ascii_digits(text).upper() if mark.isascii() and mark.isalnum())


def in_groups(text: str, groups: Groups) -> str:
    """Return ``text`` split into ``groups`` with spaces; the rest follows the last group."""
    parts: list[str] = []
    for size in groups[:-1]:
        parts.append(text[:size])
        text = text[size:]
    parts.append(text)
    return " ".join(part for part in parts if part)


class CodeField(LineField):
    """Field for a code: ``parser`` of the domain checks it, ``groups`` are the group lengths on the screen."""

    def __init__(
        self,
        name: str,
        label: str,
        parser: Callable[[str], object],
        *,
        groups: Groups = (),
        has_letters: bool = False,
        hint: str = "",
    ) -> None:
        self._parser = parser
        self._groups = groups
        self._clean = letters_and_digits if has_letters else digits_only
        self._has_letters = has_letters
        self._mended = ""
        super().__init__(name, label, ltr=True, hint=hint)
        self.sentence.offer.clicked.connect(self._mend)

    def set_parser(self, parser: Callable[[str], object], label: str = "") -> None:
        """Use another parser from now on (a legal id instead of a national code)."""
        self._parser = parser
        if label:
            self.label.setText(label)
            self.editor.setAccessibleName(label)
        self.check_while_typing()

    def raw(self) -> str:
        """Return the code's significant characters in ASCII."""
        return self._clean(self.line.text())

    def set_raw(self, text: str) -> None:
        """Show the code in groups."""
        self.line.setText(self._shown(self._clean(text)))
        self.check_while_typing()

    def parse(self, text: str) -> object:
        """Check the code by the domain's parser; raises FieldError."""
        return self._parser(text)

    def show_error(self, error: FieldError) -> None:
        """Show the error's sentence, with a button if the domain can correct the code."""
        super().show_error(error)
        restored = error.params.get("restored")
        if isinstance(restored, str):
            self._mended = ascii_digits(restored)
            self.sentence.offer_to(texts.RESTORE_ZEROS)

    def _mend(self) -> None:
        self.set_raw(self._mended)
        self.check()
        self.line.setFocus()
        self.edited.emit()
        self.finished.emit()

    def _shown(self, code: str) -> str:
        grouped = in_groups(code, self._groups) if self._groups else code
        return grouped if self._has_letters else persian_digits(grouped)

    def _on_typed(self, text: str) -> None:
        shown, cursor = reformat(text, self.line.cursorPosition(), self._clean, self._shown)
        if shown != text:
            self.line.setText(shown)
            self.line.setCursorPosition(cursor)
        super()._on_typed(shown)


def national_code_field(name: str = "national_code", label: str = texts.NATIONAL_CODE) -> CodeField:
    """Return the field of a national code of ten digits."""
    return CodeField(name, label, identity.parse_national_code)


def mobile_field(name: str = "mobile", label: str = texts.MOBILE) -> CodeField:
    """Return the field of a mobile number; an unknown operator only warns."""
    field = CodeField(name, label, identity.parse_mobile, groups=(4, 3, 4))
    field.warn = _on_parsed(identity.parse_mobile, identity.mobile_warning)
    return field


def landline_field(name: str, label: str) -> CodeField:
    """Return the field of a landline with its area code."""
    return CodeField(name, label, identity.parse_landline, groups=(3, 8))


def postal_code_field(name: str = "postal_code") -> CodeField:
    """Return the field of a postal code of ten digits in two groups."""
    field = CodeField(name, texts.POSTAL_CODE, identity.parse_postal_code, groups=(5, 5))
    field.warn = _on_parsed(identity.parse_postal_code, identity.postal_code_warning)
    return field


def _on_parsed(
    parse: Callable[[str], str], warn: Callable[[str], FieldError | None]
) -> Callable[[str], FieldError | None]:
    """Return a warning rule that is applied to the parsed value."""
    return lambda text: warn(parse(text))
