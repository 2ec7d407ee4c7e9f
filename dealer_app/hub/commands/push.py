"""Store the entries of one outbox, their effects and outcomes in one transaction (docs/protocol.md, section 5)."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import RowMapping, or_, select, update

from dealer_app.domain.errors import FieldError
from dealer_app.hub.commands.dates import defer_impossible
from dealer_app.hub.commands.kinds import KINDS, collect
from dealer_app.hub.commands.ledger import (
    check_chain,
    known_commands,
    known_outcomes,
    outcome_of,
    same_again,
    stored_outcome,
    write_entries,
)
from dealer_app.hub.commands.money import enter_unread
from dealer_app.hub.commands.plan_places import lock_plans
from dealer_app.hub.commands.rulings import REFUSED, Ruling, rejected
from dealer_app.hub.commands.working_set import Wanted, WorkingSet, open_working_set, write_working_set
from dealer_app.hub.database.database import Device, Transaction, lock_head
from dealer_app.hub.database.schema import heads, ledger
from dealer_app.hub.devices.devices import change_device, find_device
from dealer_app.hub.devices.leases import Serials
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.protocol.ids import is_row_id
from dealer_app.protocol.money import PAYMENT_KINDS
from dealer_app.protocol.schemas.fields import FieldsError
from dealer_app.protocol.schemas.values import is_instant

Body = dict[str, Any] | None
_DEEPEST = 100
_ON_CONTENT = LookupError, TypeError, ValueError, AttributeError, AssertionError, ArithmeticError, FieldError
"""What a handler raises for content that it cannot take: a number that is none raises ArithmeticError."""


def push(tx: Transaction, body: wire.Push) -> wire.PushAnswer:
    """Apply the new commands of a batch and return the outcome of each of its commands.

    Raises CallRefusedError ``chain_broken``, ``hash_wrong``, ``too_many``, ``epoch_old``, ``fork``, ``gap``.
    """
    check_chain(body)
    is_new = body.from_n + len(body.commands) > tx.caller.acked_n + 1  # known commands lock and write nothing
    device = find_device(tx.connection, tx.dealership, tx.caller.device, is_locked=is_new)
    _refuse_other_past(device, body)
    known = known_outcomes(tx, device, body)
    fresh = [entry for entry in body.commands if entry.n > device.acked_n]
    if not fresh:
        return wire.PushAnswer(device.acked_n, tuple(known))
    assert is_new
    outcomes = _apply(tx, device, fresh)
    return wire.PushAnswer(fresh[-1].n, (*known, *outcomes))


def retry_waiting(tx: Transaction, codes: tuple[str, ...] = ("unknown_kind", "customer_unknown")) -> int:
    """Rule again on commands that waited; return how many changed. New decisions go down by the feed (I6)."""
    last_seq = lock_head(tx)
    entries = _waiting_entries(tx, codes)
    lock_plans(tx, _plans_of(entries))  # all at once: each entry has a working set of its own
    ruled = 0
    for row in entries:
        last_seq, is_ruled = _rule_again(tx, row, last_seq)
        ruled += is_ruled
    _move_head(tx, last_seq)
    return ruled


def list_waiting_plans(tx: Transaction, codes: tuple[str, ...]) -> set[str]:
    """Return the plans that ``retry_waiting`` will lock, for a transaction that locks others before it."""
    return _plans_of(_waiting_entries(tx, codes))


def _waiting_entries(tx: Transaction, codes: tuple[str, ...]) -> Sequence[Any]:
    is_open = or_(ledger.c.kind != "request.make", ledger.c.state != "rejected")  # a refused order stays refused
    waiting = ledger.c.dealership == tx.dealership, ledger.c.code.in_(codes), ledger.c.is_first, is_open
    order = ledger.c.received_at, ledger.c.device, ledger.c.epoch, ledger.c.n
    return tx.connection.execute(select(ledger).where(*waiting).order_by(*order)).all()


def _plans_of(entries: Sequence[Any]) -> set[str]:
    """Return the plans that entries of the ledger order from."""
    wanted = Wanted()
    for row in entries:
        body = _parsed(row.body)
        if row.kind in KINDS and body is not None:
            collect(wanted, KINDS[row.kind], body)
    return wanted.plans


def _refuse_other_past(device: Device, body: wire.Push) -> None:
    """Refuse a batch of another epoch or of a forked outbox, or one that does not follow the hub's last entry."""
    if body.epoch != device.epoch:
        raise CallRefusedError(409, "epoch_old", acked_n=device.acked_n, epoch=device.epoch)
    if device.state == "forked":
        raise CallRefusedError(409, "fork", acked_n=device.acked_n, epoch=device.epoch)
    if body.from_n > device.acked_n + 1:
        raise CallRefusedError(409, "gap", acked_n=device.acked_n, epoch=device.epoch)
    if body.from_n == device.acked_n + 1 and body.previous_hash != device.acked_hash:
        raise CallRefusedError(409, "fork", acked_n=device.acked_n, epoch=device.epoch)


