"""Settle commands that wait: rule again when what they waited for arrived, or apply a person's decision."""

from typing import Any

from sqlalchemy import Row, select, update

from dealer_app.domain.errors import Refusal
from dealer_app.hub.commands.kinds import KINDS
from dealer_app.hub.commands.push import retry_waiting
from dealer_app.hub.commands.working_set import WorkingSet, write_working_set
from dealer_app.hub.database.database import Transaction, lock_head, transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import ledger, money
from dealer_app.hub.office.publishing import Published, move_head, office_working_set, stage
from dealer_app.protocol import wire
from dealer_app.protocol.ids import is_row_id
from dealer_app.protocol.money import PAYMENT_KINDS

AWAITED = ("unknown_kind", "customer_unknown", "order_unknown", "depends")
"""Codes that a later import, move or upgrade may settle."""
_TWICE = "reversed_before"


def retry_all(office: OfficeDatabase) -> int:
    """Rule again on commands that waited for an order, a file or an upgrade; return how many changed."""
    ruled = 0
    for code in office.list_dealerships():
        with transaction(office.engine, code, office.now()) as tx:
            ruled += retry_waiting(tx, AWAITED)
    return ruled


def decide(tx: Transaction, device: str, n: int, *, is_accepted: bool) -> None:
    """Apply a person's decision to a deferred command; it goes down by the feed with its row (I6).

    Raises Refusal ``hub_not_waiting``, ``hub_payment_refused`` (money was taken), ``hub_reversed_twice``.
    """
    last_seq = lock_head(tx)
    entry = _entry(tx, device, n)
    if entry is None or entry.state != "deferred":
        raise Refusal("hub_not_waiting", device=device, n=n)
    if entry.kind in PAYMENT_KINDS and not is_accepted:
        raise Refusal("hub_payment_refused")
    if entry.code == _TWICE:
        raise Refusal("hub_reversed_twice")
    state, code = ("applied", "") if is_accepted else ("rejected", "by_person")
    working = office_working_set(tx, {_named_row(entry), entry.command_id} - {""})
    key = _row_of(working, entry)
    doc = working.row(*key).doc
    if doc is not None:
        stage(working, Published(*key, {**doc, "state": state, "code": code}))
    facts = {"device": entry.device, "epoch": entry.epoch, "n": entry.n, "command_id": entry.command_id}
    working.put("outcome", entry.command_id, {**facts, "state": state, "code": code, "doc": {}})
    working.keep()
    move_head(tx, last_seq + len(write_working_set(tx, working, last_seq)))
    _close(tx, entry, state, code, key[1])


def _entry(tx: Transaction, device: str, n: int) -> Row[Any] | None:
    """Return a ledger entry that took effect, of the newest epoch that has it."""
    mine = ledger.c.dealership == tx.dealership, ledger.c.device == device, ledger.c.n == n, ledger.c.is_first
    return tx.connection.execute(select(ledger).where(*mine).order_by(ledger.c.epoch.desc()).limit(1)).one_or_none()


def _named_row(entry: Row[Any]) -> str:
    """Return the id that an entry's body names, "" if it cannot be read."""
    try:
        body = wire.parse(entry.body)
    except (ValueError, RecursionError):
        return ""
    named = body.get("id") if isinstance(body, dict) else None
    return named if isinstance(named, str) and is_row_id(named) else ""


def _row_of(working: WorkingSet, entry: Row[Any]) -> tuple[str, str]:
    """Return the row that an entry wrote; money whose own id was taken has the id of its command."""
    kind, row_id = KINDS[entry.kind].row, _named_row(entry)
    if entry.kind in PAYMENT_KINDS and working.row(kind, row_id).meta.get("unread") != entry.command_id:
        row_id = entry.command_id
    return kind, row_id


def _close(tx: Transaction, entry: Row[Any], state: str, code: str, row_id: str) -> None:
    mine = ledger.c.dealership == tx.dealership, ledger.c.device == entry.device, ledger.c.epoch == entry.epoch
    tx.connection.execute(update(ledger).where(*mine, ledger.c.n == entry.n).values(state=state, code=code))
    booked = money.c.dealership == tx.dealership, money.c.id == row_id
    tx.connection.execute(update(money).where(*booked).values(state="entered", code=""))
