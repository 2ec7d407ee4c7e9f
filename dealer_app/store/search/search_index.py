"""Search by exact keys and prefixes of keys, each with one prepared statement on the driver.

SQLAlchemy would cost more than the look-up itself. The statements are constant text with bound values, except the
limit: SQLite plans a statement again for each bound limit, which costs as much as three look-ups. Triggers update the
index in the transaction of each write (migration 0005).
"""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from dealer_app.domain.search.search import KINDS

LAST_CHARACTER = "\U0010ffff"
_ORDER_COLUMNS = {
    "request": "o.request_key",
    "contract": "o.contract_key",
    "invitation": "o.invitation_key",
    "vin": "o.vin",
}
_CUSTOMER_COLUMNS = {"national_code": "c.national_code", "mobile": "c.mobile"}
_FACTS = "c.name, c.national_code, o.car, o.status, o.request_number, o.contract_number, o.invitation_number"
_OF_ORDERS = f"SELECT c.id, o.id, {_FACTS} FROM orders o JOIN customers c ON c.id = o.customer_id"  # noqa: S608 - constant text
_LAST_ORDER = "LEFT JOIN orders o ON o.row = (SELECT max(x.row) FROM orders x WHERE x.customer_id = c.id)"
OF_CUSTOMERS = f"SELECT c.id, NULL, {_FACTS} FROM customers c {_LAST_ORDER}"  # noqa: S608 - constant text
_OF_BILLS = f"{_OF_ORDERS} JOIN bills b ON b.order_id = o.id"


class IndexMatch(NamedTuple):
    """One row that matched a key of ``kind``.

    ``order_id`` is set only if an order matched; else the order's facts are those of the customer's last order.
    Missing texts are "".
    """

    kind: str
    customer_id: UUID
    order_id: UUID | None
    name: str
    national_code: str
    car: str
    status: str
    request_number: str
    contract_number: str
    invitation_number: str


def find_by_key(session: Session, kind: str, key: str, limit: int = 20) -> tuple[IndexMatch, ...]:
    """Return the rows whose key of ``kind`` equals ``key``, newest order first; ``kind`` is never "name"."""
    return _matches(kind, driver_of(session).execute(f"{_EXACT[kind]} LIMIT {limit:d}", (key,)))


def find_by_prefix(session: Session, kind: str, prefix: str, limit: int = 20) -> tuple[IndexMatch, ...]:
    """Return the rows whose key of ``kind`` begins with ``prefix``, in the order of the keys."""
    return _matches(
        kind, driver_of(session).execute(f"{_PREFIX[kind]} LIMIT {limit:d}", (prefix, prefix + LAST_CHARACTER))
    )


def driver_of(session: Session) -> Any:  # noqa: ANN401 - the driver ships no types
    """Return the driver's connection of the session, inside the session's transaction."""
    raw = session.info.get("driver")
    return raw if raw is not None else session.connection().connection.driver_connection


def matches_of_customers(rows: Any) -> tuple[IndexMatch, ...]:  # noqa: ANN401 - a cursor of the untyped driver
    """Return rows of ``OF_CUSTOMERS`` as matches by name."""
    return _matches("name", rows)


def _matches(kind: str, rows: Any) -> tuple[IndexMatch, ...]:  # noqa: ANN401 - the same
    found = rows.fetchall()
    return tuple([_match(kind, row) for row in found]) if found else ()


def _match(kind: str, row: Any) -> IndexMatch:  # noqa: ANN401 - the same
    order_id = UUID(bytes=row[1]) if row[1] else None
    return IndexMatch(kind, UUID(bytes=row[0]), order_id, *[text or "" for text in row[2:]])


def _exact_statement(kind: str) -> str:
    if kind == "bill":
        return f"{_OF_BILLS} WHERE b.bill_id = ? GROUP BY o.row ORDER BY o.row DESC"
    if kind in _ORDER_COLUMNS:
        return f"{_OF_ORDERS} WHERE {_ORDER_COLUMNS[kind]} = ? ORDER BY o.row DESC"
    return f"{OF_CUSTOMERS} WHERE {_CUSTOMER_COLUMNS[kind]} = ?"


def _prefix_statement(kind: str) -> str:
    if kind == "bill":
        return f"{_OF_BILLS} WHERE b.bill_id >= ? AND b.bill_id < ? GROUP BY o.row"
    if kind in _ORDER_COLUMNS:
        column = _ORDER_COLUMNS[kind]
        return f"{_OF_ORDERS} WHERE {column} >= ? AND {column} < ? ORDER BY {column}"
    column = _CUSTOMER_COLUMNS[kind]
    return f"{OF_CUSTOMERS} WHERE {column} >= ? AND {column} < ? ORDER BY {column}"


_EXACT = {kind: _exact_statement(kind) for kind in KINDS if kind != "name"}
_PREFIX = {kind: _prefix_statement(kind) for kind in KINDS if kind != "name"}
