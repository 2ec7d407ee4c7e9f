"""Ask head office for numbers when half or less is left and store them in one transaction (docs/protocol.md, lease)."""

from collections.abc import Sequence

from sqlalchemy import select

from dealer_app.protocol import wire
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.leases import KINDS, LeaseRecord, add_lease, list_kinds_to_refill, newest_end
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.talker import HubRefusedError, Talker

MALFORMED = 400


def refill(database: CounterDatabase, talker: Talker) -> None:
    """Ask for the ranges that are needed and store them; raises LineDownError, HubRefusedError."""
    wants = database.read(list_wants)
    if wants.wants:
        granted = _granted(talker, wants)
        database.write(lambda unit: take_ranges(unit, granted))


def _granted(talker: Talker, wants: wire.Wants) -> Sequence[wire.Range]:
    """Ask for all kinds at once; a head office of before refuses all for one kind that it does not know."""
    try:
        return talker.lease(wants).ranges
    except HubRefusedError as refused:
        if refused.status != MALFORMED:
            raise
    found: list[wire.Range] = []
    for want in wants.wants:
        try:
            found += talker.lease(wire.Wants((want,))).ranges
        except HubRefusedError as refused:
            if refused.status != MALFORMED:
                raise
    return found


def list_wants(unit: Unit) -> wire.Wants:
    """Return a request for each kind that is running low or was never granted, after the newest range held."""
    low = set(list_kinds_to_refill(unit.session))
    ends = {kind: newest_end(unit.session, kind) for kind in KINDS}
    return wire.Wants(tuple(wire.Want(kind, end) for kind, end in ends.items() if kind in low or not end))


def take_ranges(unit: Unit, ranges: Sequence[wire.Range]) -> None:
    """Store granted ranges; ignore a range that is held already or has an unknown kind."""
    for granted in ranges:
        if granted.kind in KINDS and not _is_held(unit, granted):
            add_lease(unit, granted.kind, granted.first, granted.last)


def _is_held(unit: Unit, granted: wire.Range) -> bool:
    same = LeaseRecord.kind == granted.kind, LeaseRecord.first <= granted.last, LeaseRecord.last >= granted.first
    return unit.session.scalar(select(LeaseRecord.row).where(*same).limit(1)) is not None
