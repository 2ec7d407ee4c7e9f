"""Apply what happened to customers' files at other counters."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.files.contacts import ContactRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.papers import settle, targets_of
from dealer_app.sync.apply.rows import FeedRow, id_of, insert_many, list_known
from dealer_app.sync.apply.statements import insert_of

Doc = dict[str, Any]
_CONTACT = insert_of(ContactRecord, ("id", "customer_id", "field", "changed_on", "changed_at", "changed_by", "facts"))


def apply_contacts(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write changed numbers; one never changes."""
    docs, facts = kind.read(rows), kind.read_bodies(rows)
    known = list_known(unit, "contacts", docs)
    owners = owners_of(unit, docs)
    fresh = [
        (
            row_id.bytes,
            owners[row_id].bytes,
            doc["body"]["field"],
            doc["body"]["changed_on"],
            *_made(doc),
            facts[row_id],
        )
        for row_id, doc in docs.items()
        if row_id not in known
    ]
    insert_many(unit, _CONTACT, fresh)
    settle(unit, kind, docs, known)
    for owner in owners.values():
        unit.touch("customers", owner)


def owners_of(unit: Unit, docs: dict[UUID, Doc]) -> dict[UUID, UUID]:
    """Return the file of each row; raises BrokenRowError ``parent`` if one is not here yet."""
    named = {row_id: id_of(doc["body"]["customer_id"]) for row_id, doc in docs.items()}
    targets = targets_of(unit, set(named.values()))
    if set(targets.values()) - set(list_known(unit, "customers", set(targets.values()))):
        raise BrokenRowError("parent")
    return {row_id: targets[owner] for row_id, owner in named.items()}


def _made(doc: Doc) -> tuple[str, str]:
    """Return when and by whom a row was made."""
    return doc["at"], doc.get("actor_name") or ""
