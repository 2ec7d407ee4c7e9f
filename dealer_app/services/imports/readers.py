"""Map each column to its reader; columns with repeated values read each value once."""

from collections.abc import Callable
from functools import lru_cache

from dealer_app.domain.codes.banking import parse_sheba
from dealer_app.domain.codes.vehicles import parse_plate
from dealer_app.services.imports.cells import (
    cell_text,
    read_cell_amount,
    read_cell_date,
    read_code,
    read_kind,
    read_name,
    read_number,
    read_permit,
    read_phone,
    read_postal_code,
    read_remaining,
    read_status,
    read_text,
    read_vin,
    read_year,
)
from dealer_app.services.imports.tables.units import scaled

Parser = Callable[[str], object]
CellReader = Callable[[object], object]

TEXT_PARSERS: dict[str, Parser] = {
    "contract_number": read_number,
    "request_number": read_number,
    "tracking_code": read_number,
    "invitation_number": read_number,
    "national_code": read_code,
    "giver_national_code": read_code,
    "name": read_name,
    "kind": read_kind,
    "mobile": read_phone,
    "city": read_name,
    "postal_code": read_postal_code,
    "dealership_code": read_permit,
    "dealership_name": read_name,
    "brand": read_text,
    "car": read_text,
    "model_year": read_year,
    "color": read_text,
    "sale_permit": read_permit,
    "sale_type": read_text,
    "payment_method": read_text,
    "remaining": read_remaining,
    "vin": read_vin,
    "plate": parse_plate,
    "status": read_status,
    "withdrawal_state": read_text,
    "withdrawal_sheba": parse_sheba,
    "reassignment_state": read_text,
}
"""Field -> parser of its text, for columns that are neither dates nor amounts."""

AMOUNT_FIELDS = frozenset({"price", "discount", "prepayment", "received"})
DATE_FIELDS = frozenset(
    {
        "contract_on",
        "request_on",
        "invitation_due_on",
        "paid_on",
        "delivery_due_on",
        "allocated_on",
        "delivered_on",
        "withdrawn_on",
    }
)

_REPEATED = frozenset(
    {
        *DATE_FIELDS,
        "kind",
        "city",
        "dealership_code",
        "dealership_name",
        "brand",
        "car",
        "model_year",
        "color",
        "sale_permit",
        "sale_type",
        "payment_method",
        "status",
        "withdrawal_state",
        "reassignment_state",
    }
)
"""Columns with repeated values: each value is read once."""


def make_cell_reader(field: str, factor: int = 1, unit: str = "") -> CellReader:
    """Return the reader of a column: it returns a cell's value, None or "" if it is empty, and raises FieldError.

    ``factor`` makes Rial of the amounts of a column in another unit, which ``unit`` names.
    """
    read = _plain_reader(field)
    if factor != 1:
        return lambda cell: read(scaled(cell, factor, unit))
    return lru_cache(maxsize=8192, typed=True)(read) if field in _REPEATED else read


def _plain_reader(field: str) -> CellReader:
    if field in DATE_FIELDS:
        return read_cell_date
    if field in AMOUNT_FIELDS:
        return read_cell_amount
    parse = TEXT_PARSERS[field]

    def read(cell: object) -> object:
        text = cell_text(cell)
        return parse(text) if text else ""

    return read
