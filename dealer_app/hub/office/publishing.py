"""Publish head office's own rows to the feed of one dealership, or of all, in one short transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from dealer_app.hub.commands.numbers import order_names
from dealer_app.hub.commands.working_set import Stored, Wanted, WorkingSet, open_working_set, write_working_set
from dealer_app.hub.database.database import Transaction, lock_head
from dealer_app.hub.database.schema import heads

OFFICE = "hub"
"""The name in place of a device for changes of head office itself."""


@dataclass(frozen=True, slots=True)
class Published:
    """A row as head office publishes it; ``doc`` None deletes it."""

    kind: str
    id: str
    doc: dict[str, Any] | None


def publish_rows(tx: Transaction, wanted: Sequence[Published]) -> int:
    """Write the rows that differ and return how many they were; the head's lock keeps their order (I11)."""
    last_seq = lock_head(tx)
    working = office_working_set(tx, [row.id for row in wanted])
    for row in wanted:
        stage(working, row)
    working.keep()
    seqs = write_working_set(tx, working, last_seq)
    move_head(tx, last_seq + len(seqs))
    return len(seqs)


def office_working_set(
    tx: Transaction, ids: Iterable[str], codes: Iterable[str] = (), numbers: Iterable[str] = ()
) -> WorkingSet:
    """Return a working set of head office itself with the rows that it will change."""
    wanted = Wanted(ids=set(ids), codes=set(codes), numbers=set(numbers))
    working = open_working_set(tx, wanted, _no_serial, None)
    working.device = OFFICE
    return working


def move_head(tx: Transaction, seq: int) -> None:
    """Set the last seq of the dealership, whose head row this transaction has locked."""
    tx.connection.execute(update(heads).where(heads.c.dealership == tx.dealership).values(seq=seq))


def stage(working: WorkingSet, row: Published) -> None:
    """Stage a row if it differs from the stored one."""
    stored = working.row(row.kind, row.id)
    if row.doc is None:
        if stored.doc is not None:
            working.staged.rows[row.kind, row.id] = Stored(stored.version + 1, "delete")
        return
    if stored.doc != row.doc:
        working.put(row.kind, row.id, row.doc)
        _note_names(working, row)


def _note_names(working: WorkingSet, row: Published) -> None:
    """Note the numbers of an order and the code of a customer, so that they can be found."""
    assert row.doc is not None
    fields = row.doc.get("fields") or {}
    if row.kind == "order":
        for name in order_names(fields):
            working.staged.numbers[name] = row.id, OFFICE
    if row.kind == "customer" and fields.get("national_code"):
        working.staged.identities[str(fields["national_code"])] = row.id


def _no_serial(kind: str) -> int:
    raise KeyError(kind)
