"""Read cells: undo Excel's changes to numbers and dates, then apply the rules of the domain."""

import re
from datetime import date, datetime
from functools import cache

from dealer_app.domain.calendar.jalali import check_day, format_jalali, from_jalali, parse_written
from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.calendar.written_days import is_nothing
from dealer_app.domain.codes.identity import first_mobile, parse_postal_code
from dealer_app.domain.codes.vehicles import clean_vin
from dealer_app.domain.customers import CustomerKind
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import parse_balance, parse_rial
from dealer_app.domain.orders.statuses import find_status
from dealer_app.domain.persian import ascii_digits, clean_name, clean_text, normalise
from dealer_app.services.imports.workbooks.cell_faults import CellFault
from resources.tables import read_table
from resources.texts import hub_tables as flags

MAX_TEXT_CHARS = 200
MAX_NUMBER_CHARS = 40
_LARGEST_EXACT = 1e15
_EMPTY_WORDS = frozenset({"", "-", "--", "---", "\u2014", "\u2013", "\u0640", "null", "NULL"})
_EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!"}
    | {"#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA", "#EXTERNAL!", "#PYTHON!"}
)
_SCIENTIFIC = re.compile(r"-?\d(?:[.,\u066b]\d*)?[eE]\+?\d{1,3}|\d+[eE]\+\d+")
"""A number that Excel rounded: one digit before the point, with or without a plus («1.23457E12», «1E12»)."""

_PLAIN_NUMBER = re.compile(r"(?=\D*\d)[A-Z0-9][A-Z0-9/_-]{0,39}")
_NUMBER_SIGNS = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"), "\\": "/"})
_NUMBER = re.compile(r"\w[\w/. \u200c-]*")
_WHOLE = re.compile(r"(-?\d+)\.0+")
_YEAR = re.compile(r"(1[34]\d\d|20\d\d)")
NO_DAYS = frozenset({date(1899, 12, 30), date(1899, 12, 31)})
"""What a 0 in a cell of dates becomes: Excel counts days from here."""


def cell_text(cell: object) -> str:
    """Return a cell as text, "" if it is empty; raises FieldError if Excel has damaged the value."""
    if type(cell) is str:
        return _checked_text(cell)
    if cell is None:
        return ""
    if isinstance(cell, CellFault):
        raise FieldError(cell.code, value=cell.text)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise FieldError("import_cell_kind", value=str(cell))
    if not abs(cell) < _LARGEST_EXACT:  # nor NaN
        raise FieldError("import_cell_digits_lost")
    return str(int(cell)) if cell == int(cell) else repr(cell)


def _checked_text(cell: str) -> str:
    text = cell.strip()
    if text in _EMPTY_WORDS:
        return ""
    if text in _EXCEL_ERRORS:
        raise FieldError("import_cell_error", value=text)
    return text


def read_text(text: str) -> str:
    """Return a text as it is stored; raises FieldError above 200 characters."""
    clean = clean_text(text)
    if len(clean) > MAX_TEXT_CHARS:
        raise FieldError("import_text_too_long")
    return clean


def read_name(text: str) -> str:
    """Return a name as it is stored; raises FieldError above 200 characters."""
    return read_text(clean_name(text))


def read_digits_text(text: str) -> str:
    """Return the text of a number with ASCII digits; raises FieldError for a number that Excel rounded."""
    if text.isascii() and text.isdecimal():
        return text
    plain = ascii_digits(text)
    if _SCIENTIFIC.fullmatch(plain):
        raise FieldError("import_cell_digits_lost")
    whole = _WHOLE.fullmatch(plain)
    return whole.group(1) if whole else plain


def read_number(text: str) -> str:
    """Return a number of an order: letters, digits, and / - _ . between them."""
    if _PLAIN_NUMBER.fullmatch(text) and "E" not in text:
        return text
    number = normalise(read_digits_text(text)).translate(_NUMBER_SIGNS).strip("*").upper()
    if len(number) > MAX_NUMBER_CHARS:
        raise FieldError("import_text_too_long")
    if not _NUMBER.fullmatch(number) or not any(map(str.isdigit, number)):
        raise FieldError("import_number_form", value=number)
    return number


def read_permit(text: str) -> str:
    """Return a sale permit, a model or a dealership code: words with ASCII digits."""
    return read_text(read_digits_text(text))


def read_year(text: str) -> str:
    """Return a model year of four digits, Jalali or Gregorian."""
    year = read_digits_text(text)
    if not _YEAR.fullmatch(year):
        raise FieldError("import_year", value=year)
    return year


