"""Write many rows, or search for many keys, in one statement: rows as one JSON text, keys as one array."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, Text, any_, literal, text
from sqlalchemy.dialects.postgresql import ARRAY

from dealer_app.protocol.wire import plain_json


def write_rows(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, is_upsert: bool = False
) -> None:
    """Insert ``rows`` (all with the same columns); ``is_upsert`` replaces rows with the same key."""
    if rows:
        statement = _statement(
            table.name, tuple(rows[0]), tuple(column.name for column in table.primary_key), is_upsert
        )
        connection.execute(text(statement), {"rows": plain_json(rows).decode()})


def among(column: ColumnElement[str], values: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of ``values``: one bound array of any length."""
    return column == any_(literal(sorted(values), ARRAY(Text)))


@cache
def _statement(table: str, names: tuple[str, ...], keys: tuple[str, ...], is_upsert: bool) -> str:  # noqa: FBT001 - a key of the cache
    columns = ", ".join(names)
    source = f"SELECT {columns} FROM json_populate_recordset(NULL::public.{table}, CAST(:rows AS json))"  # noqa: S608 - names of our own tables
    insert = f"INSERT INTO {table} ({columns}) {source}"
    if not is_upsert:
        return insert
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    return f"{insert} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}"
