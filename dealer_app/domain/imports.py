"""What an import of a dealer export says: rows accepted, mended, warned of and refused, each with its reason."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowNote:
    """One remark about one row; ``row`` as the sheet numbers it, ``field`` the column's Persian heading."""

    row: int
    field: str
    code: str
    why: str  # Persian sentence
    value: str = ""  # what stood there, for the error sheet


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of an import or of its dry run."""

    rows: int
    accepted: int  # orders newly stored
    updated: int  # known orders whose facts changed
    unchanged: int
    mended: int  # rows in which something was put right (leading zeros restored…)
    zeros_restored: int
    warned: tuple[RowNote, ...]
    refused: tuple[RowNote, ...]
    mended_notes: tuple[RowNote, ...]
    is_dry_run: bool
    was_stopped: bool
    unknown_columns: tuple[str, ...] = ()  # headings nobody knows; their columns were not read


ProgressCallback = Callable[[int, int], bool]
"""Called with (rows done, rows in all) between batches; returning False stops the import after the batch."""
