"""Name the values that fields hold: ids, days, instants, amounts, texts and the codes that the domain parses."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import Meta

from dealer_app.domain.calendar.jalali import to_jalali
from dealer_app.domain.codes.banking import parse_sheba
from dealer_app.domain.codes.identity import (
    parse_foreign_code,
    parse_landline,
    parse_legal_id,
    parse_mobile,
    parse_national_code,
    parse_passport,
    parse_postal_code,
)
from dealer_app.domain.company import LONGEST_SITE, parse_site
from dealer_app.domain.customers import CustomerKind
from dealer_app.domain.directory.dealerships import (
    LONGEST_CODE,
    is_stored_phones,
    parse_code,
    parse_latitude,
    parse_longitude,
)
from dealer_app.domain.directory.hours import is_stored_hours
from dealer_app.domain.errors import FieldError
from dealer_app.domain.money import MAX_RIAL, parse_rial
from dealer_app.domain.plans.checks import MOST_RATE, RATE_PLACES
from dealer_app.domain.registration import LONGEST_LINE, LONGEST_PROSE
from dealer_app.domain.staff import check_roles, parse_roles
from dealer_app.protocol.ids import is_row_id
from dealer_app.protocol.schemas.fields import Field, cached, pasted, prose

LONGEST_NUMBER = 60
_LARGEST = 2**53 - 1
_DAY_LETTERS, _INSTANT_LETTERS = 10, 32
Parser = Callable[[str], str]


def _text(most: int, least: int = 0) -> Any:  # noqa: ANN401 - a type as data
    return Annotated[str, Meta(min_length=least, max_length=most)]


def _whole(least: int, most: int) -> Any:  # noqa: ANN401 - a type as data
    return Annotated[int, Meta(ge=least, le=most)]


@cached
def is_day(text: str) -> bool:
    """Return whether a text is a day in ISO form from 1200 to 1530 of the Jalali calendar."""
    try:
        day = date.fromisoformat(text)
        to_jalali(day)
    except ValueError:
        return False
    return day.isoformat() == text


@cached
def is_instant(text: str) -> bool:
    """Return whether a text is an instant in the one form that is stored: UTC, with microseconds."""
    try:
        at = datetime.fromisoformat(text)
        to_jalali(at.date())
    except ValueError:
        return False
    return at.isoformat(timespec="microseconds") == text and text.endswith("+00:00")


@cached
def _is_moment(text: str) -> bool:
    """Return whether a text is an instant in UTC as a frozen value has it."""
    try:
        at = datetime.fromisoformat(text)
        to_jalali(at.date())
    except ValueError:
        return False
    return at.isoformat() == text and text.endswith("+00:00")


@cached
def _is_percent(text: str) -> bool:
    """Return whether a text is an exact number of percent from 0 to 100, with at most four decimals."""
    whole, _, part = text.partition(".")
    if not (text.isascii() and whole.isdecimal() and (part.isdecimal() if "." in text else True)):
        return False
    return len(part) <= RATE_PLACES and Decimal(text) <= MOST_RATE


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _is_visible(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _is_amount(text: str) -> bool:
    """Return whether a text, as a sheet has it, is an amount of Rial."""
    try:
        parse_rial(text)
    except FieldError:
        return False
    return True


def _are_roles(text: str) -> bool:
    try:
        check_roles(parse_roles(text))
    except FieldError:
        return False
    return True


def parsed_by(*parsers: Parser) -> Callable[[str], bool]:
    """Return a check that a text is as one of the domain's parsers stores it."""

    def is_stored(text: str) -> bool:
        return any(_is_as_parsed(text, parse) for parse in parsers)

    return cached(is_stored)


def _is_as_parsed(text: str, parse: Parser) -> bool:
    try:
        return parse(text) == text
    except FieldError:
        return False


def is_word(text: str) -> bool:
    """Return whether a text is a word of the program and not empty."""
    return bool(text) and re.search(_A_WORD, text) is not None


