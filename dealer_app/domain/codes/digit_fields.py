"""Parse fields of digits in any script, with stray separators; errors state how many digits are missing or extra."""

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits
from resources.texts.numbers import SMALL_NUMBERS

_SEPARATORS = (
    " -_./\\\t\r\n\v\f\u0085\u00a0\u00ad\u061c\u0640\u066c"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f"
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060"
    "\u2066\u2067\u2068\u2069\u2212\u3000\ufeff"
)
COMPACT_TABLE: dict[int, str | None] = {
    **{zero + n: str(n) for zero in (0x06F0, 0x0660) for n in range(10)},
    **dict.fromkeys(map(ord, _SEPARATORS)),
}
"""Translation table: any digit to ASCII, without separators and invisible marks."""


def compact(text: str) -> str:
    """Return ``text`` with ASCII digits and without separators."""
    return text if text.isascii() and text.isalnum() else text.translate(COMPACT_TABLE)


def count_in_words(count: int) -> str:
    """Return «دو», «سه»… up to twenty, and Persian digits beyond."""
    return SMALL_NUMBERS[count] if 0 <= count < len(SMALL_NUMBERS) else persian_digits(str(count))


def read_digits(text: str, field: str) -> str:
    """Return the ASCII digits of ``text``; raises ``<field>_empty`` or ``<field>_not_digits`` (found)."""
    digits = compact(text)
    if digits.isascii() and digits.isdecimal():
        return digits
    if not digits:
        raise FieldError(f"{field}_empty", field)
    raise FieldError(f"{field}_not_digits", field, found=next(c for c in digits if c not in "0123456789"))


def check_length(digits: str, length: int, field: str) -> str:
    """Return ``digits`` of ``length``; raises ``<field>_too_short`` (missing) or ``<field>_too_long`` (extra)."""
    if len(digits) == length:
        return digits
    if len(digits) < length:
        raise FieldError(f"{field}_too_short", field, missing=count_in_words(length - len(digits)))
    raise FieldError(f"{field}_too_long", field, extra=count_in_words(len(digits) - length))


def read_fixed(text: str, length: int, field: str) -> str:
    """Return exactly ``length`` ASCII digits of ``text``, with the errors of ``read_digits`` and ``check_length``."""
    return check_length(read_digits(text, field), length, field)