def _apply(tx: Transaction, device: Device, fresh: Sequence[wire.OutboxCommand]) -> list[wire.Outcome]:
    last_seq = lock_head(tx)
    before = known_commands(tx, fresh)
    bodies = [_parsed(entry.body) for entry in fresh]
    serials = Serials(tx)
    working = _working_set_of(tx, device, fresh, bodies, serials)
    ruled = list(_rule_all(working, fresh, bodies, before))
    serials.keep()
    seqs = write_working_set(tx, working, last_seq)
    _move_head(tx, last_seq + len(seqs))
    entries = [
        (entry, _outcome(entry, ruling, seqs) if isinstance(ruling, Ruling) else ruling, is_first)
        for entry, ruling, is_first in ruled
    ]
    write_entries(tx, device, device.acked_hash, entries)
    change_device(tx, device.device, acked_n=fresh[-1].n, acked_hash=fresh[-1].hash, seen_at=tx.now)
    return [outcome for _, outcome, _ in entries]


def _rule_all(
    working: WorkingSet, fresh: Sequence[wire.OutboxCommand], bodies: Sequence[Body], before: dict[str, RowMapping]
) -> Iterator[tuple[wire.OutboxCommand, Ruling | wire.Outcome, bool]]:
    """Yield each command, its ruling, and whether it is the first with its id, in this batch and in the ledger."""
    seen: dict[str, tuple[wire.OutboxCommand, Ruling]] = {}
    for entry, body in zip(fresh, bodies, strict=True):
        stored, twin = before.get(entry.command_id), seen.get(entry.command_id)
        again = same_again(entry, stored) if stored is not None else None
        if again is not None:
            yield entry, again, False
            continue
        is_twin = twin is not None and (twin[0].kind, twin[0].body) == (entry.kind, entry.body)
        ruling = twin[1] if twin is not None and is_twin else rule(working, entry, body)
        yield entry, ruling, stored is None and twin is None
        seen.setdefault(entry.command_id, (entry, ruling))


def _outcome(entry: wire.OutboxCommand, ruling: Ruling, seqs: dict[tuple[str, str], int]) -> wire.Outcome:
    return outcome_of(entry, ruling, seqs.get(ruling.row, 0) if ruling.row else 0)


def rule(working: WorkingSet, entry: wire.OutboxCommand, body: Body) -> Ruling:
    """Return the ruling on one command; bad content neither loses money nor affects other commands (I18)."""
    is_money = entry.kind in PAYMENT_KINDS
    kind = KINDS.get(entry.kind)
    if kind is None or entry.kind_version not in kind.versions:
        return _entered(working, entry, body, "unknown_kind") if is_money else Ruling("quarantined", "unknown_kind")
    try:
        if body is None:
            raise FieldsError("body")
        _check_cover(entry)
        kind.bodies[entry.kind_version].check(body, entry.body.encode())
        ruling = defer_impossible(working, entry, body, kind.handler(working, entry, body))
        working.check()
    except _ON_CONTENT as error:
        working.drop()
        if is_money:
            return _entered(working, entry, body, _code_of(error))
        ruling = rejected("malformed_body")
    row_id = (body or {}).get("id")
    if (
        (entry.kind, ruling.state) == ("customer.register", "rejected")
        and isinstance(row_id, str)
        and is_row_id(row_id)
    ):
        working.staged.numbers[REFUSED, row_id] = row_id, working.device
    working.keep()
    return ruling


