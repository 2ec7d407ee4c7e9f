"""Grant ranges of numbers to one device and epoch; ranges never overlap, a lost answer is given again."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Integer, cast, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.dialects.postgresql import insert as upsert

from dealer_app.hub.database.database import Transaction, lock_head, within
from dealer_app.hub.database.schema import BROADCAST, heads, leases, void_numbers
from dealer_app.hub.devices.ceilings import missing
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.store.tables.leases import KINDS

FIRST, LAST = 1_000_000, 89_999_999
LAST_LEASED = LAST - 1_000_000
"""The last number that a device can get; those above it are head office's own, so that it can always give a number."""
BLOCK = 10_000
"""The least size of a dealership's share of the numbers that are unique across all dealerships."""
WINDOWS = 10_000
"""How many windows of provisional numbers there are; after so many enrolments they begin anew."""
_MOST_WANTS = 64
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
    """Return a range for each want: the device's own range that follows what it holds, else a new one.

    A want gets none if its kind is unknown here, if no range can end where it says, if the device holds enough, or if
    no number is left.
    """
    if len(body.wants) > _MOST_WANTS:
        raise CallRefusedError(400, "malformed")
    lock_head(tx)
    found = [_known(tx, want) or _new(tx, want.kind) for want in body.wants if _is_possible(want)]
    return wire.Ranges(tuple(one for one in found if one is not None))


def _is_possible(want: wire.Want) -> bool:
    return want.kind in KINDS and 0 <= want.after <= LAST


def next_window(tx: Transaction) -> int:
    """Return the number of a new device's window of provisional numbers: no other device of head office has it."""
    with _everywhere(tx):
        return _advance(tx, BROADCAST, "window", 1, first=0) % WINDOWS


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
    """Return the lowest open range of the device after the numbers that it says it holds; its word gets it no more."""
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


def _new(tx: Transaction, kind: str) -> wire.Range | None:
    """Return a new range that fills up what the device holds; None if it holds enough, or if none is left."""
    wanted = missing(tx, kind, is_of_bills=kind in _EVERYWHERE)
    if wanted == 0:
        return None
    first, size = _next_range(tx, kind, wanted)
    if size == 0:
        return None
    _enter_range(tx, kind, first, size, tx.caller.device, tx.caller.epoch)
    return wire.Range(kind, first, first + size - 1)


def _next_range(tx: Transaction, kind: str, wanted: int) -> tuple[int, int]:
    """Return the first and the count of at most ``wanted`` numbers that were never granted."""
    dealership, last, end = tx.dealership, _peek(tx, kind) or FIRST - 1, LAST_LEASED
    if kind in _EVERYWHERE:
        end = _peek(tx, f"{kind}_end") or last
        if (end - last) * 2 < wanted:
            last, end = _block(tx, kind, max(BLOCK, wanted))
            _put(tx, {kind: last, f"{kind}_end": end})
    size = min(wanted, end - last)
    return (_advance(tx, dealership, kind, size), size) if size > 0 else (0, 0)


def _block(tx: Transaction, kind: str, wanted: int) -> tuple[int, int]:
    """Take head office's next block of numbers for this dealership; return the number before it and its last one."""
    with _everywhere(tx):
        last = _peek(tx, kind, BROADCAST) or FIRST - 1
        size = max(min(wanted, LAST_LEASED - last), 0)
        if size:
            _advance(tx, BROADCAST, kind, size)
    return last, last + size


@contextmanager
def _everywhere(tx: Transaction) -> Iterator[None]:
    """Lock and show head office's own head row; the scope is ``*`` only in this block."""
    with within(tx, BROADCAST):
        tx.connection.execute(select(heads.c.seq).where(heads.c.dealership == BROADCAST).with_for_update())
        yield


def _advance(tx: Transaction, dealership: str, kind: str, size: int, *, first: int = FIRST) -> int:
    known = heads.c.serials[kind].astext
    last = func.coalesce(cast(known, Integer), first - 1) + size
    grown = heads.c.serials.concat(func.jsonb_build_object(text("CAST(:kind AS text)").bindparams(kind=kind), last))
    moved = update(heads).where(heads.c.dealership == dealership).values(serials=grown).returning(last - size + 1)
    query = select(func.coalesce(cast(known, Integer), first - 1)).where(heads.c.dealership == dealership)
    start = int(tx.connection.scalars(query).one()) + 1
    if start + size - 1 > LAST:
        raise CallRefusedError(503, "busy", retry_after_s=3600)
    tx.connection.execute(moved)
    return start


def _peek(tx: Transaction, name: str, dealership: str = "") -> int | None:
    query = select(cast(heads.c.serials[name].astext, Integer)).where(
        heads.c.dealership == (dealership or tx.dealership)
    )
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
