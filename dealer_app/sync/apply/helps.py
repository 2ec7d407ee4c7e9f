"""Apply acts of help of other counters; one never changes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.papers import settle, targets_of
from dealer_app.sync.apply.rows import FeedRow, id_of, insert_many, list_known
from dealer_app.sync.apply.statements import insert_of

_HELP = insert_of(
    HelpRecord, ("id", "topic", "customer_id", "code", "recorded_on", "recorded_at", "recorded_by", "facts")
)


def apply_helps(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write acts of help; raises BrokenRowError ``parent`` if a customer is not here yet. A stranger has no file."""
    docs, facts = kind.read(rows), kind.read_bodies(rows)
    known = list_known(unit, "help_records", docs)
    fresh = {row_id: doc for row_id, doc in docs.items() if row_id not in known}
    named = {id_of(doc["body"]["customer_id"]) for doc in fresh.values() if doc["body"]["customer_id"]}
    owners = targets_of(unit, named)
    if set(owners.values()) - set(list_known(unit, "customers", set(owners.values()))):
        raise BrokenRowError("parent")
    insert_many(unit, _HELP, [_help(row_id, doc, owners, facts[row_id]) for row_id, doc in fresh.items()])
    settle(unit, kind, docs, known)
    for owner in owners.values():
        unit.touch("customers", owner)


def _help(row_id: UUID, doc: dict[str, Any], owners: dict[UUID, UUID], facts: str) -> tuple[Any, ...]:
    body = doc["body"]
    owner = owners[id_of(body["customer_id"])].bytes if body["customer_id"] else None
    head = (row_id.bytes, body["topic"], owner, body["code"], body["recorded_on"])
    return (*head, doc["at"], doc.get("actor_name") or "", facts)
