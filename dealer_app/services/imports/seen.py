"""Detect repeated request numbers in one file: skip an identical row, refuse one with other facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.errors import FieldError
from dealer_app.domain.money import format_rial
from dealer_app.domain.persian import persian_digits
from dealer_app.services.imports.columns import Header
from dealer_app.services.imports.people import name_key
from dealer_app.services.imports.rows import BadCell, RowFacts, RowReader
from dealer_app.services.imports.sheets import SheetTable
from resources.texts.imports import ROW_OF_SHEET

Place = tuple[int, int]
"""The place of a table in the file, and the number of a row in it."""


@dataclass(slots=True)
class SeenRows:
    """The rows of this file by request number: only place and fingerprint, so that huge files fit in memory."""

    _first: dict[str, tuple[Place, int]] = field(default_factory=dict)

    def find_first(self, facts: RowFacts, table: int = 0) -> tuple[Place, bool] | None:
        """Return (the first place of this request number, whether it is identical), or None if this is the first.

        ``table`` is the place of the row's table in the file.
        """
        mark, place = _fingerprint(facts), (table, facts.row)
        first, first_mark = self._first.setdefault(facts.key, (place, mark))
        return None if first == place else (first, first_mark == mark)


def _fingerprint(facts: RowFacts) -> int:
    person = facts.person
    return hash((facts.order, person.kind, person.national_code, name_key(person.name), *_contact(facts)))


def _contact(facts: RowFacts) -> tuple[str, ...]:
    person = facts.person
    return person.mobile, person.city, person.postal_code


def place_words(first: Place, table: int, names: Sequence[str]) -> str:
    """Return the row of ``first``, with its sheet if it is another one than ``table``; ``names`` are the sheets."""
    row = persian_digits(str(first[1]))
    return row if first[0] == table else ROW_OF_SHEET.format(row=row, sheet=names[first[0]])


def same_error(first_row: str) -> FieldError:
    """Return the warning for an identical row."""
    return FieldError("import_duplicate_same", "request_number", is_warning=True, first_row=first_row)


def read_first_rows(table: SheetTable, reader: RowReader, rows: Iterable[int]) -> dict[int, RowFacts]:
    """Read the rows with these numbers again, in one pass over the table."""
    wanted, found = set(rows), dict[int, RowFacts]()
    for number, cells in table.read() if wanted else ():
        if number in wanted:
            found[number] = _must_read(reader, number, cells)
            if len(found) == len(wanted):
                break
    return found


def _must_read(reader: RowReader, number: int, cells: Sequence[object]) -> RowFacts:
    try:
        facts = reader.read(number, cells)
    except BadCell as error:
        raise RuntimeError("a row that was read once cannot be read again") from error
    if facts is None:
        raise RuntimeError("a row that was an order is none")
    return facts


def conflict_error(first: RowFacts, second: RowFacts, header: Header, first_row: str) -> FieldError:
    """Return the error for a row that repeats a request number with other facts; it names the first difference."""
    name, one, other = _first_difference(first, second)
    return FieldError(
        "import_duplicate_conflict",
        "request_number",
        first_row=first_row,
        heading=header.heading(name),
        first=_shown(one),
        second=_shown(other),
    )


def _first_difference(first: RowFacts, second: RowFacts) -> tuple[str, object, object]:
    for one, other in ((first.order, second.order), (first.person, second.person)):
        for name in (item.name for item in fields(one)):
            values = getattr(one, name), getattr(other, name)
            if values[0] != values[1]:
                return name, *values
    raise RuntimeError("two identical rows differ in nothing")


def _shown(value: object) -> str:
    if isinstance(value, date):
        return format_jalali(value)
    return format_rial(value) if isinstance(value, int) else persian_digits(str(value or "\u2014"))
