"""Make snapshots: all rows of one dealership in one file for a new counter, stored for every hub process.

Rows stream from a cursor of the database through the packer into parts. The memory needed does not depend on their
number.
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256

from msgspec import structs
from sqlalchemy import Row, case, delete, func, insert, or_, select, text

from dealer_app.hub.database.database import Transaction
from dealer_app.hub.database.schema import BROADCAST, heads, rows, snapshot_parts, snapshots
from dealer_app.hub.feed.feed import wire_row
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.protocol.signing import sign
from dealer_app.protocol.snapshot_file import pack_pieces

PART = 256 * 1024
LIFE = timedelta(days=1)
QUICK_ROWS = 20_000
"""Up to so many rows (about two seconds) a snapshot is made while the counter waits for its answer."""
_KEPT = timedelta(days=7)  # a slow line may still fetch an older one
_ORDER = ("dealership", "holiday", "status", "plan", "rule", "seal_key", "staff", "customer", "alias", "order")
"""Parents first; kinds that are not listed come after these."""
_READ_AT_ONCE = 200  # rows of the cursor in memory; a document has at most 128 KiB
_LOCK = "pg_advisory_xact_lock(2608, hashtext(:d))"
_TRY_LOCK = "pg_try_advisory_xact_lock(2608, hashtext(:d))"


def find_snapshot(tx: Transaction) -> Row[tuple[object, ...]] | None:
    """Return the dealership's newest snapshot; None if there is none or it is older than a day."""
    young = snapshots.c.dealership == tx.dealership, snapshots.c.made_at > tx.now - LIFE
    return tx.connection.execute(
        select(snapshots).where(*young).order_by(snapshots.c.seq.desc()).limit(1)
    ).one_or_none()


def is_quick(tx: Transaction, most: int = QUICK_ROWS) -> bool:
    """Return whether the dealership has at most ``most`` rows."""
    some = select(rows.c.id).where(rows.c.dealership == tx.dealership).limit(most + 1).subquery()
    return (tx.connection.scalar(select(func.count()).select_from(some)) or 0) <= most


def ready_snapshot(tx: Transaction) -> Row[tuple[object, ...]]:
    """Return the newest snapshot; make a new one if it is older than a day. Calls at the same time make one."""
    tx.connection.execute(text(f"SELECT {_LOCK}"), {"d": tx.dealership})
    return find_snapshot(tx) or _make(tx)


def make_missing(tx: Transaction) -> None:
    """Make a snapshot unless there is a young one, or another process is just making it."""
    if tx.connection.scalar(text(f"SELECT {_TRY_LOCK}"), {"d": tx.dealership}) and find_snapshot(tx) is None:
        _make(tx)


def head_of(known: Row[tuple[object, ...]], signing_key: bytes) -> wire.SnapshotHead:
    """Return the signed head of a snapshot."""
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
    _delete_old(tx)
    found = _Counted(_rows_in_order(tx, seq, broadcast))
    name = f"{tx.dealership}-{seq}-{broadcast}-{secrets.token_hex(6)}"
    digest, size = sha256(), 0
    for part, content in enumerate(_parts(pack_pieces(found))):
        digest.update(content)
        size += len(content)
        place = {"dealership": tx.dealership, "name": name, "part": part}
        tx.connection.execute(insert(snapshot_parts), {**place, "content": content})
    head = {"dealership": tx.dealership, "name": name, "seq": seq, "broadcast": broadcast, "bytes": size}
    more = {"sha256": digest.hexdigest(), "rows": found.count, "made_at": tx.now}
    made = insert(snapshots).values({**head, **more}).returning(snapshots)
    return tx.connection.execute(made).one()


class _Counted:
    """Rows on their way, counted."""

    def __init__(self, found: Iterable[wire.Row]) -> None:
        self._found, self.count = found, 0

    def __iter__(self) -> Iterator[wire.Row]:
        for row in self._found:
            self.count += 1
            yield row


def _rows_in_order(tx: Transaction, seq: int, broadcast: int) -> Iterator[wire.Row]:
    """Yield the rows up to both heads, parents first, from a cursor of the database."""
    mine = (rows.c.dealership == tx.dealership) & (rows.c.seq <= seq)
    shared = (rows.c.dealership == BROADCAST) & (rows.c.seq <= broadcast)
    place = case({kind: at for at, kind in enumerate(_ORDER)}, value=rows.c.kind, else_=len(_ORDER))
    columns = (rows.c.dealership, rows.c.seq, rows.c.kind, rows.c.id, rows.c.version, rows.c.op, rows.c.doc)
    query = select(*columns).where(rows.c.op == "upsert", or_(mine, shared)).order_by(place, rows.c.kind, rows.c.seq)
    for row in tx.connection.execute(query.execution_options(yield_per=_READ_AT_ONCE)):
        yield structs.replace(wire_row(row), is_broadcast=row.dealership == BROADCAST)


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes of ``pieces`` in parts of one size; the last one is shorter."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PART:
            yield bytes(held[:PART])
            del held[:PART]
    if held:
        yield bytes(held)


def _delete_old(tx: Transaction) -> None:
    old = snapshots.c.dealership == tx.dealership, snapshots.c.made_at < tx.now - _KEPT
    for gone in tx.connection.scalars(delete(snapshots).where(*old).returning(snapshots.c.name)).all():
        parts = snapshot_parts.c.dealership == tx.dealership, snapshot_parts.c.name == gone
        tx.connection.execute(delete(snapshot_parts).where(*parts))
