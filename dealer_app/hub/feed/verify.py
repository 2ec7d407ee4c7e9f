"""Find where two copies differ, by digests that PostgreSQL computes itself."""

from typing import Any

from sqlalchemy import text

from dealer_app.hub.database.database import Transaction
from dealer_app.hub.devices.devices import common_entry
from dealer_app.protocol import wire

MOST_LISTED = 10_000
"""Most rows of differing buckets in one answer; the next call compares the rest."""
_ROWS = """
    SELECT kind, id, version, encode(sha256(convert_to(id, 'UTF8')), 'hex') AS spread,
        encode(sha256(convert_to('["' || kind || '","' || id || '",' || version || ',' || doc || ']', 'UTF8')), 'hex')
            AS digest
    FROM rows WHERE dealership = :dealership AND op = 'upsert' AND kind = ANY(:kinds)"""
_BUCKETS = f"""
    SELECT kind, left(spread, 2) AS bucket, count(*) AS count,
        encode(sha256(convert_to(string_agg(digest, '' ORDER BY digest COLLATE "C"), 'UTF8')), 'hex') AS digest
    FROM ({_ROWS}) AS r GROUP BY kind, left(spread, 2)"""  # noqa: S608 - our own text
_IN_BUCKET = f"SELECT id, version FROM ({_ROWS}) AS r WHERE left(spread, 2) = ANY(:buckets) ORDER BY id"  # noqa: S608


def verify(tx: Transaction, body: wire.Verify) -> wire.Verified:
    """Return the newest common entry, the buckets that differ, and as many of the hub's rows in them as fit."""
    ours = _digests(tx, list(body.digests))
    differs: dict[str, tuple[str, ...]] = {}
    room, is_more = MOST_LISTED, False
    for kind, theirs in body.digests.items():
        mine = ours.get(kind, {})
        named: list[str] = []
        for bucket in sorted(mine.keys() | theirs.buckets.keys()):
            count, digest = mine.get(bucket, (0, None))
            if digest == theirs.buckets.get(bucket):
                continue
            if count > room and room < MOST_LISTED:
                is_more = True
                break
            named.append(bucket)
            room -= count
        if named:
            differs[kind] = tuple(named)
    found = {kind: _rows_of(tx, kind, buckets) for kind, buckets in differs.items()}
    return wire.Verified(common_entry(tx, body.checkpoints).n, differs, found, is_more=is_more)


def _digests(tx: Transaction, kinds: list[str]) -> dict[str, dict[str, tuple[int, str]]]:
    """Return how many rows each bucket has, and its digest."""
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for row in _run(tx, _BUCKETS, kinds=kinds):
        found.setdefault(row.kind, {})[row.bucket] = row.count, row.digest
    return found


def _rows_of(tx: Transaction, kind: str, buckets: tuple[str, ...]) -> tuple[wire.RowVersion, ...]:
    rows = _run(tx, _IN_BUCKET, kinds=[kind], buckets=list(buckets))
    return tuple(wire.RowVersion(row.id, row.version) for row in rows)


def _run(tx: Transaction, statement: str, **values: Any) -> Any:  # noqa: ANN401 - rows of a text query
    return tx.connection.execute(text(statement), {"dealership": tx.dealership, **values})
