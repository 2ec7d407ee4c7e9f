"""The report of an import: rows accepted, mended, warned of and refused, each with its reason."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowNote:
    """One remark about one row; ``row`` is the number in the sheet, ``field`` the column's Persian heading."""

    row: int
    field: str
    code: str
    why: str  # Persian sentence
    value: str = ""  # the cell's value, for the error sheet


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of an import or of its dry run."""

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


ProgressCallback = Callable[[int, int], bool]
"""Called with (rows done, rows in total) between batches; returning False stops the import after the batch."""