def _check_cover(entry: wire.OutboxCommand) -> None:
    """Raise FieldsError if a command says something about itself that no counter says: when, who, on what version."""
    if not is_instant(entry.at):
        raise FieldsError("at")
    if entry.actor is not None and not is_row_id(entry.actor):
        raise FieldsError("actor")
    if entry.base_version is not None and entry.base_version < 0:
        raise FieldsError("base_version")


def _code_of(error: Exception) -> str:
    """Return why money waits: its amount is none, or something else in its body cannot be read."""
    is_amount = isinstance(error, FieldsError) and error.field == "amount"
    return "amount_wrong" if is_amount else "malformed_body"


def _entered(working: WorkingSet, entry: wire.OutboxCommand, body: Body, code: str) -> Ruling:
    """Enter money that no handler took (I8)."""
    ruling = enter_unread(working, entry, body, code)
    working.keep()
    return ruling


def _working_set_of(
    tx: Transaction, device: Device, entries: Sequence[wire.OutboxCommand], bodies: Sequence[Body], serials: Serials
) -> WorkingSet:
    wanted = Wanted()
    for entry, body in zip(entries, bodies, strict=True):
        if body is not None and entry.kind in KINDS:
            collect(wanted, KINDS[entry.kind], body)
            wanted.ids |= {entry.actor} if entry.actor and KINDS[entry.kind].asks_actor else set()
        if entry.kind in PAYMENT_KINDS:
            wanted.ids.add(entry.command_id)  # the id of money that cannot be read
    wanted.numbers |= {f"{device.device}:{number}" for number in wanted.numbers}
    return open_working_set(tx, wanted, serials.take, device)


def _parsed(text: str) -> Body:
    try:
        body = wire.parse(text)
        if text.count("[") + text.count("{") > _DEEPEST and _is_deep(body, _DEEPEST):
            return None
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and "\\u0000" not in text else None


def _is_deep(value: object, left: int) -> bool:
    """Return whether a value is nested too deep to be printed again."""
    if not isinstance(value, dict | list):
        return False
    return left == 0 or any(
        _is_deep(inner, left - 1) for inner in (value.values() if isinstance(value, dict) else value)
    )


def _rule_again(tx: Transaction, row: Any, last_seq: int) -> tuple[int, bool]:  # noqa: ANN401 - a row of the ledger
    device = find_device(tx.connection, tx.dealership, row.device)
    facts = (row.n, row.command_id, row.kind, row.kind_version, row.body, row.actor, row.at, row.base_version, row.hash)
    entry = wire.OutboxCommand(*facts)
    body = _parsed(entry.body)
    serials = Serials(tx)
    working = _working_set_of(tx, device, [entry], [body], serials)
    ruling = rule(working, entry, body)
    serials.keep()
    if ruling.code == row.code:
        return last_seq, False
    place = {"device": row.device, "epoch": row.epoch, "n": row.n, "command_id": row.command_id}
    working.put("outcome", row.command_id, {**place, "state": ruling.state, "code": ruling.code, "doc": ruling.doc})
    working.keep()
    seqs = write_working_set(tx, working, last_seq)
    outcome = outcome_of(entry, ruling, seqs.get(ruling.row, 0) if ruling.row else 0)
    mine = ledger.c.dealership == tx.dealership, ledger.c.device == row.device, ledger.c.epoch == row.epoch
    changes = {"state": outcome.state, "code": outcome.code, "seq": outcome.seq, "outcome": stored_outcome(outcome)}
    tx.connection.execute(update(ledger).where(*mine, ledger.c.n == row.n).values(changes))
    return last_seq + len(seqs), True


def _move_head(tx: Transaction, seq: int) -> None:
    tx.connection.execute(update(heads).where(heads.c.dealership == tx.dealership).values(seq=seq))
