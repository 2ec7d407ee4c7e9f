"""Head office's rows as the counter notes them: versions, digests, and what could not be applied yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from dealer_app.store.head_office import FeedRowRecord
from dealer_app.store.types import instant_text
from dealer_app.store.unit import Unit
from dealer_app.sync.wire import row_digest

_NOTE = (
    "INSERT INTO feed_rows (kind, id, is_broadcast, version, seq, op, digest) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (kind, id) DO UPDATE SET is_broadcast = excluded.is_broadcast, version = excluded.version,"
    " seq = excluded.seq, op = excluded.op, digest = excluded.digest"
)
_KEEP = (
    "INSERT INTO kept_rows (kind, id, is_broadcast, version, seq, op, doc, reason, kept_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET is_broadcast = excluded.is_broadcast,"
    " version = excluded.version, seq = excluded.seq, op = excluded.op, doc = excluded.doc, reason = excluded.reason,"
    " kept_at = excluded.kept_at"
)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One row of head office's; ``doc`` is canonical JSON as it came, empty for delete and revoke."""

    kind: str
    id: UUID
    version: int
    seq: int
    op: str
    doc: bytes
    is_broadcast: bool = False


def execute_many(unit: Unit, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run one constant statement for many rows of bound values, in the unit's transaction."""
    if rows:
        unit.session.connection().exec_driver_sql(statement, list(rows))


def list_versions(unit: Unit, rows: Sequence[FeedRow]) -> dict[tuple[str, UUID], int]:
    """Return which version of these rows is here."""
    ids = [row.id for row in rows]
    query = select(FeedRowRecord.kind, FeedRowRecord.id, FeedRowRecord.version).where(
        FeedRowRecord.kind.in_({row.kind for row in rows}), FeedRowRecord.id.in_(ids)
    )
    return {(row.kind, row.id): row.version for row in unit.session.execute(query)} if rows else {}


def note_rows(unit: Unit, rows: Iterable[FeedRow]) -> None:
    """Note versions and digests of rows as they came, whether or not they can be applied."""
    values = [(row.kind, row.id.bytes, row.is_broadcast, row.version, row.seq, row.op, _digest(row)) for row in rows]
    execute_many(unit, _NOTE, values)


def keep_raw(unit: Unit, row: FeedRow, reason: str) -> None:
    """Keep a row that could not be applied."""
    facts = (row.kind, row.id.bytes, row.is_broadcast, row.version, row.seq, row.op, row.doc.decode(), reason)
    execute_many(unit, _KEEP, [(*facts, instant_text(unit.now))])


def drop_kept(unit: Unit, rows: Iterable[FeedRow]) -> None:
    """Forget raw rows that have been applied, or that a newer version replaced."""
    execute_many(unit, "DELETE FROM kept_rows WHERE kind = ? AND id = ?", [(row.kind, row.id.bytes) for row in rows])


def list_kept(unit: Unit) -> list[FeedRow]:
    """Return all raw rows in the order in which they came."""
    query = "SELECT kind, id, version, seq, op, doc, is_broadcast FROM kept_rows ORDER BY is_broadcast DESC, seq"
    found = unit.session.connection().exec_driver_sql(query)
    return [FeedRow(k, UUID(bytes=i), v, s, op, doc.encode(), bool(b)) for k, i, v, s, op, doc, b in found]


def _digest(row: FeedRow) -> bytes:
    return row_digest(row.kind, str(row.id), row.version, row.doc) if row.doc else b""
