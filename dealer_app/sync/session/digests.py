"""Compare both copies by the digests of buckets, once a day, and fetch or wipe the rows that differ."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, select

from dealer_app.domain.changes import Changes
from dealer_app.protocol import wire
from dealer_app.protocol.ids import is_row_id
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.head_office import FeedRowRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.sync.apply.applying import retry_kept
from dealer_app.sync.apply.kinds import KINDS
from dealer_app.sync.apply.outbox_entries import checkpoints
from dealer_app.sync.apply.rows import read_rows
from dealer_app.sync.apply.wiping import wipe
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.reader import apply_feed_rows
from dealer_app.sync.session.talker import Talker

_PAGE = 200  # ids in one request


def compare(database: CounterDatabase, talker: Talker) -> tuple[int, Changes]:
    """Compare this copy with head office's and repair it; return the number of rows that differed and the changes."""
    repaired, touched = 0, set[tuple[str, UUID]]()
    is_more = True
    while is_more:
        answer = talker.verify(database.read(list_digests))
        before = repaired
        for kind, rows in answer.rows.items():
            count, changes = _repair_kind(database, talker, kind, answer.differs.get(kind, ()), rows)
            repaired += count
            touched |= changes
        is_more = answer.is_more and repaired > before
    database.write(retry_kept)
    return repaired, Changes(frozenset(touched))


def list_digests(unit: Unit) -> wire.Verify:
    """Return the digests of head office's rows in this database, by kind and bucket, and the outbox checkpoints."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    counts: dict[str, int] = defaultdict(int)
    query = select(FeedRowRecord.kind, FeedRowRecord.id, FeedRowRecord.digest).where(
        FeedRowRecord.op == "upsert", ~FeedRowRecord.is_broadcast
    )
    for row in unit.session.execute(query):
        found[row.kind][bucket_of(row.id)].append(row.digest.hex())
        counts[row.kind] += 1
    digests = {
        kind: wire.KindDigest(counts[kind], {name: _joined(rows) for name, rows in buckets.items()})
        for kind, buckets in found.items()
    }
    empty = {kind.name: wire.KindDigest(0, {}) for kind in KINDS.values() if kind.is_own}
    return wire.Verify(checkpoints(unit), {**empty, **digests})


def bucket_of(row_id: UUID) -> str:
    """Return the bucket of a row: the first byte of its id's SHA-256, as two hex digits."""
    return sha256(str(row_id).encode()).hexdigest()[:2]


def _joined(digests: list[str]) -> str:
    return sha256("".join(sorted(digests)).encode()).hexdigest()


def _repair_kind(
    database: CounterDatabase, talker: Talker, kind: str, buckets: tuple[str, ...], rows: tuple[wire.RowVersion, ...]
) -> tuple[int, frozenset[tuple[str, UUID]]]:
    """Wipe the rows that head office does not have and fetch those that differ."""
    theirs = {UUID(row.id): row.version for row in rows if is_row_id(row.id)}
    gone, wanted = database.read(lambda unit: _differing(unit, kind, buckets, theirs))
    touched = database.write(lambda unit: _wipe_all(unit, kind, gone)).changes.touched
    for page in _pages(talker, wanted):
        touched |= database.write(lambda unit, p=page: _repair(unit, kind, p)).changes.touched  # type: ignore[misc]
    return len(gone) + len(wanted), touched


def _pages(talker: Talker, wanted: Sequence[UUID]) -> Iterator[wire.FeedPage]:
    """Fetch these rows; ask again for those that did not fit in one answer."""
    left = [str(row_id) for row_id in wanted]
    while left:
        page = talker.pull(0, 0, ids=left[:_PAGE])
        if page is None:
            return
        yield page
        came = {row.id for row in page.rows} if page.is_more else set(left[:_PAGE])
        if not came:
            return
        left = [row_id for row_id in left if row_id not in came]


def _differing(
    unit: Unit, kind: str, buckets: tuple[str, ...], theirs: dict[UUID, int]
) -> tuple[list[UUID], list[UUID]]:
    """Return (rows that head office does not have, rows to fetch), without rows that have waiting outbox entries."""
    query = select(FeedRowRecord.id, FeedRowRecord.version).where(
        FeedRowRecord.kind == kind, FeedRowRecord.op == "upsert"
    )
    mine = {row.id: row.version for row in unit.session.execute(query) if bucket_of(row.id) in buckets}
    queued = OutboxRecord.state.in_(("queued", "sent"))
    waiting = set(unit.session.scalars(select(OutboxRecord.subject_id).where(queued)))
    gone = [row_id for row_id in mine if row_id not in theirs and row_id not in waiting]
    return gone, [row_id for row_id in theirs if row_id not in waiting]


def _wipe_all(unit: Unit, kind: str, ids: list[UUID]) -> None:
    for row_id in ids:
        wipe(unit, kind, row_id)
    unit.session.execute(delete(FeedRowRecord).where(FeedRowRecord.kind == kind, FeedRowRecord.id.in_(ids)))


def _repair(unit: Unit, kind: str, page: wire.FeedPage) -> None:
    """Apply rows as if they were new; a later version that came by the feed in the meantime stays."""
    rows = [row for row in read_rows(unit, page.rows, is_broadcast=False) if row.kind == kind]
    for row in rows:
        same = FeedRowRecord.kind == row.kind, FeedRowRecord.id == row.id, FeedRowRecord.version <= row.version
        unit.session.execute(delete(FeedRowRecord).where(*same))
    apply_feed_rows(unit, rows)
