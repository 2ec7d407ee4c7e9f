"""Apply the records of attachments of other counters; their bytes follow by calls of their own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from dealer_app.store.core.permits import permitted
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.attachments import AttachmentFileRecord, AttachmentRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.papers import settle, targets_of
from dealer_app.sync.apply.rows import FeedRow, execute_many, id_of, insert_many, list_known
from dealer_app.sync.apply.statements import insert_of

_SAID = ("subject", "subject_id", "kind", "media", "size", "sha256", "added_on")
_ATTACHMENT = insert_of(
    AttachmentRecord, ("id", "customer_id", *_SAID, "added_at", "added_by", "state", "reason", "facts")
)
_FILE = replace(
    insert_of(AttachmentFileRecord, ("id", "size", "sha256"), fixed={"held": "0", "sent": "0", "thumb": "x''"}),
    tail=" ON CONFLICT (id) DO NOTHING",
)
"""A file that is here already stays: it waited for its record to come back."""
UNSENT = "u.held = u.size AND (u.sent IS NULL OR u.sent < u.size)"
"""The condition on a row ``u`` of ``attachment_files``: all bytes are here, and head office lacks some."""
_WITHDRAW = "UPDATE attachments SET state = 'withdrawn', reason = ? WHERE id = ?"
_IS_WHOLE = "UPDATE attachment_files SET sent = size WHERE id = ?"


def wipe_of(ids: str) -> tuple[str, str]:
    """Return the statements that delete the bytes of the attachments that the query ``ids`` finds.

    Bytes that head office lacks stay, without their record, until they were sent: they are in no other place.
    """
    leaving = f"({ids}) AND NOT EXISTS (SELECT 1 FROM attachment_files u WHERE u.id = {{}} AND {UNSENT})"  # noqa: S608 - constants
    return (
        f"DELETE FROM attachment_pieces WHERE attachment_id IN {leaving.format('attachment_id')}",  # noqa: S608 - constants
        f"DELETE FROM attachment_files WHERE id IN {leaving.format('attachment_files.id')}",  # noqa: S608 - constants
    )


def apply_attachments(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write attachments, and their state; raises BrokenRowError ``parent`` if a customer is not here yet."""
    docs, facts = kind.read(rows), kind.read_bodies(rows)
    known = list_known(unit, "attachments", docs)
    fresh = {row_id: doc for row_id, doc in docs.items() if row_id not in known}
    owners = targets_of(unit, {id_of(doc["body"]["customer_id"]) for doc in fresh.values()})
    if set(owners.values()) - set(list_known(unit, "customers", set(owners.values()))):
        raise BrokenRowError("parent")
    insert_many(unit, _ATTACHMENT, [_attachment(row_id, doc, owners, facts[row_id]) for row_id, doc in fresh.items()])
    insert_many(unit, _FILE, [_file(row_id, doc["body"]) for row_id, doc in fresh.items()])
    withdrawn = [(docs[one].get("reason") or "", one.bytes) for one in known if docs[one]["doc_state"] == "withdrawn"]
    with permitted(unit, "withdrawal"):  # of two withdrawals head office keeps the first
        execute_many(unit, _WITHDRAW, withdrawn)
    execute_many(unit, _IS_WHOLE, [(row_id.bytes,) for row_id, doc in docs.items() if doc.get("is_whole")])
    settle(unit, kind, docs, known)
    for owner in owners.values():
        unit.touch("customers", owner)


def _attachment(row_id: UUID, doc: dict[str, Any], owners: dict[UUID, UUID], facts: str) -> tuple[Any, ...]:
    body = doc["body"]
    subject = id_of(body["subject_id"]).bytes if body["subject_id"] else None
    said = (body["subject"], subject, *(body[name] for name in _SAID[2:]))
    state = (doc["doc_state"], doc.get("reason") or "")
    return (row_id.bytes, owners[id_of(body["customer_id"])].bytes, *said, doc["at"], _by(doc), *state, facts)


def _file(row_id: UUID, body: dict[str, Any]) -> tuple[Any, ...]:
    return (row_id.bytes, body["size"], body["sha256"])


def _by(doc: dict[str, Any]) -> str:
    return str(doc.get("actor_name") or "")
