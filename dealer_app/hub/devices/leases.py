"""Grant ranges of numbers to one device and epoch; ranges never overlap, a lost answer is given again."""

from datetime import timedelta

from sqlalchemy import Integer, cast, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.dialects.postgresql import insert as upsert

from dealer_app.hub.database.database import Transaction, enter, lock_head
from dealer_app.hub.database.schema import BROADCAST, heads, leases, void_numbers
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.store.tables.leases import KINDS

FIRST, LAST = 1_000_000, 89_999_999
LEAST, BLOCK = 500, 100_000
REMEMBERED = timedelta(days=60)
_FOLD = 100_000_000
_EVERYWHERE = frozenset({"bill_file"})
"""Kinds whose numbers are unique across all dealerships."""

_ON_PAPERS = """
    SELECT max(serial) FROM (SELECT CAST(substring(number from '/([0-9]{1,8})$') AS bigint) AS serial FROM numbers
        WHERE dealership = :d AND kind = :kind) AS n WHERE serial BETWEEN :first AND :last"""
_ON_BILLS = """
    SELECT max(serial) FROM (SELECT CAST(substring(nullif(doc, '')::jsonb #>> '{body,bill_id}'
        from '^([0-9]{1,8})[0-9]{5}$') AS bigint) AS serial FROM rows WHERE dealership = :d AND kind = 'bill') AS n
    WHERE serial BETWEEN :first AND :last AND :kind <> ''"""
"""The file number of a bill is its bill id without company code, service type and check digit."""


def grant(tx: Transaction, body: wire.Wants) -> wire.Ranges:
    """Return a range for each want: the device's own range that follows what it holds, else a new one."""
    if len(body.wants) > 4 * len(KINDS) or any(want.kind not in KINDS for want in body.wants):
        raise CallRefusedError(400, "malformed")
    lock_head(tx)
    return wire.Ranges(tuple(_known(tx, want) or _new(tx, want.kind) for want in body.wants))


class Serials:
    """Allocate the hub's own numbers for documents whose number is provisional or belongs to another document.

    Numbers are taken in memory under the dealership's head row, which the caller has locked, and written once by
    ``keep``.
    """

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._blocks: dict[str, list[int]] = {}  # kind -> first, last taken

    def take(self, kind: str) -> int:
        """Return the next number of a kind."""
        if kind in _EVERYWHERE:
            first = _next_first(self._tx, kind, 1)
            _enter_range(self._tx, kind, first, 1, "", 0)
            return first
        block = self._blocks.get(kind)
        if block is None:
            first = (_peek(self._tx, kind) or FIRST - 1) + 1
            self._blocks[kind] = block = [first, first - 1]
        block[1] += 1
        return block[1]

    def keep(self) -> None:
        """Write the ranges that were taken."""
        for kind, (first, last) in self._blocks.items():
            size = last - first + 1
            assert _advance(self._tx, self._tx.dealership, kind, size) == first
            _enter_range(self._tx, kind, first, size, "", 0)


def close_leases(tx: Transaction) -> None:
    """Close the open ranges of a device and record their unused numbers as void."""
    device = tx.caller
    mine = (
        leases.c.dealership == tx.dealership,
        leases.c.device == device.device,
        leases.c.epoch == device.epoch,
        leases.c.closed_at.is_(None),
    )
    closed = (
        update(leases).where(*mine).values(closed_at=tx.now).returning(leases.c.kind, leases.c.first, leases.c.last)
    )
    rows = [
        {"dealership": tx.dealership, "kind": row.kind, "first": start, "last": row.last}
        for row in tx.connection.execute(closed).all()
        if (start := _last_used(tx, row.kind, row.first, row.last) + 1) <= row.last
    ]
    if rows:
        extra = {"device": device.device, "reason": "epoch_closed"}
        tx.connection.execute(upsert(void_numbers).on_conflict_do_nothing(), [{**row, **extra} for row in rows])


def _last_used(tx: Transaction, kind: str, first: int, last: int) -> int:
    """Return the last number of a range that a document has; ``first`` - 1 if no document has one."""
    source = _ON_BILLS if kind in _EVERYWHERE else _ON_PAPERS
    values = {"d": tx.dealership, "kind": kind, "first": first, "last": last}
    return int(tx.connection.scalar(text(source), values) or first - 1)


