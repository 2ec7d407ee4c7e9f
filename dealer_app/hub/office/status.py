"""Report the state of the counters: when each was heard, what waits there, and what waits here for a person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, func, select

from dealer_app.hub.database.database import Transaction, transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import devices, leases, ledger


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """One counter; ``amount`` is the sum (Rial) of the payments that wait there.

    ``doubted_at`` is when an older program showed less than head office holds, ``audit_cut_at`` when the audit was
    found shorter or changed; None if not. ``numbers`` is how many numbers of each kind the counter ever got, and
    ``open_numbers`` how many are in ranges that are not closed.
    """

    dealership: str
    device: str
    counter: str
    state: str
    epoch: int
    acked_n: int
    seen_at: datetime | None
    waiting: int
    waiting_payments: int
    amount: int
    doubted_at: datetime | None
    audit_cut_at: datetime | None
    numbers: dict[str, int]
    open_numbers: dict[str, int]


@dataclass(frozen=True, slots=True)
class OfficeStatus:
    """All counters, and by dealership how many commands wait for a person or for an upgrade."""

    devices: tuple[DeviceStatus, ...]
    deferred: dict[str, int]
    quarantined: dict[str, int]


def get_status(office: OfficeDatabase) -> OfficeStatus:
    """Return the state of every dealership, each read under its own scope."""
    found: list[DeviceStatus] = []
    deferred: dict[str, int] = {}
    quarantined: dict[str, int] = {}
    for code in office.list_dealerships():
        with transaction(office.engine, code, office.now()) as tx:
            mine = select(devices).where(devices.c.dealership == code).order_by(devices.c.enrolled_at)
            taken = _count_numbers(tx)
            found += [_device(row._mapping, taken) for row in tx.connection.execute(mine)]  # noqa: SLF001 - SQLAlchemy's public name
            states = select(ledger.c.state, func.count()).where(
                ledger.c.dealership == code, ledger.c.state.in_(("deferred", "quarantined"))
            )
            counts: dict[str, int] = {row[0]: row[1] for row in tx.connection.execute(states.group_by(ledger.c.state))}
        deferred[code], quarantined[code] = counts.get("deferred", 0), counts.get("quarantined", 0)
    return OfficeStatus(tuple(found), deferred, quarantined)


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """One command that waits for a person (deferred) or for an upgrade (quarantined), without its content."""

    dealership: str
    device: str
    n: int
    kind: str
    state: str
    code: str
    received_at: datetime


def list_waiting(office: OfficeDatabase) -> tuple[WaitingEntry, ...]:
    """Return the commands that wait, oldest first within each dealership."""
    found: list[WaitingEntry] = []
    columns = ledger.c.device, ledger.c.n, ledger.c.kind, ledger.c.state, ledger.c.code, ledger.c.received_at
    for code in office.list_dealerships():
        with transaction(office.engine, code, office.now()) as tx:
            mine = ledger.c.dealership == code, ledger.c.is_first, ledger.c.state.in_(("deferred", "quarantined"))
            query = select(*columns).where(*mine).order_by(ledger.c.received_at, ledger.c.device, ledger.c.n)
            found += [WaitingEntry(code, *row) for row in tx.connection.execute(query)]
    return tuple(found)


def _count_numbers(tx: Transaction) -> dict[str, list[tuple[str, int, int]]]:
    """Return by device (kind, numbers ever granted, numbers in open ranges)."""
    size = func.sum(leases.c.last - leases.c.first + 1)
    is_open = leases.c.closed_at.is_(None)
    query = select(leases.c.device, leases.c.kind, size, func.coalesce(size.filter(is_open), 0))
    mine = leases.c.dealership == tx.dealership, leases.c.device != ""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for device, *counts in tx.connection.execute(query.where(*mine).group_by(leases.c.device, leases.c.kind)):
        found.setdefault(device, []).append((counts[0], int(counts[1]), int(counts[2])))
    return found


def _device(row: RowMapping, taken: dict[str, list[tuple[str, int, int]]]) -> DeviceStatus:
    waiting = row["waiting"]
    numbers = sorted(taken.get(row["device"], ()))
    return DeviceStatus(
        dealership=row["dealership"],
        device=row["device"],
        counter=row["counter"],
        state=row["state"],
        epoch=row["epoch"],
        acked_n=row["acked_n"],
        seen_at=row["seen_at"],
        waiting=waiting.get("total", 0),
        waiting_payments=waiting.get("payments", 0),
        amount=waiting.get("amount", 0),
        doubted_at=row["doubted_at"],
        audit_cut_at=row["audit_cut_at"],
        numbers={kind: granted for kind, granted, _ in numbers},
        open_numbers={kind: count for kind, _, count in numbers},
    )
