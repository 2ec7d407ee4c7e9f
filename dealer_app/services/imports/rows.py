"""Read a row as an order and its customer, each column by its rule; the first bad cell refuses the row."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.codes.digit_fields import compact
from dealer_app.domain.codes.identity import (
    LEGAL_ID_LENGTH,
    mobile_warning,
    parse_foreign_code,
    parse_legal_id,
    parse_national_code,
    restore_leading_zeros,
)
from dealer_app.domain.codes.vehicles import parse_vin
from dealer_app.domain.customers import CustomerKind
from dealer_app.domain.errors import FieldError, sentence
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import format_balance
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.persian import normalise, number_key, persian_digits
from dealer_app.services.imports.cells import short_year_doubt
from dealer_app.services.imports.columns import IGNORED_FIELD, Header, find_field
from dealer_app.services.imports.readers import CellReader, make_cell_reader
from dealer_app.services.imports.tables.units import words_of_kind

PERSON_FIELDS = ("kind", "national_code", "name", "mobile", "city", "postal_code")
CONTACT_FIELDS = frozenset({"mobile", "city", "postal_code"})
"""Facts that never refuse an order: a value that is none is left out, with a warning."""

_LONGEST_MOBILE = 15  # «0098» and eleven digits
_GREGORIAN = re.compile(r"\D*(?:19|20)\d\d")
_NEEDED_VALUES = ("request_number", "national_code", "name", "status")
_CODE_PARSERS: dict[CustomerKind, Callable[[str], str]] = {
    CustomerKind.NATURAL: parse_national_code,
    CustomerKind.LEGAL: parse_legal_id,
    CustomerKind.FOREIGN: parse_foreign_code,
}


Plan = tuple[tuple[int, str, CellReader], ...]
"""Index, canonical field and cell reader of each column."""
Remark = tuple[FieldError, str]
"""A warning or a mend, and the text of the cell."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The customer in a row of an export; ``name`` is the whole name, also of a company."""

    kind: CustomerKind
    national_code: str
    name: str
    mobile: str = ""
    city: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row that was read: order, customer, mended values and warnings."""

    row: int
    key: str  # of the request number: the same for all spellings of one number
    order: OrderFields
    person: PersonFacts
    mends: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    is_summed: bool = False  # the row states its remaining amount, and it is price - discount - received


class BadCell(Exception):
    """The first bad cell of a row; ``error`` has its canonical field, ``value`` is the text of the cell."""

    def __init__(self, error: FieldError, value: str) -> None:
        super().__init__(error.code)
        self.error = error
        self.value = value


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one table: the plan of its columns is made once."""

    plan: Plan
    order_fields: frozenset[str]
    heading_row: int
    today: date

    def read(self, number: int, cells: Sequence[object]) -> RowFacts | None:
        """Return the facts of a row, None for a row that is not an order (empty, sums, a repeated heading).

        Raises BadCell.
        """
        warnings: list[Remark] = []
        values = _read_cells(self.plan, cells, self.today, warnings)
        if not values or _is_no_order(values, cells):
            return None
        for field in _NEEDED_VALUES:
            if not values.get(field):
                raise BadCell(FieldError(f"import_{field}_missing", field), "")
        return _assemble(number, values, self.order_fields, warnings)


def make_reader(header: Header, today: date | None = None) -> RowReader:
    """Return the reader for the columns of ``header``; ``today`` is the day in Tehran, for doubts about dates."""
    plan = tuple(
        (column.index, column.field, make_cell_reader(column.field, column.factor, column.unit))
        for column in header.columns
        if column.field != IGNORED_FIELD
    )
    fields = frozenset(field for _, field, _ in plan) - {*PERSON_FIELDS, "remaining"}
    return RowReader(plan, fields, header.row, today or local_day(datetime.now(UTC)))


def _read_cells(plan: Plan, cells: Sequence[object], today: date, warnings: list[Remark]) -> dict[str, Any]:
    """Return the values of a row by field; doubts about cells are added to ``warnings``."""
    values: dict[str, Any] = {}
    width = len(cells)
    for index, field, read in plan:
        cell = cells[index] if index < width else ""
        if cell == "" or cell is None:
            continue
        try:
            value = read(cell)
        except FieldError as error:
            if _is_no_order(values, cells):
                return {}
            if field not in CONTACT_FIELDS or _is_damaged(error):
                raise BadCell(error.at(field), _as_seen(cell)) from error
            left_out = FieldError("import_contact_left_out", field, is_warning=True, why=sentence(error))
            warnings.append((left_out, _as_seen(cell)))
            continue
        if value is not None and value != "":
            values[field] = value
            doubt = _doubt(field, cell, value, today)
            if doubt:
                warnings.append((doubt.at(field), _as_seen(cell)))
    return values


