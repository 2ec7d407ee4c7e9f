"""List the sheets of a workbook and read their rows; this runs in the reading process."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dealer_app.domain.errors import Refusal
from dealer_app.services.imports.workbooks.archive import Archive, open_archive
from dealer_app.services.imports.workbooks.cell_faults import CellFault
from dealer_app.services.imports.workbooks.limits import MAX_CELL_CHARS, MAX_OLD_BYTES
from dealer_app.services.imports.workbooks.plain_rows import Row
from dealer_app.services.imports.workbooks.sheet_rows import SheetReader

if TYPE_CHECKING:
    from dealer_app.services.imports.workbooks.old_workbook import OldSheet

HEAD_ROWS = 30
OLD_START = b"\xd0\xcf\x11\xe0"
_FAR = re.compile(rb"""\br\s*=\s*["'][A-Z]{3}\d""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d{1,7})["']""")
_TAIL_BYTES = 1 << 16


class SheetHead(NamedTuple):
    """A sheet: its name, whether it is hidden, the number of its last row (about), and its first filled rows."""

    name: str
    is_hidden: bool
    last_row: int
    rows: list[Row]


def list_heads(path: Path) -> Iterator[SheetHead]:
    """Yield each sheet's head after a look at all its bytes; raises Refusal if one of them cannot be read."""
    if _is_old(path):
        for index, (name, is_hidden, old) in enumerate(_list_old(path)):
            yield SheetHead(name, is_hidden, old.last_row + 1, list(islice(read_rows(path, index), HEAD_ROWS)))
        return
    with open_archive(path) as archive:
        reader = SheetReader(archive)
        for sheet in archive.sheets:
            last = _look_through(archive, reader, sheet.part)
            yield SheetHead(sheet.name, sheet.is_hidden, last, list(islice(reader.rows(sheet.part), HEAD_ROWS)))


def read_rows(path: Path, index: int) -> Iterator[Row]:
    """Yield the filled rows of one sheet, by its place in ``list_heads``."""
    if _is_old(path):
        yield from _read_old(path, index)
        return
    with open_archive(path) as archive:
        yield from SheetReader(archive).rows(archive.sheets[index].part)


def _is_old(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == OLD_START


def _look_through(archive: Archive, reader: SheetReader, part: str) -> int:
    """Read all bytes of a sheet, which checks them; return the number of its last row."""
    count, tail, is_far = 0, b"", False
    for piece in archive.pieces(part):
        count += piece.count(b"<row")
        is_far = is_far or _FAR.search(tail[-16:] + piece) is not None
        tail = (tail + piece)[-_TAIL_BYTES:]
    if is_far:  # is one of the far cells filled? only the parser knows
        for _ in reader.rows(part):
            pass
    last = _ROW.findall(tail)
    return int(last[-1]) if last else count


def _list_old(path: Path) -> list[tuple[str, bool, "OldSheet"]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    from dealer_app.services.imports.workbooks.old_workbook import examine

    if path.stat().st_size > MAX_OLD_BYTES:
        raise Refusal("import_file_too_large")
    found = examine(path.read_bytes())
    book = _open_old(path)
    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) != len(found):
        raise Refusal("import_file_damaged")
    return [
        (one.name, one.visible != SheetVisibleEnum.Visible, sheet) for one, sheet in zip(sheets, found, strict=True)
    ]


def _open_old(path: Path) -> Any:  # noqa: ANN401 - the library is loaded on first use
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError as error:
        raise Refusal("import_file_password") from error
    except (CalamineError, OSError) as error:
        raise Refusal("import_file_damaged") from error


def _read_old(path: Path, index: int) -> Iterator[Row]:
    from python_calamine import CalamineError

    name, _, found = _list_old(path)[index]
    try:
        sheet = _open_old(path).get_sheet_by_name(name)
    except CalamineError as error:
        raise Refusal("import_file_damaged") from error
    first = sheet.start[1] if sheet.start else 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row: list[object] = [""] * first + [_old_value(cell) for cell in cells]
        for column, text in found.errors.get(number - 1, {}).items():
            row += [""] * (column + 1 - len(row))
            row[column] = CellFault("import_cell_error", text)
        if any(cell != "" for cell in row):
            yield number, row


def _old_value(cell: object) -> object:
    if isinstance(cell, str) and len(cell) > MAX_CELL_CHARS:
        return CellFault("import_text_too_long", cell[:40])
    return cell
