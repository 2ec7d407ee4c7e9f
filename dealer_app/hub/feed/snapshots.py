"""Make snapshots: all rows of one dealership in one file for a new counter, stored for every hub process."""

from datetime import timedelta
from hashlib import sha256

from msgspec import structs
from sqlalchemy import Row, delete, insert, select, text

from dealer_app.hub.database.database import Transaction
from dealer_app.hub.database.schema import BROADCAST, heads, rows, snapshot_parts, snapshots
from dealer_app.hub.feed.feed import wire_row
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.protocol.signing import sign
from dealer_app.protocol.snapshot_file import pack_rows

PART = 256 * 1024
LIFE = timedelta(days=1)
_KEPT = timedelta(days=7)  # a slow line may still fetch an older one
_ORDER = ("dealership", "holiday", "status", "plan", "rule", "seal_key", "staff", "customer", "alias", "order")
"""Parents first; kinds that are not listed come after these."""


def ready_snapshot(tx: Transaction, signing_key: bytes) -> wire.SnapshotHead:
    """Return the dealership's newest snapshot; make a new one if it is older than a day."""
    tx.connection.execute(text("SELECT pg_advisory_xact_lock(2608, hashtext(:d))"), {"d": tx.dealership})
    young = snapshots.c.dealership == tx.dealership, snapshots.c.made_at > tx.now - LIFE
    newest = select(snapshots).where(*young).order_by(snapshots.c.seq.desc()).limit(1)
    known = tx.connection.execute(newest).one_or_none() or _make(tx)
    signature = sign(signing_key, f"BAJEH-SNAPSHOT-1\n{known.name}\n{known.sha256}".encode())
    return wire.SnapshotHead(known.name, known.seq, known.broadcast, known.bytes, known.sha256, signature, known.rows)


def read_snapshot(tx: Transaction, name: str, first: int, last: int) -> bytes:
    """Return bytes ``first`` to ``last`` of a file, at most one part; raise CallRefusedError 404 for no such file."""
    last = min(last, first + PART - 1)
    mine = snapshot_parts.c.dealership == tx.dealership, snapshot_parts.c.name == name
    wanted = snapshot_parts.c.part.between(first // PART, last // PART)
    query = select(snapshot_parts.c.content).where(*mine, wanted).order_by(snapshot_parts.c.part)
    parts = tx.connection.scalars(query).all()
    if not parts:
        raise CallRefusedError(404, "snapshot_unknown")
    start = first % PART
    return b"".join(parts)[start : start + last - first + 1]


def _make(tx: Transaction) -> Row[tuple[object, ...]]:
    # The heads are read first. A row that is written after them has a higher seq: it is left out and comes with the
    # feed.
    seq, broadcast = (
        tx.connection.scalar(select(heads.c.seq).where(heads.c.dealership == d)) or 0
        for d in (tx.dealership, BROADCAST)
    )
    kept = rows.c.dealership.in_((tx.dealership, BROADCAST)), rows.c.op == "upsert"
    found = tx.connection.execute(select(rows).where(*kept)).all()
    place = {kind: at for at, kind in enumerate(_ORDER)}
    limit = {tx.dealership: seq, BROADCAST: broadcast}
    found = sorted(
        (row for row in found if row.seq <= limit[row.dealership]),
        key=lambda row: (place.get(row.kind, len(place)), row.kind, row.seq),
    )
    content = pack_rows(structs.replace(wire_row(row), is_broadcast=row.dealership == BROADCAST) for row in found)
    name = f"{tx.dealership}-{seq}-{broadcast}-{sha256(content).hexdigest()[:12]}"
    _store(tx, name, content, seq, broadcast, len(found))
    return tx.connection.execute(
        select(snapshots).where(snapshots.c.dealership == tx.dealership, snapshots.c.name == name)
    ).one()


def _store(tx: Transaction, name: str, content: bytes, seq: int, broadcast: int, count: int) -> None:
    old = snapshots.c.dealership == tx.dealership, snapshots.c.made_at < tx.now - _KEPT
    for gone in tx.connection.scalars(delete(snapshots).where(*old).returning(snapshots.c.name)).all():
        parts = snapshot_parts.c.dealership == tx.dealership, snapshot_parts.c.name == gone
        tx.connection.execute(delete(snapshot_parts).where(*parts))
    same = snapshots.c.dealership == tx.dealership, snapshots.c.name == name
    tx.connection.execute(delete(snapshots).where(*same))
    tx.connection.execute(
        delete(snapshot_parts).where(snapshot_parts.c.dealership == tx.dealership, snapshot_parts.c.name == name)
    )
    head = {"dealership": tx.dealership, "name": name, "seq": seq, "broadcast": broadcast, "bytes": len(content)}
    more = {"sha256": sha256(content).hexdigest(), "rows": count, "made_at": tx.now}
    tx.connection.execute(insert(snapshots), {**head, **more})
    parts_ = [
        {"dealership": tx.dealership, "name": name, "part": at // PART, "content": content[at : at + PART]}
        for at in range(0, len(content), PART)
    ]
    if parts_:
        tx.connection.execute(insert(snapshot_parts), parts_)