def _is_damaged(error: FieldError) -> bool:
    """Return whether the cell has no value at all, so that the whole row is doubtful."""
    return error.code.startswith("import_cell_") and error.code != "import_cell_digits_lost"


def _doubt(field: str, cell: object, value: object, today: date) -> FieldError | None:
    """Return a warning about a value that can be read, but that is probably not meant."""
    if isinstance(value, date):
        is_gregorian = isinstance(cell, date) or _GREGORIAN.match(str(cell))
        return short_year_doubt(value, today) if is_gregorian else None
    if field != "mobile" or not isinstance(value, str):
        return None
    if len(compact(str(cell))) > _LONGEST_MOBILE:
        return FieldError("import_contact_several", is_warning=True, kept=persian_digits(value))
    return mobile_warning(value)


def _as_seen(cell: object) -> str:
    """Return the text of a cell for the error sheet; Excel's whole numbers without a decimal point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _is_no_order(values: Mapping[str, object], cells: Sequence[object]) -> bool:
    """Return whether a row is not an order: sums under the table, or a repeated heading."""
    if values.get("national_code") and values.get("name") and values.get("status"):
        return False
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    if any(normalise(text).startswith(words_of_kind("total")) for text in texts[:1]):
        return not values.get("request_number")
    return len(texts) > len(_NEEDED_VALUES) and all(find_field(text) for text in texts)


def _assemble(
    number: int, values: dict[str, Any], order_fields: frozenset[str], warnings: Sequence[Remark]
) -> RowFacts:
    mends: list[Remark] = []
    person = _read_person(values, mends)
    giver = values.get("giver_national_code")
    if giver:
        kind = CustomerKind.LEGAL if len(compact(giver)) == LEGAL_ID_LENGTH else CustomerKind.NATURAL
        values["giver_national_code"] = _read_code("giver_national_code", kind, giver, mends)
    order = OrderFields(**{field: value for field, value in values.items() if field in order_fields})
    key = number_key(order.request_number)
    is_summed = values.get("remaining") == order.price - order.discount - order.received
    return RowFacts(number, key, order, person, tuple(mends), (*warnings, *_list_warnings(order, values)), is_summed)


def _read_person(values: dict[str, Any], mends: list[Remark]) -> PersonFacts:
    text = values["national_code"]
    kind = values.get("kind") or (CustomerKind.LEGAL if len(compact(text)) == LEGAL_ID_LENGTH else CustomerKind.NATURAL)
    code = _read_code("national_code", kind, text, mends)
    return PersonFacts(
        kind,
        code,
        values["name"],
        values.get("mobile", ""),
        values.get("city", ""),
        values.get("postal_code", ""),
    )


def _read_code(field: str, kind: CustomerKind, text: str, mends: list[Remark]) -> str:
    restored = _restore(kind, text)
    if restored:
        mends.append((FieldError("import_zeros_restored", field, restored=persian_digits(restored)), text))
        return restored
    try:
        return _CODE_PARSERS[kind](text)
    except FieldError as error:
        raise BadCell(error.at(field), text) from error


def _restore(kind: CustomerKind, text: str) -> str | None:
    """Return the code with the leading zeros that Excel dropped, or None if none are missing."""
    if kind is CustomerKind.NATURAL:
        return restore_leading_zeros(text)
    digits = compact(text)
    if kind is CustomerKind.FOREIGN or len(digits) not in (LEGAL_ID_LENGTH - 2, LEGAL_ID_LENGTH - 1):
        return None
    try:
        return parse_legal_id(digits.zfill(LEGAL_ID_LENGTH))
    except FieldError:
        return None


def _list_warnings(order: OrderFields, values: Mapping[str, Any]) -> tuple[Remark, ...]:
    found = ((_vin_warning(order.vin), order.vin), (_remaining_warning(order, values), str(values.get("remaining"))))
    return tuple((warning, value) for warning, value in found if warning)


def _vin_warning(vin: str) -> FieldError | None:
    if not vin:
        return None
    try:
        parse_vin(vin)
    except FieldError as error:
        return FieldError(error.code, "vin", is_warning=True, **error.params)
    return None


def _remaining_warning(order: OrderFields, values: Mapping[str, Any]) -> FieldError | None:
    """Return a warning if the export's own remaining amount is not price - discount - received."""
    stated = values.get("remaining")
    if stated is None or "price" not in values or "received" not in values:
        return None
    computed = Rial(order.price - order.discount - order.received)
    if stated == computed:
        return None
    shown = {"stated": format_balance(stated), "computed": format_balance(computed)}
    return FieldError("import_remaining_differs", "remaining", is_warning=True, **shown)
