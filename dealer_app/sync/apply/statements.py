"""Build the INSERT statements of the appliers from the tables' metadata, once at import."""

from collections.abc import Mapping, Sequence

from dealer_app.store.core.base import Base
from dealer_app.store.core.types import OptionalText

LEDGER_COLUMNS = ("order_id", "account", "kind", "amount", "entry_on", "reference", "payment_id", "entered_at")
"""Columns of a ledger entry in the order of the appliers' values."""


def optional_texts(record: type[Base]) -> tuple[str, ...]:
    """Return the text columns that are NULL if no text is given."""
    return tuple(column.name for column in record.__table__.c if isinstance(column.type, OptionalText))


def insert_of(
    record: type[Base], columns: Sequence[str], *, fixed: Mapping[str, str] | None = None, is_replacing: bool = False
) -> str:
    """Return an INSERT with a placeholder for each of ``columns``; ``fixed`` maps other columns to SQL constants."""
    constants = fixed or {}
    names = [*_checked(record, columns), *_checked(record, constants)]
    values = [*("?" for _ in columns), *constants.values()]
    verb = "INSERT OR REPLACE" if is_replacing else "INSERT"
    return f"{verb} INTO {record.__tablename__} ({', '.join(names)}) VALUES ({', '.join(values)})"


def insert_from(record: type[Base], values: Mapping[str, str], source: str) -> str:
    """Return an INSERT from a query: ``values`` maps columns to expressions, ``source`` is the query from FROM on."""
    names = ", ".join(_checked(record, values))
    return f"INSERT INTO {record.__tablename__} ({names}) SELECT {', '.join(values.values())} {source}"


def upsert_of(
    record: type[Base],
    columns: Sequence[str],
    *,
    key: Sequence[str] = ("id",),
    fixed: Mapping[str, str] | None = None,
    kept: Sequence[str] = (),
    changes: Mapping[str, str] | None = None,
) -> str:
    """Return an INSERT that updates the row with the same ``key``.

    The update leaves the columns in ``kept`` as they are; ``changes`` maps a column to an expression of its own.
    """
    special = changes or {}
    left = {*_checked(record, key), *_checked(record, kept)}
    names = [name for name in (*columns, *(fixed or {}), *_checked(record, special)) if name not in left]
    updates = [f"{name} = {special.get(name, f'excluded.{name}')}" for name in dict.fromkeys(names)]
    inserted = insert_of(record, columns, fixed=fixed)
    return f"{inserted} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {', '.join(updates)}"


def _checked(record: type[Base], names: Sequence[str] | Mapping[str, str]) -> tuple[str, ...]:
    """Return ``names``; raises KeyError for a name that is not a column of the table."""
    return tuple(record.__table__.c[name].name for name in names)
