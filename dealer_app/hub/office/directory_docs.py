"""Make the documents of dealerships and holidays from the cells of a sheet, as a counter's own import reads them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from dealer_app.domain.calendar.jalali import parse_written
from dealer_app.domain.directory.dealerships import refuse_later
from dealer_app.domain.directory.holidays import LONGEST_NAME
from dealer_app.domain.directory.sheet_rows import read_row
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.persian import clean_name, persian_digits
from dealer_app.services.directory.directory import doc_of
from dealer_app.services.imports.cells import read_flag

Doc = dict[str, Any]


def dealership_doc(raws: Mapping[str, str], today: date) -> Doc:
    """Return the document of a dealership; raises FieldErrors with every bad cell, ``dealership_later``."""
    facts = read_row(raws)
    refuse_later(facts, today)
    return doc_of(facts)


def holiday_doc(raws: Mapping[str, str], _today: date) -> Doc:
    """Return the document of a holiday; raises FieldErrors with every bad cell."""
    errors: list[FieldError] = []
    doc: Doc = {}
    for name, parse in _HOLIDAY.items():
        try:
            doc[name] = parse(raws.get(name, ""))
        except FieldError as error:
            errors.append(error.at(name))
    if errors:
        raise FieldErrors(errors)
    return doc


def _day(text: str) -> str:
    if not text.strip():
        raise FieldError("date_empty", "day")
    return parse_written(text).isoformat()


def _line(text: str) -> str:
    line = clean_name(text)
    if len(line) > LONGEST_NAME:
        raise FieldError("holiday_long", "name", most=persian_digits(str(LONGEST_NAME)))
    return line


_HOLIDAY: Mapping[str, Callable[[str], object]] = {
    "day": _day,
    "name": _line,
    "is_holiday": partial(read_flag, field="is_holiday", if_empty=True),
    "is_estimated": partial(read_flag, field="is_estimated", if_empty=False),
    "source": _line,
}
FIELDS_OF_COLUMN: Final[Mapping[str, tuple[str, ...]]] = {
    "phones": ("phone", "phones"),
    "hours": ("hours", "opening"),
    "phone_hours": ("phone_opening",),
}
"""Column of a sheet -> the fields of a document that it fills, if they have other names."""
DOCS_OF_CELLS: Final[Mapping[str, Callable[[Mapping[str, str], date], Doc]]] = {
    "dealership": dealership_doc,
    "holiday": holiday_doc,
}
"""Kind of sheet -> how its document is made; the other kinds are made by ``tables.py``."""
