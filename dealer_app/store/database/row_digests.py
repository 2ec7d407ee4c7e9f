"""Digests of tables: the sum of the hashes of all rows, updated with each change by temporary triggers.

The triggers exist only in the program's own writing connection, so a row that any other program changes is missing in
the digest. The sum does not depend on the order of the rows, so a change costs one hash, not a walk over the table.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

import sqlcipher3.dbapi2 as driver

UNCOVERED = {
    "alembic_version": "The check of the revision examines it.",
    "anchor": "Its signature covers it.",
    "attachment_pieces": "The check of attachments compares the bytes with the hash in ``attachment_files``.",
    "customer_words": "Triggers derive it from the names of customers; the check of the name index compares both.",
    "permits": "It is empty outside a transaction; the check of permits examines it.",
}
"""Ordinary tables without a digest -> what examines them instead. The name index ``customer_names`` is derived, too."""
_DERIVED = "customer_names"
_MODULUS = 1 << 256
_MOST_WAITING = 2048
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"


@dataclass(frozen=True, slots=True)
class TableDigest:
    """The number of rows of a table and the sum of their hashes; of a change, what to add to both."""

    rows: int = 0
    total: int = 0

    def __add__(self, other: "TableDigest") -> "TableDigest":
        """Return the digest after a change."""
        return TableDigest(self.rows + other.rows, (self.total + other.total) % _MODULUS)


class RowDigests:
    """What one connection has changed since its last commit; ``watch`` installs the triggers."""

    def __init__(self) -> None:
        self._changes: dict[str, TableDigest] = {}
        self._waiting: dict[tuple[str, int], list[bytes]] = {}

    def watch(self, raw: driver.Connection) -> None:
        """Follow every change that ``raw`` makes to a covered table from now on."""
        raw.execute("PRAGMA recursive_triggers = ON")  # without it, a row that REPLACE deletes fires no trigger
        for table in covered_tables(raw):
            added, removed = self._collector(table, 1), self._collector(table, -1)
            raw.create_function(f"added_{table}", 1, added)
            raw.create_function(f"removed_{table}", 1, removed)
            new, old = _facts(raw, table, "new."), _facts(raw, table, "old.")
            for event, work in (
                ("INSERT", f"SELECT added_{table}({new})"),
                ("DELETE", f"SELECT removed_{table}({old})"),
                ("UPDATE", f"SELECT removed_{table}({old}), added_{table}({new})"),
            ):
                raw.execute(
                    f"CREATE TEMP TRIGGER digest_{table}_{event} AFTER {event} ON main.{table} BEGIN {work}; END"
                )

    def take(self) -> dict[str, TableDigest]:
        """Return the changes by table and forget them."""
        self._hash_waiting()
        taken, self._changes = self._changes, {}
        return taken

    def mark(self) -> dict[str, TableDigest]:
        """Return the changes so far, for ``return_to``."""
        self._hash_waiting()
        return dict(self._changes)

    def return_to(self, mark: dict[str, TableDigest]) -> None:
        """Forget what was changed after ``mark``, because the database has undone it."""
        self._waiting.clear()
        self._changes = dict(mark)

    def _collector(self, table: str, sign: int) -> Callable[[bytes], None]:
        """Return the SQL function that keeps the facts of a row until they are hashed."""
        place = table, sign

        def collect(facts: bytes) -> None:
            waiting = self._waiting.setdefault(place, [])
            waiting.append(facts)
            if len(waiting) >= _MOST_WAITING:
                self._hash_waiting()

        return collect

    def _hash_waiting(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for (table, sign), rows in waiting.items():
            change = digest_of(rows)
            known = self._changes.get(table, TableDigest())
            self._changes[table] = known + TableDigest(sign * change.rows, sign * change.total)


def covered_tables(raw: driver.Connection) -> tuple[str, ...]:
    """Return the tables that have a digest."""
    names = (str(name) for (name,) in raw.execute(_TABLES).fetchall())
    return tuple(name for name in names if name not in UNCOVERED and not name.startswith(_DERIVED))


def digest_table(raw: driver.Connection, table: str) -> TableDigest:
    """Return the digest of the rows that are in a table now."""
    statement = f"SELECT {_facts(raw, table)} FROM main.{table}"  # noqa: S608 - names of the schema
    return digest_of(facts for (facts,) in raw.execute(statement))


def digest_of(rows: Iterable[bytes]) -> TableDigest:
    """Return the digest of rows by their facts (canonical bytes of all stored columns)."""
    count = total = 0
    for facts in rows:
        count += 1
        total += int.from_bytes(blake2b(facts, digest_size=32).digest(), "little")
    return TableDigest(count, total % _MODULUS)


def _facts(raw: driver.Connection, table: str, of: str = "") -> str:
    """Return the SQL of a row's facts: its stored columns as JSON, as bytes; ``of`` is "new." or "old." in triggers."""
    columns = raw.execute(f"PRAGMA main.table_xinfo({table})").fetchall()
    stored = [(name, kind) for _, name, kind, _, _, _, hidden in columns if not hidden]
    values = (f'hex({of}"{name}")' if "BLOB" in kind.upper() else f'{of}"{name}"' for name, kind in stored)
    return f"CAST(json_array({', '.join(values)}) AS BLOB)"