def _known(tx: Transaction, want: wire.Want) -> wire.Range | None:
    """Return the lowest open range of the device after the numbers that it holds."""
    device = tx.caller
    beyond = (
        leases.c.dealership == tx.dealership,
        leases.c.device == device.device,
        leases.c.epoch == device.epoch,
        leases.c.kind == want.kind,
        leases.c.first > want.after,
        leases.c.closed_at.is_(None),
    )
    query = select(leases.c.first, leases.c.last).where(*beyond).order_by(leases.c.first).limit(1)
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else wire.Range(want.kind, row.first, row.last)


def _new(tx: Transaction, kind: str) -> wire.Range:
    size = _size(tx, kind)
    first = _next_first(tx, kind, size)
    _enter_range(tx, kind, first, size, tx.caller.device, tx.caller.epoch)
    return wire.Range(kind, first, first + size - 1)


def _size(tx: Transaction, kind: str) -> int:
    """Return what the device was granted in the last 60 days, at least 500 and at most a block."""
    since = leases.c.granted_at > tx.now - REMEMBERED
    mine = leases.c.dealership == tx.dealership, leases.c.device == tx.caller.device, leases.c.kind == kind
    granted = tx.connection.scalar(select(func.sum(leases.c.last - leases.c.first + 1)).where(*mine, since))
    return min(max(int(granted or 0), LEAST), BLOCK)


def _next_first(tx: Transaction, kind: str, size: int) -> int:
    """Return the first of ``size`` numbers that were never granted."""
    if kind not in _EVERYWHERE:
        return _advance(tx, tx.dealership, kind, size)
    end = _peek(tx, f"{kind}_end")
    last = _peek(tx, kind)
    if end is None or last is None or last + size > end:
        start = _block(tx, kind)
        _put(tx, {kind: start - 1, f"{kind}_end": start + BLOCK - 1})
    return _advance(tx, tx.dealership, kind, size)


def _block(tx: Transaction, kind: str) -> int:
    """Take head office's next block of numbers for this dealership; the scope is ``*`` only in this function."""
    enter(tx.connection, BROADCAST)
    try:
        tx.connection.execute(select(heads.c.seq).where(heads.c.dealership == BROADCAST).with_for_update())
        return _advance(tx, BROADCAST, kind, BLOCK)
    finally:
        enter(tx.connection, tx.dealership)


def _advance(tx: Transaction, dealership: str, kind: str, size: int) -> int:
    known = heads.c.serials[kind].astext
    last = func.coalesce(cast(known, Integer), FIRST - 1) + size
    grown = heads.c.serials.concat(func.jsonb_build_object(text("CAST(:kind AS text)").bindparams(kind=kind), last))
    moved = update(heads).where(heads.c.dealership == dealership).values(serials=grown).returning(last - size + 1)
    query = select(func.coalesce(cast(known, Integer), FIRST - 1)).where(heads.c.dealership == dealership)
    first = int(tx.connection.scalars(query).one()) + 1
    if first + size - 1 > LAST:
        raise CallRefusedError(503, "busy", retry_after_s=3600)
    tx.connection.execute(moved)
    return first


def _peek(tx: Transaction, name: str) -> int | None:
    query = select(cast(heads.c.serials[name].astext, Integer)).where(heads.c.dealership == tx.dealership)
    return tx.connection.scalar(query)


def _put(tx: Transaction, serials: dict[str, int]) -> None:
    mine = heads.c.dealership == tx.dealership
    known = tx.connection.scalars(select(heads.c.serials).where(mine)).one()
    tx.connection.execute(update(heads).where(mine).values(serials={**known, **serials}))


def _enter_range(tx: Transaction, kind: str, first: int, size: int, device: str, epoch: int) -> None:
    dealership_no = tx.connection.scalars(
        select(heads.c.dealership_no).where(heads.c.dealership == tx.dealership)
    ).one()
    fold = ((0 if kind in _EVERYWHERE else dealership_no) * 16 + KINDS.index(kind)) * _FOLD
    row = {
        "dealership": tx.dealership,
        "kind": kind,
        "first": first,
        "last": first + size - 1,
        "span": Range(fold + first, fold + first + size),
        "device": device,
        "epoch": epoch,
        "granted_at": tx.now,
    }
    tx.connection.execute(insert(leases), row)
