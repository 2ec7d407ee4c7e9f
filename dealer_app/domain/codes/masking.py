"""Mask personal codes for lists: enough digits to distinguish two files, never all of them."""

from dealer_app.domain.persian import persian_digits

_DOT = "\u2022"
_NATIONAL_KEPT, _MOBILE_KEPT, _SHEBA_KEPT, _PASSPORT_KEPT = 3, 4, 4, 2


def mask_national_code(code: str) -> str:
    """Return three digits, five dots, three digits in Persian; the number of dots does not depend on the length."""
    if len(code) <= 2 * _NATIONAL_KEPT:
        return _DOT * 5 if code else ""
    return persian_digits(f"{code[:_NATIONAL_KEPT]}{_DOT * 5}{code[-_NATIONAL_KEPT:]}")


def mask_mobile(mobile: str) -> str:
    """Return four digits, three dots, four digits in Persian."""
    if len(mobile) <= 2 * _MOBILE_KEPT:
        return _DOT * 3 if mobile else ""
    return persian_digits(f"{mobile[:_MOBILE_KEPT]}{_DOT * 3}{mobile[-_MOBILE_KEPT:]}")


def mask_passport(number: str) -> str:
    """Return three dots and the last two signs, in Latin signs as on a passport."""
    return f"{_DOT * 3}{number[-_PASSPORT_KEPT:]}" if len(number) > 2 * _PASSPORT_KEPT else _DOT * 3 if number else ""


def mask_sheba(sheba: str) -> str:
    """Return «IR82», four dots and the last four digits, in Latin digits as on a card."""
    if len(sheba) <= 2 * _SHEBA_KEPT:
        return _DOT * 4 if sheba else ""
    return f"{sheba[:_SHEBA_KEPT]} {_DOT * 4} {sheba[-_SHEBA_KEPT:]}"
