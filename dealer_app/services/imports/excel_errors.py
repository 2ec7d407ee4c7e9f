"""Find cells with Excel errors: the workbook reader returns them as empty, and a price would be lost unnoticed."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dealer_app.domain.errors import Refusal
from dealer_app.services.imports.xlsx import DAMAGE, column_number, sheet_pieces

ErrorCells = Mapping[int, Mapping[int, str]]
"""Row -> column -> error text of Excel, such as «#N/A»; both count from 1."""

_MARK = b't="e"'
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:(?!</c>).)*?<v>(#[^<]*)</v>', re.DOTALL)
_SHEET, _RELATION = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>"), re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET_LINK, _ID, _TARGET = (re.compile(rb'\b%s="([^"]*)"' % name) for name in (rb"\w+:id", rb"Id", rb"Target"))


def find_error_cells(path: Path) -> list[ErrorCells]:
    """Return the error cells of each sheet in the order of the workbook; raises Refusal ``import_file_damaged``."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [_scan(archive, name) for name in _sheet_files(archive)]
    except DAMAGE as error:
        raise Refusal("import_file_damaged") from error


def _sheet_files(archive: zipfile.ZipFile) -> list[str]:
    links = archive.read("xl/_rels/workbook.xml.rels")
    targets = {_attribute(_ID, link): _attribute(_TARGET, link).decode() for link in _RELATION.findall(links)}
    sheets = _SHEET.findall(archive.read("xl/workbook.xml"))
    files = (targets.get(_attribute(_SHEET_LINK, sheet), "") for sheet in sheets)
    return [file.removeprefix("/") if file.startswith("/") else f"xl/{file}" for file in files]


def _attribute(pattern: re.Pattern[bytes], tag: bytes) -> bytes:
    found = pattern.search(tag)
    return found.group(1) if found else b""


def _scan(archive: zipfile.ZipFile, name: str) -> ErrorCells:
    cells: dict[int, dict[int, str]] = defaultdict(dict)
    for piece in sheet_pieces(archive, name) if name in archive.NameToInfo else ():
        for letters, row, error in _CELL.findall(piece) if _MARK in piece else ():
            cells[int(row)][column_number(letters)] = error.decode()
    return cells


def with_errors(
    rows: Iterator[tuple[int, Sequence[object]]], errors: ErrorCells, first_column: int
) -> Iterator[tuple[int, Sequence[object]]]:
    """Yield ``rows`` with the error texts inserted; ``first_column`` is the column, from 1, where the rows begin."""
    for number, cells in rows:
        if number in errors:
            found = {column - first_column: error for column, error in errors[number].items()}
            yield number, [found.get(index, cell) for index, cell in enumerate(cells)]
        else:
            yield number, cells
