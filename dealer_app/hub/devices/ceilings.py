"""Compute how many more numbers of a kind a device may get: its documents use them up, its calls do not."""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select, text

from dealer_app.hub.database.database import Transaction
from dealer_app.hub.database.schema import leases, ledger

LEAST, MOST = 1_000, 100_000
"""The smallest and the largest ceiling of the numbers that a device may hold unused, per kind and epoch."""
MEASURED, TIMES = timedelta(days=60), 3
"""The ceiling is TIMES as many numbers as the documents of the last MEASURED days took: enough for 180 days away."""
_TAKERS = {
    "registration": ("customer.register", "registration.issue"),
    "invitation": ("invitation.issue",),
    "bill": ("bill.issue",),
    "bill_file": ("bill.issue",),
    "visit": ("visit.record",),
    "request": ("request.make",),
    "receipt": ("payment.record", "payment.reverse", "receipt.issue"),
}
"""Kind of number -> the commands of which each takes one; of a kind that is missing here every command counts."""
_HIGHEST_USED = """
    WITH mine AS (SELECT first, last FROM leases WHERE dealership = :d AND device = :device AND epoch = :epoch
        AND kind = :kind AND closed_at IS NULL),
    borne AS (SELECT CAST(substring(number from {serial}) AS bigint) AS serial FROM numbers
        WHERE dealership = :d AND device = :device AND kind = {kind})
    SELECT coalesce(sum(used), 0) FROM (SELECT max(serial) - min(first) + 1 AS used FROM mine
        JOIN borne ON serial BETWEEN first AND last GROUP BY first) AS ranges"""
_ON_PAPERS = _HIGHEST_USED.format(serial="'/([0-9]{1,8})$'", kind=":kind")
_ON_BILLS = _HIGHEST_USED.format(serial="'^([0-9]{1,8})[0-9]{5}:'", kind="'bill_ids'")
"""The file number of a bill is its bill id without company code, service type and check digit."""


def missing(tx: Transaction, kind: str, *, is_of_bills: bool) -> int:
    """Return how many numbers fill up what the calling device holds to its ceiling; 0 if it holds more than half.

    Numbers are taken in order, so a document uses up all numbers of its range before its own. But a device cannot use
    up more numbers than it has sent commands that take one.
    """
    held = _held(tx, kind)
    sent, lately = _sent(tx, kind)
    ceiling = min(max(TIMES * lately, LEAST), MOST)
    if (held - sent) * 2 > ceiling:  # whatever its documents bear
        return 0
    values = {"d": tx.dealership, "device": tx.caller.device, "epoch": tx.caller.epoch, "kind": kind}
    borne = int(tx.connection.scalar(text(_ON_BILLS if is_of_bills else _ON_PAPERS), values) or 0)
    unused = held - min(borne, sent)
    return 0 if unused * 2 > ceiling else ceiling - unused


def _held(tx: Transaction, kind: str) -> int:
    """Return the size of all open ranges of the device's epoch."""
    mine = (
        leases.c.dealership == tx.dealership,
        leases.c.device == tx.caller.device,
        leases.c.epoch == tx.caller.epoch,
        leases.c.kind == kind,
        leases.c.closed_at.is_(None),
    )
    return int(tx.connection.scalar(select(func.sum(leases.c.last - leases.c.first + 1)).where(*mine)) or 0)


def _sent(tx: Transaction, kind: str) -> tuple[int, int]:
    """Return how many commands that take a number of the kind came in this epoch, and how many lately."""
    is_mine: list[ColumnElement[bool]] = [ledger.c.dealership == tx.dealership, ledger.c.device == tx.caller.device]
    if kind in _TAKERS:
        is_mine.append(ledger.c.kind.in_(_TAKERS[kind]))
    in_epoch = func.count().filter(ledger.c.epoch == tx.caller.epoch)
    lately = func.count().filter(ledger.c.received_at > tx.now - MEASURED)
    row = tx.connection.execute(select(in_epoch, lately).where(*is_mine)).one()
    return int(row[0]), int(row[1])
