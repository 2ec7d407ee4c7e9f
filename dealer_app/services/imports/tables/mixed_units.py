"""Settle the unit of amounts whose heading states none while another heading of the table does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dealer_app.domain.errors import Refusal
from dealer_app.domain.persian import ascii_digits, join_names
from dealer_app.services.imports.columns import AMOUNTS, Column, Header
from dealer_app.services.imports.sheets import Row

_MARKS = str.maketrans("", "", ",\u066c\u060c \u200f\u200e")
_PARTS = ("price", "received", "remaining")


def settle_units(header: Header, head: Sequence[Row]) -> Header:
    """Return the header with a unit for every amount.

    Amounts without a unit are Rial if no heading states another one. Otherwise the first rows decide: only with one of
    both readings the remaining amount is price - discount - received. Raises Refusal ``import_unit_mixed``.
    """
    amounts = [column for column in header.columns if column.field in AMOUNTS]
    stated = {(column.factor, column.unit) for column in amounts if column.unit}
    unstated = {column.field for column in amounts if not column.unit}
    if not unstated or all(factor == 1 for factor, _ in stated):
        return header
    shared = _scaled(header, unstated, *next(iter(stated))) if len(stated) == 1 else None
    fits = [one for one in (shared, header) if one is not None and _adds_up(one, head)]
    if len(fits) != 1:
        names = (column.heading for column in amounts if not column.unit)
        raise Refusal("import_unit_mixed", columns=join_names(names))
    return fits[0]


def _scaled(header: Header, fields: set[str], factor: int, unit: str) -> Header:
    def scale(column: Column) -> Column:
        return replace(column, factor=factor, unit=unit) if column.field in fields else column

    return replace(header, columns=tuple(map(scale, header.columns)))


def _adds_up(header: Header, head: Sequence[Row]) -> bool:
    """Return whether the amounts of the first rows fit together, and at least one row shows it."""
    places = {column.field: column for column in header.columns if column.field in AMOUNTS}
    sums = [_amounts(places, cells) for number, cells in head if number > header.row]
    whole = [row for row in sums if all(name in row for name in _PARTS) and row["price"]]
    return bool(whole) and all(
        row["price"] - row.get("discount", 0) - row["received"] == row["remaining"] for row in whole
    )


def _amounts(places: Mapping[str, Column], cells: Sequence[object]) -> dict[str, float]:
    found: dict[str, float] = {}
    for field, column in places.items():
        cell = cells[column.index] if column.index < len(cells) else ""
        try:
            found[field] = float(ascii_digits(str(cell)).translate(_MARKS)) * column.factor
        except ValueError:
            continue
    return found
