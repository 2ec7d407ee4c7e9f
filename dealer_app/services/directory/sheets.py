"""Read a sheet whose first row has the headings of ``hub_tables.csv``, and name each bad cell by row and column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dealer_app.domain.errors import FieldError, FieldErrors, Refusal, sentence
from dealer_app.domain.persian import normalise, persian_digits
from dealer_app.services.imports.sheets import list_tables
from resources.tables import read_table

_MOST_ERRORS = 200


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A filled row: its number in the sheet and its texts by field; a column that the sheet does not have is absent."""

    number: int
    raws: Mapping[str, str]


def read_rows(path: Path, kind: str, needed: Sequence[str]) -> tuple[SheetRow, ...]:
    """Return the filled rows of the first table of a file.

    Raises Refusal ``directory_headings`` for a missing heading, ``directory_empty``, and ``import_file_…`` if the file
    cannot be read.
    """
    names = {normalise(heading): field for field, heading in headings_of(kind).items()}
    lines = list(list_tables(path)[0].read())
    header = [names.get(normalise(str(cell or "")), "") for cell in (lines[0][1] if lines else ())]
    for field in needed:
        if field not in header:
            raise Refusal("directory_headings", needed=headings_of(kind)[field])
    rows = [
        SheetRow(number, {name: cell_text(cell) for name, cell in zip(header, cells, strict=False) if name})
        for number, cells in lines[1:]
    ]
    filled = tuple(row for row in rows if any(row.raws.values()))
    if not filled:
        raise Refusal("directory_empty")
    return filled


def headings_of(kind: str) -> dict[str, str]:
    """Return the heading of each field of a kind of sheet."""
    return {row["field"]: row["heading"] for row in read_table("hub_tables") if row["kind"] == kind}


def cell_text(cell: object) -> str:
    """Return the text of a cell: a day in ISO form, a whole number without its decimals."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def cell_errors(number: int, kind: str, errors: Iterable[FieldError]) -> list[FieldError]:
    """Return the errors of one row, each with its row, its column's heading and its reason."""
    headings = headings_of(kind)
    row = persian_digits(str(number))
    return [
        FieldError(
            "directory_cell",
            error.field,
            row=row,
            heading=headings.get(error.field, error.field),
            reason=sentence(error),
        )
        for error in errors
    ]


def repeated_errors(rows: Iterable[tuple[int, str]], field: str) -> list[FieldError]:
    """Return an error for each row whose key an earlier row has: (number, key)."""
    seen: dict[str, int] = {}
    errors = []
    for number, key in rows:
        first = seen.setdefault(key, number)
        if first != number:
            row, earlier = persian_digits(str(number)), persian_digits(str(first))
            errors.append(FieldError("directory_repeated", field, row=row, first=earlier))
    return errors


def refuse(errors: Sequence[FieldError]) -> None:
    """Raise FieldErrors if there are errors; a spoilt file names at most 200."""
    if errors:
        raise FieldErrors(errors[:_MOST_ERRORS])
