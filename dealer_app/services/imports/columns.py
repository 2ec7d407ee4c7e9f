"""Find the header row and its columns, in any spelling and order, and report missing and unknown headings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dealer_app.domain.errors import Refusal
from dealer_app.domain.persian import clean_text, normalise
from dealer_app.services.imports.sheets import SheetTable
from resources.tables import read_table

IGNORED_FIELD = "row_index"
_LEAST_KNOWN = 3  # a title or a filter row may contain one or two words that are headings too
_EZAFE = "\u06cc"  # a separate ye between two words is only a variant of spelling
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_LIST_SEPARATOR = "\u060c "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its index, the canonical field, and its heading in the file's spelling."""

    index: int
    field: str
    heading: str


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a table: its number, the known columns, and the unknown headings."""

    row: int
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]

    def heading(self, field: str) -> str:
        """Return the heading of ``field`` in the file's spelling, or the usual one if the file has none."""
        return next((column.heading for column in self.columns if column.field == field), usual_heading(field))


def heading_key(text: str) -> str:
    """Return the key of a heading: only letters and digits, the same for any spelling, spacing and unit in brackets."""
    plain = normalise(text)
    words = (_IN_BRACKETS.sub(" ", plain).strip() or plain).split()
    return "".join(filter(str.isalnum, "".join(word for word in words if word != _EZAFE)))


@cache
def _fields_by_key() -> dict[str, str]:
    known: dict[str, str] = {}
    for row in read_table("import_columns"):
        for heading in row["headings"].split("|"):
            known.setdefault(heading_key(heading), row["field"])
    return known


@cache
def usual_heading(field: str) -> str:
    """Return the usual Persian heading of a canonical field."""
    return next(row["headings"].split("|")[0] for row in read_table("import_columns") if row["field"] == field)


@cache
def needed_fields() -> tuple[str, ...]:
    """Return the fields without which no row can be an order."""
    return tuple(row["field"] for row in read_table("import_columns") if row["needed"])


def find_field(heading: object) -> str:
    """Return the canonical field of a heading cell, or "" if the cell is not a known heading."""
    return _fields_by_key().get(heading_key(heading), "") if isinstance(heading, str) else ""


def choose_table(tables: Iterable[SheetTable]) -> tuple[SheetTable, Header]:
    """Return the table with the most known columns and its header; raises Refusal if no table is an export."""
    best: tuple[SheetTable, Header] | None = None
    for table in tables:
        header = find_header(table)
        if header and (best is None or len(header.columns) > len(best[1].columns)):
            best = table, header
    if best is None:
        raise Refusal("import_header_unknown")
    _check_needed(best[1])
    return best


def find_header(table: SheetTable) -> Header | None:
    """Return the row among the first thirty with the most known headings, or None if no row has three."""
    headers = [_read_header(number, cells) for number, cells in table.head()]
    best = max(headers, key=lambda header: len(header.columns), default=None)
    return best if best and len(best.columns) >= _LEAST_KNOWN else None


def _read_header(number: int, cells: Sequence[object]) -> Header:
    columns: dict[str, Column] = {}
    unknown: list[str] = []
    for index, cell in enumerate(cells):
        field = find_field(cell)
        if field and field not in columns:
            columns[field] = Column(index, field, clean_text(str(cell)))
        elif isinstance(cell, str) and cell.strip():
            unknown.append(clean_text(cell))
    return Header(number, tuple(columns.values()), tuple(unknown))


def _check_needed(header: Header) -> None:
    present = {column.field for column in header.columns}
    missing = [usual_heading(field) for field in needed_fields() if field not in present]
    if missing:
        raise Refusal("import_columns_missing", columns=_LIST_SEPARATOR.join(f"\u00ab{name}\u00bb" for name in missing))
