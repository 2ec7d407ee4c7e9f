"""Apply what happened to customers' files: changed numbers, and codes that prove a mobile."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.files.activations import ActivationRecord
from dealer_app.store.tables.files.contacts import ContactRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.papers import settle, targets_of
from dealer_app.sync.apply.rows import FeedRow, execute_many, id_of, insert_many, list_known
from dealer_app.sync.apply.statements import insert_of

Doc = dict[str, Any]
_CONTACT = insert_of(ContactRecord, ("id", "customer_id", "field", "changed_on", "changed_at", "changed_by", "facts"))

_TOLD = ("state", "hash", "expires_at", "reason", "settled_at")
_ACTIVATION = insert_of(
    ActivationRecord, ("id", "customer_id", "mobile", *_TOLD, "asked_at", "asked_by"), fixed={"wrong": "0"}
)
_CHANGE = (
    "UPDATE activations SET (state, hash, expires_at, reason, settled_at) = (SELECT ?1, ?2, ?3, ?4, ?5)"
    " WHERE id = ?6 AND (?1 IN ('active', 'locked') OR state NOT IN ('active', 'locked'))"
)


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


def apply_activations(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write codes that were asked for; what was decided here and still waits is not undone by an older row."""
    docs = kind.read(rows)
    known = list_known(unit, "activations", docs)
    owners = owners_of(unit, docs)
    fresh = [
        (row_id.bytes, owners[row_id].bytes, doc["body"]["mobile"], *_told(doc), *_asked(doc))
        for row_id, doc in docs.items()
        if row_id not in known
    ]
    insert_many(unit, _ACTIVATION, fresh)
    execute_many(unit, _CHANGE, [(*_told(docs[row_id]), row_id.bytes) for row_id in known])
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


def _told(doc: Doc) -> tuple[Any, ...]:
    """Return what head office says of a code: state, hash, last moment, reason, end."""
    texts = doc["doc_state"], doc.get("hash") or "", doc.get("expires_at")
    return (*texts, doc.get("reason") or "", doc.get("settled_at"))


def _asked(doc: Doc) -> tuple[str, str]:
    """Return when and by whom a code was asked for."""
    return doc["body"]["asked_at"], doc.get("actor_name") or ""


def _made(doc: Doc) -> tuple[str, str]:
    """Return when and by whom a row was made."""
    return doc["at"], doc.get("actor_name") or ""