def one_of(*values: str) -> Field:
    """Return a field that holds one of these words."""
    return Field(Literal[tuple(map(str, values))])


def code(*parsers: Parser) -> Field:
    """Return a field that holds a code of the domain, or ""."""
    return Field(_text(LONGEST_NUMBER), parsed_by(*parsers))


ID = Field(_text(36, 36), is_row_id)
ID_OR_NONE = Field(_text(36, 36) | None, is_row_id)
ID_OR_EMPTY = Field(_text(36), is_row_id)
DAY = Field(_text(_DAY_LETTERS, _DAY_LETTERS), is_day)
DAY_OR_NONE = Field(_text(_DAY_LETTERS, _DAY_LETTERS) | None, is_day)
DAY_OR_EMPTY = Field(_text(_DAY_LETTERS), is_day)
INSTANT = Field(_text(_INSTANT_LETTERS, _INSTANT_LETTERS), is_instant)
MOMENT_OR_NONE = Field(_text(_INSTANT_LETTERS, 1) | None, _is_moment)
PERCENT_OR_NONE = Field(_text(10, 1) | None, _is_percent)
AMOUNT_OR_NONE = Field(_whole(0, MAX_RIAL) | None)
AMOUNT = Field(_whole(0, MAX_RIAL))
AMOUNT_TAKEN = Field(_whole(1, MAX_RIAL))
AMOUNT_SIGNED = Field(_whole(-MAX_RIAL, MAX_RIAL))
COUNT = Field(_whole(1, 1_000_000))
COUNTED = Field(_whole(0, _LARGEST))
FLAG = Field(bool)
LINE = Field(_text(LONGEST_LINE))
NAME = Field(_text(LONGEST_LINE, 1))
PASTED = pasted(LINE)
PROSE = prose(Field(_text(LONGEST_PROSE)))
LINES = Field(list[_text(LONGEST_LINE)])  # type: ignore[misc]
IDS = Field(list[Annotated[str, Meta(pattern=r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]])
NUMBER = Field(_text(LONGEST_NUMBER))
NUMBER_GIVEN = Field(_text(LONGEST_NUMBER, 1))
DIGITS = Field(_text(26, 6), _is_digits)
HASH = Field(Annotated[str, Meta(pattern=r"\A(?:[0-9a-f]{64})?\Z")])
_A_WORD = r"\A[a-z_]{0,60}\Z"
WORD = Field(Annotated[str, Meta(pattern=_A_WORD)])
SEAL = Field(_text(1_000), _is_visible)
AMOUNT_TEXT = Field(_text(LONGEST_NUMBER), _is_amount)
ROLES = Field(_text(LONGEST_LINE, 1), _are_roles)
VALUE = prose(Field(_text(LONGEST_PROSE) | bool | None))

PERSON_PARSERS: dict[str, Parser] = {
    CustomerKind.NATURAL: parse_national_code,
    CustomerKind.LEGAL: parse_legal_id,
    CustomerKind.FOREIGN: parse_foreign_code,
}
PERSON_CODE = code(*PERSON_PARSERS.values())
PERSON_CODE_OR_NONE = Field(_text(LONGEST_NUMBER) | None, PERSON_CODE.check)  # head office wrote null for "" once
NATIONAL_CODE = code(parse_national_code)
GIVER_CODE = code(parse_national_code, parse_legal_id)
SITE = Field(_text(LONGEST_SITE), parsed_by(parse_site))
MOBILE, LANDLINE = code(parse_mobile), code(parse_landline)
POSTAL_CODE, PASSPORT, SHEBA = code(parse_postal_code), code(parse_passport), code(parse_sheba)
DEALERSHIP_CODE = Field(_text(LONGEST_CODE, 1), parsed_by(parse_code))
PHONES = Field(_text(LONGEST_LINE), is_stored_phones)
OPENING = Field(_text(LONGEST_LINE), is_stored_hours)
LATITUDE, LONGITUDE = code(parse_latitude), code(parse_longitude)
