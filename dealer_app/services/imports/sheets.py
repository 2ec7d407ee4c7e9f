"""Open the chosen file, an Excel workbook or a text table, as rows with the row numbers of the sheet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.services.imports.text_tables import list_text_tables
from dealer_app.services.imports.web_pages import check_no_web_page
from dealer_app.services.imports.workbooks.process import list_sheets, read_sheet
from dealer_app.services.imports.workbooks.reading import HEAD_ROWS, OLD_START

Row = tuple[int, Sequence[object]]
"""A row's number in the sheet (from 1), and its cells; an empty cell is an empty text."""

MAX_FILE_BYTES = 512 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")
_START_BYTES = 4096


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet of a workbook, or a text file with one separator; ``read`` starts from the beginning each time.

    ``first_rows`` are known from opening a workbook; ``separator`` is "" for a sheet of a workbook.
    """

    name: str
    row_count: int
    read: Callable[[], Iterator[Row]]
    is_hidden: bool = False
    first_rows: tuple[Row, ...] | None = None
    separator: str = ""

    def head(self) -> list[Row]:
        """Return the first rows; the header row must be one of them."""
        return list(islice(self.read(), HEAD_ROWS)) if self.first_rows is None else list(self.first_rows)


def list_tables(path: Path) -> tuple[SheetTable, ...]:
    """Return the tables of the file, visible sheets first.

    Raises Refusal or EnvironmentFault ``import_file_…`` if the file cannot be read.
    """
    start = _read_start(path)
    if not start:
        raise Refusal("import_file_empty")
    if start.startswith((_ZIP, OLD_START)):
        return _list_sheets(path, is_old=start.startswith(OLD_START))
    check_no_web_page(start)
    tables = list_text_tables(path)
    return tuple(SheetTable(path.name, count, read, separator=separator) for separator, count, read in tables)


def _read_start(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(_START_BYTES)
    except OSError as error:
        raise EnvironmentFault("import_file_unreadable", name=path.name) from error
    if size > MAX_FILE_BYTES:
        raise Refusal("import_file_too_large")
    return start


def _list_sheets(path: Path, *, is_old: bool) -> tuple[SheetTable, ...]:
    if is_old and _PASSWORD_MARK in path.read_bytes():
        raise Refusal("import_file_password")
    heads = list_sheets(path)
    if not any(head.rows for head in heads):
        raise Refusal("import_file_empty")
    tables = [
        SheetTable(head.name, head.last_row, partial(read_sheet, path, index), head.is_hidden, tuple(head.rows))
        for index, head in enumerate(heads)
    ]
    return tuple(sorted(tables, key=lambda table: table.is_hidden))
