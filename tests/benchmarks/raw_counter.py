"""The baseline of a pull: the rows that the reader left in a counter's database, upserted by the driver alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from dealer_app.store.database.connection import DATABASE_FILE, connect
from dealer_app.store.database.keys import find_key

TABLES = {
    "customers": "id",
    "orders": "id",
    "status_history": "",
    "registrations": "id",
    "invitations": "id",
    "bills": "id",
    "payments": "id",
    "ledger_entries": "",
    "prints": "id",
    "row_states": "kind, id",
    "feed_rows": "kind, id",
}
"""Table -> its key, "" for tables whose rows are only added; parents first."""
Page = list[tuple[str, list[tuple[Any, ...]]]]
"""Statements of one page, each with its rows of bound values."""


@dataclass(frozen=True, slots=True)
class Copy:
    """All rows of one table of a filled database, and for each row the index of the page that brought it."""

    statement: str
    rows: list[tuple[Any, ...]]
    pages: list[int]


def open_raw(home: Path) -> driver.Connection:
    """Open the encrypted database as the product does: WAL, synchronous FULL, foreign keys on."""
    key = find_key(home)
    assert key is not None
    return connect(home / DATABASE_FILE, key)


def read_pages(home: Path, ids_of_pages: Sequence[set[bytes]]) -> list[Page]:
    """Return the rows of a filled database, divided into the pages of the feed that brought them."""
    page_of = {row_id: at for at, ids in enumerate(ids_of_pages) for row_id in ids}
    raw = open_raw(home)
    copies = [_read(raw, table, page_of) for table in TABLES]
    raw.close()
    pages: list[Page] = []
    for at in range(len(ids_of_pages)):
        cut = [(copy.statement, [r for r, p in zip(copy.rows, copy.pages, strict=True) if p == at]) for copy in copies]
        pages.append([(statement, rows) for statement, rows in cut if rows])
    return pages


def write_pages(raw: driver.Connection, pages: Sequence[Page]) -> None:
    """Write each page in one durable transaction."""
    for page in pages:
        raw.execute("BEGIN IMMEDIATE")
        for statement, rows in page:
            raw.executemany(statement, rows)
        raw.execute("COMMIT")


def _read(raw: driver.Connection, table: str, page_of: dict[bytes, int]) -> Copy:
    columns = [name for _, name, *_ in raw.execute(f"PRAGMA table_info({table})") if name != "row"]
    found = raw.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    owner = [max(page_of[value] for value in row if value in page_of) for row in found]  # its own page, or its parent's
    return Copy(_statement(table, columns), found, owner)


def _statement(table: str, columns: Sequence[str]) -> str:
    insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    key = TABLES[table]
    if not key:
        return insert
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key.split(", "))
    return f"{insert} ON CONFLICT ({key}) DO UPDATE SET {changes}"
