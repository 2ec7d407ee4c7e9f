"""Apply what happened to customers' files: changed numbers, codes that prove a mobile, joins of two files."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.files.activations import ActivationRecord
from dealer_app.store.tables.files.contacts import ContactRecord
from dealer_app.store.tables.files.joins import JoinRecord
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


_JOINED = ("state", "reason", "joined_at", "joined_by", "parted_at", "part_reason")
_JOIN = insert_of(JoinRecord, ("id", "customer_id", "kept_id", *_JOINED))
_END_JOIN = (
    "UPDATE file_joins SET (state, parted_at, part_reason) = (SELECT ?1, ?2, ?3)"
    " WHERE id = ?4 AND (?1 <> 'joined' OR state = 'joined')"
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


def apply_joins(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write joins of files; one that was ended here and still waits is not made again by an older row."""
    docs = kind.read(rows)
    known = list_known(unit, "file_joins", docs)
    owners = owners_of(unit, docs)
    kept = {row_id: id_of(doc["body"]["kept_id"]) for row_id, doc in docs.items()}
    targets = targets_of(unit, set(kept.values()))
    values = {row_id: _ended(doc) for row_id, doc in docs.items()}
    fresh = [
        (
            row_id.bytes,
            owners[row_id].bytes,
            targets.get(kept[row_id], kept[row_id]).bytes,
            values[row_id][0],
            doc["body"]["reason"],
            *_made(doc),
            *values[row_id][1:],
        )
        for row_id, doc in docs.items()
        if row_id not in known
    ]
    insert_many(unit, _JOIN, fresh)
    execute_many(unit, _END_JOIN, [(*values[row_id], row_id.bytes) for row_id in known])
    settle(unit, kind, docs, known)
    for row_id in docs:
        unit.touch("customers", owners[row_id])
        unit.touch("customers", kept[row_id])


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


def _ended(doc: Doc) -> tuple[str, str | None, str]:
    """Return the state of a join, and when and why it ended."""
    return doc["doc_state"], doc.get("parted_at"), doc.get("part_reason") or ""


def _made(doc: Doc) -> tuple[str, str]:
    """Return when and by whom a row was made."""
    return doc["at"], doc.get("actor_name") or ""