def read_amount(text: str) -> Rial:
    """Return an amount in Rial; negative ones are refused."""
    return parse_rial(_unrounded(text))


def read_remaining(text: str) -> Rial:
    """Return a remaining amount in Rial; it is below zero if the customer has paid too much."""
    return parse_balance(_unrounded(text))


def _unrounded(text: str) -> str:
    """Return the text of an amount with ASCII digits; raises FieldError for a number that Excel rounded."""
    plain = ascii_digits(text)
    if _SCIENTIFIC.fullmatch(plain):
        raise FieldError("import_cell_digits_lost")
    return plain


def read_cell_amount(cell: object) -> Rial | None:
    """Return the amount of a cell in Rial, from an Excel number or a text; None if it is empty."""
    if type(cell) is float and 0 <= cell < _LARGEST_EXACT and cell.is_integer():
        return Rial(int(cell))
    text = cell_text(cell)
    return read_amount(text) if text else None


def read_cell_date(cell: object) -> date | None:
    """Return the day of a cell, from an Excel date or a text; None if it is empty."""
    if isinstance(cell, datetime):
        cell = local_day(cell) if cell.tzinfo else cell.date()
    if isinstance(cell, date):
        return None if cell in NO_DAYS else check_day(cell)
    text = cell_text(cell)
    return read_date(text) if text else None


def read_date(text: str) -> date | None:
    """Return the day of a written date: Jalali, or Gregorian with a four-digit year; never relative to today.

    None for a text without a day: «/  /», «0», «0000/00/00», a lone mark.
    """
    if is_nothing(text):
        return None
    try:
        whole = _WHOLE.fullmatch(ascii_digits(text))  # «14040511.0»
        return parse_written(whole[1] if whole else text)
    except FieldError as error:
        raise FieldError("import_date_form", value=text) if error.code == "date_form" else error from error


def short_year_doubt(day: date, today: date) -> FieldError | None:
    """Return a warning if a Gregorian ``day`` of a file was probably a Jalali day whose year had two digits.

    Excel makes 2004-05-11 of «04/5/11». The Jalali reading is the likelier one if it is nearer to ``today``.
    """
    century = 1300 if day.year < 2000 else 1400  # noqa: PLR2004 - Excel reads 30-99 as 1930-1999
    try:
        meant = from_jalali(century + day.year % 100, day.month, day.day)
    except FieldError:
        return None
    if abs(meant - today) >= abs(day - today):
        return None
    return FieldError("import_date_short_year", is_warning=True, day=format_jalali(day), meant=format_jalali(meant))


@cache
def _customer_kinds() -> dict[str, CustomerKind]:
    return {normalise(row["name"]): CustomerKind(row["kind"]) for row in read_table("customer_kinds")}


def read_flag(text: str, field: str, *, if_empty: bool) -> bool:
    """Return what a word of yes or no means, ``if_empty`` for none; raises FieldError ``yes_no_form``."""
    word = normalise(text)
    if word not in flags.NO | flags.YES | {""}:
        raise FieldError("yes_no_form", field, typed=clean_name(text)[:40])
    return word in flags.YES if word else if_empty


def read_kind(text: str) -> CustomerKind:
    """Return the kind of person that a word means; raises FieldError ``import_kind_unknown``."""
    kind = _customer_kinds().get(normalise(text))
    if kind is None:
        raise FieldError("import_kind_unknown", value=clean_text(text))
    return kind


def read_status(text: str) -> str:
    """Return the status in head office's spelling; raises FieldError if it is not in the table."""
    status = find_status(text)
    if status is None:
        raise FieldError("import_status_unknown", value=clean_text(text))
    return status.name


def read_vin(text: str) -> str:
    """Return a chassis number as it is stored; it is validated later, and only with a warning."""
    vin = clean_vin(text)
    if len(vin) > MAX_NUMBER_CHARS:
        raise FieldError("import_text_too_long")
    return vin


def read_phone(text: str) -> str:
    """Return a mobile number; the first mobile if the cell has several numbers."""
    return first_mobile(read_digits_text(text))


def read_postal_code(text: str) -> str:
    """Return a postal code."""
    return parse_postal_code(read_digits_text(text))


def read_code(text: str) -> str:
    """Return a person's code with ASCII digits; it is validated with the whole row, by the kind of person."""
    return read_digits_text(text)
