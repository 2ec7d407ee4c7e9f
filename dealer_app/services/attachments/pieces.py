"""Write and read an attachment's bytes in pieces, so that no row is huge."""

from uuid import UUID

from sqlalchemy import insert, select

from dealer_app.domain.attachments import content_hash, split_pieces
from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.attachments import AttachmentFileRecord, AttachmentPieceRecord


def write_content(unit: Unit, attachment_id: UUID, content: bytes, thumb: bytes) -> None:
    """Keep all bytes of a new attachment, of which head office has none."""
    file = {"id": attachment_id, "size": len(content), "sha256": content_hash(content), "held": len(content), "sent": 0}
    unit.session.execute(insert(AttachmentFileRecord), {**file, "thumb": thumb})
    pieces = [{"attachment_id": attachment_id, "at": at, "content": piece} for at, piece in split_pieces(content)]
    unit.session.execute(insert(AttachmentPieceRecord), pieces)


def read_content(unit: Unit, attachment_id: UUID) -> bytes:
    """Return all bytes of an attachment.

    Raises Refusal ``attachment_not_here`` while pieces are missing, EnvironmentFault ``attachment_changed`` if they are
    not those that were added.
    """
    file = unit.session.get(AttachmentFileRecord, attachment_id)
    if file is None or file.held < file.size:
        raise Refusal("attachment_not_here")
    mine = AttachmentPieceRecord.attachment_id == attachment_id
    pieces = select(AttachmentPieceRecord.content).where(mine).order_by(AttachmentPieceRecord.at)
    content = b"".join(unit.session.scalars(pieces))
    if content_hash(content) != file.sha256:
        raise EnvironmentFault("attachment_changed")
    return content
