"""Examine an old workbook (xls) before it is opened: its error cells, and the rectangle that its cells need.

Record layouts: Microsoft's published specifications [MS-CFB] (the container) and [MS-XLS] (the records).
"""

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from dealer_app.domain.errors import Refusal
from dealer_app.services.imports.workbooks.limits import MAX_OLD_AREA

_END_OF_CHAIN = 0xFFFFFFFA  # and above: no sector
_DIRECTORY_ENTRY = 128
_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x809, 0x0A, 0x85, 0x2F
_BOOLERR, _FORMULA, _MULRK = 0x205, 0x06, 0xBD
_VALUES = frozenset({0x203, 0x27E, 0xFD, 0x204, 0xD6, _BOOLERR, _FORMULA, _MULRK})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class OldSheet:
    """What the records of one sheet say: error cells by row and column, both from 0, and its last cell."""

    errors: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    last_row: int = -1
    last_column: int = -1


def examine(content: bytes) -> list[OldSheet]:
    """Return the worksheets of an old workbook; raises Refusal if it is damaged, locked, or has a stray cell."""
    try:
        stream = _book_stream(content)
        sheets = [_examine_sheet(stream, start) for start in _list_starts(stream)]
    except (struct.error, IndexError) as error:
        raise Refusal("import_file_damaged") from error
    for sheet in sheets:
        if (sheet.last_row + 1) * (sheet.last_column + 1) > MAX_OLD_AREA:
            raise Refusal("import_file_stray_cells")
    return sheets


def _book_stream(content: bytes) -> bytes:
    """Return the stream of the workbook from its container."""
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    if sector not in {512, 4096}:
        raise Refusal("import_file_damaged")
    table = _sector_table(content, sector)
    directory = _chain(content, table, struct.unpack_from("<L", content, 48)[0], sector)
    short = struct.unpack_from("<L", content, 56)[0]
    for at in range(0, len(directory) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
        length, start, size = (
            *struct.unpack_from("<H", directory, at + 64),
            *struct.unpack_from("<LL", directory, at + 116),
        )
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name in {"Workbook", "Book"}:
            if size >= short:
                return _chain(content, table, start, sector)[:size]
            return _short_stream(content, table, directory, start, sector)[:size]
        if name == "EncryptedPackage":
            raise Refusal("import_file_password")
    raise Refusal("import_file_damaged")


def _sector_table(content: bytes, sector: int) -> list[int]:
    heads = list(struct.unpack_from("<109L", content, 76))
    more, seen = struct.unpack_from("<L", content, 68)[0], 0
    while more < _END_OF_CHAIN and seen <= len(content) // sector:
        *part, more = struct.unpack_from(f"<{sector // 4}L", content, (more + 1) * sector)
        heads += part
        seen += 1
    table: list[int] = []
    for head in heads:
        if head < _END_OF_CHAIN and len(table) * sector <= len(content):
            table += struct.unpack_from(f"<{sector // 4}L", content, (head + 1) * sector)
    return table


def _chain(content: bytes, table: list[int], start: int, sector: int) -> bytes:
    parts: list[bytes] = []
    while start < _END_OF_CHAIN:
        if len(parts) > len(table):  # a ring
            raise Refusal("import_file_damaged")
        parts.append(content[(start + 1) * sector : (start + 2) * sector])
        start = table[start]
    return b"".join(parts)


def _short_stream(content: bytes, table: list[int], directory: bytes, start: int, sector: int) -> bytes:
    """Return a stream that is kept in the small sectors of the root entry."""
    small = _chain(content, table, struct.unpack_from("<L", directory, 116)[0], sector)
    chain = _chain(content, table, struct.unpack_from("<L", content, 60)[0], sector)
    short_table = list(struct.unpack(f"<{len(chain) // 4}L", chain))
    return _chain(bytes(64) + small, short_table, start, 64)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, start and length of each record from ``at``."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _list_starts(stream: bytes) -> list[int]:
    starts: list[int] = []
    for kind, at, _ in _records(stream, 0):
        if kind == _FILEPASS:
            raise Refusal("import_file_password")
        if kind == _BOUNDSHEET and stream[at + 5] == 0:
            starts.append(struct.unpack_from("<L", stream, at)[0])
        if kind == _EOF:
            break
    return starts


def _examine_sheet(stream: bytes, start: int) -> OldSheet:
    sheet, depth = OldSheet(), 0
    for kind, at, length in _records(stream, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            break
        if kind in _VALUES and depth == 1:
            row, column = struct.unpack_from("<HH", stream, at)
            last = struct.unpack_from("<H", stream, at + length - 2)[0] if kind == _MULRK else column
            sheet.last_row, sheet.last_column = max(sheet.last_row, row), max(sheet.last_column, last)
            error = _error(stream, kind, at)
            if error:
                sheet.errors[row][column] = error
    return sheet


def _error(stream: bytes, kind: int, at: int) -> str:
    """Return the error text of a cell, "" if it has none."""
    if kind == _BOOLERR and stream[at + 7]:
        return _ERRORS.get(stream[at + 6], "#?")
    if kind == _FORMULA and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":  # noqa: PLR2004 - an error
        return _ERRORS.get(stream[at + 8], "#?")
    return ""
