"""Known headings in any spelling, with the units of amounts: the columns of a table and its header."""

from dataclasses import dataclass
from functools import cache

from dealer_app.domain.errors import Refusal
from dealer_app.domain.persian import join_names, normalise
from dealer_app.services.imports.tables.units import split_heading
from resources.tables import read_table

IGNORED_FIELD = "row_index"
AMOUNTS = frozenset({"price", "discount", "prepayment", "received", "remaining"})
_EZAFE = "\u06cc"  # a separate ye between two words is only a variant of spelling


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its index, the canonical field, its heading in the file's spelling, and its unit.

    ``factor`` makes Rial of its amounts; ``unit`` are the words that state it.
    """

    index: int
    field: str
    heading: str
    factor: int = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its last row, the known columns, and the headings that were not read.

    ``first`` is its first row, if it has two. ``width`` is the number of columns with a heading, the empty ones
    before them included.
    """

    row: int
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    first: int = 0
    width: int = 0

    def heading(self, field: str) -> str:
        """Return the heading of ``field`` in the file's spelling, or the usual one if the file has none."""
        return next((column.heading for column in self.columns if column.field == field), usual_heading(field))

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the usual headings of the needed fields that have no column."""
        present = {column.field for column in self.columns}
        return tuple(usual_heading(field) for field in needed_fields() if field not in present)


def heading_key(text: str) -> str:
    """Return the key of a heading: only letters and digits, the same for any spelling, spacing and unit."""
    words = split_heading(text)[0].split()
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
    if not isinstance(heading, str) or not heading:
        return ""
    return _fields_by_key().get(_plain_key(heading)) or _fields_by_key().get(heading_key(heading), "")


def _plain_key(text: str) -> str:
    return "".join(filter(str.isalnum, "".join(word for word in normalise(text).split() if word != _EZAFE)))


def refuse_missing(header: Header) -> None:
    """Raise Refusal ``import_columns_missing`` if a needed column is missing."""
    if header.missing:
        raise Refusal("import_columns_missing", columns=join_names(header.missing))
