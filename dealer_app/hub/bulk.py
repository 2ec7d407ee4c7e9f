"""Many rows in one statement: columns travel as arrays, so that two hundred lines cost one round trip."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from dealer_app.store.types import canonical_json

_ARRAYS: tuple[tuple[type[Any], str], ...] = (
    (SmallInteger, "smallint"),
    (BigInteger, "bigint"),
    (Integer, "integer"),
    (Boolean, "boolean"),
    (LargeBinary, "bytea"),
    (DateTime, "timestamptz"),
)


def write_rows(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, is_upsert: bool = False
) -> None:
    """Insert ``rows`` (all with the same columns); ``is_upsert`` replaces what stands under the same key."""
    if not rows:
        return
    names = tuple(rows[0])
    values = {f"c{at}": [_value(table.c[name], row[name]) for row in rows] for at, name in enumerate(names)}
    connection.execute(text(_statement(table, names, is_upsert)), values)


@cache
def _statement(table: Table, names: tuple[str, ...], is_upsert: bool) -> str:  # noqa: FBT001 - a key of the cache
    arrays = ", ".join(f"CAST(:c{at} AS {_type(table.c[name])}[])" for at, name in enumerate(names))
    parts = [f"CAST(u.c{at} AS jsonb)" if _is_json(table.c[name]) else f"u.c{at}" for at, name in enumerate(names)]
    aliases = ", ".join(f"c{at}" for at in range(len(names)))
    head = (
        f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(parts)} FROM unnest({arrays}) AS u({aliases})"  # noqa: S608 - names of our own columns
    )
    if not is_upsert:
        return head
    keys = [column.name for column in table.primary_key]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    return f"{head} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}"


def _value(column: Column[Any], value: object) -> object:
    return canonical_json(value) if _is_json(column) else value


def _type(column: Column[Any]) -> str:
    return next((name for kind, name in _ARRAYS if isinstance(column.type, kind)), "text")


def _is_json(column: Column[Any]) -> bool:
    return isinstance(column.type, JSONB)
