"""Which fields a registration needs, by kind of customer: a table, a sample until a manager confirms it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Final

from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.errors import FieldError
from resources.tables import read_table
from resources.texts.papers import FIELD_LABELS, SAMPLE

_OWN_CODES: Final = {
    "given_name": "given_name_empty",
    "family_name": "family_name_empty",
    "representative_name": "representative_name_empty",
    "representative_national_code": "representative_code_empty",
}
"""Fields whose absence has a sentence of its own; a code says it itself when it is parsed."""


@dataclass(frozen=True, slots=True)
class RequiredField:
    """One row of the table ``required_fields.csv``: a field that must be filled, and where that is known from."""

    field: str
    source: str
    is_sample: bool


@cache
def required_fields() -> Mapping[CustomerKind, tuple[RequiredField, ...]]:
    """Return the rows of each kind of customer, in the order of the form.

    Raises ValueError for a row with an unknown kind or field, or with one twice: the table is wrong.
    """
    order = {field.name: at for at, field in enumerate(fields(CustomerFields))}
    found: dict[CustomerKind, dict[str, RequiredField]] = {kind: {} for kind in CustomerKind}
    for row in read_table("required_fields"):
        mine, name = found[CustomerKind(row["kind"])], row["field"]
        if name not in order or name in mine:
            raise ValueError(name)
        mine[name] = RequiredField(name, row["source"], row["note"].startswith(SAMPLE))
    return {kind: tuple(sorted(rows.values(), key=lambda one: order[one.field])) for kind, rows in found.items()}


def missing_error(kind: CustomerKind, field: str) -> FieldError:
    """Return the error of a needed field that is empty."""
    if kind is CustomerKind.LEGAL and field == "family_name":
        return FieldError("company_name_empty", field)
    code = _OWN_CODES.get(field)
    return FieldError(code, field) if code else FieldError("field_needed", field, label=field_label(kind, field))


def field_label(kind: CustomerKind, field: str) -> str:
    """Return the Persian name of a field as it is said of a customer of ``kind``."""
    return FIELD_LABELS["company_name" if kind is CustomerKind.LEGAL and field == "family_name" else field]
