"""Parse and format the chassis number (VIN) and number plate of a car."""

import re

from dealer_app.domain.codes.digit_fields import compact, count_in_words
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import normalise
from resources.texts.plates import ALEF, IRAN, PLATE_LETTERS

VIN_LENGTH = 17
_NOT_VIN = re.compile(r"[^A-HJ-NPR-Z0-9]")
_PLATE = re.compile(rf"(\d{{2}})({ALEF}|[^\W\d_])(\d{{3}})(?:{IRAN})?(\d{{2}})")
_PLATE_REGION_FIRST = re.compile(rf"{IRAN}(\d{{2}})(\d{{3}})({ALEF}|[^\W\d_])(\d{{2}})")
_STORED_PLATE = re.compile(r"(\d{2})(\D+)(\d{3})(\d{2})")


def clean_vin(text: str) -> str:
    """Return a chassis number as it is stored and looked up: capitals, no separators, hidden marks or Code 39 signs.

    A leading I before 17 signs is the mark of an imported car's Code 39 and no part of the number.
    """
    vin = compact(text).replace("*", "").upper()
    is_marked = len(vin) == VIN_LENGTH + 1 and vin[0] == "I" and not _NOT_VIN.search(vin[1:])
    return vin[1:] if is_marked else vin


def parse_vin(text: str) -> str:
    """Return the 17 capitals and digits of a chassis number; the ISO check digit is not checked (not used in Iran).

    Raises FieldError ``vin_empty``, ``vin_letter`` (found), ``vin_too_short`` (missing) or ``vin_too_long`` (extra).
    """
    vin = clean_vin(text)
    if not vin:
        raise FieldError("vin_empty", "vin")
    stranger = _NOT_VIN.search(vin)
    if stranger is not None:
        raise FieldError("vin_letter", "vin", found=stranger[0])
    if len(vin) < VIN_LENGTH:
        raise FieldError("vin_too_short", "vin", missing=count_in_words(VIN_LENGTH - len(vin)))
    if len(vin) > VIN_LENGTH:
        raise FieldError("vin_too_long", "vin", extra=count_in_words(len(vin) - VIN_LENGTH))
    return vin


def parse_plate(text: str) -> str:
    """Return a plate as stored: two digits, letter, three digits, two of the province («12ب34567»).

    «ایران» before the province's digits is optional. Raises ``plate_empty`` or ``plate_form``.
    """
    key = re.sub(r"[\s\-_/|]", "", normalise(text))
    if not key:
        raise FieldError("plate_empty", "plate")
    match = _PLATE.fullmatch(key)
    parts = match.groups() if match else _region_first(key)
    letter = parts[1].replace(ALEF, ALEF[0])
    if letter not in PLATE_LETTERS:
        raise FieldError("plate_form", "plate")
    return f"{parts[0]}{letter.upper()}{parts[2]}{parts[3]}"


def _region_first(key: str) -> tuple[str, ...]:
    match = _PLATE_REGION_FIRST.fullmatch(key)
    if match is None:
        raise FieldError("plate_form", "plate")
    return match[4], match[3], match[2], match[1]
