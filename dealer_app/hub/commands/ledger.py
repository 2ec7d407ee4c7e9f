"""Keep the ledger of commands: every command ever sent with its outcome, permanently."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import UNSET
from sqlalchemy import RowMapping, select

from dealer_app.hub.commands.rulings import Ruling
from dealer_app.hub.database.bulk import among, write_rows
from dealer_app.hub.database.database import Device, Transaction
from dealer_app.hub.database.schema import ledger
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.protocol.ids import is_row_id

_INT4, _INT8 = 2**31, 2**63
_OUTCOME = (ledger.c.n, ledger.c.hash, ledger.c.state, ledger.c.code, ledger.c.seq, ledger.c.outcome)


def check_chain(body: wire.Push) -> None:
    """Raise CallRefusedError unless the commands of a batch are one unbroken piece of one outbox."""
    if len(body.commands) > wire.MOST_COMMANDS:
        raise CallRefusedError(413, "too_many")
    previous = body.previous_hash
    for at, entry in enumerate(body.commands):
        if entry.n != body.from_n + at or entry.n < 1:
            raise CallRefusedError(400, "chain_broken")
        if len(entry.body.encode()) > wire.MOST_BODY_BYTES:
            raise CallRefusedError(413, "too_large")
        if not _is_storable(entry):
            raise CallRefusedError(400, "malformed")  # no outbox writes it and no database stores it
        if wire.command_hash(previous, entry) != entry.hash:
            raise CallRefusedError(400, "hash_wrong")
        previous = entry.hash


def _is_storable(entry: wire.OutboxCommand) -> bool:
    """Return whether a database can store a command; an outbox writes no other."""
    texts = f"{entry.body}{entry.kind}{entry.at}{entry.actor}"
    numbers = abs(entry.kind_version) < _INT4, entry.n < _INT8, abs(entry.base_version or 0) < _INT8
    return "\0" not in texts and is_row_id(entry.command_id) and all(numbers)


def known_outcomes(tx: Transaction, device: Device, body: wire.Push) -> list[wire.Outcome]:
    """Return the stored outcomes of the commands that the hub has already; another hash is a fork (I7)."""
    sent = {entry.n: entry.hash for entry in body.commands if entry.n <= device.acked_n}
    if not sent:
        return []
    mine = ledger.c.dealership == tx.dealership, ledger.c.device == device.device
    asked = ledger.c.n.between(min(sent), max(sent))  # one unbroken piece of the outbox
    query = select(*_OUTCOME, ledger.c.epoch).where(*mine, asked).order_by(ledger.c.epoch)
    stored = {row["n"]: row for row in tx.connection.execute(query).mappings()}  # the newest epoch's entry wins
    if any(n in stored and stored[n]["hash"] != line_hash for n, line_hash in sent.items()):
        raise CallRefusedError(409, "fork", acked_n=device.acked_n, epoch=device.epoch)
    return [_outcome_of(stored[n]) for n in sorted(sent) if n in stored]


def known_commands(tx: Transaction, entries: Iterable[wire.OutboxCommand]) -> dict[str, RowMapping]:
    """Return the ledger's entries of commands that came before, under an earlier epoch or device of the dealership."""
    ids = [entry.command_id for entry in entries]
    columns = *_OUTCOME, ledger.c.command_id, ledger.c.kind, ledger.c.body
    mine = ledger.c.dealership == tx.dealership, ledger.c.is_first, among(ledger.c.command_id, ids)
    found = tx.connection.execute(select(*columns).where(*mine)).mappings()
    return {row["command_id"]: row for row in found}


def same_again(entry: wire.OutboxCommand, stored: RowMapping) -> wire.Outcome | None:
    """Return the stored outcome under this entry's number, None if only the id is the same."""
    if (stored["kind"], stored["body"]) != (entry.kind, entry.body):
        return None
    return _outcome_of({**stored, "n": entry.n, "hash": entry.hash})


def outcome_of(entry: wire.OutboxCommand, ruling: Ruling, seq: int) -> wire.Outcome:
    """Return the outcome of a command."""
    doc = wire.raw(ruling.doc) if ruling.doc else UNSET
    return wire.Outcome(entry.n, entry.hash, ruling.state, ruling.code, seq, ruling.alias_of, ruling.number, doc)


def write_entries(
    tx: Transaction, device: Device, previous: str, ruled: Sequence[tuple[wire.OutboxCommand, wire.Outcome, bool]]
) -> None:
    """Write new ledger entries; ``ruled`` contains (command, outcome, whether it took effect now)."""
    entries: list[dict[str, Any]] = []
    for entry, outcome, is_first in ruled:
        entries.append(
            {
                "dealership": tx.dealership,
                "device": device.device,
                "epoch": device.epoch,
                "n": entry.n,
                "command_id": entry.command_id,
                "kind": entry.kind,
                "kind_version": entry.kind_version,
                "body": entry.body,
                "actor": entry.actor,
                "at": entry.at,
                "base_version": entry.base_version,
                "previous_hash": previous,
                "hash": entry.hash,
                "is_first": is_first,
                "state": outcome.state,
                "code": outcome.code,
                "seq": outcome.seq,
                "outcome": stored_outcome(outcome),
                "received_at": tx.now,
            }
        )
        previous = entry.hash
    write_rows(tx.connection, ledger, entries)


def stored_outcome(outcome: wire.Outcome) -> str:
    """Return the parts of an outcome that are not columns, as JSON."""
    doc = None if outcome.doc is UNSET else wire.parse(bytes(outcome.doc))
    facts = {"alias_of": outcome.alias_of, "number": outcome.number, "doc": doc}
    return wire.plain_json({name: value for name, value in facts.items() if value}).decode()


def _outcome_of(row: Any) -> wire.Outcome:  # noqa: ANN401 - a mapping of columns
    more = wire.parse(row["outcome"])
    doc = wire.raw(more["doc"]) if more.get("doc") else UNSET
    n, known = row["n"], (row["hash"], row["state"], row["code"], row["seq"])
    return wire.Outcome(n, *known, more.get("alias_of", ""), more.get("number", ""), doc)
