"""Store the versions and digests of feed rows, and the rows that could not be applied yet."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import sqlcipher3.dbapi2 as driver
from msgspec import UNSET

from dealer_app.protocol import wire
from dealer_app.protocol.ids import is_row_id
from dealer_app.protocol.wire import plain_json, row_digest
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.head_office import FeedRowRecord, KeptRowRecord
from dealer_app.sync.apply.statements import Insert, upsert_of

_KEY = ("kind", "id")
_NOTED = (*_KEY, "is_broadcast", "version", "seq", "op", "digest")
_NOTE = upsert_of(FeedRowRecord, _NOTED, key=_KEY)
_KEPT = (*_KEY, "is_broadcast", "version", "seq", "op", "doc", "reason", "kept_at")
_KEEP = upsert_of(KeptRowRecord, _KEPT, key=_KEY)
_SIZES = (256, 32, 8, 1)
"""Rows of one INSERT: few sizes, so that the driver keeps each statement compiled."""
_IN_IDS = "IN (SELECT unhex(value) FROM json_each(?))"
_VERSIONS = "SELECT id, version FROM feed_rows WHERE kind = ? AND id IN ids"


id_of = lru_cache(maxsize=8192)(UUID)
"""Return the id of a text; cached, because a page contains the same few orders and customers many times."""


UNREADABLE = "unreadable"
"""The kind under which a row is kept that cannot be told from others."""
_OPS = frozenset({"upsert", "delete", "revoke"})
_MOST, _LONGEST_KIND = 2**53, 60


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One feed row; ``doc`` is canonical JSON as received, empty for delete and revoke."""

    kind: str
    id: UUID
    version: int
    seq: int
    op: str
    doc: bytes
    is_broadcast: bool = False


def read_rows(unit: Unit, rows: Iterable[wire.Row], *, is_broadcast: bool) -> list[FeedRow]:
    """Return the rows of an answer; one that cannot be told from others (its id, its version) is kept raw and named."""
    found: list[FeedRow] = []
    for row in rows:
        doc = b"" if row.doc is UNSET else bytes(row.doc)
        if _is_named(row, doc):
            found.append(FeedRow(row.kind, id_of(row.id), row.version, row.seq, row.op, doc, is_broadcast))
        else:
            named = uuid5(NAMESPACE_OID, f"{row.kind}:{row.id}:{row.version}:{row.seq}:{row.op}")
            keep_raw(unit, FeedRow(UNREADABLE, named, 1, 0, "upsert", wire.encode(row), is_broadcast), "envelope")
    return found


def _is_named(row: wire.Row, doc: bytes) -> bool:
    is_numbered = 0 < row.version < _MOST and 0 <= row.seq < _MOST
    is_known = row.op in _OPS and bool(doc) == (row.op == "upsert") and len(row.kind) <= _LONGEST_KIND
    return is_numbered and is_known and is_row_id(row.id)


def execute_many(unit: Unit, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run one constant statement for many rows of bound values, in the unit's transaction."""
    if rows:
        _driver_of(unit).executemany(statement, rows)


def insert_many(unit: Unit, insert: Insert, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of bound values, many with each statement, in the unit's transaction."""
    raw, at = _driver_of(unit), 0
    for size in _SIZES:
        end = at + (len(rows) - at) // size * size
        if end > at:
            chunks = (tuple(chain.from_iterable(rows[first : first + size])) for first in range(at, end, size))
            raw.executemany(insert.text_for(size), chunks)
            at = end


def _driver_of(unit: Unit) -> driver.Connection:
    """Return the driver's own connection with the unit's transaction, to run many rows without the layers above."""
    raw: driver.Connection = unit.session.info["driver"]
    return raw


def fetch_among(unit: Unit, query: str, ids: Collection[UUID], *before: Any) -> Sequence[Any]:  # noqa: ANN401 - bound values
    """Return the rows of a constant query in which ``IN ids`` means any number of ``ids``.

    ``before`` are the values of the placeholders before that one.
    """
    if not ids:
        return ()
    listed = plain_json([row_id.bytes.hex() for row_id in ids]).decode()
    found: Sequence[Any] = _driver_of(unit).execute(query.replace("IN ids", _IN_IDS), (*before, listed)).fetchall()
    return found


def execute_among(unit: Unit, statement: str, ids: Collection[UUID]) -> None:
    """Run a constant statement in which ``IN ids`` means any number of ``ids``."""
    fetch_among(unit, statement, ids)


def list_known(unit: Unit, table: str, ids: Collection[UUID]) -> list[UUID]:
    """Return those of ``ids`` that are in a table."""
    named = {row_id.bytes: row_id for row_id in ids}
    return [named[row_id] for (row_id,) in fetch_among(unit, f"SELECT id FROM {table} WHERE id IN ids", named.values())]  # noqa: S608 - constant names


def list_versions(unit: Unit, rows: Sequence[FeedRow]) -> dict[tuple[str, UUID], int]:
    """Return the stored version of each of these rows that is known, by kind and id."""
    named: dict[str, dict[bytes, UUID]] = {}
    for row in rows:
        named.setdefault(row.kind, {})[row.id.bytes] = row.id
    return {
        (kind, ids[row_id]): version
        for kind, ids in named.items()
        for row_id, version in fetch_among(unit, _VERSIONS, ids.values(), kind)
    }


def note_rows(unit: Unit, rows: Iterable[FeedRow]) -> None:
    """Store versions and digests of rows as received, even if they cannot be applied."""
    values = [(row.kind, row.id.bytes, row.is_broadcast, row.version, row.seq, row.op, _digest(row)) for row in rows]
    insert_many(unit, _NOTE, values)


def keep_raw(unit: Unit, row: FeedRow, reason: str) -> None:
    """Keep a row that could not be applied."""
    facts = (row.kind, row.id.bytes, row.is_broadcast, row.version, row.seq, row.op, row.doc.decode(), reason)
    insert_many(unit, _KEEP, [(*facts, instant_text(unit.now))])


def drop_kept(unit: Unit, rows: Iterable[FeedRow]) -> None:
    """Delete kept rows that have been applied or replaced by a newer version."""
    if _driver_of(unit).execute("SELECT 1 FROM kept_rows LIMIT 1").fetchone() is None:
        return
    execute_many(unit, "DELETE FROM kept_rows WHERE kind = ? AND id = ?", [(row.kind, row.id.bytes) for row in rows])


def list_kept(unit: Unit) -> list[FeedRow]:
    """Return all kept rows: broadcast rows first, then by seq."""
    query = "SELECT kind, id, version, seq, op, doc, is_broadcast FROM kept_rows ORDER BY is_broadcast DESC, seq"
    found = _driver_of(unit).execute(query).fetchall()
    return [FeedRow(k, UUID(bytes=i), v, s, op, doc.encode(), bool(b)) for k, i, v, s, op, doc, b in found]


def _digest(row: FeedRow) -> bytes:
    return row_digest(row.kind, str(row.id), row.version, row.doc) if row.doc else b""
