"""The baseline of a push: the rows that a batch left at head office, written by psycopg alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

KEYS = {
    "ledger": ("dealership", "device", "epoch", "n"),
    "rows": ("dealership", "id", "kind"),
    "identities": ("dealership", "national_code"),
    "numbers": ("dealership", "kind", "number"),
    "money": ("dealership", "id"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table as tuples."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    @property
    def statement(self) -> str:
        """Return the statement that upserts one row."""
        columns, places = ", ".join(self.columns), ", ".join(["%s"] * len(self.columns))
        keys = KEYS[self.name]
        changes = ", ".join(f"{name} = excluded.{name}" for name in self.columns if name not in keys)
        insert = f"INSERT INTO {self.name} ({columns}) VALUES ({places})"
        return f"{insert} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}"


def last_seq(source: psycopg.Connection[Any]) -> int:
    """Return the highest seq of all dealerships' own rows."""
    row = source.execute("SELECT max(seq) FROM heads WHERE dealership <> '*'").fetchone()
    source.commit()
    return int(row[0]) if row else 0


def read_new(source: psycopg.Connection[Any], device: str, after_n: int, after_seq: int) -> list[Table]:
    """Return the rows that one batch of ``device`` left: ledger, feed rows, and their identities, numbers and money."""
    of_rows = "IN (SELECT id FROM rows WHERE seq > %s AND dealership <> '*')"
    wanted = (
        ("ledger", "WHERE device = %s AND n > %s", (device, after_n)),
        ("rows", "WHERE seq > %s AND dealership <> '*'", (after_seq,)),
        ("identities", f"WHERE customer_id {of_rows}", (after_seq,)),
        ("numbers", f"WHERE id {of_rows} AND device = %s", (after_seq, device)),
        ("money", f"WHERE id {of_rows}", (after_seq,)),
    )
    tables = []
    for name, where, values in wanted:
        cursor = source.execute(f"SELECT * FROM {name} {where}", values)
        columns = tuple(column.name for column in cursor.description or ())
        tables.append(Table(name, columns, [tuple(map(_sendable, row)) for row in cursor]))
    source.commit()
    return tables


def write(target: psycopg.Connection[Any], tables: Sequence[Table]) -> None:
    """Write all rows in one durable transaction."""
    with target.cursor() as cursor:
        for table in tables:
            cursor.executemany(table.statement, table.rows)
    target.commit()


def _sendable(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value
