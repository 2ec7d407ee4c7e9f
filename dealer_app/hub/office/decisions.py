"""Settle commands that wait: rule again when what they waited for arrived, or apply a person's decision."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, text, update

from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.persian import clean_text
from dealer_app.domain.registration import LONGEST_LINE, LONGEST_PROSE
from dealer_app.hub.commands import papers, plan_places, requests
from dealer_app.hub.commands.kinds import KINDS, collect
from dealer_app.hub.commands.push import list_waiting_plans, retry_waiting
from dealer_app.hub.commands.row_kinds import LINKS
from dealer_app.hub.commands.working_set import Wanted, WorkingSet, write_working_set
from dealer_app.hub.database.database import Transaction, lock_head, transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import ledger, money
from dealer_app.hub.office.publishing import Published, move_head, office_working_set, stage
from dealer_app.protocol import wire
from dealer_app.protocol.ids import is_row_id
from dealer_app.protocol.money import PAYMENT_KINDS
from dealer_app.store.core.types import instant_text

AWAITED = ("unknown_kind", "customer_unknown", "order_unknown", "plan_unknown", "depends")
"""Codes that a later import, move, plan or upgrade may settle."""
_REQUEST = "request.make"
_TWICE, ONCE = "reversed_before", "reversed_once"
"""A second reversal of one payment while it waits, and after the decision: it counts once."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision on a command: who decided, in words why, and whether it is accepted."""

    is_accepted: bool
    by: str
    why: str


def retry_all(office: OfficeDatabase) -> int:
    """Rule again on commands that waited for an order, a file, a plan or an upgrade; return how many changed."""
    ruled = 0
    for code in office.list_dealerships():
        with transaction(office.engine, code, office.now()) as tx:
            ruled += retry_waiting(tx, AWAITED)
    return ruled


def decide(tx: Transaction, device: str, n: int, decision: Decision) -> str:
    """Apply a person's decision to a deferred command and return its code; it goes down by the feed with its row (I6).

    A second reversal of one payment ends as ``reversed_once``: head office's money and every counter count the first,
    the row of the second is deleted, and its command stays in the ledger. Who decided and why is kept with the outcome.
    A slip that is refused becomes void. A request that is accepted gets its order, even if its customer's file is not
    known yet; one that is refused is set aside with its order and its slips, and money paid for it stays in the order.
    Raises FieldError ``reason_empty`` (field ``why``), Refusal ``hub_not_waiting``, ``hub_payment_refused``.
    """
    by, why = clean_text(decision.by)[:LONGEST_LINE], clean_text(decision.why)[:LONGEST_PROSE]
    if not why:
        raise FieldError("reason_empty", "why")
    last_seq = lock_head(tx)
    entry = _entry(tx, device, n)
    if entry is None or entry.state != "deferred":
        raise Refusal("hub_not_waiting", device=device, n=n)
    if entry.kind in PAYMENT_KINDS and not decision.is_accepted:
        raise Refusal("hub_payment_refused")
    is_second = entry.code == _TWICE
    state, code = ("applied", "") if decision.is_accepted else ("rejected", "by_person")
    if is_second:
        state, code = "applied_with_change", ONCE
    linked = _linked_rows(tx, entry)
    working = office_working_set(tx, {_named_row(entry), entry.command_id, *linked} - {""})
    key = _row_of(working, entry)
    doc = working.row(*key).doc
    if doc is not None:
        stage(working, Published(*key, None if is_second else {**doc, "state": state, "code": code}))
        _carry_out(working, key, is_accepted=decision.is_accepted, at=instant_text(tx.now))
    decided = {"by": by, "why": why, "decided_at": instant_text(tx.now)}
    facts = {"device": entry.device, "epoch": entry.epoch, "n": entry.n, "command_id": entry.command_id}
    working.put("outcome", entry.command_id, {**facts, **decided, "state": state, "code": code, "doc": {}})
    working.keep()
    move_head(tx, last_seq + len(write_working_set(tx, working, last_seq)))
    _close(tx, entry, state, code, decided)
    _settle_money(tx, key[1], is_second=is_second)
    if entry.kind == _REQUEST:
        retry_waiting(tx, AWAITED)  # its slip and the money that was paid for it waited for its order
    return code


def _linked_rows(tx: Transaction, entry: Row[Any]) -> set[str]:
    """Return the rows beside its own that a decision on a request changes or reads; its plan's count is locked."""
    if entry.kind != _REQUEST:
        return set()
    wanted, body = Wanted(), wire.parse(entry.body)
    collect(wanted, KINDS[_REQUEST], body)
    # Together with those of the retry at the end: no transaction takes locks of plans twice.
    plan_places.lock_plans(tx, wanted.plans | list_waiting_plans(tx, AWAITED))
    return wanted.ids | _slips_of(tx, str(body["order_id"]))


def _slips_of(tx: Transaction, order_id: str) -> set[str]:
    """Return the ids of an order's slips."""
    statement = f"""SELECT id FROM rows WHERE dealership = :d AND op = 'upsert' AND kind = 'bill'
        AND doc::jsonb #>> '{LINKS["order"]}' = :order_id"""  # noqa: S608 - our own text
    return set(tx.connection.scalars(text(statement), {"d": tx.dealership, "order_id": order_id}))


def _carry_out(working: WorkingSet, key: tuple[str, str], *, is_accepted: bool, at: str) -> None:
    """Do what a decision means beyond the state of the row: a refused slip is void, an accepted request has an order.

    The slips of a refused order are void even if they are paid: a reversal of the payment must not open them again.
    """
    kind, row_id = key
    if kind == "bill" and not is_accepted:
        if (working.row(kind, row_id).doc or {}).get("doc_state") == "open":
            papers.set_void(working, row_id, "by_person")
    elif kind == "request" and is_accepted:
        requests.accept(working, row_id)
    elif kind == "request":
        requests.refuse(working, row_id, "by_person", at)
        for slip in [name for of_kind, name in working.known.rows if of_kind == "bill"]:
            papers.set_void(working, slip, papers.REQUEST_REFUSED)


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


def _close(tx: Transaction, entry: Row[Any], state: str, code: str, decided: dict[str, str]) -> None:
    mine = ledger.c.dealership == tx.dealership, ledger.c.device == entry.device, ledger.c.epoch == entry.epoch
    changes = {
        "state": state,
        "code": code,
        "outcome": wire.plain_json({**wire.parse(entry.outcome), **decided}).decode(),
    }
    tx.connection.execute(update(ledger).where(*mine, ledger.c.n == entry.n).values(changes))


def _settle_money(tx: Transaction, row_id: str, *, is_second: bool) -> None:
    """End the reconciliation of a payment; a second reversal gives nothing back."""
    booked = money.c.dealership == tx.dealership, money.c.id == row_id
    changes = {"state": "entered", "code": ONCE, "amount": 0} if is_second else {"state": "entered", "code": ""}
    tx.connection.execute(update(money).where(*booked).values(changes))
