"""Open the chosen file, an Excel workbook or a text table, as rows with the row numbers of the sheet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.services.imports.excel_errors import ErrorCells, find_error_cells, with_errors
from dealer_app.services.imports.text_tables import list_text_tables
from dealer_app.services.imports.xlsx import check_workbook

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Row = tuple[int, Sequence[object]]
"""A row's number in the sheet (from 1), and its cells; an empty cell is an empty text."""

MAX_FILE_BYTES = 512 * 1024 * 1024
HEADER_ROWS = 30
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PASSWORD_MARK = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet of a workbook, or a text file with one separator; ``read`` starts from the beginning each time."""

    name: str
    row_count: int
    read: Callable[[], Iterator[Row]]

    def head(self) -> list[Row]:
        """Return the first rows; the header row must be one of them."""
        return list(islice(self.read(), HEADER_ROWS))


def list_tables(path: Path) -> tuple[SheetTable, ...]:
    """Return the tables of the file; raises Refusal or EnvironmentFault ``import_file_…`` if it cannot be read."""
    start = _read_start(path)
    if not start:
        raise Refusal("import_file_empty")
    if start.startswith((_ZIP, _OLE)):
        return _list_sheets(path, is_old=start.startswith(_OLE))
    return tuple(SheetTable(path.name, count, read) for count, read in list_text_tables(path))


def _read_start(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise EnvironmentFault("import_file_unreadable", name=path.name) from error
    if size > MAX_FILE_BYTES:
        raise Refusal("import_file_too_large")
    return start


def _list_sheets(path: Path, *, is_old: bool) -> tuple[SheetTable, ...]:
    if is_old and _PASSWORD_MARK in path.read_bytes():
        raise Refusal("import_file_password")
    if not is_old:
        check_workbook(path)
    workbook = _open_workbook(path)
    errors = [] if is_old else find_error_cells(path)
    errors += [{}] * (len(workbook.sheet_names) - len(errors))
    tables = tuple(map(partial(_sheet_table, workbook), workbook.sheet_names, errors))
    if not any(table.row_count for table in tables):
        raise Refusal("import_file_empty")
    return tables


def _open_workbook(path: Path) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError as error:
        raise Refusal("import_file_password") from error
    except (CalamineError, OSError) as error:
        raise Refusal("import_file_damaged") from error


def _sheet_table(workbook: "CalamineWorkbook", name: str, errors: ErrorCells) -> SheetTable:
    from python_calamine import CalamineError

    try:
        sheet = workbook.get_sheet_by_name(name)
    except CalamineError:  # a chart sheet, or a damaged one: another sheet may contain the table
        return SheetTable(name, 0, lambda: iter(()))
    last_row = sheet.end[0] + 1 if sheet.end else 0
    first_column = sheet.start[1] + 1 if sheet.start else 1

    def read() -> Iterator[Row]:
        rows: Iterator[Row] = enumerate(sheet.iter_rows(), start=1)
        return with_errors(rows, errors, first_column) if errors else rows

    return SheetTable(name, last_row, read)
