"""The verbs of attachments: add, list, open, give out, withdraw; none is ever deleted."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select, update
from uuid_utils.compat import uuid7

from dealer_app.domain.attachments import (
    MOST_BYTES,
    MOST_OF_FILE,
    MOST_THUMB_BYTES,
    AddAttachment,
    AttachmentContent,
    AttachmentDetails,
    AttachmentLine,
    Subject,
    WithdrawAttachment,
    clean_note,
    content_hash,
    detect_media,
)
from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.ids import AttachmentId, CustomerId
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from dealer_app.services.attachments.pieces import read_content, write_content
from dealer_app.services.customers.customers import get_customer
from dealer_app.services.days.days import require_day
from dealer_app.services.files.joins import files_of
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.rights import require, require_to_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.attachments import AttachmentFileRecord, AttachmentRecord
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import OutboxRecord, enqueue
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.visits.visits import VisitRecord

_OWNERS: Final[Mapping[Subject, Callable[[UUID], Select[Any]]]] = {
    Subject.ORDER: lambda named: select(OrderRecord.customer_id).where(OrderRecord.id == named),
    Subject.PAYMENT: lambda named: (
        select(OrderRecord.customer_id)
        .join(PaymentRecord, PaymentRecord.order_id == OrderRecord.id)
        .where(PaymentRecord.id == named)
    ),
    Subject.VISIT: lambda named: select(VisitRecord.customer_id).where(VisitRecord.id == named),
    Subject.HELP: lambda named: select(HelpRecord.customer_id).where(HelpRecord.id == named),
}
"""Subject -> the query of the customer whom it belongs to."""


def add_attachment(unit: Unit, command: AddAttachment) -> AttachmentDetails:
    """Keep a prepared file in a customer's file: record, bytes, audit row and command in one transaction.

    Raises FieldError at ``file``: ``attachment_known``, ``attachment_too_many``, ``attachment_type``; at ``note``:
    ``text_too_long``; Refusal ``customer_not_found``, ``attachment_subject_unknown``.
    """
    require(unit, Right.ATTACH)
    require_day(unit)
    note = clean_note(command.note)
    customer_id = get_customer(unit, command.customer_id).id
    _require_subject(unit, command, customer_id)
    details = _details(unit, command, customer_id, note)
    _refuse_known(unit, details)
    unit.session.add(
        AttachmentRecord(
            id=details.id,
            customer_id=customer_id,
            subject=details.subject.value,
            subject_id=details.subject_id,
            kind=details.kind.value,
            media=details.media.value,
            size=details.size,
            sha256=details.sha256,
            added_on=details.added_on,
            added_at=unit.now,
            added_by=unit.actor.name,
            facts=freeze(details),
        )
    )
    unit.session.flush()
    write_content(unit, details.id, command.prepared.content, command.prepared.thumb[:MOST_THUMB_BYTES])
    detail = {"kind": details.kind.value, "media": details.media.value, "size": details.size, "sha256": details.sha256}
    write_audit(unit, "attachment_added", "attachments", details.id, {**detail, "customer_id": str(customer_id)})
    enqueue(unit, "attachment.add", freeze(details), subject_id=details.id)
    _touch(unit, details.id, customer_id)
    return details


def list_attachments(unit: Unit, customer_id: CustomerId) -> tuple[AttachmentLine, ...]:
    """Return the attachments of a file and of the one joined with it, the newest first, withdrawn ones among them."""
    require_to_read(unit, Right.FIND)
    waiting = select(OutboxRecord.subject_id).where(OutboxRecord.state.in_(("queued", "sent")))
    rows = (
        select(AttachmentRecord, AttachmentFileRecord, AttachmentRecord.id.in_(waiting))
        .outerjoin(AttachmentFileRecord, AttachmentFileRecord.id == AttachmentRecord.id)
        .where(AttachmentRecord.customer_id.in_(files_of(unit, customer_id)))
        .order_by(AttachmentRecord.added_at.desc(), AttachmentRecord.id.desc())
    )
    return tuple(_line(row, file, is_queued=queued) for row, file, queued in unit.session.execute(rows))


def open_attachment(unit: Unit, attachment_id: AttachmentId) -> AttachmentContent:
    """Return an attachment with its bytes for the screen; the audit says who opened it.

    Raises Refusal ``attachment_not_found``, ``attachment_not_here``; EnvironmentFault ``attachment_changed``.
    """
    require(unit, Right.REVEAL)
    return _given(unit, attachment_id, "attachment_opened")


def export_attachment(unit: Unit, attachment_id: AttachmentId) -> AttachmentContent:
    """Return an attachment with its bytes, to leave the program as a file or by the clipboard; raises as opening."""
    require(unit, Right.EXPORT_ATTACHMENT)
    return _given(unit, attachment_id, "attachment_exported")


def keep_thumb(unit: Unit, attachment_id: AttachmentId, thumb: bytes) -> None:
    """Keep the thumbnail of an attachment that came from another counter and was opened here."""
    require(unit, Right.REVEAL)
    mine = AttachmentFileRecord.id == attachment_id
    unit.session.execute(update(AttachmentFileRecord).where(mine).values(thumb=thumb[:MOST_THUMB_BYTES]))
    unit.touch("attachments", attachment_id)


def withdraw_attachment(unit: Unit, command: WithdrawAttachment) -> None:
    """Mark an attachment as withdrawn, once; it stays readable with the reason.

    Raises FieldError at ``reason``: ``reason_empty``, ``text_too_long``; Refusal ``attachment_not_found``,
    ``attachment_withdrawn``.
    """
    require(unit, Right.WITHDRAW_ATTACHMENT)
    require_day(unit)
    reason = clean_note(command.reason, "reason")
    if not reason:
        raise FieldError("reason_empty", "reason")
    record = _record(unit, command.id)
    if record.state == "withdrawn":
        raise Refusal("attachment_withdrawn")
    unit.session.execute(
        update(AttachmentRecord).where(AttachmentRecord.id == command.id).values(state="withdrawn", reason=reason)
    )
    owner = {"customer_id": str(record.customer_id)}
    write_audit(unit, "attachment_withdrawn", "attachments", command.id, owner)
    enqueue(unit, "attachment.withdraw", {"id": str(command.id), "reason": reason}, subject_id=command.id)
    _touch(unit, command.id, record.customer_id)


def _details(unit: Unit, command: AddAttachment, customer_id: CustomerId, note: str) -> AttachmentDetails:
    """Return the record; the form of the bytes is looked at once more."""
    kept = command.prepared
    if detect_media(kept.content) is not kept.media or len(kept.content) > MOST_BYTES:
        raise FieldError("attachment_type", "file")
    return AttachmentDetails(
        id=AttachmentId(uuid7()),
        customer_id=customer_id,
        subject=command.subject,
        subject_id=command.subject_id,
        kind=command.kind,
        media=kept.media,
        size=len(kept.content),
        sha256=content_hash(kept.content),
        width=kept.width,
        height=kept.height,
        pages=kept.pages,
        note=note,
        added_on=unit.today,
    )


def _require_subject(unit: Unit, command: AddAttachment, customer_id: UUID) -> None:
    """Refuse a subject that is unknown here, or of another customer."""
    if command.subject is Subject.FILE and command.subject_id is None:
        return
    owner = _OWNERS.get(command.subject)
    if owner is None or command.subject_id is None:
        raise Refusal("attachment_subject_unknown")
    if unit.session.scalar(owner(command.subject_id)) != customer_id:
        raise Refusal("attachment_subject_unknown")


def _refuse_known(unit: Unit, details: AttachmentDetails) -> None:
    mine = AttachmentRecord.customer_id == details.customer_id
    same = select(AttachmentRecord.row).where(mine, AttachmentRecord.sha256 == details.sha256)
    if unit.session.scalar(same.where(AttachmentRecord.state == "kept").limit(1)) is not None:
        raise FieldError("attachment_known", "file")
    if (unit.session.scalar(select(func.count()).where(mine)) or 0) >= MOST_OF_FILE:
        raise FieldError("attachment_too_many", "file", most=persian_digits(str(MOST_OF_FILE)))


def _given(unit: Unit, attachment_id: AttachmentId, action: str) -> AttachmentContent:
    record = _record(unit, attachment_id)
    content = AttachmentContent(thaw(AttachmentDetails, record.facts), read_content(unit, attachment_id))
    write_audit(unit, action, "attachments", attachment_id, {"customer_id": str(record.customer_id)})
    return content


def _record(unit: Unit, attachment_id: AttachmentId) -> AttachmentRecord:
    record = unit.session.scalar(select(AttachmentRecord).where(AttachmentRecord.id == attachment_id))
    if record is None:
        raise Refusal("attachment_not_found")
    return record


def _line(row: AttachmentRecord, file: AttachmentFileRecord | None, *, is_queued: bool) -> AttachmentLine:
    return AttachmentLine(
        details=thaw(AttachmentDetails, row.facts),
        added_at=row.added_at,
        added_by=row.added_by,
        is_withdrawn=row.state == "withdrawn",
        reason=row.reason,
        is_here=file is not None and file.held == file.size,
        is_sent=file is not None and file.sent == file.size,
        is_queued=is_queued,
        thumb=b"" if file is None else file.thumb,
    )


def _touch(unit: Unit, attachment_id: UUID, customer_id: UUID) -> None:
    unit.touch("attachments", attachment_id)
    unit.touch("customers", customer_id)
