"""Accounts and cards: Sheba (ISO 13616), card numbers (Luhn) and the bank of each."""

from functools import cache

from dealer_app.domain.codes.digit_fields import check_length, compact, read_digits, read_fixed
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits
from resources.tables import read_table

_SHEBA_DIGITS = 24
_CARD_DIGITS = 16
_IR_AS_DIGITS = "1827"  # I = 18, R = 27 (ISO 13616)
_COUNTRY_LETTERS = 2
_LEAST_CHECK, _LARGEST_CHECK = "02", "98"


def sheba_is_valid(digits: str) -> bool:
    """Return whether the 24 digits after IR have the check digits that ISO 13616 makes.

    Check digits are 98 less a remainder modulo 97, so they run from 02 to 98: 00, 01 and 99 leave 1 modulo 97 too, but
    no bank makes them.
    """
    return _LEAST_CHECK <= digits[:2] <= _LARGEST_CHECK and int(f"{digits[2:]}{_IR_AS_DIGITS}{digits[:2]}") % 97 == 1


def parse_sheba(text: str) -> str:
    """Return IR and 24 digits, adding a missing IR; raises FieldError ``sheba_…``."""
    body = compact(text).upper()
    if body.startswith("IR"):
        body = body[_COUNTRY_LETTERS:]
    elif body[:_COUNTRY_LETTERS].isalpha() and body[:_COUNTRY_LETTERS].isascii():
        raise FieldError("sheba_country", "sheba")
    digits = check_length(read_digits(body, "sheba"), _SHEBA_DIGITS, "sheba")
    if not sheba_is_valid(digits):
        raise FieldError("sheba_check", "sheba")
    return f"IR{digits}"


@cache
def _banks_by_sheba() -> dict[str, str]:
    return {row["sheba_code"]: row["name_fa"] for row in read_table("banks")}


@cache
def _banks_by_prefix() -> dict[str, str]:
    return {prefix: row["name_fa"] for row in read_table("banks") for prefix in row["card_prefixes"].split()}


def bank_of_sheba(sheba: str) -> str:
    """Return the Persian name of the bank of a parsed Sheba, or "" for an unknown one (banks merge over the years)."""
    return _banks_by_sheba().get(sheba[4:7], "")


def sheba_warning(sheba: str) -> FieldError | None:
    """Return a warning if the bank of a parsed Sheba is not in the table."""
    if bank_of_sheba(sheba):
        return None
    return FieldError("sheba_unknown_bank", "sheba", is_warning=True, bank=persian_digits(sheba[4:7]))


def group_sheba(sheba: str) -> str:
    """Return a Sheba in groups of four, left to right: «IR82 0540 1026 …»."""
    return " ".join(sheba[at : at + 4] for at in range(0, len(sheba), 4))


def luhn_is_valid(digits: str) -> bool:
    """Return whether ``digits`` pass Luhn's check: every second digit from the right doubled, digits summed."""
    doubled = sum(sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def parse_card(text: str) -> str:
    """Return the 16 digits of a bank card, checked by Luhn; raises FieldError ``card_…``."""
    digits = read_fixed(text, _CARD_DIGITS, "card")
    if not luhn_is_valid(digits):
        raise FieldError("card_check", "card")
    if digits == digits[0] * _CARD_DIGITS:
        raise FieldError("card_all_equal", "card")
    return digits


def card_warning(card: str) -> FieldError | None:
    """Return a warning if the first six digits of a parsed card are no bank's of the table (banks get new ones)."""
    if bank_of_card(card):
        return None
    return FieldError("card_unknown_bank", "card", is_warning=True, prefix=persian_digits(card[:6]))


def bank_of_card(card: str) -> str:
    """Return the Persian name of the bank of a card's first six digits, or ""."""
    return _banks_by_prefix().get(card[:6], "")
