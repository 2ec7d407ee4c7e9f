"""Find the header of a table, in one row or in two, with the unit of each amount."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dealer_app.domain.errors import Refusal
from dealer_app.domain.persian import clean_text, join_names
from dealer_app.services.imports.columns import AMOUNTS, Column, Header, find_field
from dealer_app.services.imports.sheets import Row, SheetTable
from dealer_app.services.imports.tables.mixed_units import settle_units
from dealer_app.services.imports.tables.units import Unit, find_title_unit, find_unit, is_only_unit, split_heading
from resources.texts.imports import NAMELESS_COLUMN

_LEAST_KNOWN = 3  # a title or a filter row may contain one or two words that are headings too
_NEAR = 3  # rows beside the header in which other headings would be part of it


@dataclass(frozen=True, slots=True)
class _Line:
    """One of the first rows: its place among them, its number, its filled cells, and the fields of those."""

    place: int
    number: int
    cells: Mapping[int, object]
    fields: Mapping[int, str]


def find_header(table: SheetTable) -> Header | None:
    """Return the header among the first thirty filled rows, None if no row is one.

    The first row with every needed heading is the header, otherwise the row with the most known ones. Raises Refusal
    ``import_header_split`` or ``import_unit_unknown``.
    """
    lines = [_line(place, row) for place, row in enumerate(row for row in table.head() if any(row[1]))]
    found = [_read_header(lines, line) for line in lines if line.fields]
    whole = next((header for header in found if len(header.columns) >= _LEAST_KNOWN and not header.missing), None)
    best = whole or max(found, key=lambda header: len(header.columns), default=None)
    if best is None or len(best.columns) < _LEAST_KNOWN:
        return None
    _check_whole(best, lines)
    _check_units(best)
    return settle_units(best, table.head())


def _line(place: int, row: Row) -> _Line:
    number, cells = row
    filled = {index: cell for index, cell in enumerate(cells) if cell is not None and str(cell).strip()}
    fields = {index: field for index, cell in filled.items() if (field := find_field(cell))}
    return _Line(place, number, filled, fields)


def _read_header(lines: Sequence[_Line], main: _Line) -> Header:
    above = lines[main.place - 1] if main.place else None
    below = lines[main.place + 1] if main.place + 1 < len(lines) else None
    rows = [main]
    if below is not None and _is_second_row(below, main):
        rows.append(below)
    elif above is not None and (_is_second_row(main, above) or _adds_headings(above, main)):
        rows.insert(0, above)
    return _merge(rows, lines)


def _is_second_row(lower: _Line, upper: _Line) -> bool:
    """Return whether a row continues the headings above it: no cell of it is a value under a known heading."""
    if not all(isinstance(cell, str) for cell in lower.cells.values()):
        return False
    units = {index for index, cell in lower.cells.items() if is_only_unit(str(cell))}
    under = set(lower.cells) & set(upper.fields)
    if not upper.fields or not (lower.fields or units):
        return False
    if set(lower.fields) & set(upper.fields):  # the headings again, or another table
        return False
    return under <= units


def _adds_headings(above: _Line, main: _Line) -> bool:
    """Return whether the row above has headings or units where the main row has none."""
    return any(index not in main.cells for index in above.fields) or any(
        find_unit(split_heading(str(cell))[1]) for cell in above.cells.values()
    )


def _merge(rows: Sequence[_Line], lines: Sequence[_Line]) -> Header:
    """Return the header of one or two rows; the lower heading of a column counts, if it has two."""
    taken: dict[str, Column] = {}
    unknown: list[str] = []
    title = _title_unit(lines, rows[0])
    width = max(max(row.cells) for row in rows) + 1
    for index in range(width):
        stack = [row for row in rows if index in row.cells and not is_only_unit(str(row.cells[index]))]
        if not stack:
            if any(index in line.cells for line in lines if line.place > rows[-1].place):
                unknown.append(NAMELESS_COLUMN.format(letters=column_letters(index)))
            continue
        field = stack[-1].fields.get(index, "")
        heading = clean_text(str(stack[-1].cells[index]))
        if not field or field in taken:
            unknown.append(heading)
            continue
        unit = (_unit(rows, index) or title) if field in AMOUNTS else None
        taken[field] = Column(index, field, heading, unit.factor if unit else 1, unit.words if unit else "")
    return Header(rows[-1].number, tuple(taken.values()), tuple(unknown), rows[0].number, width)


def _unit(rows: Sequence[_Line], index: int) -> Unit | None:
    """Return the unit of a column: of its own heading or the unit below it, otherwise of the group above it."""
    for row in reversed(rows):
        unit = find_unit(split_heading(str(row.cells[index]))[1]) if index in row.cells else None
        if index in row.cells and unit is None and is_only_unit(str(row.cells[index])):
            unit = find_unit(str(row.cells[index]))
        if unit:
            return unit
    group = max((at for at in rows[0].cells if at <= index), default=None) if len(rows) > 1 else None
    return find_unit(split_heading(str(rows[0].cells[group]))[1]) if group is not None else None


def _title_unit(lines: Sequence[_Line], first: _Line) -> Unit | None:
    """Return the unit that a title above the header states for all amounts."""
    texts = [str(cell) for line in lines if line.place < first.place for cell in line.cells.values()]
    return next((unit for text in texts if (unit := find_title_unit(text))), None)


def _check_whole(header: Header, lines: Sequence[_Line]) -> None:
    """Refuse a header whose other headings stand in a third row: their columns would be read as empty."""
    fields = {column.field for column in header.columns}
    claimed = {column.index for column in header.columns}
    below = {index for line in lines if line.number > header.row for index in line.cells}
    for line in lines:
        if header.first <= line.number <= header.row or not header.first - _NEAR <= line.number <= header.row + _NEAR:
            continue
        lost = [index for index, field in line.fields.items() if field not in fields and index not in claimed]
        if any(index in below for index in lost) and (line.number < header.first or len(lost) == len(line.cells)):
            names = join_names(clean_text(str(line.cells[index])) for index in lost)
            raise Refusal("import_header_split", columns=names)


def _check_units(header: Header) -> None:
    strange = [column.heading for column in header.columns if column.factor == 0]
    if strange:
        raise Refusal("import_unit_unknown", columns=join_names(strange))


def column_letters(index: int) -> str:
    """Return the letters of a column by its index from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
