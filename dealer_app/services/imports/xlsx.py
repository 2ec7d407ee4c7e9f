"""Check a workbook before it is opened: a stray cell far from the others would exhaust the reader's memory."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from dealer_app.domain.errors import Refusal

DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError)
"""Exceptions that reading a damaged archive may raise."""
MAX_CELLS = 60_000_000
MAX_INFLATED_BYTES = 4 * 1024 * 1024 * 1024
_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 4096
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_FILLED_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*[^>/]>')


def check_workbook(path: Path) -> None:
    """Raise Refusal if the file is not a workbook, is damaged, or would not fit into memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {info.filename: info.file_size for info in archive.infolist()}
            if "xl/workbook.xml" not in names:
                raise Refusal("import_file_unknown")
            if sum(names.values()) > MAX_INFLATED_BYTES:
                raise Refusal("import_file_too_large")
            for name in names:
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _check_sheet(archive, name)
    except DAMAGE as error:
        raise Refusal("import_file_damaged") from error


def _check_sheet(archive: zipfile.ZipFile, name: str) -> None:
    with archive.open(name) as sheet:
        stated = _DIMENSION.search(sheet.read(4096))
    if stated and _area(stated.group(1), int(stated.group(2))) <= MAX_CELLS:
        return
    if stated and _filled_area(archive, name) > MAX_CELLS:
        raise Refusal("import_file_stray_cells")


def _filled_area(archive: zipfile.ZipFile, name: str) -> int:
    """Return the number of cells in the rectangle around all filled cells."""
    widest, last = b"A", 1
    for chunk in sheet_pieces(archive, name):
        for letters, row in _FILLED_CELL.findall(chunk):
            widest = max(widest, letters, key=lambda text: (len(text), text))
            last = max(last, int(row))
    return _area(widest, last)


def sheet_pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the sheet in pieces, each with the end of the one before, so that no cell is split."""
    tail = b""
    with archive.open(name) as sheet:
        while piece := sheet.read(_CHUNK_BYTES):
            yield tail + piece
            tail = piece[-_OVERLAP_BYTES:]


def _area(letters: bytes, rows: int) -> int:
    return column_number(letters) * rows


def column_number(letters: bytes) -> int:
    """Return the number of a column from 1: A is 1, AA is 27."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column
