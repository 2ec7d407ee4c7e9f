"""Hold the working set of a push: all rows that its commands may touch, read at once and written at once.

Commands change it in memory. A command's changes are staged; a handler that fails leaves none of them (the savepoint of
docs/protocol.md, section 5).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from dealer_app.hub.commands import plan_places, shared_ids
from dealer_app.hub.database.bulk import among, write_rows
from dealer_app.hub.database.database import Device, Transaction
from dealer_app.hub.database.schema import BROADCAST, identities, money, numbers, rows
from dealer_app.hub.sms.queue import Message, queue_message
from dealer_app.protocol import wire
from dealer_app.protocol.ids import is_row_id

Key = tuple[str, str]
"""A row: its kind and its id."""


LONGEST_NAME = 500
"""Most letters of a number, a code or a reference: an index cannot hold longer ones."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A row as the hub stores it; ``doc`` is None for a row that is gone, ``meta`` never leaves the hub."""

    version: int = 0
    op: str = "upsert"
    doc: dict[str, Any] | None = None
    meta: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Layer:
    """Rows, identities, numbers and money: those that are known, or those that one command changed."""

    rows: dict[Key, Stored] = field(default_factory=dict)
    identities: dict[str, str] = field(default_factory=dict)
    numbers: dict[Key, tuple[str, str]] = field(default_factory=dict)
    money: dict[str, dict[str, Any]] = field(default_factory=dict)
    dropped_identities: set[str] = field(default_factory=set)
    messages: dict[str, Message] = field(default_factory=dict)  # id of the row that asks for it -> message

    def take(self, other: "Layer") -> None:
        """Write ``other`` over this layer."""
        self.rows |= other.rows
        self.identities |= other.identities
        self.numbers |= other.numbers
        self.money |= other.money
        self.dropped_identities |= other.dropped_identities
        self.messages |= other.messages


@dataclass(slots=True)
class Wanted:
    """Names of all that a batch of commands may touch, collected before the database is read."""

    ids: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    bill_ids: dict[str, str] = field(default_factory=dict)  # pair -> the first new bill that has it
    references: set[str] = field(default_factory=set)
    plans: set[str] = field(default_factory=set)


@dataclass(slots=True)
class WorkingSet:
    """The working set; ``fresh_serial(kind)`` returns one of the hub's own numbers, ``now`` is the hub's moment."""

    dealership: str
    device: str
    fresh_serial: Callable[[str], int]
    known: Layer = field(default_factory=Layer)
    changed: Layer = field(default_factory=Layer)
    staged: Layer = field(default_factory=Layer)
    now: datetime | None = None
    taken: dict[str, int] = field(default_factory=dict)  # plan -> its orders over all dealerships
    claimed: dict[str, str] = field(default_factory=dict)  # pair of ids -> the bill for which it was claimed

    def row(self, kind: str, row_id: str) -> Stored:
        """Return a row; an empty one of version 0 if there is none."""
        key = kind, row_id
        for layer in (self.staged, self.changed, self.known):
            if key in layer.rows:
                return layer.rows[key]
        return Stored()

    def has(self, kind: str, row_id: str) -> bool:
        """Return whether a row exists and was not deleted."""
        return self.row(kind, row_id).doc is not None

    def put(self, kind: str, row_id: str, doc: dict[str, Any], meta: dict[str, Any] | None = None) -> None:
        """Stage a row's next version; raise ValueError for an id that no counter could read."""
        if not is_row_id(row_id):
            raise ValueError(row_id)
        old = self.row(kind, row_id)
        is_staged = (kind, row_id) in self.staged.rows
        version = old.version if is_staged else old.version + 1
        self.staged.rows[kind, row_id] = Stored(version, "upsert", doc, old.meta if meta is None else meta)

    def customer_id(self, named: str) -> str:
        """Return the id of the file that a command means; an alias is replaced by its target."""
        doc = self.row("alias", named).doc
        return named if doc is None else str(doc["target"])

    def owner_of_code(self, code: str) -> str | None:
        """Return the id of the file that has a national code."""
        found: str | None = self._find("identities", code)
        return found

    def owner_of_number(self, kind: str, number: str) -> str | None:
        """Return the id of the document or order that has a number."""
        found = self._find("numbers", (kind, number))
        return None if found is None else found[0]

    def money_with(self, reference: str) -> list[dict[str, Any]]:
        """Return the entries of money that have a bank reference."""
        entries = {**self.known.money, **self.changed.money, **self.staged.money}
        return [entry for entry in entries.values() if entry["bank_reference"] == reference]

    def check(self) -> None:
        """Raise ValueError for staged names that are too long to be looked up."""
        names = [*self.staged.identities, *(number for _, number in self.staged.numbers)]
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValueError("name")

    def keep(self) -> tuple[Key, ...]:
        """Make the staged changes part of the batch and return the rows they touched."""
        touched = tuple(self.staged.rows)
        self.changed.take(self.staged)
        self.staged = Layer()
        return touched

    def drop(self) -> None:
        """Forget the staged changes."""
        self.staged = Layer()

    def _find(self, part: str, key: Any) -> Any:  # noqa: ANN401 - one search for two tables
        for layer in (self.staged, self.changed, self.known):
            found = getattr(layer, part).get(key)
            if found is not None:
                return found
        return None


