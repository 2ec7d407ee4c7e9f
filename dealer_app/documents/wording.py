"""Format facts for paper: codes isolated left to right, Persian digits, amounts with their unit."""

from datetime import date

from dealer_app.documents.free_text import in_order
from dealer_app.domain.calendar.jalali import format_jalali, format_jalali_long
from dealer_app.domain.money import format_rial
from dealer_app.domain.persian import document_number, isolate, persian_digits
from resources.texts import papers as words
from resources.texts.money import CREDIT

_LANDLINE_LENGTH = 11


def latin(code: str) -> str:
    """Return the number of a document or a reference (``document_number``), or a dash."""
    return document_number(code) or words.NOT_GIVEN


def persian(code: str) -> str:
    """Return a code of digits (national code, phone, postal code) in Persian digits, isolated."""
    return isolate(persian_digits(code)) if code else words.NOT_GIVEN


def phone(number: str) -> str:
    """Return a landline with its area code separated: «۰۲۱-۸۸۷۷۶۶۵۵»; any other text only gets Persian digits."""
    is_plain = len(number) == _LANDLINE_LENGTH and number.isdecimal()
    return persian(f"{number[:3]}-{number[3:]}" if is_plain else number)


def text(free: str) -> str:
    """Return free text with Persian digits, except in parts with Latin letters; what is left to right stays so."""
    return in_order(free)


def given(free: str) -> str:
    """Return free text, or a dash if it is empty."""
    return text(free) or words.NOT_GIVEN


def grouped(code: str) -> str:
    """Return a bill or payment id in Latin digits, as on a keypad, in groups of four from the left."""
    return isolate(" ".join(code[at : at + 4] for at in range(0, len(code), 4)))


def amount(rial: int) -> str:
    """Return an amount without its unit; a deduction has its minus at the left."""
    return isolate(format_rial(rial))


def rial(amount_in_rial: int) -> str:
    """Return an amount with its unit."""
    return f"{amount(amount_in_rial)} {words.RIAL}"


def balance(remaining: int) -> str:
    """Return what remains, with its unit; a negative amount is shown as owed to the customer."""
    return rial(remaining) if remaining >= 0 else f"{rial(-remaining)} {CREDIT}"


def day(on: date | None) -> str:
    """Return «۱۴۰۵/۰۹/۰۱», or a dash."""
    return isolate(format_jalali(on)) if on else words.NOT_GIVEN


def day_in_words(on: date) -> str:
    """Return «۴ آذر ۱۴۰۵»."""
    return format_jalali_long(on).split(maxsplit=1)[1]


def count(number: int) -> str:
    """Return a small number in Persian digits."""
    return persian_digits(str(number))


def identity_label(code: str) -> str:
    """Return the label of an identity code by its length: national code, legal id, foreign code."""
    return words.IDENTITY_CODES.get(len(code), words.OTHER_IDENTITY_CODE)
