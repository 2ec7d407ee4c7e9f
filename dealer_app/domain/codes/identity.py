"""Parse and check national code, legal id, foreign code, passport, telephone and postal code."""

import re
from functools import cache
from operator import mul

from dealer_app.domain.codes.digit_fields import check_length, compact, count_in_words, read_digits, read_fixed
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits
from resources.tables import read_table

NATIONAL_CODE_LENGTH = 10
LEGAL_ID_LENGTH = 11
PHONE_LENGTH = 11
POSTAL_CODE_LENGTH = 10

_NATIONAL_WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2)
_LEGAL_WEIGHTS = (29, 27, 23, 19, 17) * 2
_SHORTEST_RESTORABLE = 8
_FOREIGN_LENGTHS = range(8, 13)
_PASSPORT = re.compile(r"[A-Z0-9]{5,9}")
_COUNTRY_CODE = re.compile(r"\A(?:(?:\+|00)98|98(?=0?\d{10}\Z))")
_NUMBERS = re.compile(r"(?:(?:(?:\+|00)?98)?0?9\d{9}|0[1-8]\d{9}){2,}")
_ONE_NUMBER = re.compile(r"(?P<mobile>(?:(?:\+|00)?98)?0?9\d{9})(?=\+|0|9|\Z)|0[1-8]\d{9}")
_BETWEEN_NUMBERS = re.compile(r"[/,;|&()\u060c\u061b]|\s\u0648\s")


def national_check_digit(first_nine: str) -> int:
    """Return the check digit of nine digits: r = weighted sum mod 11, r if r < 2 else 11 - r."""
    remainder: int = sum(map(mul, map(int, first_nine), _NATIONAL_WEIGHTS)) % 11
    return remainder if remainder < 2 else 11 - remainder  # noqa: PLR2004 - the rule's own number


def parse_national_code(text: str) -> str:
    """Return the ten digits of a national code; raises FieldError ``national_code_…``.

    A code of eight or nine digits that is valid with leading zeros raises ``national_code_lost_zeros`` (restored).
    """
    digits = read_digits(text, "national_code")
    restored = restore_leading_zeros(digits) if len(digits) < NATIONAL_CODE_LENGTH else None
    if restored is not None:
        raise FieldError("national_code_lost_zeros", "national_code", restored=persian_digits(restored))
    check_length(digits, NATIONAL_CODE_LENGTH, "national_code")
    fault = _national_fault(digits)
    if fault:
        raise FieldError(fault, "national_code")
    return digits


def _national_fault(digits: str) -> str:
    if digits == digits[0] * NATIONAL_CODE_LENGTH:
        return "national_code_all_equal"
    if digits[3:9] == "000000":
        return "national_code_zero_middle"
    return "" if national_check_digit(digits[:9]) == int(digits[9]) else "national_code_check"


def restore_leading_zeros(text: str) -> str | None:
    """Return a code of 8 or 9 digits with its lost leading zeros, or None if zeros do not make it valid."""
    digits = compact(text)
    if not _SHORTEST_RESTORABLE <= len(digits) < NATIONAL_CODE_LENGTH or not digits.isdecimal():
        return None
    restored = digits.zfill(NATIONAL_CODE_LENGTH)
    return None if _national_fault(restored) else restored


def parse_legal_id(text: str) -> str:
    """Return the eleven digits of a company's national id; raises FieldError ``legal_id_…``."""
    digits = read_fixed(text, LEGAL_ID_LENGTH, "legal_id")
    if digits == digits[0] * LEGAL_ID_LENGTH:
        raise FieldError("legal_id_all_equal", "legal_id")
    shift = int(digits[9]) + 2
    remainder = sum((int(d) + shift) * c for d, c in zip(digits, _LEGAL_WEIGHTS, strict=False)) % 11
    if remainder % 10 != int(digits[10]):
        raise FieldError("legal_id_check", "legal_id")
    return digits


