"""Read cells: undo Excel's changes to numbers and dates, then apply the rules of the domain."""

import re
from datetime import date, datetime
from functools import cache

from dealer_app.domain.calendar.jalali import parse_jalali
from dealer_app.domain.codes.identity import parse_mobile, parse_postal_code
from dealer_app.domain.customers import CustomerKind
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import parse_rial
from dealer_app.domain.orders.statuses import find_status
from dealer_app.domain.persian import ascii_digits, clean_name, clean_text, normalise
from dealer_app.services.imports.workbooks.cell_faults import CellFault
from resources.tables import read_table

MAX_TEXT_CHARS = 200
MAX_NUMBER_CHARS = 40
_LARGEST_EXACT = 1e15
_EMPTY_WORDS = frozenset({"", "-", "--", "---", "\u2014", "\u2013", "\u0640", "null", "NULL"})
_EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!"}
    | {"#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA", "#EXTERNAL!", "#PYTHON!"}
)
_SCIENTIFIC = re.compile(r"\d[.,\u066b]?\d*[eE]\+\d+")
_PLAIN_NUMBER = re.compile(r"(?=\D*\d)[A-Z0-9][A-Z0-9/_-]{0,39}")
_NUMBER = re.compile(r"\w[\w/. \u200c-]*")
_WHOLE = re.compile(r"(-?\d+)\.0+")
_YEAR = re.compile(r"(1[34]\d\d|20\d\d)")
_ISO_DAY = re.compile(r"(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}(?:[ T].*)?")
_DAY = re.compile(r"\d[\d/ .\u2010-\u2015-]+")


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
    if text.isascii() and text.isalnum():
        return text
    plain = ascii_digits(text)
    if _SCIENTIFIC.fullmatch(plain):
        raise FieldError("import_cell_digits_lost")
    whole = _WHOLE.fullmatch(plain)
    return whole.group(1) if whole else plain


def read_number(text: str) -> str:
    """Return a number of an order: letters, digits, and / - _ . between them."""
    if _PLAIN_NUMBER.fullmatch(text):
        return text
    number = normalise(read_digits_text(text)).upper()
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
    return parse_rial(read_digits_text(text))


def read_remaining(text: str) -> Rial:
    """Return a remaining amount in Rial; it is below zero if the customer has paid too much."""
    plain = read_digits_text(text).replace("\u2212", "-").strip()
    if plain.startswith("-"):
        return Rial(-parse_rial(plain[1:]))
    return parse_rial(plain)


def read_cell_amount(cell: object) -> Rial | None:
    """Return the amount of a cell in Rial, from an Excel number or a text; None if it is empty."""
    if type(cell) is float and 0 <= cell < _LARGEST_EXACT and cell.is_integer():
        return Rial(int(cell))
    text = cell_text(cell)
    return read_amount(text) if text else None


def read_cell_date(cell: object) -> date | None:
    """Return the day of a cell, from an Excel date or a text; None if it is empty."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = cell_text(cell)
    return read_date(text) if text else None


def read_date(text: str) -> date:
    """Return the day of a written date: Jalali, or Gregorian with a four-digit year; never relative to today."""
    plain = read_digits_text(text)
    if _ISO_DAY.fullmatch(plain):
        return _read_gregorian(plain)
    if not _DAY.fullmatch(plain):
        raise FieldError("import_date_form", value=plain)
    return parse_jalali(plain, date.min)


def _read_gregorian(text: str) -> date:
    year, month, day = re.split(r"[-/]", re.split(r"[ T]", text)[0])
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise FieldError("import_date_form", value=text) from error


@cache
def _customer_kinds() -> dict[str, CustomerKind]:
    return {normalise(row["name"]): CustomerKind(row["kind"]) for row in read_table("customer_kinds")}


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
    vin = "".join(ascii_digits(text).upper().split())
    if len(vin) > MAX_NUMBER_CHARS:
        raise FieldError("import_text_too_long")
    return vin


def read_phone(text: str) -> str:
    """Return a mobile number."""
    return parse_mobile(read_digits_text(text))


def read_postal_code(text: str) -> str:
    """Return a postal code."""
    return parse_postal_code(read_digits_text(text))


def read_code(text: str) -> str:
    """Return a person's code with ASCII digits; it is validated with the whole row, by the kind of person."""
    return read_digits_text(text)
