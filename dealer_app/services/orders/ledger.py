"""Read the ledger of orders as frozen values; every balance is the sum of its entries."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from dealer_app.domain.ids import OrderId, Rial
from dealer_app.domain.orders.ledger import Account, Ledger, LedgerEntry, ledger_of
from dealer_app.store.core.sums import join_parts, sum_parts
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.ledger import LedgerEntryRecord


def get_ledgers(unit: Unit, order_ids: Iterable[OrderId]) -> dict[OrderId, Ledger]:
    """Return the ledger of each order in one query."""
    wanted = tuple(order_ids)
    entries: dict[OrderId, list[LedgerEntry]] = defaultdict(list)
    rows = select(LedgerEntryRecord).where(LedgerEntryRecord.order_id.in_(wanted)).order_by(LedgerEntryRecord.row)
    for row in unit.session.scalars(rows):
        entries[OrderId(row.order_id)].append(_entry(row))
    return {order_id: ledger_of(tuple(entries[order_id])) for order_id in wanted}


def get_remainings(unit: Unit, order_ids: Iterable[OrderId]) -> dict[OrderId, Rial]:
    """Return the remaining principal of each order in Rial, summed by SQL, for lists."""
    mine = LedgerEntryRecord.order_id.in_(tuple(order_ids)), LedgerEntryRecord.account == str(Account.PRINCIPAL)
    sums = select(LedgerEntryRecord.order_id, *sum_parts(LedgerEntryRecord.amount)).where(*mine)  # type: ignore[arg-type]
    rows = unit.session.execute(sums.group_by(LedgerEntryRecord.order_id))
    return {OrderId(order_id): Rial(join_parts(*parts)) for order_id, *parts in rows}


def _entry(row: LedgerEntryRecord) -> LedgerEntry:
    """Return the frozen entry of a row."""
    return LedgerEntry(Account(row.account), row.kind, Rial(row.amount), row.on, row.reference)
