"""List the attachments of a timeline: added, and withdrawn with the reason."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.customers import TimelineEntry
from dealer_app.services.orders.timeline_papers import joined
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.attachments import AttachmentRecord
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.staff import StaffRecord
from resources.texts import timeline as words


def attachment_entries(unit: Unit, customer_id: UUID) -> Iterator[TimelineEntry]:
    """Yield the attachments of a file; a withdrawal has an entry of its own if it was made on this counter."""
    mine = AttachmentRecord.customer_id == customer_id
    yield from map(_added, unit.session.scalars(select(AttachmentRecord).where(mine)))
    rows = (
        select(AuditRecord.at, AttachmentRecord, StaffRecord.name)
        .join(AttachmentRecord, AttachmentRecord.id == AuditRecord.subject_id)
        .outerjoin(StaffRecord, StaffRecord.id == AuditRecord.staff_id)
        .where(AuditRecord.kind == "attachments", AuditRecord.action == "attachment_withdrawn", mine)
    )
    for at, row, name in unit.session.execute(rows):
        title = words.TITLES["attachment_withdrawn"].format(what=words.ATTACHMENTS[row.kind])
        subtitle = joined(row.reason, name or "")
        yield TimelineEntry(at, "attachment_withdrawn", title, subtitle, attachment_id=str(row.id))


def _added(row: AttachmentRecord) -> TimelineEntry:
    is_withdrawn = row.state == "withdrawn"
    return TimelineEntry(
        row.added_at,
        "attachment",
        words.TITLES["attachment"].format(what=words.ATTACHMENTS[row.kind]),
        joined(str(row.facts["note"]), row.added_by),
        words.ATTACHMENT_WITHDRAWN if is_withdrawn else "",
        attachment_id=str(row.id),
    )