def open_working_set(
    tx: Transaction, wanted: Wanted, fresh_serial: Callable[[str], int], device: Device | None
) -> WorkingSet:
    """Return a working set with everything in ``wanted``; aliases bring their targets."""
    working = WorkingSet(tx.dealership, device.device if device else "", fresh_serial, now=tx.now)
    _fetch_rows(tx, working, wanted.ids)
    _fetch_names(tx, working, wanted)
    working.taken = plan_places.count_taken(tx, wanted.plans)  # plans before pairs, as whoever rules again does
    bearers, working.claimed = shared_ids.claim(tx, wanted.bill_ids)
    _fetch_plans(tx, working, wanted.plans)
    targets = {str(row.doc["target"]) for (kind, _), row in working.known.rows.items() if kind == "alias" and row.doc}
    owners = {owner for owner, _ in working.known.numbers.values()} | set(working.known.identities.values())
    working.known.numbers |= {(shared_ids.EVERYWHERE, pair): (bill, "") for pair, bill in bearers.items()}
    _fetch_rows(
        tx, working, (targets | owners | set(working.known.money)) - {row_id for _, row_id in working.known.rows}
    )
    return working


def write_working_set(tx: Transaction, working: WorkingSet, last_seq: int) -> dict[Key, int]:
    """Write what changed and return each row's seq, counted from ``last_seq`` under the head's lock (I11)."""
    d, changed = tx.dealership, working.changed
    seqs = {key: last_seq + at for at, key in enumerate(changed.rows, start=1)}
    stored = [_stored_row(d, key, row, seqs[key]) for key, row in changed.rows.items()]
    write_rows(tx.connection, rows, stored, is_upsert=True)
    if changed.dropped_identities:
        gone = among(identities.c.national_code, changed.dropped_identities)
        tx.connection.execute(identities.delete().where(identities.c.dealership == d, gone))
    owners = [{"dealership": d, "national_code": c, "customer_id": o} for c, o in changed.identities.items()]
    write_rows(tx.connection, identities, owners, is_upsert=True)
    taken = [
        {"dealership": d, "kind": kind, "number": number, "id": owner, "device": device}
        for (kind, number), (owner, device) in changed.numbers.items()
        if kind not in {shared_ids.EVERYWHERE, plan_places.EVERYWHERE}
    ]
    write_rows(tx.connection, numbers, taken, is_upsert=True)
    write_rows(tx.connection, money, [{"dealership": d, **entry} for entry in changed.money.values()], is_upsert=True)
    shared = {number: owner for (kind, number), owner in changed.numbers.items() if kind == shared_ids.EVERYWHERE}
    shared_ids.settle(tx, shared, working.claimed)
    places = {place: owner for (kind, place), (owner, _) in changed.numbers.items() if kind == plan_places.EVERYWHERE}
    plan_places.keep_places(tx, places)
    for row_id, message in changed.messages.items():
        queue_message(tx, message, row_id)
    return seqs


def _stored_row(dealership: str, key: Key, row: Stored, seq: int) -> dict[str, Any]:
    doc = "" if row.doc is None else wire.plain_json(row.doc).decode()
    facts = {"dealership": dealership, "kind": key[0], "id": key[1], "version": row.version, "seq": seq}
    return {**facts, "op": row.op, "doc": doc, "meta": row.meta}


def _fetch_rows(tx: Transaction, working: WorkingSet, ids: set[str]) -> None:
    if not ids:
        return
    columns = rows.c.kind, rows.c.id, rows.c.version, rows.c.op, rows.c.doc, rows.c.meta
    query = select(*columns).where(rows.c.dealership == tx.dealership, among(rows.c.id, ids))
    for row in tx.connection.execute(query):
        doc = wire.parse(row.doc) if row.doc else None
        working.known.rows[row.kind, row.id] = Stored(row.version, row.op, doc, row.meta)


def _fetch_plans(tx: Transaction, working: WorkingSet, ids: set[str]) -> None:
    """Read the sale plans, which all dealerships may read."""
    if not ids:
        return
    query = select(rows.c.id, rows.c.version, rows.c.op, rows.c.doc, rows.c.meta)
    mine = rows.c.dealership == BROADCAST, rows.c.kind == "plan", among(rows.c.id, ids)
    for row in tx.connection.execute(query.where(*mine)):
        doc = wire.parse(row.doc) if row.doc else None
        working.known.rows["plan", row.id] = Stored(row.version, row.op, doc, row.meta)


def _fetch_names(tx: Transaction, working: WorkingSet, wanted: Wanted) -> None:
    d = tx.dealership
    if wanted.codes:
        mine = identities.c.dealership == d, among(identities.c.national_code, wanted.codes)
        found = tx.connection.execute(select(identities.c.national_code, identities.c.customer_id).where(*mine))
        working.known.identities = {row.national_code: row.customer_id for row in found}
    if wanted.numbers:
        known = numbers.c.dealership == d, among(numbers.c.number, wanted.numbers)
        for row in tx.connection.execute(select(numbers).where(*known)):
            working.known.numbers[row.kind, row.number] = row.id, row.device
    if wanted.references:
        same = money.c.dealership == d, among(money.c.bank_reference, wanted.references)
        for entry in tx.connection.execute(select(money).where(*same)).mappings():
            working.known.money[entry["id"]] = {name: entry[name] for name in entry if name != "dealership"}
