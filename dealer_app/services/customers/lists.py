"""List customers: all ids, rows for the visible block, and customers who may be the same person."""

from collections.abc import Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from dealer_app.domain.codes.identity import parse_mobile
from dealer_app.domain.codes.masking import mask_mobile, mask_national_code
from dealer_app.domain.customers import CustomerFields, CustomerKind, CustomerRow, SimilarCustomer
from dealer_app.domain.errors import FieldError
from dealer_app.domain.files.likeness import differences
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.rights import Right
from dealer_app.services.rights import require_to_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord, CustomerWordRecord, name_key
from dealer_app.store.tables.orders import OrderRecord
from resources.texts.search import SUMMARY

SORTS = {
    "name": CustomerRecord.name_sort,
    "city": CustomerRecord.city,
    "registered_at": CustomerRecord.row,
    "national_code": CustomerRecord.national_code,
}
MOST_SIMILAR = 5
FIELDS = tuple(field.name for field in fields_of(CustomerFields))


def fields_of_record(record: CustomerRecord) -> CustomerFields:
    """Return the fields of a record."""
    values = {name: getattr(record, name) for name in FIELDS}
    return replace(CustomerFields(**values), kind=CustomerKind(record.kind))


def list_customer_ids(
    unit: Unit, sort: str = "name", *, descending: bool = False, filter_text: str = ""
) -> tuple[CustomerId, ...]:
    """Return the ids of all files whose name has every word of ``filter_text``, sorted by one of SORTS."""
    require_to_read(unit, Right.FIND)
    wanted = _with_words(select(CustomerRecord.id), name_key(filter_text).split())
    column = SORTS[sort]
    ids = unit.session.scalars(wanted.order_by(column.desc() if descending else column, CustomerRecord.row))
    return tuple(CustomerId(one) for one in ids)


def get_customer_rows(unit: Unit, ids: Sequence[CustomerId]) -> tuple[CustomerRow, ...]:
    """Return the rows of ``ids`` in their order, without ids that no longer exist."""
    require_to_read(unit, Right.FIND)
    record = CustomerRecord
    columns = select(record.id, record.name, record.national_code, record.mobile, record.city)
    rows = {row.id: row for row in unit.session.execute(columns.where(record.id.in_(ids)))}
    orders = last_orders(unit, ids)
    return tuple(_row(rows[one], *orders.get(one, (0, "", ""))) for one in ids if one in rows)


def last_orders(unit: Unit, ids: Sequence[UUID]) -> dict[UUID, tuple[int, str, str]]:
    """Return (number of orders, car and status of the newest) by customer, without customers that have no orders."""
    newest = func.max(OrderRecord.row)  # SQLite takes the other columns from the row of the maximum
    columns = select(OrderRecord.customer_id, func.count(), OrderRecord.car, OrderRecord.status, newest)
    rows = unit.session.execute(columns.where(OrderRecord.customer_id.in_(ids)).group_by(OrderRecord.customer_id))
    return {customer_id: (count, car, status) for customer_id, count, car, status, _ in rows}


def list_similar_customers(unit: Unit, fields: CustomerFields) -> tuple[SimilarCustomer, ...]:
    """Return files with the same mobile or name but another code, for a warning; they never cause a refusal.

    Each says in which of the typed fields it differs.
    """
    require_to_read(unit, Right.FIND)
    mobile, key = _mobile(fields.mobile), name_key(f"{fields.given_name} {fields.family_name}")
    same = [CustomerRecord.mobile == mobile] if mobile else []
    if fields.family_name.strip():
        same.append(CustomerRecord.name_key == key)
    if not same:
        return ()
    wanted = select(CustomerRecord).where(or_(*same)).order_by(CustomerRecord.row.desc()).limit(MOST_SIMILAR + 1)
    found = [row for row in unit.session.scalars(wanted) if row.national_code != fields.national_code][:MOST_SIMILAR]
    orders = last_orders(unit, [row.id for row in found])
    return tuple(_similar(row, fields, (mobile, key), orders.get(row.id)) for row in found)


def _with_words(wanted: Select[Any], words: Sequence[str]) -> Select[Any]:
    """Return the query, limited to names that have a word beginning with each of ``words``."""
    for word in words:
        beginning = CustomerWordRecord.word.between(word, f"{word}\U0010ffff")
        wanted = wanted.where(CustomerRecord.row.in_(select(CustomerWordRecord.customer_row).where(beginning)))
    return wanted


def _mobile(text: str) -> str:
    """Return a mobile as it is stored, "" if it is not valid (not yet typed in full)."""
    try:
        return parse_mobile(text)
    except FieldError:
        return ""


def _row(row: Any, order_count: int, _car: str, status: str) -> CustomerRow:  # noqa: ANN401 - a Core row
    """Return the frozen row of a Core row."""
    return CustomerRow(
        id=CustomerId(row.id),
        name=row.name,
        masked_national_code=mask_national_code(row.national_code),
        masked_mobile=mask_mobile(row.mobile),
        city=row.city,
        order_count=order_count,
        last_status=status,
    )


def _similar(
    record: CustomerRecord, typed: CustomerFields, keys: tuple[str, str], last: tuple[int, str, str] | None
) -> SimilarCustomer:
    """Return a customer who may be the same person, with the matching fields and those that differ."""
    mobile, key = keys
    reasons = {"mobile": bool(mobile) and record.mobile == mobile, "name": bool(key) and record.name_key == key}
    return SimilarCustomer(
        id=CustomerId(record.id),
        name=record.name,
        masked_national_code=mask_national_code(record.national_code),
        city=record.city,
        reasons=tuple(reason for reason, is_same in reasons.items() if is_same),
        last_order=SUMMARY.format(car=last[1], status=last[2]) if last else "",
        differences=differences(fields_of_record(record), typed),
    )
