"""The report of an import: rows accepted, mended, warned of and refused, each with its reason."""

from collections.abc import Callable
from dataclasses import dataclass

MONEY_DOUBTS = frozenset({"import_price_far", "import_remaining_differs"})
"""The warnings about amounts, which a person confirms before the rows are stored."""


@dataclass(frozen=True, slots=True)
class RowNote:
    """One remark about one row; ``row`` is the number in the sheet, ``field`` the column's Persian heading."""

    row: int
    field: str
    code: str
    why: str  # Persian sentence
    value: str = ""  # the cell's value, for the error sheet
    sheet: str = ""  # the name of the sheet, if the file has several tables


@dataclass(frozen=True, slots=True)
class SheetNote:
    """A sheet with rows that was left out, and why; ``rows`` is the number of its last row."""

    name: str
    rows: int
    why: str  # Persian sentence
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of an import or of its dry run.

    Every filled row below the headings of a table is counted once: accepted, updated, unchanged, repeated, refused or
    left out. Sheets that were not read are in ``left_out_sheets``.
    """

    rows: int
    accepted: int  # orders newly stored
    updated: int  # known orders whose facts changed
    unchanged: int
    mended: int  # rows in which a value was corrected (leading zeros restored…)
    zeros_restored: int
    warned: tuple[RowNote, ...]
    refused: tuple[RowNote, ...]
    mended_notes: tuple[RowNote, ...]
    is_dry_run: bool
    was_stopped: bool
    unknown_columns: tuple[str, ...] = ()  # unknown headings; their columns were not read
    repeated: int = 0  # rows that repeat an earlier row without a difference
    left_out: tuple[RowNote, ...] = ()  # rows that are no orders: sums, headings again, titles
    left_out_sheets: tuple[SheetNote, ...] = ()
    remarks: tuple[str, ...] = ()  # Persian sentences about the file as a whole, such as the unit of its amounts
    is_scaled: bool = False  # amounts of another unit were made Rial

    @property
    def has_money_doubt(self) -> bool:
        """Return whether amounts are in doubt: a price far from usual, a remaining sum that differs, a scaled unit."""
        return self.is_scaled or any(note.code in MONEY_DOUBTS for note in self.warned)

    @property
    def present(self) -> int:
        """Return the number of filled rows in the tables that were read, the headings not counted."""
        return self.rows + len(self.left_out)


ProgressCallback = Callable[[int, int], bool]
"""Called with (rows done, rows in total) between batches; returning False stops the import after the batch."""
