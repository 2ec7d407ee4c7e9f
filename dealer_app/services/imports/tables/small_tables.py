"""Read a small table, whose first filled row has the headings of ``hub_tables.csv``: one reader for every kind.

The counter and head office read plans, dealerships, holidays, rules, statuses and staff by it. A damaged cell is an
error of its row; what spoils the whole table is a refusal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal, sentence
from dealer_app.domain.persian import clean_text, join_names, normalise, persian_digits
from dealer_app.services.imports.cells import NO_DAYS, cell_text
from dealer_app.services.imports.columns import Header
from dealer_app.services.imports.sheets import Row, SheetTable, list_tables
from dealer_app.services.imports.text_tables import check_quotes
from resources.tables import read_table

MOST_ROWS = 5_000
_MOST_ERRORS = 200
_FLAGS = frozenset({"is_holiday", "is_estimated", "is_active", "instalment_cheque"})
_MOMENTS = frozenset({"starts_on", "ends_on"})
"""Columns whose cells may have an hour; in any other column a date cell is a day."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A filled row: its number in the sheet, its texts by field, and the errors of its damaged cells.

    A column that the sheet does not have is absent; the text of a damaged cell is absent, too.
    """

    number: int
    raws: Mapping[str, str]
    faults: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class SmallTable:
    """The filled rows of a table, its fields, and the headings that were not read."""

    rows: tuple[SheetRow, ...]
    fields: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()


class _Headings(NamedTuple):
    """The first filled row of a table: its number, the field of each known column, the unknown headings, its width."""

    number: int
    fields: Mapping[int, str]
    unknown: tuple[str, ...]
    width: int


def read_small_table(path: Path, kind: str, needed: Sequence[str]) -> SmallTable:
    """Return the filled rows of the table of a file; ``needed`` are the fields that must have a column.

    Raises Refusal ``sheet_headings`` (needed), ``sheet_heading_twice`` (heading), ``sheet_two_tables``,
    ``sheet_empty``, ``sheet_long``, ``import_quote_open``, and ``import_file_…`` if the file cannot be read.
    """
    headings = headings_of(kind)
    names = {normalise(heading): field for field, heading in headings.items()}
    table, header = _choose(list_tables(path), names, needed)
    for field in needed:
        if field not in header.fields.values():
            raise Refusal("sheet_headings", needed=headings[field])
    for field in headings:
        if list(header.fields.values()).count(field) > 1:
            raise Refusal("sheet_heading_twice", heading=headings[field])
    if table.separator:
        check_quotes(table.read(), table.separator, Header(header.number, (), (), width=header.width))
    below = (row for row in table.read() if row[0] > header.number and is_filled(row))
    lines = list(islice(below, MOST_ROWS + 1))
    if len(lines) > MOST_ROWS:
        raise Refusal("sheet_long", most=persian_digits(str(MOST_ROWS)))
    if not lines:
        raise Refusal("sheet_empty")
    rows = tuple(_read_row(header, row, is_text=bool(table.separator)) for row in lines)
    return SmallTable(rows, frozenset(header.fields.values()), header.unknown)


def headings_of(kind: str) -> dict[str, str]:
    """Return the heading of each field of a kind of sheet, in the order of its columns."""
    return dict(_headings(kind))


@cache
def _headings(kind: str) -> Mapping[str, str]:
    return {row["field"]: row["heading"] for row in read_table("hub_tables") if row["kind"] == kind}


def is_filled(row: Row) -> bool:
    """Return whether a cell of the row is not empty."""
    return any(str(cell if cell is not None else "").strip() for cell in row[1])


def errors_of(row: SheetRow, kind: str, errors: Iterable[FieldError]) -> list[FieldError]:
    """Return the errors of a row, each ``sheet_cell`` with its row, its column's heading and its reason.

    A cell that is damaged is named once: what its missing text would be refused for is left out.
    """
    damaged = {fault.field for fault in row.faults}
    named = (*row.faults, *(error for error in errors if error.field not in damaged))
    return [_named(row.number, kind, error) for error in named]


def repeated_errors(rows: Iterable[tuple[int, object]], field: str) -> list[FieldError]:
    """Return an error ``sheet_repeated`` for each row whose key an earlier row has: (number, key)."""
    seen: dict[object, int] = {}
    errors = []
    for number, key in rows:
        first = seen.setdefault(key, number)
        if first != number:
            row, earlier = persian_digits(str(number)), persian_digits(str(first))
            errors.append(FieldError("sheet_repeated", field, row=row, first=earlier))
    return errors


def refuse(errors: Sequence[FieldError]) -> None:
    """Raise FieldErrors if there are errors; a spoilt file names at most 200."""
    if errors:
        raise FieldErrors(errors[:_MOST_ERRORS])


def _choose(
    tables: Sequence[SheetTable], names: Mapping[str, str], needed: Sequence[str]
) -> tuple[SheetTable, _Headings]:
    """Return the table with the most known headings: a visible sheet, or a text file with the right separator."""
    found: list[tuple[SheetTable, _Headings]] = []
    open_mark: Refusal | None = None
    for table in tables:
        try:
            header = _headings_of(table, names)
        except Refusal as refusal:  # with another separator the quotation marks may fit
            if refusal.code != "import_quote_open":
                raise
            open_mark = open_mark or refusal
        else:
            found += [(table, header)] if header is not None else []
    shown = [one for one in found if not one[0].is_hidden] or found
    if not any(header.fields for _, header in shown) and (open_mark or not shown):
        raise open_mark or Refusal("sheet_empty")
    whole = [table.name for table, header in shown if set(needed) <= set(header.fields.values())]
    if not shown[0][0].separator and len(whole) > 1:
        raise Refusal("sheet_two_tables", names=join_names(whole))
    return max(shown, key=lambda one: len(one[1].fields))


def _headings_of(table: SheetTable, names: Mapping[str, str]) -> _Headings | None:
    """Return the headings of a table, None for one without a filled row."""
    number, cells = next((row for row in table.head() if is_filled(row)), (0, ()))
    if not number:
        return None
    texts = [clean_text(str(cell if cell is not None else "")) for cell in cells]
    fields = {at: names[normalise(text)] for at, text in enumerate(texts) if normalise(text) in names}
    unknown = tuple(text for at, text in enumerate(texts) if text and at not in fields)
    return _Headings(number, fields, unknown, max((at for at, text in enumerate(texts, 1) if text), default=0))


def _read_row(header: _Headings, row: Row, *, is_text: bool) -> SheetRow:
    """Return the texts of a row; in a text file a cell beyond the headings means that its cells are shifted."""
    number, cells = row
    raws, faults = dict[str, str](), list[FieldError]()
    for at, field in header.fields.items():
        try:
            raws[field] = _text(field, cells[at] if at < len(cells) else "")
        except FieldError as fault:
            faults.append(fault.at(field))
    if is_text and any(str(cell).strip() for cell in cells[header.width :]):
        last = header.fields[max(header.fields)]
        count, width = (persian_digits(str(number)) for number in (len(cells), header.width))
        faults.append(FieldError("import_row_too_wide", last, cells=count, width=width))
    return SheetRow(number, raws, tuple(faults))


def _text(field: str, cell: object) -> str:
    """Return the text of a cell: a date cell in ISO form, a whole number without its decimals.

    Raises FieldError of ``cells.cell_text`` for a damaged one.
    """
    if isinstance(cell, bool) and field in _FLAGS:
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        day = local_day(cell) if cell.tzinfo else cell.date()
        has_hour = field in _MOMENTS and (cell.hour, cell.minute) != (0, 0)
        return "" if day in NO_DAYS else cell.isoformat(" ", "minutes") if has_hour else day.isoformat()
    return cell.isoformat() if isinstance(cell, date) else cell_text(cell)


def _named(number: int, kind: str, error: FieldError) -> FieldError:
    row, heading = persian_digits(str(number)), _headings(kind).get(error.field, error.field)
    return FieldError("sheet_cell", error.field, row=row, heading=heading, reason=sentence(error))
