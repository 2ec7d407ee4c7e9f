"""Recognise which kinds of search key a typed or scanned text may be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dealer_app.domain.codes.bill_ids import LONGEST, SHORTEST, read_received_barcode
from dealer_app.domain.codes.digit_fields import compact
from dealer_app.domain.codes.identity import parse_mobile, restore_leading_zeros
from dealer_app.domain.codes.vehicles import VIN_LENGTH, clean_vin, parse_vin
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import normalise, number_beginning, number_key
from dealer_app.domain.search.search import NUMBER_KINDS

_CODE_LENGTHS = range(8, 13)  # national code 10, legal id 11, foreign code 8-12
_CODE_PREFIX_LENGTHS = range(3, 10)
_LONGEST_NUMBER = 20
LONGEST_SEARCH, MOST_WORDS = 200, 12
"""Ceilings of a search text, in letters and words: the longest name of a company is shorter; the rest is ignored."""

_BARCODE_LENGTH = 2 * LONGEST
_MOBILE_START = re.compile(r"(?:\+98|0098|98|0)?(9\d{2,8})")
_NUMBER = re.compile(r"[A-Z0-9]*\d[A-Z0-9]*")
_SHORTEST_VIN_PREFIX = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a text: a kind of ``search.KINDS`` and its key; ``is_whole`` False means a prefix of a key."""

    kind: str
    key: str
    is_whole: bool = True


def cut_search(text: str) -> str:
    """Return ``text`` without what is above the ceilings of a search."""
    return " ".join(text[:LONGEST_SEARCH].split()[:MOST_WORDS])


def recognise(text: str) -> tuple[Candidate, ...]:
    """Return all readings of ``text``, the likeliest first; none for an empty text.

    Keys are in the form of the index: ASCII digits for codes, ``number_key`` for numbers, ``normalise`` for names.
    """
    name = normalise(text)
    if not name:
        return ()
    number = number_beginning(text)
    if number.isascii() and _NUMBER.fullmatch(number.removeprefix("+")):
        codes = () if "/" in text else _codes(compact(text.replace("*", "")))
        found = [*codes, *_vins(clean_vin(text)), *_numbers(number)] or [Candidate("name", name)]
    else:
        found = [Candidate("name", name)]
    return tuple(dict.fromkeys(found))


def _codes(typed: str) -> Iterator[Candidate]:
    digits = typed.removeprefix("+")
    if not digits.isdecimal():
        return
    mobile = _mobile(typed)
    if mobile is not None:
        yield mobile
    if len(digits) == _BARCODE_LENGTH:
        yield from _barcode(digits)
        return
    if len(digits) in _CODE_LENGTHS:
        yield Candidate("national_code", digits)
        restored = restore_leading_zeros(digits)
        if restored is not None:
            yield Candidate("national_code", restored)
    if len(digits) in _CODE_PREFIX_LENGTHS:
        yield Candidate("national_code", digits, is_whole=False)
    if SHORTEST <= len(digits.lstrip("0")) <= LONGEST:
        yield Candidate("bill", digits.lstrip("0"))


def _mobile(typed: str) -> Candidate | None:
    try:
        return Candidate("mobile", parse_mobile(typed))
    except FieldError:
        start = _MOBILE_START.fullmatch(typed)
        return Candidate("mobile", f"0{start[1]}", is_whole=False) if start else None


def _barcode(digits: str) -> Iterator[Candidate]:
    try:
        yield Candidate("bill", read_received_barcode(digits)[0])
    except FieldError:
        return


def _vins(number: str) -> Iterator[Candidate]:
    if len(number) == VIN_LENGTH:
        try:
            yield Candidate("vin", parse_vin(number))
        except FieldError:
            return
    elif _SHORTEST_VIN_PREFIX <= len(number) < VIN_LENGTH and not number.isdecimal():
        yield Candidate("vin", number, is_whole=False)


def _numbers(number: str) -> Iterator[Candidate]:
    key = number_key(number)
    if key and len(key) <= _LONGEST_NUMBER and not number.startswith("+"):
        for kind in NUMBER_KINDS:
            yield Candidate(kind, key)
