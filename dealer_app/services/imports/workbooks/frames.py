"""Write and read the frames between the reading process and the program: lengths and marshalled values."""

import marshal
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from dealer_app.services.imports.workbooks.cell_faults import CellFault
from dealer_app.services.imports.workbooks.plain_rows import Row

_LENGTH_BYTES = 4
_DAY = "day"
_PLAIN = frozenset({str, float, int, bool, type(None)})
_FRAME_ROWS = 200
_FRAME_CELLS = 20_000
PackedRow = tuple[int, list[object], dict[int, tuple[str, str]]]
"""Number, cells, and the cells of another kind by their index: a day, or a fault by its code."""


def write_frame(file: BinaryIO, value: object) -> None:
    """Write one value."""
    content = marshal.dumps(value)  # type: ignore[arg-type]  # lists of plain values
    file.write(len(content).to_bytes(_LENGTH_BYTES, "big") + content)


def read_frames(file: BinaryIO) -> Iterator[Any]:
    """Yield the values until the file ends, also where it ends in the middle of a frame."""
    while len(head := file.read(_LENGTH_BYTES)) == _LENGTH_BYTES:
        length = int.from_bytes(head, "big")
        content = file.read(length)
        if len(content) < length:
            return
        yield marshal.loads(content)  # noqa: S302 - written by our own process


def pack_rows(rows: Iterable[Row]) -> Iterator[list[PackedRow]]:
    """Yield the rows in frames of bounded size, every cell in a form that a frame can hold."""
    frame: list[PackedRow] = []
    cells_left = _FRAME_CELLS
    for number, cells in rows:
        others = {at: _pack(cell) for at, cell in enumerate(cells) if type(cell) not in _PLAIN}
        for at in others:
            cells[at] = None
        frame.append((number, cells, others))
        cells_left -= len(cells)
        if len(frame) >= _FRAME_ROWS or cells_left < 0:
            yield frame
            frame, cells_left = [], _FRAME_CELLS
    if frame:
        yield frame


def unpack_rows(frame: list[PackedRow]) -> Iterator[Row]:
    """Yield the rows of a frame."""
    for number, cells, others in frame:
        for at, (kind, text) in others.items():
            cells[at] = datetime.fromisoformat(text) if kind == _DAY else CellFault(kind, text)
        yield number, cells


def _pack(cell: object) -> tuple[str, str]:
    if isinstance(cell, date):  # a datetime is one, too
        return _DAY, cell.isoformat()
    if isinstance(cell, CellFault):
        return cell.code, cell.text
    return "import_cell_kind", str(cell)
