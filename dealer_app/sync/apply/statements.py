"""Build the INSERT statements of the appliers from the tables' metadata, once at import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dealer_app.store.core.base import Base
from dealer_app.store.core.types import OptionalText

LEDGER_COLUMNS = ("order_id", "account", "kind", "amount", "entry_on", "reference", "payment_id", "entered_at")
"""Columns of a ledger entry in the order of the appliers' values."""


@dataclass(frozen=True, slots=True)
class Insert:
    """An INSERT in three parts, so that one statement can hold the values of many rows.

    The triggers of the row digests make SQLite copy, and so encrypt, every page that a statement changes. One statement
    for many rows does this once.
    """

    head: str
    places: str
    tail: str = ""

    def text_for(self, rows: int) -> str:
        """Return the statement with placeholders for so many rows."""
        return _text_for(self, rows)


@lru_cache(maxsize=256)
def _text_for(insert: Insert, rows: int) -> str:
    return f"{insert.head} VALUES {', '.join([insert.places] * rows)}{insert.tail}"


def optional_texts(record: type[Base]) -> tuple[str, ...]:
    """Return the text columns that are NULL if no text is given."""
    return tuple(column.name for column in record.__table__.c if isinstance(column.type, OptionalText))


def insert_of(
    record: type[Base], columns: Sequence[str], *, fixed: Mapping[str, str] | None = None, is_replacing: bool = False
) -> Insert:
    """Return an INSERT with a placeholder for each of ``columns``; ``fixed`` maps other columns to SQL constants."""
    constants = fixed or {}
    names = [*_checked(record, columns), *_checked(record, constants)]
    values = [*("?" for _ in columns), *constants.values()]
    verb = "INSERT OR REPLACE" if is_replacing else "INSERT"
    return Insert(f"{verb} INTO {record.__tablename__} ({', '.join(names)})", f"({', '.join(values)})")


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
) -> Insert:
    """Return an INSERT that updates the row with the same ``key``.

    The update leaves the columns in ``kept`` as they are; ``changes`` maps a column to an expression of its own.
    """
    special = changes or {}
    left = {*_checked(record, key), *_checked(record, kept)}
    names = [name for name in (*columns, *(fixed or {}), *_checked(record, special)) if name not in left]
    updates = [f"{name} = {special.get(name, f'excluded.{name}')}" for name in dict.fromkeys(names)]
    inserted = insert_of(record, columns, fixed=fixed)
    return replace(inserted, tail=f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {', '.join(updates)}")


def _checked(record: type[Base], names: Sequence[str] | Mapping[str, str]) -> tuple[str, ...]:
    """Return ``names``; raises KeyError for a name that is not a column of the table."""
    return tuple(record.__table__.c[name].name for name in names)