def parse_foreign_code(text: str) -> str:
    """Return the 8-12 digits of a foreign national's code; the check digit's rule is not public and is not checked."""
    digits = read_digits(text, "foreign_code")
    if len(digits) < _FOREIGN_LENGTHS.start:
        missing = count_in_words(_FOREIGN_LENGTHS.start - len(digits))
        raise FieldError("foreign_code_too_short", "foreign_code", missing=missing)
    if len(digits) not in _FOREIGN_LENGTHS:
        extra = count_in_words(len(digits) - _FOREIGN_LENGTHS[-1])
        raise FieldError("foreign_code_too_long", "foreign_code", extra=extra)
    if digits == digits[0] * len(digits):
        raise FieldError("foreign_code_all_equal", "foreign_code")
    return digits


def parse_passport(text: str) -> str:
    """Return a passport number: five to nine Latin capitals and digits."""
    number = compact(text).upper()
    if not number:
        raise FieldError("passport_number_empty", "passport_number")
    if not _PASSPORT.fullmatch(number):
        raise FieldError("passport_number_form", "passport_number")
    return number


def _national_number(text: str, field: str) -> str:
    """Return the digits with a leading 0, without the country code."""
    compacted = compact(text.replace("(", "").replace(")", ""))
    digits = read_digits(_COUNTRY_CODE.sub("", compacted, count=1), field)
    if not digits.startswith("0"):
        digits = f"0{digits}"
    return digits


def parse_mobile(text: str) -> str:
    """Return a mobile as 09 and nine digits; it may begin with +98, 0098, 98, 0 or 9. Raises ``mobile_…``."""
    digits = _national_number(text, "mobile")
    if not digits.startswith("09"):
        raise FieldError("mobile_start", "mobile")
    return check_length(digits, PHONE_LENGTH, "mobile")


def first_mobile(text: str) -> str:
    """Return the mobile in ``text``, the first one if it has several numbers; raises like ``parse_mobile``."""
    compacted = compact(_BETWEEN_NUMBERS.sub(" ", text))
    if not _NUMBERS.fullmatch(compacted):
        return parse_mobile(text)
    mobile = next((match["mobile"] for match in _ONE_NUMBER.finditer(compacted) if match["mobile"]), text)
    return parse_mobile(mobile)


def parse_landline(text: str) -> str:
    """Return a landline as 0, area code and number (eleven digits); raises ``landline_…``."""
    digits = _national_number(text, "landline")
    if digits.startswith("09"):
        raise FieldError("landline_is_mobile", "landline")
    check_length(digits, PHONE_LENGTH, "landline")
    if digits[1] == "0":
        raise FieldError("landline_area", "landline")
    return digits


@cache
def _mobile_prefixes() -> frozenset[str]:
    return frozenset(row["prefix"] for row in read_table("mobile_prefixes"))


def mobile_warning(mobile: str) -> FieldError | None:
    """Return a warning if the first digits of a parsed mobile belong to no operator of the table."""
    known = _mobile_prefixes()
    if any(mobile[:length] in known for length in (4, 5, 6)):
        return None
    return FieldError("mobile_unknown_operator", "mobile", is_warning=True, prefix=persian_digits(mobile[:4]))


def parse_postal_code(text: str) -> str:
    """Return the ten digits of a postal code; raises ``postal_code_…`` (all equal, 0 or 2 first, wrong length)."""
    digits = read_fixed(text, POSTAL_CODE_LENGTH, "postal_code")
    if digits == digits[0] * POSTAL_CODE_LENGTH:
        raise FieldError("postal_code_all_equal", "postal_code")
    if digits[0] in "02":
        raise FieldError("postal_code_first", "postal_code", first=persian_digits(digits[0]))
    return digits


def postal_code_warning(postal_code: str) -> FieldError | None:
    """Return a warning if digits two to five of a parsed postal code contain 0 or 2."""
    if any(digit in "02" for digit in postal_code[1:5]):
        return FieldError("postal_code_unusual", "postal_code", is_warning=True)
    return None
